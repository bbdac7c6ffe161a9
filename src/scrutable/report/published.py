"""What others have published beside a pack's own figures: asked of the store once for all, and listed with its source.

The published year is the last that had ended by the period's end. For the same days our own figure is asked too, so
that like stands beside like. Read `compared.py` next, which says it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, cast

from scrutable.comparators import ask, series
from scrutable.comparators.ask import Better, Comparison
from scrutable.comparators.series import Series, code_of
from scrutable.comparators.shelf import SOURCES, Published
from scrutable.engine.period import Period, parse
from scrutable.figures.figure import Figure
from scrutable.indicators.definition import Definition
from scrutable.report import words
from scrutable.report.anatomy import Area, Cell, Column, Group, Part, Sentence, Table
from scrutable.report.gather import Sheet
from scrutable.report.inputs import PublishedFigures, View

SHORTEST_YEAR = 365
HOLDS = {
    "lait": "Measures of authorities", "dictionary": "What the measures mean", "neighbours": "Statistical neighbours",
    "authorities": "List of authorities", "population": "Population estimates",
}  # fmt: skip


@dataclass(frozen=True)
class Compared:
    """An indicator's published figures, and our own of the same days: None where the records cannot give one."""

    found: Comparison
    own: Figure | None = None

    @property
    def series(self) -> Series:
        """The published series, with the places it is printed to."""
        held = self.found.series
        if held.places is not None:
            return held
        values = [one.value for one in (self.found.england, self.found.ours) if isinstance(one, Published)]
        places = max((max(0, -int(value.as_tuple().exponent)) for value in values), default=1)
        return replace(held, places=places)


def is_a_year(figure: Figure) -> bool:
    """Say whether a figure is of a whole year that has ended."""
    return not figure.to_date and (figure.period.end - figure.period.start).days + 1 >= SHORTEST_YEAR


def comparisons(
    sheets: Sequence[Sheet], view: View, published: PublishedFigures | None, area: Area
) -> list[Sheet]:
    """Return the sheets with what is published of each; as they were where nothing is loaded."""
    if published is None or published.loaded_by is None or not sheets:
        return list(sheets)
    codes = {one.definition.id: code_of(one.definition.id, one.definition.compare) for one in sheets}
    asked = [one for one in sheets if codes[one.definition.id]]
    found = ask.comparisons(
        published.folder,
        [(codes[one.definition.id], cast(Better, one.definition.better)) for one in asked],
        area.number,
        min(sheets[0].now.period.end, view.known_on.date()),
        loaded_by=published.loaded_by,
        region=area.region,
    )
    of = {one.definition.id: each for one, each in zip(asked, found, strict=True)}
    own = _own(view, {id_: each for id_, each in of.items() if each.period}, sheets[0].now.period)
    return [
        replace(sheet, compared=Compared(of[id_], own.get(id_)))
        if (id_ := sheet.definition.id) in of
        else sheet
        for sheet in sheets
    ]


def _own(view: View, of: dict[str, Comparison], period: Period) -> dict[str, Figure]:
    """Return our own figure of each published year, one question a year; none of the pack's own period."""
    wanted: dict[str, list[str]] = {}
    for id_, each in of.items():
        if each.period and each.period.own and each.period.own != period.name:
            wanted.setdefault(each.period.own, []).append(id_)
    figures = (view.figures(ids, [parse(name)]) for name, ids in sorted(wanted.items()))
    return {one.indicator: one for asked in figures for one in asked if one.value is not None}


def sources(published: PublishedFigures | None, known_on: datetime) -> list[Part]:
    """Return which published figures a pack compares with, or that there are none; nothing for a pack that has none."""
    from scrutable.comparators.holdings import releases

    if published is None:
        return []
    if published.loaded_by is None:
        return [Sentence(NONE_LOADED)]
    held = releases(published.folder, published.loaded_by)
    late = any((one["released"] or one["loaded_at"].date()) > known_on.date() for one in held)
    told = f"{COMPARED} {LATE.format(words.day(known_on))}" if late else COMPARED
    columns = ("Published file", "From", "Holds", "Released", "Loaded")
    rows = tuple(tuple(Cell(text) for text in _release(one)) for one in held)
    caption = "Every published file that this pack compares with"
    return [
        Sentence(told),
        Table(
            "published-files", caption, tuple(Column(one) for one in columns), (Group(rows),), compact=True
        ),
    ]


def _release(one: dict[str, Any]) -> tuple[str, ...]:
    holds = HOLDS.get(one["holds"], words.sentence_case(one["holds"].replace("_", " ")).replace("Ehc", "EHC"))
    released: date | None = one["released"]
    return (
        one["file"], SOURCES[one["source"]], f"{holds} ({one['version']})" if one["version"] else holds,
        words.day(released) if released else "not given", words.day(one["loaded_at"]),
    )  # fmt: skip


def why_none(definition: Definition) -> str:
    """Return in words why nothing published is compared with an indicator; nothing where something is."""
    if code_of(definition.id, definition.compare):
        return ""
    why = series.why_none(definition.id)
    return "" if why == series.NONE_KNOWN else why


NONE_LOADED = (
    "No published figures are loaded, so nothing here is compared with England, the region or other councils. "
    "The command scrutable comparators load brings in what the Department for Education publishes."
)
COMPARED = (
    "The pages compare with figures that others have published, of the last year that had ended with this period. "
    "England's figure is taken as exact. The range beside a figure of this council is what chance alone would give in "
    "19 cases of 20, were each case to come by itself: of 20 comparisons, one falls outside its range by chance. "
    "Where several cases are of one child or one family, chance moves a figure more than its range says."
)
LATE = "Some of it was released or loaded after {}: what had been published by then, this pack does not know."
