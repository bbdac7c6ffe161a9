"""Figures over a lake of many councils' exports: the same folds, on DuckDB or on Spark."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from scrutable.engine import lake
from scrutable.engine.duckdb import Engine
from scrutable.figures.view import View
from scrutable.indicators.definition import Definition

ENGINES = ("duckdb", "spark")


class LakeView(View):
    """What several councils' registers said, each on the moment of its export."""

    def __init__(
        self, engine: Engine, held: lake.Lake, definitions: Sequence[Definition] | None = None
    ) -> None:
        self.lake = held
        days = sorted({one.known_on.date() for one in held.exports})
        said = " to ".join(f"{day}" for day in dict.fromkeys([days[0], days[-1]]))
        super().__init__(engine, held.known_on, said, held.held, definitions=definitions)

    def _lacking(self, definition: Definition) -> str:
        """Say which councils lack which records: without them the figure of all would be too small."""
        lacking = [
            f"no records of {', '.join(missing)} in the export of {one.authority}"
            for one in self.lake.exports
            if (missing := [table for table in self._needed(definition) if table not in one.tables])
        ]
        return "; ".join(lacking)


def open_lake(folder: Path, councils: Sequence[str] = (), engine: str = "duckdb") -> LakeView:
    """Return the view of a lake, of the councils named or of all. `engine` is one of ENGINES."""
    held = lake.read(folder, councils)
    return LakeView(lake.open_spark(held) if engine == "spark" else lake.open_duckdb(held), held)
