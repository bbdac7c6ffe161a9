"""Folds a case list into figures, without adding or dropping a condition.

One statement does every period and every breakdown asked for: the definition's SELECT stands in it as it is, the
child's circumstances are joined to it, and grouping sets count the whole and the parts in one pass.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import pyarrow as pa

from scrutable.engine.duckdb import Engine
from scrutable.errors import DefinitionFault, UsageFault
from scrutable.figures import breakdowns
from scrutable.figures.breakdowns import NOT_RECORDED
from scrutable.indicators.definition import Definition

CONTRACT = ("period_end", "authority", "case_id", "child_id", "case_date", "excluded")
# Columns with a meaning of their own: neither a breakdown nor evidence.
RESERVED = (*CONTRACT, "met", "amount", "due", "done", "recorded")
PEOPLE = ("child", "young person")


class Part(NamedTuple):
    """One group of a fold: the whole (`by` is None) or one part of a breakdown, in one period."""

    period_end: date
    by: str | None
    breakdown: str | None
    met: int
    counted: int
    unknown: int
    excluded: int
    amount: float | None


def columns_of(engine: Engine, definition: Definition) -> dict[str, str]:
    """Return the columns of a definition's case list with their types. Raises DefinitionFault F101 or F102."""
    import duckdb

    if definition.hash in engine.columns:
        return engine.columns[definition.hash]
    try:
        found = engine.con.execute(f"describe select * from ({definition.select})").fetchall()
    except duckdb.Error as error:
        raise DefinitionFault("F102", f"{definition.path.name}: {str(error).splitlines()[0]}") from None
    columns = {row[0]: row[1] for row in found}
    missing = [name for name in CONTRACT if name not in columns]
    wanted = {"share": "met", "count": ""}.get(definition.measures, "amount")
    if wanted and wanted not in columns:
        missing.append(wanted)
    if missing:
        raise DefinitionFault(
            "F101",
            f"{definition.path.name} does not return {', '.join(missing)}.",
            f"A case list has {', '.join(CONTRACT)}"
            + (f" and, for a {definition.measures}, {wanted}." if wanted else "."),
        )
    engine.columns[definition.hash] = columns
    return columns


def breakdowns_of(engine: Engine, definition: Definition) -> list[str]:
    """Return what a definition can be broken down by: its own columns of words, then the child's circumstances."""
    columns = columns_of(engine, definition)
    own = [name for name, kind in columns.items() if name not in RESERVED and kind in ("VARCHAR", "BOOLEAN")]
    return own + [name for name in breakdowns.expressions() if name not in own]


def fold(engine: Engine, definition: Definition, by: Sequence[str] = ()) -> list[Part]:
    """Return the parts of a definition's case list for the periods the engine has: the whole, then each breakdown.

    Raises UsageFault U101 for a breakdown there is not, DefinitionFault F103 where a share of children has several
    rows for one child and period.
    """
    columns = columns_of(engine, definition)
    possible = breakdowns_of(engine, definition)
    for name in by:
        if name not in possible:
            raise UsageFault(
                "U101",
                f'{definition.id} cannot be broken down by "{name}".',
                f"Choose one of: {', '.join(possible)}.",
            )
    expressions = {name: f"cast(l.{name} as varchar)" for name in columns} | {
        name: sql for name, sql in breakdowns.expressions().items() if name not in columns
    }
    rows = engine.con.execute(
        _statement(definition, columns, {name: expressions[name] for name in by})
    ).fetchall()
    if definition.measures != "count" and any(several for several, *_ in rows):
        raise DefinitionFault(
            "F103",
            f"{definition.path.name} is a share of {definition.plural} but has several rows for one and the same.",
            "Return one row for each in a period.",
        )
    return [Part(*part) for _, *part in rows]


