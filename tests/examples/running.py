"""Runs one worked example on an engine and says in words where what came out differs from what is drawn."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from scrutable.engine.duckdb import Engine
from scrutable.engine.worked import compared, listed, periods_of
from scrutable.indicators.definition import Definition
from scrutable.indicators.examples import Example

Row = dict[str, Any]
__all__ = ["Row", "differences", "engine_over", "given", "periods_of"]

# Where a case is several events, it is on record with the last of them, and `done` is the day of another.
OF_SEVERAL = {"care_reviews_in_time"}

# Later than anything drawn: no definition can take a moment that was made up for one that the example says.
MADE_UP = datetime(2100, 1, 1)


def given(example: Example) -> dict[str, list[Row]]:
    """Return the example's rows, all but `period`, each with a `held_from` of its own where none is drawn.

    The register has one for every row and examples rarely draw it. A cell of it that is drawn empty stays empty.
    """
    tables = {name: rows for name, rows in example.tables.items() if name != "period"}
    nth = count()
    return {
        name: [{"held_from": MADE_UP + timedelta(days=next(nth))} | row for row in rows]
        for name, rows in tables.items()
    }


def engine_over(example: Example) -> Engine:
    """Return DuckDB holding what is given. Making it costs more than a case list, so a caller may keep it."""
    return Engine.over_rows(given(example))


def differences(definition: Definition, example: Example, engine: Engine) -> list[str]:
    """Return a line for each case that came out and is not drawn, or is drawn and did not come out, or is unheld.

    `engine` holds the rows of `given`.
    """
    cases = listed(definition, example, engine)
    outcome = compared(definition, example, cases)
    shown = " | ".join(outcome.columns)
    return [
        *(f"not drawn:        {case}  ({shown})" for case in outcome.not_drawn),
        *(f"did not come out: {case}  ({shown})" for case in outcome.did_not_come),
        *_unheld(definition, example, cases),
    ]


def _unheld(definition: Definition, example: Example, cases: list[Row]) -> list[str]:
    """Return a line for each case of a timed duty that was done and is not told from which load on it was held.

    What was done stands in a row of the register: its `held_from` is that of a row in which the day stands. Where
    two rows could be meant the example says which, by drawing `held_from`.
    """
    rows = [row for table in given(example).values() for row in table]
    held = {(row["held_from"], _as_day(value)) for row in rows for value in row.values()}
    moments = {row["held_from"] for row in rows}
    return [
        f"held from no load: {case['case_id']}, done {case['done']}, held_from {case['held_from']}"
        for case in cases
        if "held_from" in case and case.get("done") is not None
        if (case["held_from"], _as_day(case["done"])) not in held
        and not (definition.id in OF_SEVERAL and case["held_from"] in moments)
    ]


def _as_day(value: object) -> object:
    """Return the day of a moment, anything else as it is."""
    return value.date() if isinstance(value, datetime) else value
