"""Which days are working days in England: not a Saturday, a Sunday or a bank holiday.

The list of bank holidays is the official one, as bundled with govuk-bank-holidays (no network). It begins in 2012
and ends in 2028; outside those years a day is not in the calendar, so a clock in working days is not known.
"""

from datetime import date, timedelta
from functools import cache

FIRST_YEAR, LAST_YEAR = 2012, 2028


@cache
def bank_holidays() -> frozenset[date]:
    """Return the bank holidays of England and Wales from 2012 to 2028."""
    from govuk_bank_holidays.bank_holidays import BankHolidays

    official = BankHolidays(use_cached_holidays=True)
    days = official.get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
    return frozenset(holiday["date"] for holiday in days)


@cache
def calendar() -> tuple[list[date], list[bool], list[int]]:
    """Return every day, whether it is a working day, and how many working days there were up to and including it."""
    holidays = bank_holidays()
    days, working, numbers = [], [], []
    day, number = date(FIRST_YEAR, 1, 1), 0
    while day.year <= LAST_YEAR:
        is_working = day.weekday() < 5 and day not in holidays
        number += is_working
        days.append(day)
        working.append(is_working)
        numbers.append(number)
        day += timedelta(days=1)
    return days, working, numbers
