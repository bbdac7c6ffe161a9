"""Asks a view for every figure that the pack shows, in few passes: a sheet for each indicator.

A pack fails closed: a figure that is missing, a breakdown that does not add up to its figure or excluded cases
that are not all explained raise here, before a word is written. Read `compose.py` next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from math import isclose
from typing import TYPE_CHECKING, TypeAlias

from scrutable.checks.behind import Behind
from scrutable.engine.period import Period
from scrutable.errors import DataFault
from scrutable.figures.breakdowns import ORDERED, place
from scrutable.figures.clocks import Clocks
from scrutable.figures.delay import Awaited
from scrutable.figures.figure import Figure
from scrutable.figures.fold import PEOPLE
from scrutable.figures.freshness import Records
from scrutable.indicators.definition import Definition
from scrutable.register.targets import Target, in_force
from scrutable.report import words
from scrutable.report.aims import NO_AIMS, Aims
from scrutable.report.inputs import View
from scrutable.report.variation import NOT_VARIED, Varied, varied

if TYPE_CHECKING:
    from scrutable.report.published import Compared

Parts: TypeAlias = list[tuple[str, list[Figure]]]  # each breakdown with its parts

RUN_UP = {"month": 24, "quarter": 13, "to_date": 1}


@dataclass(frozen=True)
class Breakdown:
    """A figure's parts, in the order they are shown. They add up to the figure."""

    by: str
    parts: tuple[Figure, ...]


@dataclass(frozen=True)
class Sheet:
    """All that the pack says of one indicator: this period, those before it, its parts and what was left out."""

    definition: Definition
    now: Figure
    trend: tuple[Figure, ...]  # oldest first, ending with `now`
    before: Figure | None = None  # last period
    year_ago: Figure | None = None  # None where that is the same as `before`
    breakdowns: tuple[Breakdown, ...] = ()
    reasons: tuple[tuple[str, int], ...] = ()  # why cases were excluded, most first
    records: Records | None = None  # the loads it rests on and their age; None where it is not known
    clocks: Clocks | None = None  # of a timed duty
    awaited: Awaited | None = None  # how much of it is still to come
    compared: Compared | None = None  # what others have published of it
    aimed: tuple[Target | None, ...] = ()  # the target in force at each point of the trend
    varied: Varied = NOT_VARIED  # what the control chart of the trend says of its newest point
    doubted: tuple[Behind, ...] | None = (
        None  # failing rows behind it; None where the pack does not speak of checks
    )

    @property
    def target(self) -> Target | None:
        """The target in force at the end of this period."""
        return self.aimed[-1] if self.aimed else None


def sheets(
    view: View,
    definitions: Sequence[Definition],
    period: Period,
    asked_at: datetime | None = None,
    aims: Aims = NO_AIMS,
) -> list[Sheet]:
    """Return a sheet for each definition, in their order. `asked_at`: the moment of an earlier report of the period."""
    periods = period.run_up(RUN_UP.get(period.kind, 5))
    made = [_sheet(view, one, *_asked(view, one, periods), aims) for one in definitions]
    timed = [one.id for one in definitions if view.is_timed(one.id)]
    clocks = {one.figure.indicator: one for one in view.clocks(timed, [period], asked_at)}
    return [
        replace(
            sheet,
            clocks=clocks.get(sheet.definition.id),
            awaited=view.awaited(sheet.definition.id, period),
        )
        for sheet in made
    ]


def _sheet(
    view: View,
    one: Definition,
    trend: Sequence[Figure],
    parts: Parts,
    aims: Aims,
) -> Sheet:
    now, period = trend[-1], trend[-1].period
    year = 12 // period.months if period.months in (1, 3) else 0
    reasons = _reasons(view, one, period) if now.excluded else ()
    _check_reasons(one, now, reasons)
    shown = []
    for by, groups in parts:
        _check_sum(one, now, groups)
        shown.append(Breakdown(by, tuple(sorted(groups, key=partial(in_order, by)))))
    aimed = tuple(in_force(aims.targets, one.id, figure.period_end) for figure in trend)
    return Sheet(
        definition=one,
        now=now,
        trend=tuple(trend),
        before=trend[-2] if len(trend) > 1 else None,
        year_ago=trend[-1 - year] if 0 < year < len(trend) else None,
        breakdowns=tuple(shown),
        reasons=reasons,
        records=view.records(one.id),
        aimed=aimed,
        varied=varied(one, trend, aimed[-1], aims.breaks),
    )


