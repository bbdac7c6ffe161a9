"""The forms in which `ssd_mapping.py` says where a column of the register comes from.

Each says which SSD columns it reads and gives an Arrow array as long as its table, or None where the extract lacks what
it needs. All work on whole columns: an extract has hundreds of thousands of rows, and a loop over them in Python would
take longer than all the rest.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.compute as pc

from scrutable.sources.ssd_arrow import as_key, as_text, days_of, distinct
from scrutable.sources.ssd_json import flags
from scrutable.sources.text import clean

Reads = Iterator[tuple[str, str]]


class Extract(Protocol):
    """What the values read from: the columns of the SSD tables, as far as the extract has them."""

    def column(self, table: str, name: str) -> pa.Array | None:
        """Return a column, or None where the extract has no such table or column."""

    def length(self, table: str) -> int:
        """Return how many rows a table has."""


class Value(Protocol):
    """Where a column of the register comes from."""

    def reads(self, of: str) -> Reads:
        """Yield the SSD tables and columns that it reads; `of` is the table whose rows it stands beside."""

    def array(self, extract: Extract, of: str) -> pa.Array | None:
        """Return a value for each row of the table `of`, or None where the extract cannot say."""


def reads(value: "str | Value", of: str) -> Reads:
    """Yield what a value reads: a name alone is a column of the table itself."""
    yield from [(of, value)] if isinstance(value, str) else value.reads(of)


def array(value: "str | Value", extract: Extract, of: str) -> pa.Array | None:
    """Return a value for each row of the table `of`."""
    return extract.column(of, value) if isinstance(value, str) else value.array(extract, of)


@dataclass(frozen=True)
class Matching:
    """The rows of a table in which a column's text matches a pattern, in lower case and as a whole."""

    column: str
    pattern: str

    def mask(self, extract: Extract, table: str) -> pa.Array | None:
        """Return which rows match, or None where there is no such column. A blank matches nothing."""
        texts = extract.column(table, self.column)
        return None if texts is None else matches(texts, self.pattern)


def matches(texts: pa.Array, pattern: str) -> pa.Array:
    """Return which values match a pattern, in lower case and as a whole. An empty pattern is matched by a blank."""
    if not pattern:
        worded = pa.types.is_string(texts.type) or pa.types.is_dictionary(texts.type)
        return pc.is_null(by_distinct(texts, bool, pa.bool_()) if worded else texts)
    found = by_distinct(texts, lambda text: re.fullmatch(pattern, text.lower()) is not None, pa.bool_())
    return pc.fill_null(found, False)


@dataclass(frozen=True)
class Via:
    """A value of another SSD table, looked up by its key. Of several rows with one key the first counts."""

    key: "str | Value"
    table: str
    by: str
    gives: str
    where: Matching | None = None

    def reads(self, of: str) -> Reads:
        """Yield the key, and the columns of the other table."""
        yield from reads(self.key, of)
        yield from ((self.table, self.by), (self.table, self.gives))
        if self.where:
            yield self.table, self.where.column

    def array(self, extract: Extract, of: str) -> pa.Array | None:
        """Return the values found; null where the key is blank or stands in no row of the other table."""
        keys, by = array(self.key, extract, of), extract.column(self.table, self.by)
        gives = extract.column(self.table, self.gives)
        if keys is None or by is None or gives is None:
            return None
        by = as_key(by)
        if self.where:
            mask = self.where.mask(extract, self.table)
            if mask is None:
                return None
            by, gives = by.filter(mask), gives.filter(mask)
        return gives.take(pc.index_in(as_key(keys), value_set=by, skip_nulls=True))


@dataclass(frozen=True)
class Holds:
    """Yes where another table holds a row of this key that matches. No such row says nothing."""

    key: str
    table: str
    by: str
    where: Matching

    def reads(self, of: str) -> Reads:
        """Yield the key, and the columns of the other table."""
        yield from ((of, self.key), (self.table, self.by), (self.table, self.where.column))

    def array(self, extract: Extract, of: str) -> pa.Array | None:
        """Return true or null."""
        keys, by = extract.column(of, self.key), extract.column(self.table, self.by)
        mask = self.where.mask(extract, self.table)
        if keys is None or by is None or mask is None:
            return None
        held = pc.is_in(as_key(keys), value_set=as_key(by).filter(mask), skip_nulls=True)
        return pc.if_else(held, True, pa.scalar(None, pa.bool_()))


@dataclass(frozen=True, init=False)
class First:
    """The first of several values that is filled in, row by row."""

    values: "tuple[str | Value, ...]"

    def __init__(self, *values: "str | Value") -> None:
        object.__setattr__(self, "values", values)

    def reads(self, of: str) -> Reads:
        """Yield what each of them reads."""
        for value in self.values:
            yield from reads(value, of)

    def array(self, extract: Extract, of: str) -> pa.Array | None:
        """Return the first of those that the extract has; as text where they are of different types."""
        found = [one for value in self.values if (one := array(value, extract, of)) is not None]
        if len(found) < 2:
            return found[0] if found else None
        kind = found[0].type
        if len({one.type for one in found}) > 1 or pa.types.is_string(kind) or pa.types.is_dictionary(kind):
            found = [clean(as_text(one)) for one in found]
        return pc.coalesce(*found)


