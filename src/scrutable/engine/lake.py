"""A lake: a folder of many councils' exports, opened on DuckDB or on Spark with the same definitions.

`export.py` writes it. Each council's export speaks from the moment it was made for; a figure over the lake can say no
more than what all of them knew, so it ends with the earliest of these moments.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import weakref
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

from scrutable.engine.duckdb import Engine, connect, lock
from scrutable.engine.export import FORMAT
from scrutable.engine.reads import tables_read
from scrutable.errors import DataFault, UsageFault
from scrutable.register import schema

if TYPE_CHECKING:
    from scrutable.engine.spark import SparkEngine
    from scrutable.indicators.definition import Definition

ROWS_AT_ONCE = 2_000_000  # of all the tables that a definition reads
MEMORY = "4GB"  # above this DuckDB puts what it is working on into its temporary folder


@dataclass(frozen=True)
class Export:
    """One council's export: whose it is, known on which moment, and which tables had been loaded."""

    authority: str
    name: str
    known_on: datetime
    tables: frozenset[str]
    folder: Path


@dataclass(frozen=True)
class Lake:
    """The exports of a lake, in the order of the councils' numbers."""

    exports: tuple[Export, ...]

    @property
    def known_on(self) -> datetime:
        """The moment up to which all the councils' records are known."""
        return min(one.known_on for one in self.exports)

    @property
    def held(self) -> frozenset[str]:
        """The tables that every council holds: without its records a council's cases would be missing, not none."""
        return frozenset.intersection(*(one.tables for one in self.exports))

    def files(self, table: str) -> list[Path]:
        """Return the files of one table."""
        return [one.folder / f"{table}.parquet" for one in self.exports if table in one.tables]


def read(folder: Path, councils: Sequence[str] = ()) -> Lake:
    """Return the exports in a folder, of the councils named or of all.

    Raises UsageFault U113 where there are none, U114 for a council that has none, DataFault D121 for an export.json
    that cannot be read.
    """
    found = [_export(file) for file in sorted(folder.glob("*/export.json")) if file.parent.name[:1] != "."]
    if not found:
        raise UsageFault(
            "U113", f"{folder} holds no exports.", f"Write one with: scrutable export --to {folder}"
        )
    for council in councils:
        if council not in {one.authority for one in found}:
            known = ", ".join(one.authority for one in found)
            raise UsageFault("U114", f"{folder} holds no export of {council}.", f"Choose one of: {known}.")
    return Lake(tuple(one for one in found if not councils or one.authority in councils))


def _export(file: Path) -> Export:
    try:
        said: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        if said["format"] != FORMAT:
            raise ValueError(f"it is written in format {said['format']}")
        known_on = datetime.fromisoformat(said["known_on"])
        return Export(said["authority"], said["name"], known_on, frozenset(said["tables"]), file.parent)
    except (OSError, ValueError, KeyError, TypeError) as error:
        says = f"missing {error}" if isinstance(error, KeyError) else f"{error}"
        raise DataFault("D121", f"{file} cannot be read: {says}.", "Export that council anew.") from None


class LakeEngine(Engine):
    """DuckDB over the files of a lake. A fold is asked of some councils at a time, so that memory stays small."""

    lake: Lake

    def batches(self, definition: Definition, also: Iterable[str] = ()) -> Iterator[None]:
        """Yield once for each batch of councils, with the views on their files alone."""
        read = {*self.tables_of(definition), *also} & set(schema.relations())
        groups = _groups(self.lake, read)
        if len(groups) == 1:
            yield
            return
        try:
            for group in groups:
                self._look_at(group, read)
                yield
        finally:
            self._look_at(self.lake, read)

    def _look_at(self, lake: Lake, tables: Iterable[str]) -> None:
        for name in tables:
            table = schema.relations()[name]
            self.con.execute(f"create or replace view {name} as {_select(self.con, table, lake.files(name))}")

    def tables_of(self, definition: Definition) -> set[str]:
        """Return the relations that a definition reads, by its text: DuckDB itself would look into the views."""
        return tables_read(self.con, definition.select)


def open_duckdb(lake: Lake) -> Engine:
    """Return DuckDB over a lake. Only the columns that a definition uses are read; nothing else can be."""
    con = connect()
    for table in schema.relations().values():
        con.execute(f"create view {table.name} as {_select(con, table, lake.files(table.name))}")
    scratch = tempfile.mkdtemp(prefix="scrutable-lake-")
    con.execute(f"set memory_limit = '{MEMORY}'")
    con.execute(f"set temp_directory = {_text(scratch)}")
    # A lake is worth a second thread and a longer look at each plan, as one council's register is not.
    con.execute("reset disabled_optimizers")
    con.execute(f"set threads = {os.cpu_count() or 1}")
    paths = [path for table in schema.relations() for path in lake.files(table)]
    con.execute(f"set allowed_paths = [{', '.join(_text(path.as_posix()) for path in paths)}]")
    lock(con)
    engine = LakeEngine(con, lake.known_on.date(), _begins(con.execute(_BEGINS).fetchall()))
    engine.lake = lake
    engine.many = True
    weakref.finalize(engine, shutil.rmtree, scratch, ignore_errors=True)
    return engine


def open_spark(lake: Lake) -> SparkEngine:
    """Return Spark over a lake. Raises UsageFault U111 where pyspark or Java is missing."""
    from scrutable.engine import spark

    session = spark.new_session()
    for table in schema.relations().values():
        columns = spark.spark_schema(spark.columns_of(table))
        paths = [path.resolve().as_uri() for path in lake.files(table.name)]
        held = session.read.schema(columns).parquet(*paths) if paths else session.createDataFrame([], columns)
        held.createOrReplaceTempView(table.name)
    begins = _begins([tuple(row) for row in session.sql(_BEGINS).collect()])
    engine = spark.SparkEngine(session, lake.known_on.date(), begins)
    engine.many = True
    return engine


_BEGINS = "select table_name, max(begins) from records group by table_name order by table_name nulls last"


def _begins(rows: Sequence[tuple[str, date]]) -> dict[str, date]:
    """Return for each table the day from which on every council's records are complete."""
    return dict(rows)


def _groups(lake: Lake, tables: Collection[str]) -> list[Lake]:
    """Return the lake in parts of about ROWS_AT_ONCE rows, whole councils in each."""
    groups: list[list[Export]] = [[]]
    rows = 0
    for one in lake.exports:
        its = sum(
            pq.read_metadata(one.folder / f"{name}.parquet").num_rows for name in one.tables & set(tables)
        )
        if groups[-1] and rows + its > ROWS_AT_ONCE:
            groups.append([])
            rows = 0
        groups[-1].append(one)
        rows += its
    return [Lake(tuple(group)) for group in groups]


def _select(con: Any, table: schema.Table, paths: Sequence[Path]) -> str:
    """Return the SELECT of a table over its files. What an earlier version did not write is null."""
    columns = {name: column.sql_type for name, column in table.columns.items()} | schema.SYSTEM_COLUMNS
    held: set[str] = set()
    source = ""
    if paths:
        files = ", ".join(_text(path.as_posix()) for path in paths)
        source = f" from read_parquet([{files}], union_by_name = true)"
        held = {row[0] for row in con.execute(f"describe select *{source}").fetchall()}
    items = [
        f"cast({name if name in held else 'null'} as {kind}) as {name}" for name, kind in columns.items()
    ]
    return f"select {', '.join(items)}{source or ' where false'}"


def _text(said: str) -> str:
    return "'" + said.replace("'", "''") + "'"
