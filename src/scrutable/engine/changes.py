"""What the register says differently on two moments: the rows that came, went or were changed between them.

A figure that has moved moved because of rows. Each changed row has one cause, told by its dates: an event that had
happened by the earlier moment and was not in the register then was recorded late; one that happened later is no change
of what was said. Read `figures/revisions.py` next, which finds for each case the row that moved it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from scrutable.register.schema import Table, tables

if TYPE_CHECKING:
    import duckdb

    from scrutable.engine.views import Spoken

RECORDED_LATE = "recorded late"
HAPPENED_SINCE = "happened since"
DATE_CORRECTED = "date corrected"
OUTCOME_CORRECTED = "outcome corrected"
DELETED = "deleted"
MERGED = "merged child"
ANOTHER_SOURCE = "another source speaks"
# Tables of which every source is read, each child from the first that holds it.
_EVERY_SOURCE = ("child", "child_disability")
Row = Mapping[str, Any]


@dataclass(frozen=True)
class RowChange:
    """One row that the register says differently: of which table, why, and what it names."""

    table: str
    row_id: str  # the values of its key
    cause: str
    ids: frozenset[str]  # every id in it, before and after: its own, the child's, those it points at
    dates: frozenset[date]  # every day in it, before and after
    columns: tuple[str, ...]  # which differ; none for a row that came or went
    brought: frozenset[date] = frozenset()  # the days it says now and did not say before

    def says(self) -> str:
        """Return the row and what happened to it, for the person who looks it up: "cp_visit 999/12: recorded late"."""
        which = f" ({', '.join(self.columns)})" if self.columns else ""
        return f"{self.table} {self.row_id}: {self.cause}{which}"


def between(
    con: duckdb.DuckDBPyConnection,
    names: Iterable[str],
    moments: tuple[datetime, datetime],
    spoken: tuple[Sequence[Spoken], Sequence[Spoken]],
) -> list[RowChange]:
    """Return the rows of some tables that differ between two moments, in the order of the tables and their keys.

    `con` has the register attached as `kept`; `spoken` says for each moment which source speaks for each table.
    """
    known = set(names)
    return [
        change
        for table in tables().values()
        if table.name in known
        for change in _of_table(con, table, moments, spoken)
    ]


def merges(before: Mapping[str, str], after: Mapping[str, str], held: Collection[str]) -> list[RowChange]:
    """Return the children that are read as another since the earlier moment, or no longer are.

    Both mappings give, for a moment, the child that each id is read as (the relation `same_child`). `held` are the
    ids of the earlier moment: one that has come since was no child before, and is not merged but new.
    """
    moved = sorted(
        child
        for child in {*before, *after}
        if child in held and before.get(child, child) != after.get(child, child)
    )
    found = []
    for child in moved:
        ids = frozenset({child, before.get(child, child), after.get(child, child)})
        found.append(RowChange("child_merge", child, MERGED, ids, frozenset(), ()))
    return found


def _of_table(
    con: duckdb.DuckDBPyConnection,
    table: Table,
    moments: tuple[datetime, datetime],
    spoken: tuple[Sequence[Spoken], Sequence[Spoken]],
) -> Iterator[RowChange]:
    speaks = [_sources(table, said) for said in spoken]
    same_source = speaks[0] == speaks[1]
    earlier, later = (f"timestamp '{moment.isoformat(sep=' ')}'" for moment in moments)
    # What was there on both moments and never closed between them need not be looked at.
    gone = f" and t.known_to <= {later}" if same_source else ""
    come = f" and t.known_from > {earlier}" if same_source else ""
    before = f"select * from kept.{table.name} t where {_known(earlier)} and {_whose(speaks[0])}{gone}"
    after = f"select * from kept.{table.name} t where {_known(later)} and {_whose(speaks[1])}{come}"
    key = (*table.key, *(("source",) if table.name in _EVERY_SOURCE else ()))
    names = ", ".join(
        f"{side}.{name} as {side}_{name}"
        for side in "ba"
        for name in (*table.columns, "recorded", "authority")
    )
    found = con.execute(
        f"select {names} from ({before}) b full join ({after}) a using ({', '.join((*key, 'authority'))})"
        f" order by {', '.join(f'coalesce(b.{name}, a.{name}) nulls last' for name in key)}"
    )
    columns = [*table.columns, "recorded", "authority"]
    for values in found.fetchall():
        was, now = (dict(zip(columns, half, strict=True)) for half in _halves(values))
        if change := _change(table, was, now, moments[0].date(), same_source):
            yield change


def _halves(values: tuple[Any, ...]) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    middle = len(values) // 2
    return values[:middle], values[middle:]


def _change(table: Table, was: Row, now: Row, moment: date, same_source: bool) -> RowChange | None:
    """Return what happened to one row, or None where both moments say the same of it."""
    came, went = was["authority"] is None, now["authority"] is None
    differing = () if came or went else tuple(name for name in was if was[name] != now[name])
    if not (came or went or differing):
        return None
    if not same_source:
        cause = ANOTHER_SOURCE
    elif came:
        cause = since(_first_day(table, now), moment)
    elif went:
        cause = DELETED
    else:
        cause = _cause(table, was, now, differing, moment)
    kept = [row for row, absent in ((was, came), (now, went)) if not absent]
    days = [{day for name in _dated(table) if (day := day_of(row[name])) is not None} for row in (was, now)]
    ids = {str(row[name]) for row in kept for name, column in table.columns.items() if column.type == "id"}
    return RowChange(
        table.name,
        ", ".join(str(kept[-1][name]) for name in table.key),
        cause,
        frozenset(ids - {"None"}),
        frozenset(days[0] | days[1]),
        differing,
        frozenset(days[1] - days[0]),
    )


def _cause(table: Table, was: Row, now: Row, differing: Sequence[str], moment: date) -> str:
    """Tell the cause of a row that stands on both moments and differs.

    A date that was empty and is filled is an event written up since; one that was another is a correction.
    """
    dates = [name for name in differing if name in _dated(table)]
    if any(was[name] is not None for name in dates):
        return DATE_CORRECTED
    if dates:
        return since(max(day_of(now[name]) or moment for name in dates), moment)
    return DATE_CORRECTED if tuple(differing) == ("recorded",) else OUTCOME_CORRECTED


def since(day: date | None, moment: date) -> str:
    """Return the cause of an event of a day that was not known at the earlier moment."""
    return HAPPENED_SINCE if day is not None and day > moment else RECORDED_LATE


def _first_day(table: Table, row: Row) -> date | None:
    return next((day for name in table.span if (day := day_of(row[name])) is not None), None)


def _dated(table: Table) -> list[str]:
    return [name for name, column in table.columns.items() if column.type in ("date", "moment")]


def day_of(value: date | datetime | None) -> date | None:
    """Return the day of a date or a moment; None of nothing."""
    return value.date() if isinstance(value, datetime) else value


def _sources(table: Table, spoken: Sequence[Spoken]) -> dict[str, str]:
    """Return authority -> the source that speaks for a table; "" for all of them."""
    every = table.name in _EVERY_SOURCE
    return {one.authority: "" if every else one.source for one in spoken if one.table == table.name}


def _known(moment: str) -> str:
    return f"t.known_from <= {moment} and (t.known_to is null or t.known_to > {moment})"


def _whose(sources: Mapping[str, str]) -> str:
    pairs = [
        f"(t.authority = '{authority}'" + (f" and t.source = '{source}')" if source else ")")
        for authority, source in sorted(sources.items())
    ]
    return f"({' or '.join(pairs) or 'false'})"
