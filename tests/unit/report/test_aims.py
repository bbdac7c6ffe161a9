from dataclasses import replace
from datetime import date

import pytest

from scrutable.errors import UsageFault
from scrutable.indicators.definition import catalogue
from scrutable.register.targets import Break, Target
from scrutable.report import aims
from scrutable.report.aims import Aims
from tests.unit.report.fakes import figure_of

BY_ID = {one.id: one for one in catalogue()}
PLANS = BY_ID["ehc_plans_within_20_weeks"]  # a share, higher is better
AGAIN = BY_ID["re_referrals_within_12_months"]  # a share, lower is better
LEAVERS = BY_ID["care_leavers_in_bed_and_breakfast"]  # a count, lower is better
CASES = BY_ID["average_caseload"]  # a ratio for each worker


def target(one, value, tolerance=None):
    return Target(one.id, date(2019, 4, 1), value, "Director", "plan", tolerance)


@pytest.mark.parametrize(
    ("met", "counted", "status"),
    [
        (58, 100, "on target"),
        (115, 200, "on target"),  # 57.5% reads 58%
        (1149, 2000, "close to target"),  # 57.45% reads 57%
        (53, 100, "close to target"),  # five points off: as far as close goes
        (105, 200, "close to target"),  # 52.5% reads 53%
        (52, 100, "off target"),
        (5, 9, "too few to judge"),
        (6, 10, "on target"),
        (0, 0, "no figure"),
    ],
)
def test_a_share_is_judged_as_it_is_printed(met, counted, status):
    assert aims.status(PLANS, figure_of(PLANS, met=met, counted=counted), target(PLANS, 58)) == status


@pytest.mark.parametrize(
    ("met", "status"), [(20, "on target"), (22, "close to target"), (23, "off target"), (0, "on target")]
)
def test_where_lower_is_better_more_is_off(met, status):
    assert aims.status(AGAIN, figure_of(AGAIN, met=met, counted=100), target(AGAIN, 20, 2)) == status


def test_all_but_a_few_are_not_all_and_hardly_any_is_not_none():
    whole, none = target(PLANS, 100, 0), target(AGAIN, 0, 0)
    assert aims.status(PLANS, figure_of(PLANS, met=999, counted=1000), whole) == "off target"
    assert aims.status(PLANS, figure_of(PLANS, met=1000, counted=1000), whole) == "on target"
    assert aims.status(AGAIN, figure_of(AGAIN, met=1, counted=1000), none) == "off target"
    assert aims.status(AGAIN, figure_of(AGAIN, met=0, counted=1000), none) == "on target"


def test_a_count_is_what_it_is_however_few_and_has_no_tolerance_of_its_own():
    one = figure_of(LEAVERS, counted=1)
    assert aims.status(LEAVERS, one, target(LEAVERS, 0)) == "off target"
    assert aims.status(LEAVERS, one, target(LEAVERS, 0, 1)) == "close to target"
    assert aims.status(LEAVERS, one, target(LEAVERS, 1)) == "on target"


def test_without_a_target_that_is_said():
    assert aims.status(PLANS, figure_of(PLANS, met=1, counted=20), None) == "no target set"
    assert aims.level(PLANS, figure_of(PLANS, met=1, counted=20), None) == "No target set."


def test_the_level_names_whose_target_it_is_since_when_and_why():
    said = aims.level(PLANS, figure_of(PLANS, met=15, counted=106), target(PLANS, 58))
    assert said == (
        "Off target. The target is 58% from 1 April 2019 (higher is better; up to 5 percentage points off is close)."
        " Owner: Director. Why: plan."
    )


def test_a_target_is_written_as_its_figure_is():
    assert aims.said(LEAVERS, target(LEAVERS, 1)) == "1 young person"
    assert aims.said(CASES, target(CASES, 16.5)) == "16.5"
    assert aims.said(BY_ID["referral_rate"], target(AGAIN, 500)) == "500 for every 10,000"


def test_a_target_for_no_indicator_or_for_one_without_a_better_side_is_refused():
    aims.check(Aims((target(PLANS, 58),), (Break("referrals", date(2019, 4, 1), "x"),)), catalogue())
    neither = next(one for one in catalogue() if one.better not in ("higher", "lower"))
    stranger = replace(target(PLANS, 58), indicator="ehc_plans")
    for wrong in (
        Aims((stranger,)),
        Aims((target(neither, 5),)),
        Aims(breaks=(Break("nothing", date(2019, 4, 1), "x"),)),
    ):
        with pytest.raises(UsageFault) as found:
            aims.check(wrong, catalogue())
        assert found.value.code == "U151"
