"""How far a count or a rate can be trusted, and whether two rates differ.

A count of events is taken for Poisson: exactly where it is below ten, by Byar's approximation from ten on, which is
what OHID publishes. Two rates are compared by the one's share of both, never by whether their intervals overlap.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

# Not scipy.stats, which says the same with 60 MB and half a second more.
from scipy.special import bdtr, bdtrc, betaincinv, gammaincinv

from scrutable.statistics.wilson import Interval, z_of

Floats = NDArray[np.float64]
EXACT_BELOW = 10


class RateRatio(NamedTuple):
    """One rate over another with the ends of its interval, and the probability of so uneven a split by chance."""

    ratio: float
    lower: float
    upper: float
    p_value: float


def exact_poisson(count: ArrayLike, level: float = 0.95) -> Interval:
    """Return the exact interval of Poisson counts: the gamma quantiles of shape x and x + 1.

    They are half the chi-squared quantiles at 2x and 2x + 2 degrees of freedom, as tables have them.

    For 0 the lower end is 0 and the upper is -ln(0.025) = 3.6889 at 95%. For 5, tables give 1.6235 to 11.6683.

    >>> [round(float(end), 4) for end in exact_poisson(0)], [round(float(end), 4) for end in exact_poisson(5)]
    ([0.0, 3.6889], [1.6235, 11.6683])

    Source: Garwood, Biometrika 28 (1936), 437-442.
    """
    events, tail = _counts(count), (1 - _level(level)) / 2
    lower = np.where(events > 0, gammaincinv(np.where(events > 0, events, 1), tail), 0.0)
    return Interval(lower, gammaincinv(events + 1, 1 - tail))


def byar(count: ArrayLike, level: float = 0.95) -> Interval:
    """Return Byar's interval of Poisson counts, good from 10 on. A lower end below nought is not a number.

    x (1 - 1/(9x) - z/(3 sqrt x))3 and (x+1) (1 - 1/(9(x+1)) + z/(3 sqrt(x+1)))3. For 100 at 95%:
    100 (1 - 0.001111 - 0.065332)3 = 81.36 and 101 (1 - 0.001100 + 0.065008)3 = 121.63.

    >>> [round(float(end), 2) for end in byar(100)]
    [81.36, 121.63]

    Source: Breslow and Day, Statistical Methods in Cancer Research 2 (1987), 69.
    """
    events, z = _counts(count), z_of(level)
    safe, after = np.where(events > 0, events, np.nan), events + 1
    lower = safe * (1 - 1 / (9 * safe) - z / (3 * np.sqrt(safe))) ** 3
    upper = after * (1 - 1 / (9 * after) + z / (3 * np.sqrt(after))) ** 3
    return Interval(np.where(lower >= 0, lower, np.nan), upper)


def count_interval(count: ArrayLike, level: float = 0.95) -> Interval:
    """Return the interval of Poisson counts: exact below ten, Byar's from ten on."""
    events = _counts(count)
    exact, approximate = exact_poisson(events, level), byar(events, level)
    few = events < EXACT_BELOW
    return Interval(
        np.where(few, exact.lower, approximate.lower), np.where(few, exact.upper, approximate.upper)
    )


def rate_interval(
    count: ArrayLike, population: ArrayLike, multiplier: float = 10_000, level: float = 0.95
) -> Interval:
    """Return the interval of rates for every `multiplier` of a population. A population of nought has none.

    100 of 50,000 is 20 for every 10,000, from 81.36 / 5 = 16.27 to 121.63 / 5 = 24.33.

    >>> [round(float(end), 2) for end in rate_interval(100, 50_000)]
    [16.27, 24.33]
    """
    people = np.asarray(population, np.float64)
    if (people < 0).any():
        raise ValueError("A population cannot be less than nought.")
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = np.where(people > 0, multiplier / people, np.nan)
    counts = count_interval(count, level)
    return Interval(counts.lower * scale, counts.upper * scale)


def rate_ratio(
    count: int, population: float, other_count: int, other_population: float, level: float = 0.95
) -> RateRatio:
    """Return the first rate over the second, exactly: given both counts together, the first is binomial.

    Were the rates equal, each event would fall to the first area with the probability of its share of the population.
    The interval is Clopper and Pearson's of that probability, turned into a ratio; the p-value is twice the smaller
    tail, so that it is below 1 - level when and only when the interval leaves 1 out (but for rounding).

    10 and 0 events in equal populations: 2 x 0.5^10 = 0.00195; the lower end of the probability is 0.025^(1/10) =
    0.6915, so the ratio is above 0.6915 / 0.3085 = 2.242.

    >>> found = rate_ratio(10, 1000, 0, 1000)
    >>> found.ratio, round(found.lower, 3), found.upper, round(found.p_value, 5)
    (inf, 2.242, inf, 0.00195)

    Sources: Przyborowski and Wilenski, Biometrika 31 (1940), 313-323; Clopper and Pearson, Biometrika 26 (1934),
    404-413.
    """
    _counts([count, other_count])
    if population <= 0 or other_population <= 0:
        raise ValueError("A rate needs a population above nought.")
    both, tail, odds = count + other_count, (1 - _level(level)) / 2, other_population / population
    if not both:
        return RateRatio(float("nan"), 0.0, float("inf"), 1.0)
    low = betaincinv(count, other_count + 1, tail) if count else 0.0
    high = betaincinv(count + 1, other_count, 1 - tail) if other_count else 1.0
    expected = population / (population + other_population)
    tails = bdtr(count, both, expected), bdtrc(count - 1, both, expected)  # so many or fewer; so many or more
    return RateRatio(
        ratio=_odds(count, both) * odds,
        lower=float(low / (1 - low) * odds),
        upper=float(high / (1 - high) * odds) if high < 1 else float("inf"),
        p_value=float(min(1.0, 2 * min(tails))),
    )


def _odds(part: float, whole: float) -> float:
    return part / (whole - part) if whole > part else float("inf")


def _level(level: float) -> float:
    z_of(level)  # refuses what is no level
    return level


def _counts(count: ArrayLike) -> Floats:
    events = np.asarray(count, np.float64)
    if (events < 0).any():
        raise ValueError("A count cannot be less than nought.")
    return events
