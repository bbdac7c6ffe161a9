"""Runs one worked example on an engine and says in words where what came out differs from what is drawn."""

from collections import Counter
from typing import Any

from scrutable.engine.duckdb import Engine
from scrutable.engine.period import Period
from scrutable.indicators.definition import Definition
from scrutable.indicators.examples import Example, as_text

Row = dict[str, Any]


def periods_of(rows: list[Row]) -> list[Period]:
    """Return drawn periods as the engine takes them; their names are of no account here."""
    return [Period(row["period_start"], row["period_end"], f"{row['period_end']}", "", 0) for row in rows]


def engine_over(example: Example) -> Engine:
    """Return DuckDB holding the example's rows. Making it costs more than a case list, so a caller may keep it."""
    return Engine.over_rows({name: rows for name, rows in example.tables.items() if name != "period"})


def came_out(definition: Definition, example: Example, engine: Engine) -> Counter[tuple[str | None, ...]]:
    """Return the cases that came out as text, in the columns that the example compares."""
    cases = engine.case_list(definition, periods_of(example.tables["period"])).to_pylist()
    return Counter(tuple(as_text(case[column]) for column in example.compared) for case in cases)


def differences(definition: Definition, example: Example, engine: Engine) -> list[str]:
    """Return a line for each case that came out and is not drawn, or is drawn and did not come out."""
    found, drawn = came_out(definition, example, engine), Counter(example.cases)
    shown = " | ".join(example.compared)
    return [f"not drawn:        {case}  ({shown})" for case in (found - drawn).elements()] + [
        f"did not come out: {case}  ({shown})" for case in (drawn - found).elements()
    ]
