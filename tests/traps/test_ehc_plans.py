"""The traps of EHC plans: two series of one name, unfinished work, exceptions, relaxed law, clocks, stock and flow."""

from datetime import date, timedelta
from typing import Any

import pytest

from scrutable.engine.duckdb import Engine
from scrutable.indicators.definition import Definition, catalogue
from tests.examples.running import periods_of

Row = dict[str, Any]
JANUARY = (date(2025, 1, 1), date(2025, 1, 31))
ASKED = date(2024, 8, 20)  # 140 days before 7 January 2025
IN_TIME, LATE = date(2025, 1, 7), date(2025, 1, 8)


def definition_of(indicator: str) -> Definition:
    return next(one for one in catalogue() if one.id == indicator)


def cases(indicator: str, *periods: tuple[date, date], **tables: list[Row]) -> list[Row]:
    """Return the case list of an indicator over rows of the register, for January 2025 or the periods given."""
    rows = {name: [{"authority": "999", **row} for row in drawn] for name, drawn in tables.items()}
    drawn = [{"period_start": start, "period_end": end} for start, end in periods or (JANUARY,)]
    return Engine.over_rows(rows).case_list(definition_of(indicator), periods_of(drawn)).to_pylist()


def plan(name: str, issued: date | None, **more: Any) -> Row:
    return {"plan_id": name, "child_id": "C1", "requested": ASKED, "issued": issued, **more}


def share(listed: list[Row]) -> tuple[int, int]:
    """Return how many of the cases that count meet the condition, and how many count."""
    counted = [case for case in listed if case["excluded"] is None]
    return sum(case["met"] is True for case in counted), len(counted)


def test_plans_with_and_without_exceptions_are_two_series_and_either_may_be_the_higher() -> None:
    """Trap 1: both of the same two plans, one of them an exception that was in time."""
    plans = [plan("P1", IN_TIME, exception=True), plan("P2", LATE, exception=False)]
    assert share(cases("ehc_plans_within_20_weeks", ehc_plan=plans)) == (0, 1)
    assert share(cases("ehc_plans_within_20_weeks_including_exceptions", ehc_plan=plans)) == (1, 2)
    compared = {
        definition_of(one).compare
        for one in ("ehc_plans_within_20_weeks", "ehc_plans_within_20_weeks_including_exceptions")
    }
    assert compared == {"SEN_EHC_Excpt_20wks", "SEN_EHC_All_20wks"}


def test_finishing_an_old_case_lowers_the_share_and_leaving_it_open_shows_among_the_overdue() -> None:
    """Trap 2: the same late case, left open or finished."""
    requests = [{"request_id": "R1", "child_id": "C1", "received": ASKED}]
    quick = plan("P2", IN_TIME)
    left_open = {"ehc_plan": [quick], "ehc_request": requests}
    finished = {"ehc_plan": [quick, plan("P1", LATE, request_id="R1")], "ehc_request": requests}
    assert share(cases("ehc_plans_within_20_weeks", ehc_plan=left_open["ehc_plan"])) == (1, 1)
    assert share(cases("ehc_plans_within_20_weeks", ehc_plan=finished["ehc_plan"])) == (1, 2)
    assert share(cases("ehc_assessments_overdue", **left_open)) == (1, 1)
    assert share(cases("ehc_assessments_overdue", **finished)) == (0, 0)
    assert definition_of("ehc_plans_within_20_weeks").beside == "ehc_assessments_overdue"


def test_what_is_open_and_what_is_finished_are_shown_with_their_age() -> None:
    """Trap 2: the number open, the share over 20 weeks and the days waited are three folds of one list."""
    requests = [
        {"request_id": "R1", "child_id": "C1", "received": date(2024, 1, 31)},
        {"request_id": "R2", "child_id": "C2", "received": date(2025, 1, 1)},
    ]
    lists = [
        cases(one, ehc_request=requests)
        for one in ("ehc_assessments_open", "ehc_assessments_overdue", "ehc_assessments_open_age")
    ]
    assert len({tuple(case["case_id"] for case in listed) for listed in lists}) == 1
    assert [case["weeks_open"] for case in lists[2]] == ["over 52 weeks", "up to 6 weeks"]
    assert [case["amount"] for case in lists[2]] == [366, 30]


def test_plans_held_on_a_day_are_not_the_plans_issued_before_it() -> None:
    """Trap 5: a plan issued and ceased in the month is in the flow and not in the stock; an old one is the reverse."""
    plans = [
        plan("P1", date(2025, 1, 6), ceased=date(2025, 1, 20)),
        plan("P2", date(2020, 1, 6)),
    ]
    assert [case["case_id"] for case in cases("ehc_plans_issued", ehc_plan=plans)] == ["P1"]
    assert [case["case_id"] for case in cases("ehc_plans_open", ehc_plan=plans)] == ["P2"]
    assert definition_of("ehc_plans_open").stock and not definition_of("ehc_plans_issued").stock


