"""The parts of a figure as a table, and what the figure leaves out.

Parts that a reader would see under one name (codes of one group) stand in one row. Beyond seven rows, or four where
the page holds two breakdowns, the smallest are put together, so that the table stays beside its chart. pack.json
holds every part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scrutable.figures.figure import Figure
from scrutable.indicators.definition import Definition
from scrutable.report import units, words
from scrutable.report.amounts import columns, not_adding_up, things
from scrutable.report.anatomy import Cell, Column, Group, Part, Sentence, Table
from scrutable.report.gather import Breakdown, Sheet, in_order
from scrutable.report.saying import anchor, cells, figure_id

ROWS = 7
ROWS_OF_TWO = 4  # where two breakdowns share the page


def breakdown(sheet: Sheet, each: Breakdown) -> Table:
    """Return a breakdown as a table whose last row is the figure itself."""
    one, by = sheet.definition, words.breakdown(each.by)
    most = ROWS if len(sheet.breakdowns) < 2 else ROWS_OF_TWO
    rows = tuple(_row(one, name, parts) for name, parts in _rows(each, most))
    when = f"at {words.day(sheet.now.period_end)}" if one.stock else words.short(sheet.now.period)
    return Table(
        id=f"{each.by}-{one.id}",
        caption=f"{things(one)} by {by}, {when}{not_adding_up(one)}",
        columns=(Column(words.sentence_case(by)), *columns(one)),
        groups=(Group(rows),),
        total=(Cell("All"), *cells(one, sheet.now)),
    )


def _rows(each: Breakdown, most: int) -> list[tuple[str, list[Figure]]]:
    """Return the rows, `most` and what is not recorded: their names and the parts in each, most first."""
    named: dict[str, list[Figure]] = {}
    if any(
        part.measures in ("median", "mean", "sum") for part in each.parts
    ):  # two of these cannot be put together
        return [(words.group(each.by, part.breakdown), [part]) for part in each.parts]
    for part in each.parts:
        named.setdefault(words.group(each.by, part.breakdown), []).append(part)
    if all(part.measures in ("share", "count", "ratio") for part in each.parts):
        rows = [(name, parts, together(parts)) for name, parts in named.items()]
        named = {name: parts for name, parts, _ in sorted(rows, key=lambda row: in_order(each.by, row[2]))}
        if len(named) > most + 1:
            return _shortened(named, most)
    return list(named.items())


def _shortened(named: dict[str, list[Figure]], most: int) -> list[tuple[str, list[Figure]]]:
    unknown = words.group("", None)
    known = [(name, parts) for name, parts in named.items() if name != unknown]
    few, rest = known[: most - 1], known[most - 1 :]
    others = [part for _, parts in rest for part in parts]
    last = [(unknown, named[unknown])] if unknown in named else []
    return [*few, (f"{words.number(len(rest))} smaller groups", others), *last]


def together(parts: Sequence[Figure]) -> Figure:
    """Return parts of one breakdown as one. Each case is in one part, so their numbers add up; a median's do not."""
    for part in parts:
        if part.measures in ("share", "ratio") and part.denominator is None:
            return part  # what cannot be judged of one of them cannot be said of them together
    measures, met = parts[0].measures, sum(part.numerator or 0 for part in parts)
    if measures == "count":
        return replace(parts[0], numerator=met, denominator=None, value=met)
    if measures == "rate":  # the population of the parts together is not known
        return replace(parts[0], numerator=met, denominator=None, value=None)
    counted = sum(part.denominator or 0 for part in parts)
    return replace(parts[0], numerator=met, denominator=counted, value=met / counted if counted else None)


def _row(one: Definition, name: str, parts: Sequence[Figure]) -> tuple[Cell, ...]:
    ids = " ".join(figure_id(part) for part in parts)
    figure = parts[0] if len(parts) == 1 else together(parts)
    place = anchor(parts[0]) if len(parts) == 1 else ""
    return (Cell(name, anchor=place), *(replace(cell, figure=ids) for cell in cells(one, figure)))


def left_out(sheet: Sheet) -> list[Part]:
    """Return the cases that are listed and not counted, and those counted as not met for want of a date."""
    one, now = sheet.definition, sheet.now
    made: list[Part] = []
    if sheet.reasons:
        told = [f"{reason} ({words.number(count)})" for reason, count in sheet.reasons]
        count = sum(count for _, count in sheet.reasons)
        are = "case is" if count == 1 else "cases are"
        why = sheet.reasons[0][0] if len(told) == 1 else words.joined(told)
        text = f"{words.number(count)} {are} listed but not counted: {why}."
        made.append(Sentence(text, "note", (figure_id(now),)))
    if now.unknown:
        unit = units.word(now.unit, now.unknown, one.plural)
        then = "counted, as not met" if one.measures == "share" else "left out of it"
        text = f"For {words.number(now.unknown)} {unit} the records lack what the measure needs: {then}."
        made.append(Sentence(text, "note", (figure_id(now),)))
    if now.lacking:
        unit = units.word(now.unit, now.lacking, one.plural)
        text = (
            f"For {words.number(now.lacking)} {unit} the records do not reach back {one.look_back} months: what came"
            " before could not be seen."
        )
        made.append(Sentence(text, "note", (figure_id(now),)))
    return made
