"""Does one rate go with another, within teams? Rank correlation, its chance, its range, and what may be said of it.

Teams differ in both rates for reasons of their own, so that all points in one heap show a correlation that no team has.
Here months are ranked within each team and only those ranks are compared. The p-value turns each team's months round by
chance against each other (a circular shift), which keeps the ups and downs of neighbouring months that a shuffle would
destroy. A correlation near nought does not show that there is none: that takes a range that lies within narrow bounds,
and with few points there is no such range. `verdict` says which of these it is.

Sources: C Spearman (1904), American Journal of Psychology 15, 72-101; H R Künsch (1989), Annals of Statistics 17,
1217-1241, the bootstrap by blocks; D J Schuirmann (1987), Journal of Pharmacokinetics and Biopharmaceutics 15, 657-680,
two one-sided tests: equivalence at 5 per cent is a 90 per cent range within the bounds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

LITTLE = 0.2  # a correlation within these bounds is little or none
FEWEST_POINTS, FEWEST_CASES, ENOUGH_POINTS = 24, 10, 100
MANY_TEAMS = 10  # so many teams are drawn whole; fewer by blocks of their months
CANNOT, FOUND, NONE, NOT_STRONG, OPEN = "cannot be tested", "found", "little or none", "not strong", "open"


@dataclass(frozen=True)
class Association:
    """A correlation within teams from -1 to 1, the chance of one as far from nought where there is none, its range.

    `low` and `high` hold it nine times in ten. `pooled` is that of all points in one heap, `between` that of the teams'
    means, `by_month` that within teams when what all teams share in a month is taken out too. NaN where not defined.
    """

    within: float
    p: float
    low: float
    high: float
    pooled: float
    between: float
    by_month: float
    points: int
    teams: int


def associate(
    first: Sequence[ArrayLike],
    second: Sequence[ArrayLike],
    shifts: int = 9_999,
    seed: int = 1,
    draws: int = 2_000,
) -> Association:
    """Return the association of two rates: for each team an array of its months, NaN where a month has none.

    Teams are of the same months. A team with fewer than three months in which both rates are known is left out. Raises
    ValueError where the arrays are not of one shape.

    >>> up = [[1, 2, 3, 4, 5, 6]] * 4
    >>> found = associate(up, up)
    >>> found.within, found.points, found.p < 0.05
    (1.0, 24, True)
    """
    x, y = np.asarray(first, float), np.asarray(second, float)
    if x.shape != y.shape or x.ndim != 2:
        raise ValueError("the two rates are not of the same teams and months")
    known = np.isfinite(x) & np.isfinite(y)
    kept = known.sum(axis=1) >= 3
    x, y, known = x[kept], y[kept], known[kept]
    ranks = [(_centred(a[k]), _centred(b[k])) for a, b, k in zip(x, y, known, strict=True)]
    scale = _scale(ranks)
    nothing = float("nan")
    if not scale > 0:
        return Association(*(nothing,) * 7, points=int(known.sum()), teams=len(ranks))
    rng = np.random.default_rng(seed)
    within = sum(float(a @ b) for a, b in ranks) / scale
    low, high = _range(_bootstrap(rng, ranks, draws), ranks, within, 0.9)
    return Association(
        round(within, 12),
        _chance(rng, ranks, within * scale, shifts),
        low,
        high,
        _correlation(_ranked(x[known]), _ranked(y[known])),
        _correlation(_ranked(_means(x, known)), _ranked(_means(y, known))) if len(ranks) > 2 else nothing,
        _by_month(x, y, known),
        int(known.sum()),
        len(ranks),
    )


def verdict(found: Association, cases: float) -> str:
    """Return what may be said: CANNOT, FOUND, NONE, NOT_STRONG or OPEN. `cases` is the median of a team's month.

    Below 24 points, or 10 cases, nothing can be told. A p-value below 5 per cent finds an association; a range within
    0.2 of nought finds little or none; with up to 100 points no evidence means only that it is not strong.
    """
    if found.points < FEWEST_POINTS or cases < FEWEST_CASES or np.isnan(found.within):
        return CANNOT
    if found.low > -LITTLE and found.high < LITTLE:
        return NONE
    if found.p < 0.05:
        return FOUND
    return NOT_STRONG if found.points <= ENOUGH_POINTS else OPEN


def _ranked(values: Floats) -> Floats:
    """Return ranks from 1, equal values sharing the mean of theirs."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    shared: Floats = (last - (counts - 1) / 2)[place]
    return shared


