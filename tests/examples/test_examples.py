"""Each indicator's worked examples hold. A failure names the file and the line of the example."""

from collections.abc import Iterator

import pytest

from scrutable.engine.duckdb import Engine
from scrutable.indicators.definition import Definition, catalogue
from scrutable.indicators.examples import Example, read
from tests.examples.running import differences, given
from tests.generated.filling import fill

EXAMPLES = [(definition, example) for definition in catalogue() for example in read(definition.examples)]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """One engine for all, given each example's rows in turn: making its tables costs more than an example."""
    made = Engine.over_rows({})
    yield made
    made.con.close()


@pytest.mark.parametrize(
    ("definition", "example"), EXAMPLES, ids=[f"{one.id}:{example.line}" for one, example in EXAMPLES]
)
def test_example(engine: Engine, definition: Definition, example: Example) -> None:
    fill(engine, given(example))
    found = differences(definition, example, engine)
    assert not found, f"{definition.examples.name}:{example.line} {example.title}\n" + "\n".join(found)


@pytest.mark.parametrize("definition", catalogue(), ids=lambda one: one.id)
def test_every_indicator_shows_that_nothing_may_come_of_it(definition: Definition) -> None:
    """Among the examples is a row that makes no case: an example of only what counts would pin no limit."""
    tables = [example for example in read(definition.examples) if not example.cases]
    assert tables, "No example ends with no cases."
