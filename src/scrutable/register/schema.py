"""The register's tables and code sets, read from tables.toml and codes.toml, which are their only definition."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

# How each type of tables.toml is stored. A flag is three-valued: null is "not recorded", never "no".
SQL_TYPES = {
    "id": "varchar",
    "text": "varchar",
    "code": "varchar",
    "date": "date",
    "moment": "timestamp",
    "flag": "boolean",
    "whole": "bigint",
    "number": "double",
    "fte": "double",
}

# Columns that every table has beside its own, in order. `recorded` is the source's own moment of writing up, and
# `held_from` that of the load from which on the register has held, without a break, the dates that the row holds:
# `known_from` moves with every change of a row, and a team renamed does not make an event written up any later.
SYSTEM_COLUMNS = {
    "authority": "varchar",
    "source": "varchar",
    "recorded": "timestamp",
    "load": "integer",
    "known_from": "timestamp",
    "known_to": "timestamp",
    "held_from": "timestamp",
}


@dataclass(frozen=True)
class Column:
    """A column of the register: its type of tables.toml, unit, code set and meaning."""

    name: str
    type: str
    meaning: str
    unit: str = ""
    codes: str = ""

    @property
    def sql_type(self) -> str:
        """The type it is stored as."""
        return SQL_TYPES[self.type]

    @property
    def is_dated(self) -> bool:
        """Whether it says when something happened."""
        return self.type in ("date", "moment")


@dataclass(frozen=True)
class Table:
    """A table of the register. `needed` holds the key and whatever else a row cannot do without."""

    name: str
    meaning: str
    source: str
    key: tuple[str, ...]
    needed: tuple[str, ...]
    span: tuple[str, ...]
    columns: dict[str, Column]
    made: bool = False  # not stored: made when the register is opened


@cache
def tables() -> dict[str, Table]:
    """Return the register's stored tables by name, in the order of tables.toml."""
    return {name: table for name, table in relations().items() if not table.made}


@cache
def relations() -> dict[str, Table]:
    """Return all that a definition may read beside `period` and `calendar`: the tables, and what is made of them."""
    return {name: _table(name, block) for name, block in _read("tables.toml").items()}


@cache
def codes() -> dict[str, dict[str, str]]:
    """Return each code set by name: code -> words."""
    return {name: dict(block) for name, block in _read("codes.toml").items()}


def _table(name: str, block: dict) -> Table:  # type: ignore[type-arg]
    key = tuple(block["key"])
    columns = {column: Column(column, **facts) for column, facts in block["columns"].items()}
    return Table(
        name=name,
        meaning=block["meaning"],
        source=block["source"],
        key=key,
        needed=key + tuple(block.get("needed", ())),
        span=tuple(block.get("span", ())),
        columns=columns,
        made=block.get("made", False),
    )


def _read(name: str) -> dict:  # type: ignore[type-arg]
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))
