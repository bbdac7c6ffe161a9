"""Do two sources say the same? Compares what each holds of a table, case by case, as known on a moment.

The store keeps the rows of each source beside each other, and one of them speaks. Ids differ between sources, so cases
are matched as a person would match them: the same child and the same day; then, of what is left, the same child and
the nearest day, at most `within` days apart. That a case is missing is said only where the source without it speaks
for the days of the case: a census of one year is not said to lack what came before. Read `sides.py` first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations
from typing import TYPE_CHECKING, Any

from scrutable.engine import sides
from scrutable.engine.sides import SIDES, Sides
from scrutable.engine.views import BY_CHILD, Spoken
from scrutable.errors import UsageFault
from scrutable.register.schema import tables
from scrutable.register.settings import SOURCE_ORDER

if TYPE_CHECKING:
    import duckdb

CHILD_BY_CHILD = "by child"  # of the table child the first source that has a child speaks for it
WITHIN = 14  # days that two dates of one case may lie apart, unless something else is asked
BOTH, DATES, FACTS = "in both", "different dates", "different facts"
ONLY = ("only in one", "only in other")
UNASKED = ("unasked one", "unasked other")
Files = dict[tuple[int, str, str], tuple[str, ...]]  # the names of the files of each load, source and table


@dataclass(frozen=True)
class Held:
    """A case as one source has it: its id there, its first and last day, and the load and files that brought it."""

    id: str
    day: date | None
    until: date | None
    load: int
    files: tuple[str, ...]


@dataclass(frozen=True)
class ToMend:
    """A case on which two sources do not agree. `held` has one entry a source, None for the one that lacks it.

    `kind` is "different dates", "different facts" or "only in SOURCE"; `differing` gives each column that differs,
    with what the one and what the other says.
    """

    authority: str
    table: str
    child: str
    kind: str
    sources: tuple[str, str]
    held: tuple[Held | None, Held | None]
    differing: tuple[tuple[str, Any, Any], ...]


@dataclass(frozen=True)
class Agreement:
    """How far two sources agree on one table of one authority, in cases.

    For each side `both` + `dates` + `facts` + its `only` + its `unasked` are all the rows it holds. Unasked is what the
    other lacks and does not speak for, or what has no child or no day to be known by. `notes` say what is rightly
    held by one alone.
    """

    authority: str
    table: str
    sources: tuple[str, str]
    speaks: str
    both: int
    dates: int
    facts: int
    only: tuple[int, int]
    unasked: tuple[int, int]
    columns: tuple[str, ...]  # compared beside the first day
    notes: tuple[str, ...]
    cases: tuple[ToMend, ...]


@dataclass(frozen=True)
class LeftOut:
    """Two sources that both hold a table in forms that cannot be compared case by case, and why."""

    table: str
    sources: tuple[str, str]
    why: str


def agreements(
    con: duckdb.DuckDBPyConnection,
    spoken: Sequence[Spoken],
    moment: datetime,
    *,
    names: Iterable[str] = (),
    within: int = WITHIN,
) -> list[Agreement]:
    """Return how each two sources of each table agree, by authority, table and source.

    `con` has the register attached as `kept` and the relation `same_child`, as the engine of a view has; `spoken` says
    which sources hold which table; `names` are the tables asked about, every one where none is named. Raises
    UsageFault U165 for a table there is not, U166 for a number of days that is none.
    """
    if within < 0:
        raise UsageFault("U166", f"{within} is not a number of days.", "Give 0 or more, such as 14.")
    own = con.cursor()  # what is made on the way is seen by this connection alone
    files = _files(own)
    found = (
        _compare(own, one, pair, moment, within, files)
        for one, pair in _pairs(spoken, names)
        if not _unlike(one.table, pair)
    )
    return [each for each in found if each is not None]


def left_out(spoken: Sequence[Spoken], names: Iterable[str] = ()) -> list[LeftOut]:
    """Return the pairs of sources that are not compared though both hold a table, each with its reason."""
    return [
        LeftOut(one.table, pair, why)
        for one, pair in _pairs(spoken, names)
        if (why := _unlike(one.table, pair))
    ]


def _pairs(spoken: Sequence[Spoken], names: Iterable[str]) -> list[tuple[Spoken, tuple[str, str]]]:
    """Return each two sources of each table whose cases can be known by child and day."""
    wanted, order = set(names), list(tables())
    if unknown := sorted(wanted - set(order)):
        raise UsageFault(
            "U165",
            f'The register has no table "{unknown[0]}".',
            "Name one of docs/register.md, or leave --table out to compare all.",
        )
    asked = [one for one in spoken if not wanted or one.table in wanted]
    return [
        (one, pair)
        for one in sorted(asked, key=lambda one: (one.authority, order.index(one.table)))
        if sides.comparable(tables()[one.table])
        for pair in combinations(sorted((one.source, *one.passed_over), key=SOURCE_ORDER.index), 2)
    ]


def _unlike(table: str, pair: tuple[str, str]) -> str:
    return "; ".join(why for source in pair if (why := sides.UNLIKE.get((table, source))))


def _compare(
    con: duckdb.DuckDBPyConnection,
    one: Spoken,
    pair: tuple[str, str],
    moment: datetime,
    within: int,
    files: Files,
) -> Agreement | None:
    """Return how two sources agree on a table; None where one of them holds no row of it."""
    made = sides.make(con, tables()[one.table], one.authority, pair, moment)
    if made is None:
        return None
    _match(con, made, within)
    con.execute(f"create or replace temp table outcome as {_outcome(made)}")
    counts = dict(con.execute("select kind, count(*) from outcome group by kind").fetchall())
    quiet = ", ".join(f"'{kind}'" for kind in (BOTH, *UNASKED))
    listed = con.execute(
        f"select * from outcome where kind not in ({quiet})"
        " order by child, coalesce(one_day, other_day), kind, one_until, other_until, one_id, other_id"
    )
    names = [column[0] for column in listed.description or ()]
    rows = [dict(zip(names, values, strict=True)) for values in listed.fetchall()]
    return Agreement(
        authority=one.authority,
        table=one.table,
        sources=pair,
        speaks=CHILD_BY_CHILD if one.table in BY_CHILD else one.source,
        both=counts.get(BOTH, 0),
        dates=counts.get(DATES, 0),
        facts=counts.get(FACTS, 0),
        only=(counts.get(ONLY[0], 0), counts.get(ONLY[1], 0)),
        unasked=(counts.get(UNASKED[0], 0), counts.get(UNASKED[1], 0)),
        columns=(*filter(None, [made.ends]), *made.facts),
        notes=_notes(one.table, pair),
        cases=tuple(_to_mend(one.authority, made, row, files) for row in rows),
    )


def _notes(table: str, pair: tuple[str, str]) -> tuple[str, ...]:
    return tuple(
        f"{source} is not said to lack any {table}: {sides.PART[table, source]}"
        for source in pair
        if (table, source) in sides.PART
    )


def _match(con: duckdb.DuckDBPyConnection, made: Sides, within: int) -> None:
    """Make the relation pairs(one, other) of the rows that are one case: first those of one day, then the nearest.

    Of several that could be matched the nearest are, and of those equally near the ones that differ in least.
    """
    con.execute("create or replace temp table pairs (one bigint, other bigint)")
    # What one leaves empty counts half: rows that say the same are matched before those that only do not disagree.
    says = [*made.facts, *(["until"] if made.ends else [])]
    differ = " + ".join(
        f"{_differs(name)} + cast(o.{name} is distinct from p.{name} as int)" for name in says
    )
    differ = differ or "0"
    same_kind = "".join(f" and o.{name} is not distinct from p.{name}" for name in made.kinds)
    apart = "abs(o.day - p.day)" if made.begins else "0"
    for reach in dict.fromkeys((0, within)) if made.begins else (0,):
        near = f"p.day between o.day - {reach} and o.day + {reach}" if made.begins else "true"
        found = con.execute(
            f"select one, other from (select o.nth as one, p.nth as other, {apart} as apart, {differ} as differ"
            f" from side_one o join side_other p on o.child = p.child and {near}{same_kind}"
            " where o.nth not in (select one from pairs) and p.nth not in (select other from pairs))"
            " order by apart, differ, one, other"
        ).fetchall()
        _keep(con, nearest(found))


def _differs(name: str) -> str:
    """Return the SQL of 1 where both rows say something of a column and not the same; what is empty says nothing."""
    return f"coalesce(cast(o.{name} <> p.{name} as int), 0)"


def nearest(candidates: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return one partner at most for each row, the best candidates first. `candidates` come in order of fitness.

    >>> nearest([(1, 1), (1, 2), (2, 1), (2, 3)])
    [(1, 1), (2, 3)]
    """
    ones: set[int] = set()
    others: set[int] = set()
    found = []
    for one, other in candidates:
        if one not in ones and other not in others:
            found.append((one, other))
            ones.add(one)
            others.add(other)
    return found


