"""Kaplan-Meier and Aalen-Johansen against lifelines, against a plain loop, and where they must be certain."""

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutable.statistics.survival import aalen_johansen, kaplan_meier

lifelines = pytest.importorskip("lifelines", reason="lifelines is not installed")
SEEDS = range(8)


def draw(seed, *, late=True, whole=False):
    """Cases that began at different ages of watching, some of them still open: times, causes, entries."""
    rng = np.random.default_rng(seed)
    count = int(rng.integers(30, 300))
    ends, watched = rng.exponential(100, count), rng.uniform(0, 200, count)
    causes = np.where(ends <= watched, rng.integers(1, 4, count), 0)
    times = np.minimum(ends, watched)
    if whole:
        times = np.ceil(times)
    # Most are watched from the start: where nobody is for a while, lifelines gives up.
    entries = (
        np.where(rng.random(count) < 0.6, 0, rng.uniform(0, 0.9, count) * times) if late else np.zeros(count)
    )
    return times, causes, np.minimum(np.floor(entries), times - 1) if whole else entries


def theirs(fitter, *arguments, **options):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return fitter.fit(*arguments, **options)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("whole", [False, True])
def test_kaplan_meier_is_that_of_lifelines(seed, late, whole):
    times, causes, entries = draw(seed, late=late, whole=whole)
    mine = kaplan_meier(times, causes > 0, entries)
    other = theirs(lifelines.KaplanMeierFitter(), times, causes > 0, entry=entries if late else None)
    found = other.survival_function_at_times(mine.times).to_numpy()
    assert len(mine.times) > 5
    np.testing.assert_allclose(mine.values, found, atol=1e-6)


@pytest.mark.parametrize("seed", SEEDS)
def test_greenwoods_variance_is_that_of_lifelines(seed):
    times, causes, _ = draw(seed)
    mine = kaplan_meier(times, causes > 0)
    other = theirs(lifelines.KaplanMeierFitter(), times, causes > 0)
    sums = other._cumulative_sq_.loc[mine.times].to_numpy().ravel()
    ours = mine.values > 0
    np.testing.assert_allclose(mine.variance[ours], (mine.values**2 * sums)[ours], atol=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("cause", [1, 2, 3])
def test_aalen_johansen_is_that_of_lifelines(seed, late, cause):
    """On times without ties: lifelines moves tied times apart by chance."""
    times, causes, entries = draw(seed, late=late)
    mine = aalen_johansen(times, causes, cause, entries)
    fitter = lifelines.AalenJohansenFitter(calculate_variance=False)
    other = theirs(fitter, times, causes, event_of_interest=cause, entry=entries if late else None)
    found = other.cumulative_density_.loc[mine.times].to_numpy().ravel()
    np.testing.assert_allclose(mine.values, found, atol=1e-6)


def by_hand(times, causes, entries, of):
    """Day by day, as the formula is written: of those watched that day, how many end, and how."""
    open_still, ended = 1.0, 0.0
    for day in sorted({time for time, cause in zip(times, causes, strict=True) if cause}):
        at_risk = sum(entry < day <= time for time, entry in zip(times, entries, strict=True))
        ends = [cause for time, cause in zip(times, causes, strict=True) if cause and time == day]
        ended += open_still * ends.count(of) / at_risk
        open_still *= 1 - len(ends) / at_risk
    return open_still, ended


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(1, 6), st.integers(0, 2)), min_size=1, max_size=25))
def test_ties_and_late_entries_as_by_hand(cases):
    times = [entry + watched for entry, watched, _ in cases]
    entries = [entry for entry, *_ in cases]
    causes = [cause for *_, cause in cases]
    open_still, ended = by_hand(times, causes, entries, 1)
    survival = kaplan_meier(times, [cause > 0 for cause in causes], entries)
    mine = aalen_johansen(times, causes, 1, entries)
    assert survival.at(max(times)) == pytest.approx(open_still)
    assert mine.at(max(times)) == pytest.approx(ended)
    other = aalen_johansen(times, causes, 2, entries).at(max(times))
    assert survival.at(max(times)) + mine.at(max(times)) + other == pytest.approx(1)


def test_finished_only_misstates_what_the_curve_does_not():
    """A queue that grows: the slow have not finished yet, so of those finished too many were quick."""
    rng = np.random.default_rng(7)
    began, takes = rng.uniform(0, 365, 6000), rng.exponential(200, 6000)
    times, ended = np.minimum(takes, 365 - began), takes <= 365 - began
    truth = 1 - np.exp(-140 / 200)
    assert 1 - kaplan_meier(times, ended).at(140) == pytest.approx(truth, abs=0.02)
    assert (times[ended] <= 140).mean() > truth + 0.2


def test_after_the_longest_watch_nothing_is_known():
    curve = kaplan_meier([3, 9], [True, False])
    assert curve.at(9) == 0.5
    assert np.isnan(curve.at(9.1))
    assert curve.at(2.9) == 1.0


def test_no_cases_is_no_knowledge():
    curve = kaplan_meier([], [])
    assert curve.at(0) == 1.0
    assert np.isnan(curve.at(1))


def test_faults_are_named():
    with pytest.raises(ValueError, match="never watched"):
        kaplan_meier([3], [True], [3])
    with pytest.raises(ValueError, match="not of as many"):
        aalen_johansen([3], [1, 0])
