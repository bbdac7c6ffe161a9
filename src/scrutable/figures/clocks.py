"""The three clocks of a timed duty: of what was due, what was done in time, and of that what was on record when.

The first clock is the event's own (`done`), the second that of its record (`recorded`), the third the moment a report
speaks from. A visit can be made in time, written up a fortnight later and so be missing from the report between. Which
of the three it was is told here from one case list, as known now; the parts add up to the figure by construction.

A case is on record from the moment that its source gives (`recorded`). Where the source gives none, or gives the
moment at which an earlier step of the same row was entered, it is on record from the load that first held it
(`held_from`). Where the source gives moments and gave none for this one it has been done and not yet written up.
`fold.py` makes the figure itself; `delay.py` tells from past periods what is still to come.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from scrutable.engine import views
from scrutable.engine.period import Period
from scrutable.errors import UsageFault
from scrutable.figures import breakdowns, fold
from scrutable.figures.figure import Figure

if TYPE_CHECKING:
    import pyarrow as pa

    from scrutable.engine.duckdb import Engine
    from scrutable.figures.view import View
    from scrutable.indicators.definition import Definition

WRITTEN_UP = (
    "done",
    "recorded",
    "held_from",
)  # what a case list must say for its events to have a second clock
TIMED = ("due", *WRITTEN_UP)
# When an event was on record. A moment before the day of the event is that of an earlier step of its row.
ENTERED_BEFORE = "coalesce(cast(l.recorded as date) < cast(l.done as date), false)"
ON_RECORD = f"case when {ENTERED_BEFORE} then l.held_from else l.recorded end"
# A row without a moment of its own has that of its load: a view gives it so (engine/views.py).
FROM_SOURCE = f"not {ENTERED_BEFORE} and coalesce(l.recorded <> l.held_from, true)"


@dataclass(frozen=True)
class Clocks:
    """The three clocks of one figure. All counts are of cases that count; None where the figure itself has no numbers.

    `in_time` = `recorded_by_then` + `recorded_since` + `not_recorded`, by the moment `asked_at` of a report.
    `reached_later` of those recorded by then came only with a load after it: the report could not have known them.
    Of the dates of recording `from_source` are the source's own, `from_load` those of the first load with the case.
    """

    figure: Figure
    asked_at: datetime
    known_at: datetime  # the moment of the view, not before `asked_at`
    recorded_by_then: int | None = None
    reached_later: int | None = None
    recorded_since: int | None = None
    not_recorded: int | None = None
    from_source: int | None = None
    from_load: int | None = None

    @property
    def due(self) -> int | None:
        """How many cases count: the figure's denominator."""
        return None if self.figure.denominator is None else int(self.figure.denominator)

    @property
    def in_time(self) -> int | None:
        """How many of them were done in time: the figure's numerator."""
        return None if self.figure.numerator is None else int(self.figure.numerator)

    @property
    def not_in_time(self) -> int | None:
        """How many were not: done late, not done, or without what it takes to judge them."""
        return None if self.due is None or self.in_time is None else self.due - self.in_time

    @property
    def running(self) -> bool:
        """Whether the period was still running when the report ran: what came since may have been done since."""
        return self.figure.period.end > self.asked_at.date()


def is_timed(engine: Engine, definition: Definition) -> bool:
    """Whether an indicator has three clocks: a share whose case list says due, done, recorded and held_from."""
    columns = fold.columns_of(engine, definition)
    return definition.measures == "share" and all(name in columns for name in TIMED)


def clocks(
    view: View,
    ids: Sequence[str],
    periods: Sequence[Period],
    asked_at: str | date | datetime | None = None,
    by: str | None = None,
    *,
    whole: bool | None = None,
) -> list[Clocks]:
    """Return the three clocks of each figure that `view.figures` gives for the same question, in its order.

    `asked_at` is the moment of the report; the view's own where none is given. Raises UsageFault U131 for an indicator
    that is not timed, U132 for a moment after the view's, and what `view.figures` raises.
    """
    moment = views.moment_of(asked_at) if asked_at is not None else view.known_on
    if moment > view.known_on:
        raise UsageFault(
            "U132",
            f"The report of {moment:%Y-%m-%d %H:%M} is later than what is known here, on {view.said}.",
            "Ask as known on that day or a later one.",
        )
    definitions = [view.definition(indicator) for indicator in ids]
    for one in definitions:
        if not is_timed(view.engine, one):
            raise UsageFault(
                "U131", f"{one.id} has no three clocks: its cases do not say due, done and recorded.", _WHICH
            )
    found = []
    for one in definitions:
        figures = view.figures([one.id], periods, by, whole=whole)
        counted = _counted(view.engine, one, by, moment)
        found += [_of(figure, (moment, view.known_on), counted) for figure in figures]
    return found