def _keep(con: duckdb.DuckDBPyConnection, found: Sequence[tuple[int, int]]) -> None:
    import pyarrow as pa

    table = pa.table(
        {
            "one": pa.array([one for one, _ in found], pa.int64()),
            "other": pa.array([other for _, other in found], pa.int64()),
        }
    )
    con.register("found_pairs", table)
    con.execute("insert into pairs select one, other from found_pairs")
    con.unregister("found_pairs")


def _outcome(made: Sides) -> str:
    """Return the SQL of every case of either side, with its kind and what both sides say of it."""
    ends = "o.until is distinct from p.until" if made.ends else "false"
    facts = " + ".join(_differs(name) for name in made.facts) or "0"
    columns = "".join(
        f", {alias}.{name} as {side}_{name}"
        for alias, side in zip("op", SIDES, strict=True)
        for name in dict.fromkeys(("id", "day", "until", "load", *made.facts))
    )
    return (
        "select case"
        f" when p.nth is null then case when o.asked then '{ONLY[0]}' else '{UNASKED[0]}' end"
        f" when o.nth is null then case when p.asked then '{ONLY[1]}' else '{UNASKED[1]}' end"
        f" when o.day is distinct from p.day or {ends} then '{DATES}'"
        f" when {facts} > 0 then '{FACTS}' else '{BOTH}' end as kind,"
        f" coalesce(o.child, p.child) as child{columns}"
        " from (select * from side_one left join pairs on nth = one) o"
        " full join side_other p on o.other = p.nth"
    )


