"""Days as the demo council lives them: working days, bank holidays, school holidays, and a quiet Christmas."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from scrutable.engine.calendar import bank_holidays

FIRST_DAY = date(2013, 1, 1)  # a run-up of three years, so that January 2016 finds cases already open
LAST_DAY = date(2020, 1, 20)
DAY = timedelta(days=1)


@cache
def _working_days() -> tuple[date, ...]:
    first, last = (
        FIRST_DAY - timedelta(days=1500),
        LAST_DAY + timedelta(days=9000),
    )  # what is planned lies ahead
    span = (first + timedelta(days=step) for step in range((last - first).days))
    return tuple(day for day in span if day.weekday() < 5 and day not in bank_holidays())


def is_working_day(day: date) -> bool:
    """Return whether the offices are open."""
    return day.weekday() < 5 and day not in bank_holidays()


def add_working_days(day: date, count: int) -> date:
    """Return the working day `count` after a day; 0 gives the day itself or the working day before it."""
    days = _working_days()
    return days[bisect_right(days, day) - 1 + count]


def next_working_day(day: date) -> date:
    """Return the day itself where it is a working day, else the next one."""
    return day if is_working_day(day) else add_working_days(day, 1)


def each_day(first: date = FIRST_DAY, last: date = LAST_DAY) -> Iterator[date]:
    """Yield the days from first to last, both included."""
    for step in range((last - first).days + 1):
        yield first + timedelta(days=step)


def school_is_out(day: date) -> bool:
    """Return whether schools, which make most referrals and requests, are on a long holiday."""
    return (7, 23) <= (day.month, day.day) <= (9, 3) or is_christmas(day)


def is_christmas(day: date) -> bool:
    """Return whether it is the fortnight in which little is written up."""
    return (day.month, day.day) >= (12, 21) or (day.month, day.day) <= (1, 3)


def age_on(birth: date, day: date) -> int:
    """Return whole years of age.

    >>> age_on(date(2004, 2, 29), date(2019, 2, 28))
    14
    """
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def quarters(first: date, last: date) -> list[tuple[date, date]]:
    """Return the quarters that begin from first to last, each as its first and last day."""
    starts = [date(year, month, 1) for year in range(first.year, last.year + 1) for month in (1, 4, 7, 10)]
    ends = [date(start.year + start.month // 10, (start.month + 2) % 12 + 1, 1) - DAY for start in starts]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if first <= start <= last]
