"""How far a share can be trusted: Wilson's interval, and Newcombe's for the difference of two shares.

Fifteen of 106 is 14%, and the same children might as well have come to 9% or 22%. Two shares are never compared by
whether their intervals overlap: that misses real differences. Read `intervals.py` next for counts and rates.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

Floats = NDArray[np.float64]


class Interval(NamedTuple):
    """The two ends, each an array (or a single number) in the unit of what was asked. Not a number where unknown."""

    lower: Floats
    upper: Floats


def z_of(level: float) -> float:
    """Return how many standard deviations hold that share of a normal distribution: 1.96 for 0.95.

    >>> round(z_of(0.95), 4), round(z_of(0.998), 4)
    (1.96, 3.0902)
    """
    if not 0 < level < 1:
        raise ValueError("A level of confidence lies between 0 and 1, such as 0.95.")
    return float(ndtri(0.5 + level / 2))


def wilson(met: ArrayLike, counted: ArrayLike, level: float = 0.95) -> Interval:
    """Return Wilson's score interval of shares from 0 to 1, element by element.

    (2x + z2 -+ z sqrt(z2 + 4x(1 - x/n))) / (2(n + z2)), with z2 the square of z. With nothing counted there is no
    share, so both ends are not a number. Raises ValueError where more were met than counted.

    For 15 of 106 at 95%, z2 = 3.8415: the root is sqrt(3.8415 + 60 x 91/106) = 7.4393, so the ends are
    (33.8415 -+ 1.96 x 7.4393) / 219.683, that is 0.0877 and 0.2204.

    >>> [round(float(end), 4) for end in wilson(15, 106)]
    [0.0877, 0.2204]

    Source: Wilson, JASA 22 (1927), 209-212; what OHID publishes.
    """
    part, whole = shares_of(met, counted)
    z = z_of(level)
    with np.errstate(divide="ignore", invalid="ignore"):
        root = z * np.sqrt(z * z + 4 * part * (1 - part / whole))
        ends = ((2 * part + z * z + sign * root) / (2 * (whole + z * z)) for sign in (-1, 1))
        lower, upper = (np.where(whole > 0, end, np.nan) for end in ends)
    # Rounding must not push an end off the share itself, where nobody or everybody was met.
    return Interval(
        np.where(part == 0, 0.0 * lower, lower), np.where(part == whole, 1.0 + 0.0 * upper, upper)
    )


def newcombe(
    met: ArrayLike, counted: ArrayLike, other_met: ArrayLike, other_counted: ArrayLike, level: float = 0.95
) -> Interval:
    """Return Newcombe's hybrid score interval of the difference of two independent shares, the first less the second.

    With l and u the ends of each share's Wilson interval: d - sqrt((p1 - l1)2 + (u2 - p2)2) and
    d + sqrt((u1 - p1)2 + (p2 - l2)2). Both in shares: 0.05 is five percentage points.

    Newcombe's own example: 56 of 70 less 48 of 80 is 0.2. Wilson's intervals are 0.6918 to 0.8769 and 0.4905 to 0.7003:
    0.2 - sqrt(0.1082x0.1082 + 0.1003x0.1003) = 0.0524 and 0.2 + sqrt(0.0769x0.0769 + 0.1095x0.1095) = 0.3338
    (0.3339 without rounding between).

    >>> [round(float(end), 4) for end in newcombe(56, 70, 48, 80)]
    [0.0524, 0.3339]

    Source: Newcombe, Statistics in Medicine 17 (1998), 873-890, method 10.
    """
    (x1, n1), (x2, n2) = shares_of(met, counted), shares_of(other_met, other_counted)
    one, two = wilson(x1, n1, level), wilson(x2, n2, level)
    with np.errstate(divide="ignore", invalid="ignore"):
        p1, p2 = x1 / n1, x2 / n2
        lower = p1 - p2 - np.hypot(p1 - one.lower, two.upper - p2)
        upper = p1 - p2 + np.hypot(one.upper - p1, p2 - two.lower)
    return Interval(lower, upper)


def shares_of(met: ArrayLike, counted: ArrayLike) -> tuple[Floats, Floats]:
    """Return numerators and denominators as arrays of one shape. Raises ValueError where they cannot be parts."""
    part, whole = np.broadcast_arrays(np.asarray(met, np.float64), np.asarray(counted, np.float64))
    if (part < 0).any() or (part > whole).any():
        raise ValueError("A share needs a numerator from nought to its denominator.")
    return part, whole
