"""The queue by counts against a plain loop that follows every case, against Ciw, and against theory."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutable.backlog.queue import Timetable, newest_first, oldest_first, two_tracks

LAG, LIMIT = 3, 9  # days: a case is ready after the first, and in time up to the second


def timetable(days, before, *, lag=LAG, limit=LIMIT, marks=None):
    """Row 0 is before any case; row r holds those who came by day r - before - 1. Day 0 is the first worked."""
    at = np.arange(days) + before + 1
    first = np.zeros(days, int)
    marks = np.arange(days) if marks is None else np.array(marks)
    return Timetable(np.maximum(at - lag, first), np.maximum(at - limit - 1, first), marks)


def follow(come, capacity, discipline, *, to_in_time=None, lag=LAG, limit=LIMIT, before=0, due=None):
    """Case by case: who waits, who is ready, who is done. Returns the four counts at the end of each day.

    `due` gives the last day in time of a case by the day it came; else it is `limit` days after.
    """
    due = due or (lambda day: day + limit)
    waiting, missed = [], set()
    done = in_time = 0
    cases = [(day - before, nth) for day, count in enumerate(come) for nth in range(count)]
    told = []
    for day, work in enumerate(capacity):
        waiting = [*waiting, *(case for case in cases if case[0] == day or (day == 0 and case[0] < 0))]
        missed |= {case for case in waiting if due(case[0]) < day}
        quick_work = to_in_time[day] if to_in_time is not None else 0
        for nth in range(work):  # those for the cases in time first
            ready = [case for case in waiting if case[0] + lag <= day]
            alive = sorted(case for case in ready if due(case[0]) >= day)
            dead = sorted(case for case in ready if due(case[0]) < day)
            if discipline == "oldest":
                order = dead + alive
            elif discipline == "newest":
                order = sorted(ready, reverse=True)
            elif nth < quick_work:
                order = alive + dead
            else:
                order = dead + (alive if discipline == "shared" else [])
            if not order:
                break
            chosen = order[0]
            waiting.remove(chosen)
            done += 1
            in_time += due(chosen[0]) >= day
        told.append((done, in_time, len(missed), sum(due(case[0]) < day for case in waiting)))
    return np.array(told).T


def arrived(come, runs=1):
    return np.repeat(np.concatenate([[0], np.cumsum(come)])[:, None], runs, axis=1).astype("int32")


def counts(tally, run=0):
    return np.array([tally.done[:, run], tally.in_time[:, run], tally.missed[:, run], tally.overdue[:, run]])


days = st.integers(0, 3)


@given(st.lists(days, min_size=45, max_size=45), st.lists(days, min_size=30, max_size=30), st.data())
def test_every_discipline_is_what_following_each_case_gives(come, work, data):
    before = len(come) - len(work)
    table, capacity = timetable(30, before), np.array(work, "int32")[:, None]
    quick = [data.draw(st.integers(0, each)) for each in work]
    split = np.array(quick, "int32")[:, None]
    for discipline, tally in (
        ("oldest", oldest_first(arrived(come), capacity, table)),
        ("newest", newest_first(arrived(come), capacity, table)),
        ("tracks", two_tracks(arrived(come), capacity, split, table)),
        ("shared", two_tracks(arrived(come), capacity, split, table, shared=True)),
    ):
        expected = follow(come, work, discipline, to_in_time=quick, before=before)
        np.testing.assert_array_equal(counts(tally), expected, err_msg=discipline)


def test_nothing_to_those_in_time_is_oldest_first_and_all_is_on_time_first():
    rng = np.random.default_rng(3)
    come, work = rng.poisson(1.2, 120), rng.poisson(1.1, (90, 1)).astype("int32")
    table = timetable(90, 30)
    oldest = counts(oldest_first(arrived(come), work, table))
    np.testing.assert_array_equal(
        counts(two_tracks(arrived(come), work, 0 * work, table, shared=True)), oldest
    )
    expected = follow(come, work[:, 0], "tracks", to_in_time=work[:, 0], before=30)
    np.testing.assert_array_equal(counts(two_tracks(arrived(come), work, work, table)), expected)


def test_the_discipline_changes_the_share_and_not_the_work():
    """Same cases, same capacity (statistics.md D4): 92 open, 60 of them late, 5.3 a week come and 7.1 are done."""
    rng, runs = np.random.default_rng(11), 2000
    before = np.concatenate([np.repeat([0], 100), np.full(100, 0)])
    before[rng.integers(0, 55, 60)] += 1
    come = rng.poisson(5.3 / 7, (91, runs))
    start = np.zeros(200, int)
    np.add.at(start, rng.integers(0, 59, 60), 1)
    np.add.at(start, rng.integers(100, 200, 32), 1)
    rows = np.concatenate([np.zeros((1, runs), int), np.repeat(start[:, None], runs, 1), come]).cumsum(0)
    work = rng.poisson(7.1 / 7, (91, runs)).astype("int32")
    table = timetable(91, 200, lag=60, limit=140)
    found = {
        "oldest": oldest_first(rows.astype("int32"), work, table),
        "newest": newest_first(rows.astype("int32"), work, table),
        "first": two_tracks(rows.astype("int32"), work, work, table),
    }
    share = {name: tally.in_time[-1].sum() / tally.done[-1].sum() for name, tally in found.items()}
    overdue = {name: tally.overdue[-1].mean() for name, tally in found.items()}
    assert share["oldest"] < 0.35 < share["newest"] <= share["first"] + 0.02
    assert overdue["oldest"] < overdue["first"]
    same = [tally.done[-1].mean() for tally in found.values()]
    assert max(same) - min(same) < 0.5


def steady(rate, work, *, runs=40, length=3000, seed=5):
    rng = np.random.default_rng(seed)
    come = rng.poisson(rate, (length, runs)).cumsum(0)
    rows = np.concatenate([np.zeros((1, runs)), come]).astype("int32")
    capacity = rng.poisson(work, (length, runs)).astype("int32")
    table = timetable(length, 0, lag=0, limit=10**6)
    return rows, oldest_first(rows, capacity, table)


def test_littles_law():
    """Mean number waiting = rate x mean wait. The waits are told from when the n-th came and the n-th was done."""
    rows, tally = steady(0.8, 1.0)
    waiting = rows[1:] - tally.done
    waits = []
    for run in range(rows.shape[1]):
        done = tally.done[:, run]
        nth = np.arange(1, done[-1] + 1)
        came = np.searchsorted(rows[1:, run], nth, side="left")
        waits.append((np.searchsorted(done, nth, side="left") - came).mean())
    assert waiting.mean() == pytest.approx(0.8 * np.mean(waits), rel=0.02)


def test_capacity_that_comes_as_a_stream_is_m_m_1():
    """Capacity that comes as a Poisson stream is a server with exponential work: mean number rho / (1 - rho)."""
    fine = 10  # steps a day, so that a case hardly ever comes and goes within one
    rows, tally = steady(0.8 / fine, 1.0 / fine, runs=600, length=12_000)
    waiting = (rows[1:] - tally.done)[4_000:]
    assert waiting.mean() == pytest.approx(0.8 / 0.2, rel=0.06)


def test_an_m_m_1_queue_as_ciw_follows_it():
    """Case by case, event by event, by another's program: the same mean number waiting as ours by counts."""
    ciw = pytest.importorskip("ciw", reason="ciw is not installed")
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate=0.6)],
        service_distributions=[ciw.dists.Exponential(rate=1.0)],
        number_of_servers=[1],
    )
    means = []
    for seed in range(4):
        ciw.seed(seed)
        simulation = ciw.Simulation(network)
        simulation.simulate_until_max_time(6000)
        stays = [one.exit_date - one.arrival_date for one in simulation.get_all_records()]
        means.append(sum(stays) / 6000)  # Little's law: the mean number of cases there
    fine = 20
    rows, tally = steady(0.6 / fine, 1.0 / fine, runs=40, length=40_000)
    waiting = (rows[1:] - tally.done)[5_000:]
    assert waiting.mean() == pytest.approx(np.mean(means), rel=0.08)
    assert waiting.mean() == pytest.approx(0.6 / 0.4, rel=0.06)


