"""A case list written out whole gives, in a plain DuckDB, the cases that the engine gives."""

from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from scrutable.engine import plain
from scrutable.engine.duckdb import Engine
from scrutable.engine.period import parse
from scrutable.engine.worked import engine_over, periods_of
from scrutable.indicators.definition import catalogue
from scrutable.indicators.examples import read
from scrutable.register import schema

# One of each kind: weeks, working days, months, a chain over the calendar, and a table that nobody holds.
IDS = (
    "ehc_plans_within_20_weeks",
    "assessments_within_45_working_days",
    "re_referrals_within_12_months",
    "child_protection_visits_in_time",
    "ehc_mediations",
)
KNOWN = {one.id: one for one in catalogue()}


def write_lake(engine: Engine, lake: Path) -> None:
    """Write what an engine holds as scrutable export does: a file a table, none for what is not held."""
    (lake / "999").mkdir(parents=True)
    for name in schema.relations():
        rows = engine.con.execute(f"select * from {name}").to_arrow_table()
        if len(rows):
            pq.write_table(rows, lake / "999" / f"{name}.parquet")
    pq.write_table(engine.con.execute("select * from calendar").to_arrow_table(), lake / "calendar.parquet")


@pytest.mark.parametrize("indicator", IDS)
def test_the_whole_statement_runs_in_a_plain_duckdb(indicator: str, tmp_path: Path) -> None:
    definition = KNOWN[indicator]
    for number, example in enumerate(read(definition.examples)):
        engine, periods = engine_over(example), periods_of(example.tables["period"])
        lake = tmp_path / f"it's lake {number}"
        write_lake(engine, lake)
        found = (
            duckdb.connect(":memory:").execute(plain.statement(definition, periods, lake)).to_arrow_table()
        )
        assert found.to_pylist() == engine.case_list(definition, periods).to_pylist()


def test_only_what_is_used_is_written_out() -> None:
    said = plain.statement(KNOWN["ehc_plans_within_20_weeks"], [parse("2019-20Q3")], Path("lake"))
    assert "macro add_weeks(" in said and "macro add_days(" not in said
    assert (
        "read_parquet('lake/*/ehc_plan.parquet'" in said and "calendar" not in said and "referral" not in said
    )
    assert "(date '2019-10-01', date '2019-12-31')" in said


def test_a_function_comes_after_what_it_needs() -> None:
    said = plain.statement(KNOWN["assessments_within_45_working_days"], [parse("2019-12")], Path("lake"))
    assert said.index("view calendar") < said.index("macro working_days_between(")
