"""What a queue will show at each coming month end: of the indicator, of the children who wait too long, of a target.

At each month end the figure is that of the three months which it ends, so that at the end of a quarter it is the one
that the pack will print. A fan has the values that a tenth, half and nine tenths of the runs stay at or below. Below a
stated amount of history nothing is guessed: then there is only what arithmetic gives.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from scrutable.backlog import lenses
from scrutable.backlog.flow import Standing, month_end, standing
from scrutable.backlog.history import History, history, missing
from scrutable.backlog.queues import Cases, Queue, cases, queue_of
from scrutable.backlog.simulate import AS_NOW, DISCIPLINES, SEED, Outcome, Plan, simulate
from scrutable.engine.period import add_months

if TYPE_CHECKING:
    from scrutable.backlog.backtest import BackTest
    from scrutable.figures.view import View

RUNS, FEWER_RUNS = 10_000, 2_000
LIKELY = 0.8  # the chance from which on a target may be counted on
LONGEST = 24  # months from the day of the records
GRID = (0.75, 1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 6.0)  # times the capacity of now
MOST = 16.0
Values = NDArray[np.float64]


@dataclass(frozen=True)
class Fan:
    """What a tenth, half and nine tenths of the runs stay at or below."""

    p10: float
    p50: float
    p90: float


@dataclass(frozen=True)
class MonthEnd:
    """What the runs say of one month end. `share` is of the three months to it, None where hardly a run has cases.

    `counted` is the median number of cases of the share. `ceiling` is the most that the share of the finished could be
    if all who were late when the three months began were finished in them. `chance` is that of meeting the target.
    """

    day: date
    share: Fan | None
    counted: float
    overdue: Fan
    waiting: Fan
    ceiling: float | None
    chance: float | None


@dataclass(frozen=True)
class Ceiling:
    """What arithmetic says of a share of the finished, without any forecast.

    `late` cases are bound to be late when the three months begin, even if until then all work goes to the oldest. If
    they are all finished in the three months, together with no more than `pace` cases in all, at most `share` can be in
    time; for the target `needed` cases would have to be finished, `needed_weekly` a week.
    """

    day: date
    late: int
    pace: float
    share: float
    needed: int | None
    needed_weekly: float | None


@dataclass(frozen=True)
class Forecast:
    """All that is said of an indicator's future. Where `why` says what is missing there is only arithmetic.

    `first` is the first month end with an 80 per cent chance of the target. `grid` has, for cases a week from `since`
    on, the chance of the target at the last month end and the children overdue then; `needed` is the least number a
    week that makes the target likely. `otherwise` is the last month end under each other discipline.
    """

    indicator: str
    queue: Queue
    known_on: str
    until: date  # the day of the records
    last: date
    target: float | None
    discipline: str
    standing: Standing
    ceiling: Ceiling | None
    why: str = ""
    weekly: float = 0.0  # cases completed a week, in the last year
    coming: float = 0.0  # cases that came in a week
    least_days: int = 0
    months: tuple[MonthEnd, ...] = ()
    first: date | None = None
    since: date | None = None
    grid: tuple[tuple[float, float, float], ...] = ()
    needed: float | None = None
    otherwise: tuple[tuple[str, MonthEnd], ...] = ()
    backtest: BackTest | None = None
    runs: int = 0

    @property
    def end(self) -> MonthEnd | None:
        """The last month end asked about; None where nothing is forecast."""
        return self.months[-1] if self.months else None


def forecast(
    view: View,
    indicator: str,
    last: date,
    *,
    target: float | None = None,
    lens: str = "",
    discipline: str = AS_NOW,
    runs: int = RUNS,
    whole: bool = True,
) -> Forecast:
    """Return the forecast of an indicator to a month end, as known on the view's moment.

    `lens` is finished or due where the share is to be of other cases than the indicator's own. Without `whole` the
    capacity grid, the other disciplines and the back-test are left out. Raises UsageFault U141 for an indicator that
    is no queue's, U142 for a day that lies not ahead or too far.
    """
    queue = queue_of(indicator)
    view.definition(indicator)
    queue = replace(queue, lens=lens or queue.lens)
    some = cases(view, queue, with_exceptions=indicator.endswith("including_exceptions"))
    return of_cases(some, indicator, last, view.known_on.date(), view.said, target, discipline, runs, whole)


def of_cases(
    some: Cases,
    indicator: str,
    last: date,
    today: date,
    said: str,
    target: float | None,
    discipline: str = AS_NOW,
    runs: int = RUNS,
    whole: bool = True,
) -> Forecast:
    """Return the forecast of a queue's cases. `today` is the day from which on capacity could be changed."""
    from scrutable.backlog import backtest

    end = _checked(some.until, last)
    stands = standing(some, some.until)
    bare = Forecast(
        indicator, some.queue, said, some.until, end, target, discipline, stands, ceiling(some, end, target)
    )
    if why := missing(some):
        return replace(bare, why=why)
    past = history(some)
    asked = _Asked(some, past, month_ends(some.until, end), target)
    plan = Plan(discipline)
    months = asked.months(plan, runs)
    since = today + timedelta(days=1)
    found = replace(
        bare,
        weekly=past.weekly,
        coming=past.coming.weekly,
        least_days=past.least_days,
        months=months,
        first=next((one.day for one in months if one.chance is not None and one.chance >= LIKELY), None),
        since=since,
        runs=runs,
    )
    if not whole:
        return found
    others = [name for name in DISCIPLINES if name != discipline]
    few = min(runs, FEWER_RUNS)
    grid, needed = asked.capacity(discipline, since, few) if target is not None else ((), None)
    return replace(
        found,
        grid=grid,
        needed=needed,
        otherwise=tuple((name, asked.at_end().months(Plan(name), few)[-1]) for name in others),
        backtest=backtest.backtest(some, discipline),
    )


