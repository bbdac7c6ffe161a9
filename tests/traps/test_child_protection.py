"""What misleads in figures of child protection, each trap of the reference as a test with its number."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from scrutable.engine.duckdb import Engine
from scrutable.indicators.definition import Definition, catalogue
from tests.examples.running import periods_of

Row = dict[str, Any]
JANUARY: list[Row] = [{"period_start": date(2025, 1, 1), "period_end": date(2025, 1, 31)}]
YEAR: list[Row] = [{"period_start": date(2024, 4, 1), "period_end": date(2025, 3, 31)}]


def definition(indicator: str) -> Definition:
    return next(one for one in catalogue() if one.id == indicator)


def listed(indicator: str, tables: Mapping[str, list[Row]], periods: list[Row] = JANUARY) -> dict[str, Row]:
    """Return the cases of an indicator over some rows, by their ids."""
    rows = {name: [{"authority": "999"} | row for row in given] for name, given in tables.items()}
    engine = Engine.over_rows(rows)
    cases = engine.case_list(definition(indicator), periods_of(periods)).to_pylist()
    engine.con.close()
    return {case["case_id"]: case for case in cases}


def met(
    indicator: str, tables: Mapping[str, list[Row]], periods: list[Row] = JANUARY
) -> dict[str, bool | None]:
    return {case_id: case["met"] for case_id, case in listed(indicator, tables, periods).items()}


def plan(plan_id: str, started: date, ended: date | None = None, **more: Any) -> Row:
    return {"plan_id": plan_id, "child_id": "C1", "started": started, "ended": ended, **more}


def enquiry(section_47_id: str, discussed: date) -> Row:
    return {"section_47_id": section_47_id, "child_id": "C1", "strategy_discussion": discussed}


def conference(section_47_id: str, held: date) -> Row:
    return {"conference_id": "K1", "section_47_id": section_47_id, "child_id": "C1", "held": held}


def test_a_repeat_ever_and_a_repeat_within_two_years_are_two_series() -> None:
    """Trap 1: one name, two series. Only the one "ever" may stand beside the published figure."""
    plans = {
        "cp_plan": [
            plan("P1", date(2015, 1, 5), date(2015, 9, 1)),
            plan("P2", date(2025, 1, 6), previous_plans=1),
        ]
    }
    assert met("repeat_protection_plans", plans) == {"P2": True}
    assert met("repeat_protection_plans_within_2_years", plans) == {"P2": False}
    assert definition("repeat_protection_plans").compare == "PrevRegCPR"
    assert definition("repeat_protection_plans_within_2_years").compare == ""


def test_long_plans_left_open_do_not_hide_behind_those_that_ended() -> None:
    """Trap 2: of the plans that ended none was long; the open one beside them is."""
    plans = {
        "cp_plan": [
            plan("P1", date(2021, 1, 4)),
            plan("P2", date(2024, 9, 2), date(2025, 1, 10)) | {"child_id": "C2"},
        ]
    }
    assert met("protection_plans_over_2_years_ended", plans) == {"P2": False}
    assert met("protection_plans_over_2_years_open", plans) == {"P1": True}
    ended = definition("protection_plans_over_2_years_ended")
    assert ended.beside == "protection_plans_over_2_years_open"


def test_a_core_group_that_never_met_counts_as_late() -> None:
    """Trap 2: a figure of core groups that met would leave out the plan whose group never did."""
    assert met("core_groups_within_10_working_days", {"cp_plan": [plan("P1", date(2025, 1, 6))]}) == {
        "P1": False
    }


def test_records_that_do_not_reach_back_two_years_are_marked() -> None:
    """Trap 3: in a new system every plan looks like a first one, so the case says that it lacks history."""
    rows = {
        "cp_plan": [plan("P1", date(2025, 1, 6))],
        "records": [{"table_name": "cp_plan", "begins": date(2024, 4, 1)}],
    }
    case = listed("repeat_protection_plans_within_2_years", rows)["P1"]
    assert (case["met"], case["history"]) == (False, False)
    assert definition("repeat_protection_plans_within_2_years").look_back == 24
    rows["records"] = [{"table_name": "cp_plan", "begins": date(2023, 1, 6)}]
    assert listed("repeat_protection_plans_within_2_years", rows)["P1"]["history"]


def test_a_conference_is_timed_from_the_discussion_that_began_its_enquiry() -> None:
    """Trap 4: not from the day that the council aimed for, and not from the last discussion before it."""
    rows = {
        "section_47": [enquiry("S1", date(2025, 1, 6)), enquiry("S2", date(2025, 1, 13))],
        "conference": [conference("S1", date(2025, 1, 28)) | {"due": date(2025, 1, 30)}],
    }
    assert met("conferences_within_15_working_days", rows) == {"K1": False}


def visited(made: date, recorded: datetime) -> dict[str, list[Row]]:
    """Return a plan with a visit every ten days, one visit, and two working days to write it up."""
    return {
        "cp_plan": [plan("P1", date(2025, 1, 3), date(2025, 1, 15), visit_every_days=10)],
        "cp_visit": [
            {"visit_id": "V1", "plan_id": "P1", "child_id": "C1", "made": made, "recorded": recorded}
        ],
        "local_rule": [{"rule": "visit_recorded_working_days", "amount": 2}],
    }


def test_a_visit_made_in_time_and_written_up_late_is_in_time_and_late_in_two_figures() -> None:
    """Trap 4: the day of the visit and the day of its record answer two questions."""
    rows = visited(date(2025, 1, 13), datetime(2025, 1, 27, 9))
    assert met("child_protection_visits_in_time", rows) == {"P1/2025-01-13": True}
    assert met("protection_visits_recorded_in_time", rows) == {"V1": False}


def test_a_visit_made_late_and_written_up_at_once_is_late_and_in_time_in_two_figures() -> None:
    """Trap 4, the other way round: a prompt record makes no visit timely."""
    rows = visited(date(2025, 1, 14), datetime(2025, 1, 14, 17))
    assert met("child_protection_visits_in_time", rows) == {"P1/2025-01-13": False}
    assert met("protection_visits_recorded_in_time", rows) == {"V1": True}


def test_the_two_figures_of_visits_stand_beside_each_other() -> None:
    """Trap 4: neither the visit's day nor the record's is shown alone."""
    pair = ("child_protection_visits_in_time", "protection_visits_recorded_in_time")
    assert tuple(definition(one).beside for one in pair) == pair[::-1]


def test_children_on_plans_at_the_end_are_not_the_plans_of_the_year() -> None:
    """Trap 5: on the last day one child has a plan; in the year two were begun and one ended."""
    rows = {
        "cp_plan": [
            plan("P1", date(2024, 6, 3), date(2024, 12, 2), previous_plans=0),
            plan("P2", date(2025, 1, 6), previous_plans=1) | {"child_id": "C2"},
        ]
    }
    assert set(listed("children_on_protection_plans", rows, YEAR)) == {"P2"}
    assert set(listed("repeat_protection_plans", rows, YEAR)) == {"P1", "P2"}
    assert set(listed("protection_plans_over_2_years_ended", rows, YEAR)) == {"P1"}
    assert set(listed("protection_plans_over_2_years_open", rows, YEAR)) == {"P2"}


def test_bank_holidays_are_no_working_days_for_a_conference_or_a_core_group() -> None:
    """Trap 11: over Christmas 15 and 10 working days end later than by weekdays alone."""
    rows = {
        "section_47": [enquiry("S1", date(2024, 12, 23))],
        "conference": [conference("S1", date(2025, 1, 16))],
        "cp_plan": [plan("P1", date(2024, 12, 23))],
        "core_group": [{"meeting_id": "G1", "plan_id": "P1", "held": date(2025, 1, 9)}],
    }
    assert met("conferences_within_15_working_days", rows) == {"K1": True}
    assert met("core_groups_within_10_working_days", {**rows, "conference": []}) == {"P1": True}


def test_reviews_go_by_the_calendar_and_not_by_working_days() -> None:
    """Trap 11: three months to a bank holiday end on it, and 90 days are not three months."""
    rows = {
        "cp_plan": [plan("P1", date(2024, 9, 26)), plan("P2", date(2024, 9, 26)) | {"child_id": "C2"}],
        "cp_review": [
            {"review_id": "R1", "plan_id": "P1", "child_id": "C1", "held": date(2024, 12, 26)},
            {"review_id": "R2", "plan_id": "P2", "child_id": "C2", "held": date(2024, 12, 27)},
        ],
    }
    assert met("protection_reviews_in_time", rows) == {"P1": True, "P2": False}


def test_a_conference_on_the_day_itself_is_day_0_and_on_day_15_in_time() -> None:
    """Trap 12: the day of the discussion is not day 1, so day 15 is the fifteenth working day after it."""
    rows = {"section_47": [enquiry("S1", date(2025, 1, 6))]}
    days = {
        held: listed("conferences_within_15_working_days", {**rows, "conference": [conference("S1", held)]})[
            "K1"
        ]
        for held in (date(2025, 1, 6), date(2025, 1, 27), date(2025, 1, 28))
    }
    assert [case["working_days"] for case in days.values()] == [0, 15, 16]
    assert [case["met"] for case in days.values()] == [True, True, False]


def test_two_years_are_more_than_729_days() -> None:
    """Trap 12: DfE counts days and not years, so over a leap year the two years are up a day early."""
    rows = {
        "cp_plan": [
            plan("P1", date(2023, 2, 1), previous_plans=0),
            plan("P2", date(2023, 2, 2)) | {"child_id": "C2"},
        ]
    }
    assert met("protection_plans_over_2_years_open", rows) == {"P1": True, "P2": False}


def test_a_child_with_two_plans_in_a_year_is_two_plans_and_one_child() -> None:
    """Trap 13: plans and children are different units, and the definitions say which they count."""
    plans = [
        plan("P1", date(2024, 4, 8), date(2024, 6, 3), previous_plans=0),
        plan("P2", date(2025, 1, 6), previous_plans=1),
    ]
    assert len(listed("repeat_protection_plans", {"cp_plan": plans}, YEAR)) == 2
    assert len(listed("children_on_protection_plans", {"cp_plan": plans}, YEAR)) == 1
    units = [definition(one).counts for one in ("repeat_protection_plans", "children_on_protection_plans")]
    assert units == ["child protection plan", "child"]


def test_reviews_are_counted_by_child_and_not_by_review() -> None:
    """Trap 13: nine reviews in time and one late are no nine in ten, but one child with a late review."""
    reviews = [date(2023, 3, 1), date(2023, 8, 1), date(2024, 3, 1), date(2024, 8, 1), date(2025, 1, 6)]
    rows = {
        "cp_plan": [plan("P1", date(2023, 1, 2))],
        "cp_review": [
            {"review_id": f"R{n}", "plan_id": "P1", "child_id": "C1", "held": day}
            for n, day in enumerate(reviews)
        ],
    }
    assert met("protection_reviews_in_time", rows) == {"P1": False}
    assert definition("protection_reviews_in_time").counts == "child"


def test_the_share_of_repeats_is_of_plans_begun_and_not_of_children() -> None:
    """Trap 14: the published title says children, but below the line are the plans that began."""
    plans = [
        plan("P1", date(2024, 4, 8), date(2024, 6, 3), previous_plans=0),
        plan("P2", date(2024, 9, 2), date(2024, 11, 4), previous_plans=1),
        plan("P3", date(2025, 1, 6), previous_plans=2),
    ]
    assert list(met("repeat_protection_plans", {"cp_plan": plans}, YEAR).values()) == [False, True, True]


def test_another_strategy_discussion_does_not_start_the_clock_again() -> None:
    """Trap 17: unless it began the enquiry that the conference came from."""
    rows = {"section_47": [enquiry("S1", date(2025, 1, 6)), enquiry("S2", date(2025, 1, 20))]}
    for section_47_id, in_time in (("S1", False), ("S2", True)):
        held = [conference(section_47_id, date(2025, 1, 30))]
        assert met("conferences_within_15_working_days", {**rows, "conference": held}) == {"K1": in_time}


def test_another_councils_plan_is_in_no_figure_and_in_every_list() -> None:
    """A plan held here for information is listed with its reason wherever plans are counted."""
    theirs = plan("P1", date(2022, 1, 3), date(2025, 1, 20), other_authority=True, visit_every_days=365)
    begun = plan("P1", date(2025, 1, 6), other_authority=True)
    visit = {"visit_id": "V1", "plan_id": "P1", "child_id": "C1", "made": date(2025, 1, 7)}
    december: list[Row] = [{"period_start": date(2024, 12, 1), "period_end": date(2024, 12, 31)}]
    tables = {"cp_plan": [theirs], "cp_visit": [visit]}
    reasons = {
        one.id: {
            case["excluded"]
            for rows, periods in ((tables, JANUARY), (tables, december), ({"cp_plan": [begun]}, JANUARY))
            for case in listed(one.id, rows, periods).values()
        }
        for one in catalogue()
        if one.dashboard == "child_protection" and "another council's plan" in one.excludes
    }
    assert len(reasons) == 12
    assert all(found == {"another council's plan"} for found in reasons.values()), reasons
