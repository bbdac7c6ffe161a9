"""Whatever the register, the engine lists the cases that the oracle lists."""

from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from scrutable.engine.duckdb import Engine
from scrutable.indicators.definition import Definition, catalogue
from tests.examples.running import periods_of
from tests.generated.filling import fill
from tests.generated.registers import periods, register
from tests.oracle.ask import ask, tables_of

# A few for every run, and as many as the profile says for a search (HYPOTHESIS_PROFILE=search).
REGISTERS = 12 if settings.get_current_profile_name() == "same" else settings.default.max_examples


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """One engine for all: making its tables costs far more than one small case list."""
    made = Engine.over_rows({})
    yield made
    made.con.close()


@pytest.mark.parametrize("definition", catalogue(), ids=lambda one: one.id)
@settings(
    max_examples=REGISTERS, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_case_list_is_the_oracles(engine: Engine, definition: Definition, data: st.DataObject) -> None:
    tables = data.draw(register(tables_of(definition.id), definition.select, definition.dashboard))
    tables["period"] = data.draw(periods())
    expected = ask(definition.id, tables)
    event("some cases" if expected else "no cases")

    fill(engine, {name: rows for name, rows in tables.items() if name != "period"})
    listed = engine.case_list(definition, periods_of(tables["period"])).to_pylist()

    columns = list(expected[0]) if expected else ["case_id"]
    found = Counter(tuple(case[column] for column in columns) for case in listed)
    assert found == Counter(tuple(case.values()) for case in expected), columns
