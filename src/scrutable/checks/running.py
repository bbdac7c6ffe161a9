"""Runs the checks over a view of the register: each once, and each says which rows fail or why it cannot be asked.

Whose records lack a table cannot be told that something is missing from it: a check is asked only where every table
that it cannot do without had been loaded. Read `behind.py` next.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any

import duckdb

from scrutable.checks.definition import ROW, Check
from scrutable.engine.duckdb import Engine
from scrutable.engine.reads import tables_read
from scrutable.errors import DefinitionFault, UsageFault
from scrutable.figures.view import View
from scrutable.indicators.examples import Example
from scrutable.register import schema


@dataclass(frozen=True)
class Failing:
    """A row of the register that fails a check, the days on which it bears, and what else the check says of it."""

    table: str
    row_id: str
    child_id: str | None
    first_day: date | None = None
    last_day: date | None = None
    authority: str = ""
    evidence: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @property
    def key(self) -> tuple[str, str]:
        """What no other row has."""
        return self.table, self.row_id

    def bears_on(self, first: date, last: date) -> bool:
        """Say whether the row bears on some day of a stretch, both ends included."""
        return (self.first_day is None or self.first_day <= last) and (
            self.last_day is None or self.last_day >= first
        )


@dataclass(frozen=True)
class Checked:
    """What came of one check: the rows that fail, or `absent`: why it could not be asked."""

    check: Check
    rows: tuple[Failing, ...] = ()
    absent: str = ""


def run(view: View, checks: Iterable[Check]) -> tuple[Checked, ...]:
    """Return what came of some checks over a view, in their order. Raises DefinitionFault F206 or F207."""
    return tuple(_run(view, one) for one in checks)


def find(check: str, checks: Sequence[Check]) -> Check:
    """Return a check by its id. Raises UsageFault U168, naming the nearest id."""
    known = {one.id: one for one in checks}
    if check in known:
        return known[check]
    near = get_close_matches(check, known, 1, 0.4)
    raise UsageFault(
        "U168",
        f'There is no check "{check}".',
        f"Did you mean {near[0]}?" if near else "See them all with: scrutable check --all",
    )


def listed(check: Check, example: Example | None, engine: Engine) -> list[dict[str, Any]]:
    """Return what a check's SELECT gives over what an engine holds, a dict a row, in a stated order.

    `example` is what the engine was given, for `engine/worked.py`; a check needs no more of it.
    """
    found = engine.con.execute(f"select * from (\n{check.select}) order by table_name, row_id")
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _run(view: View, check: Check) -> Checked:
    if absent := _absent(view, check):
        return Checked(check, absent=absent)
    try:
        found = listed(check, None, view.engine)
    except duckdb.Error as error:
        raise DefinitionFault("F206", f"{check.path.name}: {str(error).splitlines()[0]}") from None
    rows = tuple(_failing(one) for one in found)
    seen: set[tuple[str, str]] = set()
    for row in rows:
        if row.key in seen:
            says = f"{check.path.name} returns a row of {row.table} twice, so it would be counted twice."
            raise DefinitionFault("F207", says, "Give each failing row once: group by its id.")
        seen.add(row.key)
    return Checked(check, rows)


def _failing(one: Mapping[str, Any]) -> Failing:
    first, last = one["first_day"], one["last_day"]
    if first is not None and last is not None and last < first:
        first, last = last, first  # a row may be faulty twice, and then its days come in the wrong order
    evidence = {name: value for name, value in one.items() if name not in ROW}
    return Failing(one["table_name"], one["row_id"], one["child_id"], first, last, one["authority"], evidence)


def _absent(view: View, check: Check) -> str:
    """Say which records a check needs and the store does not hold, or which column they never fill."""
    reads = tables_read(view.engine.con, check.select) & set(schema.tables())
    missing = sorted((reads - set(check.optional) - view.held) or (reads if not reads & view.held else set()))
    if missing:
        return f"no records of {', '.join(missing)} had been loaded"
    for needed in check.needs:
        table, _, column = needed.partition(".")
        if not view.engine.rows(f"select count({column}) from {table}")[0][0]:
            return f"the records of {table} hold no {column} at all"
    return ""
