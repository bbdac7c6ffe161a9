"""The pack asks for trend and parts together and for nothing twice; it prints what each figure is, asked alone."""

import json
from pathlib import Path
from typing import Any

import pytest

import scrutable
from scrutable.figures.figure import Figure
from scrutable.report import packjson
from scrutable.report.saying import figure_id

pytestmark = pytest.mark.slow

KNOWN_ON = "2020-01-06"


@pytest.fixture(scope="module")
def records(demo_council: Path) -> list[dict[str, Any]]:
    printed: list[dict[str, Any]] = json.loads((demo_council / "pack/pack.json").read_text("utf-8"))[
        "figures"
    ]
    assert len(printed) > 100
    return printed


@pytest.fixture(scope="module")
def view(demo_council: Path) -> Any:
    return scrutable.open(demo_council / "store").known_on(KNOWN_ON)


def numbers(one: Figure) -> dict[str, Any]:
    return packjson.figure(one)


def test_every_point_of_every_trend_is_the_figure_of_its_period(
    records: list[dict[str, Any]], view: Any
) -> None:
    for record in records:
        periods = [point["period"] for point in record["trend"]]
        assert record["trend"] == [numbers(one) for one in view.figures([record["indicator"]], periods)]
        for at in (0, -1):  # and of the period asked by itself
            (alone,) = view.figures([record["indicator"]], [periods[at]])
            assert record["trend"][at] == numbers(alone)


def test_every_part_is_the_figure_of_its_breakdown(records: list[dict[str, Any]], view: Any) -> None:
    broken_down = 0
    for record in records:
        for by, parts in record["breakdowns"].items():
            asked = view.figures([record["indicator"]], [record["period"]], by)
            told = {figure_id(one): numbers(one) for one in asked}
            assert {part["id"]: part for part in parts} == told
            broken_down += 1
    assert broken_down > 100
