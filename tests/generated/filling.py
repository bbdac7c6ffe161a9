"""Puts one drawn register after another into one engine: making its tables costs far more than a small case list."""

from scrutable.engine.duckdb import Engine
from tests.oracle.days import Rows

filled: dict[int, set[str]] = {}  # which tables an engine was last given


def fill(engine: Engine, tables: dict[str, Rows]) -> None:
    """Replace all that the engine's tables hold."""
    for name in filled.pop(id(engine), set()) - set(tables):
        engine.con.execute(f"delete from {name}")
    filled[id(engine)] = set(tables)
    for name, rows in tables.items():
        engine.con.execute(f"delete from {name}")
        if rows:
            columns = ", ".join(rows[0])
            marks = ", ".join("?" * len(rows[0]))
            engine.con.execute(
                f"insert into {name} ({columns}) values {', '.join([f'({marks})'] * len(rows))}",
                [row[column] for row in rows for column in rows[0]],
            )
