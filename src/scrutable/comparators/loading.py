"""Keeps published figures in the store's folder: `comparators/published.duckdb`, one small file for all releases.

Every file that is loaded is a release, and its values are kept as they were: a later release of the same measure and
period speaks instead of an earlier one, which stays. A load works on a copy and puts it in place by an atomic rename,
so that a crash leaves the old file or the new. The same contents are never loaded twice.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrutable.comparators.rows import Finding, Reading
from scrutable.errors import Refused, UsageFault
from scrutable.register.whole import flush

if TYPE_CHECKING:
    import duckdb

FOLDER, NAME = "comparators", "published.duckdb"
FINDING = (
    "code", "says", "do", "row", "column", "measure", "part", "area", "period", "unusable", "rows",
)  # fmt: skip
QUIET = "set enable_progress_bar = false"
STORAGE = "v1.2.0"  # the oldest form, which every DuckDB of version 1 that we allow reads
SCHEMA = """
create table release (
    number integer, file varchar, sha256 varchar, source varchar, tbl varchar, version varchar, released date,
    loaded_at timestamp, holds bigint
);
create table value (
    release integer, measure varchar, part varchar, area varchar, period varchar, kind varchar, value varchar,
    symbol varchar, numerator varchar, denominator varchar, row integer
);
create table area (release integer, code varchar, name varchar, level varchar, region varchar);
create table neighbour (
    release integer, version varchar, area varchar, rank integer, neighbour varchar, closeness varchar
);
create table measure (
    release integer, code varchar, title varchar, polarity varchar, year_type varchar, unit varchar, places integer,
    updated date, description varchar
);
create table finding (
    release integer, code varchar, says varchar, do_ varchar, row integer, column_ varchar, measure varchar,
    part varchar, area varchar, period varchar, unusable boolean, rows integer
);
"""


@dataclass(frozen=True)
class Loaded:
    """What became of one file: its release number, None where its contents had been loaded before."""

    file: str
    source: str
    table: str
    release: int | None
    holds: int
    findings: tuple[Finding, ...]


def file_of(store: Path) -> Path:
    """Return where a store keeps its published figures."""
    return store / FOLDER / NAME


def load(
    store: Path,
    paths: Sequence[Path],
    *,
    loaded_at: datetime,
    released: date | None = None,
    version: str = "",
    say: Callable[[str], None] = lambda _: None,
) -> list[Loaded]:
    """Load published files into a store: all of them, or none where one cannot be read.

    `released` is the day DfE released them, where it is known; `version` the year of a neighbour model whose file does
    not say it. Raises DataFault for a file that is none of ours, UsageFault U401 and U402, Refused R401 and R402.
    """
    from scrutable.comparators.reading import read

    if not paths:
        raise UsageFault("U110", "There are no files to load.", "Name files, or a folder with files in it.")
    readings = []
    for number, path in enumerate(paths, 1):
        say(f"[{number}/{len(paths)}] reading {path.name}")
        readings.append(_with_version(read(path), version))
    if released is not None and released > loaded_at.date():
        raise UsageFault(
            "U402", f"{released} has not come yet.", "Give the day on which DfE released the files."
        )
    with _changing(store) as con:
        at = _after_all(con, loaded_at)
        done = [_keep(con, reading, released, at) for reading in readings]
        say("comparing the two publications")
        _note_disagreements(con)
        return done


def _after_all(con: duckdb.DuckDBPyConnection, loaded_at: datetime) -> datetime:
    """Return a moment after every earlier load, whatever the clock says: what was read by then stays what it was."""
    (last,) = con.execute("select max(loaded_at) from release").fetchall()[0]
    return loaded_at if last is None or loaded_at > last else last + timedelta(seconds=1)


def _with_version(reading: Reading, version: str) -> Reading:
    if reading.table == "neighbours":
        reading.version = version or reading.version
        if not reading.version:
            raise UsageFault(
                "U401", f"{reading.file} does not say of which year its neighbour model is.",
                "Say it: scrutable comparators load FILE --neighbours-of 2025",
            )  # fmt: skip
    return reading


def last_loaded(store: Path) -> datetime | None:
    """Return the moment of the last load: with it as `loaded_by` the same figures are read again. None without any."""
    if not file_of(store).exists():
        return None
    with reading(store) as con:
        return con.execute("select max(loaded_at) from release").fetchall()[0][0]  # type: ignore[no-any-return]


@contextmanager
def reading(store: Path, loaded_by: datetime | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the published figures for reading. Raises UsageFault U403 where none have been loaded.

    With `loaded_by` every table is as it was then: the names of areas, the neighbours and the findings too, so that
    what was made from them can be made again.
    """
    import duckdb

    file = file_of(store)
    if not file.exists():
        raise UsageFault(
            "U403", "No published figures have been loaded into this store.",
            "Load them: scrutable comparators load FILE...",
        )  # fmt: skip
    try:
        con = duckdb.connect(file, read_only=True, config={"autoinstall_known_extensions": "false"})
    except duckdb.Error:
        raise Refused(
            "R402", f"{FOLDER}/{NAME} cannot be opened: it is damaged, or another program holds it.",
            "Close that program; or remove the file, and load the published files again.",
        ) from None  # fmt: skip
    try:
        con.execute(QUIET)
        if loaded_by is not None:
            _turn_back(con, loaded_by)
        yield con
    finally:
        con.close()


