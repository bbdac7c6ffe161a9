"""Reads a date only where a reader needs one: in an id that it makes, and to tell which year a return covers.

Values stay as the file's text (register/typing.py reads them). But the same day written 01/04/2019 this year and
2019-04-01 next year must give the same id.
"""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_BRITISH = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[T ].*)?")
_NAMED = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3})[a-z]*[ -](\d{4})(?:[T ].*)?")
_NAMED_FIRST_YEAR = re.compile(r"(\d{4})-([A-Za-z]{3})-(\d{1,2})(?:[T ].*)?")
_DAY_NUMBER = re.compile(r"[2-9]\d{4}(?:\.\d+)?")
_MONTHS = {m: n for n, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}


@lru_cache(maxsize=100_000)
def read_date(text: str | None) -> date | None:
    """Return the day that the text says, or None.

    >>> [str(read_date(text)) for text in ("01/04/2019", "2019-04-01T10:00:00", "1 Apr 2019", "43556")]
    ['2019-04-01', '2019-04-01', '2019-04-01', '2019-04-01']
    >>> read_date("31/02/2019"), read_date(""), read_date(None)
    (None, None, None)
    """
    text = (text or "").strip()
    try:
        if found := _ISO.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _BRITISH.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := _NAMED.fullmatch(text):
            return date(int(found[3]), _MONTHS[found[2].lower()], int(found[1]))
        if found := _NAMED_FIRST_YEAR.fullmatch(text):
            return date(int(found[1]), _MONTHS[found[2].lower()], int(found[3]))
    except (ValueError, KeyError):
        return None
    if _DAY_NUMBER.fullmatch(text):
        return date(1899, 12, 30) + timedelta(days=int(float(text)))
    return None


@lru_cache(maxsize=100_000)
def iso(text: str | None) -> str:
    """Return the day for an id: in ISO form, or the text itself where it is no date, or `undated`.

    A time of day is left out.

    >>> iso("01/04/2019"), iso("31/02/2019"), iso(" ")
    ('2019-04-01', '31/02/2019', 'undated')
    """
    day = read_date(text)
    return day.isoformat() if day else (text or "").strip() or "undated"


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
