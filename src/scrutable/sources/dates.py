"""Reads a day or a moment, in every form that the sources write one.

The readers need a day for the ids that they make, and to tell which year a return covers; `register/values.py` reads
every other date by the same function, so that the same day written 01/04/2019 this year and 2019-04-01 next year is
one day everywhere.
"""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from scrutable.sources.showing import shown

# A date outside these years is a slip of the keyboard, and would stretch every calendar it met.
FIRST_YEAR, LAST_YEAR = 1900, 2100
SPREADSHEET_EPOCH = datetime(1899, 12, 30)  # day 1 is 1 January 1900, and 1900 was no leap year
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), 1)
    for name in names.split()
}  # fmt: skip
_SEPARATED = re.compile(r"(\d{1,2})[/.\- ](\d{1,2}|[A-Za-z]{3,9})[/.\- ](\d{4})(?:[ T]+(.+))?", re.ASCII)
_YEAR_FIRST = re.compile(
    r"(\d{4})[/\-.](\d{1,2}|[A-Za-z]{3,9})[/\-.](\d{1,2})(?:Z|[+-]\d{2}:\d{2})?(?:[ T]+(.+))?", re.ASCII
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})()", re.ASCII)
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?", re.ASCII)
_DAY_NUMBER = re.compile(r"[2-9]\d{4}(\.\d+)?", re.ASCII)


@lru_cache(maxsize=200_000)
def read_moment(text: str) -> datetime | None:
    """Return the day and time written, without a zone; midnight where no time is.

    An offset such as +01:00 is dropped: turning the time into another zone's would move midnight in summer to the
    day before.

    >>> read_moment("2025-02-28"), read_moment("28/02/2025 14:30"), read_moment("31/02/2025")
    (datetime.datetime(2025, 2, 28, 0, 0), datetime.datetime(2025, 2, 28, 14, 30), None)
    """
    found = _written(text) or (_of_day_number(text) if _DAY_NUMBER.fullmatch(text) else None)
    return found if found and FIRST_YEAR <= found.year <= LAST_YEAR else None


def _written(text: str) -> datetime | None:
    if found := _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text):
        year, month, day, time = found.groups()
    elif found := _SEPARATED.fullmatch(text):
        day, month, year, time = found.groups()
    else:
        return None
    clock = _TIME.fullmatch(time) if time else None
    if time and not clock:
        return None
    number = _MONTHS.get(month.lower()) if month.isalpha() else int(month)
    hour, minute, second = (int(part or 0) for part in clock.groups()) if clock else (0, 0, 0)
    try:
        return datetime(int(year), number or 0, int(day), hour, minute, second)
    except ValueError:
        return None


def _of_day_number(text: str) -> datetime:
    return SPREADSHEET_EPOCH + timedelta(seconds=round(float(text) * 86400))


def read_date(text: str | None) -> date | None:
    """Return the day that the text says, whatever the time, or None.

    >>> [str(read_date(text)) for text in ("01/04/2019", "2019-04-01T10:00:00", "1 Apr 2019", "43556")]
    ['2019-04-01', '2019-04-01', '2019-04-01', '2019-04-01']
    >>> read_date("31/02/2019"), read_date(""), read_date(None)
    (None, None, None)
    """
    found = read_moment((text or "").strip())
    return found.date() if found else None


@lru_cache(maxsize=100_000)
def iso(text: str | None) -> str:
    """Return the day for an id: in ISO form, or the text itself where it is no date, or `undated`.

    A time of day is left out, and a text that may name someone is `unreadable`: an id is kept for good.

    >>> iso("01/04/2019"), iso("31/02/2019"), iso(" "), iso("Mary Smith")
    ('2019-04-01', '31/02/2019', 'undated', 'unreadable')
    """
    if day := read_date(text):
        return day.isoformat()
    written = (text or "").strip()
    return (shown(written) or "unreadable") if written else "undated"


def local_moment(text: str | None) -> datetime | None:
    """Return the moment in UK local time, without a zone, or None where the text is no moment.

    >>> local_moment("2022-07-21T10:12:28Z"), local_moment("2022-01-21T10:12:28")
    (datetime.datetime(2022, 7, 21, 11, 12, 28), datetime.datetime(2022, 1, 21, 10, 12, 28))
    """
    try:
        moment = datetime.fromisoformat((text or "").strip())
        return moment.astimezone(ZoneInfo("Europe/London")).replace(tzinfo=None) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        day = read_date(text)
        return datetime(day.year, day.month, day.day) if day else None
