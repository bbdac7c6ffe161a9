"""Which days are working days in England: not a Saturday, a Sunday or a bank holiday.

The list of bank holidays is the official one, as bundled with govuk-bank-holidays (no network). It begins in 2012
and ends in 2028. The calendar holds the days of other years too, but does not say which of them are working days:
a clock in working days is not known there.
"""

import json
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

FIRST_YEAR, LAST_YEAR = 1990, 2060
FIRST_KNOWN, LAST_KNOWN = 2012, 2028  # years of which the bank holidays are published


@cache
def bank_holidays() -> frozenset[date]:
    """Return the bank holidays of England and Wales from 2012 to 2028."""
    # Its own reader takes the file in the machine's encoding, and imports a client for the network to do so.
    official = files("govuk_bank_holidays").joinpath("bank-holidays.json").read_text(encoding="utf-8")
    events = json.loads(official)["england-and-wales"]["events"]
    return frozenset(date.fromisoformat(event["date"]) for event in events)


@cache
def calendar() -> tuple[list[date], list[bool | None], list[int | None]]:
    """Return every day, whether it is a working day, and how many working days there were up to and including it.

    Of years without published bank holidays the last two are None.
    """
    holidays = bank_holidays()
    days: list[date] = []
    working: list[bool | None] = []
    numbers: list[int | None] = []
    day, number = date(FIRST_YEAR, 1, 1), 0
    while day.year <= LAST_YEAR:
        known = FIRST_KNOWN <= day.year <= LAST_KNOWN
        is_working = known and day.weekday() < 5 and day not in holidays
        number += is_working
        days.append(day)
        working.append(is_working if known else None)
        numbers.append(number if known else None)
        day += timedelta(days=1)
    return days, working, numbers
