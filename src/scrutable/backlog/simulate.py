"""Many runs of one queue, from the cases open on the day of its records: Monte Carlo over the council's own weeks.

Each run draws its future week by week from the same time of the year in the two years before (give or take two
weeks): intake and completions of a week stay together, so that August and Christmas dip in both and busy weeks come
as unevenly as they did. The level is that of the last year, drawn anew in each run by its standard error: of what comes
in, of what is completed in time and of what is completed late. Who will leave otherwise (refused, withdrawn) is drawn
for each case as it stands at its age, and takes up no capacity. Capacity is what was completed: where a queue ran empty
it was more, which no record tells.

The same seed gives the same runs. Read `queue.py` for how a queue is worked off.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from scrutable.backlog import queue
from scrutable.backlog.history import SHIFT, WEEKS, History, Level
from scrutable.backlog.lenses import WORKING
from scrutable.backlog.queues import Cases
from scrutable.engine.calendar import bank_holidays

AS_NOW, OLDEST, ON_TIME, NEWEST = "as now", "oldest first", "on-time first", "newest first"
DISCIPLINES = (AS_NOW, OLDEST, ON_TIME, NEWEST)
SEED = 20190917
Counts = NDArray[np.int32]
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Plan:
    """How the queue is to be worked: in which order, and with how many times the capacity of now from which day on."""

    discipline: str = AS_NOW
    times: float = 1.0
    since: date | None = None  # None: from the day after the records


@dataclass(frozen=True)
class Outcome:
    """What came of the queue by the end of each of some days: [day, run], counted from the day after the records.

    `fell_due` and `due_in_time` are of cases that were not to leave otherwise; `fell_due_otherwise` of those that were.
    """

    days: tuple[date, ...]
    done: Floats
    in_time: Floats
    fell_due: Floats
    due_in_time: Floats
    fell_due_otherwise: Floats
    overdue: Floats
    waiting: Floats


def simulate(
    cases: Cases, past: History, ends: tuple[date, ...], plan: Plan, runs: int = 10_000, seed: int = SEED
) -> Outcome:
    """Return what comes of a queue by the end of some days after its records, in order, in each of many runs."""
    rng = np.random.default_rng(seed)
    course = _Course(cases, past, max(ends))
    drawn, times = _draws(rng, past, course, runs), _times(course, plan)
    came = _scaled(rng, past.came.ravel()[drawn], past.coming, runs, None)
    quick = _scaled(rng, past.quick.ravel()[drawn], past.in_time, runs, times)
    slow = _scaled(rng, past.slow.ravel()[drawn], past.late, runs, times)
    leave = float(past.exits.fate(np.array([0]))[0])
    stays = rng.binomial(came, 1 - leave).astype("int32") if leave > 0 else came
    waits, leaves = _open_now(rng, cases, past, course, runs)
    arrived = _cumulative(waits, stays)
    tally = _worked(plan, arrived, quick, slow, course.timetable(ends))
    others = _cumulative(leaves, came - stays)
    return _outcome(tally, arrived, others, _Others(past, course), course, ends)


class _Course:
    """The days of the runs as rows: which cases are ready, and which late, on each.

    Row 0 stands for before any case, row `back` for the day of the records, the rows after it for the days to come.
    Whoever came before the first row is put into it: all of them are late, and only that matters.
    """

    def __init__(self, cases: Cases, past: History, last: date) -> None:
        self.start = cases.until
        self.days = (last - self.start).days + 1  # one more, whose morning tells what the last day missed
        working = cases.queue.id in WORKING
        self.back = (past.limit * 7 // 5 + 15 if working else past.limit) + 3
        first = np.datetime64(self.start - timedelta(days=self.back - 1), "D")
        self.came = first + np.arange(self.back + self.days)  # of rows 1, 2, ...
        self.due = due_days(self.came, past.limit, working)
        self.dates = self.came[self.back :]
        self.least = past.least_days

    def timetable(self, ends: tuple[date, ...]) -> queue.Timetable:
        """Return when cases are ready and late, marked at the end of each day asked about and of the one after."""
        late = self.late(self.dates)
        ready = np.searchsorted(self.came, self.dates - np.timedelta64(self.least, "D"), side="right")
        marks = [(end - self.start).days - 1 for end in ends]
        return queue.Timetable(
            np.maximum(ready, late), late, np.array([mark + more for mark in marks for more in (0, 1)])
        )

    def late(self, days: NDArray[np.datetime64]) -> NDArray[np.intp]:
        """Return the row of the last cases whose time ran out before each day."""
        return np.searchsorted(self.due, days, side="left")

    def row(self, due: NDArray[np.datetime64]) -> NDArray[np.intp]:
        """Return the row of the cases that are due on some days."""
        return np.clip(np.searchsorted(self.due, due, side="left") + 1, 1, self.back)


def due_days(came: NDArray[np.datetime64], limit: int, working: bool) -> NDArray[np.datetime64]:
    """Return the last day in time of cases that came on some days: so many calendar or working days after."""
    if not working:
        return came + np.timedelta64(limit, "D")
    holidays = np.array(sorted(bank_holidays()), "datetime64[D]")
    return np.busday_offset(came, limit, roll="backward", holidays=holidays)


def _draws(rng: np.random.Generator, past: History, course: _Course, runs: int) -> NDArray[np.intp]:
    """Return which day of the past stands for each day to come: [day, run], of weeks drawn from it."""
    tomorrow = course.start + timedelta(days=1)
    monday = tomorrow - timedelta(days=tomorrow.weekday())
    skipped = (tomorrow - monday).days
    weeks = -(-(skipped + course.days) // 7)
    same_week = ((monday - past.first).days // 7 + np.arange(weeks)) % (
        WEEKS // 2
    )  # in the first of the two years
    year = rng.integers(0, 2, (weeks, runs)) * (WEEKS // 2)
    shift = rng.integers(-SHIFT, SHIFT + 1, (weeks, runs))
    # Over the edge of a year the same time of the year is at its other end.
    week = (same_week[:, None] + shift) % (WEEKS // 2) + year
    at = (week[:, None, :] * 7 + np.arange(7)[None, :, None]).reshape(-1, runs)
    return at[skipped : skipped + course.days]


def _scaled(
    rng: np.random.Generator, counts: Counts, level: Level, runs: int, times: Floats | None
) -> Counts:
    """Return counts brought to the level of the last year, drawn by its error, and multiplied day by day.

    Whole cases by what the sum has reached, so that nothing is lost in rounding.
    """
    spread = level.error**2
    drawn = rng.gamma(1 / spread, spread, runs) if spread > 0 else np.ones(runs)
    whole = counts.astype("float32")
    if times is not None:
        whole *= times[:, None]
    np.cumsum(whole, axis=0, out=whole)
    whole *= (drawn * level.of_all).astype("float32")
    whole += rng.random(runs, dtype="float32")
    reached = whole.astype("int32")
    return np.diff(reached, axis=0, prepend=np.int32(0))


def _times(course: _Course, plan: Plan) -> Floats | None:
    if plan.times == 1:
        return None
    since = np.datetime64(plan.since or course.start, "D")
    return np.where(course.dates >= since, plan.times, 1.0).astype("float32")


def _open_now(
    rng: np.random.Generator, cases: Cases, past: History, course: _Course, runs: int
) -> tuple[Counts, Counts]:
    """Return the open cases of the start by row: those that wait to be completed, and those to leave otherwise."""
    waiting = cases.taking(cases.open_on(cases.until))
    rows = np.where(np.isnat(waiting.due), course.back, course.row(waiting.due))
    ages = (np.datetime64(cases.until, "D") - waiting.came).astype(int)
    fates = past.exits.fate(ages)
    leaves, waits = (np.zeros((course.back, runs), "int32") for _ in range(2))
    for row, fate in zip(rows, fates, strict=True):
        gone = rng.random(runs) < fate if fate > 0 else np.zeros(runs, bool)
        leaves[row - 1] += gone
        waits[row - 1] += ~gone
    return waits, leaves


def _cumulative(before: Counts, after: Counts) -> Counts:
    nothing = np.zeros((1, before.shape[1]), "int32")
    return np.cumsum(np.concatenate([nothing, before, after]), axis=0, dtype="int32")


def _worked(plan: Plan, arrived: Counts, quick: Counts, slow: Counts, days: queue.Timetable) -> queue.Tally:
    discipline, capacity = plan.discipline, quick + slow
    if discipline == AS_NOW:
        # What is added can be put to whatever there is; of what there is now each part does what it has done.
        return queue.two_tracks(arrived, capacity, quick, days, shared=plan.times > 1)
    if discipline == OLDEST:
        return queue.oldest_first(arrived, capacity, days)
    if discipline == NEWEST:
        return queue.newest_first(arrived, capacity, days)
    if discipline == ON_TIME:
        return queue.two_tracks(arrived, capacity, capacity, days)
    raise ValueError(f"there is no discipline {discipline}")


class _Others:
    """Those that leave otherwise: how many are open still, and overdue, on a day. Expected numbers, not drawn ones."""

    def __init__(self, past: History, course: _Course) -> None:
        self._past, self._course = past, course

    def shares(self, day: np.datetime64) -> tuple[Floats, Floats]:
        """Return by row the share that is open at the end of a day, and the share that is open and overdue."""
        course = self._course
        age_now = np.maximum((np.datetime64(course.start, "D") - course.came).astype(int), 0)
        since = np.maximum(course.came, np.datetime64(course.start, "D"))
        after = (day - since).astype(int)
        still = np.where(after >= 0, self._past.exits.still(age_now, np.maximum(after, 0)), 0.0)
        return still.astype("float32"), np.where(course.due < day, still, 0.0).astype("float32")


def _outcome(
    tally: queue.Tally,
    arrived: Counts,
    others: Counts,
    gone: _Others,
    course: _Course,
    ends: tuple[date, ...],
) -> Outcome:
    at, after = slice(0, None, 2), slice(1, None, 2)
    days: NDArray[np.datetime64] = np.array(ends, "datetime64[D]")
    mornings: NDArray[np.datetime64] = np.array([course.start, *ends], "datetime64[D]") + 1  # after each
    due_before, *due_then = course.late(mornings)
    due_by = np.array(due_then)
    come_by = course.back + (days - np.datetime64(course.start, "D")).astype(int)
    rows = np.diff(others, axis=0).astype("float32")
    open_still, open_late = (np.stack([gone.shares(day)[which] @ rows for day in days]) for which in (0, 1))
    fell_due = (arrived[due_by] - arrived[due_before]).astype("float32")
    # What is missed by the end of a day shows on the next morning. The cases late at the start were missed before it.
    missed = tally.missed[after] - arrived[due_before]
    return Outcome(
        ends,
        tally.done[at].astype("float32"),
        tally.in_time[at].astype("float32"),
        fell_due,
        fell_due - missed,
        (others[due_by] - others[due_before]).astype("float32"),
        tally.overdue[at] + open_late,
        (arrived[come_by] - tally.done[at]) + open_still,
    )
