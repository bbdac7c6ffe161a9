"""How much of the newest period is still to be written up? The chain ladder, which insurers use of late claims.

Each past period is a row of a triangle: how many of its cases were on record at a first age, a second and so on, ages
counted in days from the end of the period. From age to age the number grows by a factor, told from all rows that have
reached both. The newest row has reached the first age only; its factors to come say what it will grow to. The range is
that of Mack's standard error, which holds the chance in the newest period as well as the doubt in the factors, and
supposes only that the periods are alike and apart from each other: a winter unlike all before it lies outside.

Sources: T Mack, "Distribution-free calculation of the standard error of chain ladder reserve estimates", ASTIN Bulletin
23 (1993) 213-225: the factors, their variance, the error; the reserve as log-normal there too, so that no less than
nothing is to come. P D England and R J Verrall, "Stochastic claims reserving in general insurance", British Actuarial
Journal 8 (2002) 443-518, compare it with others.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, exp, floor, log, sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

FEWEST = 8  # past periods that have reached an age, without which nothing is said of what follows it


@dataclass(frozen=True)
class StillToCome:
    """What of the newest period is not on record yet: the estimate, and the range that holds it so often as was asked.

    `known` cases are on record, `expected` are still to come, between `low` and `high` (whole cases, rounded outwards).
    `factors` say by how much the number grows from each age to the next, from the newest row's age on.
    """

    known: float
    expected: float
    low: int
    high: int
    factors: tuple[float, ...]
    standard_error: float

    @property
    def share_known(self) -> float:
        """Which share of what there will be is on record: 1 where nothing is to come."""
        return self.known / (self.known + self.expected)


def triangle(delays: ArrayLike, rows: ArrayLike, ages: ArrayLike, reached: ArrayLike) -> NDArray[np.float64]:
    """Return how many cases of each row were on record at each age: [row, age], NaN where the row is not so old.

    `delays` are the days from the end of a case's period to its record, below nought for those written up within it,
    and `rows` the place of its period. `ages` go up; `reached` is the age of each row. Cases that are not on record by
    the age that a row has reached are of no account.

    >>> triangle([-3, 0, 9, -1], [0, 0, 0, 1], ages=[0, 7, 14], reached=[30, 8]).tolist()
    [[2.0, 2.0, 3.0], [1.0, 1.0, nan]]
    """
    days, of = np.asarray(delays, float), np.asarray(rows, int)
    columns, ends = np.asarray(ages, float), np.asarray(reached, float)
    on_record = (days[:, None] <= columns[None, :]).astype(float)
    counts = np.zeros((len(ends), len(columns)))
    np.add.at(counts, of, on_record)
    return np.where(columns[None, :] <= ends[:, None], counts, np.nan)


def still_to_come(known: ArrayLike, confidence: float = 0.8) -> StillToCome:
    """Return what is still to come of the newest period: the last row of a triangle, which has reached its first age.

    `known[period, age]` are whole cases, oldest period first, each row growing with age and NaN from where it is too
    young. Ages that fewer than FEWEST past periods have reached are left off: nothing is supposed to come after them.
    Raises ValueError, in words for a reader, where there are too few past periods or nothing is on record yet, and
    where a row shrinks.

    >>> even = still_to_come([[40, 50, 50]] * 8 + [[80, np.nan, np.nan]])
    >>> even.expected, even.low, even.high, round(even.share_known, 3)
    (20.0, 20, 20, 0.8)
    """
    rows = np.asarray(known, float)
    past, now = rows[:-1], float(rows[-1, 0])
    _check(past, now, confidence)
    factors, variances, sums = _factors(past)
    ultimate, relative = now, 0.0
    for factor, variance, total in zip(factors, variances, sums, strict=True):
        relative += variance / factor**2 * (1 / ultimate + 1 / total)
        ultimate *= factor
    expected, error = ultimate - now, ultimate * sqrt(relative)
    low, high = _range(expected, error, confidence)
    return StillToCome(now, expected, low, high, tuple(factors), error)


def _check(past: NDArray[np.float64], now: float, confidence: float) -> None:
    if not 0 < confidence < 1:
        raise ValueError(f"confidence is {confidence}: it must be between 0 and 1")
    old_enough = int(np.isfinite(past[:, 1]).sum()) if past.ndim == 2 and past.shape[1] > 1 else 0
    if old_enough < FEWEST:
        raise ValueError(f"past periods to tell from: {old_enough}; at least {FEWEST} are needed")
    if not now > 0:
        raise ValueError("nothing of the period is on record yet")
    if np.any(np.diff(past, axis=1) < 0):
        raise ValueError("a period had fewer cases on record than at an earlier age")


def _factors(past: NDArray[np.float64]) -> tuple[list[float], list[float], list[float]]:
    """Return, from each age to the next, the growth, its variance for one case and the cases it was told from."""
    factors, variances, sums = [], [], []
    for here, after in zip(past.T[:-1], past.T[1:], strict=True):
        both = np.isfinite(here) & np.isfinite(after) & (here > 0)
        if both.sum() < FEWEST:
            break
        start, end = here[both], after[both]
        factor = float(end.sum() / start.sum())
        spread = float((start * (end / start - factor) ** 2).sum() / (both.sum() - 1))
        factors.append(factor)
        variances.append(spread)
        sums.append(float(start.sum()))
    return factors, variances, sums


def _range(expected: float, error: float, confidence: float) -> tuple[int, int]:
    """Return the ends of a log-normal range of whole cases; with no error it is the estimate itself."""
    if expected <= 0 or error <= 0:
        return floor(round(expected, 9)), ceil(round(expected, 9))
    width = sqrt(log(1 + (error / expected) ** 2))
    reach = NormalDist().inv_cdf((1 + confidence) / 2) * width
    middle = log(expected) - width**2 / 2
    return floor(exp(middle - reach)), ceil(exp(middle + reach))
