"""Each check's worked examples hold: it fails on something, it passes on rows that are in order."""

from collections.abc import Iterator

import pytest

from scrutable.checks.definition import FAILING, ROW, Check, catalogue, tables_of
from scrutable.checks.running import listed
from scrutable.engine.duckdb import Engine
from scrutable.engine.worked import compared, outcomes
from scrutable.indicators import definition
from scrutable.indicators.examples import AUTHORITY, Example, read
from tests.examples.running import given
from tests.generated.filling import fill

CHECKS = catalogue(definition.catalogue())
EXAMPLES = [(one, example) for one in CHECKS for example in read(one.examples, FAILING)]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    made = Engine.over_rows({})
    yield made
    made.con.close()


@pytest.mark.parametrize(
    ("check", "example"), EXAMPLES, ids=[f"{one.id}:{example.line}" for one, example in EXAMPLES]
)
def test_example(engine: Engine, check: Check, example: Example) -> None:
    fill(engine, given(example))
    rows = listed(check, example, engine)
    outcome = compared(check, example, rows)
    assert outcome.holds, f"{check.examples.name}:{example.line} {example.title}\n{outcome}"
    assert all(set(ROW) <= set(row) and row["authority"] == AUTHORITY for row in rows)
    assert {row["table_name"] for row in rows} <= tables_of(check.select)
    keys = [(row["table_name"], row["row_id"]) for row in rows]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("check", CHECKS, ids=lambda one: one.id)
def test_each_fails_on_something_and_passes_on_what_is_in_order(check: Check) -> None:
    examples = read(check.examples, FAILING)
    assert any(one.cases for one in examples) and any(not one.cases for one in examples)
    # What passes is not passed over: rows of a table that can fail are there.
    failing = {
        cells[one.compared.index("table_name")]
        for one in examples
        if "table_name" in one.compared
        for cells in one.cases
    }
    assert (
        all(failing & set(one.tables) for one in examples if not one.cases)
        or check.id == "children_under_two_ids"
    )


def test_a_council_runs_the_examples_of_its_own_check_alike() -> None:
    found = outcomes(CHECKS[0], listed, FAILING)
    assert len(found) >= 2 and all(one.holds for one in found)
