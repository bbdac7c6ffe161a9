"""The one row of a query that has one."""

from typing import Any

import duckdb


def only(
    con: duckdb.DuckDBPyConnection, sql: str, parameters: list[Any] | None = None
) -> tuple[Any, ...] | None:
    """Return the first row of a query, or None where there is none.

    The result is read to its end: from DuckDB 2 on, one that `fetchone` has left unfinished blocks its connection.
    """
    rows = con.execute(sql, parameters).fetchall()
    return rows[0] if rows else None
