"""The queue of a backlog, 10,000 runs of 104 weeks, against SimPy following each case of the same queue.

Both work off the same council: 6 cases a week come, 6 are done, oldest first, 92 wait at the start, 60 of them late.
Ours goes the whole way of a forecast, from drawing weeks to counting; SimPy (a test dependency) follows events, one run
after the other, and is scaled to as many runs. Printed: CPU of both, and the ratio. Aim of issue 6: at most 1/40.

    python bench/queues.py [runs of SimPy]
"""

import sys
from collections.abc import Generator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench.measure import by_turns  # noqa: E402 - the checkout goes on the path first
from scrutable.backlog import queues  # noqa: E402
from scrutable.backlog.history import history  # noqa: E402
from scrutable.backlog.queues import Cases  # noqa: E402
from scrutable.backlog.simulate import OLDEST, Outcome, Plan, simulate  # noqa: E402

WEEKS, RUNS, RATE, LIMIT, LEAST = 104, 10_000, 6 / 7, 140, 56
FIRST = date(2016, 1, 4)
PAST = 7 * 150
OPEN, LATE = 92, 60


def council() -> Cases:
    """Return a council with two years and a half of even chance behind it, and 92 open cases, 60 of them late."""
    rng = np.random.default_rng(1)
    came = np.sort(rng.integers(0, PAST, round(RATE * PAST)))
    gone = came + rng.integers(LEAST, 200, len(came))
    ages = np.concatenate([rng.integers(LIMIT + 1, 220, LATE), rng.integers(0, LIMIT, OPEN - LATE)])
    came = np.concatenate([came[gone <= PAST], PAST - ages])
    gone = np.concatenate([gone[gone <= PAST], np.full(OPEN, -1)])
    start = np.datetime64(FIRST, "D")
    done = gone >= 0
    return Cases(
        queues.QUEUES[0],
        tuple(str(n) for n in range(len(came))),
        start + came,
        start + came + LIMIT,
        np.where(done, start + gone, np.datetime64("NaT")).astype("datetime64[D]"),
        np.where(done, queues.DONE, ""),
        done & (gone <= came + LIMIT),
        np.zeros(len(came), bool),
        np.full(len(came), "new"),
        FIRST + timedelta(days=PAST),
        FIRST,
    )


def ours(some: Cases) -> Outcome:
    """Return the whole forecast: each month end of 104 weeks, in 10,000 runs."""
    ends = tuple(some.until + timedelta(days=30 * n) for n in range(1, 7 * WEEKS // 30 + 1))
    return simulate(some, history(some), ends, Plan(OLDEST), RUNS)


def followed(some: Cases, seed: int) -> tuple[int, int, int]:
    """Return one run of 104 weeks by SimPy: cases come and capacity comes, each at its own times; oldest first."""
    import simpy

    rng = np.random.default_rng(seed)
    env = simpy.Environment()
    waiting = simpy.Store(env)
    end = 7 * WEEKS
    counts = [0, 0]
    now = np.datetime64(some.until, "D")
    for came in np.sort(some.came[some.open_on(some.until)]):
        waiting.put(float((came - now).astype(int)))

    def coming() -> Generator[Any, Any, None]:
        while True:
            yield env.timeout(rng.exponential(1 / RATE))
            yield waiting.put(env.now)

    def working() -> Generator[Any, Any, None]:
        while True:
            yield env.timeout(rng.exponential(1 / RATE))
            came = yield waiting.get()
            if came + LEAST > env.now:
                yield env.timeout(came + LEAST - env.now)
            counts[0] += 1
            counts[1] += env.now - came <= LIMIT

    env.process(coming())
    env.process(working())
    env.run(until=end)
    late = sum(env.now - came > LIMIT for came in waiting.items)
    return counts[0], counts[1], late


def main(arguments: list[str]) -> None:
    """Print what both cost, and the ratio."""
    runs = int(arguments[0]) if arguments else 100
    some = council()
    taken = by_turns(
        {"ours": lambda: ours(some), "SimPy": lambda: [followed(some, seed) for seed in range(runs)]}, runs=3
    )
    mine, theirs = taken["ours"], taken["SimPy"] / runs * RUNS
    print(f"this, {RUNS:,} runs of {WEEKS} weeks, oldest first: {mine:.2f} s of CPU")
    print(f"SimPy, {runs} runs scaled to {RUNS:,}: {theirs:.0f} s of CPU")
    print(f"ratio: 1/{theirs / mine:.0f} (aim: at most 1/40)")


if __name__ == "__main__":
    main(sys.argv[1:])
