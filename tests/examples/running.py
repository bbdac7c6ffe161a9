"""Runs one worked example on an engine and says in words where what came out differs from what is drawn."""

from typing import Any

from scrutable.engine.duckdb import Engine
from scrutable.engine.worked import came_out, engine_over, periods_of, run
from scrutable.indicators.definition import Definition
from scrutable.indicators.examples import Example

Row = dict[str, Any]
__all__ = ["Row", "came_out", "differences", "engine_over", "periods_of"]


def differences(definition: Definition, example: Example, engine: Engine) -> list[str]:
    """Return a line for each case that came out and is not drawn, or is drawn and did not come out."""
    outcome = run(definition, example, engine)
    shown = " | ".join(outcome.columns)
    return [f"not drawn:        {case}  ({shown})" for case in outcome.not_drawn] + [
        f"did not come out: {case}  ({shown})" for case in outcome.did_not_come
    ]
