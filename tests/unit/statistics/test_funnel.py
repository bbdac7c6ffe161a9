"""Funnel limits and over-dispersion: by hand, and by the law that ties a funnel to Wilson's interval."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutable.statistics.funnel import dispersion, dispersion_of_shares, limits
from scrutable.statistics.wilson import wilson


def test_limits_by_hand() -> None:
    # 0.2 in 400: sqrt(0.16/400) = 0.02; 1.959964 x 0.02 = 0.0391993.
    assert limits(0.2, 400) == pytest.approx((0.1608007, 0.2391993))
    # With tau2 = 0.0005 the error is sqrt(0.0004 + 0.0005) = 0.03.
    assert limits(0.2, 400, tau2=0.0005) == pytest.approx((0.2 - 1.959964 * 0.03, 0.2 + 1.959964 * 0.03))
    assert np.isnan(limits(0.2, 0)).all()
    with pytest.raises(ValueError, match="from 0 to 1"):
        limits(20, 400)


@given(st.integers(1, 3000), st.data(), st.sampled_from([0.95, 0.998]), st.floats(0.01, 0.99))
def test_outside_the_funnel_is_wilson_without_the_average(
    counted: int, data: st.DataObject, level: float, average: float
) -> None:
    met = data.draw(st.integers(0, counted))
    lower, upper = limits(average, counted, level)
    low, high = wilson(met, counted, level)
    if min(abs(average - low), abs(average - high)) > 1e-9:
        assert (lower <= met / counted <= upper) == (low <= average <= high)


def test_dispersion_by_hand() -> None:
    # Ten scores; the lowest and highest tenth (one each) are drawn in: -9 to -2, 9 to 2.
    # Squares: 4 + 4 + 0 x 6 + 4 + 4 = 16, phi = 1.6. Errors of 0.5: S1 = 40, S2 = 160; (16 - 9) / (40 - 4) = 7/36.
    scores = [-9, -2, 0, 0, 0, 0, 0, 0, 2, 9]
    found = dispersion(scores, [0.5] * 10)
    assert found.phi == pytest.approx(1.6)
    assert found.tau2 == pytest.approx(7 / 36)
    # Left as they are: (81 + 4) x 2 / 10 = 17.
    assert dispersion(scores, [0.5] * 10, winsorise=0).phi == pytest.approx(17)


def test_what_chance_explains_adds_nothing() -> None:
    assert dispersion([-0.5, 0.5, -0.5, 0.5], [1, 1, 1, 1]).tau2 == 0


def test_dispersion_of_shares_by_hand() -> None:
    # 10 and 30 of 100: p = 0.2, error 0.04, scores -2.5 and 2.5; phi 6.25 (nobody is drawn in: a tenth of 2 is none).
    # S1 = 2/0.0016 = 1250, S2 = 2/0.0016/0.0016 = 781,250: (12.5 - 1) / (1250 - 625) = 0.0184.
    pooled, found = dispersion_of_shares([10, 30], [100, 100])
    assert (pooled, found.phi, found.tau2) == pytest.approx((0.2, 6.25, 0.0184))


@given(st.lists(st.floats(-8, 8), min_size=2, max_size=40))
def test_never_less_than_chance_and_less_when_drawn_in(scores: list[float]) -> None:
    errors = [0.1] * len(scores)
    assert 0 <= dispersion(scores, errors).tau2 <= dispersion(scores, errors, 0).tau2 + 1e-12


@pytest.mark.parametrize(
    ("scores", "errors", "says"),
    [
        ([1], [1], "at least two"),
        ([1, 2], [1], "at least two"),
        ([1, np.nan], [1, 1], "Leave out"),
        ([1, 2], [1, 0], "Leave"),
    ],
)
def test_what_cannot_be_is_refused_in_words(scores: list[float], errors: list[float], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        dispersion(scores, errors)


def test_other_refusals() -> None:
    with pytest.raises(ValueError, match="less than half"):
        dispersion([1, 2], [1, 1], 0.5)
    with pytest.raises(ValueError, match="no scatter"):
        dispersion_of_shares([5, 5], [5, 5])
    with pytest.raises(ValueError, match="nothing was counted"):
        dispersion_of_shares([0, 5], [0, 10])
