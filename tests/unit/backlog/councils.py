"""Invented councils whose truth is known: a queue of a thousand cases, followed one by one, day by day.

Independent of the model that is tested: weeks are drawn as negative binomial numbers about a yearly course with an
August and a Christmas dip, and two teams take the cases, one those still in time and one the overdue.
"""

from datetime import date, timedelta

import numpy as np

from scrutable.backlog.queues import DONE, QUEUES, Cases

EHC = QUEUES[0]
MONDAY = date(2016, 1, 4)
LIMIT, LEAST = 140, 90
DAY = timedelta(days=1)


def season(day):
    """The share of an ordinary week's work: half in August, a fifth about Christmas."""
    if day.month == 8:
        return 0.5
    return 0.2 if (day.month, day.day) > (12, 20) else 1.08


def weekly(rng, weeks, mean, spread):
    """Numbers of weeks, over-dispersed: variance = mean + spread x mean squared."""
    means = np.array([mean * season(MONDAY + 7 * DAY * week) for week in range(weeks)])
    return rng.poisson(rng.gamma(1 / spread, spread, weeks) * means)


def days_of(rng, numbers):
    """Spread each week's number over its five working days."""
    return np.concatenate([np.bincount(rng.integers(0, 5, number), minlength=7) for number in numbers])


def council(seed, weeks=190, *, coming=6.0, in_time=3.2, late=1.8, leaving=0.15, spread=0.08):
    """Return the cases of a council to the end of some weeks, as a register would hold them."""
    rng = np.random.default_rng(seed)
    come = days_of(rng, weekly(rng, weeks, coming, spread))
    quick = days_of(rng, weekly(rng, weeks, in_time, spread))
    slow = days_of(rng, weekly(rng, weeks, late, spread))
    rows, waiting, overdue = [], [], []
    for day, count in enumerate(come):
        for _ in range(count):
            leaves = rng.random() < leaving
            rows.append(
                [day, day + int(rng.integers(20, 60)) if leaves else None, "refused" if leaves else ""]
            )
            if not leaves:
                waiting.append(rows[-1])
        while waiting and waiting[0][0] + LIMIT < day:
            overdue.append(waiting.pop(0))
        for _ in range(quick[day]):
            if waiting and waiting[0][0] + LEAST <= day:
                _finish(waiting.pop(0), day)
        for _ in range(slow[day]):
            if overdue:
                _finish(overdue.pop(0), day)
    return as_cases(rows, len(come) - 1)


def _finish(row, day):
    row[1], row[2] = day, DONE


def as_cases(rows, last, queue=EHC, limit=LIMIT):
    """Return rows of (day came, day gone or None, how) as the cases of a queue, known to a last day."""
    start = np.datetime64(MONDAY, "D")
    came = np.array([row[0] for row in rows], int)
    gone = np.array([-1 if row[1] is None or row[1] > last else row[1] for row in rows], int)
    shut = gone >= 0
    return Cases(
        queue,
        tuple(f"R{n}" for n in range(len(rows))),
        start + came,
        start + came + limit,
        np.where(shut, start + gone, np.datetime64("NaT")).astype("datetime64[D]"),
        np.where(shut, np.array([row[2] for row in rows], "U20"), ""),
        shut & (np.array([row[2] for row in rows]) == DONE) & (gone <= came + limit),
        np.zeros(len(rows), bool),
        np.full(len(rows), "new", "U20"),
        MONDAY + last * DAY,
        MONDAY,
    )
