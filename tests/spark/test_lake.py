"""The demo council's lake: its store, DuckDB over the lake and Spark over the lake give the same lists and figures."""

from pathlib import Path

import pytest

import scrutable
from scrutable.engine import lake
from scrutable.engine.export import councils, export
from scrutable.engine.period import parse
from scrutable.engine.spark import SparkEngine
from scrutable.figures.lake import LakeView
from scrutable.figures.statement import counts_people
from scrutable.figures.view import View
from scrutable.indicators.definition import Definition, catalogue

pytestmark = [pytest.mark.spark, pytest.mark.slow]

PERIODS = [parse(name) for name in ("2018-19", "2019-09", "2019-20Q3")]


@pytest.fixture(scope="module")
def store(demo_council: Path) -> View:
    return scrutable.open(demo_council / "store").known_on()


@pytest.fixture(scope="module")
def lakes(
    spark: SparkEngine, store: View, demo_council: Path, tmp_path_factory: pytest.TempPathFactory
) -> list[LakeView]:
    """The council's lake on DuckDB and on Spark."""
    into = tmp_path_factory.mktemp("lake")
    settings = scrutable.open(demo_council / "store").settings
    export(store.engine, councils(store.spoken, settings), store.known_on, into)
    held = lake.read(into)
    on_spark = lake.open_spark(held)
    # A council's records are worth compiling a query for, as the few rows of the other tests are not.
    on_spark.session.conf.set("spark.sql.codegen.wholeStage", "true")
    on_spark.session.conf.set("spark.sql.codegen.factoryMode", "FALLBACK")
    return [LakeView(lake.open_duckdb(held), held), LakeView(on_spark, held)]


@pytest.mark.parametrize("definition", catalogue(), ids=lambda one: one.id)
def test_the_same_case_list(store: View, lakes: list[LakeView], definition: Definition) -> None:
    expected = store.case_list(definition, PERIODS)
    for view in lakes:
        assert view.case_list(definition, PERIODS) == expected


# A fold takes Spark seconds, and its text is the same for every indicator of a measure: one of each is folded there.
OF_EACH = {(one.measures, counts_people(one)): one for one in reversed(catalogue())}


@pytest.mark.parametrize("definition", OF_EACH.values(), ids=lambda one: one.id)
def test_the_same_figures(store: View, lakes: list[LakeView], definition: Definition) -> None:
    asked = ([definition.id], PERIODS, [*definition.breakdowns[:1], "age_band", "care_status"])
    for view in lakes:
        assert view.figures(*asked) == store.figures(*asked)


def test_the_same_three_clocks(store: View, lakes: list[LakeView]) -> None:
    asked = (["child_protection_visits_in_time"], PERIODS, "2020-01-06", "team")
    expected = store.clocks(*asked, whole=True)
    assert sum(one.recorded_since or 0 for one in expected) and sum(one.not_recorded or 0 for one in expected)
    for view in lakes:
        assert view.clocks(*asked, whole=True) == expected
        listed = view.not_written_up("child_protection_visits_in_time", "2019-20Q3")
        assert listed == store.not_written_up("child_protection_visits_in_time", "2019-20Q3")
