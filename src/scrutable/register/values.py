"""Reads one text as a value of the register: a date, a moment, a flag, a number. None where it cannot be read.

Plain Python, one text at a time: `typing.py` asks once for each distinct text of a column, and there are few.
"""

import math
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache

YES, NO = ("y", "yes", "true", "t", "1", "1.0"), ("n", "no", "false", "f", "0", "0.0")
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
_SEPARATED = re.compile(r"(\d{1,2})[/.\- ](\d{1,2}|[A-Za-z]{3,9})[/.\- ](\d{4})(?:[ T]+(.+))?")
_YEAR_FIRST = re.compile(
    r"(\d{4})[/\-.](\d{1,2}|[A-Za-z]{3,9})[/\-.](\d{1,2})(?:Z|[+-]\d{2}:\d{2})?(?:[ T]+(.+))?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})()")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?")
_DAY_NUMBER = re.compile(r"[2-9]\d{4}(\.\d+)?")


@lru_cache(maxsize=200_000)
def moment(text: str) -> datetime | None:
    """Return the day and time written, without a zone; midnight where no time is.

    An offset such as +01:00 is dropped: turning the time into another zone's would move midnight in summer to the
    day before.

    >>> moment("2025-02-28"), moment("28/02/2025 14:30"), moment("31/02/2025")
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


def day(text: str) -> date | None:
    """Return the day written, whatever the time."""
    found = moment(text)
    return found.date() if found else None


def flag(text: str) -> bool | None:
    """Return whether the text says yes or no."""
    word = text.lower()
    return True if word in YES else False if word in NO else None


def number(text: str) -> float | None:
    """Return a number, if it is finite."""
    try:
        found = float(text)
    except ValueError:
        return None
    return found if math.isfinite(found) and "_" not in text else None


def whole(text: str) -> int | None:
    """Return a whole number, also where a spreadsheet wrote it as 3.0."""
    found = number(text)
    return int(found) if found is not None and found == int(found) and abs(found) < 2**53 else None


READ: dict[str, Callable[[str], object]] = {
    "date": day,
    "moment": moment,
    "flag": flag,
    "whole": whole,
    "number": number,
    "fte": number,
}
