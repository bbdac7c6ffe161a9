"""The worked examples notice a timed duty that is told from no load, or from the load of another row."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from scrutable.indicators import examples
from scrutable.indicators.definition import Definition, catalogue
from tests.examples.running import MADE_UP, differences, engine_over, given

DRAWN = """# Two conferences, of which one draws from which load on it was held.
period     | period_start | period_end
           | 2025-01-01   | 2025-01-31
section_47 | section_47_id | child_id | strategy_discussion
           | S1            | C1       | 2025-01-06
           | S2            | C2       | 2025-01-06
conference | conference_id | child_id | held       | held_from
           | K1            | C1       | 2025-01-15 | 2025-02-03
           | K2            | C1       | 2025-01-16 |
cases      | case_id
"""


def test_a_row_has_a_moment_of_its_own_where_none_is_drawn() -> None:
    (example,) = examples.parse(DRAWN, "x")
    rows = given(example)
    assert [row["held_from"] for row in rows["conference"]] == [datetime(2025, 2, 3), None]
    assert [row["held_from"] for row in rows["section_47"]] == [MADE_UP, MADE_UP + timedelta(days=1)]
    assert "period" not in rows and "held_from" not in example.tables["section_47"][0]


def the(indicator: str) -> Definition:
    (one,) = (one for one in catalogue() if one.id == indicator)
    return one


def found(indicator: str, right: str, wrong: str) -> list[str]:
    """Return what the examples of a definition notice of a slip planted in it."""
    one = the(indicator)
    assert right in one.select
    slipped = replace(one, select=one.select.replace(right, wrong))
    shown = examples.read(one.examples)
    assert not [line for each in shown for line in differences(one, each, engine_over(each))]
    return [line for each in shown for line in differences(slipped, each, engine_over(each))]


@pytest.mark.parametrize(
    ("indicator", "right", "wrong"),
    [
        ("ehc_plans_within_20_weeks", "e.held_from,", "null as held_from,"),
        ("ehc_no_plan_within_16_weeks", "a.held_from,", "r.held_from,"),
        ("care_reviews_in_time", "r.all_held_from else r.held_from", "r.all_held_from"),
    ],
    ids=["of no row", "of the request, not of the assessment", "of all reviews, for a late one"],
)
def test_a_case_that_was_done_is_held_from_a_load(indicator: str, right: str, wrong: str) -> None:
    lines = found(indicator, right, wrong)
    assert lines and any(line.startswith("held from no load: ") for line in lines)


def test_a_case_that_was_not_done_has_no_load() -> None:
    """What never happened stands in no row: an example in which it did not happen says nothing of it."""
    one = the("core_groups_within_10_working_days")
    text = """# A plan without a core group.
period  | period_start | period_end
        | 2025-01-01   | 2025-01-31
cp_plan | plan_id | child_id | started
        | P1      | C1       | 2025-01-06
cases   | case_id | met   | done | held_from
        | P1      | false |      |
"""
    (example,) = examples.parse(text, "x")
    assert differences(one, example, engine_over(example)) == []
