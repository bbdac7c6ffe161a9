"""Writes the register as known on one moment into a lake: a folder of Parquet files that any engine reads.

    DIR/calendar.parquet             the working days of England
    DIR/999/export.json              whose export it is, known on which moment, which tables it holds
    DIR/999/referral.parquet         a file for each table that had been loaded, and for what is made of the tables

A council's folder is written beside and then moved, so that who reads the lake finds the old export or the new one.
Other councils' folders are not touched. `lake.py` reads it.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from filelock import FileLock

from scrutable.engine.calendar import calendar
from scrutable.engine.duckdb import Engine
from scrutable.errors import Refused, UsageFault
from scrutable.register import schema
from scrutable.register.whole import write_whole

if TYPE_CHECKING:
    from scrutable.engine.views import Spoken
    from scrutable.register.settings import Settings

# Of export.json: a later layout of the folder gets the next number. 2: with held_from, which a definition reads.
FORMAT = 2
ROWS_AT_ONCE = 100_000


@dataclass(frozen=True)
class Council:
    """Whose records are exported, and of which tables any had been loaded."""

    authority: str
    name: str
    held: frozenset[str]


def councils(spoken: Iterable[Spoken], settings: Settings) -> list[Council]:
    """Return the councils that a store holds, each with its tables. Only the store's own council has a name."""
    held: dict[str, set[str]] = {}
    for one in spoken:
        held.setdefault(one.authority, set()).add(one.table)
    return [
        Council(number, settings.name if number == settings.number else "", frozenset(tables))
        for number, tables in sorted(held.items())
    ]


def export(
    engine: Engine,
    councils: Sequence[Council],
    known_on: datetime,
    into: Path,
    say: Callable[[str], None] = lambda _: None,
) -> list[Path]:
    """Write each council's part of what an engine holds into a lake; return their folders.

    A folder that is there already is replaced whole. Raises UsageFault U109 where nothing had been loaded, Refused R121
    for an authority that cannot name a folder.
    """
    if not councils:
        raise UsageFault(
            "U109", "Nothing had been loaded into this store by then.", "Give a later --known-on."
        )
    into.mkdir(parents=True, exist_ok=True)
    written = []
    with FileLock(into / ".lock"):
        _write_calendar(into)
        for council in councils:
            if not re.fullmatch(r"[A-Za-z0-9]{1,20}", council.authority):
                raise Refused(
                    "R121",
                    f'"{council.authority}" cannot be the name of a folder in the lake.',
                    "Give the council's three digits as number in scrutable.toml.",
                )
            written.append(_export_one(engine, council, known_on, into, say))
    return written


def _export_one(
    engine: Engine, council: Council, known_on: datetime, into: Path, say: Callable[[str], None]
) -> Path:
    part = into / f".{council.authority}.part"
    shutil.rmtree(part, ignore_errors=True)  # of an export that was stopped
    part.mkdir()
    rows: dict[str, int] = {}
    for table in schema.relations().values():
        if (table.name in council.held or table.made) and table.name in _relations(engine.con):
            say(f"Writing {table.name} of {council.authority}")
            rows[table.name] = _write_table(engine.con, table, council.authority, part)
    about = {
        "format": FORMAT,
        "authority": council.authority,
        "name": council.name,
        "known_on": known_on.isoformat(),
        "tables": rows,
        "scrutable": version("scrutable"),
    }
    write_whole(part / "export.json", json.dumps(about, indent=2, ensure_ascii=False) + "\n")
    return _move(part, into / council.authority)


def _relations(con: duckdb.DuckDBPyConnection) -> Collection[str]:
    names = con.execute(
        "select table_name from duckdb_tables() where database_name = 'memory'"
        " union all select view_name from duckdb_views() where database_name = 'memory'"
    ).fetchall()
    return {name for (name,) in names}


def _write_table(con: duckdb.DuckDBPyConnection, table: schema.Table, authority: str, into: Path) -> int:
    """Write the rows of one council, in the order of the table's key; return how many there are.

    It goes by Arrow because the connection is locked: what reads the register cannot write a file.
    """
    held = [row[0] for row in con.execute(f"describe {table.name}").fetchall()]
    columns = ", ".join(name for name in [*table.columns, *schema.SYSTEM_COLUMNS] if name in held)
    order = ", ".join(f"{name} nulls last" for name in dict.fromkeys([*table.key, *columns.split(", ")]))
    found = con.execute(
        f"select {columns} from {table.name} where authority = ? order by {order}", [authority]
    ).to_arrow_reader(ROWS_AT_ONCE)
    rows = 0
    with pq.ParquetWriter(into / f"{table.name}.parquet", found.schema, compression="zstd") as file:
        for batch in found:
            file.write_batch(batch)
            rows += batch.num_rows
    return rows


def _move(part: Path, to: Path) -> Path:
    """Put a finished folder in the place of an old one, which goes aside: Windows moves no folder onto another."""
    aside = to.with_name(f".{to.name}.old")
    if to.exists():
        shutil.rmtree(aside, ignore_errors=True)
        to.rename(aside)
    part.rename(to)
    shutil.rmtree(aside, ignore_errors=True)
    return to


def _write_calendar(into: Path) -> None:
    days, working, numbers = calendar()
    table = pa.table(
        {"day": days, "is_working_day": working, "working_day_number": pa.array(numbers, pa.int32())}
    )
    part = into / ".calendar.parquet.part"
    pq.write_table(table, part, compression="zstd")
    part.replace(into / "calendar.parquet")
