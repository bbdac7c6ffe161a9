"""Writes a case list out whole, so that it runs in a plain DuckDB shell on a lake, without this program.

Our functions become macros, the tables that the definition reads become views over the lake's Parquet files, and the
period asked for becomes the relation `period`. An analyst can then follow a figure to the row with nothing hidden.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from scrutable.engine.period import Period
from scrutable.indicators.definition import Definition
from scrutable.indicators.dialect import code_only
from scrutable.register import schema

_MACRO = re.compile(r"create macro (\w+)\(")
_WORD = re.compile(r"[a-z_]\w*", re.IGNORECASE)


def statement(definition: Definition, periods: Sequence[Period], lake: Path) -> str:
    """Return the statements that give a definition's case list for some periods from the exports in a lake."""
    functions = _functions(_words(definition.select))
    words = _words(definition.select).union(*(_words(macro) for macro in functions))
    tables = [table for table in schema.relations().values() if table.name in words]
    parts = [
        _opening(definition, lake),
        *([_view("calendar", "calendar.parquet", lake)] if "calendar" in words else []),
        *(f"{macro};" for macro in functions),  # after the calendar, which some of them read
        *(_table(table, lake) for table in tables),
        _periods(periods),
        f"select * from (\n{definition.select.strip()}\n)\norder by period_end, case_id, child_id nulls last;",
    ]
    return "\n\n".join(parts) + "\n"


def _opening(definition: Definition, lake: Path) -> str:
    return (
        f"-- {' '.join(definition.title.split())}: every case, as {definition.id} {definition.hash[:12]} lists it.\n"
        f"-- Runs in DuckDB on the exports in {_shown(lake)} (scrutable export --to {_shown(lake)})."
    )


@cache
def _macros() -> dict[str, str]:
    """Return the text of each of our functions by name, without the comments around it."""
    text = files(__package__).joinpath("functions.duckdb.sql").read_text(encoding="utf-8")
    code = re.sub(r"--[^\n]*\n", "", text)
    found = [macro.strip() for macro in code.split(";") if macro.strip()]
    named = {name[1]: macro for macro in found if (name := _MACRO.match(macro))}
    return {
        name: macro.replace("create macro", "create or replace macro", 1) for name, macro in named.items()
    }


def _functions(words: set[str]) -> list[str]:
    """Return the functions that are used, and those that they use, each after what it needs."""
    macros = _macros()
    needed = {name for name in macros if name in words}
    while more := {name for one in needed for name in macros if name in _words(macros[one])} - needed:
        needed |= more
    return [macro for name, macro in macros.items() if name in needed]


def _table(table: schema.Table, lake: Path) -> str:
    """Return the view of a register table: over the lake's files, or empty where no council holds it."""
    if not lake.exists() or any(
        not file.parent.name.startswith(".") for file in lake.glob(f"*/{table.name}.parquet")
    ):
        return _view(table.name, f"*/{table.name}.parquet", lake)
    columns = {name: column.sql_type for name, column in table.columns.items()}
    columns |= {} if table.made else schema.SYSTEM_COLUMNS
    columns.setdefault("authority", "varchar")
    empty = ", ".join(f"cast(null as {kind}) as {name}" for name, kind in columns.items())
    view = f"create or replace view {table.name} as select {empty} where false;"
    return f"-- No council holds any {table.name}.\n{view}"


def _view(name: str, pattern: str, lake: Path) -> str:
    place = f"{_shown(lake)}/{pattern}".replace("'", "''")
    return (
        f"create or replace view {name} as\n    select * from read_parquet('{place}', union_by_name = true);"
    )


def _periods(periods: Sequence[Period]) -> str:
    values = ",\n    ".join(f"(date '{one.start}', date '{one.end}')" for one in periods)
    return (
        "-- The period: other days may be written here, and several periods. One that was still running when the\n"
        "-- records were exported ends on that day.\n"
        f"create or replace view period as select * from (values\n    {values}\n) days (period_start, period_end);"
    )


def _shown(lake: Path) -> str:
    return lake.as_posix()


def _words(sql: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(code_only(sql))}
