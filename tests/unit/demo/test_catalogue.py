"""Every indicator of the catalogue gives a figure for the demo council, and one that such a council could have."""

import re
from pathlib import Path

import pytest

import scrutable
from scrutable.engine.period import parse
from scrutable.figures.figure import Figure

pytestmark = pytest.mark.slow

# What the demo council cannot say, and why. One that can be said by now has to go from the list.
NOT_KNOWN = {
    "referral_decisions_within_1_working_day": (
        "No return says when it was decided what to do about a referral. A plain CSV of referrals would, and would then"
        " speak for all referrals in place of the census."
    ),
    "assessments_finding_no_need": (
        "The census speaks for the assessments and does not say what they found; Annex A does, and is passed over."
    ),
}
# Of the others: between which values a council of 38,000 children would be. Shares are from 0 to 1.
LIKELY = """
    contacts 700 1600
    contacts_decided_within_1_working_day 0.8 0.98
    early_help_open 70 400
    early_help_stepped_up 0.05 0.3
    core_groups_within_10_working_days 0.65 0.97
    repeat_protection_plans 0.1 0.35
    repeat_protection_plans_within_2_years 0.02 0.2
    three_or_more_placements 0.04 0.16
    long_term_stability 0.45 0.85
    placed_over_20_miles_away_outside_area 0.1 0.3
    care_reviews_in_time 0.85 0.99
    initial_health_assessments_in_time 0.3 0.85
    health_assessments_up_to_date 0.8 0.99
    dental_checks_up_to_date 0.75 0.97
    sdq_average_score 11 17
    three_or_more_social_workers 0.1 0.4
    children_with_a_change_of_social_worker 0.05 0.3
    ehc_advice_within_6_weeks 0.5 0.9
    ehc_health_advice_within_6_weeks 0.35 0.85
    ehc_drafts_within_16_weeks 0.1 0.5
    ehc_plans_out_of_area 0.03 0.15
    young_people_neet_or_not_known 0.03 0.09
    average_caseload 8 20
    agency_rate 0.15 0.3
    vacancy_rate 0.15 0.35
    turnover_rate 0.02 0.1
"""


@pytest.fixture(scope="module")
def figures(demo_council: Path) -> dict[str, list[Figure]]:
    """The figures of the quarter as known on each of the two days of January."""
    store = scrutable.open(demo_council / "store")
    found: dict[str, list[Figure]] = {}
    for known_on in ("2020-01-06", "2020-01-20"):
        view = store.known_on(known_on)
        for figure in view.figures([one.id for one in view.definitions], [parse("2019-20Q3")]):
            found.setdefault(figure.indicator, []).append(figure)
    return found


def test_every_indicator_gives_a_figure_or_a_reason_why_not(figures: dict[str, list[Figure]]) -> None:
    without = {name for name, held in figures.items() if any(figure.value is None for figure in held)}
    assert without == set(NOT_KNOWN)


def test_the_figures_are_ones_that_such_a_council_could_have(figures: dict[str, list[Figure]]) -> None:
    for line in LIKELY.strip().splitlines():
        name, low, high = line.split()
        values = [figure.value for figure in figures[name]]
        assert all(value is not None and float(low) <= value <= float(high) for value in values), (
            name,
            values,
        )


def test_what_is_not_known_is_an_indicator_with_a_reason(figures: dict[str, list[Figure]]) -> None:
    assert set(NOT_KNOWN) <= set(figures)
    assert all(re.fullmatch(r"[A-Z].*\.", reason) for reason in NOT_KNOWN.values())


def test_the_trend_is_known_for_three_years(demo_council: Path) -> None:
    """Of what the council has kept that long: the rest began with the case system of 2018 or the first extract."""
    view = scrutable.open(demo_council / "store").known_on("2020-01-20")
    names = ["contacts", "early_help_open", "core_groups_within_10_working_days", "repeat_protection_plans"]
    names += ["initial_health_assessments_in_time", "dental_checks_up_to_date", "sdq_average_score"]
    names += ["ehc_advice_within_6_weeks", "ehc_drafts_within_16_weeks", "young_people_neet_or_not_known"]
    for name in names:
        held = view.figures([name], parse("2019-20Q3").run_up(13))
        assert [figure.period.name for figure in held if not figure.value] == [], name
