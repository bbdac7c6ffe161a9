"""Applies a load to the history: what is new is added, what changed or went is closed, nothing is ever deleted.

Each register table is a table of the store's DuckDB file, holding every row that was ever known, with the moments
from which and to which the register said so (`known_from`, `known_to`; an open row has no `known_to`). A row that
follows a changed one and has the same dates keeps its `held_from`: what happened has been on record since then.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import duckdb

from scrutable.register.rows import only
from scrutable.register.schema import SYSTEM_COLUMNS, Column, Table, tables
from scrutable.sources.delivery import Gone, Scope

BOOKS = """
create schema books;
create table books.load (
    load integer primary key, authority varchar not null, extracted_at timestamp not null,
    loaded_at timestamp not null);
create table books.file (
    load integer not null, source varchar not null, file varchar not null, sha256 varchar not null);
create table books.counts (
    load integer not null, source varchar not null, table_name varchar not null, rows_read bigint not null,
    new bigint not null, changed bigint not null, closed bigint not null, unusable bigint not null);
create table books.window (
    load integer not null, source varchar not null, table_name varchar not null, first_day date not null,
    last_day date not null);
create table books.finding (
    load integer not null, authority varchar not null, source varchar not null, code varchar not null,
    level varchar not null, file varchar not null, place varchar not null, row_number bigint,
    column_name varchar not null, value varchar not null, table_name varchar not null, rows bigint not null,
    says varchar not null, do_this varchar not null);
"""


# Which file brought rows of which table: so that a case can be looked up where it came from. Registers that were made
# before it came to be get it with their next load.
BROUGHT = """
create table if not exists books.brought (
    load integer not null, source varchar not null, table_name varchar not null, file varchar not null);
"""


@dataclass(frozen=True)
class Counts:
    """What a load did to one table: rows read, new, changed, closed and unusable."""

    source: str
    table: str
    read: int
    new: int
    changed: int
    closed: int
    unusable: int


def create(con: duckdb.DuckDBPyConnection) -> None:
    """Make an empty register: the history tables, and the books of loads and findings."""
    con.execute(BOOKS + BROUGHT)
    for table in tables().values():
        columns = {name: _stored(column) for name, column in table.columns.items()} | SYSTEM_COLUMNS
        con.execute(f"create table {table.name} ({', '.join(f'{n} {t}' for n, t in columns.items())})")


def _stored(column: Column) -> str:
    """Return a column's type as the file keeps it. Ids are packed in the way that suits them, without trying all."""
    return f"{column.sql_type} using compression fsst" if column.type == "id" else column.sql_type


@dataclass(frozen=True)
class Stamp:
    """Whose load it is and when it speaks: written on every row it brings."""

    load: int
    authority: str
    source: str
    extracted_at: datetime


def apply(
    con: duckdb.DuckDBPyConnection, table: Table, incoming: str, scopes: Sequence[Scope], stamp: Stamp,
    gone: Sequence[Gone] = (),
) -> Counts:  # fmt: skip
    """Bring one table's history up to a load. `incoming` is a relation of typed rows, one a key.

    `gone` names rows to be closed, by values as the register holds them: ids with their council's number.

    Returns the counts, with rows read and unusable left at 0 for the caller, who knows them.
    """
    whose = [stamp.authority, stamp.source]
    of_source = f"from {table.name} where authority = ? and source = ? and known_to is null"
    windows = _windows(table, scopes, con, incoming, stamp)
    if not only(con, f"select 1 {of_source} limit 1", whose):
        new = _insert(con, table, f"(select *, null as held_from from {incoming})", stamp)
        _keep_windows(
            con, table, windows, stamp, incoming, []
        )  # nothing was there, so what has come is all there is
        return Counts(stamp.source, table.name, 0, new, 0, 0, 0)
    same_dates = _same([column.name for column in table.columns.values() if column.is_dated])
    con.execute(
        f"create or replace temp table verdict as with current_rows as (select rowid as old, * {of_source})"
        f" select * from (select c.old, i.nth, case"
        f"   when c.old is null then 'new'"
        f"   when i.nth is not null and not ({_same([*table.columns, 'recorded'])}) then 'changed'"
        f"   when i.nth is null and ({_spoken_for(table, scopes, windows)} or {_gone(con, gone)})"
        "    then 'closed' end as what,"
        f" case when {same_dates} then c.held_from end as held_from"
        f" from current_rows c full join {incoming} i using ({', '.join(table.key)}))"
        " where what is not null",
        whose,
    )
    found = dict(con.execute("select what, count(*) from verdict group by 1").fetchall())
    new, changed, closed = (found.get(what, 0) for what in ("new", "changed", "closed"))
    if changed or closed:
        con.execute(
            f"update {table.name} set known_to = ? where rowid in"
            " (select old from verdict where what in ('changed', 'closed'))",
            [stamp.extracted_at],
        )
    if new or changed:
        brought = f"(select i.*, v.held_from from {incoming} i join verdict v using (nth))"
        _insert(con, table, brought, stamp)
    _keep_windows(con, table, windows, stamp, f"(select * {of_source})", whose)
    return Counts(stamp.source, table.name, 0, new, changed, closed, 0)


def _same(columns: Sequence[str]) -> str:
    """Return the SQL condition that an incoming row `i` and a current row `c` agree in some columns."""
    now, then = (", ".join(f"{side}.{column}" for column in columns) for side in ("i", "c"))
    return f"row({now}) is not distinct from row({then})" if columns else "true"


