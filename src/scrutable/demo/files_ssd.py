"""The Standard Safeguarding Dataset of the demo council: the tables its nightly extract would hold on a day.

`tables` gives them as Arrow tables with the types of the specification, to be put into a database; `write` writes the
same as a folder of CSVs or of Parquet files. Written from the specification, so that our reader is tried on what it did
not make itself, and with the faults that such extracts have: a person twice, letters padded to a fixed width, meetings
without a date, and in the CSVs NULL for nothing. The demo store is made from the council's returns, which say the same.
"""

import csv
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Literal

from .council import simulate
from .extract import Holdings
from .files import PLANS
from .recording import Row, Value
from .ssd_layout import layout
from .ssd_rows import Extract
from .ssd_send import Send

# Columns that somebody has made ten letters wide for one of them.
WIDE, WIDTH = ("cppv_cp_visit_seen", "cppv_cp_visit_seen_alone", "cine_referral_nfa"), 10
# Tables that were saved from a query window, which writes this for nothing.
SAVED, NULL = ("ssd_cla_episodes", "ssd_cin_plans"), "NULL"


def rows(holdings: Holdings) -> dict[str, Iterable[Row]]:
    """Return the rows of each table, in the order of the layout. What a row does not name is blank."""
    extract = Extract(holdings)
    parts = (extract, extract.care, Send(holdings))
    found = {}
    for table in layout():
        name = table.removeprefix("ssd_")
        found[table] = next(getattr(part, name) for part in parts if hasattr(part, name))()
    return found


def tables(holdings: Holdings) -> dict[str, Any]:
    """Return each table as an Arrow table: text, whole numbers, numbers, and dates with a time."""
    import pyarrow as pa

    types = {"d": pa.timestamp("us"), "i": pa.int64(), "n": pa.float64()}
    found = {}
    for table, held in rows(holdings).items():
        marks, listed = layout()[table], list(held)
        if unknown := {name for row in listed for name in row} - set(marks):
            raise ValueError(f"{table} has no column {sorted(unknown)}")
        found[table] = pa.table(
            {
                column: pa.array(
                    [_cell(row.get(column), column) for row in listed], types.get(mark, pa.string())
                )
                for column, mark in marks.items()
            }
        )
    return found


def _cell(value: Value, column: str) -> Value:
    """Return a value as the database holds it: every date has a time, and a letter of a wide column has blanks."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time())
    return str(value or "").ljust(WIDTH) if column in WIDE else value


def write(holdings: Holdings, folder: Path, form: Literal["csv", "parquet"] = "csv") -> list[Path]:
    """Write a file for each table into a folder, which is made where there is none, and return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_write(table, held, folder, form) for table, held in tables(holdings).items()]


def write_latest(into: Path, say: Callable[[str], None]) -> Path:
    """Write the extract of the demo's last day as CSVs into a folder named by the day; return the folder."""
    day = PLANS[-1].day
    say(f"Writing the Standard Safeguarding Dataset of {day.isoformat()}")
    write(Holdings(simulate(), day), into / day.isoformat())
    return into / day.isoformat()


def _write(table: str, held: Any, folder: Path, form: str) -> Path:
    path = folder / f"{table}.{form}"
    if form == "parquet":
        import pyarrow.parquet as pq

        pq.write_table(held, path)
        return path
    nothing = NULL if table in SAVED else ""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(held.column_names)
        columns = [[_text(value, nothing) for value in column.to_pylist()] for column in held.columns]
        writer.writerows(zip(*columns, strict=True))
    return path


def _text(value: Any, nothing: str) -> str:
    if value is None:
        return nothing
    return value.isoformat(" ", "milliseconds") if isinstance(value, datetime) else str(value)
