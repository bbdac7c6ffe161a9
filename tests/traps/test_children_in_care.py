"""What misleads in figures of children in care, each trap of the reference as a test with its number."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from scrutable.engine.duckdb import Engine
from scrutable.indicators.definition import Definition, catalogue
from tests.examples.running import periods_of

Row = dict[str, Any]
MARCH: list[Row] = [{"period_start": date(2025, 3, 1), "period_end": date(2025, 3, 31)}]
YEAR: list[Row] = [{"period_start": date(2024, 4, 1), "period_end": date(2025, 3, 31)}]


def definition(indicator: str) -> Definition:
    return next(one for one in catalogue() if one.id == indicator)


def listed(indicator: str, tables: Mapping[str, list[Row]], periods: list[Row] = MARCH) -> dict[str, Row]:
    """Return the cases of an indicator over some rows, by their ids."""
    rows = {name: [{"authority": "999"} | row for row in given] for name, given in tables.items()}
    engine = Engine.over_rows(rows)
    cases = engine.case_list(definition(indicator), periods_of(periods)).to_pylist()
    engine.con.close()
    return {case["case_id"]: case for case in cases}


def episode(started: date, ended: date | None = None, **more: Any) -> Row:
    told = {"child_id": "C1", "start_reason": "S", "placement_type": "U6", "legal_status": "C2"} | more
    return {"episode_id": f"{told['child_id']}/{started}", "started": started, "ended": ended, **told}


def review(held: date, **more: Any) -> Row:
    return {"review_id": f"{held}", "child_id": "C1", "held": held, **more}


def visit(made: date) -> Row:
    return {"visit_id": f"{made}", "child_id": "C1", "made": made}


def allocation(worker: str, started: date, ended: date | None = None) -> Row:
    return {
        "allocation_id": f"{started}",
        "child_id": "C1",
        "worker_id": worker,
        "started": started,
        "ended": ended,
    }


def records(table: str, begins: date) -> list[Row]:
    return [{"table_name": table, "begins": begins}]


IN_CARE = [episode(date(2024, 1, 10))]


def test_far_from_home_inside_the_area_is_in_another_series() -> None:
    """Trap 1: one name, two series. The dashboard shows over 20 miles without the boundary; LAIT asks for both."""
    inside = [episode(date(2024, 1, 10), distance_miles=25.0, outside_authority=False)]
    outside = [episode(date(2024, 1, 10), distance_miles=25.0, outside_authority=True)]
    name = "placed_over_20_miles_away_outside_area"
    assert listed(name, {"care_episode": inside})["C1"]["met"] is False
    assert listed(name, {"care_episode": outside})["C1"]["met"] is True


@pytest.mark.parametrize(
    ("indicator", "table", "enough"),
    [
        ("three_or_more_placements", "care_episode", date(2024, 4, 1)),
        ("three_or_more_social_workers", "allocation", date(2024, 4, 1)),
        ("long_term_stability", "care_episode", date(2022, 9, 30)),
        ("children_with_a_change_of_social_worker", "allocation", date(2025, 3, 1)),
    ],
)
def test_a_new_system_without_history_is_marked(indicator: str, table: str, enough: date) -> None:
    """Trap 3: without the look-back moves go unseen and the figure is falsely good."""
    care = [episode(date(2020, 1, 10))]

    def history(begins: date) -> bool:
        tables = {"care_episode": care, "records": records(table, begins)}
        return bool(listed(indicator, tables)["C1"]["history"])

    assert history(enough)
    assert not history(date.fromordinal(enough.toordinal() + 1))
    assert not listed(indicator, {"care_episode": care})["C1"]["history"]


def test_a_review_counts_by_the_day_it_was_held_not_written_up() -> None:
    """Trap 4: which date."""
    reviews = [review(date(2024, 1, 20)), review(date(2024, 4, 20), recorded=date(2024, 6, 1))]
    case = listed("care_reviews_in_time", {"care_episode": IN_CARE, "care_review": reviews[:1]}, YEAR)["C1"]
    assert (case["due"], case["met"]) == (date(2024, 4, 20), False)
    cases = listed("care_reviews_in_time", {"care_episode": IN_CARE, "care_review": reviews}, YEAR)
    assert cases["C1"]["due"] == date(2024, 10, 20), "the second was in time, the third was never held"


def test_a_change_of_worker_in_the_period_is_of_the_children_on_its_last_day() -> None:
    """Trap 5: stock and flow. A child who left before the last day is in neither term of the share."""
    changes = [allocation("W1", date(2024, 1, 10), date(2025, 3, 10)), allocation("W2", date(2025, 3, 10))]
    left = [episode(date(2024, 1, 10), date(2025, 3, 20))]
    name = "children_with_a_change_of_social_worker"
    assert listed(name, {"care_episode": left, "allocation": changes}) == {}
    assert listed(name, {"care_episode": IN_CARE, "allocation": changes})["C1"]["met"] is True
    assert not definition(name).stock and definition("three_or_more_social_workers").stock


def test_only_the_first_review_and_health_assessment_go_by_working_days() -> None:
    """Trap 11: the twenty working days leave out Christmas; the three and six months after them do not."""
    came = [episode(date(2024, 12, 9))]
    winter = [{"period_start": date(2024, 12, 1), "period_end": date(2025, 4, 30)}]
    missed = listed("care_reviews_in_time", {"care_episode": came}, winter)["C1"]
    assert missed["due"] == date(2025, 1, 9)
    held = listed(
        "care_reviews_in_time", {"care_episode": came, "care_review": [review(date(2024, 12, 25))]}, winter
    )
    assert held["C1"]["due"] == date(2025, 3, 25)
    assert next(iter(listed("initial_health_assessments_in_time", {"care_episode": came}, winter).values()))[
        "due"
    ] == date(2025, 1, 9)


def test_children_reviews_and_entries_are_different_units() -> None:
    """Trap 13: three reviews of one child are one child; two entries of one child are two entries."""
    three = [review(date(2024, 4, 10)), review(date(2024, 10, 10)), review(date(2025, 3, 10))]
    case = listed(
        "care_reviews_in_time", {"care_episode": [episode(date(2024, 3, 20))], "care_review": three}, YEAR
    )
    assert len(case) == 1
    twice = [episode(date(2024, 5, 1), date(2024, 7, 1)), episode(date(2024, 9, 1))]
    assert len(listed("initial_health_assessments_in_time", {"care_episode": twice}, YEAR)) == 2
    assert definition("care_reviews_in_time").counts == "child"
    assert definition("initial_health_assessments_in_time").counts == "entry into care"


def test_the_relaxed_rules_of_2020_are_told() -> None:
    """Trap 16: the law was relaxed in 2020-21, so trends over those years need a word."""
    for indicator in ("care_reviews_in_time", "care_visits_in_time"):
        assert any("2020" in trap for trap in definition(indicator).traps)


def test_a_new_placement_restarts_the_visits() -> None:
    """Trap 17: a visit on the eve of a move does not answer for the week after it."""
    moved = [episode(date(2024, 1, 10), date(2025, 3, 20)), episode(date(2025, 3, 20), start_reason="P")]
    stayed = [episode(date(2024, 1, 10), date(2025, 3, 20)), episode(date(2025, 3, 20), start_reason="L")]
    visits = [visit(date(2025, 3, 19))]
    name = "care_visits_in_time"
    assert listed(name, {"care_episode": moved, "care_visit": visits})["C1"]["met"] is False
    assert listed(name, {"care_episode": stayed, "care_visit": visits})["C1"]["met"] is True


def test_the_second_review_is_timed_from_the_first_held() -> None:
    """Trap 17: from the first review held, not from entry and not from the day the first was due."""
    for first, second_due in ((date(2024, 1, 20), date(2024, 4, 20)), (date(2024, 2, 28), date(2024, 5, 28))):
        found = listed(
            "care_reviews_in_time", {"care_episode": IN_CARE, "care_review": [review(first)]}, YEAR
        )
        assert found["C1"]["due"] == second_due


def test_short_breaks_are_never_being_looked_after() -> None:
    """CLA01 to CLA11: a series of short breaks is left out of every one of them."""
    breaks = [
        episode(date(2020, 1, 10), child_id="C1", legal_status="V3"),
        episode(date(2020, 1, 10), child_id="C2", legal_status="V4"),
    ]
    for one in catalogue():
        if one.dashboard == "children_in_care":
            assert (
                listed(
                    one.id, {"care_episode": breaks}, [*MARCH, YEAR[0] | {"period_end": date(2025, 2, 28)}]
                )
                == {}
            )


def test_an_emergency_bed_for_a_night_is_a_placement_and_for_an_hour_is_none() -> None:
    """CLA02: an emergency entry makes two placements at once, unless the first was of less than a day."""
    night = [episode(date(2024, 5, 1), date(2024, 5, 2)), episode(date(2024, 5, 2), start_reason="P")]
    hours = [episode(date(2024, 5, 1), date(2024, 5, 1)), episode(date(2024, 5, 1), start_reason="P")]
    assert listed("three_or_more_placements", {"care_episode": night})["C1"]["placements"] == 2
    assert listed("three_or_more_placements", {"care_episode": hours})["C1"]["placements"] == 1


def test_a_long_placement_short_of_the_time_in_care_is_not_in_the_denominator() -> None:
    """CLA03: the denominator is small, for it asks for two and a half years and for an age under 16."""
    child = [{"child_id": "C1", "birth_date": date(2015, 1, 1)}]
    two_years = [episode(date(2023, 3, 1))]
    assert listed("long_term_stability", {"care_episode": two_years, "child": child}) == {}


def test_an_unaccompanied_child_stays_in_the_denominator() -> None:
    """CLA04: the distance is blank for them, and they count as published."""
    alone = [{"child_id": "C1", "unaccompanied_asylum_seeking": True}]
    tables = {"care_episode": [episode(date(2024, 1, 10), outside_authority=True)], "child": alone}
    case = listed("placed_over_20_miles_away_outside_area", tables)["C1"]
    assert case["excluded"] is None and case["met"] is None


def test_who_left_care_within_twenty_working_days_is_left_out() -> None:
    """CLA07: listed with the reason, and not counted."""
    tables = {"care_episode": [episode(date(2024, 5, 1), date(2024, 5, 20))]}
    (case,) = listed("initial_health_assessments_in_time", tables, YEAR).values()
    assert case["excluded"] == "left care within 20 working days"


def test_a_refused_assessment_was_not_done_and_a_small_child_needs_two() -> None:
    """CLA08: both assessments of a child under five are needed, and a refusal is a not-done."""

    def met(born: date, *statuses: str) -> bool | None:
        health = [
            {"check_id": f"H{n}", "child_id": "C1", "kind": "health assessment", "done": day, "status": said}
            for n, (day, said) in enumerate(zip((date(2024, 5, 1), date(2024, 6, 1)), statuses, strict=False))
        ]
        child = [{"child_id": "C1", "birth_date": born}]
        tables = {"care_episode": IN_CARE, "care_health": health, "child": child}
        found: bool | None = listed("health_assessments_up_to_date", tables)["C1"]["met"]
        return found

    assert met(date(2012, 1, 1), "Completed") is True
    assert met(date(2012, 1, 1), "Refused") is False
    assert met(date(2022, 1, 1), "Completed") is False
    assert met(date(2022, 1, 1), "Completed", "Completed") is True


def test_there_and_back_is_two_workers_and_one_change_is_another_measure() -> None:
    """CLA11: A, B and A again are two; "more than one" is a measure of its own."""
    there_and_back = [
        allocation("W1", date(2024, 1, 10), date(2025, 3, 5)),
        allocation("W2", date(2025, 3, 5), date(2025, 3, 12)),
        allocation("W1", date(2025, 3, 12)),
    ]
    tables = {"care_episode": IN_CARE, "allocation": there_and_back}
    case = listed("three_or_more_social_workers", tables)["C1"]
    assert (case["workers"], case["met"]) == (2, False)
    assert listed("children_with_a_change_of_social_worker", tables)["C1"]["met"] is True
