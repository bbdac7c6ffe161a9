"""Two periods of one council: worked examples, an oracle of its own, and what is not tested at all."""

from dataclasses import replace
from datetime import date
from math import comb, sqrt

import pytest

from scrutable.engine.period import parse
from scrutable.figures.figure import Figure
from scrutable.indicators.definition import catalogue
from scrutable.report import gather
from scrutable.report.differing import Difference, difference, over_a_year, said
from tests.unit.report.fakes import KNOWN_ON, PERIOD, FakeView, figure_of

ONES = {one.id: one for one in catalogue()}
PLANS, ISSUED, RATE = (
    ONES[id_] for id_ in ("ehc_plans_within_20_weeks", "ehc_plans_issued", "section_47_rate")
)
A_YEAR_AGO = PERIOD.year_before()


def share(met: int, counted: int, period=PERIOD) -> Figure:
    return figure_of(PLANS, period, met=met, counted=counted)


def count(n: int, period=PERIOD) -> Figure:
    return figure_of(ISSUED, period, counted=n)


def wilson(x: int, n: int) -> tuple[float, float]:
    """Wilson's ends by the equation they solve, (p - x/n)^2 = z^2 p(1 - p)/n, and not by the formula of the package."""
    z2, p = 1.959963984540054**2, x / n
    a, b, c = 1 + z2 / n, -(2 * p + z2 / n), p * p
    root = sqrt(b * b - 4 * a * c)
    return (-b - root) / (2 * a), (-b + root) / (2 * a)


@pytest.mark.parametrize(
    ("x1", "n1", "x2", "n2"), [(56, 70, 48, 80), (14, 100, 9, 42), (0, 12, 7, 9), (5, 5, 5, 5)]
)
def test_shares_by_newcombe(x1, n1, x2, n2):
    (l1, u1), (l2, u2) = wilson(x1, n1), wilson(x2, n2)
    p1, p2 = x1 / n1, x2 / n2
    expected = (
        100 * (p1 - p2 - sqrt((p1 - l1) ** 2 + (u2 - p2) ** 2)),
        100 * (p1 - p2 + sqrt((u1 - p1) ** 2 + (p2 - l2) ** 2)),
    )
    found = difference(share(x1, n1), share(x2, n2, A_YEAR_AGO))
    assert (found.lower, found.upper) == pytest.approx(expected, abs=1e-6)
    assert found.points


def test_newcombe_s_own_example_is_a_rise_beyond_chance():
    found = difference(share(56, 70), share(48, 80, A_YEAR_AGO))
    assert (round(found.lower, 2), round(found.upper, 2)) == (5.24, 33.39)
    assert found.beyond_chance and found.rise


def tail(n: int, m: int, of: float) -> float:
    """Return how likely n or more of n + m events fall to a period that has that part of the days."""
    both = n + m
    return sum(comb(both, k) * of**k * (1 - of) ** (both - k) for k in range(n, both + 1))


@pytest.mark.parametrize("n", range(14, 40))
def test_counts_by_the_part_of_both_together(n):
    """Beyond chance when and only when the binomial's own tail is under 2.5%. Quarters of 92 days each."""
    found = difference(count(n), count(14, A_YEAR_AGO))
    assert found.beyond_chance == (tail(n, 14, 0.5) < 0.025)
    assert (found.lower, found.upper) == pytest.approx(
        tuple(1 / end for end in _ends(difference(count(14), count(n, A_YEAR_AGO)))[::-1])
    )


def _ends(one: Difference) -> tuple[float, float]:
    return one.lower, one.upper


def test_a_leap_year_s_quarter_has_a_day_more():
    leap, common = parse("2019-20Q4"), parse("2018-19Q4")
    found = difference(replace(count(91, leap), period_end=leap.end), count(90, common))
    # As many a day: the interval's middle on the logarithm is 1 day for day, and not 91/90.
    level = difference(replace(count(90, leap), period_end=leap.end), count(90, common))
    assert found.lower < 1 < found.upper
    assert level.lower * level.upper == pytest.approx((90 / 91) ** 2, rel=1e-9)


