"""The rules on columns: of the data by their names, of the metadata by what it says of each. A rule's first line says
what it asks; it yields each break in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scrutable.report.opendata import META_COLUMNS, PLACE, TIME
from scrutable.report.screener.sheet import Sheet, items, only, twice

UNITS = ("", "£", "£m", "%", "pp", "numberstring")


def required(sheet: Sheet) -> Iterator[str]:
    """The columns of time and place are there."""
    for name in (*TIME, *PLACE):
        if name not in sheet.columns:
            yield f"there is no column {name}"


def meta_columns(sheet: Sheet) -> Iterator[str]:
    """The metadata has the standard's columns."""
    for name in META_COLUMNS:
        if name not in sheet.meta_columns:
            yield f"the metadata has no column {name}"


def cells(sheet: Sheet) -> Iterator[str]:
    """Every row has a cell for each column."""
    for columns, rows, what in (
        (sheet.columns, sheet.rows, "data"), (sheet.meta_columns, sheet.meta_rows, "metadata"),
    ):  # fmt: skip
        for at, row in enumerate(rows):
            if len(row) != len(columns):
                yield f"row {at + 2} of the {what} has {len(row)} cells, not {len(columns)}"


def names(sheet: Sheet) -> Iterator[str]:
    """Column names are snake_case, begin with a letter and have at most 50 characters."""
    for name in sheet.columns:
        if not re.fullmatch(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*", name) or len(name) > 50:
            yield f"the column {name}"


def names_once(sheet: Sheet) -> Iterator[str]:
    """No column is named twice."""
    yield from twice(sheet.columns)


def some_rows(sheet: Sheet) -> Iterator[str]:
    """There is at least one row."""
    if not sheet.rows:
        yield "there is no row"


def empty_columns(sheet: Sheet) -> Iterator[str]:
    """No column is empty from top to bottom."""
    for name, found in sheet.by_column.items():
        if found and not any(found):
            yield f"the column {name}"


def described(sheet: Sheet) -> Iterator[str]:
    """Every filter and indicator of the data is in the metadata."""
    known = {one["col_name"] for one in sheet.meta} | set(sheet.grouping.values()) | {*TIME, *PLACE}
    for name in sheet.columns:
        if name not in known:
            yield f"the column {name}"


def present(sheet: Sheet) -> Iterator[str]:
    """Every column of the metadata is in the data."""
    for one in sheet.meta:
        if one["col_name"] not in sheet.by_column:
            yield f"the column {one['col_name']}"


def kinds(sheet: Sheet) -> Iterator[str]:
    """col_type is Filter or Indicator."""
    for one in sheet.meta:
        if one["col_type"] not in ("Filter", "Indicator"):
            yield f"{one['col_name']} is a {one['col_type']}"


def described_once(sheet: Sheet) -> Iterator[str]:
    """No column is described twice."""
    yield from twice(one["col_name"] for one in sheet.meta)


def labels(sheet: Sheet) -> Iterator[str]:
    """Every label is there, has at most 80 characters and is given once."""
    for one in sheet.meta:
        if not one["label"].strip() or len(one["label"]) > 80 or one["label"] != one["label"].strip():
            yield f"the label of {one['col_name']}"
    yield from twice(one["label"] for one in sheet.meta)


def units(sheet: Sheet) -> Iterator[str]:
    """indicator_unit is one of the standard's, and only of an indicator."""
    for one in sheet.meta:
        if one["indicator_unit"] not in UNITS or (one["col_type"] == "Filter" and one["indicator_unit"]):
            yield f"the unit of {one['col_name']}"


def places(sheet: Sheet) -> Iterator[str]:
    """indicator_dp is a whole number, and only of an indicator."""
    for one in sheet.meta:
        of_filter = one["col_type"] == "Filter"
        if one["indicator_dp"] and (of_filter or not re.fullmatch(r"\d+", one["indicator_dp"])):
            yield f"the decimal places of {one['col_name']}"


def hints(sheet: Sheet) -> Iterator[str]:
    """filter_hint is only of a filter."""
    yield from only(sheet, "filter_hint", "Filter")


def groupings(sheet: Sheet) -> Iterator[str]:
    """indicator_grouping is only of an indicator."""
    yield from only(sheet, "indicator_grouping", "Indicator")


def groups_there(sheet: Sheet) -> Iterator[str]:
    """A filter's grouping column is in the data."""
    for name, group in sheet.grouping.items():
        if group not in sheet.by_column or name not in sheet.named("Filter"):
            yield f"{group}, which groups {name}"


def groups_apart(sheet: Sheet) -> Iterator[str]:
    """A grouping column is not a filter too, and groups one filter."""
    described_too = {one["col_name"] for one in sheet.meta}
    for group in sheet.grouping.values():
        if group in described_too:
            yield f"{group} is a filter too"
    yield from twice(sheet.grouping.values())


def groups_fewer(sheet: Sheet) -> Iterator[str]:
    """A grouping column has no more items than its filter."""
    for name, group in sheet.grouping.items():
        if len(items(sheet, group)) > len(items(sheet, name)):
            yield f"{group} has more items than {name}"
