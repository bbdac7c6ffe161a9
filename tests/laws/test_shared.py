"""What a view works out once for several definitions gives the same cases as their own words, for each definition."""

from collections import Counter

import pytest
from hypothesis import Phase, given, settings

from scrutable.engine import shared
from scrutable.engine.duckdb import Engine
from scrutable.indicators.definition import Definition, catalogue
from tests.generated.filling import fill
from tests.laws.registers import PERIODS, Register, registers

ENGINE = Engine.over_rows({})
SHARED = shared.told_alike(one.select for one in catalogue())
SHARING = [
    one
    for one in catalogue()
    if shared.over_kept(one.select, SHARED, lambda name, select: name) != one.select
]


def _keep(name: str, select: str) -> str:
    ENGINE.con.execute(f"create or replace temp table {name} as {select}")
    return name


def test_definitions_share_what_they_have_in_the_same_words() -> None:
    of = {one.dashboard for one in SHARING}
    assert {"children_in_care", "care_leavers", "front_door"} <= of


@pytest.mark.parametrize("definition", SHARING, ids=lambda one: one.id)
def test_a_case_list_over_what_is_kept_is_that_of_the_definition(definition: Definition) -> None:
    read = ENGINE.tables_of(definition)

    @settings(max_examples=8, phases=(Phase.explicit, Phase.reuse, Phase.generate))
    @given(registers(definition, read))
    def agree(register: Register) -> None:
        fill(ENGINE, register)
        ENGINE.set_periods(PERIODS)
        over = shared.over_kept(definition.select, SHARED, _keep)
        assert over != definition.select
        # As many of each: of equal cases the order may differ.
        own = Counter(ENGINE.rows(f"select * from ({definition.select}) l"))
        assert Counter(ENGINE.rows(f"select * from ({over}) l")) == own

    agree()
