"""How much of a young figure is still to come, told from how past periods filled up as cases were written up late.

One pass over the case list as known now gives, for each past period, how many of its cases had come on record so many
days after its end: the moments of recording say so, no earlier view is asked. `statistics/delay.py` does the sums and
says where they are from. Of a share whose cases stand on the list before they are done (visits due) it is told how many
more will prove to have been done in time; of anything dated on the event itself (visits made), how many cases more.

Nothing is told of loads alone: a source that never says when it wrote anything up has not filled up day by day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from scrutable.engine.period import Period
from scrutable.figures import fold
from scrutable.figures.clocks import FROM_SOURCE, ON_RECORD, WRITTEN_UP
from scrutable.figures.figure import Figure
from scrutable.register import schema

if TYPE_CHECKING:
    from scrutable.figures.view import View
    from scrutable.indicators.definition import Definition

PAST = {"month": 24, "quarter": 12}  # how many periods before are looked at
AGES = (
    0,
    7,
    14,
    28,
    56,
    91,
    182,
)  # days after the age of the newest period; after the last nothing is looked for
CONFIDENCE = 0.8  # the range holds what comes four times in five, if the period is like those before
KNOWN_DATES = 0.9  # the least share of past cases whose date of recording must be the source's own


@dataclass(frozen=True)
class Awaited:
    """What of a figure is still to come: between `low` and `high` cases, or `why` that cannot be told.

    `in_time` says that they are cases on the list now, of which so many more will prove to have been done in time;
    else they are cases that are not on the list yet. `past` periods were told from.
    """

    figure: Figure
    in_time: bool = False
    low: int = 0
    high: int = 0
    expected: float = 0.0
    past: int = 0
    why: str = ""

    @property
    def shares(self) -> tuple[tuple[float, float], tuple[float, float]] | None:
        """The parts, met and counted, that a share would come to at each end of the range; None where it has none."""
        met, counted = self.figure.numerator, self.figure.denominator
        if not self.in_time or not self.high or met is None or not counted:
            return None
        return (min(met + self.low, counted), counted), (min(met + self.high, counted), counted)


def awaited(view: View, indicator: str, period: Period) -> Awaited | None:
    """Return what of an indicator's figure is still to come; None where there is nothing to ask.

    Asked is of ended months and quarters, young enough still to grow, of lists that say when an event was on record,
    and of one council: the councils of a lake write up each in their own time.
    """
    definition = view.definition(indicator)
    age = (view.known_on.date() - period.end).days
    columns = fold.columns_of(view.engine, definition)
    if (
        not view.engine.keeps
        or period.kind not in PAST
        or not 0 <= age <= AGES[-1]
        or definition.stock
        or definition.measures not in ("share", "median")
        or any(name not in columns for name in WRITTEN_UP)
    ):
        return None
    until = _known_until(view, definition)
    figures = view.figures([indicator], period.run_up(PAST[period.kind] + 1))
    now, past = figures[-1], [one for one in figures[:-1] if one.denominator]
    if until is None or until < period.end or not now.denominator:
        return None
    return _told(view, definition, now, past, until)


def _told(view: View, definition: Definition, now: Figure, past: list[Figure], until: date) -> Awaited | None:
    import numpy as np

    from scrutable.statistics.delay import still_to_come, triangle

    waits = _waits(view, definition)
    cases = view.engine.rows(_statement(view.engine.select_of(definition), waits))
    place = {one.period_end: nth for nth, one in enumerate([*past, now])}
    known = [row for row in cases if row[0] in place]
    total, given = sum(row[3] for row in known), sum(row[3] for row in known if row[2])
    if given < KNOWN_DATES * total:
        return Awaited(now, why="the records do not say when these were written up")
    counts = [int(row[3]) for row in known]
    delays = np.repeat([float(row[1]) for row in known], counts)
    rows = np.repeat([place[row[0]] for row in known], counts)
    reached = [(until - end).days for end in place]
    ages = [reached[-1] + more for more in AGES]
    try:
        found = still_to_come(triangle(delays, rows, ages, reached), CONFIDENCE)
    except ValueError as error:
        return Awaited(now, why=str(error))
    return Awaited(now, waits, found.low, found.high, found.expected, len(past))


def _waits(view: View, definition: Definition) -> bool:
    """Say whether the cases of a list stand on it before they are done: not where each is dated on the event itself."""
    if definition.measures != "share":
        return False
    found = view.engine.rows(
        "select count(*) filter (where l.done is null or cast(l.done as date) <> l.case_date)"
        f" from ({view.engine.select_of(definition)}) l where l.excluded is null"
    )
    return bool(found[0][0])


def _statement(select: str, waits: bool) -> str:
    """Return the statement that gives rows of: period_end, days to the record, whether the source says so, cases.

    A case that the register holds is on record, though its report be still awaited.
    """
    first = f"least(coalesce({ON_RECORD}, l.held_from), coalesce(l.held_from, {ON_RECORD}))"
    whose = " and l.met" if waits else ""
    return (
        f"with told as (select l.period_end, cast({first} as date) as day, {FROM_SOURCE} as given"
        f" from ({select}) l where l.excluded is null{whose})"
        " select period_end, days_between(period_end, day) as days, given, count(*) as cases"
        " from told where day is not null group by period_end, days_between(period_end, day), given"
    )


def _known_until(view: View, definition: Definition) -> date | None:
    """Return the day of the last load that could have held a new case: the register knows of nothing after it.

    Of the tables that a definition reads it is those whose source says when it writes up: a return that comes once a
    year does not make the visits of last week any less complete.
    """
    speaks = {one.table: one.source for one in view.spoken}
    tables = sorted(view.engine.tables_of(definition) & set(schema.tables()) & set(speaks))
    days = []
    for table in tables:
        if view.engine.rows(f"select 1 from {table} where recorded <> held_from limit 1"):
            found = view.engine.rows(
                "select max(l.extracted_at) from kept.books.counts c join kept.books.load l using (load)"
                f" where c.table_name = '{table}' and c.source = '{speaks[table]}'"
                f" and l.extracted_at <= timestamp '{view.known_on.isoformat(sep=' ')}'"
            )
            days += [found[0][0].date()] if found[0][0] else []
    return max(days, default=None)