def _asked(view: View, one: Definition, periods: Sequence[Period]) -> tuple[list[Figure], Parts]:
    """Return an indicator's trend, oldest first, and its breakdowns in the last of the periods with their parts.

    The breakdowns are the first of its own that has more than one part, and sex, where it counts people or has no
    other. The whole trend is asked with the parts in one pass, which costs hardly more than the parts alone.
    """
    sex = ["sex"] if one.counts in PEOPLE else []
    others = [*one.breakdowns, *(["sex"] if not sex else [])]
    wanted = list(dict.fromkeys([*others[:1], *sex]))
    figures = view.figures([one.id], periods, by=wanted, whole=True)
    trend = {figure.period.name: figure for figure in figures if figure.by is None}
    for period in periods:
        if period.name not in trend:
            raise DataFault("D181", f"There is no figure of {one.id} for {period.name}: no pack was made.")
    now = periods[-1]
    found = _telling(wanted, [figure for figure in figures if figure.period == now])
    for by in others[1:]:
        if any(told not in sex for told, _ in found):
            break
        found = _telling([by], view.figures([one.id], [now], by=[by], whole=False)) + found
    return [trend[period.name] for period in periods], found


def _telling(wanted: Sequence[str], figures: Sequence[Figure]) -> Parts:
    """Return those breakdowns that say something: that have more than one part, and not all of them unrecorded."""
    parts = {by: [figure for figure in figures if figure.by == by] for by in wanted}
    return [
        (by, some)
        for by, some in parts.items()
        if len(some) > 1 and any(_recorded(by, part) for part in some)
    ]


def _recorded(by: str, part: Figure) -> bool:
    return words.group(by, part.breakdown) != words.group(by, None)


def in_order(by: str, part: Figure) -> tuple[bool, float, tuple[int, ...], str]:
    """Return a part's place in its breakdown: bands in their order, else most first; what is not recorded last."""
    if by in ORDERED:
        _, numbers, _ = place(by, part.breakdown)
        return not _recorded(by, part), 0, numbers, words.group(by, part.breakdown)
    return not _recorded(by, part), -_size(part), (), words.group(by, part.breakdown)


def _size(figure: Figure) -> float:
    return (figure.denominator if figure.denominator is not None else figure.numerator) or 0


def _check_sum(one: Definition, whole: Figure, parts: Sequence[Figure]) -> None:
    if one.measures in ("median", "mean", "sum"):
        return
    met, counted = sum(part.numerator or 0 for part in parts), sum(_size(part) for part in parts)
    if one.measures == "rate":  # each part is of its own population
        counted = _size(whole)
    if not (isclose(met, whole.numerator or 0) and isclose(counted, _size(whole))):
        raise DataFault(
            "D182",
            f"The breakdown of {one.id} does not add up to its figure: {met:g} of {counted:g}, "
            f"where the figure is {whole.numerator or 0:g} of {_size(whole):g}. No pack was made.",
            "This is a fault in scrutable or in the definition: please report it with the output of `scrutable cases`.",
        )


def _reasons(view: View, one: Definition, period: Period) -> tuple[tuple[str, int], ...]:
    listed = view.case_list(one, [period]).column("excluded").to_pylist()
    counts = Counter(reason for reason in listed if reason is not None)
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _check_reasons(one: Definition, whole: Figure, reasons: Sequence[tuple[str, int]]) -> None:
    # A count of people leaves out people, its list leaves out cases: there may be more of these.
    if one.counts not in PEOPLE and sum(count for _, count in reasons) != whole.excluded:
        raise DataFault("D183", f"The excluded cases of {one.id} are not all on its list: no pack was made.")
