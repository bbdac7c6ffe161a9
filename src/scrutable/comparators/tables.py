"""The release tables of Explore Education Statistics that we know: `tables.toml`, checked and as types."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from scrutable.sources.headers import plain

# Columns that say where and when: every table has them, in any order.
PLACE_AND_TIME = (
    "time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code", "region_name",
    "old_la_code", "new_la_code", "la_name",
)  # fmt: skip
NEEDED = ("time_period", "geographic_level", "old_la_code", "region_code")


@dataclass(frozen=True)
class Share:
    """A printed percentage or rate and its counts in the same row; the denominators are added up."""

    value: str
    numerator: str
    denominator: tuple[str, ...]
    places: int
    per: int = 100


@dataclass(frozen=True)
class Total:
    """A count and the parts of the same row that are to add up to it."""

    whole: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Among:
    """A percentage whose denominator is the count of another row. `by` tells the rows; `sums` add up to the whole."""

    value: str
    count: str
    by: str
    whole: str
    places: int
    sums: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A release table: how it is known, what its years are, and how its figures hang together."""

    id: str
    columns: tuple[str, ...]
    kind: str
    labels: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    step: tuple[Decimal, Decimal] = (Decimal(1), Decimal(1))
    share: tuple[Share, ...] = ()
    total: tuple[Total, ...] = ()
    among: tuple[Among, ...] = ()
    holds: Mapping[str, str] = field(default_factory=dict)

    def half(self, level: str) -> Decimal:
        """Return how far a count may lie from what was counted: half of what it is rounded to, nought where exact."""
        step = self.step[level == "authority" or level == "joint"]
        return Decimal(0) if step == 1 else step / 2


@cache
def tables() -> tuple[Table, ...]:
    """Return the known tables."""
    said = tomllib.loads(Path(__file__).with_name("tables.toml").read_text(encoding="utf-8"))
    return tuple(_table(id_, block) for id_, block in said.items())


def recognise(headers: Sequence[str], columns: Sequence[Sequence[str | None]]) -> Table | None:
    """Return the table that a file with these headers is; None where it is none that is known."""
    held = {plain(header): place for place, header in enumerate(headers)}
    for table in tables():
        if all(plain(name) in held for name in (*table.columns, *table.holds)) and all(
            value in columns[held[plain(name)]] for name, value in table.holds.items()
        ):
            return table
    return None


def _table(id_: str, block: dict[str, Any]) -> Table:
    lists = {key: tuple(block.get(key, ())) for key in ("columns", "labels", "parts", "whole")}
    wide, authority = (Decimal(step) for step in block["step"])
    return Table(
        id=id_,
        kind=block["kind"],
        step=(wide, authority),
        share=tuple(
            Share(**{**one, "denominator": tuple(one["denominator"])}) for one in block.get("share", ())
        ),
        total=tuple(Total(one["whole"], tuple(one["parts"])) for one in block.get("total", ())),
        among=tuple(Among(**{**one, "sums": tuple(one.get("sums", ()))}) for one in block.get("among", ())),
        holds=block.get("holds", {}),
        **lists,
    )
