"""Which of many authorities stand out: the limits of a funnel plot, and how they widen where all scatter more.

The limits are for authorities of which only chance sets them apart. Councils differ for better reasons than chance, so
that without an allowance (over-dispersion) most of the large ones would be outliers.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scrutable.statistics.wilson import Interval, z_of

Floats = NDArray[np.float64]


class Dispersion(NamedTuple):
    """How much more than chance a group scatters: `phi` is 1 for chance alone, `tau2` the variance to be added."""

    phi: float
    tau2: float


def limits(average: float, counted: ArrayLike, level: float = 0.95, tau2: float = 0.0) -> Interval:
    """Return the funnel's limits for shares, by denominator: average -+ z sqrt(average (1 - average) / n + tau2).

    Without `tau2` a share lies outside when and only when its Wilson interval leaves the average out. OHID draws 0.95
    and 0.998. The limits are not clipped at 0 and 1.

    Round an average of 0.5, an authority with 100: 0.5 -+ 1.96 x 0.05 = 0.402 and 0.598.

    >>> [round(float(end), 3) for end in limits(0.5, 100)]
    [0.402, 0.598]
    """
    if not 0 <= average <= 1:
        raise ValueError("An average share lies from 0 to 1.")
    whole = np.asarray(counted, np.float64)
    with np.errstate(divide="ignore"):
        error = np.where(whole > 0, np.sqrt(average * (1 - average) / whole + tau2), np.nan)
    reach = z_of(level) * error
    return Interval(average - reach, average + reach)


def dispersion(scores: ArrayLike, errors: ArrayLike, winsorise: float = 0.1) -> Dispersion:
    """Return how far authorities scatter beyond chance, from their standard scores and standard errors.

    The lowest and the highest tenth of the scores are drawn in to the next one, so that true outliers do not excuse
    themselves; phi is the mean of the squares. Then tau2 = (I phi - (I - 1)) / (S1 - S2 / S1), not below nought, with
    S1 and S2 the sums of 1/s2 and 1/s4 over the I authorities. Limits then rest on sqrt(s2 + tau2).

    Scores -2, 2, -2, 2 with errors of 0.1: phi is 4; S1 = 400, S2 = 40,000, tau2 = (16 - 3) / (400 - 100) = 0.0433.

    >>> found = dispersion([-2, 2, -2, 2], [0.1, 0.1, 0.1, 0.1])
    >>> found.phi, round(found.tau2, 4)
    (4.0, 0.0433)

    Source: Spiegelhalter, Statistics in Medicine 24 (2005), 1185-1202, appendix A.3.
    """
    z, s = np.asarray(scores, np.float64), np.asarray(errors, np.float64)
    if z.shape != s.shape or z.ndim != 1 or len(z) < 2:
        raise ValueError(
            "Over-dispersion is told from at least two authorities, a score and an error for each."
        )
    if not (np.isfinite(z).all() and np.isfinite(s).all() and (s > 0).all()):
        raise ValueError("Leave out authorities without a score; an error is above nought.")
    if not 0 <= winsorise < 0.5:
        raise ValueError("What is drawn in at each end is less than half of all.")
    held = np.sort(z)
    each = int(winsorise * len(held))
    drawn = np.clip(z, held[each], held[len(held) - 1 - each])
    phi = float(np.mean(drawn**2))
    weight = 1 / s**2
    excess = len(z) * phi - (len(z) - 1)
    return Dispersion(phi, max(0.0, float(excess / (weight.sum() - (weight**2).sum() / weight.sum()))))


def dispersion_of_shares(
    met: ArrayLike, counted: ArrayLike, winsorise: float = 0.1
) -> tuple[float, Dispersion]:
    """Return the pooled share of a group and how far its members scatter beyond chance about it.

    Errors are those of the pooled share p, sqrt(p (1 - p) / n). Raises ValueError where all were met, or none.
    """
    part, whole = np.asarray(met, np.float64), np.asarray(counted, np.float64)
    if (whole <= 0).any():
        raise ValueError("Leave out authorities in which nothing was counted.")
    pooled = float(part.sum() / whole.sum())
    if not 0 < pooled < 1:
        raise ValueError("Where all were met, or none, there is no scatter to speak of.")
    errors = np.sqrt(pooled * (1 - pooled) / whole)
    return pooled, dispersion((part / whole - pooled) / errors, errors, winsorise)
