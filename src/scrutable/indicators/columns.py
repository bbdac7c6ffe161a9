"""Checks that a definition reads tables and columns that the register has, and says which one was meant.

This looks at `from` and `join` and at columns written with their table's short name (`e.issued`); a column written
alone is left to the engine, which knows. Read `definition.py` next.
"""

import re

from scrutable.indicators.dialect import code_only, fault_at
from scrutable.indicators.faults import Fault, did_you_mean
from scrutable.register import schema

# What stands beside the register's tables, with its columns.
RELATIONS = {
    "period": ("period_start", "period_end"),
    "calendar": ("day", "is_working_day", "working_day_number"),
}
_NAMED = re.compile(r"(?:\bwith|,)\s+(\w+)\s+as\s*\(", re.IGNORECASE)
_READ = re.compile(
    r"\b(?:from|join)\s+([a-z_]\w*)(?:[ \t]+(?!(?:on|where|join|left|cross|group|order|union)\b)(\w+))?"
)
_COLUMN = re.compile(r"\b([a-z_]\w*)\.([a-z_]\w*)")


def check(body: str, file: str, first_line: int = 1) -> list[Fault]:
    """Return each table and column that is not there, with its place. `body` begins on `first_line`."""
    code = code_only(body)
    own = {found[1] for found in _NAMED.finditer(code)}
    faults, columns_of = [], dict[str, set[str]]()
    unchecked = set(own)
    for found in _READ.finditer(code):
        table, alias = found[1], found[2] or found[1]
        known = _columns(table)
        if table in own or not known:
            unchecked.add(alias)
        else:
            columns_of.setdefault(alias, set()).update(known)
        if table not in own and not known:
            near = did_you_mean(table, [*schema.relations(), *RELATIONS, *own])
            faults.append(
                fault_at("F013", code, found.start(1), file, first_line, f'No table "{table}".{near}')
            )
    for found in _COLUMN.finditer(code):
        alias, column = found[1], found[2]
        if alias in columns_of and alias not in unchecked and column not in columns_of[alias]:
            says = f'"{alias}" has no column "{column}".{did_you_mean(column, columns_of[alias])}'
            faults.append(fault_at("F012", code, found.start(2), file, first_line, says))
    return faults


def _columns(table: str) -> tuple[str, ...]:
    """Return the columns of a table that a definition may read; none where there is no such table."""
    if table in RELATIONS:
        return RELATIONS[table]
    known = schema.relations().get(table)
    return (*known.columns, *schema.SYSTEM_COLUMNS) if known else ()
