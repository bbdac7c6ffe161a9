"""Runs worked examples and says in words where what came out differs from what is drawn.

The tests run every example of the built-in definitions with this, and `scrutable check --definitions` a council's own.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

import duckdb

from scrutable.engine.duckdb import Engine
from scrutable.engine.period import Period
from scrutable.errors import DefinitionFault
from scrutable.indicators.definition import Definition
from scrutable.indicators.examples import CASES, Example, as_text, read

Cells = tuple[str | None, ...]


class Exemplified(Protocol):
    """What has worked examples beside it: an indicator, or a check of the records."""

    @property
    def id(self) -> str: ...

    @property
    def examples(self) -> Path: ...


One = TypeVar("One", bound=Exemplified)
Lists = Callable[[One, Example, Engine], list[dict[str, Any]]]  # what comes out over an example, a dict a row


@dataclass(frozen=True)
class Outcome:
    """What came of one worked example: cases that came out and are not drawn, and cases drawn that did not come out.

    `fault` says why there are no cases at all: the examples cannot be read, or the SQL does not run.
    """

    indicator: str
    file: str
    line: int
    title: str
    columns: tuple[str, ...] = ()
    not_drawn: tuple[Cells, ...] = ()
    did_not_come: tuple[Cells, ...] = ()
    fault: str = ""

    @property
    def holds(self) -> bool:
        """Whether exactly the drawn cases came out."""
        return not (self.not_drawn or self.did_not_come or self.fault)


def periods_of(rows: list[dict[str, Any]]) -> list[Period]:
    """Return drawn periods as the engine takes them; their names are of no account here."""
    return [Period(row["period_start"], row["period_end"], f"{row['period_end']}", "", 0) for row in rows]


def engine_over(example: Example) -> Engine:
    """Return DuckDB holding the example's rows. Making it costs more than a case list, so a caller may keep it."""
    return Engine.over_rows({name: rows for name, rows in example.tables.items() if name != "period"})


def listed(definition: Definition, example: Example, engine: Engine) -> list[dict[str, Any]]:
    """Return the case list over an example's rows, a dict a case. Raises what the engine raises."""
    periods = periods_of(example.tables.get("period", []))
    return list(engine.case_list(definition, periods).to_pylist())


def run(definition: Definition, example: Example, engine: Engine | None = None) -> Outcome:
    """Return what came of one example. Raises what the engine raises, and KeyError for a column there is not."""
    return compared(definition, example, listed(definition, example, engine or engine_over(example)))


def compared(definition: Exemplified, example: Example, cases: list[dict[str, Any]]) -> Outcome:
    """Return how a case list differs from what an example draws. Raises KeyError for a column there is not."""
    found = Counter(tuple(as_text(case[column]) for column in example.compared) for case in cases)
    drawn = Counter(example.cases)
    return Outcome(
        definition.id,
        definition.examples.name,
        example.line,
        example.title,
        example.compared,
        _sorted(found - drawn),
        _sorted(drawn - found),
    )


def run_all(definition: Definition) -> list[Outcome]:
    """Return what came of every worked example of an indicator; nothing where it has none."""
    return outcomes(definition, listed)


def outcomes(definition: One, lists: Lists[One], comes: str = CASES) -> list[Outcome]:
    """Return what came of every worked example of what has some; nothing where it has none.

    `lists` gives what comes out of it over an example, and `comes` is what the examples call that.
    """
    if not definition.examples.exists():
        return []
    try:
        examples = read(definition.examples, comes)
    except (DefinitionFault, UnicodeDecodeError) as error:
        return [_failed(definition, 1, "The examples cannot be read", str(error))]
    return [_outcome(definition, example, lists, comes) for example in examples]


def _outcome(definition: One, example: Example, lists: Lists[One], comes: str) -> Outcome:
    try:
        return compared(definition, example, lists(definition, example, engine_over(example)))
    except duckdb.Error as error:
        return _failed(definition, example.line, example.title, str(error).splitlines()[0])
    except KeyError as error:
        says = f"{comes} draws a column that the SELECT does not return: {error.args[0]}"
        return _failed(definition, example.line, example.title, says)


def _failed(definition: Exemplified, line: int, title: str, says: str) -> Outcome:
    return Outcome(definition.id, definition.examples.name, line, title, fault=says)


def _sorted(cases: Counter[Cells]) -> tuple[Cells, ...]:
    return tuple(sorted(cases.elements(), key=lambda case: tuple(cell or "" for cell in case)))
