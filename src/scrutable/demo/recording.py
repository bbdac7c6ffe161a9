"""What was known when: every row of the demo council's case system, with the day each part of it was written.

A real case system tells you late, corrects itself and now and then takes a row back. So a record is a list of
writings: the first makes the row, a later one changes some of its columns, and a removal takes it away. What an
extract holds is what had been written by its day. Read `council.py` next.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

Value = str | int | float | bool | date | datetime | None
Row = dict[str, Value]


@dataclass
class Record:
    """One row of one table. `recorded` is the day it was first written up, which the row itself may tell."""

    values: Row
    recorded: date
    later: list[tuple[date, Row]] = field(default_factory=list)
    removed: date | None = None
    number: int = 0  # in its table: the ids of the case system are made of it

    def write(self, on: date, **values: Value) -> None:
        """Write some columns on a later day. A writing before the row exists counts from the row's first day."""
        self.later.append((max(on, self.recorded), values))

    def known(self, on: date) -> Row | None:
        """Return the row as the system held it at the end of a day, or None where it did not."""
        if self.recorded > on or (self.removed is not None and self.removed <= on):
            return None
        row = self.values | {"recorded": self.recorded, "number": self.number}
        if self.later:
            for _, values in sorted(
                (entry for entry in self.later if entry[0] <= on), key=lambda entry: entry[0]
            ):
                row.update(values)
        return row


class Casebook:
    """All records of the council, by table, in the order in which the simulation made them."""

    def __init__(self) -> None:
        self._tables: dict[str, list[Record]] = {}

    def add(self, table: str, recorded: date, **values: Value) -> Record:
        """Add a row, first written up on a day, and return it so that it can be written to later."""
        records = self._tables.setdefault(table, [])
        record = Record(values, recorded, number=len(records) + 1)
        records.append(record)
        return record

    def records(self, table: str) -> Sequence[Record]:
        """Return every record of a table, removed ones too."""
        return self._tables.get(table, [])

    def enter_first(self, column: str, tables: Sequence[str]) -> None:
        """Have some tables know of a child from the day on which anything at all was written about it."""
        first: dict[Value, date] = {}
        for records in self._tables.values():
            for record in records:
                if (key := record.values.get(column)) is not None:
                    first[key] = min(record.recorded, first.get(key, date.max))
        for table in tables:
            for record in self.records(table):
                record.recorded = first[record.values[column]]

    def known(self, table: str, on: date) -> Iterator[Row]:
        """Yield the rows of a table as the system held them at the end of a day."""
        for record in self.records(table):
            row = record.known(on)
            if row is not None:
                yield row
