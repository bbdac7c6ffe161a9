from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutable.engine.period import parse
from scrutable.indicators.definition import catalogue
from scrutable.register.targets import Break, Target
from scrutable.report import standing, variation
from scrutable.report.gather import Sheet
from scrutable.report.variation import varied
from tests.unit.report.fakes import figure_of

BY_ID = {one.id: one for one in catalogue()}
PLANS, AGAIN = BY_ID["ehc_plans_within_20_weeks"], BY_ID["re_referrals_within_12_months"]
COUNT = BY_ID["referrals"]


def trend(one, met, counted=None, last="2019-20Q3"):
    periods = parse(last).run_up(len(met))
    counted = counted or [100] * len(met)
    return [
        replace(figure_of(one, period, met=n, counted=d), period_end=period.end)
        for period, n, d in zip(periods, met, counted, strict=True)
    ]


STEADY = [50, 52, 49, 51, 50, 48, 52, 50, 51, 49, 50, 51]


def test_a_figure_within_the_ordinary_range_has_not_really_changed():
    found = varied(PLANS, trend(PLANS, [*STEADY, 50]))
    assert (found.verdict, found.is_signal, found.trial, found.points) == ("no real change", False, False, 13)


@pytest.mark.parametrize(
    ("one", "last", "verdict"),
    [
        (PLANS, 20, "real worsening"),
        (PLANS, 80, "real improvement"),
        (AGAIN, 20, "real improvement"),
        (AGAIN, 80, "real worsening"),
    ],
)
def test_a_figure_outside_it_is_better_or_worse_by_which_way_is_better(one, last, verdict):
    found = varied(one, trend(one, [*STEADY, last]))
    assert (found.verdict, found.signal) == (verdict, "outside the limits")


def test_where_neither_way_is_better_it_is_unusual():
    made = trend(COUNT, STEADY, [*STEADY[:-1], 90])
    assert COUNT.better not in ("higher", "lower")
    assert varied(COUNT, made).verdict == "unusually high"


def test_too_few_periods_a_period_that_runs_and_a_missing_figure_give_no_verdict():
    assert varied(PLANS, trend(PLANS, STEADY[:5])).verdict == "too few periods to tell"
    assert varied(PLANS, trend(PLANS, STEADY[:6])).verdict == "no real change"
    running = trend(PLANS, STEADY)
    running[-1] = replace(running[-1], period_end=date(2019, 12, 30))
    assert varied(PLANS, running).verdict == "the period is not over"
    assert varied(PLANS, trend(PLANS, [*STEADY, 0], [100] * 12 + [0])).verdict == "no figure to judge"


def test_rolling_years_share_days_and_are_refused():
    ends = [parse(f"12m-to-2019-{month:02d}-28") for month in range(1, 10)]
    made = [replace(figure_of(PLANS, end, met=50, counted=100), period_end=end.end) for end in ends]
    assert varied(PLANS, made).verdict == "the periods share days"


def test_a_period_without_a_figure_has_no_limits_and_the_others_have():
    found = varied(PLANS, trend(PLANS, STEADY, [100] * 5 + [0] + [100] * 6))
    assert [limits is None for limits in found.limits] == [False] * 5 + [True] + [False] * 6


def test_from_a_declared_break_on_the_range_is_worked_out_anew():
    moved = trend(PLANS, [50, 52, 49, 51, 50, 48, 80, 82, 79, 81, 80, 82])
    first = moved[6].period.start
    anew = varied(PLANS, moved, breaks=[Break(PLANS.id, first, "a new team")])
    assert (anew.verdict, anew.points, anew.trial) == ("no real change", 6, True)
    assert "Judged anew from" in variation.direction(PLANS, moved[-1], anew)
    # A break in the middle of a period leaves that period to what was before.
    later = varied(PLANS, moved, breaks=[Break(PLANS.id, first.replace(day=2), "a new team")])
    assert (later.points, later.verdict) == (5, "too few periods to tell")
    assert "too few periods to tell since" in variation.direction(PLANS, moved[-1], later)
    assert varied(PLANS, moved, breaks=[Break("other", first, "x")]).points == 12


def test_uneven_denominators_give_each_point_its_own_range():
    met, counted = [5, 50, 6, 48, 5, 52, 4, 50], [10, 100] * 4
    limits = varied(PLANS, trend(PLANS, met, counted)).limits
    assert limits[0].upper - limits[0].lower > 2 * (limits[1].upper - limits[1].lower)
    even = varied(PLANS, trend(PLANS, met[1::2] * 2)).limits
    assert len({limit.upper for limit in even}) == 1


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 60)), min_size=6, max_size=24))
def test_no_share_is_drawn_below_none_or_above_all(pairs):
    made = trend(PLANS, [min(pair) for pair in pairs], [max(pair) for pair in pairs])
    for limits in varied(PLANS, made).limits:
        assert limits is None or 0 <= limits.lower <= limits.centre <= limits.upper <= 1


def test_the_rule_that_speaks_is_told_in_words():
    assert "lies below the ordinary variation of 13 quarters" in _said([*STEADY, 20])
    # Each lies within the range of all, and every one below the average.
    assert "running lie below the average" in _said([62, 46, 63, 48, 62, 64, 49, 40, 48, 41, 49, 42, 48])
    assert "it has fallen six quarters running" in _said([50, 60, 50, 60, 50, 60, 57, 55, 53, 51, 49, 47, 45])


def test_what_is_still_to_come_may_undo_a_verdict():
    made = trend(PLANS, [*STEADY, 20])
    assert "may undo this" in variation.direction(PLANS, made[-1], varied(PLANS, made), to_come=True)
    calm = trend(PLANS, [*STEADY, 50])
    assert "may undo" not in variation.direction(PLANS, calm[-1], varied(PLANS, calm), to_come=True)


def _said(met):
    made = trend(PLANS, met)
    return variation.direction(PLANS, made[-1], varied(PLANS, made))


def test_whether_the_target_will_be_kept_is_told_by_the_range():
    aim = Target(PLANS.id, date(2016, 1, 1), 90, "Director", "plan")
    made = trend(PLANS, [*STEADY, 50])
    assert varied(PLANS, made, aim).assurance == "fails"
    assert varied(PLANS, made, replace(aim, value=30)).assurance == "passes"
    assert varied(PLANS, made, replace(aim, value=50)).assurance == "hit or miss"


def test_the_three_marks_stand_each_for_itself():
    aim = Target(PLANS.id, date(2016, 1, 1), 58, "Director", "plan")
    made = trend(PLANS, [14] * 12 + [15], [100] * 12 + [106])
    sheet = Sheet(PLANS, made[-1], tuple(made), aimed=(aim,) * 13, varied=varied(PLANS, made, aim))
    facts = {fact.term: fact.words for fact in standing.standing(sheet).facts}
    assert list(facts) == ["Level", "Direction", "Confidence"]
    assert facts["Level"].startswith("Off target. The target is 58%")
    assert "from 9% to 22%" in facts["Confidence"]  # Wilson, 15 of 106: statistics.md B


def test_a_number_on_a_day_and_a_median_have_no_range_of_chance():
    stock = next(one for one in catalogue() if one.stock and one.measures == "count")
    median = next(one for one in catalogue() if one.measures == "median")
    for one in (stock, median):
        assert standing.interval(one, figure_of(one, met=20, counted=20)) is None
    lower, upper = standing.interval(COUNT, figure_of(COUNT, counted=100))
    assert (round(lower, 1), round(upper, 1)) == (81.4, 121.6)  # Byar
