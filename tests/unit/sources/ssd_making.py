"""Makes small SSD extracts, as CSV and as Parquet, and says what the register holds after one was loaded."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from scrutable.register.loading import LoadReport
from scrutable.register.store import Register

Tables = Mapping[str, Mapping[str, Sequence[Any]]]
EXTRACTED = datetime(2020, 1, 6, 6)


def day(text: str | None) -> datetime | None:
    """Return a day as a case system's database has it: a moment at midnight."""
    return None if text is None else datetime.fromisoformat(text)


def write(folder: Path, tables: Tables, form: str) -> list[Path]:
    """Write a file a table into a folder, as csv or parquet; return the files in the order of their names."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, columns in tables.items():
        if form == "parquet":
            pq.write_table(pa.table(dict(columns)), folder / f"dbo.{name}.parquet")
        else:
            with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
                writer = csv.writer(file)
                writer.writerow(columns)
                writer.writerows(
                    zip(*([_cell(v) for v in column] for column in columns.values()), strict=True)
                )
    return sorted(folder.iterdir())


def _cell(value: Any) -> str:
    return "" if value is None else str(value)


class Loaded:
    """A store into which extracts were loaded, asked for what it holds now."""

    def __init__(self, store: Path) -> None:
        self.register = Register.init(store, number="999")
        self.report: LoadReport

    def load(self, files: Sequence[Path], at: datetime = EXTRACTED) -> "Loaded":
        [self.report] = self.register.load(files, loaded_at=at, extracted_at=at)
        return self

    def rows(self, table: str, *columns: str) -> list[tuple[Any, ...]]:
        """Return some columns of the rows that stand, in order; ids without the council's number."""
        with self.register.reading() as con:
            found = con.execute(
                f"select {', '.join(columns)} from {table} where known_to is null order by all"
            ).fetchall()
        return [tuple(_short(value) for value in row) for row in found]

    def codes(self) -> dict[str, int]:
        """Return how often each finding was made."""
        found: dict[str, int] = {}
        for finding in self.report.findings:
            found[finding.code] = found.get(finding.code, 0) + 1
        return found

    def said(self, code: str) -> list[str]:
        """Return the words of the findings of a code."""
        return [finding.says for finding in self.report.findings if finding.code == code]


def _short(value: Any) -> Any:
    if isinstance(value, str):
        return value.removeprefix("999/")
    return value.isoformat() if isinstance(value, date) else value
