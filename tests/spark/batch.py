"""Many small registers as one: every id and every council gets the register's own number before it.

Spark takes the better part of a second for a query, whatever it reads, so the examples and the random registers of an
indicator are asked about together. It shows as well that a definition serves many councils at once: no case may come
of one council's rows beside another's.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

from scrutable.engine.duckdb import Engine, connect, lock
from scrutable.engine.spark import arrow_table, columns_of
from scrutable.indicators.definition import Definition
from scrutable.register import schema
from tests.generated.registers import periods, register
from tests.oracle.ask import tables_of
from tests.oracle.days import Row, Rows

# Beside the ids, what says whose a row is.
WHOSE = {"authority", "area", "placed_in"}


@dataclass
class Batch:
    """Registers put together, with all their periods: of those that end on the same day there is one."""

    tables: dict[str, Rows] = field(default_factory=dict)
    numbers: set[str] = field(default_factory=set)
    ends: dict[Any, Any] = field(default_factory=dict)  # the last day of each period -> its first

    def fits(self, small: Mapping[str, Rows]) -> bool:
        """Whether no period of a register ends with another one of the batch."""
        return all(
            self.ends.get(p["period_end"], p["period_start"]) == p["period_start"] for p in small["period"]
        )

    def add(self, number: str, small: Mapping[str, Rows]) -> None:
        """Put a register in, under its number."""
        self.numbers.add(number)
        self.ends |= {p["period_end"]: p["period_start"] for p in small["period"]}
        for name, rows in small.items():
            if name != "period":
                self.tables.setdefault(name, []).extend(_numbered(name, row, number) for row in rows)

    @property
    def period(self) -> Rows:
        """Return the periods of all, oldest first."""
        return [{"period_start": start, "period_end": end} for end, start in sorted(self.ends.items())]


def batches(registers: Mapping[str, Mapping[str, Rows]]) -> list[Batch]:
    """Return registers, given by number, in as few batches as their periods allow."""
    made: list[Batch] = []
    for number, small in registers.items():
        batch = next((one for one in made if one.fits(small)), None)
        if batch is None:
            made.append(batch := Batch())
        batch.add(number, small)
    return made


def unnumbered(value: Any, number: str) -> Any:
    """Return a value as it was before its register got a number."""
    return value.replace(f"{number}:", "") if isinstance(value, str) else value


def _numbered(table: str, row: Row, number: str) -> Row:
    columns = schema.relations()[table].columns
    return {
        name: f"{number}:{value}"
        if value is not None and (name in WHOSE or (name in columns and columns[name].type == "id"))
        else value
        for name, value in row.items()
    }


def drawn(definition: Definition, count: int, begin: int | None) -> Iterator[dict[str, Rows]]:
    """Yield random registers of an indicator, the same ones for the same `begin`, with their periods."""
    found: list[dict[str, Rows]] = []

    @settings(
        max_examples=count, phases=[Phase.generate], derandomize=begin is None, database=None, deadline=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(register(tables_of(definition.id), definition.select, definition.dashboard), periods())
    def draw(tables: dict[str, Rows], period: Rows) -> None:
        found.append({**tables, "period": period})

    (draw if begin is None else seed(begin)(draw))()
    yield from found


def duckdb_over(tables: Mapping[str, Iterable[Mapping[str, Any]]]) -> Engine:
    """Return DuckDB over many rows: by Arrow, as row by row they would take seconds."""
    con = connect()
    for table in schema.relations().values():
        columns = columns_of(table)
        con.register("given", arrow_table(columns, tables.get(table.name, ())))
        con.execute(f"create table {table.name} as select * from given")
        con.unregister("given")
    lock(con)
    return Engine(con)
