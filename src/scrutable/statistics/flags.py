"""The rules that make a point of a control chart a signal, each in its own function, and what a signal means.

Every rule looks within one phase only. A point has one signal, the first of `SIGNALS` that holds; the rules that hold
are all kept beside it. Words stand for colours and icons, so that nothing rests on colour alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scrutable.statistics.spc import Chart

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Better = Literal["higher", "lower", "neither", "band"]

OUTSIDE, TREND, TWO_OF_THREE, SHIFT, COMMON = (
    "outside the limits", "trend of seven", "two of three near a limit", "shift of seven", "common cause",
)  # fmt: skip
SIGNALS = (OUTSIDE, TREND, TWO_OF_THREE, SHIFT, COMMON)  # the first that holds is the point's signal
RUN = 7
_MEANS = {"higher": 1, "lower": -1}


@dataclass(frozen=True)
class Variation:
    """What the last point says. `verdict` is common cause, improvement, concern, high or low (where neither is better);
    `letter` is H for unusually high or rising, L for low or falling, nothing for common cause.
    """

    verdict: str
    letter: str
    signal: str


def flag(
    values: Floats,
    phase: Ints,
    *,
    centre: Floats,
    upper: Floats,
    lower: Floats,
    near_upper: Floats,
    near_lower: Floats,
) -> dict[str, Any]:
    """Return side, outside, close, trend, two_of_three, shift, signal and direction of every point."""
    outside = (values > upper) | (values < lower)
    close = ~outside & ((values > near_upper) | (values < near_lower))
    side = np.sign(values - centre).astype(np.int64)
    trend, two, shift = (np.zeros(len(values), dtype=bool) for _ in range(3))
    heading = np.zeros(len(values), dtype=np.int64)
    for one in np.unique(phase):
        here = phase == one
        trend[here], heading[here] = _trend(values[here])
        two[here] = _two_of_three(side[here], close[here])
        shift[here] = _in_runs(side[here], RUN)
    rules = {"outside": outside, "trend": trend, "two_of_three": two, "shift": shift}
    signal = np.select(list(rules.values()), SIGNALS[:-1], default=COMMON)
    direction = np.select([outside, trend, two | shift], [side, heading, side], default=0)
    return {**rules, "side": side, "close": close, "signal": tuple(signal.tolist()), "direction": direction}


def variation(chart: Chart, better: Better) -> Variation:
    """Return what the last point of a chart says, given which way is better. Raises ValueError for an empty chart."""
    if not len(chart.values):
        raise ValueError("An empty chart has no last point.")
    direction = int(chart.direction[-1])
    if not direction:
        return Variation(COMMON, "", COMMON)
    means = direction * _MEANS.get(better, 0)
    verdict = {1: "improvement", -1: "concern", 0: "high" if direction > 0 else "low"}[means]
    return Variation(verdict, "H" if direction > 0 else "L", chart.signal[-1])


def assurance(chart: Chart, target: float | None, better: Better) -> str | None:
    """Return whether ordinary variation keeps to the target: passes, fails, or hit or miss.

    `target` is the one in force at the last point, whose phase gives the limits. A target on a limit is hit or miss.
    None where there is no target, where neither way is better, or where a phase of one point has no limits.
    """
    means = _MEANS.get(better, 0)
    if target is None or not means or not len(chart.values) or np.isnan(chart.upper[-1]):
        return None
    if target > chart.upper[-1]:
        return "fails" if means > 0 else "passes"
    if target < chart.lower[-1]:
        return "passes" if means > 0 else "fails"
    return "hit or miss"


def _in_runs(signs: Ints, length: int) -> Bools:
    """Return which entries belong to a run of at least so many equal signs, none of them nought."""
    found = np.zeros(len(signs), dtype=bool)
    ends = np.flatnonzero(np.diff(signs)) + 1
    for run in np.split(np.arange(len(signs)), ends):
        if len(run) >= length and signs[run[0]]:
            found[run] = True
    return found


def _trend(values: Floats) -> tuple[Bools, Ints]:
    """Return which points are in a trend of seven, and which way each is going.

    Seven points that rise have six differences above nought. A point's direction is the difference into it; where it
    and the next point are both in trends it is the difference out of it, so that a peak goes with the fall it begins.
    Two trends may meet over a tie: then there is no difference out, and the one into the point stands.
    """
    steps = np.sign(np.diff(values)).astype(np.int64)
    moving = _in_runs(steps, RUN - 1)
    trend = np.zeros(len(values), dtype=bool)
    trend[:-1] |= moving
    trend[1:] |= moving
    into = np.concatenate([[0], steps])[: len(values)]
    out = np.concatenate([steps, [0]])[: len(values)]
    both = trend & np.concatenate([trend[1:], [False]])[: len(values)]
    return trend, np.where(both & (out != 0), out, into)


def _two_of_three(side: Ints, close: Bools) -> Bools:
    """Return which points are close to a limit in a window of three, all on one side, of which two are close."""
    found = np.zeros(len(side), dtype=bool)
    for start in range(len(side) - 2):
        window = slice(start, start + 3)
        if abs(side[window].sum()) == 3 and close[window].sum() >= 2:
            found[window] |= close[window]
    return found
