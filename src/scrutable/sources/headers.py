"""Matches the headers of a file with the names we know, whatever their case, spaces and punctuation."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

_NOT_A_LETTER = re.compile(r"[\W_]+")


@lru_cache(maxsize=10_000)
def plain(text: str) -> str:
    """Return the letters and digits of a header, in lower case.

    >>> plain(" Date of Birth:"), plain("DATE_OF_BIRTH"), plain("Missing (Y/N))")
    ('dateofbirth', 'dateofbirth', 'missingyn')
    """
    return _NOT_A_LETTER.sub("", text).casefold()


@lru_cache(maxsize=10_000)
def words(text: str) -> str:
    """Return the words of a header or value in lower case, with one space between: for patterns.

    >>> words("Child’s  Legal\xa0Status (Y/N)")
    'child s legal status y n'
    """
    return _NOT_A_LETTER.sub(" ", text).casefold().strip()


def positions(headers: Sequence[str], names: Iterable[str]) -> dict[str, int]:
    """Return name -> position of its column, for the names that the headers hold. The first of two alike counts.

    >>> positions(["Child ", "dob", "X"], ["CHILD", "DOB", "SEX"])
    {'CHILD': 0, 'DOB': 1}
    """
    places: dict[str, int] = {}
    for position, header in enumerate(headers):
        places.setdefault(plain(header), position)
    return {name: places[plain(name)] for name in names if plain(name) in places}


def nearest(headers: Sequence[str], known: Iterable[tuple[str, Iterable[str]]]) -> str:
    """Return the label whose names share most with the headers, or nothing where none is shared by two."""
    held = {plain(header) for header in headers}
    shared = [(len(held & {plain(name) for name in names}), label) for label, names in known]
    most = max(shared, default=(0, ""))
    return most[1] if most[0] >= 2 else ""
