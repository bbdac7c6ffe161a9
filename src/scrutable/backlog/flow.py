"""What came in, what went out and what waits: the sum that must close, the ages of what waits, and what is overdue.

The stock at both ends is counted from the dates of each case, what came and went from its own dates: opening + in - out
= closing is checked, not assumed. Then each line is held against the indicator that counts the same thing by itself.
Where the two differ, the difference is told with what would explain it, such as a plan for a request not on record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from scrutable.backlog.queues import DONE, Cases, Queue
from scrutable.engine.period import Period, add_months

if TYPE_CHECKING:
    from scrutable.figures.view import View


@dataclass(frozen=True)
class Flow:
    """The flow of a queue through a period, to `last`, its last day that is known. `came` and `left` are by kind."""

    queue: Queue
    period: Period
    last: date
    opening: int
    came: Mapping[str, int]
    left: Mapping[str, int]
    closing: int
    faults: tuple[str, ...] = ()
    differences: tuple[str, ...] = ()

    @property
    def remainder(self) -> int:
        """What is left of the sum: nought where it closes."""
        return self.opening + sum(self.came.values()) - sum(self.left.values()) - self.closing

    @property
    def finished(self) -> int:
        """How many cases were completed."""
        return self.left[DONE]


@dataclass(frozen=True)
class Standing:
    """The open cases of a queue on one day: how old, how many overdue, how many bound to be.

    `certain` says for each month end how many of the cases open on `day` are overdue then unless they end first. Those
    overdue on the day stay so for as long as they are open.
    """

    day: date
    waiting: int
    overdue: int
    median_days: float | None
    oldest_days: int | None
    ages: tuple[tuple[str, int], ...]
    certain: tuple[tuple[date, int], ...]


# Up to so many weeks, in words. The first fits the six weeks of a decision, 16 and 20 the draft and the plan.
AGES = ((6, "up to 6 weeks"), (16, "over 6 to 16 weeks"), (20, "over 16 to 20 weeks"), (26, "over 20 to 26 weeks"),
        (52, "over 26 to 52 weeks"))  # fmt: skip
OVER = "over 52 weeks"


def flow(cases: Cases, period: Period) -> Flow:
    """Return the flow of a period, as far as it is known. What ends on a day is not open at the end of it."""
    last = min(period.end, cases.until)
    first = np.datetime64(period.start, "D")
    to = np.datetime64(last, "D")
    came_in = (cases.came >= first) & (cases.came <= to)
    went_out = (cases.gone >= first) & (cases.gone <= to)
    queue = cases.queue
    return Flow(
        queue,
        period,
        last,
        opening=int(cases.open_on(period.start - timedelta(days=1)).sum()),
        came={kind: int((came_in & (cases.entry == kind)).sum()) for kind in queue.entries},
        left={kind: int((went_out & (cases.how == kind)).sum()) for kind in (DONE, *queue.exits)},
        closing=int(cases.open_on(last).sum()),
        faults=cases.faults,
    )


def checked(view: View, cases: Cases, period: Period) -> Flow:
    """Return the flow of a period held against the indicators that count its lines by themselves."""
    found = flow(cases, period)
    lines = {"opening": found.opening, "closing": found.closing, **found.came, **found.left}
    differences = []
    if found.remainder:
        differences.append(f"The sum does not close: {abs(found.remainder):,} cases are not accounted for.")
    known = {one.id for one in view.definitions}
    for line, indicator in cases.queue.beside.items():
        if indicator not in known:
            continue
        asked = period.before() if line == "opening" else period
        [figure] = view.figures([indicator], [asked])
        share = view.definition(indicator).measures == "share"
        theirs = figure.denominator if share else figure.value
        if theirs is not None and int(theirs) != lines[line]:
            differences.append(_differs(cases, line, lines[line], int(theirs), indicator))
    return replace(found, differences=tuple(differences))


def _differs(cases: Cases, line: str, mine: int, theirs: int, indicator: str) -> str:
    what = {
        "opening": "open at the start",
        "closing": "open at the end",
        DONE: cases.queue.done,
        **cases.queue.entries,
    }[line]
    why = ""
    if line == DONE:
        why = (
            " They belong to no case on record, or are a second one of the same case."
            if theirs > mine
            else ""
        )
    return (
        f"{indicator} counts {theirs:,} {what} and the queue {mine:,}: {abs(theirs - mine):,} are missing"
        f" {'from the queue' if theirs > mine else 'there'}.{why}"
    )


def standing(cases: Cases, day: date, months: int = 6) -> Standing:
    """Return the open cases of a day: their ages, what is overdue, and what is bound to be by coming month ends.

    Overdue is a case whose last day in time has passed. One without such a day is never counted as overdue.
    """
    waits = cases.open_on(day)
    came, due = cases.came[waits], cases.due[waits]
    days = (np.datetime64(day, "D") - came).astype(int)
    names = [name for _, name in AGES] + [OVER]
    which = np.searchsorted([7 * weeks for weeks, _ in AGES], days, side="left")
    counts = np.bincount(which, minlength=len(names))
    ends = [month_end(day, ahead) for ahead in range(months + 1)]
    ends = [end for end in ends if end > day][:months]
    return Standing(
        day,
        int(waits.sum()),
        int((due < np.datetime64(day, "D")).sum()),
        float(np.median(days)) if len(days) else None,
        int(days.max()) if len(days) else None,
        tuple(zip(names, (int(count) for count in counts), strict=True)),
        tuple((end, int((due < np.datetime64(end, "D")).sum())) for end in ends),
    )


def month_end(day: date, ahead: int = 0) -> date:
    """Return the last day of a day's month, or of one some months ahead.

    >>> month_end(date(2020, 1, 31), 1)
    datetime.date(2020, 2, 29)
    """
    return add_months(day.replace(day=1), ahead + 1) - timedelta(days=1)
