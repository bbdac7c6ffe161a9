"""What a rate is divided by: whole areas, sexes and bands, the year that had come, and what is not there."""

from datetime import date, datetime
from typing import Any

from scrutable.engine.duckdb import Engine
from scrutable.figures.population import Population
from scrutable.figures.view import View
from scrutable.register.schema import tables

BANDS = ((0, 4, 100), (5, 9, 200), (10, 15, 300), (16, 17, 50))


def estimate(year: int, area: str = "999", sexes: str = "MF", **more: int) -> list[dict[str, Any]]:
    grown = more.get("times", 1)
    return [
        {
            "area": area,
            "year": year,
            "age_from": first,
            "age_to": last,
            "sex": sex,
            "children": children * grown,
        }
        for first, last, children in BANDS
        for sex in sexes
    ]


def population(*rows: dict[str, Any], councils: str = "999") -> Population:
    rules = [
        {"authority": one, "rule": "cp_visit_every_days", "amount": 14} for one in councils.split(",") if one
    ]
    return Population(Engine.over_rows({"population": rows, "local_rule": rules}))


def test_bands_and_sexes_are_added_up() -> None:
    people = population(*estimate(2018))
    assert people.base(date(2019, 12, 31)).children == 2 * 650
    assert people.base(date(2019, 12, 31)).words == "mid-2018 estimate"
    assert people.base(date(2019, 12, 31), "sex", "Female").children == 650
    assert people.base(date(2019, 12, 31), "age_band", "10 to 15").children == 600
    assert population(*estimate(2018, sexes="U")).base(date(2019, 12, 31)).children == 650


def test_the_year_is_the_latest_that_had_come() -> None:
    people = population(*estimate(2018), *estimate(2019, times=2))
    assert people.base(date(2019, 6, 29)).words == "mid-2018 estimate"
    assert people.base(date(2019, 6, 30)).words == "mid-2019 estimate"
    before = people.base(date(2018, 6, 29))
    assert (before.children, before.words) == (
        None,
        "no population estimate of 2018 or before had been loaded",
    )


def test_what_the_table_does_not_hold_is_said() -> None:
    people = population(*estimate(2018)[:-1])
    assert (
        people.base(date(2019, 1, 1)).words
        == "the mid-2018 estimate does not hold every age and sex of the area"
    )
    assert (
        population(*estimate(2018)).base(date(2019, 1, 1), "team", "North").words
        == "the population is not known by team"
    )
    assert population(*estimate(2018)).base(date(2019, 1, 1), "age_band", "1 to 4").children is None


def test_a_neighbours_population_is_not_ours() -> None:
    people = population(*estimate(2018), *estimate(2018, area="998"))
    assert people.base(date(2019, 1, 1)).children == 1300
    both = population(*estimate(2018), *estimate(2018, area="998"), councils="998,999")
    assert both.base(date(2019, 1, 1)).children == 2600
    assert both.base(date(2019, 1, 1), "authority", "998").children == 1300
    lone = population(*estimate(2018), councils="998,999")
    assert lone.base(date(2019, 1, 1)).children is None


def test_a_total_beside_its_bands_is_not_counted_twice() -> None:
    whole = {"area": "999", "year": 2018, "age_from": 0, "age_to": 17, "sex": "U", "children": 1301}
    assert population(*estimate(2018), whole).base(date(2019, 1, 1)).children == 1301


def test_a_rate_is_for_every_ten_thousand() -> None:
    referrals = [
        {"authority": "999", "referral_id": f"R{n}", "child_id": "A", "received": "2019-10-01"}
        for n in range(13)
    ]
    engine = Engine.over_rows({"population": estimate(2018), "referral": referrals})
    view = View(engine, datetime(2020, 1, 6), "2020-01-06", frozenset(tables()))
    figure, *parts = view.figures(["referral_rate"], ["2019-20Q3"], by=["sex"])
    assert (figure.numerator, figure.denominator, figure.value) == (13, 1300, 100.0)
    assert figure.base == "mid-2018 estimate"
    assert [(part.breakdown, part.numerator, part.value, part.absent) for part in parts] == [
        ("Not recorded", 13, None, "the population is not known by sex")
    ]
