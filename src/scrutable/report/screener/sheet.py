"""A data file and its metadata as read, and the small questions that the rules ask of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

FEW = 3  # so many breaks of one kind are named


@dataclass(frozen=True)
class Sheet:
    """A data file and its metadata, as read: their column names and their rows as text."""

    columns: list[str]
    rows: list[list[str]]
    meta_columns: list[str]
    meta_rows: list[list[str]]

    @cached_property
    def by_column(self) -> dict[str, list[str]]:
        """Return the cells of each column."""
        return {name: [row[at] for row in self.rows] for at, name in enumerate(self.columns)}

    @cached_property
    def meta(self) -> list[dict[str, str]]:
        """Return the lines of the metadata."""
        return [dict(zip(self.meta_columns, row, strict=True)) for row in self.meta_rows]

    def named(self, kind: str) -> list[str]:
        """Return the columns of the data that the metadata calls Filter or Indicator."""
        return [
            one["col_name"]
            for one in self.meta
            if one["col_type"] == kind and one["col_name"] in self.by_column
        ]

    @cached_property
    def grouping(self) -> dict[str, str]:
        """Return the grouping column of each filter that has one."""
        return {one["col_name"]: group for one in self.meta if (group := one["filter_grouping_column"])}

    @cached_property
    def filters(self) -> list[str]:
        """Return the filters and their grouping columns."""
        return [*self.named("Filter"), *(one for one in self.grouping.values() if one in self.by_column)]


def is_number(said: str) -> bool:
    """Whether text is a plain number."""
    return re.fullmatch(r"-?\d+(?:\.\d+)?", said) is not None


def items(sheet: Sheet, column: str) -> list[str]:
    """Return what a column holds, each once, in order."""
    return sorted(set(sheet.by_column.get(column, ())))


def twice(found: Iterable[str]) -> Iterator[str]:
    """Yield what is there more than once."""
    yield from few(f"{name}, {count} times" for name, count in Counter(found).items() if count > 1)


def few(found: Iterable[str]) -> Iterator[str]:
    """Yield the first few, and say that there are more."""
    for at, said in enumerate(found):
        if at == FEW:
            yield "and more"
            return
        yield said


def only(sheet: Sheet, column: str, kind: str) -> Iterator[str]:
    """Yield each line of the metadata that fills a column though it is of another kind."""
    for one in sheet.meta:
        if one[column] and one["col_type"] != kind:
            yield f"{column} of {one['col_name']}"
