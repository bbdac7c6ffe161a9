"""Counting days as a person would with a calendar on the wall."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

Row = dict[str, Any]
Rows = list[Row]

DAY = timedelta(days=1)


def within(day: date | None, period: Row) -> bool:
    """Say whether a day lies in a period: its first and its last day do."""
    return day is not None and period["period_start"] <= day <= period["period_end"]


def cases_by_day(rows: Rows, period: Rows, dated: str) -> Iterator[tuple[Row, Row]]:
    """Yield each row with each period that the day in its column `dated` lies in."""
    for one in period:
        for row in rows:
            day = row[dated]
            if within(day.date() if isinstance(day, datetime) else day, one):
                yield row, one


@cache
def holidays() -> frozenset[date]:
    """Return the bank holidays of England, from the official list."""
    from govuk_bank_holidays.bank_holidays import BankHolidays

    official = BankHolidays(use_cached_holidays=True)
    return frozenset(one["date"] for one in official.get_holidays(division=BankHolidays.ENGLAND_AND_WALES))


def working_days_after(first: date, last: date) -> int:
    """Count the working days after `first`, up to and including `last`, one day at a time."""
    count, day = 0, first
    while day < last:
        day += DAY
        count += day.isoweekday() <= 5 and day not in holidays()
    return count


def year_before(day: date) -> date:
    """Return the same day of the year before; for 29 February the 28th."""
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 2, 28)
    return date(day.year - 1, day.month, day.day)


def age(birth: date, day: date) -> int:
    """Return the birthdays had by a day. Born on 29 February, one has it on 1 March in other years."""
    birthdays = 0
    while True:
        year = birth.year + birthdays + 1
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        next_one = (
            date(year, 3, 1) if (birth.month, birth.day) == (2, 29) and not leap else birth.replace(year=year)
        )
        if next_one > day:
            return birthdays
        birthdays += 1
