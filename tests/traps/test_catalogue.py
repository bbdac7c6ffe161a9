"""The catalogue is whole: the sixty figures that committees see, and those that its traps and questions call for."""

import re
from pathlib import Path

import pytest

from scrutable.indicators.definition import Definition, catalogue

# As reference/indicators.md numbers them. A figure of the council's queue or of a headcount answers for its share.
SIXTY = {
    "SEN01": "ehc_plans_within_20_weeks", "SEN02": "ehc_plans_within_20_weeks_including_exceptions",
    "SEN03": "ehc_decisions_within_6_weeks", "SEN04": "ehc_assessments_overdue",
    "SEN05": "ehc_no_plan_within_16_weeks", "SEN06": "annual_reviews_within_4_weeks",
    "SEN07": "ehc_requests_refused", "SEN08": "ehc_appeal_rate", "SEN09": "ehc_mediations",
    "EH01": "early_help_assessments_in_time", "EH02": "early_help_stepped_up",
    "FD01": "referral_decisions_within_1_working_day",
    "CIN01": "referral_rate", "CIN02": "re_referrals_within_12_months", "CIN03": "referrals_no_further_action",
    "CIN04": "assessments_within_45_working_days", "CIN05": "referrals_assessed_not_in_need",
    "CIN06": "section_47_rate", "CIN07": "conferences_within_15_working_days", "CIN08": "children_in_need_rate",
    "CIN09": "child_in_need_visits_in_time",
    "CP01": "child_protection_plan_rate", "CP02": "repeat_protection_plans",
    "CP03": "repeat_protection_plans_within_2_years", "CP04": "protection_plans_over_2_years_open",
    "CP05": "protection_plans_over_2_years_ended", "CP06": "protection_reviews_in_time",
    "CP07": "child_protection_visits_in_time", "CP08": "protection_visits_recorded_in_time",
    "CP09": "protection_visits_seen_alone", "CP10": "core_groups_within_10_working_days",
    "CLA01": "children_in_care_rate", "CLA02": "three_or_more_placements", "CLA03": "long_term_stability",
    "CLA04": "placed_over_20_miles_away_outside_area", "CLA05": "care_reviews_in_time",
    "CLA06": "care_visits_in_time", "CLA07": "initial_health_assessments_in_time",
    "CLA08": "health_assessments_up_to_date", "CLA09": "dental_checks_up_to_date", "CLA10": "sdq_average_score",
    "CLA11": "three_or_more_social_workers",
    "MIS01": "children_in_care_missing", "MIS02": "missing_episodes_from_care", "MIS03": "children_missing",
    "MIS04": "return_interviews_offered", "MIS05": "return_interviews_within_72_hours",
    "CL01": "care_leavers_in_suitable_accommodation", "CL02": "care_leavers_in_education_or_work",
    "CL03": "care_leavers_neet", "CL04": "care_leavers_in_touch", "CL05": "care_leavers_in_bed_and_breakfast",
    "CL06": "staying_put",
    "WF01": "agency_rate", "WF02": "vacancy_rate", "WF03": "turnover_rate", "WF04": "average_caseload",
    "WF05": "agency_social_workers", "WF06": "newly_qualified_share",
    "EET01": "young_people_neet_or_not_known",
}  # fmt: skip
# What its sections on traps and on committees' questions, and issues 3 and 4, ask for beside them.
BESIDE_THEM = """
    ehc_drafts_within_16_weeks ehc_advice_within_6_weeks ehc_health_advice_within_6_weeks ehc_assessments_open_age
    ehc_plans_out_of_area ehc_exceptions ehc_appeals ehc_plans_open contacts assessments_finding_no_need
    assessments_within_45_working_days_of_referral assessments_open_over_45_working_days
    children_re_referred_within_12_months children_with_a_change_of_social_worker share_of_ten_most_missing
    away_without_authorisation return_interviews_accepted return_interviews_completed
    care_leavers_aged_17_to_18_in_suitable_accommodation care_leavers_aged_17_to_18_in_education_or_work
    posts_advertised job_offers recruits_started vacancies vacancies_covered_by_agency
    agency_workers_covering_vacancies social_workers
    protection_visits_days_to_record child_in_need_visits_days_to_record care_visits_days_to_record
""".split()
BY_ID = {one.id: one for one in catalogue()}


def test_every_one_of_the_sixty_is_there() -> None:
    assert len(SIXTY) == 60 and len(set(SIXTY.values())) == 60
    assert set(SIXTY.values()) <= set(BY_ID)
    assert set(BESIDE_THEM) <= set(BY_ID)


def test_the_sixty_are_those_of_the_reference(root: Path) -> None:
    reference = root.parent / "shared/reference/indicators.md"
    if not reference.exists():
        pytest.skip("the reference is not beside the checkout")
    assert set(re.findall(r"^\| ([A-Z]+\d\d) \|", reference.read_text("utf-8"), re.MULTILINE)) == set(SIXTY)


def test_times_missing_and_weeks_waited_are_breakdowns() -> None:
    assert "times_missing" in BY_ID["children_missing"].breakdowns
    assert "weeks_open" in BY_ID["ehc_assessments_open"].breakdowns
    assert "department" in BY_ID["agency_rate"].breakdowns


def test_trap_1_one_name_two_series_compares_once() -> None:
    """Trap 1: of two figures under one name each stands beside its own series, or beside none."""
    codes = [one.compare for one in catalogue() if one.compare]
    assert len(codes) == len(set(codes))
    assert not BY_ID["assessments_within_45_working_days_of_referral"].compare
    assert BY_ID["re_referrals_within_12_months"].compare == "ReReferral"
    assert BY_ID["children_re_referred_within_12_months"].compare == "referrals/rereferral_child_percent"
    assert not BY_ID["repeat_protection_plans_within_2_years"].compare


def test_trap_3_what_needs_a_look_back_says_how_long() -> None:
    """Trap 3: without the months before, a system without history would look good."""
    needing = {one.id: one.look_back for one in catalogue() if one.look_back}
    assert needing["re_referrals_within_12_months"] == needing["three_or_more_placements"] == 12
    assert needing["repeat_protection_plans_within_2_years"] == 24
    assert needing["three_or_more_social_workers"] == 12


@pytest.mark.parametrize("one", catalogue(), ids=lambda one: one.id)
def test_each_says_what_misleads_in_it_and_what_to_read_beside(one: Definition) -> None:
    assert one.traps
    assert one.beside != one.id and (one.beside or not one.limit)
    assert one.excludes == tuple(dict.fromkeys(one.excludes)) and set(one.cannot_say) <= set(one.excludes)
