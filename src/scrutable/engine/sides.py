"""The two sides of a comparison of sources: for one table the rows that each holds, in one form to be compared.

`agree.py` matches them and says what differs. Here it is settled what can be compared at all:

- columns are compared that mean the same in every source (dates, codes, flags, numbers) and that both sources fill;
  ids and words differ from source to source as a matter of course;
- a moment counts as its day, since most sources give no time;
- a row is *asked* of the other source where that one speaks for the days of the row, as its loads wrote down.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from scrutable.register.rows import only
from scrutable.register.schema import Column, Table

if TYPE_CHECKING:
    import duckdb

SIDES = ("one", "other")
_ALIKE = ("date", "moment", "code", "flag", "whole", "number", "fte")
# Text that is a number given by somebody outside, and so the same wherever it is written.
_NUMBERS = ("upn", "urn", "placement_urn", "placed_by", "placed_in")

# What a source holds of a table in another form than the others: comparing case by case would list every case.
UNLIKE = {
    ("cin_plan", "annex_a"): "list 6 dates the case from its referral, the others the plan",
    (
        "care_episode",
        "annex_a",
    ): "list 8 has one row for a whole time in care, the others one for each episode",
    ("care_leaver", "ssda903"): "OC3 tells of the birthday in the year, the others of other days",
    ("early_help_episode", "ssd"): "the dataset dates the help, the others the assessment before it",
    ("annual_review", "ssd"): "the dataset has the day of the decision alone, the others that of the meeting",
    ("care_health", "ssda903"): "OC2 answers for a year and gives no day",
}
# What a source holds only a part of, by its own rules: it is not said to lack any, for it lacks cases rightly.
PART = {
    (
        "conference",
        "annex_a",
    ): "list 5 holds the conferences of the enquiries of six months, not of earlier ones",
    ("missing_episode", "ssda903"): "the return holds the council's own looked after children only",
    ("ehc_placement", "sen2"): "the return holds the placements of the plans in force only",
}
# Lists that repeat the last visit or review of a child beside each of the child's plans: it was one all the same.
_BESIDE_EACH_PLAN = {
    (table, "annex_a") for table in ("cp_visit", "cin_visit", "care_visit", "cp_review", "care_review")
}


@dataclass(frozen=True)
class Sides:
    """What is compared of a table: `begins` and `ends` are its first and last day, `facts` what both sources fill.

    `begins` is empty for a table of no days (child), `ends` where a case is one day or a source never gives an end.
    """

    table: Table
    sources: tuple[str, str]
    begins: str
    ends: str
    facts: tuple[str, ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The columns that say of what kind a case is: without the same in both, it is another case."""
        return _kinds(self.table)


def comparable(table: Table) -> bool:
    """Whether cases of a table can be known by child and day (or, of the table child itself, by the child)."""
    return "child_id" in table.columns and (bool(table.span) or table.name == "child")


def make(
    con: duckdb.DuckDBPyConnection,
    table: Table,
    authority: str,
    sources: tuple[str, str],
    moment: datetime,
) -> Sides | None:
    """Make the relations side_one and side_other in a connection that has the register as `kept`.

    Returns what is compared of them; None where a source holds no row, so that there is nothing to compare. Columns:
    nth, child, day, until (the last day, null while open), id, load, asked, and the facts by their names.
    """
    for side, source in zip(SIDES, sources, strict=True):
        con.execute(f"create or replace temp table rows_{side} as {_rows(table, authority, source, moment)}")
    filled = [_filled(con, table, side) for side in SIDES]
    if not all(filled):
        return None
    both = filled[0] & filled[1]
    ends = table.span[-1] if len(table.span) > 1 and table.span[-1] in both else ""
    begins = table.span[0] if table.span else ""
    facts = tuple(name for name in _facts(table) if name in both)
    found = Sides(table, sources, begins, ends, facts)
    for side, speaker, its_columns in zip(SIDES, reversed(sources), reversed(filled), strict=True):
        asked = _asked(con, found, authority, speaker, moment, its_columns)
        kept = "".join(f", t.{name}" for name in dict.fromkeys((*facts, *found.kinds)))
        place = _place(table)
        # Numbered by what they say, so that it does not matter in which order or by which ids a source has them.
        order = ", ".join(["child", "day", "until", *dict.fromkeys((*facts, *found.kinds)), place])
        con.execute(
            f"create or replace temp table side_{side} as"
            f" select row_number() over (order by {order}) as nth, child, day, until, {place} as id, load,"
            f" {asked} as asked{kept} from rows_{side} t"
        )
    return found


