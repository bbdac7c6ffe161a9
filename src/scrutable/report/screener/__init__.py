"""Whether an open data file keeps to DfE's standard: a rule is a function that yields what breaks it, in words.

`screen` reads the two files as anyone would who downloads them, so it can be turned on any such pair. The rules are
those of the standard's guidance; DfE's own screener has more, and what this one does not look at, it does not claim.
`columns.py` and `contents.py` hold the rules.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from scrutable.report.screener import columns, contents
from scrutable.report.screener.sheet import Sheet

WRONG, ADVICE = "wrong", "advice"
Rule = Callable[[Sheet], Iterator[str]]
# The others read what these ask for, so they come first.
SHAPE: tuple[Rule, ...] = (columns.required, columns.meta_columns, columns.cells)
RULES: tuple[Rule, ...] = (
    *SHAPE,
    columns.names,
    columns.names_once,
    columns.some_rows,
    columns.empty_columns,
    contents.rows_once,
    contents.digits,
    contents.identifiers,
    contents.digits_fit,
    contents.one_kind,
    contents.level,
    contents.country,
    contents.region,
    contents.authority,
    contents.authority_known,
    contents.place_once,
    columns.described,
    columns.present,
    columns.kinds,
    columns.described_once,
    columns.labels,
    columns.units,
    columns.places,
    columns.hints,
    columns.groupings,
    columns.groups_there,
    columns.groups_apart,
    columns.groups_fewer,
    contents.filters_filled,
    contents.filters_trimmed,
    contents.filters_short,
    contents.filters_many,
    contents.filters_several,
    contents.totals,
    contents.harmonised,
    contents.numbers_filled,
    contents.numbers,
    contents.live,
)
# Broken, these do not keep a file from being used.
ADVISORY: tuple[Rule, ...] = (
    columns.groups_fewer,
    contents.totals,
    contents.region,
    contents.authority_known,
    contents.filters_several,
)


@dataclass(frozen=True)
class Found:
    """One break of a rule: the rule's name, what it asks, how grave the break is, and what breaks it."""

    rule: str
    asks: str
    level: str
    words: str


def screen(data: bytes, meta: bytes) -> list[Found]:
    """Return every break of a rule in a pair of files, in the order of the rules; nothing where there is none.

    Of a file that is not UTF-8 or is empty nothing more can be said than that.
    """
    try:
        sheet = Sheet(*_read(data), *_read(meta))
    except ValueError as error:
        return [Found("text", "The file is UTF-8 text with a header", WRONG, str(error))]
    return _found(sheet, SHAPE) or _found(sheet, RULES[len(SHAPE) :])


def _found(sheet: Sheet, asked: Sequence[Rule]) -> list[Found]:
    return [
        Found(rule.__name__, (rule.__doc__ or "").rstrip("."), ADVICE if rule in ADVISORY else WRONG, said)
        for rule in asked
        for said in rule(sheet)
    ]


def _read(content: bytes) -> tuple[list[str], list[list[str]]]:
    if content.startswith(b"\xef\xbb\xbf"):
        raise ValueError("the file begins with a byte-order mark")
    lines = list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))
    if not lines:
        raise ValueError("the file is empty")
    return lines[0], lines[1:]
