"""Reads one text as a value of the register: a date, a moment, a flag, a number. None where it cannot be read.

Plain Python, one text at a time: `typing.py` asks once for each distinct text of a column, and there are few.
"""

import math
from collections.abc import Callable

from scrutable.sources.dates import read_date, read_moment
from scrutable.sources.text import NO, YES


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
    "date": read_date,
    "moment": read_moment,
    "flag": flag,
    "whole": whole,
    "number": number,
    "fte": number,
}
