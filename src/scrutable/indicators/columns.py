"""Checks that a definition reads tables and columns that there are, and says which one was meant.

A column is looked for where SQL looks for it: in the tables and with-queries of its own SELECT, and for a SELECT in
brackets also in those of the SELECT around it. What comes out of a with-query is known, too, so that a slip is found
however far it is from the register. Read `checking.py` next.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlglot import exp
from sqlglot.optimizer.scope import Scope, traverse_scope

from scrutable.indicators import kinds
from scrutable.indicators.faults import Fault, did_you_mean
from scrutable.indicators.kinds import Kind
from scrutable.indicators.parsed import Parsed
from scrutable.register import schema

# What stands beside the register's tables, with its columns.
BESIDE = {
    "period": {"period_start": "date", "period_end": "date"},
    "calendar": {"day": "date", "is_working_day": "flag", "working_day_number": "whole"},
}
# The columns that every table has and that a definition may read. `load` and `known_to` are the store's own books:
# the register comes as known on a moment, and a definition that read them could not be made again.
SYSTEM = {
    "authority": "text",
    "source": "text",
    "recorded": "moment",
    "known_from": "moment",
    "held_from": "moment",
}

Columns = dict[str, Kind]  # by name in small letters; what a column is where that can be told


@dataclass
class Reading:
    """What reading a tree in the order of its SELECTs has found."""

    parsed: Parsed
    faults: list[Fault] = field(default_factory=list)
    given: dict[int, Columns | None] = field(
        default_factory=dict
    )  # of each SELECT; None where it cannot be told
    kinds: dict[int, Kind] = field(default_factory=dict)  # of each column and each SELECT in brackets

    def kind_of(self, node: exp.Expr | None) -> Kind:
        """Return the kind of a value."""
        return kinds.kind_of(node, lambda part: self.kinds.get(id(part)))

    def fault(self, code: str, node: exp.Expr | None, says: str) -> None:
        """Note a fault, once."""
        fault = self.parsed.fault(code, node, says)
        if fault not in self.faults:
            self.faults.append(fault)


def check(parsed: Parsed) -> tuple[list[Fault], Columns | None]:
    """Return what is wrong with tables, columns and kinds, and the columns of the case list (None: cannot be told)."""
    reading = Reading(parsed)
    for scope in traverse_scope(parsed.tree):
        _read(scope, reading)
    return reading.faults, reading.given.get(id(parsed.tree))


def relation(name: str) -> Columns | None:
    """Return the columns of a relation that a definition may read; None where there is no such relation."""
    if name in BESIDE:
        return dict(BESIDE[name])
    known = schema.relations().get(name)
    if known is None:
        return None
    own: Columns = {column.name: kinds.OF_TYPE[column.type] for column in known.columns.values()}
    return own | (dict(SYSTEM) if not known.made else {"authority": "text"})


def _read(scope: Scope, reading: Reading) -> None:
    """Read one SELECT: its tables, then its columns, then what it gives."""
    node = scope.expression
    if isinstance(node, exp.SetOperation):
        branches = [reading.given.get(id(branch.unnest())) for branch in (node.this, node.expression)]
        reading.given[id(node)] = branches[0]
        _same_width(node, branches, reading)
    elif isinstance(node, exp.Select):
        tables = _tables(scope, reading)
        aliases = {one.alias.lower() for one in node.expressions if isinstance(one, exp.Alias)}
        for column in [*scope.find_all(exp.Column)]:
            reading.kinds[id(column)] = _resolve(column, tables, aliases, scope, reading)
        for part in scope.walk():
            for where, says in kinds.misfits(part, reading.kind_of):
                reading.fault("F018", where, says)
        reading.given[id(node)] = _gives(node, tables, reading)
    if isinstance(node.parent, exp.Subquery):
        columns = reading.given.get(id(node)) or {}
        reading.kinds[id(node.parent)] = next(iter(columns.values()), None)


def _tables(scope: Scope, reading: Reading) -> dict[str, Columns | None]:
    """Return the columns of each table and with-query that a SELECT reads, by its short name."""
    found: dict[str, Columns | None] = {}
    for name, (_, source) in scope.selected_sources.items():
        if isinstance(source, exp.Table):
            found[name.lower()] = _table(source, scope, reading)
        else:
            found[name.lower()] = _renamed(source.expression, reading.given.get(id(source.expression)))
    return found


def _table(table: exp.Table, scope: Scope, reading: Reading) -> Columns | None:
    name = table.name.lower()
    if not isinstance(table.this, exp.Identifier):
        says = "A definition reads the register's tables and nothing else: no function may stand for a table."
        reading.fault("F016", table, f"{says} {_tables_there_are()}")
        return None
    columns = None if table.db or table.this.quoted else relation(name)
    if columns is None:
        with_queries = [one for one, source in scope.sources.items() if isinstance(source, Scope)]
        near = did_you_mean(name, [*schema.relations(), *BESIDE, *with_queries])
        shown = ".".join(part.name for part in table.parts)
        reading.fault("F013", table, f'No table "{shown}".{near or " " + _tables_there_are()}')
    return columns


def _tables_there_are() -> str:
    return "The tables are in docs/register.md."


def _renamed(node: exp.Expr, columns: Columns | None) -> Columns | None:
    """Return the columns of a with-query under the names in its brackets, as in `with days (a, b) as ...`."""
    named = node.find_ancestor(exp.CTE, exp.Subquery, exp.Table)
    alias = named.args.get("alias") if named is not None else None
    names = [one.name.lower() for one in (alias.args.get("columns") or [])] if alias is not None else []
    if not names or columns is None:
        return columns
    return dict(zip(names, columns.values(), strict=False))


def _resolve(
    column: exp.Column, tables: dict[str, Columns | None], aliases: set[str], scope: Scope, reading: Reading
) -> Kind:
    """Return the kind of a column, noting a fault where there is none of its name."""
    if isinstance(column.this, exp.Star):
        return None
    name, short = column.name.lower(), column.table.lower()
    levels = [tables]
    outer = scope.parent if scope.is_subquery else None
    while outer is not None:
        levels.append(_tables(outer, Reading(reading.parsed, given=reading.given)))
        outer = outer.parent if outer.is_subquery else None
    if short:
        return _with_short_name(column, name, short, levels, reading)
    for level in levels:
        holding = [one for one, columns in level.items() if columns is not None and name in columns]
        if len(holding) > 1 and not _joined_alike(column):
            choice = " or ".join(f"{one}.{name}" for one in holding)
            reading.fault("F019", column, f'"{name}" is in several of the tables read here. Write {choice}.')
        if holding:
            return (level[holding[0]] or {})[name]
        if any(columns is None for columns in level.values()):
            return None
    if name in aliases:
        return None
    known = [one for level in levels for columns in level.values() for one in columns or ()]
    reading.fault(
        "F012", column, f'None of the tables read here has a column "{name}".{did_you_mean(name, known)}'
    )
    return None


def _joined_alike(column: exp.Column) -> bool:
    return column.find_ancestor(exp.Order) is not None  # an order by may name what the SELECT gives


def _with_short_name(
    column: exp.Column, name: str, short: str, levels: list[dict[str, Columns | None]], reading: Reading
) -> Kind:
    for level in levels:
        if short in level:
            columns = level[short]
            if columns is not None and name not in columns:
                says = f'"{short}" has no column "{name}".{did_you_mean(name, columns)}'
                reading.fault("F012", column.this, says)
            return (columns or {}).get(name)
    known = " and ".join(one for level in levels for one in level)
    reading.fault("F013", column, f'No table read here is called "{short}". Write one of: {known}.')
    return None


def _gives(node: exp.Select, tables: dict[str, Columns | None], reading: Reading) -> Columns | None:
    """Return the columns that a SELECT gives; None where a star stands for a table that is not known."""
    found: Columns = {}
    for one in node.expressions:
        if isinstance(one, exp.Star) or (isinstance(one, exp.Column) and isinstance(one.this, exp.Star)):
            short = one.table.lower() if isinstance(one, exp.Column) else ""
            for columns in [tables.get(short)] if short else tables.values():
                if columns is None:
                    return None
                found |= columns
        else:
            found[one.alias_or_name.lower()] = reading.kind_of(one)
    return found


def _same_width(node: exp.SetOperation, branches: list[Columns | None], reading: Reading) -> None:
    """Check that what is put under each other has as many columns, of the same kinds."""
    one, *others = branches or [None]
    for other in others:
        if one is None or other is None:
            continue
        if len(one) != len(other):
            says = f"A union puts {len(other)} columns under {len(one)}. Give both SELECTs the same columns."
            reading.fault("F018", node.expression, says)
            continue
        for (name, kind), its in zip(one.items(), other.values(), strict=True):
            if not kinds.same(kind, its):
                says = (
                    f'A union puts {kinds.WORDS[str(its)]} under "{name}", which is {kinds.WORDS[str(kind)]}.'
                )
                reading.fault("F018", node.expression, says)
