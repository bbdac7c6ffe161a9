"""Control charts: which points of a series say that something has changed, and which are its ordinary variation.

The rules of the XmR chart are those that NHS England teaches as Making Data Count and the R package NHSRplotthedots
(0.2.2, MIT) works out; the wording and the code here are our own. Two places where that package has no answer have one
here: a constant series has its limits on the centre line (the package's screening leaves no range at all), and where
two trends meet over a tie the difference into the point tells its direction.

About a quarter of stable series of 36 months show some signal somewhere, so a page speaks of the last point only.
Read `flags.py` next for the rules themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import mean
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scrutable.statistics import flags

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

LIMIT = 2.66  # 3 / 1.128: three standard deviations, told from the average moving range
SCREEN = 3.267  # the upper limit of a moving range, in average moving ranges
FIRM = 12  # points from which limits are no longer trial limits
D2 = 1.128  # the moving range of two, in standard deviations


@dataclass(frozen=True)
class Chart:
    """A control chart: one entry a point, in the order of the values.

    `phase` counts from 0. The lines are not a number where a phase has one point. `side` is 1 above the centre line, -1
    below, 0 on it. `signal` is one of `flags.SIGNALS`; `direction` is 1 for up, -1 for down, 0 for common cause.
    `baseline` is how many points the limits of the point's phase rest on.
    """

    values: Floats
    phase: Ints
    baseline: Ints
    centre: Floats
    upper: Floats
    lower: Floats
    near_upper: Floats
    near_lower: Floats
    side: Ints
    outside: Bools
    close: Bools
    trend: Bools
    two_of_three: Bools
    shift: Bools
    signal: tuple[str, ...]
    direction: Ints

    @property
    def trial(self) -> Bools:
        """Whether the point's limits rest on fewer than 12 points: draw them as trial limits, and say so.

        There is no agreed number: 5 or 6 are useful (Wheeler), 12 let limits be held, 20 to 30 are asked for elsewhere.
        """
        return self.baseline < FIRM


def xmr(
    values: ArrayLike,
    *,
    rebase: Sequence[bool] | None = None,
    fix_after: int | None = None,
    screen: bool = True,
    periods: Sequence[tuple[date, date]] | None = None,
) -> Chart:
    """Return the XmR chart of a series: one value a period, in order of time.

    `rebase` marks each point that begins a new phase. `fix_after` takes the limits of a phase from its first points
    alone. `screen` leaves moving ranges of 3.267 times the average or more out, once, before the limits are drawn.
    With `periods` (first and last day of each) a rolling or year-to-date series is refused.
    Raises ValueError where a value is missing: leave the period out and say so.

    Of 10, 12, 11 and 13 the mean is 11.5 and the moving ranges are 2, 1 and 2, on average 1.667 (none reaches
    3.267 x 1.667 = 5.44). The limits are 11.5 -+ 2.66 x 1.667.

    >>> chart = xmr([10, 12, 11, 13])
    >>> float(chart.centre[0]), round(float(chart.lower[0]), 3), round(float(chart.upper[0]), 3)
    (11.5, 7.067, 15.933)

    Source: statistics.md, A1; Wheeler, Understanding Variation (1993), for the constants.
    """
    numbers = _checked(values)
    if periods is not None:
        refuse_overlapping(periods)
        if len(periods) != len(numbers):
            raise ValueError(f"There are {len(numbers)} values and {len(periods)} periods: one is for each.")
    if fix_after is not None and fix_after < 2:
        raise ValueError("Limits need a moving range, so they cannot be held after fewer than 2 points.")
    phase = _phases(len(numbers), rebase)
    centre, spread = np.empty(len(numbers)), np.empty(len(numbers))
    baseline = np.empty(len(numbers), dtype=np.int64)
    for one in range(int(phase.max()) + 1 if len(phase) else 0):
        here = phase == one
        base = numbers[here][:fix_after]
        centre[here], spread[here] = _mean(base), _average_range(base, screen)
        baseline[here] = len(base)
    return _chart(numbers, phase, baseline, centre, LIMIT * spread)


def p_chart(
    met: ArrayLike, counted: ArrayLike, *, rebase: Sequence[bool] | None = None, laney: bool = False
) -> Chart:
    """Return the p chart of a share whose denominators differ: values and lines are shares from 0 to 1.

    The centre line is all that were met of all that were counted, p; the limits of a point are
    p -+ 3 x sqrt(p (1 - p) / its denominator). With `laney` they are widened (or narrowed) by the moving range of the
    points' own standard scores over 1.128, for denominators so large that every point would stand outside.
    The limits are not clipped at 0 and 1: clip the drawing. Raises ValueError where nothing was counted in a period.

    20 of 100 and 30 of 100: p = 0.25, and the limits are 0.25 -+ 3 x sqrt(0.25 x 0.75 / 100) = 0.25 -+ 0.1299.

    >>> chart = p_chart([20, 30], [100, 100])
    >>> float(chart.centre[0]), round(float(chart.lower[0]), 4), round(float(chart.upper[0]), 4)
    (0.25, 0.1201, 0.3799)

    Sources: Shewhart (1931); Laney, Improved control charts for attributes, Quality Engineering 14 (2002).
    """
    parts, whole = _checked(met), _checked(counted)
    if len(parts) != len(whole):
        raise ValueError(f"There are {len(parts)} numerators and {len(whole)} denominators: one is for each.")
    if (whole <= 0).any() or (parts < 0).any() or (parts > whole).any():
        raise ValueError("A share needs a denominator above nought and a numerator from nought to it.")
    phase = _phases(len(parts), rebase)
    values = parts / whole
    centre, spread = np.empty(len(parts)), np.empty(len(parts))
    baseline = np.empty(len(parts), dtype=np.int64)
    for one in range(int(phase.max()) + 1 if len(phase) else 0):
        here = phase == one
        share = parts[here].sum() / whole[here].sum()
        error = np.sqrt(share * (1 - share) / whole[here])
        widened = _laney(values[here], share, error) if laney else 1.0
        centre[here], spread[here] = share, 3 * error * widened
        baseline[here] = here.sum()
    return _chart(values, phase, baseline, centre, spread)


def refuse_overlapping(periods: Sequence[tuple[date, date]]) -> None:
    """Raise ValueError where two periods share a day, as those of a rolling or a year-to-date series do.

    Each of their points repeats most of the one before, so that a stable process shows a trend or a shift on every
    chart: of 600 simulated ones all did, and 6 in 10 had their last point wrongly flagged, against 1 in 50 of monthly
    points. Take the year to date apart first (`from_year_to_date`); a rolling year has its separate years.

    >>> refuse_overlapping([(date(2019, 4, 1), date(2019, 4, 30)), (date(2019, 4, 1), date(2019, 5, 31))])
    Traceback (most recent call last):
    ValueError: A control chart needs periods that share no day; 2019-04-01 to 2019-05-31 begins before the one ...
    """
    for (start, end), (next_start, next_end) in pairwise(periods):
        if next_start <= end:
            raise ValueError(
                "A control chart needs periods that share no day;"
                f" {next_start} to {next_end} begins before the one before it ({start} to {end}) has ended."
                " A rolling or year-to-date series repeats itself, and every such chart shows a change that is none."
            )


def from_year_to_date(totals: ArrayLike, starts_anew: Sequence[bool]) -> Floats:
    """Return what each period added to a year-to-date count. `starts_anew` marks the first period of each year.

    For counts: take a share's numerators and denominators apart, each by itself.

    >>> from_year_to_date([3, 7, 12, 2, 6], [True, False, False, True, False]).tolist()
    [3.0, 4.0, 5.0, 2.0, 4.0]
    """
    numbers = _checked(totals)
    if len(numbers) != len(starts_anew):
        raise ValueError(f"There are {len(numbers)} totals and {len(starts_anew)} marks: one is for each.")
    if len(starts_anew) and not starts_anew[0]:
        raise ValueError(
            "The first total is not the first of its year, so what its own period added is not known."
        )
    before = np.concatenate([[0.0], numbers[:-1]])
    return np.where(np.asarray(starts_anew, dtype=bool), numbers, numbers - before)


def _chart(values: Floats, phase: Ints, baseline: Ints, centre: Floats, spread: Floats) -> Chart:
    """Return the chart of some values, given their centre lines and how far from them the limits are."""
    lines: dict[str, Any] = {
        "centre": centre,
        "upper": centre + spread,
        "lower": centre - spread,
        "near_upper": centre + spread * 2 / 3,
        "near_lower": centre - spread * 2 / 3,
    }
    found: dict[str, Any] = flags.flag(values, phase, **lines)
    return Chart(values=values, phase=phase, baseline=baseline, **lines, **found)


def _checked(values: ArrayLike) -> Floats:
    numbers = np.asarray(values, dtype=np.float64)
    if numbers.ndim != 1:
        raise ValueError("A series is a plain list of numbers.")
    if not np.isfinite(numbers).all():
        raise ValueError(
            "A period without a value has no place in a control chart: leave it out, and say so."
        )
    return numbers


def _phases(many: int, rebase: Sequence[bool] | None) -> Ints:
    """Return the number of each point's phase, from 0: a mark begins a new one, except on the very first point."""
    marks = np.zeros(many, dtype=bool) if rebase is None else np.asarray(rebase, dtype=bool)
    if len(marks) != many:
        raise ValueError(f"There are {many} values and {len(marks)} marks of a new phase: one is for each.")
    marks = marks.copy()
    marks[:1] = False
    return np.cumsum(marks)


def _mean(base: Floats) -> float:
    """Return the mean, rounded once and correctly.

    Summed as they come, ten values of 0.1 have a mean a hair below 0.1: all ten would lie above the centre line of a
    series that never moved. The library's mean adds up exactly.
    """
    return float(mean(base.tolist()))


def _average_range(base: Floats, screen: bool) -> float:
    """Return the average moving range; not a number for a single point."""
    ranges = np.abs(np.diff(base))
    if not len(ranges):
        return float("nan")
    average = _mean(ranges)
    if screen and average > 0:
        average = _mean(ranges[ranges < SCREEN * average])
    return average


def _laney(values: Floats, share: float, error: Floats) -> float:
    """Return how many times wider than chance alone the points scatter."""
    if not (error > 0).all() or len(values) < 2:
        return 1.0 if len(values) > 1 else float("nan")
    scores = (values - share) / error
    return _mean(np.abs(np.diff(scores))) / D2
