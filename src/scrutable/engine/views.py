"""The register as known on one moment: what a case list runs over.

For each table a view of the rows with known_from <= moment < known_to, from the one source that speaks for the table
at that moment, for the store's authority. Four things are settled here so that no definition has to:

- a table held by several sources is read from one of them (the first of its order that had been loaded by then);
- children are the exception: each child is taken from the first source that holds it, and a child that SEN2 (or a list
  of SEND) knows by pupil number is joined to the case system's record with the same number; merged children are read as
  one;
- `recorded` is when the source says a row was written up; where the source says so of none, the load that held it;
  and null where it says so of others and not of this one: made, and not yet written up;
- local rules become columns or rows: a child protection plan without an interval of its own gets the council's, and
  the other rules stand in local_rule. The relation records says from which day on each table is complete.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

import duckdb

from scrutable.engine import coverage
from scrutable.engine.duckdb import Engine, connect, lock
from scrutable.errors import UsageFault
from scrutable.register.rows import only, reading, refuse_if_earlier
from scrutable.register.schema import SQL_TYPES, Table, tables
from scrutable.register.settings import SOURCE_ORDER, Settings

# Tables in which every child is taken from the first source that holds it.
BY_CHILD = ("child", "child_disability")
# Plans that may set an interval of their own, with the council's rule for those that do not.
PLAN_RULES = {
    ("cp_plan", "visit_every_days"): "cp_visit_every_days",
    ("cin_plan", "visit_every_days"): "cin_visit_every_days",
}
CHILD_ORDER = ("ssd", "cin", "ssda903", "annex_a", "daily_feed", "csv", "sen2", "send_lists")
# Sources that know a child by pupil number alone.
BY_PUPIL_NUMBER = "('sen2', 'send_lists')"


@dataclass(frozen=True)
class Spoken:
    """Which source speaks for a table of an authority, and which others held it and were passed over."""

    authority: str
    table: str
    source: str
    passed_over: tuple[str, ...]


def moment_of(known_on: str | date | datetime) -> datetime:
    """Return the moment a known-on date means: a date is the end of that day. Raises UsageFault U108."""
    if isinstance(known_on, datetime):
        return known_on
    if isinstance(known_on, date):
        return datetime.combine(known_on, time.max)
    try:
        return datetime.combine(date.fromisoformat(known_on), time.max)
    except ValueError:
        pass  # not a date alone
    try:
        return datetime.fromisoformat(known_on).replace(tzinfo=None)
    except ValueError:
        raise UsageFault("U108", f'"{known_on}" is not a date.', "Write it like 2020-01-06.") from None


def spoken(con: duckdb.DuckDBPyConnection, moment: datetime, settings: Settings) -> list[Spoken]:
    """Return which source speaks for each table that had been loaded by a moment. `con` reads a register file.

    A source that has never brought a row of a table gives way to one that has: a census without visits or plans must
    not silence the list that has them.
    """
    found = con.execute(
        "select l.authority, c.table_name, c.source, max(c.rows_read) > 0"
        " from books.counts c join books.load l using (load) where l.extracted_at <= ? group by all",
        [moment],
    ).fetchall()
    chosen = dict(settings.speaks)
    held: dict[tuple[str, str], dict[str, bool]] = {}
    for authority, table, source, has_rows in found:
        if not settings.number or authority == settings.number:
            held.setdefault((authority, table), {})[source] = has_rows
    result = []
    for (authority, table), sources in sorted(held.items()):
        order = [
            source
            for *_, source in sorted(
                (source != chosen.get(table), not has_rows, SOURCE_ORDER.index(source), source)
                for source, has_rows in sources.items()
            )
        ]
        result.append(Spoken(authority, table, order[0], tuple(order[1:])))
    return result


def giving(
    con: duckdb.DuckDBPyConnection, moment: datetime, speaks: Sequence[Spoken]
) -> dict[tuple[str, str], datetime]:
    """Return since when the source that speaks for a table of an authority says when rows were written up.

    A row that came since then without a moment has been made and not yet written up; of one that came before, and of
    all in a source that never gives any, no more is known than the load. `con` reads a register file.
    """
    wanted = {(one.authority, one.table): one.source for one in speaks}
    asked = [
        f"select '{table}', authority, source, min(known_from) from {table}"
        f" where recorded is not null and known_from <= timestamp '{moment.isoformat(sep=' ')}' group by all"
        for table in sorted({one.table for one in speaks})
    ]
    found = con.execute(" union all ".join(asked)).fetchall() if asked else []
    return {
        (authority, table): first
        for table, authority, source, first in found
        if wanted.get((authority, table)) == source
    }


def engine_as_known(file: Path, moment: datetime, settings: Settings) -> Engine:
    """Return an engine over the register in `file` as it was known at `moment`."""
    with reading(file) as con:
        refuse_if_earlier(con)
        speaks = spoken(con, moment, settings)
        begins = coverage.begins(con, moment, speaks)
        ends = coverage.ends(con, moment, speaks)
        gives = giving(con, moment, speaks)
        held_for = coverage.authorities(con, settings.number)
    con = connect()
    con.execute(f"attach '{str(file).replace(chr(39), chr(39) * 2)}' as kept (read_only)")
    _same_child(con, moment, settings)
    joined = only(con, "select count(*) from same_child")
    for table in tables().values():
        if table.name in BY_CHILD:
            con.execute(_child_table(table, moment, settings))
        else:
            con.execute(_view(table, moment, settings, speaks, gives, bool(joined and joined[0])))
    rules = [(authority, rule, amount) for authority in held_for for rule, amount in settings.rules]
    coverage.make(con, begins, rules)
    lock(con)
    first_days = {table: day for (_, table), day in sorted(begins.items(), key=_by_day)}
    last_days = {table: day for (_, table), day in sorted(ends.items(), key=_by_day, reverse=True)}
    return Engine(con, moment.date(), first_days, last_days, keeps=True)


def _by_day(item: tuple[tuple[str, str], date]) -> date:
    return item[1]


def _known(moment: datetime, settings: Settings, alias: str) -> str:
    at = f"timestamp '{moment.isoformat(sep=' ')}'"
    whose = f" and {alias}.authority = '{settings.number}'" if settings.number else ""
    return f"{alias}.known_from <= {at} and ({alias}.known_to is null or {alias}.known_to > {at}){whose}"


def _rank(table: Table, settings: Settings) -> str:
    """Return the place of a row's source in the order for children, or first where scrutable.toml names it."""
    chosen = dict(settings.speaks).get(table.name)
    order = sorted(CHILD_ORDER, key=lambda source: source != chosen)
    return " ".join(
        ["case t.source", *(f"when '{source}' then {n}" for n, source in enumerate(order)), "end"]
    )


