"""Chance, made repeatable: each part of the council draws from a stream of its own.

One stream for all would let a change in the missing episodes move the care plans. Seeds are fixed numbers, so
the same release writes the same bytes on every machine.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import accumulate
from typing import Generic, TypeVar

import numpy as np

from .days import add_working_days, is_christmas

SEED = 999
T = TypeVar("T")


class Chance:
    """A stream of draws. `part` names whose it is; the same part always draws the same numbers."""

    def __init__(self, part: str) -> None:
        self._rng = np.random.Generator(np.random.PCG64([SEED, *part.encode()]))
        self._drawn: list[float] = []

    def share(self) -> float:
        """Return a number from 0 up to 1. They are drawn by the thousand: one by one takes many times as long."""
        if not self._drawn:
            self._drawn = self._rng.random(1000).tolist()
        return self._drawn.pop()

    def yes(self, share: float) -> bool:
        """Return True with this chance."""
        return self.share() < share

    def whole(self, low: int, high: int) -> int:
        """Return a whole number from low to high, both included."""
        return low + int(self.share() * (high - low + 1))

    def around(self, middle: float, width: float) -> float:
        """Return a number near the middle, by the normal curve."""
        return float(self._rng.normal(middle, width))

    def waiting(self, mean: float) -> float:
        """Return a waiting time with a long tail and this mean."""
        return float(self._rng.gamma(1.4, mean / 1.4))

    def arrivals(self, mean: float) -> int:
        """Return how many arrive where this many do on average."""
        return int(self._rng.poisson(mean))

    def one_of(self, options: Sequence[T]) -> T:
        """Return one of the options."""
        return options[int(self.share() * len(options))]

    def sample(self, options: Sequence[T], count: int) -> list[T]:
        """Return this many of the options, each at most once, in a drawn order."""
        return [options[int(index)] for index in self._rng.permutation(len(options))[:count]]

    def weighted(self, weights: "Weights[T]") -> T:
        """Return one of the options, the heavier the likelier."""
        return weights.at(self.share())


class Weights(Generic[T]):
    """Options with their weights, which need not add up to one."""

    def __init__(self, weights: Mapping[T, float]) -> None:
        self._options = list(weights)
        self._edges = list(accumulate(weights.values()))

    def at(self, share: float) -> T:
        """Return the option that lies this share of the way along."""
        return self._options[bisect_right(self._edges, share * self._edges[-1])]


def written_up(chance: Chance, day: date, slow: float = 0.25, slow_days: int = 6) -> date:
    """Return the day on which something is written up: mostly that working day or the next, now and then days on.

    At Christmas nearly all of it waits for the new year.
    """
    wait = chance.whole(2, slow_days) if chance.yes(slow) else chance.whole(0, 1)
    written = add_working_days(day, wait)
    if written < day:
        written = add_working_days(day, 1)
    if is_christmas(written) and chance.yes(0.5):
        written = add_working_days(written, chance.whole(2, 5))
    return written
