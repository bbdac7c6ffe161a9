"""The oracles agree with the worked examples, so neither is wrong alone."""

from collections import Counter
from pathlib import Path

import pytest

from scrutable.indicators.definition import Definition, catalogue
from scrutable.indicators.examples import Example, as_text, read
from tests.oracle.ask import ask

EXAMPLES = [(definition, example) for definition in catalogue() for example in read(definition.examples)]


@pytest.mark.parametrize(
    ("definition", "example"), EXAMPLES, ids=[f"{one.id}:{example.line}" for one, example in EXAMPLES]
)
def test_oracle_agrees_with_the_worked_example(definition: Definition, example: Example) -> None:
    cases = ask(definition.id, example.tables)
    columns = [column for column in example.compared if not cases or column in cases[0]]
    places = [example.compared.index(column) for column in columns]
    found = Counter(tuple(as_text(case[column]) for column in columns) for case in cases)
    assert found == Counter(tuple(drawn[place] for place in places) for drawn in example.cases)


def test_every_indicator_has_an_oracle_and_every_oracle_an_indicator() -> None:
    ids = {definition.id for definition in catalogue()}
    written = {file.stem for file in Path(__file__).parent.glob("*.py")} - {
        "__init__",
        "days",
        "ask",
        "test_oracles",
    }
    shared = {
        name for name in written - ids if name.endswith("_known")
    }  # what several oracles of a dashboard share
    assert written - shared == ids
