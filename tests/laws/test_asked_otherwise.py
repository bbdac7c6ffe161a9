"""What a view of one council asks in place of a definition's own words gives the same cases, whatever the register."""

import re
from collections import Counter

import pytest
from hypothesis import Phase, given, settings

from scrutable.engine import shared, sooner
from scrutable.engine.duckdb import Engine
from scrutable.indicators.definition import Definition, catalogue
from tests.generated.filling import fill
from tests.laws.registers import PERIODS, Register, registers

ENGINE = Engine(Engine.over_rows({}).con, keeps=True)
SHARED = shared.told_alike(one.select for one in catalogue())


def _keep(name: str, select: str) -> str:
    ENGINE.con.execute(f"create or replace temp table {name} as {select}")
    return name


def _asked(definition: Definition) -> str:
    return sooner.said(shared.over_kept(definition.select, SHARED, _keep))


OTHERWISE = [one for one in catalogue() if _asked(one) != one.select]


def test_most_definitions_are_asked_otherwise() -> None:
    assert len(OTHERWISE) > 0.8 * len(catalogue())
    sharing = {one.dashboard for one in catalogue() if "shared_" in _asked(one)}
    assert {"children_in_care", "care_leavers", "front_door"} <= sharing


@pytest.mark.parametrize("definition", OTHERWISE, ids=lambda one: one.id)
def test_the_cases_are_those_of_the_definition(definition: Definition) -> None:
    read = ENGINE.tables_of(definition)

    @settings(max_examples=8, phases=(Phase.explicit, Phase.reuse, Phase.generate))
    @given(registers(definition, read))
    def agree(register: Register) -> None:
        fill(ENGINE, register)
        ENGINE.set_periods(PERIODS)
        # As many of each: of equal cases the order may differ.
        own = Counter(ENGINE.rows(f"select * from ({definition.select}) l"))
        assert Counter(ENGINE.rows(f"select * from ({_asked(definition)}) l")) == own

    agree()


@pytest.mark.parametrize("definition", OTHERWISE, ids=lambda one: one.id)
def test_only_a_date_is_looked_up_by_its_day(definition: Definition) -> None:
    # A moment is on a day and not the same as it. A number of days cannot be added to one: DuckDB would refuse.
    ENGINE.set_periods(PERIODS)
    added = re.sub(r"(join period_day (\w+) on \2\.day = )", r"\g<1>0 + ", _asked(definition))
    ENGINE.con.execute(f"describe {added}")
