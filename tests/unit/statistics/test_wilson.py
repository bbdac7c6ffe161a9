"""Intervals of shares: published examples, scipy's own Wilson, and laws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from scrutable.statistics.wilson import newcombe, wilson, z_of


@st.composite
def share(draw: st.DrawFn) -> tuple[int, int]:
    counted = draw(st.integers(1, 5000))
    return draw(st.integers(0, counted)), counted


# Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3: the score interval of four shares.
@pytest.mark.parametrize(
    ("met", "counted", "lower", "upper"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_published_examples(met: int, counted: int, lower: float, upper: float) -> None:
    assert wilson(met, counted) == pytest.approx((lower, upper), abs=5e-5)


# Newcombe (1998), 873-890, table II, method 10: eight differences of shares.
@pytest.mark.parametrize(
    ("a", "m", "b", "n", "lower", "upper"),
    [
        (56, 70, 48, 80, 0.0524, 0.3339),
        (9, 10, 3, 10, 0.1705, 0.8090),
        (6, 7, 2, 7, 0.0582, 0.8062),
        (5, 56, 0, 29, -0.0381, 0.1926),
        (0, 10, 0, 20, -0.1611, 0.2775),
        (0, 10, 0, 10, -0.2775, 0.2775),
        (10, 10, 0, 20, 0.6791, 1.0),
        (10, 10, 0, 10, 0.6075, 1.0),
    ],
)
def test_published_differences(a: int, m: int, b: int, n: int, lower: float, upper: float) -> None:
    assert newcombe(a, m, b, n) == pytest.approx((lower, upper), abs=5.1e-5)


@given(share(), st.sampled_from([0.8, 0.95, 0.998]))
def test_agrees_with_scipy(one: tuple[int, int], level: float) -> None:
    theirs = binomtest(*one).proportion_ci(confidence_level=level, method="wilson")
    assert wilson(*one, level) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


@given(share(), st.sampled_from([0.8, 0.95, 0.998]))
def test_holds_the_share_and_stays_within_0_and_1(one: tuple[int, int], level: float) -> None:
    lower, upper = wilson(*one, level)
    assert 0 <= lower <= one[0] / one[1] <= upper <= 1
    wider = wilson(*one, 0.999)
    assert wider.lower <= lower
    assert wider.upper >= upper


@given(share())
def test_the_complement_is_the_mirror(one: tuple[int, int]) -> None:
    met, counted = one
    lower, upper = wilson(met, counted)
    assert wilson(counted - met, counted) == pytest.approx((1 - upper, 1 - lower))


@given(share(), share())
def test_a_difference_turned_round(one: tuple[int, int], two: tuple[int, int]) -> None:
    lower, upper = newcombe(*one, *two)
    assert newcombe(*two, *one) == pytest.approx((-upper, -lower))
    assert lower - 1e-12 <= one[0] / one[1] - two[0] / two[1] <= upper + 1e-12
    assert -1 - 1e-12 <= lower
    assert upper <= 1 + 1e-12


@given(share())
def test_equal_shares_do_not_differ(one: tuple[int, int]) -> None:
    lower, upper = newcombe(*one, *one)
    assert lower <= 0 <= upper


def test_arrays_go_element_by_element() -> None:
    lower, upper = wilson([15, 0], [106, 20])
    assert lower == pytest.approx([0.0877, 0.0], abs=5e-5)
    assert upper == pytest.approx([0.2204, 0.1611], abs=5e-5)


def test_nothing_counted_is_not_a_share() -> None:
    assert np.isnan(wilson(0, 0)).all()
    assert np.isnan(newcombe(0, 0, 1, 2)).all()


def test_what_cannot_be_is_refused_in_words() -> None:
    for met, counted in ((3, 2), (-1, 2)):
        with pytest.raises(ValueError, match="numerator from nought"):
            wilson(met, counted)
    for level in (0, 1, 95):
        with pytest.raises(ValueError, match="between 0 and 1"):
            z_of(level)
