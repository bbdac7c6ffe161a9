"""Whether two figures of one council differ by more than chance: this period against the same period a year before.

Shares by Newcombe's interval, counts and rates by the one's part of both together. Never by whether two intervals
overlap, which misses real differences. What cannot be tested so has no answer here: figures of one day, for the same
children are in both; units of which one child has many, such as visits; medians and sums; a period still running.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import isinf

from scrutable.figures.figure import Figure
from scrutable.report import units, words
from scrutable.report.anatomy import Sentence
from scrutable.report.gather import Sheet
from scrutable.report.saying import figure_id

LEVEL = 0.95
YOUNG = 92  # days: a quarter after its end, most of what came of it is on record


@dataclass(frozen=True)
class Difference:
    """From how much to how much one figure differs from another, with 95% confidence.

    `points`: both ends in percentage points, this less that; else both as this over that, day for day. `upper` may be
    infinite. `same` is what the ends are measured against: 0 points, or 1 time as many.
    """

    lower: float
    upper: float
    points: bool

    @property
    def same(self) -> float:
        """What the ends would hold between them if nothing had changed."""
        return 0.0 if self.points else 1.0

    @property
    def beyond_chance(self) -> bool:
        """Whether chance alone would hardly explain it: the interval leaves out that nothing has changed."""
        return not self.lower <= self.same <= self.upper

    @property
    def rise(self) -> bool:
        """Whether it went up, where it is beyond chance."""
        return self.lower > self.same


def difference(now: Figure, then: Figure) -> Difference | None:
    """Return how two figures of one indicator differ; None where there is nothing that can be tested.

    The cases of the two must be others: the periods must not overlap, and neither may still be running. Of stocks, in
    which the same children stand at both ends, the caller does not ask.
    """
    if (now.indicator, now.unit) != (then.indicator, then.unit) or now.to_date or then.to_date:
        return None
    if now.value is None or then.value is None or then.period.end >= now.period.start:
        return None
    if now.unit in units.MANY_OF_ONE:
        return None
    if now.measures == "share":
        return _of_shares(now, then)
    return _of_counts(now, then) if now.measures in ("count", "rate") else None


def _of_shares(now: Figure, then: Figure) -> Difference:
    from scrutable.statistics.wilson import newcombe

    parts = (now.numerator or 0, now.denominator or 0, then.numerator or 0, then.denominator or 0)
    lower, upper = newcombe(*parts, LEVEL)
    return Difference(100 * float(lower), 100 * float(upper), points=True)


def _of_counts(now: Figure, then: Figure) -> Difference | None:
    """Compare counts by the days they took, and rates by the children and the days."""
    from scrutable.statistics.intervals import rate_ratio

    counts = [int(one.numerator or 0) for one in (now, then)]
    if not any(counts):
        return None
    exposed = [_days(one) * ((one.denominator or 0) if one.measures == "rate" else 1) for one in (now, then)]
    if not all(exposed):
        return None
    found = rate_ratio(counts[0], exposed[0], counts[1], exposed[1], LEVEL)
    return Difference(found.lower, found.upper, points=False)


def _days(figure: Figure) -> int:
    return (figure.period.end - figure.period.start).days + 1


def since_a_year(sheet: Sheet) -> Difference | None:
    """Return how a figure differs from the same period a year before; None of stocks, whose children are the same."""
    if sheet.definition.stock or sheet.year_ago is None:
        return None
    return difference(sheet.now, sheet.year_ago)


def over_a_year(sheet: Sheet, known_on: date) -> Sentence | None:
    """Return whether the change from a year before is more than chance would explain; None where it cannot be told.

    What happens after a period has ended, and is written up late, can still move it: where the period is young and the
    change is beyond chance, that is said.
    """
    found, then = since_a_year(sheet), sheet.year_ago
    if found is None or then is None:
        return None
    text, age = said(found), (known_on - sheet.now.period.end).days
    if found.beyond_chance and age < YOUNG:
        text += f" What comes of its cases after {words.day(known_on)} is not in it."
    return Sentence(text, "comparison", (figure_id(sheet.now), figure_id(then)))


def said(one: Difference) -> str:
    """Return a difference from a year before as a sentence.

    >>> said(Difference(1.2, 1.94, points=False))
    'The rise from a year before is more than chance alone would explain: 1.2 to 1.9 times as many (95% interval).'
    >>> said(Difference(0.84, 1.31, points=False))
    'The change from a year before could be chance alone: between 0.8 and 1.3 times as many (95% interval).'
    """
    return f"{_beyond(one) if one.beyond_chance else _within(one)} (95% interval)."


def _within(one: Difference) -> str:
    lead = "The change from a year before could be chance alone:"
    if one.points:
        fall, rise = _point(-one.lower), _point(one.upper)
        return f"{lead} anything from a fall of {fall} to a rise of {rise} percentage points"
    if isinf(one.upper):
        return f"{lead} {_times(one.lower)} times as many or more"
    return f"{lead} between {_times(one.lower)} and {_times(one.upper)} times as many"


def _beyond(one: Difference) -> str:
    lead = f"The {'rise' if one.rise else 'fall'} from a year before is more than chance alone would explain:"
    if one.points:
        near, far = (one.lower, one.upper) if one.rise else (-one.upper, -one.lower)
        return f"{lead} {_point(near)} to {_point(far)} percentage points"
    if isinf(one.upper):
        return f"{lead} at least {_times(one.lower)} times as many"
    return f"{lead} {_times(one.lower)} to {_times(one.upper)} times as many"


def _point(value: float) -> str:
    """Return percentage points to one place. An end that is not nought is never printed as nought."""
    return "under a tenth" if 0 < value < 0.05 else words.tenths(max(value, 0))


def _times(value: float) -> str:
    """Return a multiple to one place. An end beyond 1 is never printed as 1, nor one above nought as nought."""
    said = words.tenths(value)
    if said == "1.0" and abs(value - 1) > 1e-12:
        return "just over 1" if value > 1 else "just under 1"
    return "under a tenth" if said == "0.0" and value > 0 else said
