"""Folds a case list into parts, without adding or dropping a condition, and lists the cases of one part.

A part is what a figure is made of: how many cases count, how many of them meet the condition, how many cannot be
judged. `statement.py` writes the SQL; `view.py` makes figures of the parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from scrutable.errors import DefinitionFault, UsageFault
from scrutable.figures import breakdowns, statement
from scrutable.figures.breakdowns import NOT_RECORDED, Breakdown
from scrutable.figures.statement import COUNTS, PEOPLE, counts_people

if TYPE_CHECKING:
    import pyarrow as pa

    from scrutable.engine.duckdb import Engine
    from scrutable.indicators.definition import Definition

__all__ = [
    "COUNTS", "PEOPLE", "Part", "breakdowns_of", "columns_of", "counts_people", "drill_down", "fold",
    "part_of",
]  # fmt: skip

CONTRACT = ("period_end", "authority", "case_id", "child_id", "case_date", "excluded")
# Columns with a meaning of their own: neither a breakdown nor evidence.
RESERVED = (*CONTRACT, "met", "amount", "base", "due", "done", "recorded", "held_from", "history")
# The tables that the breakdowns look a child's circumstances up in.
CIRCUMSTANCES = ("child", "child_disability", "ehc_plan", "care_episode", "cp_plan", "referral")
NEEDED = {"share": ("met",), "count": (), "rate": (), "ratio": ("amount", "base")}


class Part(NamedTuple):
    """One group of a fold: the whole (`by` is None) or one part of a breakdown, in one period."""

    period_end: date
    by: str | None
    breakdown: str | None
    met: int
    counted: int
    unknown: int
    excluded: int
    lacking: int
    amount: Decimal | float | None  # the median, or else the sum
    base: Decimal | None
    several: int  # how many rows too many a share of people has


def columns_of(engine: Engine, definition: Definition) -> dict[str, str]:
    """Return the columns of a definition's case list with their kinds. Raises DefinitionFault F101 or F102."""
    if definition.hash in engine.columns:
        return engine.columns[definition.hash]
    columns = engine.describe(definition)
    wanted = NEEDED.get(definition.measures, ("amount",)) + (("history",) if definition.look_back else ())
    missing = [name for name in (*CONTRACT, *wanted) if name not in columns]
    if missing:
        raise DefinitionFault(
            "F101",
            f"{definition.path.name} does not return {', '.join(missing)}.",
            f"A case list has {', '.join(CONTRACT)}"
            + (f" and, for a {definition.measures}, {', '.join(wanted)}." if wanted else "."),
        )
    engine.columns[definition.hash] = columns
    return columns


def breakdowns_of(engine: Engine, definition: Definition) -> list[str]:
    """Return what a definition can be broken down by: its own columns of words, then the child's circumstances."""
    columns = columns_of(engine, definition)
    own = [name for name, kind in columns.items() if name not in RESERVED and kind in ("text", "flag")]
    of_council = ["authority"] if engine.many else []
    return own + of_council + [name for name in breakdowns.of_a_child() if name not in own]


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
    asked = {name: _breakdown(engine, columns, name) for name in by}
    children = engine.kept("circumstances", breakdowns.circumstances()) if by else ""
    sql = statement.fold(definition, engine.select_of(definition), columns, asked, children, engine.words)
    # No case and no child is of two councils, so what each comes to adds up; a median does not.
    batches = (
        engine.batches(definition, CIRCUMSTANCES if by else ())
        if definition.measures != "median"
        else (None,)
    )
    answers = [_parts(engine.rows(sql), asked) for _ in batches]
    parts = answers[0] if len(answers) == 1 else _added_up(part for answer in answers for part in answer)
    if by and definition.measures != "median":
        # Every case stands in one part of each breakdown, so those of any come to the whole.
        parts += _added_up(
            Part._make((part.period_end, None, None, *part[3:])) for part in parts if part.by == by[0]
        )
    if definition.measures not in COUNTS and any(part.several for part in parts):
        raise DefinitionFault(
            "F103",
            f"{definition.path.name} is a {definition.measures} of {definition.plural} but has several rows for one"
            " and the same.",
            "Return one row for each in a period.",
        )
    return parts


def _parts(rows: Iterable[tuple[Any, ...]], by: Mapping[str, Breakdown]) -> list[Part]:
    """Return the rows of a statement as parts, with the words of those that were grouped by a number."""
    of = [(name, one.words) for name, one in by.items()]
    numbers = 2 + len(of)
    parts = []
    for row in rows:
        which = row[1]
        name = part = None
        if which is not None:
            name, words = of[which]
            part = row[2 + which]
            if words:
                part = NOT_RECORDED if part is None else words[part]
        parts.append(Part._make((row[0], name, part, *row[numbers:])))
    return parts


def _added_up(parts: Iterable[Part]) -> list[Part]:
    """Return one part for each period and part of a breakdown, what they come to added up. Null stays null."""
    found: dict[tuple[Any, ...], Part] = {}
    for part in parts:
        key = part[:3]
        held = found.get(key)
        found[key] = part if held is None else _sum(held, part)
    return list(found.values())


def _sum(a: Part, b: Part) -> Part:
    return Part(
        *a[:3],
        a.met + b.met,
        a.counted + b.counted,
        a.unknown + b.unknown,
        a.excluded + b.excluded,
        a.lacking + b.lacking,
        _of_both(a.amount, b.amount),
        _of_both(a.base, b.base),
        a.several + b.several,
    )


def _of_both(a: Any, b: Any) -> Any:
    return b if a is None else a if b is None else a + b


def drill_down(engine: Engine, definition: Definition, by: str, part: str) -> pa.Table:
    """Return the cases of one part of a breakdown, as an Arrow table with the columns of the case list.

    For a count of children these are all the cases of the children who stand in the part.
    """
    columns = columns_of(engine, definition)
    value = part_of(engine, columns, by)
    children = engine.kept("circumstances", breakdowns.circumstances())
    stands_in = "part"
    if counts_people(definition):
        latest = f"{engine.words.row}(excluded is null, case_date, case_id)"
        people = "partition by period_end, coalesce(child_id, case_id)"
        stands_in = f"max_by(part, {latest}) over ({people})"
    names = ", ".join(columns)
    return engine.table(
        f"select {names} from (select {names}, {stands_in} as stands_in from (select l.*, {value} as part"
        f" from ({engine.select_of(definition)}) l left join {children} c on c.child_id = l.child_id) l) l"
        f" where stands_in = '{_escaped(part)}' order by period_end, case_id, child_id nulls last"
    )


def part_of(engine: Engine, columns: dict[str, str], name: str) -> str:
    """Return the SQL of the part that a case stands in, over `l`, a row of the case list, and `c`, its child."""
    asked = _breakdown(engine, columns, name)
    return asked.part(asked.grouped)


def _breakdown(engine: Engine, columns: dict[str, str], name: str) -> Breakdown:
    """Return a breakdown over `l`, a row of the case list, and `c`, its child."""
    if name in columns:
        return Breakdown(f"cast(l.{name} as {engine.words.text})")
    return breakdowns.of_a_child()[name]


def _escaped(text: str) -> str:
    return text.replace("'", "''")
