"""One load from end to end: read the files, sort them into deliveries, and bring a copy of the register up to date.

The copy becomes the register only when everything in it is done (see store.py), so that a load is whole or nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import datetime
from itertools import groupby
from pathlib import Path

import duckdb

from scrutable.errors import Refused
from scrutable.register import history, typing
from scrutable.register.history import Counts, Stamp
from scrutable.register.keeping import nameless
from scrutable.register.rows import only
from scrutable.register.schema import Table, tables
from scrutable.sources.delivery import EXTRACTION_DAY, Delivery, Finding, Gone, Scope, TableRows

Say = Callable[[str], None]
UNNAMED = "000"  # the authority of files that do not say whose they are, in a store that does not either
FEW = 20  # closing fewer rows than this is ordinary even where it is most of a table


@dataclass(frozen=True)
class LoadReport:
    """What one load did. `load` is None where the files had been loaded before and nothing was done."""

    load: int | None
    authority: str
    extracted_at: datetime
    files: tuple[str, ...]
    counts: tuple[Counts, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Batch:
    """The deliveries of one authority that were extracted at one moment: they become one load."""

    authority: str
    extracted_at: datetime
    deliveries: tuple[Delivery, ...]


def batches(
    deliveries: Sequence[Delivery], *, authority: str, extracted_at: datetime | None, modified: datetime
) -> list[Batch]:
    """Sort deliveries into loads, oldest first. A file that does not say when it was extracted was so when saved."""

    def belongs(delivery: Delivery) -> tuple[datetime, str]:
        moment = extracted_at or delivery.extracted_at or modified
        return moment, delivery.authority or authority

    ordered = sorted(deliveries, key=belongs)
    return [Batch(whose, moment, tuple(group)) for (moment, whose), group in groupby(ordered, key=belongs)]


def refuse_if_older(con: duckdb.DuckDBPyConnection, batch: Batch) -> None:
    """Raise Refused R201 or R202 unless the batch takes the authority's history forward."""
    found = only(con, "select max(extracted_at) from books.load where authority = ?", [batch.authority])
    latest = found[0] if found else None
    if latest is None or batch.extracted_at > latest:
        return
    if batch.extracted_at < latest:
        raise Refused(
            "R201",
            f"These files were extracted at {batch.extracted_at:%Y-%m-%d %H:%M}, before the latest load of authority"
            f" {batch.authority} ({latest:%Y-%m-%d %H:%M}). Loading them now would change what was known since.",
            "Load extracts in the order they were made. If the date is wrong, give it with --extracted-at.",
        )
    held = con.execute(
        "select distinct c.source, c.table_name from books.counts c join books.load l using (load)"
        " where l.authority = ? and l.extracted_at = ?",
        [batch.authority, latest],
    ).fetchall()
    again = sorted({(d.source, rows.table) for d in batch.deliveries for rows in d.tables} & set(held))
    if again:
        raise Refused(
            "R202",
            f"A load of {latest:%Y-%m-%d %H:%M} already holds {again[0][1]} from {again[0][0]}.",
            "Give a later moment with --extracted-at, for example the same day with a time.",
        )


def without_known(con: duckdb.DuckDBPyConnection, batch: Batch) -> Batch:
    """Leave out the files that were loaded before, byte for byte: loading a file twice changes nothing.

    A file that a later one has replaced since, and that now comes as newer than when it was loaded, is not left out:
    what the register says is not what it says.
    """
    return replace(batch, deliveries=tuple(d for d in batch.deliveries if not _is_known(con, batch, d)))


def refuse_if_back(con: duckdb.DuckDBPyConnection, batch: Batch) -> None:
    """Raise Refused R205 where a file was loaded before and replaced since: a slip, or a step back that is meant."""
    for delivery in batch.deliveries:
        if (loaded := _last_load(con, batch, delivery)) is not None:
            raise Refused(
                "R205",
                f"{', '.join(delivery.files)} was loaded as of {loaded[1]:%Y-%m-%d %H:%M}, and a later file has"
                " replaced it since.",
                "Leave it out. If the records have gone back to what it says, say when with --extracted-at.",
            )