def test_a_mediation_stands_in_a_calendar_year_and_in_another_financial_year() -> None:
    """Trap 9: held in February 2025 it is of 2025, and of 2024-25."""
    held = [{"dispute_id": "M1", "child_id": "C1", "kind": "mediation", "held": date(2025, 2, 3)}]
    years = [
        (date(2024, 1, 1), date(2024, 12, 31)),
        (date(2025, 1, 1), date(2025, 12, 31)),
        (date(2024, 4, 1), date(2025, 3, 31)),
    ]
    listed = cases("ehc_mediations", *years, ehc_dispute=held)
    assert [case["period_end"] for case in listed] == [date(2025, 3, 31), date(2025, 12, 31)]


@pytest.mark.parametrize(
    ("indicator", "table", "start", "done", "weeks", "more"),
    [
        ("ehc_plans_within_20_weeks", "ehc_plan", "requested", "issued", 20, {"plan_id": "X1"}),
        ("ehc_plans_within_20_weeks_including_exceptions", "ehc_plan", "requested", "issued", 20, {"plan_id": "X1"}),
        ("ehc_drafts_within_16_weeks", "ehc_plan", "requested", "draft_sent", 16, {"plan_id": "X1"}),
        ("ehc_decisions_within_6_weeks", "ehc_request", "received", "decided", 6, {"request_id": "X1"}),
        ("ehc_advice_within_6_weeks", "ehc_advice", "requested", "received", 6, {"advice_id": "X1"}),
        ("ehc_health_advice_within_6_weeks", "ehc_advice", "requested", "received", 6,
         {"advice_id": "X1", "kind": "health"}),
        ("annual_reviews_within_4_weeks", "annual_review", "held", "notified", 4, {"review_id": "X1"}),
    ],
)  # fmt: skip
def test_weeks_are_calendar_days_over_christmas_and_the_wrong_order_is_never_in_time(
    indicator: str, table: str, start: str, done: str, weeks: int, more: Row
) -> None:
    """Trap 12: so many weeks are seven times as many days, holidays and all; the day before the start is no day 0."""
    began = date(2024, 12, 20)
    year = (date(2024, 12, 1), date(2025, 12, 31))
    due = began + timedelta(days=7 * weeks)
    for ended, met in [
        (began - timedelta(days=1), None),
        (began, True),
        (due, True),
        (due + timedelta(days=1), False),
    ]:
        row = {**more, "child_id": "C1", start: began, done: ended}
        (case,) = cases(indicator, year, **{table: [row]})
        assert (case["met"], case["due"], case["done"]) == (met, due, ended)


def test_two_plans_of_one_child_are_two_plans_and_each_unit_is_named() -> None:
    """Trap 13: plans, requests, draft plans, appeals and mediations are never one another's count."""
    plans = [plan("P1", date(2024, 1, 6)), plan("P2", date(2024, 2, 6))]
    assert len(cases("ehc_plans_open", ehc_plan=plans)) == 2
    units = {one.id: one.counts for one in catalogue() if one.dashboard == "ehc_plans"}
    assert units["ehc_appeals"] != units["ehc_mediations"]
    assert units["ehc_drafts_within_16_weeks"] != units["ehc_plans_issued"]
    assert "child" not in units.values()


@pytest.mark.parametrize(
    "reason", ["waiting list", "late advice", "staff shortage", "agreed with the family", "e"]
)
def test_a_reason_outside_the_closed_list_moves_no_case_out_of_the_20_weeks(reason: str) -> None:
    """Trap 15: neither in the list of exceptions nor beside the mark; and the list of exceptions shows it as none."""
    listed = [{"exception_id": "E1", "plan_id": "P1", "child_id": "C1", "reason": reason}]
    in_the_list = {"ehc_plan": [plan("P1", LATE, exception=True)], "ehc_plan_exception": listed}
    beside_it = {"ehc_plan": [plan("P1", LATE, exception=True, exception_reason=reason)]}
    for told in (in_the_list, beside_it):
        assert share(cases("ehc_plans_within_20_weeks", **told)) == (0, 1)
        (case,) = cases("ehc_exceptions", **told)
        assert case["excluded"] == "not a reason of reg 10(4)"
        assert case["reason"] is None  # what was typed is not repeated


