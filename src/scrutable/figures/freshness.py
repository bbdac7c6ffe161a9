"""How old the records behind a figure are: which deliveries it rests on, and when the stalest of them was taken out.

A figure is no fresher than the part of its records that is furthest behind. Population estimates are left out: they
are years old by nature, and a rate names theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

    from scrutable.engine.views import Spoken

# Read whole from every source that holds them.
_EVERY_SOURCE = ("child", "child_disability")
_AGELESS = ("population", *_EVERY_SOURCE)


@dataclass(frozen=True)
class Records:
    """The loads that a figure rests on, and when the records furthest behind were taken out of the case system."""

    loads: tuple[int, ...]
    taken_out: datetime
    table: str  # the one that is furthest behind

    def age(self, on: date) -> int:
        """Return how many days before `on` those records were taken out."""
        return (on - self.taken_out.date()).days


@dataclass(frozen=True)
class Delivered:
    """The loads that brought one table of a source, and when the latest of them was taken out."""

    loads: tuple[int, ...]
    latest: datetime


def delivered(
    con: duckdb.DuckDBPyConnection, moment: datetime, spoken: Sequence[Spoken]
) -> dict[str, Delivered]:
    """Return for each table what its speaking sources had delivered by a moment. `con` has the register as `kept`.

    Of several councils' deliveries the one furthest behind counts.
    """
    found = con.execute(
        "select c.table_name, c.source, l.authority, list(l.load order by l.load), max(l.extracted_at)"
        " from kept.books.counts c join kept.books.load l using (load) where l.extracted_at <= ?"
        " group by all order by all",
        [moment],
    ).fetchall()
    speaks = {(one.table, one.source, one.authority) for one in spoken}
    by_table: dict[str, Delivered] = {}
    for table, source, authority, loads, latest in found:
        every = table in _EVERY_SOURCE
        if not every and (table, source, authority) not in speaks:
            continue
        held = by_table.get(table)
        together = tuple(sorted({*loads, *(held.loads if held else ())}))
        stalest = (
            min(latest, held.latest) if held and not every else max(latest, held.latest if held else latest)
        )
        by_table[table] = Delivered(together, stalest)
    return by_table


def of(tables: Iterable[str], held: Mapping[str, Delivered]) -> Records | None:
    """Return the records behind a figure that reads some tables; None where none of them was ever delivered."""
    read = sorted(table for table in tables if table in held)
    dated = [table for table in read if table not in _AGELESS] or read
    if not dated:
        return None
    stalest = min(dated, key=lambda table: (held[table].latest, table))
    loads = tuple(sorted({load for table in read for load in held[table].loads}))
    return Records(loads, held[stalest].latest, stalest)
