"""A queue worked off day by day, for many runs at once, in the order that a council works in.

No case is followed. Cases come and fall due in one order, so a queue is told by counts: how many have come by each day,
of how many the last day in time has passed, how many can be ready. What differs between the disciplines is which
cases a day's capacity goes to:

- *oldest first*: to those that have waited longest. With A the cases that had come, C the capacity and D the cases
  done, D(t) = min(D(t-1) + C(t), A ready on t), and of a day's cases those are in time that lie beyond the ones whose
  last day had passed: Lindley's recursion on cumulative counts (D V Lindley 1952, Proc Camb Phil Soc 48, 277-289);
- *on-time first*: to those that can still be in time, the soonest due first; what is left over goes to the overdue;
- *newest first*: to those that came last, of those that are ready;
- *as now*: some of each day's work goes to those that can still be in time, the rest to the overdue, as much to each as
  the council has given them.

Arrays are [day, run]; whole cases throughout. Read `simulate.py` next, which makes what comes in here.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int32]
Places = NDArray[np.intp]


@dataclass(frozen=True)
class Timetable:
    """The days of a run. `ready[day]` is the row of `arrived` that holds the last cases that can be done on the day;
    `late[day]` that of the last whose time had run out before it. Row 0 is before any case. Both go up with the days,
    and late never passes ready: work takes less time than is allowed. `marks` are the days at whose end is counted.
    """

    ready: Places
    late: Places
    marks: Places

    def __post_init__(self) -> None:
        """Refuse a timetable that no queue could keep."""
        going_up = all(np.all(np.diff(places) >= 0) for places in (self.ready, self.late))
        if not going_up or np.any(self.late > self.ready):
            raise ValueError("a timetable goes up with the days, and no case is late before it can be ready")


@dataclass(frozen=True)
class Tally:
    """What has come of the queue by the end of each marked day: [mark, run], all but `overdue` counted from the start.

    `done` cases, `in_time` of them; `missed`, those whose last day in time passed while they waited; `overdue`, those
    that wait and are past it.
    """

    done: Counts
    in_time: Counts
    missed: Counts
    overdue: Counts


def oldest_first(arrived: Counts, capacity: Counts, days: Timetable) -> Tally:
    """Return what comes of a queue in which the one that has waited longest is always done first.

    `arrived[row, run]` are all cases that had come, `capacity[day, run]` how many can be done on a day.

    >>> import numpy as np
    >>> days = Timetable(ready=np.array([1, 2, 3]), late=np.array([0, 1, 2]), marks=np.array([2]))
    >>> come, work = np.array([[0], [2], [3], [4]], "int32"), np.array([[1], [1], [1]], "int32")
    >>> tally = oldest_first(come, work, days)
    >>> tally.done.item(), tally.in_time.item(), tally.overdue.item()
    (3, 1, 0)
    """
    runs = arrived.shape[1]
    done, in_time, missed = (np.zeros(runs, "int32") for _ in range(3))
    was_late = arrived[0]
    book = _Book(days, runs)
    for day in range(len(capacity)):
        late = arrived[days.late[day]]
        before = done
        done = np.minimum(before + capacity[day], arrived[days.ready[day]])
        missed = missed + np.maximum(late - np.maximum(was_late, before), 0)
        in_time = in_time + np.maximum(done - np.maximum(before, late), 0)
        was_late = late
        book.note(day, done, in_time, missed, np.maximum(late - done, 0))
    return book.tally()


def two_tracks(
    arrived: Counts, capacity: Counts, to_in_time: Counts, days: Timetable, *, shared: bool = False
) -> Tally:
    """Return what comes of a queue where `to_in_time[day, run]` of a day's capacity goes to those still in time.

    The rest goes to the overdue, and so does what those in time cannot use. With `shared`, what the overdue cannot use
    goes to those in time; else it is not used.
    """
    runs = arrived.shape[1]
    passed = arrived[0].copy()  # cases, in the order they came, that are done or overdue
    overdue, in_time, late_done, missed = (np.zeros(runs, "int32") for _ in range(4))
    book = _Book(days, runs)
    for day in range(len(capacity)):
        newly = np.maximum(arrived[days.late[day]] - passed, 0)
        missed = missed + newly
        overdue = overdue + newly
        passed = passed + newly
        able = np.maximum(arrived[days.ready[day]] - passed, 0)
        quick = np.minimum(to_in_time[day], able)
        slow = np.minimum(capacity[day] - quick, overdue)
        if shared:
            quick = np.minimum(capacity[day] - slow, able)
        passed = passed + quick
        overdue = overdue - slow
        in_time, late_done = in_time + quick, late_done + slow
        book.note(day, in_time + late_done, in_time, missed, overdue)
    return book.tally()


def newest_first(arrived: Counts, capacity: Counts, days: Timetable) -> Tally:
    """Return what comes of a queue in which the one that came last is always done first, of those that are ready.

    All that can be in time are newer than all that cannot, so of the overdue only the number matters.
    """
    waits = np.diff(arrived, axis=0, prepend=0).astype("int32")  # [row, run]: of those who came that day
    runs = arrived.shape[1]
    overdue, in_time, late_done, missed = (np.zeros(runs, "int32") for _ in range(4))
    book, first = _Book(days, runs), 0
    for day in range(len(capacity)):
        late, ready = int(days.late[day]) + 1, int(days.ready[day]) + 1
        if late > first:
            newly = waits[first:late].sum(axis=0, dtype="int32")
            missed, overdue, first = missed + newly, overdue + newly, late
        left = capacity[day].copy()
        for row in range(ready - 1, first - 1, -1):
            if not left.any():
                break
            taken = np.minimum(left, waits[row])
            waits[row] -= taken
            left -= taken
        in_time = in_time + (capacity[day] - left)
        slow = np.minimum(left, overdue)
        overdue, late_done = overdue - slow, late_done + slow
        book.note(day, in_time + late_done, in_time, missed, overdue)
    return book.tally()


class _Book:
    """Notes the counts of the marked days."""

    def __init__(self, days: Timetable, runs: int) -> None:
        self._place = {int(day): place for place, day in enumerate(days.marks)}
        self._found = np.zeros((4, len(days.marks), runs), "int32")

    def note(self, day: int, *counts: Counts) -> None:
        """Note a day's four counts where the day is marked."""
        place = self._place.get(day)
        if place is not None:
            self._found[:, place] = counts

    def tally(self) -> Tally:
        """Return what was noted."""
        return Tally(*self._found)