def test_rates_by_their_children():
    then = replace(figure_of(RATE, A_YEAR_AGO, counted=100), denominator=20_000)
    now = replace(figure_of(RATE, counted=150), denominator=30_000)  # as many for each child
    found = difference(now, then)
    assert not found.beyond_chance and found.lower < 1 < found.upper
    assert difference(replace(now, denominator=None), then) is None


def test_none_a_year_before_has_no_upper_end():
    found = difference(count(10), count(0, A_YEAR_AGO))
    assert (round(found.lower, 3), found.upper) == (2.242, float("inf"))
    assert "at least 2.2 times as many" in said(found)
    assert difference(count(0), count(0, A_YEAR_AGO)) is None


def test_what_cannot_be_tested():
    visits, sdq = ONES["child_protection_visits_in_time"], ONES["sdq_average_score"]
    then = share(9, 42, A_YEAR_AGO)
    assert difference(share(14, 100), share(14, 100)) is None  # the same cases
    assert difference(share(0, 0), then) is None
    assert difference(replace(share(14, 100), period_end=date(2019, 12, 30)), then) is None  # still running
    assert difference(count(5), then) is None  # another indicator
    assert difference(replace(share(14, 100), unit="child"), then) is None
    assert difference(figure_of(sdq, counted=9), figure_of(sdq, A_YEAR_AGO, counted=9)) is None
    two = [figure_of(visits, period, met=90, counted=100) for period in (PERIOD, A_YEAR_AGO)]
    assert difference(*two) is None  # one child has many visits


CHANCE = "The change from a year before could be chance alone:"
RISE, FALL = (
    f"The {how} from a year before is more than chance alone would explain:" for how in ("rise", "fall")
)


@pytest.mark.parametrize(
    ("one", "says"),
    [
        (
            Difference(-22.94, 5.25, True),
            f"{CHANCE} anything from a fall of 22.9 to a rise of 5.3 percentage points",
        ),
        (Difference(0.02, 9, True), f"{RISE} under a tenth to 9.0 percentage points"),
        (Difference(-14.7, -8.75, True), f"{FALL} 8.8 to 14.7 percentage points"),
        (Difference(1.0001, 2.5, False), f"{RISE} just over 1 to 2.5 times as many"),
        (Difference(0.2, 0.996, False), f"{FALL} 0.2 to just under 1 times as many"),
        (Difference(0.01, 1.04, False), f"{CHANCE} between under a tenth and just over 1 times as many"),
        (Difference(0.9, float("inf"), False), f"{CHANCE} 0.9 times as many or more"),
    ],
)
def test_in_words(one, says):
    assert said(one) == f"{says} (95% interval)."


def sheet(id_: str, told: dict, **also):
    (made,) = gather.sheets(FakeView(told), [ONES[id_]], PERIOD)
    return replace(made, **also)


def test_a_page_says_it_of_what_happened_and_not_of_a_stock():
    year_ago = share(60, 100, A_YEAR_AGO)
    told = over_a_year(sheet(PLANS.id, {}, year_ago=year_ago), KNOWN_ON.date())
    assert told.figures == (f"{PLANS.id}/2019-20Q3", f"{PLANS.id}/2018-19Q3")
    # Newcombe by hand: 14/100 has 0.0853 to 0.2214 and 60/100 has 0.5020 to 0.6906. 0.46 less the root of
    # 0.0814 and 0.0980 squared and added is 0.3327; 0.46 and the root of 0.0547 and 0.0906 is 0.5658.
    assert "The fall from a year before is more than chance alone would explain: 33.3 to 56.6" in told.text
    assert told.text.endswith("What comes of its cases after 6 January 2020 is not in it.")
    assert "What comes" not in over_a_year(sheet(PLANS.id, {}, year_ago=year_ago), date(2020, 4, 1)).text
    assert over_a_year(sheet("children_in_care", {}), KNOWN_ON.date()) is None
    assert over_a_year(sheet(PLANS.id, {}, year_ago=None), KNOWN_ON.date()) is None
