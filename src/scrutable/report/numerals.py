"""Which numerals of a text a figure bears: those of its record in pack.json, as they may be written, and its constants.

Used on what people write (a commentary's numbers are checked before a committee does it) and by a test on every word
that a pack composes itself. Days, years, periods and the numbers of a definition ("20 weeks") are not figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from scrutable.engine.period import MONTHS
from scrutable.indicators.definition import Definition
from scrutable.report import words

_MONTH = "(?:" + "|".join(f"{month}|{month[:3]}" for month in MONTHS) + ")"
# What is a time and no figure: "6 January 2020", "1 October and 31 December 2019", "10:00", "2019-20Q3", "2019-12-31".
_TIMES = re.compile(
    rf"\d{{4}}-\d{{2}}-\d{{2}}|\d{{4}}-\d{{2}}(?:Q\d)?|\d{{1,2}}:\d{{2}}|\b\d{{1,2}} (?:to|and) \d{{1,2}} {_MONTH}"
    rf"|\b\d{{1,2}} {_MONTH}\b(?: \d{{4}})?|{_MONTH} \d{{4}}|\b(?:19|20)\d\d\b|\bquarters? \d\b"
)
_NUMERAL = re.compile(r"(?<![\w.,/-])\d[\d,]*(?:\.\d+)?%?(?![\w/])")
_KEPT_APART = ("id", "indicator", "period", "definition", "title", "loads", "sentence", "definition_version")


def in_text(text: str) -> list[str]:
    """Return the numerals of a text that are not of a time.

    >>> in_text("Of 106 plans issued between 1 October and 31 December 2019, 15 (14%) took up to 20 weeks.")
    ['106', '15', '14%', '20']
    """
    return [found.rstrip(",") for found in _NUMERAL.findall(_TIMES.sub(" ", text))]


def unborne(text: str, record: Mapping[str, Any], definition: Definition) -> list[str]:
    """Return the numerals of a text that neither the record of an indicator nor its definition bears, in order."""
    known = borne(record) | constants(definition)
    return [numeral for numeral in in_text(text) if numeral not in known]


def borne(record: Mapping[str, Any]) -> set[str]:
    """Return every way in which the numbers of a record may be written.

    Differences between this period and the one before or a year before are borne too: "12 more than a year before".
    """
    found: set[str] = set()
    for number in _numbers(record):
        found |= written(number)
    trend = record.get("trend", [])
    for then in (trend[-2:-1], trend[-5:-4]):
        for key in ("numerator", "denominator", "value"):
            if then and then[0].get(key) is not None and record.get(key) is not None:
                found |= written(record[key] - then[0][key])
    for parts in record.get("breakdowns", {}).values():
        found |= {numeral for part in parts for numeral in in_text(part["breakdown"] or "")}
    return found


def constants(definition: Definition) -> set[str]:
    """Return the numerals of a definition's own words: the 20 weeks, the 45 working days, the 10,000 of a rate."""
    own = (
        definition.title, definition.question, definition.sentence, definition.none, definition.limit,
        definition.basis, definition.uncertain, *definition.excludes, str(definition.look_back), "10,000", "95%",
    )  # fmt: skip
    return {numeral for text in own for numeral in in_text(text)}


def written(number: float) -> set[str]:
    """Return how a number may be written: plain, with one or two decimals, and from 0 to 1 as a percentage.

    >>> sorted(written(0.1415)), sorted(written(1204))
    (['0', '0.1', '0.14', '14%', '14.2'], ['1,204', '1,204.0'])
    """
    size = abs(number)
    found = {words.number(size), words.tenths(size)}
    if size != int(size):
        found |= {words.number(int(size + 0.5)), f"{int(size * 100 + 0.5) / 100:,.2f}"}
    if size <= 1:
        share = 100 * size
        whole = int(share + 0.5 + 1e-9)
        found |= {f"{whole}%", words.number(share)}
        found |= {"1%"} if 0 < share < 1 else set()
        found |= {"99%"} if 99 < share < 100 else set()
    return found


def _numbers(said: Any) -> Iterator[float]:
    """Yield every number of a record, at whatever depth."""
    if isinstance(said, bool) or said is None or isinstance(said, str):
        return
    if isinstance(said, (int, float)):
        yield float(said)
        return
    values: Iterable[Any] = said
    if isinstance(said, Mapping):
        values = [value for key, value in said.items() if key not in _KEPT_APART]
    for value in values:
        yield from _numbers(value)
