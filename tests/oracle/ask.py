"""Asks the oracle of an indicator: finds it by name and hands it the tables that its arguments name."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module

from scrutable.register import schema
from tests.oracle.days import Row, Rows


def oracle(indicator: str) -> Callable[..., Iterator[Row]]:
    """Return the oracle of an indicator: the function that has its module's name."""
    found: Callable[..., Iterator[Row]] = getattr(import_module(f"tests.oracle.{indicator}"), indicator)
    return found


def tables_of(indicator: str) -> list[str]:
    """Return the register tables that an oracle reads."""
    return [name for name in inspect.signature(oracle(indicator)).parameters if name != "period"]


def ask(indicator: str, tables: Mapping[str, Rows]) -> Rows:
    """Return the cases of an oracle. A column that a row does not name is None, a table not given is empty."""
    asked = {name: [_whole(name, row) for row in tables.get(name, [])] for name in tables_of(indicator)}
    return list(oracle(indicator)(**asked, period=list(tables["period"])))


def _whole(table: str, row: Row) -> Row:
    """Return a row with every column of its table."""
    return dict.fromkeys([*schema.relations()[table].columns, *schema.SYSTEM_COLUMNS]) | row
