"""Opens a register file for reading, refuses one that cannot be read rightly, and takes the row of a query of one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from scrutable.errors import DataFault, UsageFault
from scrutable.register.schema import SYSTEM_COLUMNS, tables


def refuse_misreading() -> None:
    """Raise DataFault D132 where the DuckDB at hand loses rows of registers that an earlier one has written."""
    if duckdb.__version__.split(".")[0] != "1":
        raise DataFault(
            "D132",
            f"DuckDB {duckdb.__version__} is installed, and version 2 misreads registers that version 1 has written:"
            " rows are lost without an error.",
            "Install the version that scrutable asks for: pip install 'duckdb<2'.",
        )


@contextmanager
def reading(file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a register file for reading. Raises DataFault D131 or D132 where this DuckDB cannot read it rightly."""
    refuse_misreading()
    try:
        con = duckdb.connect(file, read_only=True)
    except duckdb.Error as error:
        raise DataFault(
            "D131",
            f"The register {file} cannot be opened by DuckDB {duckdb.__version__} ({type(error).__name__}).",
            "It may be damaged, or written by a newer version. Install that one, or load the extracts anew.",
        ) from None
    with con:
        yield con


def refuse_if_earlier(con: duckdb.DuckDBPyConnection) -> None:
    """Raise UsageFault U112 where a register file was made before a table or column that we use came to be."""
    held = {
        (schema, table): set(columns)
        for schema, table, columns in con.execute(
            "select schema_name, table_name, list(column_name) from duckdb_columns() group by all"
        ).fetchall()
    }
    kept = {table.name: held.get(("main", table.name), set()) for table in tables().values()}
    lacking = [table.name for table in tables().values() if not set(table.columns) <= kept[table.name]]
    there = [columns for columns in kept.values() if columns]
    lacking += [column for column in SYSTEM_COLUMNS if any(column not in columns for columns in there)]
    if lacking or ("books", "window") not in held:
        raise UsageFault(
            "U112",
            "This store was made by an earlier version of scrutable, which kept less"
            + (f" ({', '.join(lacking)})." if lacking else " (from when the records reach)."),
            "Make a new store with scrutable init and load the same files, oldest first.",
        )


def only(
    con: duckdb.DuckDBPyConnection, sql: str, parameters: list[Any] | dict[str, Any] | None = None
) -> tuple[Any, ...] | None:
    """Return the first row of a query, or None where there is none.

    The result is read to its end: from DuckDB 2 on, one that `fetchone` has left unfinished blocks its connection.
    """
    rows = con.execute(sql, parameters).fetchall()
    return rows[0] if rows else None
