"""Which columns of the register an indicator reads: so that a plan of a load can say what it would go without."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from sqlglot import exp
from sqlglot.optimizer.scope import Scope, traverse_scope

from scrutable.indicators.definition import Definition
from scrutable.indicators.parsed import parse
from scrutable.register.schema import tables


def columns(definition: Definition) -> frozenset[tuple[str, str]]:
    """Return the (table, column) pairs of the register's tables that a definition reads."""
    return _columns(definition.select)


@cache
def _columns(select: str) -> frozenset[tuple[str, str]]:
    parsed, _ = parse(select, "", 1)
    if parsed is None:
        return frozenset()
    found = set()
    for scope in traverse_scope(parsed.tree):
        held = {name.lower(): _behind(source) for name, source in scope.sources.items()}
        for column in scope.find_all(exp.Column):
            of, name = column.table.lower(), column.name.lower()
            named = held.get(of, set()) if of else set().union(*held.values())
            found |= {(table, name) for table in named if _has(table, name)}
    return frozenset(found)


def _behind(source: exp.Table | Scope) -> set[str]:
    """Return the tables of which a source hands on every column: itself, or what a `select *` stands on."""
    if isinstance(source, exp.Table):
        return {source.name.lower()}
    select = source.expression
    stars = isinstance(select, exp.Select) and any(one.is_star for one in select.expressions)
    return set().union(*(_behind(one) for one in source.sources.values())) if stars else set()


def _has(table: str, column: str) -> bool:
    return table in tables() and column in tables()[table].columns


def lacking(
    definitions: Iterable[Definition], fills: Mapping[str, Sequence[str]]
) -> dict[tuple[str, str], list[str]]:
    """Return (table, column) -> the indicators that read it, where a load fills the table and not the column.

    The tables that a load does not fill at all are not its matter: another file may hold them.
    """
    found: dict[tuple[str, str], list[str]] = {}
    for definition in definitions:
        for table, column in sorted(columns(definition)):
            if table in fills and column not in fills[table]:
                found.setdefault((table, column), []).append(definition.id)
    return dict(sorted(found.items()))
