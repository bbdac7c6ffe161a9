"""What the systems hold at the end of one day, sorted for writing: the files of an extract are made of this alone."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time

from .recording import Casebook, Row, Value

RUN_AT = time(18, 0)  # extracts run after the offices close, so that they hold the whole day


class Holdings:
    """The rows of every table as known at the end of a day."""

    def __init__(self, book: Casebook, day: date) -> None:
        self.day = day
        self.extracted_at = datetime.combine(day, RUN_AT)
        self.book = book
        self._rows: dict[str, list[Row]] = {}
        self.children: dict[str, Row] = {str(row["child_id"]): row for row in self.rows("child")}

    def rows(self, table: str) -> list[Row]:
        """Return the rows of a table, in the order in which the system numbered them."""
        if table not in self._rows:
            self._rows[table] = list(self.book.known(table, self.day))
        return self._rows[table]

    def by(self, table: str, *columns: str) -> dict[tuple[Value, ...], list[Row]]:
        """Return the rows of a table gathered by the values of some columns."""
        found: dict[tuple[Value, ...], list[Row]] = defaultdict(list)
        for row in self.rows(table):
            found[tuple(row[column] for column in columns)].append(row)
        return found

    def child(self, row: Row) -> Row:
        """Return what is held of the child of a row."""
        return self.children[str(row["child_id"])]

    def disabilities(self) -> dict[str, list[str]]:
        """Return the disability codes of each child that has any."""
        found: dict[str, list[str]] = defaultdict(list)
        for row in self.rows("child_disability"):
            found[str(row["child_id"])].append(str(row["code"]))
        return found


def day_of(row: Row, column: str) -> date | None:
    """Return a date of a row, or None where it is empty."""
    value = row[column]
    return value if isinstance(value, date) else None


def touches(row: Row, started: str, ended: str, first: date, last: date) -> bool:
    """Return whether what a row describes was going on between two days; without an end it still is."""
    start, end = day_of(row, started), day_of(row, ended)
    return start is not None and start <= last and (end is None or end >= first)


def latest(rows: Sequence[Row], column: str) -> date | None:
    """Return the latest date of a column."""
    return max((day for row in rows if (day := day_of(row, column))), default=None)