def erlang(load, servers):
    """The mean number in an M/M/c queue, by Erlang's formula C. `load` is the rate over that of one server."""
    blocked = 1.0
    for n in range(1, servers + 1):
        blocked = load * blocked / (n + load * blocked)
    waits = blocked / (1 - load / servers * (1 - blocked))
    return load + waits * (load / servers) / (1 - load / servers)


def test_three_servers_are_m_m_c_by_theory_and_as_ciw_follows_them():
    """A server can do no more than the case it has: then capacity is that of as many servers as there are cases."""
    ciw = pytest.importorskip("ciw", reason="ciw is not installed")
    rate, servers, fine, runs = 2.4, 3, 40, 400
    rng, waiting, seen = np.random.default_rng(8), np.zeros(400, "int32"), []
    one_step = Timetable(np.array([1]), np.array([0]), np.array([0]))
    for step in range(5_000):
        able = rng.binomial(np.minimum(waiting, servers), 1 / fine).astype("int32")
        rows = np.stack([np.zeros(runs, "int32"), waiting])
        waiting = waiting - oldest_first(rows, able[None], one_step).done[0]
        waiting = waiting + rng.poisson(rate / fine, runs).astype("int32")
        if step >= 2_000:
            seen.append(waiting.mean())
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate=rate)],
        service_distributions=[ciw.dists.Exponential(rate=1.0)],
        number_of_servers=[servers],
    )
    ciw.seed(2)
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(8000)
    stays = [one.exit_date - one.arrival_date for one in simulation.get_all_records()]
    theory = erlang(rate, servers)
    assert theory == pytest.approx(4.989, abs=0.001)  # 2.4 + 2.589 that wait
    assert np.mean(seen) == pytest.approx(theory, rel=0.06)
    assert sum(stays) / 8000 == pytest.approx(theory, rel=0.1)


def test_a_timetable_no_queue_could_keep_is_refused():
    with pytest.raises(ValueError, match="late before it can be ready"):
        Timetable(np.array([1, 2]), np.array([2, 2]), np.array([1]))