@dataclass(frozen=True)
class Before:
    """A day, where it lies before another day of the row. The same day tells nothing that the other does not."""

    value: "str | Value"
    day: str

    def reads(self, of: str) -> Reads:
        """Yield what both read."""
        yield from reads(self.value, of)
        yield of, self.day

    def array(self, extract: Extract, of: str) -> pa.Array | None:
        """Return the days, null where they do not lie before the others."""
        given, others = array(self.value, extract, of), extract.column(of, self.day)
        if given is None or others is None:
            return None
        days = days_of(given)
        earlier = pc.fill_null(pc.less(days, days_of(others)), False)
        return pc.if_else(earlier, days, pa.scalar(None, pa.date32()))


@dataclass(frozen=True)
class Said:
    """What a JSON column says under a key: Y, N or nothing."""

    column: str
    key: str

    def reads(self, of: str) -> Reads:
        """Yield the JSON column."""
        yield of, self.column

    def array(self, extract: Extract, of: str) -> pa.Array | None:
        """Return true, false or null."""
        texts = extract.column(of, self.column)
        return (
            None if texts is None else by_distinct(texts, lambda text: flags(text).get(self.key), pa.bool_())
        )


@dataclass(frozen=True)
class Outcomes:
    """The outcomes that a JSON column says yes to, in words: "no further action; advice"."""

    column: str

    def reads(self, of: str) -> Reads:
        """Yield the JSON column."""
        yield of, self.column

    def array(self, extract: Extract, of: str) -> pa.Array | None:
        """Return the words, null where nothing is said."""
        texts = extract.column(of, self.column)
        return None if texts is None else by_distinct(texts, _outcomes, pa.string())


@dataclass(frozen=True)
class NoneOf:
    """The opposite of a flag: yes for no."""

    value: "str | Value"

    def reads(self, of: str) -> Reads:
        """Yield what the flag reads."""
        yield from reads(self.value, of)

    def array(self, extract: Extract, of: str) -> pa.Array | None:
        """Return yes, no or null, as text."""
        given = array(self.value, extract, of)
        return (
            None
            if given is None
            else by_distinct(given, lambda text: _OPPOSITE.get(text.lower()), pa.string())
        )


@dataclass(frozen=True)
class Always:
    """The same text in every row."""

    text: str

    def reads(self, of: str) -> Reads:
        """Yield nothing: it reads nothing."""
        yield from ()

    def array(self, extract: Extract, of: str) -> pa.Array | None:
        """Return the text, as often as the table has rows."""
        return pa.repeat(pa.scalar(self.text, pa.string()), extract.length(of))


@dataclass(frozen=True, init=False)
class Joined:
    """An id made of others with / between, after a word that keeps the ids of one table from those of another."""

    before: str | None
    values: "tuple[str | Value, ...]"

    def __init__(self, before: str | None, *values: "str | Value") -> None:
        object.__setattr__(self, "before", before)
        object.__setattr__(self, "values", values)

    def reads(self, of: str) -> Reads:
        """Yield what each part reads."""
        for value in self.values:
            yield from reads(value, of)

    def array(self, extract: Extract, of: str) -> pa.Array | None:
        """Return the ids, null where a part is blank."""
        parts = [array(value, extract, of) for value in self.values]
        if any(part is None for part in parts):
            return None
        texts = [clean(as_key(part)) for part in parts]
        head = [pa.scalar(self.before, pa.string())] if self.before else []
        return pc.binary_join_element_wise(*head, *texts, "/")


@dataclass(frozen=True)
class Day:
    """A day written as one, such as 2019-10-07: for ids, which must not change with the type of a column."""

    value: "str | Value"

    def reads(self, of: str) -> Reads:
        """Yield what the day reads."""
        yield from reads(self.value, of)

    def array(self, extract: Extract, of: str) -> pa.Array | None:
        """Return the days as text, null where there is none."""
        given = array(self.value, extract, of)
        return None if given is None else days_of(given).cast(pa.string())


@dataclass(frozen=True)
class Item:
    """The code that a row stands for, where a JSON column lists several."""

    def reads(self, of: str) -> Reads:
        """Yield nothing: the column is named by `each`."""
        yield from ()

    def array(self, extract: Extract, of: str) -> pa.Array | None:
        """Return nothing: `ssd.py` has the codes."""
        return None


def by_distinct(values: pa.Array, read: Any, to: pa.DataType) -> pa.Array:
    """Return what each value is read as, null for a blank. Each distinct text is read once."""
    coded, words = distinct(values)
    return pa.array([None if word is None else read(word) for word in words], to).take(coded.indices)


_OPPOSITE: Mapping[str, str] = {
    **dict.fromkeys(("y", "yes", "true", "t", "1"), "no"),
    **dict.fromkeys(("n", "no", "false", "f", "0"), "yes"),
}
_WORDS = {
    "NFA_FLAG": "no further action", "CP_ENQUIRY_FLAG": "child protection enquiry",
    "CP_CONFERENCE_FLAG": "child protection conference", "CP_TRANSFER_IN_FLAG": "child protection transfer in",
    "OLA_CP_FLAG": "another council's child protection", "CLA_REQUEST_FLAG": "request for care",
    "PROV_OF_SERVICES_FLAG": "provision of services", "PROV_OF_SB_CARE_FLAG": "provision of short-break care",
    "OTHER_OUTCOMES_EXIST_FLAG": "other", "NFA_CONTINUE_SINGLE_FLAG": "no further action, assessment continues",
    "CP_FLAG": "child protection plan",
}  # fmt: skip


def _outcomes(text: str) -> str | None:
    said = [key for key, yes in flags(text).items() if yes]
    return "; ".join(_WORDS.get(key) or _spoken(key) for key in said) or None


def _spoken(key: str) -> str:
    """Return a key in words: PRIVATE_FOSTERING_FLAG is private fostering."""
    return re.sub(r"_flag$", "", key.lower()).replace("_", " ")
