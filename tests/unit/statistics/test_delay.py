"""The chain ladder: by hand, by its laws, and against simulated councils whose delays are known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from scrutable.statistics import delay
from scrutable.statistics.delay import still_to_come, triangle

NAN = np.nan


def test_by_hand() -> None:
    """Nine periods of 100 at age 0; five grow to 110 and four to 120: by 1,030 / 900 in all, worked with paper."""
    past = [[100, 110]] * 5 + [[100, 120]] * 4
    found = still_to_come([*past, [90, NAN]])
    assert found.factors == (1030 / 900,)
    assert found.expected == pytest.approx(90 * 130 / 900)  # 13
    # The spread: (5 x (1/22.5)**2 + 4 x (5/90)**2) x 100 / 8 in squares of a share, for one case.
    variance = 100 * (5 * (1.1 - 103 / 90) ** 2 + 4 * (1.2 - 103 / 90) ** 2) / 8
    assert found.standard_error == pytest.approx((90**2 * variance * (1 / 90 + 1 / 900)) ** 0.5)
    # Log-normal: error 5.244 of 13, width 0.3883, middle 2.4896, and 1.2816 widths either way: 7.33 to 19.83.
    assert (found.low, found.high) == (7, 20)
    assert found.share_known == pytest.approx(90 / 103)


def test_two_steps_multiply_and_a_young_row_tells_the_first_only() -> None:
    past = [[50, 100, 200]] * 8 + [[50, 100, NAN]]
    found = still_to_come([*past, [10, NAN, NAN]])
    assert found.factors == (2.0, 2.0)
    assert (found.expected, found.low, found.high) == (30.0, 30, 30)


def test_ages_that_few_periods_have_reached_are_left_off() -> None:
    past = [[50, 100, 400]] * 7 + [[50, 100, NAN]] * 2
    assert still_to_come([*past, [10, NAN, NAN]]).factors == (2.0,)


@pytest.mark.parametrize(
    ("known", "says"),
    [
        ([[9, 10]] * 7 + [[9, NAN]], "past periods to tell from: 7; at least 8 are needed"),
        ([[9, NAN]] * 9, "past periods to tell from: 0"),
        ([[9]] * 9, "past periods to tell from: 0"),
        ([[9, 10]] * 8 + [[0, NAN]], "nothing of the period is on record yet"),
        ([[9, 8]] * 8 + [[9, NAN]], "fewer cases on record than at an earlier age"),
    ],
)
def test_what_cannot_be_told_is_refused_in_words(known: list[list[float]], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        still_to_come(known)


def test_a_confidence_is_a_share() -> None:
    with pytest.raises(ValueError, match="confidence is 80"):
        still_to_come([[9, 10]] * 8 + [[9, NAN]], confidence=80)


def test_the_edges_of_an_age_and_of_what_a_row_has_reached() -> None:
    """On the day is by then; a record after the day that a row has reached is not known yet."""
    made = triangle([0, 1, 7, 8], [0, 0, 0, 0], ages=[0, 7, 8], reached=[7])
    assert made.tolist()[0][:2] == [1, 3] and np.isnan(made[0, 2])
    assert triangle([], [], ages=[0, 7], reached=[7, 6])[:, 0].tolist() == [0, 0]


grown = hnp.arrays(np.int64, (10, 3), elements=st.integers(0, 40))


@given(grown, st.integers(1, 200))
def test_without_delay_the_estimate_is_the_count(steps: np.ndarray, now: int) -> None:
    flat = np.repeat(steps[:, :1] + 1, 3, axis=1).astype(float)
    found = still_to_come(np.vstack([flat, [now, NAN, NAN]]))
    assert (found.known, found.expected, found.low, found.high) == (now, 0, 0, 0)


@given(grown, st.integers(1, 200))
def test_laws(steps: np.ndarray, now: int) -> None:
    """The range holds the estimate or is above it for its long tail, none is below nought, and surer is wider."""
    past = np.cumsum(steps, axis=1).astype(float) + 1
    rows = np.vstack([past, [now, NAN, NAN]])
    found, surer = still_to_come(rows), still_to_come(rows, confidence=0.95)
    assert found.expected >= 0 and 0 <= found.low <= found.high
    assert surer.low <= found.low and found.high <= surer.high
    shuffled = np.vstack([past[::-1], rows[-1]])
    assert still_to_come(shuffled).expected == pytest.approx(found.expected)
    twice = still_to_come(np.vstack([past, past, rows[-1]]))
    assert twice.expected == pytest.approx(found.expected)


def simulated(chance: np.random.Generator, cases: int, periods: int) -> tuple[np.ndarray, int]:
    """Return a triangle of alike periods, with long tails of delay, and what is to come of the newest."""
    ages, counts = np.array([3, 10, 17, 31, 59, 94]), chance.poisson(cases, periods + 1)
    delays = [chance.exponential(12, n) - chance.uniform(0, 91, n) for n in counts]
    rows = np.repeat(np.arange(periods + 1), counts)
    reached = 3 + 91 * np.arange(periods, -1, -1)
    made = triangle(np.concatenate(delays), rows, ages, reached)
    return made, int((delays[-1] > 3).sum())


def test_simulated_delays_are_recovered_within_the_range_as_often_as_stated() -> None:
    """A seeded simulation: of 600 councils the range of 80% holds what came in at least three of four."""
    chance = np.random.default_rng(20200106)
    held, expected, came = 0, 0.0, 0
    for _ in range(600):
        made, later = simulated(chance, cases=400, periods=12)
        found = still_to_come(made)
        held += found.low <= later <= found.high
        expected, came = expected + found.expected, came + later
    assert 0.78 <= held / 600 <= 0.93  # rounded outwards to whole cases, so rather more than less
    assert expected / came == pytest.approx(1, abs=0.03)


def test_the_factors_of_a_simulation_are_those_it_was_made_with() -> None:
    """With many cases the growth from age to age is that of the distribution: exponential, mean 12 days, over 91."""

    def by(
        age: float,
    ) -> float:  # the share of a period's cases on record at an age, by the integral over its days
        return 1 - 12 / 91 * (np.exp(-age / 12) - np.exp(-(age + 91) / 12))

    made, _ = simulated(np.random.default_rng(1), cases=200_000, periods=12)
    ages = (3, 10, 17, 31, 59, 94)
    for factor, here, after in zip(still_to_come(made).factors, ages, ages[1:], strict=False):
        assert factor == pytest.approx(by(after) / by(here), abs=2e-3)


def test_fewest_is_what_the_module_says() -> None:
    assert delay.FEWEST == 8
