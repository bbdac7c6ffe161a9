"""Association within teams: against scipy, its size where there is none, and what may be said of it."""

import numpy as np
import pytest
from scipy import stats

from scrutable.statistics.association import (
    CANNOT,
    FOUND,
    NONE,
    NOT_STRONG,
    OPEN,
    Association,
    associate,
    verdict,
)  # fmt: skip


def panel(seed, teams=8, months=24, rho=0.0, trend=0.5):
    """Two rates of teams that differ in both, with months that hang together and a correlation within teams."""
    rng = np.random.default_rng(seed)
    first, second = np.zeros((teams, months)), np.zeros((teams, months))
    for team in range(teams):
        drawn = rng.normal(size=(2, months + 20))
        for month in range(1, months + 20):
            drawn[:, month] += trend * drawn[:, month - 1]
        x, noise = drawn[:, 20:]
        level = rng.normal(0, 3)
        first[team], second[team] = level + x, level + rho * x + np.sqrt(1 - rho**2) * noise
    return first, second


def test_one_team_is_spearman_as_scipy_has_it():
    rng = np.random.default_rng(4)
    x, y = rng.integers(0, 6, 30), rng.integers(0, 6, 30)  # many ties
    found = associate([x], [y], 99)
    assert found.within == pytest.approx(stats.spearmanr(x, y).statistic)
    assert found.pooled == pytest.approx(found.within)


def test_teams_that_differ_in_both_do_not_make_a_correlation_within_them():
    found = associate(*panel(3), 999)
    assert found.between > 0.8
    assert found.pooled > 0.5
    assert abs(found.within) < 0.2
    assert found.p > 0.05


def test_the_size_of_the_test():
    """No association, months that hang together: 3 to 7 of a hundred panels are called significant."""
    called = [associate(*panel(seed), 199, seed, draws=20).p <= 0.05 for seed in range(400)]
    assert 0.03 <= np.mean(called) <= 0.07


def test_what_is_there_is_found():
    found = associate(*panel(1, rho=0.6), 999)
    assert found.p < 0.01
    assert found.low < found.within < found.high
    assert found.low > 0.3
    assert verdict(found, 30) == FOUND


def test_what_all_teams_share_in_a_month_is_taken_out():
    rng = np.random.default_rng(6)
    winter = np.tile(np.arange(24) % 12, (6, 1)) * 2.0
    x, y = winter + rng.normal(size=(6, 24)), winter + rng.normal(size=(6, 24))
    found = associate(x, y, 199)
    assert found.within > 0.8
    assert abs(found.by_month) < 0.3


def test_months_that_are_not_known_are_left_out():
    x, y = panel(9, rho=0.5)
    holes = np.where(np.arange(24) % 5 == 0, np.nan, x)
    found = associate(holes, y, 199)
    kept = np.arange(24) % 5 != 0
    without = associate(x[:, kept], y[:, kept], 199)
    assert found.points == without.points == 8 * kept.sum()
    assert found.within == pytest.approx(without.within)
    few = np.full((1, 24), np.nan)
    few[0, :2] = 1
    more = associate(np.vstack([holes, few]), np.vstack([y, y[:1]]), 199)
    assert (more.teams, more.within) == (8, found.within)


def test_many_teams_are_drawn_whole():
    found = associate(*panel(2, teams=15, months=36, rho=0.6), 199)
    assert found.high - found.low < 0.3
    assert 0.35 < found.low < found.high < 0.8


def test_rates_that_never_vary_have_no_correlation():
    found = associate(np.ones((3, 12)), panel(0, 3, 12)[1], 99)
    assert np.isnan(found.within)
    assert verdict(found, 30) == CANNOT


def of(points, low, high, p=0.5):
    return Association((low + high) / 2, p, low, high, 0.0, 0.0, 0.0, points, 8)


@pytest.mark.parametrize(
    ("found", "cases", "said"),
    [
        (of(23, -0.1, 0.1), 30, CANNOT),
        (of(24, -0.5, 0.5), 9.5, CANNOT),
        (of(24, -0.5, 0.5), 10, NOT_STRONG),
        (of(100, -0.3, 0.3), 30, NOT_STRONG),
        (of(101, -0.3, 0.3), 30, OPEN),
        (of(101, -0.19, 0.19), 30, NONE),
        (of(101, -0.2, 0.1), 30, OPEN),
        (of(101, 0.1, 0.5, 0.01), 30, FOUND),
        (of(500, 0.05, 0.15, 0.01), 30, NONE),  # sure, and of no account
    ],
)
def test_the_gates(found, cases, said):
    assert verdict(found, cases) == said


def test_rates_of_other_shapes_are_refused():
    with pytest.raises(ValueError, match="same teams and months"):
        associate([[1, 2, 3]], [[1, 2]])
