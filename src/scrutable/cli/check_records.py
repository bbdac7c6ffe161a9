"""The part of scrutable check that asks whether the records fit together: which rows fail, and what is to be done."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from scrutable.cli import output
from scrutable.errors import UsageFault

if TYPE_CHECKING:
    from scrutable.checks.behind import Doubts
    from scrutable.checks.running import Checked, Failing
    from scrutable.store import Store

ROW_COLUMNS = ("check", "table", "row_id", "child_id", "first_day", "last_day", "evidence", "do")
NOTHING_LOADED = "U109"


def asked(council: "Store", known_on: str | None) -> "Doubts | None":
    """Return what the checks find; None where nothing has been loaded that they could be asked of."""
    try:
        return council.doubts(known_on=known_on)
    except UsageFault as fault:
        if fault.code == NOTHING_LOADED and known_on is None:
            return None
        raise


def as_findings(doubts: "Doubts | None") -> list[dict[str, Any]]:
    """Return the checks that found something in the columns of a finding, one a check."""
    return [
        {
            "code": one.check.id,
            "level": "check",
            "file": "",
            "place": "",
            "row": None,
            "column": "",
            "value": "",
            "table": ", ".join(sorted({row.table for row in one.rows})),
            "rows": len(one.rows),
            "says": f"{one.check.title}. {one.check.why}",
            "do": one.check.do,
            "load": None,
            "touches": ", ".join(one.check.touches),
        }
        for one in (doubts.checked if doubts else ())
        if one.rows
    ]


def tell(doubts: "Doubts | None", *, everything: bool) -> None:
    """Print which checks found something, why it matters and what they touch; with `everything` all of them."""
    if doubts is None:
        return
    found = sorted((one for one in doubts.checked if one.rows), key=lambda one: -len(one.rows))
    shown = [*found, *(one for one in doubts.checked if everything and not one.rows)]
    if shown:
        output.as_table(
            ["Check", "Rows", "What does not fit; why it matters", "Indicators it touches"],
            [_line(one) for one in shown],
            numbers=(1,),
        )
    asked = sum(not one.absent for one in doubts.checked)
    rows = sum(len(one.rows) for one in found)
    click.echo(
        f"{len(found):,} of {asked:,} checks of the records found something, {_counted(rows)} in all."
        + (f" List them with: scrutable check --rows {found[0].check.id}" if found else "")
    )


def rows_of(council: "Store", check: str, known_on: str | None, form: str) -> int:
    """Print the rows that fail one check; return 1 where there are any."""
    from scrutable.checks.running import find, run

    one = find(check, council.checks())
    view = council.known_on(known_on)
    (found,) = run(view, [one])
    if form == "table":
        click.echo(f"{one.title}, as known on {view.said}\n\n{one.asks}\n{one.why}\nWhat to do: {one.do}")
        click.echo(f"Rests on: {one.source}.\n")
    _print([(found, found.rows)], form)
    if form == "table":
        click.echo(
            f"Not asked: {found.absent}." if found.absent else f"{_counted(len(found.rows))} to be checked."
        )
    return 1 if found.rows else 0


def behind(council: "Store", indicator: str, period: str, known_on: str | None, form: str) -> int:
    """Print the rows that fail a check and stand behind one figure; return 1 where there are any."""
    from scrutable.engine.period import parse

    definition, asked_for = council.known_on(known_on).definition(indicator), parse(period)
    doubts = council.doubts(known_on=known_on)
    found = doubts.behind(definition, asked_for)
    if form == "table":
        click.echo(f"{definition.title}, {asked_for.name}, as known on {doubts.view.said}\n")
        for each in found:
            click.echo(
                f"{each.check.id}: {_counted(len(each.rows))}. {each.check.why}\n  What to do: {each.check.do}"
            )
    _print([(each, each.rows) for each in found], form)
    if form == "table":
        touching = sum(indicator in one.check.touches and not one.absent for one in doubts.checked)
        rows = sum(len(each.rows) for each in found)
        click.echo(f"{_counted(rows)} to be checked behind this figure, by {touching} checks that touch it.")
    return 1 if found else 0


def _print(found: "Sequence[tuple[Any, Sequence[Failing]]]", form: str) -> None:
    rows = [_as_row(one.check.id, one.check.do, row) for one, failing in found for row in failing]
    if form == "json":
        output.as_json(rows)
    elif form == "csv":
        output.as_csv(ROW_COLUMNS, [{**row, "evidence": _said(row["evidence"])} for row in rows])
    elif rows:
        columns = [name for name in ROW_COLUMNS if name != "do" and (name != "check" or len(found) > 1)]
        texts = [{**row, "evidence": _said(row["evidence"])} for row in rows]
        output.as_table(
            [name.replace("_", " ") for name in columns],
            [[_cell(row[name]) for name in columns] for row in texts],
        )


def _as_row(check: str, do: str, row: "Failing") -> dict[str, Any]:
    said = (check, row.table, row.row_id, row.child_id, row.first_day, row.last_day, dict(row.evidence), do)
    return dict(zip(ROW_COLUMNS, said, strict=True))


def _line(one: "Checked") -> list[str]:
    says = f"{one.check.title}. {one.check.why}" + (f" Not asked: {one.absent}." if one.absent else "")
    return [one.check.id, "" if one.absent else f"{len(one.rows):,}", says, "\n".join(one.check.touches)]


def _said(evidence: Mapping[str, Any]) -> str:
    return "; ".join(
        f"{name.replace('_', ' ')} {_cell(value) or 'not recorded'}" for name, value in evidence.items()
    )


def _cell(value: object) -> str:
    if value is None:
        return ""
    return (
        {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value).removesuffix(" 00:00:00")
    )


def _counted(rows: int) -> str:
    return f"{rows:,} {'row' if rows == 1 else 'rows'}"