def _rows(table: Table, authority: str, source: str, moment: datetime) -> str:
    """Return the SQL of the rows of one source as known on a moment, each with its child as it is read now."""
    at = f"timestamp '{moment.isoformat(sep=' ')}'"
    day, until = "null::date", "null::date"
    if table.span:
        start, end = table.span[0], table.span[-1]
        day, until = f"cast(coalesce(t.{start}, t.{end}) as date)", f"cast(t.{end} as date)"
    columns = ", ".join(f"{_plain(column)} as {column.name}" for column in table.columns.values())
    child = "coalesce(s.principal, t.child_id)"
    if (table.name, source) in _BESIDE_EACH_PLAN:
        # A repeat is read as of no child: it has no partner, and is asked of nobody.
        first = f"row_number() over (partition by {child}, {day} order by {_place(table, 't.')}) = 1"
        child = f"case when {first} then {child} end"
    return (
        f"select {columns}, {child} as child, {day} as day, {until} as until, t.load"
        f" from kept.{table.name} t left join same_child s on s.child_id = t.child_id"
        f" where t.authority = '{authority}' and t.source = '{source}'"
        f" and t.known_from <= {at} and (t.known_to is null or t.known_to > {at})"
    )


def _plain(column: Column) -> str:
    return f"cast(t.{column.name} as date)" if column.type == "moment" else f"t.{column.name}"


def _place(table: Table, of: str = "") -> str:
    """Return the SQL of a row's own name: the values of its key."""
    return " || ', ' || ".join(f"coalesce(cast({of}{name} as varchar), '')" for name in table.key)


def _kinds(table: Table) -> tuple[str, ...]:
    return tuple(
        name
        for name in table.needed
        if name not in table.key and table.columns[name].type in ("text", "code")
    )


def _facts(table: Table) -> list[str]:
    passed = {*table.span[:1], *table.span[-1:], *table.key, *_kinds(table)}
    return [
        name
        for name, column in table.columns.items()
        if name not in passed and (column.type in _ALIKE or name in _NUMBERS)
    ]


def _filled(con: duckdb.DuckDBPyConnection, table: Table, side: str) -> set[str]:
    """Return the columns that a source fills in any row."""
    names = list(table.columns)
    counts = only(con, f"select {', '.join(f'count({name})' for name in names)} from rows_{side}") or ()
    return {name for name, count in zip(names, counts, strict=True) if count}


def _asked(
    con: duckdb.DuckDBPyConnection,
    sides: Sides,
    authority: str,
    speaker: str,
    moment: datetime,
    its_columns: set[str],
) -> str:
    """Return the SQL condition that a source speaks for a row `t` of the other side."""
    table = sides.table
    if not sides.begins or (table.name, speaker) in PART:
        return "false"
    # A list of the last visit of each case covers the day it was made, which says nothing of the visits before.
    windows = con.execute(
        "select distinct w.first_day, w.last_day from kept.books.window w join kept.books.load l using (load)"
        " where l.authority = ? and w.source = ? and w.table_name = ? and l.extracted_at <= ?"
        " and not (w.first_day = w.last_day and w.last_day = cast(l.extracted_at as date)) order by all",
        [authority, speaker, table.name, moment],
    ).fetchall()
    # One that gives no end of anything lists what began in its days, and nothing that was still open then.
    lasts = table.span[-1] in its_columns and len(table.span) > 1
    until = "coalesce(t.until, date '9999-12-31')" if lasts else "t.day"
    touches = [f"(t.day <= date '{last}' and {until} >= date '{first}')" for first, last in windows]
    return f"(t.child is not null and t.day is not null and ({' or '.join(touches) or 'false'}))"