def _centred(values: Floats) -> Floats:
    ranks = _ranked(values)
    centred: Floats = ranks - ranks.mean()
    return centred


def _scale(ranks: list[tuple[Floats, Floats]]) -> float:
    squares = [(float(a @ a), float(b @ b)) for a, b in ranks]
    return float(np.sqrt(sum(a for a, _ in squares) * sum(b for _, b in squares)))


def _correlation(x: Floats, y: Floats) -> float:
    a, b = x - x.mean(), y - y.mean()
    scale = float(np.sqrt((a @ a) * (b @ b)))
    return float(a @ b) / scale if scale > 0 else float("nan")


def _means(values: Floats, known: NDArray[np.bool_]) -> Floats:
    means: Floats = np.where(known, values, 0).sum(axis=1) / known.sum(axis=1)
    return means


def _chance(rng: np.random.Generator, ranks: list[tuple[Floats, Floats]], found: float, shifts: int) -> float:
    """Return how often turned months agree as much. What a turn changes is one product of each team: see it once."""
    turned = np.zeros(shifts)
    for a, b in ranks:
        products = np.array([float(a @ np.roll(b, by)) for by in range(len(a))])
        turned += products[rng.integers(0, len(a), shifts)]
    return float((1 + (np.abs(turned) >= abs(found) - 1e-9).sum()) / (1 + shifts))


def _range(
    drawn: Floats, ranks: list[tuple[Floats, Floats]], within: float, confidence: float
) -> tuple[float, float]:
    """Return the wider of the bootstrap's range and Fisher's, at each end: with few teams either can be too short."""
    low, high = (float(one) for one in np.quantile(drawn, ((1 - confidence) / 2, (1 + confidence) / 2)))
    points = sum(len(a) - 1 for a, _ in ranks)  # each team's mean is taken out
    if points <= 3:
        return low, high
    reach = NormalDist().inv_cdf((1 + confidence) / 2) * float(np.sqrt(1.06 / (points - 3)))
    middle = float(np.arctanh(np.clip(within, -0.999999, 0.999999)))
    return min(low, float(np.tanh(middle - reach))), max(high, float(np.tanh(middle + reach)))


def _bootstrap(rng: np.random.Generator, ranks: list[tuple[Floats, Floats]], draws: int) -> Floats:
    """Return correlations of redrawn data: whole teams where there are many, else blocks of each team's months."""
    products = [np.stack([a * b, a * a, b * b]) for a, b in ranks]
    if len(products) >= MANY_TEAMS:
        sums = np.stack([each.sum(axis=1) for each in products])
        drawn = sums[rng.integers(0, len(sums), (draws, len(sums)))].sum(axis=1)
    else:
        drawn = np.zeros((draws, 3))
        for each in products:
            months = each.shape[1]
            length = max(1, round(months ** (1 / 3)))
            blocks = -(-months // length)
            starts = rng.integers(0, months, (draws, blocks))
            at = ((starts[:, :, None] + np.arange(length)) % months).reshape(draws, -1)[:, :months]
            drawn += each[:, at].sum(axis=2).T
    scale = np.sqrt(drawn[:, 1] * drawn[:, 2])
    correlations: Floats = drawn[scale > 0, 0] / scale[scale > 0]
    return correlations


def _by_month(x: Floats, y: Floats, known: NDArray[np.bool_]) -> float:
    """Return the correlation of ranks when both the team's and the month's mean are taken out."""
    found = []
    for values in (x, y):
        ranks = np.full(values.shape, np.nan)
        for team, here in enumerate(known):
            ranks[team, here] = _centred(values[team, here])
        for _ in range(20):  # by turns, until neither has a mean left: months are not known of every team
            with np.errstate(invalid="ignore"):
                month = np.where(known, ranks, 0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
            ranks = ranks - month
            ranks = ranks - (np.where(known, ranks, 0).sum(axis=1) / known.sum(axis=1))[:, None]
        found.append(ranks[known])
    return _correlation(found[0], found[1])
