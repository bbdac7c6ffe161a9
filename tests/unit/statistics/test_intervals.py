"""Intervals of counts and rates, and two rates compared: tables, exact sums of probabilities, and laws."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, poisson

from scrutable.statistics.intervals import byar, count_interval, exact_poisson, rate_interval, rate_ratio


# Garwood's limits as printed in tables of the Poisson distribution, 95%.
@pytest.mark.parametrize(
    ("count", "lower", "upper"),
    [
        (0, 0, 3.689),
        (1, 0.0253, 5.572),
        (2, 0.2422, 7.225),
        (5, 1.623, 11.668),
        (9, 4.115, 17.085),
        (10, 4.795, 18.390),
    ],
)
def test_exact_poisson_from_tables(count: int, lower: float, upper: float) -> None:
    assert exact_poisson(count) == pytest.approx((lower, upper), abs=5e-4)


def test_nought_by_hand() -> None:
    # The upper end is where exp(-m) = 0.025: m = -ln 0.025 = 3.688879.
    assert exact_poisson(0)[1] == pytest.approx(-math.log(0.025))
    assert exact_poisson(0, 0.998)[1] == pytest.approx(-math.log(0.001))


@given(st.integers(1, 2000), st.sampled_from([0.9, 0.95, 0.998]))
def test_each_end_leaves_its_tail(count: int, level: float) -> None:
    """By the distribution itself: at the lower end so many events or more have the tail's probability."""
    lower, upper = exact_poisson(count, level)
    tail = (1 - level) / 2
    assert poisson.sf(count - 1, lower) == pytest.approx(tail, rel=1e-6)
    assert poisson.cdf(count, upper) == pytest.approx(tail, rel=1e-6)


def test_byar_by_hand() -> None:
    # x = 25, z = 1.959964: 1 - 1/225 - 1.959964/15 = 0.8648914; cubed 0.6469722; x 25 = 16.17431
    # x + 1 = 26: 1 - 1/234 + 1.959964/(3 x 5.0990195) = 1.1238539; cubed 1.4194700; x 26 = 36.90622
    assert byar(25) == pytest.approx((16.1743, 36.9062), abs=2e-3)


@given(st.integers(10, 5000))
def test_byar_is_close_to_exact_from_ten_on(count: int) -> None:
    for near, exact in zip(byar(count), exact_poisson(count), strict=True):
        assert near == pytest.approx(exact, rel=0.01)


def test_a_lower_end_below_nought_is_missing() -> None:
    assert np.isnan(byar(1, 0.9999).lower)  # 1 - 1/9 - 3.89/3 is below nought
    assert np.isnan(byar(0).lower)


def test_exact_below_ten_and_byar_from_ten_on() -> None:
    lower, upper = count_interval([9, 10])
    assert lower.tolist() == [float(exact_poisson(9).lower), float(byar(10).lower)]
    assert upper.tolist() == [float(exact_poisson(9).upper), float(byar(10).upper)]


@given(st.integers(0, 3000), st.integers(1, 500_000))
def test_a_rate_lies_in_its_interval(count: int, population: int) -> None:
    lower, upper = rate_interval(count, population)
    assert lower <= count / population * 10_000 <= upper
    per_thousand = rate_interval(count, population, 1000)
    assert per_thousand == pytest.approx((lower / 10, upper / 10))


def test_no_population_no_rate() -> None:
    assert np.isnan(rate_interval(3, 0)).all()
    for wrong in (
        lambda: rate_interval(3, -1),
        lambda: rate_interval(-3, 1),
        lambda: rate_ratio(-1, 1, 1, 1),
    ):
        with pytest.raises(ValueError, match="less than nought"):
            wrong()
    with pytest.raises(ValueError, match="population above nought"):
        rate_ratio(1, 0, 1, 1)
    with pytest.raises(ValueError, match="between 0 and 1"):
        rate_ratio(1, 1, 1, 1, level=1)


def test_two_rates_by_hand() -> None:
    # 3 and 1 of equal populations: binomial of 4 at a half. P(3 or more) = 5/16, P(3 or fewer) = 15/16; twice 5/16.
    found = rate_ratio(3, 100, 1, 100)
    assert found.ratio == pytest.approx(3)
    assert found.p_value == pytest.approx(10 / 16)
    # 5 and 0 where the first has a quarter of the people: P(5 of 5) = 1/1024; twice is 1/512.
    assert rate_ratio(5, 100, 0, 300).p_value == pytest.approx(1 / 512)


def test_no_events_say_nothing() -> None:
    found = rate_ratio(0, 10, 0, 20)
    assert math.isnan(found.ratio)
    assert (found.lower, found.upper, found.p_value) == (0, math.inf, 1)
    assert rate_ratio(0, 10, 4, 10).ratio == 0
    assert rate_ratio(0, 10, 4, 10).lower == 0


@given(st.integers(0, 300), st.integers(1, 1000), st.integers(0, 300), st.integers(1, 1000))
def test_agrees_with_scipy_and_with_itself(x: int, n: int, y: int, m: int) -> None:
    found = rate_ratio(x, n, y, m)
    if x + y == 0:
        return
    tails = [binomtest(x, x + y, n / (n + m), alternative=side).pvalue for side in ("less", "greater")]
    assert found.p_value == pytest.approx(min(1, 2 * min(tails)), rel=1e-9)
    ends = binomtest(x, x + y).proportion_ci(method="exact")
    assert found.lower == pytest.approx(ends.low / (1 - ends.low) * m / n, rel=1e-6)
    # The interval leaves 1 out when and only when chance is below 5% (but for rounding at the edge).
    if abs(found.p_value - 0.05) > 1e-6:
        assert (found.lower > 1 or found.upper < 1) == (found.p_value < 0.05)
    turned = rate_ratio(y, m, x, n)
    assert turned.p_value == pytest.approx(found.p_value)
    if x and y:
        assert turned.ratio == pytest.approx(1 / found.ratio)
        assert turned.lower == pytest.approx(1 / found.upper)
