"""From which day on the records of each table are complete, as known on a moment: the relation `records`.

A figure for days that the records do not cover would flatter: a system without last year's referrals knows of no
repeats. Each load wrote down which days it spoke for (`register/history.py`); here the days of the source that speaks
are put together. Where a year is missing between two returns, the records begin after the gap.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import duckdb

from scrutable.register.rows import only

if TYPE_CHECKING:
    from scrutable.engine.views import Spoken

Begins = dict[tuple[str, str], date]  # (authority, table) -> the first day its records cover


def begins(con: duckdb.DuckDBPyConnection, moment: datetime, speaks: Sequence[Spoken]) -> Begins:
    """Return where the records of each table begin that had been loaded by a moment. `con` reads a register file."""
    found = con.execute(
        "select l.authority, w.table_name, w.source, w.first_day, w.last_day"
        " from books.window w join books.load l using (load) where l.extracted_at <= ?",
        [moment],
    ).fetchall()
    windows: dict[tuple[str, str, str], list[tuple[date, date]]] = {}
    for authority, table, source, first, last in found:
        windows.setdefault((authority, table, source), []).append((first, last))
    return {
        (one.authority, one.table): unbroken_since(windows[key])
        for one in speaks
        if (key := (one.authority, one.table, one.source)) in windows
    }


def ends(con: duckdb.DuckDBPyConnection, moment: datetime, speaks: Sequence[Spoken]) -> Begins:
    """Return where the records of a table end that the source which speaks had closed before it was extracted.

    A census of 30 September that is sent in December says nothing of October. A table without an end is not named:
    an extract speaks up to its own day, and that the next one is late is said by `figures/freshness.py`.
    """
    found = con.execute(
        "select l.authority, w.table_name, w.source, max(w.last_day),"
        " max(w.last_day) filter (w.last_day = cast(l.extracted_at as date))"
        " from books.window w join books.load l using (load) where l.extracted_at <= ? group by all",
        [moment],
    ).fetchall()
    closed = {(whose, table, source): day for whose, table, source, day, own in found if own != day}
    return {
        (one.authority, one.table): closed[key]
        for one in speaks
        if (key := (one.authority, one.table, one.source)) in closed
    }


def unbroken_since(windows: Iterable[tuple[date, date]]) -> date:
    """Return the first day from which on some windows cover every day up to the last of them.

    >>> unbroken_since([(date(2017, 4, 1), date(2018, 3, 31)), (date(2018, 4, 1), date(2019, 3, 31))])
    datetime.date(2017, 4, 1)
    >>> unbroken_since([(date(2016, 4, 1), date(2017, 3, 31)), (date(2018, 4, 1), date(2019, 3, 31))])
    datetime.date(2018, 4, 1)
    """
    ordered = sorted(windows)
    since, until = ordered[0]
    for first, last in ordered[1:]:
        if first > until + timedelta(days=1):
            since = first
        until = max(until, last)
    return since


def make(con: duckdb.DuckDBPyConnection, found: Begins, rules: Iterable[tuple[str, str, int]]) -> None:
    """Make the relations `records` and `local_rule` in an engine's connection."""
    con.execute("create table records (authority varchar, table_name varchar, begins date)")
    con.execute("create table local_rule (authority varchar, rule varchar, amount bigint)")
    rows = [[authority, table, first] for (authority, table), first in sorted(found.items())]
    if rows:
        con.executemany("insert into records values (?, ?, ?)", rows)
    kept = [list(rule) for rule in rules]
    if kept:
        con.executemany("insert into local_rule values (?, ?, ?)", kept)


def authorities(con: duckdb.DuckDBPyConnection, number: str) -> list[str]:
    """Return the authorities that a register file holds: those of the settings, or all that were loaded."""
    if number:
        return [number]
    found = only(con, "select list(distinct authority order by authority) from books.load")
    return list(found[0] or []) if found else []
