"""Brings the columns of an extract, which differ in type between case systems, to what the register's typing takes.

An identifier is text here whatever it is there; a day or a flag that has a type of its own keeps it, since making text
of it and reading that again would take most of the time of a load.
"""

from datetime import datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from scrutable.sources.dates import FIRST_YEAR, LAST_YEAR, read_date
from scrutable.sources.text import NO, YES, clean

# What the specification puts where a case system has nothing yet.
PLACEHOLDER = "PLACEHOLDER_DATA"
_WHOLE = r"^(\d+)\.0+$"
_LONDON = "Europe/London"


def one_piece(column: Any) -> pa.Array:
    """Return a column as one array, without the wrappings that a database or a file may put around its type."""
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
        if isinstance(column, pa.ChunkedArray):  # of no chunk at all
            column = pa.array([], column.type)
    if isinstance(column, pa.ExtensionArray):
        column = column.storage
    return column


def as_text(column: pa.Array) -> pa.Array:
    """Return a column as text: a whole number without a decimal point, a day in ISO form; placeholders are null."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    kind = column.type
    if pa.types.is_string(kind):
        text = column
    elif pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        text = _of_numbers(column)
    elif pa.types.is_binary(kind) or pa.types.is_fixed_size_binary(kind) or pa.types.is_large_binary(kind):
        text = pa.array([None if one is None else one.hex() for one in column.to_pylist()], pa.string())
    elif pa.types.is_nested(kind):
        text = pa.nulls(len(column), pa.string())
    else:
        text = column.cast(pa.string())
    held = pc.equal(text, PLACEHOLDER)
    return pc.if_else(held, pa.scalar(None, pa.string()), text) if pc.any(held).as_py() else text


def as_key(column: pa.Array) -> pa.Array:
    """Return identifiers as text to compare: 1234 in one table, "1234" in another and "1234.0" in a third are one."""
    return clean(_without_point(as_text(column)))


def fitted(column: pa.Array, wanted: str) -> pa.Array:
    """Return a column as the register's typing takes one of type `wanted`: of the type itself, or as text."""
    kind = column.type
    if wanted == "id":
        return _without_point(as_text(column))
    if wanted == "flag":
        return _flags(column)
    if wanted in ("date", "moment") and (pa.types.is_timestamp(kind) or pa.types.is_date(kind)):
        moments = _moments(column)
        if _are_sensible(moments):
            return moments.cast(pa.date32(), safe=False) if wanted == "date" else moments
    return as_text(column)


def _without_point(text: pa.Array) -> pa.Array:
    """Return identifiers without the .0 that a null among whole numbers left behind in a CSV."""
    if pc.any(pc.ends_with(text, ".0")).as_py():
        return pc.replace_substring_regex(text, _WHOLE, r"\1")
    return text


def _flags(column: pa.Array) -> pa.Array:
    """Return flags as such where each can be read, else as text, for typing to report. There are few different ones."""
    if pa.types.is_boolean(column.type):
        return column
    coded, words = distinct(column)
    if all(word is None or word.lower() in (*YES, *NO) for word in words):
        read = [None if word is None else word.lower() in YES for word in words]
        return pa.array(read, pa.bool_()).take(coded.indices)
    return as_text(column)


def distinct(column: pa.Array) -> tuple[Any, list[str | None]]:
    """Return a column as places in a list of its distinct texts, and that list: cleaned, with null for a blank."""
    coded = column
    if not pa.types.is_dictionary(column.type) or not pa.types.is_string(column.type.value_type):
        coded = as_text(column).dictionary_encode()
    return coded, clean(as_text(coded.dictionary)).to_pylist()


def days_of(column: pa.Array) -> pa.Array:
    """Return the days of a column of dates, moments or text; null where a value is none."""
    if pa.types.is_timestamp(column.type) or pa.types.is_date(column.type):
        return _moments(column).cast(pa.date32(), safe=False)
    coded, words = distinct(column)
    return pa.array([read_date(word) for word in words], pa.date32()).take(coded.indices)


def _of_numbers(column: pa.Array) -> pa.Array:
    """Return numbers as text. A column of whole ones that a null made floating is written as whole again."""
    if pa.types.is_decimal(column.type):
        text = column.cast(pa.string())
        return pc.replace_substring_regex(text, _WHOLE, r"\1")
    numbers = column.drop_null()
    whole = pc.and_(
        pc.equal(numbers, pc.floor(numbers)), pc.less(pc.abs(numbers), 2.0**53)
    )  # infinity is too large
    return column.cast(pa.int64() if pc.all(whole, min_count=0).as_py() else column.type).cast(pa.string())


def _moments(column: pa.Array) -> pa.Array:
    """Return days and moments as local moments without a zone. A moment with a zone is brought to UK time."""
    if pa.types.is_date(column.type):
        return column.cast(pa.date32()).cast(pa.timestamp("us"))
    if column.type.tz:
        column = pc.local_timestamp(column.cast(pa.timestamp("us", _LONDON)))
    return column.cast(pa.timestamp("us"), safe=False)


def _are_sensible(moments: pa.Array) -> bool:
    """Return whether every moment lies in years that are read; else typing reports the value, as of a file of text."""
    ends = pc.min_max(moments.cast(pa.int64()))  # as numbers: Python has no moment after the year 9999
    first, last = (
        pa.scalar(datetime(year, 1, 1), moments.type).value for year in (FIRST_YEAR, LAST_YEAR + 1)
    )
    return ends["min"].as_py() is None or (ends["min"].as_py() >= first and ends["max"].as_py() < last)