def _checked(until: date, last: date) -> date:
    from scrutable.engine.period import say_day
    from scrutable.errors import UsageFault

    end = month_end(last)
    longest = month_end(until, LONGEST)
    if not until < end <= longest:
        raise UsageFault(
            "U142",
            f"The records are of {say_day(until)}: a forecast cannot be for {say_day(end)}.",
            f"Give a day between then and {say_day(longest)}.",
        )
    return end


def month_ends(after: date, to: date) -> tuple[date, ...]:
    """Return the month ends after a day, up to one.

    >>> month_ends(date(2019, 12, 31), date(2020, 2, 29))
    (datetime.date(2020, 1, 31), datetime.date(2020, 2, 29))
    """
    ends, ahead = [], 0
    while (end := month_end(after, ahead)) <= to:
        ends += [end] if end > after else []
        ahead += 1
    return tuple(ends)


def began(end: date) -> date:
    """Return the first day of the three months that a month end ends."""
    return add_months(end.replace(day=1), -2)


def ceiling(some: Cases, end: date, target: float | None) -> Ceiling | None:
    """Return the most that the share of the finished can be in the three months to a month end; None for other shares.

    The pace is that of the last 52 weeks. 1 - late / finished (statistics.md, D1).
    """
    if some.queue.lens != "finished" or not len(some.ids):
        return None
    start = began(end)
    year = np.datetime64(some.until - timedelta(days=364), "D")
    weekly = (
        float((some.done & (some.gone > year) & (some.gone <= np.datetime64(some.until, "D"))).sum()) / 52
    )
    bound = int((some.due[some.open_on(some.until)] < np.datetime64(start, "D")).sum())
    weeks_before = max(0, (start - some.until).days - 1) / 7
    late = max(0, bound - int(weekly * weeks_before))
    weeks = ((end - max(start, some.until + timedelta(days=1))).days + 1) / 7
    known = lenses.finished(some, start, some.until) if start <= some.until else lenses.Share(0, 0)
    late += known.counted - known.met
    pace = known.counted + weekly * weeks
    share = max(0.0, 1 - late / pace) if pace else 0.0
    needed = None if target is None or target >= 1 else int(np.ceil(round(late / (1 - target), 9)))
    weekly_needed = None if needed is None else max(0, needed - known.counted) / weeks
    return Ceiling(end, late, pace, share, needed, weekly_needed)