def _insert(con: duckdb.DuckDBPyConnection, table: Table, brought: str, stamp: Stamp) -> int:
    """Add rows to the history as known from this load on; return how many there were.

    `brought` is a relation of incoming rows with `held_from`, which is null where the dates are new with this load.
    """
    columns = ", ".join([*table.columns, "recorded"])
    done = only(
        con,
        f"insert into {table.name} ({columns}, authority, source, load, known_from, held_from)"
        f" select {columns}, $authority, $source, $load, $at, coalesce(held_from, $at) from {brought}",
        {
            "authority": stamp.authority,
            "source": stamp.source,
            "load": stamp.load,
            "at": stamp.extracted_at,
        },
    )
    return int(done[0]) if done else 0


@dataclass(frozen=True)
class Window:
    """The days that a delivery speaks for, and the column by whose day a row has left them behind.

    One that does not close says only which days its rows cover.
    """

    whole: bool
    first: date | None
    last: date
    until_end: str
    closes: bool = True


def _windows(
    table: Table, scopes: Sequence[Scope], con: duckdb.DuckDBPyConnection, incoming: str, stamp: Stamp
) -> list[Window]:
    """Return the window of each scope. What a scope leaves open is read from the rows: see Scope."""
    if not table.span:
        return []
    start, end = table.span[0], table.span[-1]
    first_end, first_start = only(con, f"select min({end})::date, min({start})::date from {incoming}") or (
        None,
        None,
    )
    windows = []
    for scope in scopes:
        if scope.latest or scope.today or scope.adds:
            day = stamp.extracted_at.date()
            windows.append(Window(False, None if scope.adds else day, day, end, closes=scope.today))
            continue
        # A list that gives no end of anything is a list of what began in its days: it says nothing of what began
        # before and may still be open.
        until_end = end if scope.first or scope.years or first_end else start
        first = _years_before(stamp, scope.years) if scope.whole else scope.first or first_end or first_start
        if scope.whole or first is not None:
            windows.append(Window(scope.whole, first, scope.last or stamp.extracted_at.date(), until_end))
    return windows


def _years_before(stamp: Stamp, years: int) -> date | None:
    """Return the day so many years before the extraction; None where the extract leaves nothing out."""
    if not years:
        return None
    day = stamp.extracted_at.date()
    if (day.month, day.day) == (2, 29):
        day += timedelta(days=1)
    return day.replace(year=day.year - years)


def _spoken_for(table: Table, scopes: Sequence[Scope], windows: Sequence[Window]) -> str:
    """Return the SQL condition on a current row `c` that one of the scopes speaks for it."""
    if any(scope.whole and not scope.years for scope in scopes):
        return "true"
    closing = [window for window in windows if window.closes]
    if not closing:
        return "false"
    start, end = table.span[0], table.span[-1]
    conditions = []
    for window in closing:
        began, ended = (
            f"cast(coalesce(c.{start}, c.{end}) as date)",
            f"cast(c.{window.until_end} as date)",
        )
        until = ended if window.until_end == start else f"coalesce({ended}, date '9999-12-31')"
        conditions.append(f"({began} <= date '{window.last}' and {until} >= date '{window.first}')")
    return f"({' or '.join(conditions)})"


def _gone(con: duckdb.DuckDBPyConnection, gone: Sequence[Gone]) -> str:
    """Return the SQL condition on a current row `c` that the sender asks for its removal.

    An id under another is known by its first two or three parts (the council's number, the other's id): so each row is
    looked up thrice, however many are to go.
    """
    if not gone:
        return "false"
    con.execute(
        "create or replace temp table to_go as select unnest(?) as column_name, unnest(?) as value",
        [[one.column for one in gone], [one.value for one in gone]],
    )
    conditions = []
    for column in sorted({one.column for one in gone}):
        of_column = f"(select value from to_go where column_name = '{column}')"
        parts = f"string_split(c.{column}, '/')"
        above = [
            f"case when len({parts}) > {n} then array_to_string({parts}[1:{n}], '/') || '/' end"
            for n in (2, 3)
        ]
        held = " or ".join(f"{name} in {of_column}" for name in (f"c.{column}", *above))
        conditions.append(f"coalesce({held}, false)")
    return f"({' or '.join(conditions)})"


def _keep_windows(
    con: duckdb.DuckDBPyConnection, table: Table, windows: Sequence[Window], stamp: Stamp,
    rows: str, parameters: Sequence[str],
) -> None:  # fmt: skip
    """Write down which days the table's records cover now, so that no figure is given for days before them.

    `rows` is a relation of the source's rows that stand now, with its parameters.
    """
    for window in windows:
        first = window.first
        if window.whole or first is None:  # what is only added to begins where its rows do
            begins = _beginning(con, table, rows, parameters)
            first = max(begins, first) if begins and first else begins
        if first is not None and first <= window.last:
            con.execute(
                "insert into books.window values (?, ?, ?, ?, ?)",
                [stamp.load, stamp.source, table.name, first, window.last],
            )


def _beginning(
    con: duckdb.DuckDBPyConnection, table: Table, rows: str, parameters: Sequence[str]
) -> date | None:
    """Return the day on which a whole extract really begins: the first of the first month that is not nearly empty.

    A system that began in 2018 holds a few cases from before, which were open then or are misdated. A month counts
    as nearly empty that has less than a tenth of what the middle one of the months with any has.
    """
    found = only(
        con,
        "with daily as (select day, count(*) as n from"  # by day first: there are few, and cutting a date takes time
        f" (select cast({table.span[0]} as date) as day from {rows}) where day is not null group by 1),"
        " monthly as (select date_trunc('month', day)::date as month, sum(n) as n from daily group by 1)"
        " select min(month) from monthly where n >= (select 0.1 * median(n) from monthly)",
        list(parameters),
    )
    return found[0] if found else None