def _turn_back(con: duckdb.DuckDBPyConnection, loaded_by: datetime) -> None:
    """Hide what was loaded after a moment, behind views of the tables' own names: a query cannot forget to ask."""
    (book,) = con.execute("select current_database()").fetchall()[0]
    known = f"""{book}.main.release where loaded_at <= timestamp '{loaded_by.isoformat(" ")}'"""
    con.execute(f"create temp view release as select * from {known}")
    for table in ("value", "area", "neighbour", "measure", "finding"):
        shown = f"select * from {book}.main.{table} where release in (select number from {known})"
        con.execute(f"create temp view {table} as {shown}")


@contextmanager
def _changing(store: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a copy of the published figures, and put it in their place if all has gone well."""
    import duckdb
    from filelock import FileLock, Timeout

    file = file_of(store)
    file.parent.mkdir(exist_ok=True)
    part = file.with_name(NAME + ".part")
    try:
        with FileLock(file.with_name("lock"), timeout=0):
            part.unlink(missing_ok=True)  # what a load that was killed has left
            try:
                if file.exists():
                    with reading(store):
                        pass  # a file that cannot be read is said so before it is copied
                    shutil.copyfile(file, part)
                with duckdb.connect(part, config={"storage_compatibility_version": STORAGE}) as con:
                    con.execute(QUIET)
                    if not file.exists():
                        con.execute(SCHEMA)
                    yield con
                    con.execute("checkpoint")
                flush(part)
                _put(part, file)
            finally:
                for leftover in file.parent.glob(f"{NAME}.part*"):
                    leftover.unlink(missing_ok=True)
    except Timeout:
        raise Refused(
            "R401", "Published figures are being loaded already.", "Wait until that has ended."
        ) from None


def _put(part: Path, file: Path) -> None:
    try:
        part.replace(file)
    except PermissionError:  # Windows: somebody has it open
        raise Refused(
            "R402", f"{FOLDER}/{NAME} is held open by another program.", "Nothing was changed. Close it, and try again."
        ) from None  # fmt: skip


def _keep(
    con: duckdb.DuckDBPyConnection, reading: Reading, released: date | None, loaded_at: datetime
) -> Loaded:
    """Add one file as a release, unless its contents are there."""
    held = con.execute(
        "select number from release where sha256 = ? and version = ?", [reading.sha256, reading.version]
    ).fetchall()
    if held:
        return Loaded(reading.file, reading.source, reading.table, None, reading.count, ())
    number = con.execute("select coalesce(max(number), 0) + 1 from release").fetchall()[0][0]
    con.execute(
        "insert into release values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            number, reading.file, reading.sha256, reading.source, reading.table, reading.version, released, loaded_at,
            reading.count,
        ],
    )  # fmt: skip
    _insert(con, number, "value", reading.values)
    _insert(con, number, "area", _turned(("code", "name", "level", "region"), reading.areas))
    names = ("version", "area", "rank", "neighbour", "closeness")
    neighbours = _turned(names[1:], reading.neighbours)
    _insert(con, number, "neighbour", {"version": [reading.version] * len(reading.neighbours), **neighbours})
    measures = ("code", "title", "polarity", "year_type", "unit", "places", "updated", "description")
    _insert(con, number, "measure", _turned(measures, reading.measures))
    _insert(con, number, "finding", _turned(FINDING, reading.findings))
    return Loaded(reading.file, reading.source, reading.table, number, reading.count, tuple(reading.findings))


def _note_disagreements(con: duckdb.DuckDBPyConnection) -> None:
    """Write down anew where the two publications of a figure disagree."""
    from scrutable.comparators.agreement import CODE, disagreements

    con.execute("delete from finding where code = ?", [CODE])
    found: dict[int, list[Finding]] = {}
    for release, finding in disagreements(con):
        found.setdefault(release, []).append(finding)
    for release, findings in found.items():
        _insert(con, release, "finding", _turned(FINDING, findings))


def _turned(names: Sequence[str], things: Sequence[Any]) -> dict[str, list[Any]]:
    """Return the fields of things as columns."""
    return {name: [getattr(thing, name) for thing in things] for name in names}


def _insert(con: duckdb.DuckDBPyConnection, release: int, table: str, columns: dict[str, list[Any]]) -> None:
    """Add columns to a table, in the table's own order; values by measure, which makes the file small."""
    import pyarrow as pa

    if not next(iter(columns.values())):
        return
    arrow = pa.table(columns)
    con.register("coming", arrow)
    ordered = " order by measure, part, period, area" if table == "value" else ""
    con.execute(f"insert into {table} select {int(release)}, * from coming{ordered}")
    con.unregister("coming")
