"""Reads a column of moments, day and time apart: nearly all moments differ, and there are few days and few times.

What does not begin with a day of ten characters, a blank or T after it, is left to `sources/dates.py`, one text at a
time, which reads every form; of a moment that both can read they say the same.
"""

import re
from collections.abc import Callable
from datetime import datetime

import pyarrow as pa
import pyarrow.compute as pc

from scrutable.sources.dates import read_moment

MOMENT = pa.timestamp("us")
_DAY = re.compile(r"\d{4}-\d\d-\d\d|\d\d/\d\d/\d{4}", re.ASCII)
_MIDNIGHT = datetime(2000, 1, 1)


def read_moments(texts: pa.Array) -> pa.Array:
    """Return the moment that each text says, null where it says none.

    >>> [str(moment) for moment in read_moments(pa.array(["28/02/2025 14:30", "31/02/2025 14:30", "1 May 2025"]))]
    ['2025-02-28 14:30:00', 'None', '2025-05-01 00:00:00']
    """
    days = _each(pc.utf8_slice_codeunits(texts, 0, 10), _day)
    since = _each(pc.utf8_slice_codeunits(texts, 10), _time)
    moments = pc.add(days, pc.subtract(since, pa.scalar(_MIDNIGHT, MOMENT)))
    # Also those of which the day is none: one slip in a column of a hundred thousand costs nothing.
    others = pc.and_(pc.is_null(moments), pc.is_valid(texts))
    if not pc.any(others).as_py():
        return moments
    return pc.replace_with_mask(moments, others, _each(texts.filter(others), read_moment))


def _each(texts: pa.Array, read: Callable[[str], datetime | None]) -> pa.Array:
    """Return what each text is read as. Each distinct text is read once."""
    coded = texts.dictionary_encode()
    return pa.array([read(word) for word in coded.dictionary.to_pylist()], MOMENT).take(coded.indices)


def _day(text: str) -> datetime | None:
    return read_moment(text) if _DAY.fullmatch(text) else None


def _time(text: str) -> datetime | None:
    """Return the time as one of a day in 2000; nothing after a day is its midnight."""
    if not text:
        return _MIDNIGHT
    return read_moment(f"{_MIDNIGHT:%Y-%m-%d}{text}") if text[0] in " T" else None
