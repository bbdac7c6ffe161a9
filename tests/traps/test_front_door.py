"""The traps of the front door: two series of one name, unfinished work, missing history, clocks and days."""

from datetime import date, timedelta
from typing import Any

from scrutable.engine.duckdb import Engine
from scrutable.indicators.definition import catalogue
from tests.examples.running import periods_of

Row = dict[str, Any]
YEAR = (date(2024, 4, 1), date(2025, 3, 31))
LONG_AGO = [{"authority": "999", "table_name": "referral", "begins": date(2015, 1, 1)}]


def cases(indicator: str, period: tuple[date, date] = YEAR, **tables: list[Row]) -> list[Row]:
    """Return the case list of an indicator over rows of the register, for one period."""
    definition = next(one for one in catalogue() if one.id == indicator)
    rows = {name: [{"authority": "999", **row} for row in drawn] for name, drawn in tables.items()}
    start, end = period
    return (
        Engine.over_rows(rows)
        .case_list(definition, periods_of([{"period_start": start, "period_end": end}]))
        .to_pylist()
    )


def referred(child: str, *days: date, **more: Any) -> list[Row]:
    """Return a referral of a child for each day."""
    return [{"referral_id": f"{child}/{day}", "child_id": child, "received": day, **more} for day in days]


def assessed(started: date, completed: date | None, referral: str | None = None, name: str = "A1") -> Row:
    return {
        "assessment_id": name, "referral_id": referral, "child_id": "C1", "started": started, "completed": completed,
    }  # fmt: skip


def definition_of(indicator: str) -> Any:
    return next(one for one in catalogue() if one.id == indicator)


def test_re_referrals_by_referral_and_by_child_are_two_series() -> None:
    """Trap 1, and 13: three referrals of one child and one of another are 2 of 4 referrals, and 1 of 2 children."""
    drawn = [
        *referred("C1", date(2024, 5, 1), date(2024, 7, 1), date(2024, 9, 2)),
        *referred("C2", date(2024, 5, 1)),
    ]
    by_referral = cases("re_referrals_within_12_months", referral=drawn, records=LONG_AGO)
    by_child = cases("children_re_referred_within_12_months", referral=drawn, records=LONG_AGO)
    assert (sum(case["met"] for case in by_referral), len(by_referral)) == (2, 4)
    assert (sum(case["met"] for case in by_child), len(by_child)) == (1, 2)
    assert definition_of("re_referrals_within_12_months").compare == "ReReferral"
    by_children = definition_of("children_re_referred_within_12_months").compare
    assert by_children == "referrals/rereferral_child_percent"  # DfE publishes both, each under its own name


def test_leaving_assessments_open_protects_the_share_and_shows_among_the_open_ones() -> None:
    """Trap 2: an old assessment that is never finished is in no completed-only share, so the open ones stand beside."""
    old, quick = assessed(date(2024, 4, 2), None), assessed(date(2025, 3, 3), date(2025, 3, 10), name="A2")
    finished = cases("assessments_within_45_working_days", assessment=[old, quick])
    still_open = cases("assessments_open_over_45_working_days", assessment=[old, quick])
    assert [(case["case_id"], case["met"]) for case in finished] == [("A2", True)]
    assert [(case["case_id"], case["met"]) for case in still_open] == [("A1", True)]
    # One clock has the open ones beside it, the other the repeat referrals that rushing would bring.
    assert definition_of("assessments_within_45_working_days_of_referral").beside == (
        "assessments_open_over_45_working_days"
    )
    assert definition_of("assessments_within_45_working_days").beside == "re_referrals_within_12_months"


def test_a_new_system_without_history_is_marked_and_not_called_good() -> None:
    """Trap 3: without 12 months of records before a referral nothing is said of whether it is a repeat."""
    drawn = referred("C1", date(2024, 5, 1), date(2025, 3, 3))
    begins = [{"table_name": "referral", "begins": date(2024, 3, 3)}]
    for indicator in ("re_referrals_within_12_months", "children_re_referred_within_12_months"):
        assert definition_of(indicator).look_back == 12
        held = {
            case["case_date"]: case["history"] for case in cases(indicator, referral=drawn, records=begins)
        }
        assert held[date(2025, 3, 3)] is True
        assert held.get(date(2024, 5, 1), False) is False
        unknown = cases(indicator, referral=drawn, records=[])
        assert not any(case["history"] for case in unknown)


def test_an_assessment_has_two_clocks_and_only_one_is_set_beside_england() -> None:
    """Trap 4: from the referral as guidance has it, from the start as DfE's figure has it: here late and in time."""
    referral = referred("C1", date(2024, 6, 3))
    one = [assessed(date(2024, 7, 1), date(2024, 8, 30), "C1/2024-06-03")]
    by_start = cases("assessments_within_45_working_days", assessment=one)
    by_referral = cases("assessments_within_45_working_days_of_referral", assessment=one, referral=referral)
    assert [case["met"] for case in by_start] == [True]
    assert [case["met"] for case in by_referral] == [False]
    assert definition_of("assessments_within_45_working_days").compare == "Continue_Assess_Comp"
    assert definition_of("assessments_within_45_working_days_of_referral").compare == ""