def _is_known(con: duckdb.DuckDBPyConnection, batch: Batch, delivery: Delivery) -> bool:
    """True where the delivery was loaded, and either nothing has replaced it or it is no newer than it was then."""
    loaded = _last_load(con, batch, delivery)
    if loaded is None or batch.extracted_at <= loaded[1]:
        return loaded is not None
    replaced = only(
        con,
        "select count(*) from books.counts c join books.load l using (load)"
        " where l.authority = ? and c.source = ? and c.load > ? and list_contains(?, c.table_name)",
        [batch.authority, delivery.source, loaded[0], [rows.table for rows in delivery.tables]],
    )
    return replaced == (0,)


def _last_load(
    con: duckdb.DuckDBPyConnection, batch: Batch, delivery: Delivery
) -> tuple[int, datetime] | None:
    """Return the latest load that held the same bytes, and as of when; None where none did."""
    return only(
        con,
        "select l.load, l.extracted_at from books.file f join books.load l using (load)"
        " where l.authority = ? and f.source = ? and f.sha256 = ? order by l.load desc limit 1",
        [batch.authority, delivery.source, delivery.sha256],
    )


def apply(
    con: duckdb.DuckDBPyConnection, batch: Batch, load: int, loaded_at: datetime, say: Say
) -> LoadReport:
    """Bring the register in `con` up to a batch, in one transaction."""
    con.execute("begin")
    con.execute(
        "insert into books.load values (?, ?, ?, ?)", [load, batch.authority, batch.extracted_at, loaded_at]
    )
    con.execute(history.BROUGHT)
    counts: list[Counts] = []
    findings: list[Finding] = []
    for source, group in groupby(sorted(batch.deliveries, key=_order), key=lambda d: d.source):
        deliveries = list(group)
        for delivery in deliveries:
            con.executemany(
                "insert into books.file values (?, ?, ?, ?)",
                [(load, source, file, delivery.sha256) for file in delivery.files],
            )
        stamp = Stamp(load, batch.authority, source, batch.extracted_at)
        source_findings = [nameless(finding) for delivery in deliveries for finding in delivery.findings]
        for table, table_rows in _by_table(deliveries):
            say(f"{source}: {table.name}")
            done, found = _apply_table(con, table, table_rows, stamp)
            con.executemany(
                "insert into books.brought values (?, ?, ?, ?)",
                [(load, source, table.name, file) for file in dict.fromkeys(file for file, _ in table_rows)],
            )
            counts.append(done)
            source_findings += found
        _keep_findings(con, stamp, source_findings)
        findings += source_findings
    if counts:  # files may hold no table of ours
        con.executemany(
            "insert into books.counts values (?, ?, ?, ?, ?, ?, ?, ?)",
            [(load, *astuple(done)) for done in counts],
        )
    con.execute("commit")
    files = tuple(file for delivery in batch.deliveries for file in delivery.files)
    return LoadReport(load, batch.authority, batch.extracted_at, files, tuple(counts), tuple(findings))


def _order(delivery: Delivery) -> tuple[str, str, tuple[str, ...]]:
    """By source; within one, the return of the latest year last, so that its word on a case stands."""
    lasts = [rows.scope.last for rows in delivery.tables if rows.scope and rows.scope.last]
    return delivery.source, str(max(lasts, default="")), tuple(delivery.files)


def _by_table(deliveries: Sequence[Delivery]) -> Iterator[tuple[Table, list[tuple[str, TableRows]]]]:
    """Yield each table that the deliveries hold, with its rows and the name of the file they came from."""
    for table in tables().values():
        found = [
            (_file_of(delivery, rows), rows)
            for delivery in deliveries
            for rows in delivery.tables
            if rows.table == table.name
        ]
        if found:
            yield table, found


def _file_of(delivery: Delivery, rows: TableRows) -> str:
    """Return the file that some rows came from: in a set of files the reader gives it as their place."""
    return rows.place if rows.place in delivery.files else ", ".join(delivery.files)