def _same_child(con: duckdb.DuckDBPyConnection, moment: datetime, settings: Settings) -> None:
    """Make same_child(child_id, principal): ids that are read as another's, by a merge or by pupil number.

    A pupil number that two children of the case system share joins nothing: we cannot tell whose it is.
    """
    con.execute(
        "create table same_child as"
        f" with recursive known as (select c.* from kept.child c where {_known(moment, settings, 'c')}),"
        " case_system as (select authority, upn, min(child_id) as principal from known"
        f"   where source not in {BY_PUPIL_NUMBER} and upn is not null group by authority, upn"
        "   having count(distinct child_id) = 1),"
        " merges as (select m.child_id, m.into_child_id from kept.child_merge m"
        f"   where {_known(moment, settings, 'm')} and m.child_id <> m.into_child_id),"
        " links as (select child_id, into_child_id from merges union"
        "   select s.child_id, p.principal from known s join case_system p using (authority, upn)"
        f"   where s.source in {BY_PUPIL_NUMBER} and s.child_id <> p.principal"
        "   and s.child_id not in (select child_id from merges)),"
        # A merge into a child that was itself merged is followed to its end; a circle stops after ten steps.
        " followed as (select child_id, into_child_id as principal, 1 as step from links union all"
        "   select f.child_id, l.into_child_id, f.step + 1 from followed f join links l on f.principal = l.child_id"
        "   where f.step < 10)"
        " select child_id, max_by(principal, step) as principal from followed group by child_id"
    )


def _child_table(table: Table, moment: datetime, settings: Settings) -> str:
    """Return the SQL that makes `child` (one row a child) or `child_disability` (all rows of its one source)."""
    # `held_as` is the id before merging: of two records that became one child, always the same one speaks.
    others = (
        ", ".join(f"t.{name}" for name in table.columns if name != "child_id") + ", t.child_id as held_as"
    )
    recorded = "coalesce(t.recorded, t.held_from) as recorded"
    one = "row_number() over (partition by child_id order by nth, own desc, load desc, recorded, held_as) = 1"
    first = "dense_rank() over (partition by child_id order by nth) = 1"
    return (
        f"create table {table.name} as select {', '.join(table.columns)}, authority, source, recorded, load,"
        " known_from, held_from"
        f" from (select coalesce(s.principal, t.child_id) as child_id, {others}, t.authority, t.source, {recorded},"
        f" t.load, t.known_from, t.held_from, {_rank(table, settings)} as nth, s.principal is null as own"
        f" from kept.{table.name} t left join same_child s on s.child_id = t.child_id"
        f" where {_known(moment, settings, 't')}) qualify {one if table.name == 'child' else first}"
    )


def _view(
    table: Table,
    moment: datetime,
    settings: Settings,
    speaks: list[Spoken],
    gives: dict[tuple[str, str], datetime],
    joined: bool,
) -> str:
    """Return the SQL that makes the view of one table; one that no source holds is empty."""
    columns = [f"{_column(table, name, settings, joined)} as {name}" for name in table.columns]
    columns += [
        "t.authority",
        "t.source",
        f"{_recorded(table, gives)} as recorded",
        "t.load",
        "t.known_from",
        "t.held_from",
    ]
    join = (
        " left join same_child s on s.child_id = t.child_id" if joined and "child_id" in table.columns else ""
    )
    sources = {s.authority: s.source for s in speaks if s.table == table.name}
    pairs = [f"(t.authority = '{a}' and t.source = '{s}')" for a, s in sources.items()]
    return (
        f"create view {table.name} as select {', '.join(columns)} from kept.{table.name} t{join}"
        f" where {_known(moment, settings, 't')} and ({' or '.join(pairs) or 'false'})"
    )


def _recorded(table: Table, gives: dict[tuple[str, str], datetime]) -> str:
    """Return the SQL of when a row was written up: null where its source gives moments and gave none for it."""
    since = [
        f"(t.authority = '{authority}' and t.held_from >= timestamp '{first.isoformat(sep=' ')}')"
        for (authority, name), first in sorted(gives.items())
        if name == table.name
    ]
    held = f"case when not ({' or '.join(since)}) then t.held_from end" if since else "t.held_from"
    return f"coalesce(t.recorded, {held})"


def _column(table: Table, name: str, settings: Settings, joined: bool) -> str:
    if name == "child_id" and joined:
        return "coalesce(s.principal, t.child_id)"
    if rule := PLAN_RULES.get((table.name, name)):
        return f"coalesce(t.{name}, cast({settings.rule(rule)} as {SQL_TYPES['whole']}))"
    return f"t.{name}"