def test_the_date_of_an_assessment_is_when_it_was_authorised() -> None:
    """Trap 4: begun in one year and authorised in the next, it belongs to the year in which it was authorised."""
    one = [assessed(date(2024, 3, 20), date(2024, 4, 10))]
    assert len(cases("assessments_within_45_working_days", assessment=one)) == 1
    assert (
        cases("assessments_within_45_working_days", (date(2023, 4, 1), date(2024, 3, 31)), assessment=one)
        == []
    )


def test_a_contact_is_timed_from_the_contact_and_says_that_it_is_local() -> None:
    """Trap 4: the national working day runs from the referral, a day after the contact here."""
    contact = [
        {"contact_id": "K1", "child_id": "C1", "received": date(2024, 6, 3), "decided": date(2024, 6, 5)}
    ]
    referral = referred("C1", date(2024, 6, 4), decided=date(2024, 6, 5))
    assert [case["met"] for case in cases("contacts_decided_within_1_working_day", contact=contact)] == [
        False
    ]
    assert [case["met"] for case in cases("referral_decisions_within_1_working_day", referral=referral)] == [
        True
    ]
    local = definition_of("contacts_decided_within_1_working_day")
    assert "local" in local.title and local.limit.startswith("Local")
    assert any("not from the contact" in trap for trap in local.traps)


def test_children_in_need_on_the_day_are_not_those_of_the_year() -> None:
    """Trap 5: a case opened and closed within the year is a referral of the year, and in need on no 31 March."""
    drawn = [
        *referred("C1", date(2024, 6, 3), closed=date(2024, 9, 2)),
        *referred("C2", date(2023, 6, 5), closed=None),
    ]
    assert [case["child_id"] for case in cases("children_in_need_rate", referral=drawn)] == ["C2"]
    assert [case["child_id"] for case in cases("referrals", referral=drawn)] == ["C1"]
    assert definition_of("children_in_need_rate").stock and not definition_of("referrals").stock


def test_bank_holidays_do_not_count_against_45_working_days() -> None:
    """Trap 11: over Christmas 45 working days last 66 days; on plain weekdays the case would be late."""
    started, completed = date(2024, 12, 2), date(2025, 2, 6)
    weekdays = sum(
        (started + timedelta(days=n)).isoweekday() <= 5 for n in range(1, (completed - started).days + 1)
    )
    assert weekdays == 48
    listed = cases("assessments_within_45_working_days", assessment=[assessed(started, completed)])
    assert [(case["met"], case["working_days"]) for case in listed] == [(True, 45)]


def test_the_same_day_is_day_0_and_day_45_is_in_time() -> None:
    """Trap 12: in DfE's bands, so that day 46 is the first late one."""
    ends = (date(2024, 6, 3), date(2024, 8, 5), date(2024, 8, 6))
    drawn = [assessed(date(2024, 6, 3), day, name=f"A{n}") for n, day in enumerate(ends)]
    listed = cases("assessments_within_45_working_days", assessment=drawn)
    assert [(case["working_days"], case["met"]) for case in listed] == [(0, True), (45, True), (46, False)]


def test_one_working_day_is_not_24_hours() -> None:
    """Trap 12: received on a Friday, decided on Monday: 72 hours or more, and within one working day."""
    drawn = referred("C1", date(2024, 6, 7), decided=date(2024, 6, 10))
    listed = cases("referral_decisions_within_1_working_day", referral=drawn)
    assert [case["met"] for case in listed] == [True]


def test_a_child_with_two_open_referrals_is_one_child() -> None:
    """Trap 13: a rate of children counts children, a rate of referrals counts referrals."""
    assert definition_of("children_in_need_rate").counts == "child"
    assert definition_of("referral_rate").counts == "referral"
    drawn = referred("C1", date(2024, 6, 3), date(2024, 7, 1))
    assert {case["child_id"] for case in cases("children_in_need_rate", referral=drawn)} == {"C1"}
    assert len(cases("referral_rate", referral=drawn)) == 2


def test_not_in_need_is_of_all_referrals_as_published() -> None:
    """Trap 14: the words say assessed, the counts (194,620 of 632,830, published as 30.8%) say of all referrals."""
    assert round(100 * 194_620 / 632_830, 1) == 30.8
    drawn = [
        *referred("C1", date(2024, 6, 3), closed=date(2024, 7, 1), closure_reason="RC8"),
        *referred("C2", date(2024, 6, 3), no_further_action=True),
    ]
    listed = cases(
        "referrals_assessed_not_in_need",
        referral=drawn,
        assessment=[assessed(date(2024, 6, 4), date(2024, 6, 28), "C1/2024-06-03")],
    )
    assert [(case["child_id"], case["met"]) for case in listed] == [("C1", True), ("C2", False)]


def test_dates_in_an_impossible_order_are_listed_and_never_in_time() -> None:
    """One rule for every clock: done before it began is counted, and cannot be judged."""
    one = [assessed(date(2024, 6, 10), date(2024, 6, 7), "C1/2024-06-10")]
    contact = [
        {"contact_id": "K1", "child_id": "C1", "received": date(2024, 6, 10), "decided": date(2024, 6, 7)}
    ]
    referral = referred("C1", date(2024, 6, 10), decided=date(2024, 6, 7))
    for indicator in (
        "assessments_within_45_working_days",
        "assessments_within_45_working_days_of_referral",
        "contacts_decided_within_1_working_day",
        "referral_decisions_within_1_working_day",
    ):
        listed = cases(indicator, assessment=one, contact=contact, referral=referral)
        assert [(case["excluded"], case["met"]) for case in listed] == [(None, None)], indicator
