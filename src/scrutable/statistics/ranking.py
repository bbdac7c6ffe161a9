"""Which places an authority can hold among others: a rank is a range, for a league table prints chance as order.

Two ranges are offered. `places` takes the published values as they stand: authorities with the same value share their
places. `places_of_shares` asks of each other authority whether it differs at all, so that the range holds every place
that chance allows.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from scrutable.statistics.wilson import newcombe, shares_of


class Places(NamedTuple):
    """From the best place to the worst (1 is the first), of how many."""

    best: int
    worst: int
    of: int


def places(values: Sequence[float], at: int, *, highest_first: bool) -> Places:
    """Return the places of the authority at that position. `values` holds no missing one: leave those out and say so.

    >>> places([70.0, 80.0, 70.0, 60.0], 0, highest_first=True)
    Places(best=2, worst=3, of=4)
    """
    numbers = np.asarray(values, np.float64)
    if np.isnan(numbers).any():
        raise ValueError("An authority without a value has no place: leave it out, and say so.")
    before = numbers > numbers[at] if highest_first else numbers < numbers[at]
    same = int((numbers == numbers[at]).sum())
    return Places(int(before.sum()) + 1, int(before.sum()) + same, len(numbers))


def places_of_shares(
    met: ArrayLike, counted: ArrayLike, at: int, *, highest_first: bool, level: float = 0.95
) -> Places:
    """Return the places that chance allows the authority at that position.

    An authority is before it only where Newcombe's interval of the difference lies wholly on that side, and after it
    where it lies wholly on the other. Each comparison is at `level`, and no allowance is made for there being many.

    Of 90, 50, 49 and 10 in 100, the second and third cannot be told apart and differ from both others.

    >>> places_of_shares([90, 50, 49, 10], [100] * 4, 1, highest_first=True)
    Places(best=2, worst=3, of=4)
    """
    part, whole = shares_of(met, counted)
    if (whole <= 0).any():
        raise ValueError("An authority in which nothing was counted has no place: leave it out, and say so.")
    lower, upper = newcombe(part, whole, part[at], whole[at], level)
    above, below = int((lower > 0).sum()), int((upper < 0).sum())
    before, after = (above, below) if highest_first else (below, above)
    return Places(before + 1, len(part) - after, len(part))