def _to_mend(authority: str, made: Sides, row: dict[str, Any], files: Files) -> ToMend:
    held = [
        _held(row, side, _of(files, row[f"{side}_load"], source, made.table.name))
        if row[f"{side}_load"] is not None
        else None
        for side, source in zip(SIDES, made.sources, strict=True)
    ]
    kind = f"only in {made.sources[ONLY.index(row['kind'])]}" if row["kind"] in ONLY else row["kind"]
    differing: list[tuple[str, Any, Any]] = []
    if None not in held:
        pairs = [(made.begins, row["one_day"], row["other_day"])]
        pairs += [(made.ends, row["one_until"], row["other_until"])] if made.ends else []
        differing = [pair for pair in pairs if pair[1] != pair[2]]
        for name in made.facts:
            said = row[f"one_{name}"], row[f"other_{name}"]
            if None not in said and said[0] != said[1]:
                differing.append((name, *said))
    return ToMend(
        authority, made.table.name, row["child"], kind, made.sources, (held[0], held[1]), tuple(differing)
    )


def _of(files: Files, load: int, source: str, table: str) -> Sequence[str]:
    return files.get((load, source, table)) or files.get((load, source, ""), ())


def _held(row: dict[str, Any], side: str, files: Sequence[str]) -> Held:
    id, day, until, load = (row[f"{side}_{name}"] for name in ("id", "day", "until", "load"))
    return Held(id, day, until, load, tuple(files))


def _files(con: duckdb.DuckDBPyConnection) -> Files:
    """Return the names of the files of each load, source and table.

    A load from before that was written down is known by its source's files alone: they stand under no table.
    """
    listed = "list(distinct file order by file)"
    asked = f"select load, source, '', {listed} from kept.books.file group by all"
    if con.execute(
        "select 1 from duckdb_tables() where database_name = 'kept' and table_name = 'brought'"
    ).fetchall():
        asked += f" union all select load, source, table_name, {listed} from kept.books.brought group by all"
    return {
        (load, source, table): tuple(names) for load, source, table, names in con.execute(asked).fetchall()
    }