@pytest.mark.parametrize("reason", ["a", "b", "c", "d", None])
def test_a_reason_of_the_law_or_a_mark_alone_leaves_a_case_out_of_the_20_weeks(reason: str | None) -> None:
    """Trap 15: SEN2 has the mark only, and by it the published figure is made."""
    listed = [{"exception_id": "E1", "plan_id": "P1", "child_id": "C1", "reason": reason}]
    (case,) = cases(
        "ehc_plans_within_20_weeks", ehc_plan=[plan("P1", LATE, exception=True)], ehc_plan_exception=listed
    )
    assert case["excluded"] == "statutory exception"
    (case,) = cases("ehc_plans_within_20_weeks", ehc_plan=[plan("P1", LATE, exception=True)])
    assert case["excluded"] == "statutory exception"


@pytest.mark.parametrize("exception", [False, None])
def test_a_mark_left_blank_moves_no_case_out_of_the_20_weeks(exception: bool | None) -> None:
    """Trap 15: nor does a reason, or the family's agreement, without the mark."""
    row = plan("P1", LATE, exception=exception, exception_reason="a", delay_agreed_by_family=True)
    assert share(cases("ehc_plans_within_20_weeks", ehc_plan=[row])) == (0, 1)


TIMED = [one for one in catalogue() if one.dashboard == "ehc_plans" and one.limit]


@pytest.mark.parametrize("definition", TIMED, ids=[one.id for one in TIMED])
def test_every_time_limit_tells_of_the_months_in_which_the_law_was_relaxed(definition: Definition) -> None:
    """Trap 16: on the page of each, with both days."""
    assert any("1 May to 25 September 2020" in trap for trap in definition.traps), definition.id
    assert definition.beside


def test_a_plan_of_the_relaxed_months_is_late_all_the_same() -> None:
    """Trap 16: a relaxation is told and left out of nothing, since no record says to whom it applied."""
    row = plan("P1", date(2020, 7, 1), exception=False) | {"requested": date(2020, 1, 2)}
    months = (date(2020, 5, 1), date(2020, 9, 25))
    assert share(cases("ehc_plans_within_20_weeks", months, ehc_plan=[row])) == (0, 1)


@pytest.mark.parametrize(
    ("indicator", "year"),
    [("ehc_appeal_rate", "2024"), ("ehc_requests_refused", "2023"), ("ehc_mediations", "2023")],
)
def test_a_broken_series_is_named_and_not_compared(indicator: str, year: str) -> None:
    """Trap 18: the method changed, so no published figure stands beside ours."""
    definition = definition_of(indicator)
    assert definition.compare == ""
    assert any(year in said for said in (definition.uncertain, *definition.traps))


def test_all_plans_held_stand_in_the_appeal_rate_whatever_the_length_of_the_period() -> None:
    """Trap 18, and 5: one appeal in a year of ten plans is 1 of 10, and so it is in the month it came."""
    plans = [plan(f"P{number}", date(2020, 1, 6)) for number in range(10)]
    appeal = [{"dispute_id": "D1", "child_id": "C1", "kind": "appeal", "opened": date(2025, 1, 15)}]
    for period in (JANUARY, (date(2025, 1, 1), date(2025, 12, 31))):
        listed = cases("ehc_appeal_rate", period, ehc_plan=plans, ehc_dispute=appeal)
        assert (sum(case["amount"] for case in listed), sum(case["base"] for case in listed)) == (1, 10)


def test_the_day_the_council_wrote_is_not_the_day_of_the_review() -> None:
    """SEN2 has only the letter: from it alone a review is counted and cannot be judged."""
    wrote = [{"review_id": "V1", "child_id": "C1", "notified": date(2025, 1, 15)}]
    (case,) = cases("annual_reviews_within_4_weeks", annual_review=wrote)
    assert (case["met"], case["excluded"], case["case_date"]) == (None, None, date(2025, 1, 15))


def test_the_16_weeks_of_the_law_are_for_telling_that_there_will_be_no_plan() -> None:
    """An assessment that led to a plan is not among them, nor does the draft's own 16 weeks claim the law."""
    ended = [
        {"assessment_id": "A1", "request_id": "R1", "child_id": "C1", "outcome": "N", "outcome_date": LATE},
        {"assessment_id": "A2", "request_id": "R1", "child_id": "C1", "outcome": "Y", "outcome_date": LATE},
    ]
    request = [{"request_id": "R1", "child_id": "C1", "received": LATE - timedelta(days=113)}]
    listed = cases("ehc_no_plan_within_16_weeks", ehc_assessment=ended, ehc_request=request)
    assert [(case["case_id"], case["met"]) for case in listed] == [("A1", False)]
    assert definition_of("ehc_drafts_within_16_weeks").limit.startswith("Local")
