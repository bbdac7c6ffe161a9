"""The rules of the XmR chart once more, in plain Python and slowly: what `spc.py` is compared with on random series.

Written from statistics.md A1 alone, point by point and with exact fractions, where `spc.py` works on whole arrays of
floating-point numbers. Series of it are whole numbers, so that both see the same ties.
"""

from fractions import Fraction
from itertools import pairwise
from typing import Any


def slow_xmr(
    values: list[int], rebase: list[bool], fix_after: int | None, screen: bool
) -> list[dict[str, Any]]:
    """Return a dictionary a point: centre, upper, lower (None for a phase of one point), signal, direction."""
    phases: list[list[int]] = []
    for value, mark in zip(values, rebase, strict=True):
        if mark or not phases:
            phases.append([])
        phases[-1].append(value)
    return [point for phase in phases for point in _phase(phase, fix_after, screen)]


def _phase(values: list[int], fix_after: int | None, screen: bool) -> list[dict[str, Any]]:
    base = values[: fix_after or len(values)]
    centre = Fraction(sum(base), len(base))
    ranges = [abs(b - a) for a, b in pairwise(base)]
    if not ranges:
        return [{"centre": centre, "upper": None, "lower": None, "signal": "common cause", "direction": 0}]
    amr = Fraction(sum(ranges), len(ranges))
    if screen and amr:
        kept = [r for r in ranges if r < Fraction("3.267") * amr]
        amr = Fraction(sum(kept), len(kept))
    points = []
    for place in range(len(values)):
        upper, lower = centre + Fraction("2.66") * amr, centre - Fraction("2.66") * amr
        signal, direction = _label(values, place, centre, amr)
        points.append(
            {"centre": centre, "upper": upper, "lower": lower, "signal": signal, "direction": direction}
        )
    return points


def _label(values: list[int], place: int, centre: Fraction, amr: Fraction) -> tuple[str, int]:
    side = [(value > centre) - (value < centre) for value in values]

    def outside(at: int) -> bool:
        return abs(values[at] - centre) > Fraction("2.66") * amr

    def close(at: int) -> bool:
        return not outside(at) and abs(values[at] - centre) > Fraction("2.66") * amr * Fraction(2, 3)

    if outside(place):
        return "outside the limits", side[place]
    if _in_trend(values, place):
        return "trend of seven", _heading(values, place)
    for start in range(place - 2, place + 1):
        three = range(start, start + 3)
        if start < 0 or start + 3 > len(values):
            continue
        if close(place) and {side[at] for at in three} in ({1}, {-1}) and sum(close(at) for at in three) >= 2:
            return "two of three near a limit", side[place]
    for start in range(place - 6, place + 1):
        seven = side[start : start + 7] if start >= 0 else []
        if len(seven) == 7 and set(seven) in ({1}, {-1}):
            return "shift of seven", side[place]
    return "common cause", 0


def _in_trend(values: list[int], place: int) -> bool:
    for start in range(max(0, place - 6), place + 1):
        seven = values[start : start + 7]
        if len(seven) == 7 and (seven == sorted(set(seven)) or seven == sorted(set(seven), reverse=True)):
            return True
    return False


def _heading(values: list[int], place: int) -> int:
    def step(at: int) -> int:
        return (values[at] > values[at - 1]) - (values[at] < values[at - 1])

    last = place + 1 == len(values)
    if not last and _in_trend(values, place + 1) and step(place + 1):
        return step(place + 1)
    return step(place)
