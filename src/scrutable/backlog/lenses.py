"""Timeliness from three sides, because the share of the *finished* alone misleads.

*Finished in the period* is the statutory figure: clearing old cases lowers it, leaving them open protects it. *Falling
due in the period* asks of every case that was due whether it was done by then, so that one left open counts against it.
The *cohort* asks of the cases that came in the last twelve months how likely one is to be done in time, the open ones
counted for as long as they have waited: Aalen-Johansen, as cases may leave in other ways.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from scrutable.backlog.queues import Cases
from scrutable.engine.calendar import bank_holidays
from scrutable.engine.period import Period
from scrutable.statistics.survival import aalen_johansen

COHORT_DAYS = 365
WORKING = {"social_care_assessments", "early_help", "initial_health_assessments"}


@dataclass(frozen=True)
class Share:
    """A share with its parts."""

    met: int
    counted: int

    @property
    def value(self) -> float | None:
        """From 0 to 1; None where there are no cases."""
        return self.met / self.counted if self.counted else None


@dataclass(frozen=True)
class Lenses:
    """The three figures of one period. The cohort's are shares from 0 to 1 of `cohort` cases, None where unknown.

    `in_time` is the chance that a case is done in time; `otherwise` that it has left in another way by then.
    """

    period: Period
    finished: Share
    due: Share
    cohort: int
    in_time: float | None
    otherwise: float | None


def lenses(cases: Cases, period: Period) -> Lenses:
    """Return the three figures of a period, as far as it is known. What is apart (excepted by law) is in none."""
    last = min(period.end, cases.until)
    counted, in_time, otherwise = cohort(cases, last)
    return Lenses(
        period,
        finished(cases, period.start, last),
        falling_due(cases, period.start, last),
        counted,
        in_time,
        otherwise,
    )


def finished(cases: Cases, first: date, last: date) -> Share:
    """Return the share done in time of the cases completed between two days, both included."""
    chosen = cases.done & ~cases.apart & _between(cases.gone, first, last)
    return Share(int((chosen & cases.met).sum()), int(chosen.sum()))


def falling_due(cases: Cases, first: date, last: date) -> Share:
    """Return the share done in time of the cases whose last day in time lies between two days, both included.

    A case that left in another way by its last day is not counted, as nothing was due of it, unless the queue says that
    it was (`all_due`).
    """
    left = (cases.how != "") & ~cases.done & (cases.gone <= cases.due) & (not cases.queue.all_due)
    chosen = ~left & ~cases.apart & _between(cases.due, first, last)
    return Share(int((chosen & cases.met).sum()), int(chosen.sum()))


def cohort(cases: Cases, last: date) -> tuple[int, float | None, float | None]:
    """Return of the cases that came in the year to a day: how many, the chance of one in time, of another exit.

    A case open before the records begin is watched only from then on (delayed entry).
    """
    then = cases.as_on(last)
    recent = _between(then.came, last - timedelta(days=COHORT_DAYS - 1), last) & ~then.apart
    some = then.taking(recent & ~np.isnat(then.due))
    if not len(some.ids):
        return 0, None, None
    end = np.where(np.isnat(some.gone), np.datetime64(last, "D"), some.gone)
    # A day is counted from the one before, so that what is done on the day it came has taken one.
    times = elapsed(some, end) + 1
    limit = float(np.median(elapsed(some, some.due))) + 1
    entered = np.zeros(len(times))
    if some.begins:
        begins = np.datetime64(some.begins, "D")
        entered = np.where(some.came < begins, elapsed(some, np.maximum(begins, some.came)), 0.0)
    watched = entered < times
    causes = np.where(some.how == "", 0, np.where(some.done, 1, 2))[watched]
    ours, since = times[watched], entered[watched]
    in_time = aalen_johansen(ours, causes, 1, since).at(limit)
    other = aalen_johansen(ours, causes, 2, since).at(limit)
    known = not np.isnan(in_time)
    return int(watched.sum()), in_time if known else None, other if known else None


def elapsed(cases: Cases, to: NDArray[np.datetime64]) -> NDArray[np.float64]:
    """Return the days from when each case came to a day, by the queue's clock: calendar days, or working days."""
    if cases.queue.id not in WORKING:
        return (to - cases.came).astype(float)
    holidays = np.array(sorted(bank_holidays()), "datetime64[D]")
    # Working days after the first up to the last, as the register counts them.
    return np.busday_count(
        cases.came + np.timedelta64(1, "D"), to + np.timedelta64(1, "D"), holidays=holidays
    ).astype(float)


def _between(days: NDArray[np.datetime64], first: date, last: date) -> NDArray[np.bool_]:
    return (days >= np.datetime64(first, "D")) & (days <= np.datetime64(last, "D"))