def _statement(definition: Definition, columns: Mapping[str, str], by: Mapping[str, str]) -> str:
    parts = [f"coalesce({sql}, '{NOT_RECORDED}') as b{n}" for n, sql in enumerate(by.values())]
    join = " left join child c on c.child_id = l.child_id" if any(name not in columns for name in by) else ""
    met = "l.met" if definition.measures == "share" else "cast(null as boolean)"
    amount = "l.amount" if "amount" in columns and definition.measures not in ("share", "count") else "null"
    shown = ", ".join(
        [
            f"l.period_end, l.excluded is not null as is_excluded, {met} as met, {amount} as amount",
            *([_PERSON] if definition.counts in PEOPLE else []),
            *parts,
        ]
    )
    listed = f"select {shown} from ({definition.select}) l{join}"
    if definition.counts in PEOPLE and definition.measures == "count":
        listed = _one_a_child(listed, len(by))
    groups, names = [f"b{n}" for n in range(len(by))], [f"'{name}'" for name in by]
    additive = definition.counts not in PEOPLE and definition.measures in ("share", "count")
    cells = _CELLS.format(groups="".join(f", {group}" for group in groups)) if additive else ""
    several = "count(*) - count(distinct child_key)" if definition.counts in PEOPLE else "0"
    sets = ", ".join(["(period_end)", *(f"(period_end, {group})" for group in groups)])
    return (
        f"with listed as ({listed}){cells} select {several} as several, period_end,"
        f" {_of_group(groups, names)}, {_of_group(groups, groups)},"
        f" {_SUMS if additive else _COUNTS}, {_AMOUNTS.get(definition.measures, 'null')}"
        f" from {'cells' if additive else 'listed'} group by grouping sets ({sets}) order by all"
    )


def _of_group(groups: Sequence[str], values: Sequence[str]) -> str:
    """Return the SQL that gives, of the breakdown a row is of, its value; null for the whole."""
    cases = " ".join(
        f"when grouping({group}) = 0 then {value}" for group, value in zip(groups, values, strict=True)
    )
    return f"case {cases} end" if cases else "null"


_PERSON = "l.case_id, l.case_date, coalesce(l.child_id, l.case_id) as child_key"
# What is counted of a group: cases that meet the condition, all that count, those not known to, those excluded.
_COUNTS = (
    "count(*) filter (where not is_excluded and met) as met_count,"
    " count(*) filter (where not is_excluded) as counted,"
    " count(*) filter (where not is_excluded and met is null) as unknown,"
    " count(*) filter (where is_excluded) as excluded"
)
# Plain counts are made once for each combination of parts, and the few combinations are then added up, which is less
# work than counting every case again for each breakdown.
_CELLS = f", cells as (select period_end{{groups}}, {_COUNTS} from listed group by all)"
_SUMS = ", ".join(f"cast(sum({name}) as bigint)" for name in ("met_count", "counted", "unknown", "excluded"))
_AMOUNTS = {
    "median": "median(amount) filter (where not is_excluded)",
    "mean": "favg(amount) filter (where not is_excluded)",
    "sum": "coalesce(fsum(amount) filter (where not is_excluded), 0)",
}


def _one_a_child(listed: str, breakdowns_asked: int) -> str:
    """Keep one row for a child and period: the latest that counts, so that a breakdown of children still sums."""
    latest = "row(not is_excluded, case_date, case_id)"
    parts = "".join(f", max_by(b{n}, {latest}) as b{n}" for n in range(breakdowns_asked))
    return (
        "select period_end, child_key, bool_and(is_excluded) as is_excluded, cast(null as boolean) as met,"
        f" null as amount{parts} from ({listed}) group by period_end, child_key"
    )


def drill_down(engine: Engine, definition: Definition, by: str, part: str) -> pa.Table:
    """Return the cases of one part of a breakdown, as an Arrow table with the columns of the case list.

    For a count of children these are all the cases of the children who stand in the part.
    """
    columns = columns_of(engine, definition)
    sql = f"cast(l.{by} as varchar)" if by in columns else breakdowns.expressions()[by]
    value = f"coalesce({sql}, '{NOT_RECORDED}')"
    keep = f"l.breakdown_value = '{_escaped(part)}'"
    if definition.counts in PEOPLE and definition.measures == "count":
        latest = "row(excluded is null, case_date, case_id)"
        people = "partition by period_end, coalesce(child_id, case_id)"
        keep = f"max_by(breakdown_value, {latest}) over ({people}) = '{_escaped(part)}'"
        keep = f"true qualify {keep}"
    return engine.con.execute(
        f"select * exclude (breakdown_value) from (select l.*, {value} as breakdown_value"
        f" from ({definition.select}) l left join child c on c.child_id = l.child_id) l where {keep}"
        " order by period_end, case_id, child_id nulls last"
    ).to_arrow_table()


def _escaped(text: str) -> str:
    return text.replace("'", "''")
