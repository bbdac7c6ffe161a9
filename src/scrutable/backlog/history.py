"""What a queue's own past says of its future: intake and completions week by week, and how cases leave.

The last two weeks are left out, because they are still being written up. Before them lie 104 whole weeks, Monday to
Sunday, so that every time of the year is there twice. What came back after a refusal came and went outside the queue,
and is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from scrutable.backlog.lenses import elapsed
from scrutable.backlog.queues import Cases
from scrutable.statistics.survival import aalen_johansen

WEEKS = 104  # eight quarters
FEWEST_DONE = 60  # completed in those weeks
SETTLE = timedelta(days=14)
SOONEST = 0.01  # the share of cases that were done in less than the least time: slips and special cases
SHIFT = 2  # weeks around the same week of a year that are drawn from
# The variance of a level, in those of one block of four weeks. A quarter to come is drawn from so many blocks of its
# own season in two years, so its level is as unsure as their mean; and draws from K weeks have only 1 - 1/K of the
# variance of new ones, so that what a quarter of them lacks is made up for here.
POOL, K, QUARTER = 2 * (13 + 2 * SHIFT) / 4, 2 * (2 * SHIFT + 1), 13 / 4
UNSURE = 1 / POOL + 1 / (K * QUARTER)

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Level:
    """How many cases a week there are now: the mean of the last year, and its relative standard error."""

    weekly: float
    error: float
    of_all: float  # that mean over the mean of all the weeks that are drawn from


@dataclass(frozen=True)
class History:
    """The past of one queue. `came`, `quick` and `slow` are [week, weekday] from `first`, a Monday: the cases that came
    in, those completed in time and those completed late.
    """

    first: date
    came: NDArray[np.int32]
    quick: NDArray[np.int32]
    slow: NDArray[np.int32]
    coming: Level
    in_time: Level
    late: Level
    least_days: int  # calendar days that a case takes at the least
    limit: int  # days in time, by the queue's clock
    exits: Exits

    @property
    def weekly(self) -> float:
        """How many cases are completed a week, in the last year."""
        return self.in_time.weekly + self.late.weekly


@dataclass(frozen=True)
class Exits:
    """How cases of this queue leave, by age in calendar days: the shares completed and gone otherwise by each age."""

    done: Floats
    otherwise: Floats

    def fate(self, ages: NDArray[np.int64]) -> Floats:
        """Return how likely an open case of each age is to leave otherwise than by completion, from 0 to 1."""
        at = np.minimum(ages, len(self.done) - 1)
        done, otherwise = self.done[-1] - self.done[at], self.otherwise[-1] - self.otherwise[at]
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(done + otherwise > 1e-12, otherwise / (done + otherwise), 0.0)

    def still(self, ages: NDArray[np.int64], after: NDArray[np.int64]) -> Floats:
        """Return the share, of those of some ages that will leave otherwise, that is still open so many days after."""
        last = len(self.otherwise) - 1
        now, then = np.minimum(ages, last), np.minimum(ages + after, last)
        whole = self.otherwise[-1] - self.otherwise[now]
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(whole > 1e-12, (self.otherwise[-1] - self.otherwise[then]) / whole, 0.0)


def missing(cases: Cases) -> str:
    """Say what a forecast would need and the records do not have; nothing where they have enough."""
    if not len(cases.ids):
        return "no case of this queue is on record"
    if np.isnat(cases.due).all():
        return "no rule says when these are due"
    first, last = _weeks(cases.until)
    since = max(cases.begins or cases.came[0].astype(date), cases.came[0].astype(date))
    if since > first:
        weeks = max(0, (last - since).days // 7)
        return f"the records reach back {weeks} whole weeks, and {WEEKS} (eight quarters) are the fewest that will do"
    done = _within(cases, first, last)
    if done < FEWEST_DONE:
        return f"{done} cases were completed in {WEEKS} weeks, and {FEWEST_DONE} are the fewest that will do"
    return ""


def history(cases: Cases) -> History:
    """Return the past of a queue as it stood on the day of its records. Ask `missing` first."""
    first, _ = _weeks(cases.until)
    fresh = cases.taking(cases.entry == "new")
    came = _by_week(fresh.came, first)
    quick = _by_week(fresh.gone[fresh.done & fresh.met], first)
    slow = _by_week(fresh.gone[fresh.done & ~fresh.met], first)
    # Of all on record: a queue that is worked oldest first shows for years how long its cases wait, not how long they
    # take.
    took = (fresh.gone - fresh.came)[fresh.done].astype(int)
    dated = cases.taking(~np.isnat(cases.due) & (cases.entry == "new"))
    return History(
        first,
        came,
        quick,
        slow,
        _level(came.sum(axis=1)),
        _level(quick.sum(axis=1)),
        _level(slow.sum(axis=1)),
        int(np.quantile(took, SOONEST)) if len(took) else 0,
        int(np.median(elapsed(dated, dated.due))),
        _exits(fresh, first),
    )


def _weeks(until: date) -> tuple[date, date]:
    """Return the first and the last day of the weeks that are drawn from."""
    settled = until - SETTLE
    last = settled - timedelta(days=(settled.weekday() + 1) % 7)  # a Sunday
    return last - timedelta(days=7 * WEEKS - 1), last


def _within(cases: Cases, first: date, last: date) -> int:
    inside = (cases.gone >= np.datetime64(first, "D")) & (cases.gone <= np.datetime64(last, "D"))
    return int((inside & cases.done).sum())


def _by_week(days: NDArray[np.datetime64], first: date) -> NDArray[np.int32]:
    at = (days - np.datetime64(first, "D")).astype(int)
    at = at[(at >= 0) & (at < 7 * WEEKS)]
    return np.bincount(at, minlength=7 * WEEKS).astype("int32").reshape(WEEKS, 7)


def _level(weekly: NDArray[np.int64]) -> Level:
    """Return the level of the last year, and how unsure it is: by how far the same four weeks of two years differ.

    That difference holds chance from week to week and whatever has changed between the years, and no season.
    """
    year = len(weekly) // 2
    mean = float(weekly[year:].mean())
    blocks = weekly[: 2 * (year // 4 * 4)].reshape(2, -1, 4).sum(axis=2)
    variance = float(((blocks[0] - blocks[1]) ** 2).mean()) / 2
    error = (variance * UNSURE) ** 0.5 / (4 * mean) if mean else 0.0
    return Level(mean, error, mean / float(weekly.mean()) if weekly.any() else 1.0)


def _exits(cases: Cases, first: date) -> Exits:
    """Return how cases left in these weeks, by age. One that was open before them is watched only from their start."""
    until, start = np.datetime64(cases.until, "D"), np.datetime64(first, "D")
    end = np.where(np.isnat(cases.gone), until, cases.gone)
    chosen = end >= start
    some, end = cases.taking(chosen), end[chosen]
    times = (end - some.came).astype(int) + 1.0
    entered = np.maximum((start - some.came).astype(int), 0).astype(float)
    causes = np.where(some.how == "", 0, np.where(some.done, 1, 2))
    ages = np.arange(int(times.max(initial=1)) + 1)
    curves = [aalen_johansen(times, causes, of, entered) for of in (1, 2)]
    # At age a a case is open after its first a days: what happens on the day it came has taken one.
    found = [
        np.concatenate([[0.0], curve.values])[np.searchsorted(curve.times, ages, side="right")]
        for curve in curves
    ]
    return Exits(found[0], found[1])
