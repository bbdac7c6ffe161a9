"""The passport of a figure: its value, what it rests on, every earlier value that was published and why it changed.

A figure's id never changes: `indicator/period`, and `/breakdown=part` for a part. Which of its values is meant is said
by the pack or the moment. The id stands in the pack, in pack.json and at the end of every address of a page.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from urllib.parse import unquote

from scrutable.committee import publications
from scrutable.committee.publications import PublishedFigure
from scrutable.engine.period import Period
from scrutable.engine.period import parse as parse_period
from scrutable.errors import UsageFault
from scrutable.figures.figure import Figure
from scrutable.figures.freshness import Records
from scrutable.figures.revisions import Revision, revision
from scrutable.figures.view import View, find
from scrutable.indicators.definition import Definition
from scrutable.report import amounts, recipe, words
from scrutable.report.saying import figure_id

if TYPE_CHECKING:
    from scrutable.store import Store


@dataclass(frozen=True)
class FigureName:
    """What an id of a figure names: an indicator, a period and, for a part, the breakdown and the part."""

    id: str
    indicator: str
    period: Period
    part: tuple[str, str] | None


@dataclass(frozen=True)
class Earlier:
    """One value as a pack printed it, and what lies between it and the next; None where that cannot be told."""

    published: PublishedFigure
    says: str  # the value in full, as it was printed
    known_on: str
    since: Revision | None


@dataclass(frozen=True)
class Passport:
    """One figure with all that is known of it."""

    name: FigureName
    figure: Figure
    definition: Definition
    records: Records | None
    earlier: tuple[Earlier, ...]
    cite: str


def parse(text: str) -> FigureName:
    """Return what an id names. Raises UsageFault U126 for what is no id of a figure, U103 for its period.

    >>> parse("/figure/children_missing/2019-20Q3/sex=Female").part
    ('sex', 'Female')
    """
    said = text.strip().removeprefix("/").removeprefix("figure/")
    indicator, *rest = said.split("/")
    if not indicator or len(rest) not in (1, 2) or (len(rest) == 2 and "=" not in rest[1]):
        raise UsageFault(
            "U126",
            f'"{text}" is not the id of a figure.',
            "Write it like children_missing/2019-20Q3, or children_missing/2019-20Q3/sex=Female for a part.",
        )
    by, _, part = rest[1].partition("=") if len(rest) == 2 else ("", "", "")
    return FigureName(said, indicator, parse_period(rest[0]), (by, unquote(part)) if by else None)


def of(store: Store, figure: str, known_on: str | date | datetime | None = None) -> Passport:
    """Return the passport of a figure as known on a moment, with every value that was published of it before."""
    name, view = parse(figure), store.known_on(known_on)
    definition = find(name.indicator, store.definitions())
    now = _figure(view, name)
    with store.records() as records:
        packs = {one.pack: one for one in publications.published(records)}
        printed = publications.history(records, figure_id(now))
    earlier = [one for one in printed if packs[one.pack].known_on <= view.said]
    moments = [packs[one.pack].known_on for one in earlier]
    steps = []
    for nth, one in enumerate(earlier):
        later = moments[nth + 1] if nth + 1 < len(moments) else view.said
        steps.append(
            Earlier(
                one, _says(definition, now, one), moments[nth], _since(store, name, one, moments[nth], later)
            )
        )
    council = store.settings.name or f"Council {store.settings.number}".strip()
    return Passport(
        name, now, definition, view.records(name.indicator), tuple(steps), _cite(council, definition, now)
    )


def _figure(view: View, name: FigureName) -> Figure:
    """Return the figure; a part that has no cases is the whole's nought."""
    by = name.part[0] if name.part else None
    found = view.figures([name.indicator], [name.period], by)
    if name.part is None:
        return found[0]
    for one in found:
        if one.breakdown == name.part[1]:
            return one
    parts = ", ".join(str(one.breakdown) for one in found)
    raise UsageFault(
        "U127",
        f'{name.indicator} has no part "{name.part[1]}" by {name.part[0]} in {name.period.name}.',
        f"It has: {parts}." if parts else "It has no cases.",
    )


def _since(
    store: Store, name: FigureName, printed: PublishedFigure, then: str, later: str
) -> Revision | None:
    """Return why a published value is not the next one."""
    if then == later:
        return None
    was = next(
        (
            one
            for one in recipe.kept(store, printed.pack).restored(store.register.folder, store.definitions())
            if one.id == name.indicator
        ),
        None,
    )
    return revision(
        store.known_on(then), store.known_on(later), name.indicator, name.period, was, part=name.part
    )


def _says(definition: Definition, now: Figure, was: PublishedFigure) -> str:
    """Return a published value in full, as the figure of today would be written."""
    then = replace(
        now, numerator=was.numerator, denominator=was.denominator, value=was.value, absent=was.absent
    )
    return amounts.in_full(definition, then) + (
        f": {was.absent}" if was.absent not in ("", "no cases") else ""
    )


def _cite(council: str, definition: Definition, figure: Figure) -> str:
    """Return how to cite a figure: whose, what, of when, as known when, by which definition."""
    part = f", {words.breakdown(figure.by)}: {figure.breakdown}" if figure.by else ""
    when = words.stretch(figure.period.start, figure.period_end)
    return (
        f"{council}, {definition.title}{part}, {when}: {amounts.in_full(definition, figure)}, as known on"
        f" {figure.known_on}. Figure {figure_id(figure)}, definition version {definition.version}"
        f" ({definition.hash[:12]})."
    )
