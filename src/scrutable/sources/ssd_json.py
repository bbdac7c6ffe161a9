"""Reads the JSON columns of the Standard Safeguarding Dataset: flags by key, and lists of codes in either form.

A case system may cut the text off at its column's length, or write something else; what cannot be read gives nothing
here, and `ssd.py` counts it as a finding.
"""

import json
from functools import lru_cache
from typing import Any

from scrutable.sources.text import NO, YES

_KEPT = 100_000  # distinct texts; the flags of one table have a few hundred
_LONGEST = 20_000  # characters; the specification's longest column has 4,000
# Keys of the outcome columns that are free text or a count, and no flag.
_NO_FLAGS = ("COMMENTS", "OUTCOME_COMMENTS", "TOTAL_NO_OF_OUTCOMES")


@lru_cache(maxsize=_KEPT)
def flags(text: str) -> dict[str, bool]:
    """Return the keys that say yes or no. Comments are passed over unread.

    >>> flags('{"NFA_FLAG": "Y", "ADVICE_FLAG": "N", "MISSING_FLAG": "", "COMMENTS": "Y"}')
    {'NFA_FLAG': True, 'ADVICE_FLAG': False}
    """
    said = _read(text)
    if not isinstance(said, dict):
        return {}
    found = {}
    for key, value in said.items():
        word = str(value).strip().lower()
        if key not in _NO_FLAGS and word in (*YES, *NO):
            found[str(key)] = word in YES
    return found


@lru_cache(maxsize=_KEPT)
def codes(text: str) -> tuple[str, ...] | None:
    """Return the codes that a column lists, as an array or as an object with yes for each; None where it is neither.

    >>> codes('["1A", "2B"]'), codes('{"1A": "Yes", "2B": "No", "3C": ""}'), codes("[]"), codes('["1A", ')
    (('1A', '2B'), ('1A',), (), None)
    """
    said = _read(text)
    if isinstance(said, dict):
        found = [key for key, value in said.items() if str(value).strip().lower() in YES]
    elif isinstance(said, list) and all(isinstance(one, str | int) for one in said):
        found = [str(one) for one in said]
    else:
        return None
    return tuple(dict.fromkeys(code for one in found if (code := one.strip().upper())))


def readable(text: str) -> bool:
    """Return whether a text is JSON."""
    return isinstance(_read(text), dict | list)


def _read(text: str) -> Any:
    try:
        return json.loads(text) if len(text) <= _LONGEST else None
    except (ValueError, RecursionError):
        return None