def _apply_table(
    con: duckdb.DuckDBPyConnection, table: Table, parts: Sequence[tuple[str, TableRows]], stamp: Stamp
) -> tuple[Counts, list[Finding]]:
    """Type the rows of one table from every file that holds it, and apply them to the history."""
    incoming = [
        typing.type_rows(
            con, table, _dated(rows, stamp), authority=stamp.authority, file=file, name=f"part_{number}",
            source=stamp.source,
        )
        for number, (file, rows) in enumerate(parts)
    ]  # fmt: skip
    scopes: list[Scope] = [rows.scope for _, rows in parts if rows.scope is not None]
    together = _together(con, table, [part.name for part in incoming])
    done = history.apply(con, table, together, scopes, stamp, _gone(table, parts, stamp))
    for part in incoming:
        con.unregister(part.name)
    read, unusable = sum(part.read for part in incoming), sum(part.unusable for part in incoming)
    findings = [finding for part in incoming for finding in part.findings]
    whole = [file for file, rows in parts if rows.scope and rows.scope.whole]
    if whole and (shrunk := _shrunk(con, table, done, stamp, whole[0])):
        findings.append(shrunk)
    return replace(done, read=read, unusable=unusable), findings


def _dated(rows: TableRows, stamp: Stamp) -> TableRows:
    """Return the rows with the day of extraction where the reader left its place open."""
    if not rows.of_the_day:
        return rows
    day = stamp.extracted_at.date().isoformat()
    columns = {
        # An Arrow array where the reading process handed it over, a list where it was read here.
        name: [
            text and text.replace(EXTRACTION_DAY, day)
            for text in (texts.to_pylist() if hasattr(texts, "to_pylist") else texts)
        ]
        for name, texts in rows.columns.items()
    }
    return replace(rows, columns=columns)


def _gone(table: Table, parts: Sequence[tuple[str, TableRows]], stamp: Stamp) -> list[Gone]:
    """Return what the sender asks to remove, with the council's number before each id."""
    return [
        Gone(one.column, f"{stamp.authority}/{one.value}")
        if table.columns[one.column].type == "id" else one
        for _, rows in parts for one in rows.gone
    ]  # fmt: skip


def _together(con: duckdb.DuckDBPyConnection, table: Table, parts: Sequence[str]) -> str:
    """Return the relation that holds the rows of all parts. Of several that hold one case, the last speaks."""
    if len(parts) == 1:
        return parts[0]
    columns = ", ".join([*table.columns, "recorded"])
    union = " union all ".join(
        f"select {columns}, nth as nth_in_part, {number} as part from {name}"
        for number, name in enumerate(parts)
    )
    con.execute(
        f"create or replace temp table incoming as select {columns}, row_number() over () as nth from ({union})"
        f" qualify row_number() over (partition by {', '.join(table.key)} order by part desc, nth_in_part desc) = 1"
    )
    return "incoming"


def _shrunk(
    con: duckdb.DuckDBPyConnection, table: Table, done: Counts, stamp: Stamp, file: str
) -> Finding | None:
    """Return a finding where a load closed most of a table: a part of an extract may have been taken for the whole."""
    if done.closed < FEW:  # asked first, since counting takes time
        return None
    left = only(
        con,
        f"select count(*) from {table.name} where authority = ? and source = ? and known_to is null",
        [stamp.authority, stamp.source],
    )
    before = done.closed + (left[0] if left else 0) - done.new
    if 2 * done.closed < before:
        return None
    return Finding(
        "D208", "attention", file,
        f"The load closed {done.closed:,} of the {before:,} rows of {table.name}, which are not in this file.",
        "If the file is only a part of an extract, load the whole with a later --extracted-at: they come back.",
        table=table.name, rows=done.closed,
    )  # fmt: skip


def _keep_findings(con: duckdb.DuckDBPyConnection, stamp: Stamp, findings: Sequence[Finding]) -> None:
    if findings:
        import pyarrow as pa

        rows = [
            {
                "load": stamp.load, "authority": stamp.authority, "source": stamp.source, "code": f.code,
                "level": f.level, "file": f.file, "place": f.place, "row_number": f.row, "column_name": f.column,
                "value": f.value, "table_name": f.table, "rows": f.rows, "says": f.says, "do_this": f.do,
            }
            for f in findings
        ]  # fmt: skip
        con.register("finding_rows", pa.Table.from_pylist(rows))
        con.execute("insert into books.finding by name select * from finding_rows")
        con.unregister("finding_rows")


def saved_at(paths: Sequence[Path]) -> datetime:
    """Return when the newest of some files was last saved, to the second, in local time."""
    return datetime.fromtimestamp(max(path.stat().st_mtime for path in paths)).replace(microsecond=0)
