"""What the checks of the records found, in words: behind each figure on its page, and all of it on data quality.

Which rows stand behind a figure is settled in `checks/behind.py`; here nothing is counted anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from scrutable.checks.behind import Doubts
from scrutable.checks.definition import said
from scrutable.checks.running import Checked
from scrutable.engine.period import Period
from scrutable.report import words
from scrutable.report.anatomy import Cell, Column, Group, Sentence, Table
from scrutable.report.gather import Sheet
from scrutable.report.saying import figure_id


def marked(sheets: Sequence[Sheet], doubts: Doubts | None, period: Period) -> list[Sheet]:
    """Return sheets with the failing rows behind their figures; as they are where the pack does not speak of checks."""
    if doubts is None:
        return list(sheets)
    # Where there is no figure there is nothing to be provisional.
    return [
        replace(sheet, doubted=() if sheet.now.value is None else doubts.behind(sheet.definition, period))
        for sheet in sheets
    ]


def provisional(sheet: Sheet) -> Sentence | None:
    """Return why a figure is provisional; None where no row behind it fails a check.

    "14 rows behind this figure need checking: 9 visits made while the plan was not open and 5 reviews held before ...
    The figure is provisional until they are."
    """
    if not sheet.doubted:
        return None
    rows = sum(len(each.rows) for each in sheet.doubted)
    told = words.joined([said(each.check, len(each.rows)) for each in sheet.doubted])
    needs, they = (
        ("row behind this figure needs", "it is")
        if rows == 1
        else ("rows behind this figure need", "they are")
    )
    return Sentence(
        f"{words.number(rows)} {needs} checking: {told}.",
        "provisional",
        (figure_id(sheet.now),),
        then=f"The figure is provisional until {they}.",
    )


def parts(doubts: Doubts | None, sheets: Sequence[Sheet]) -> list[Sentence | Table]:
    """Return what data quality says of the checks: how many were asked, which rows fail, what could not be asked."""
    if doubts is None:
        return []
    asked = [one for one in doubts.checked if not one.absent]
    failing = [one for one in asked if one.rows]
    told: list[Sentence | Table] = [Sentence(_told(asked, failing))]
    if failing:
        told.append(_table(failing, sheets))
    if unasked := [one for one in doubts.checked if one.absent]:
        why = "; ".join(f"{one.check.title} ({one.absent})" for one in unasked)
        told.append(Sentence(f"{_checks(len(unasked))} could not be asked: {why}."))
    return told


def record(sheet: Sheet) -> dict[str, Any]:
    """Return what pack.json says of the rows behind a figure; nothing where the pack does not speak of checks."""
    if sheet.doubted is None:
        return {}
    found = [
        {"check": each.check.id, "rows": len(each.rows), "says": said(each.check, len(each.rows))}
        for each in sheet.doubted
    ]
    return {"to_check": {"rows": sum(len(each.rows) for each in sheet.doubted), "checks": found}}


def records(doubts: Doubts | None, sheets: Sequence[Sheet]) -> tuple[dict[str, Any], ...]:
    """Return each check as pack.json has it, whether it found anything or not."""
    behind = _behind(sheets)
    return tuple(
        {
            "check": one.check.id,
            "title": one.check.title,
            "why": one.check.why,
            "do": one.check.do,
            "definition": one.check.hash,
            "touches": list(one.check.touches),
            "rows": None if one.absent else len(one.rows),
            "absent": one.absent,
            "figures": behind.get(one.check.id, []),
        }
        for one in (doubts.checked if doubts else ())
    )


def _told(asked: Sequence[Checked], failing: Sequence[Checked]) -> str:
    if not asked:
        return "No check of the records could be asked."
    if not failing:
        return f"{_checks(len(asked))} of the records found nothing that does not fit together."
    rows = sum(len(one.rows) for one in failing)
    found = (
        f"Of {words.number(len(asked))} checks of the records {words.number(len(failing))} found something"
    )
    return (
        f"{found}: {words.number(rows)} {'row' if rows == 1 else 'rows'} in all, a row that fails two of them counted"
        " twice. A figure with such rows behind it says so on its page. The command scrutable check --rows lists the"
        " rows of a check, and scrutable check --behind those behind a figure, each with what to do."
    )


def _checks(count: int) -> str:
    return f"{words.number(count)} {'check' if count == 1 else 'checks'}"


def _table(failing: Sequence[Checked], sheets: Sequence[Sheet]) -> Table:
    behind = _behind(sheets)
    rows = tuple(
        (
            Cell(one.check.title),
            Cell(one.check.why),
            Cell(words.number(len(one.rows))),
            Cell(words.number(len(behind.get(one.check.id, [])))),
        )
        for one in sorted(failing, key=lambda one: (-len(one.rows), one.check.title))
    )
    columns = (
        Column("What does not fit"),
        Column("Why it matters"),
        Column("Rows", True),
        Column("Figures here that rest on some", True),
    )
    caption = "Rows that fail a check of the records, the most first"
    return Table("checks", caption, columns, (Group(rows),), compact=True)


def _behind(sheets: Sequence[Sheet]) -> Mapping[str, list[str]]:
    """Return the figures that rest on failing rows of each check, by the check's id."""
    found: dict[str, list[str]] = {}
    for sheet in sheets:
        for each in sheet.doubted or ():
            found.setdefault(each.check.id, []).append(figure_id(sheet.now))
    return found