class _Asked:
    """One queue asked for the same month ends under several plans."""

    def __init__(self, some: Cases, past: History, ends: tuple[date, ...], target: float | None) -> None:
        self.cases, self.past, self.ends, self.target = some, past, ends, target

    def months(self, plan: Plan, runs: int, seed: int = SEED) -> tuple[MonthEnd, ...]:
        """Return what the runs say of each month end."""
        outcome = simulate(self.cases, self.past, self.ends, plan, runs, seed)
        return tuple(self._month(outcome, place) for place in range(len(self.ends)))

    def _month(self, outcome: Outcome, place: int) -> MonthEnd:
        met, counted = shares(self.cases, outcome, place)
        late_at_start = self._overdue_before(outcome, place)
        finished = self.cases.queue.lens == "finished"
        some = counted > 0
        with np.errstate(invalid="ignore", divide="ignore"):
            share = np.where(some, met / counted, np.nan)
            most = np.where(some, np.maximum(0, 1 - late_at_start / counted), 0.0)
        return MonthEnd(
            self.ends[place],
            fan(share[some]) if some.mean() >= 0.5 else None,
            float(np.median(counted)),
            fan(outcome.overdue[place]),
            fan(outcome.waiting[place]),
            float(np.median(most)) if finished else None,
            None if self.target is None else float((some & (met >= self.target * counted - 1e-9)).mean()),
        )

    def _overdue_before(self, outcome: Outcome, place: int) -> Values:
        """Return how many were overdue when the three months began, in each run."""
        before = began(self.ends[place]) - timedelta(days=1)
        if before in outcome.days:
            drawn: Values = outcome.overdue[outcome.days.index(before)].astype(float)
            return drawn
        known = self.cases.due[self.cases.open_on(before)] < np.datetime64(before, "D")
        return np.full(outcome.overdue.shape[1], float(known.sum()))

    def capacity(
        self, discipline: str, since: date, runs: int
    ) -> tuple[tuple[tuple[float, float, float], ...], float | None]:
        """Return cases a week with the chance of the target and the middle of the overdue; and the least likely to do.

        The same draws for every capacity, so that they differ by it alone.
        """
        now, asked = self.past.weekly, self.at_end()

        def at(times: float) -> tuple[float, float]:
            end = asked.months(Plan(discipline, times, since), runs)[-1]
            return end.chance or 0.0, end.overdue.p50

        grid = tuple((round(now * times, 1), *at(times)) for times in GRID)
        if (at(1.0)[0]) >= LIKELY:
            return grid, round(now, 1)
        # Not halved from the start: clearing old cases can lower the chance before more capacity raises it.
        steps = [float(times) for times in np.geomspace(1.0, MOST, 9)]
        place = next((n for n in range(1, len(steps)) if at(steps[n])[0] >= LIKELY), None)
        if place is None:
            return grid, None
        low, high = steps[place - 1], steps[place]
        while (high - low) * now > 0.1:
            middle = (low + high) / 2
            low, high = (low, middle) if at(middle)[0] >= LIKELY else (middle, high)
        return grid, float(np.ceil(now * high * 10) / 10)

    def at_end(self) -> _Asked:
        """Return the same queue asked for the last month end, and the one before its three months, which it needs."""
        before = began(self.ends[-1]) - timedelta(days=1)
        ends = tuple(end for end in self.ends if end in (before, self.ends[-1]))
        return _Asked(self.cases, self.past, ends, self.target)


def shares(some: Cases, outcome: Outcome, place: int) -> tuple[Values, Values]:
    """Return, in each run, the cases in time and the cases counted of the three months that a month end ends."""
    start = began(outcome.days[place])
    before = start - timedelta(days=1)
    due = some.queue.lens == "due"
    in_time = outcome.due_in_time if due else outcome.in_time
    counted = outcome.fell_due if due else outcome.done
    if some.queue.all_due:
        counted = counted + outcome.fell_due_otherwise
    met, of = in_time[place].astype(float), counted[place].astype(float)
    if before in outcome.days:
        at = outcome.days.index(before)
        return met - in_time[at], of - counted[at]
    look = lenses.falling_due if due else lenses.finished
    known = look(some, start, some.until) if start <= some.until else lenses.Share(0, 0)
    return met + known.met, of + known.counted


def fan(values: Values | NDArray[np.float32]) -> Fan:
    """Return the fan of some values, none of them missing."""
    low, middle, high = (float(one) for one in np.quantile(values, (0.1, 0.5, 0.9)))
    return Fan(low, middle, high)