def not_written_up(view: View, indicator: str, period: Period) -> pa.Table:
    """Return the cases that count and have been done, but are not yet written up, oldest first.

    The columns are those of the case list. There are none where the source never says when anything was written up.
    Raises UsageFault U131 where a case list does not say when its events were recorded.
    """
    definition = view.definition(indicator)
    columns = fold.columns_of(view.engine, definition)
    if any(name not in columns for name in WRITTEN_UP):
        raise UsageFault("U131", f"The cases of {indicator} do not say when they were written up.", _WHICH)
    view.engine.set_periods([period])
    listed = view.engine.select_of(definition)
    return view.engine.table(
        f"select {', '.join(columns)} from ({listed}) l where excluded is null and done is not null"
        " and recorded is null order by done nulls last, case_id nulls last, child_id nulls last"
    )


_WHICH = "The page of each indicator says what its cases hold: scrutable explain"


def _of(
    figure: Figure,
    moments: tuple[datetime, datetime],
    counted: dict[tuple[date, str | None], Counter[str]],
) -> Clocks:
    if figure.numerator is None:
        return Clocks(figure, *moments)
    parts: Counter[str] = Counter()
    for (period_end, part), numbers in counted.items():
        if period_end == figure.period_end and (not figure.by or part == figure.breakdown):
            parts.update(numbers)
    return Clocks(figure, *moments, *(parts[name] for name in _COUNTED))


def _counted(
    engine: Engine, definition: Definition, by: str | None, moment: datetime
) -> dict[tuple[date, str | None], Counter[str]]:
    """Return what is counted of each period and part, in one pass over the case list; the engine has its periods."""
    sql = _statement(engine, definition, by, moment)
    found: dict[tuple[date, str | None], Counter[str]] = {}
    for _ in engine.batches(definition, fold.CIRCUMSTANCES if by else ()):
        for period_end, part, *numbers in engine.rows(sql):
            held = found.setdefault((period_end, part), Counter())
            held.update(dict(zip(_COUNTED, numbers, strict=True)))
    return found


def _statement(engine: Engine, definition: Definition, by: str | None, moment: datetime) -> str:
    part, join = "null", ""
    if by:
        part = fold.part_of(engine, fold.columns_of(engine, definition), by)
        join = f" left join {engine.kept('circumstances', breakdowns.circumstances())} c on c.child_id = l.child_id"
    then = f"timestamp '{moment.isoformat(sep=' ')}'"
    sums = ", ".join(
        f"count(*) filter (where met and {condition.format(then=then)}) as {name}"
        for name, condition in _COUNTED.items()
    )
    return (
        f"with listed as (select l.period_end, cast({part} as {engine.words.text}) as part, l.met, l.held_from,"
        f" {ON_RECORD} as on_record, {FROM_SOURCE} as from_source"
        f" from ({engine.select_of(definition)}) l{join} where l.excluded is null)"
        f" select period_end, part, {sums} from listed group by period_end, part"
    )


# In the order of the fields of Clocks.
_COUNTED = {
    "recorded_by_then": "on_record <= {then}",
    "reached_later": "on_record <= {then} and held_from > {then}",
    "recorded_since": "on_record > {then}",
    "not_recorded": "on_record is null",
    "from_source": "on_record is not null and from_source",
    "from_load": "on_record is not null and not from_source",
}


def as_row(one: Clocks) -> dict[str, Any]:
    """Return the clocks of a figure as the JSON format has them."""
    figure = one.figure
    return {
        "indicator": figure.indicator,
        "period": figure.period.name,
        "period_start": figure.period.start,
        "period_end": figure.period_end,
        "breakdown": figure.breakdown,
        "due": one.due,
        "in_time": one.in_time,
        "recorded_by_then": one.recorded_by_then,
        "reached_later": one.reached_later,
        "recorded_since": one.recorded_since,
        "not_recorded": one.not_recorded,
        "recorded_by_source": one.from_source,
        "recorded_by_load": one.from_load,
        "unit": figure.unit,
        "as_reported": one.asked_at,
        "known_on": figure.known_on,
        "absent": figure.absent,
    }
