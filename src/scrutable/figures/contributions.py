"""What each case adds to its figure: the fold undone, so that a change of the figure is a sum over cases.

Written apart from `statement.py`, in plain Python over the case list: where the two did not come to the same, a
restatement would leave a remainder, and the law that it never does holds both to each other. A count of people is a
sum over people, every other measure a sum over cases. Read `revisions.py` next.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from scrutable.figures.statement import COUNTS, PEOPLE
from scrutable.indicators.definition import Definition

Case = Mapping[str, Any]
NOTHING = Decimal(0)
_SIXTH = Decimal("0.000001")  # the fold adds amounts up with six decimals


@dataclass(frozen=True)
class Contribution:
    """What one case, or one person with all their cases, adds to a figure's numerator, denominator and excluded.

    The numerator is of cases that meet a share's condition, of cases counted, or of amounts; a median has none.
    """

    numerator: Decimal = NOTHING
    denominator: Decimal = NOTHING
    excluded: int = 0

    def __add__(self, other: Contribution) -> Contribution:
        return Contribution(
            self.numerator + other.numerator,
            self.denominator + other.denominator,
            self.excluded + other.excluded,
        )

    def __sub__(self, other: Contribution) -> Contribution:
        return Contribution(
            self.numerator - other.numerator,
            self.denominator - other.denominator,
            self.excluded - other.excluded,
        )


def total(parts: Iterable[Contribution]) -> Contribution:
    """Return the sum of some contributions."""
    return sum(parts, Contribution())


def keyed(definition: Definition, cases: Iterable[Case]) -> dict[str, list[Case]]:
    """Return the cases of one period by what is counted: by person where people are, else each by its own id.

    Should an id stand several times in a list, they are told apart by their order.
    """
    found: dict[str, list[Case]] = {}
    for case in cases:
        key = str(case["case_id"])
        if definition.counts in PEOPLE:
            key = str(case["child_id"] or case["case_id"])
        elif key in found:
            key = f"{key} ({len(found)})"
        found.setdefault(key, []).append(case)
    return found


def of(definition: Definition, cases: Iterable[Case]) -> Contribution:
    """Return what one case adds, or one person's cases: several count once, and as excluded only if all are."""
    listed = list(cases)
    counted = [case for case in listed if case["excluded"] is None]
    if not listed:
        return Contribution()
    if not counted:
        return Contribution(excluded=1)
    one = Decimal(1)
    match definition.measures:
        case "share":
            return Contribution(Decimal(all(case["met"] is True for case in counted)), one)
        case measure if measure in COUNTS:
            return Contribution(one)
        case "ratio":
            known = all(case["amount"] is not None and case["base"] is not None for case in counted)
            return Contribution(_sum(counted, "amount"), _sum(counted, "base")) if known else Contribution()
        case "median":
            return Contribution(denominator=one)
        case _:
            return Contribution(_sum(counted, "amount"), one)


def _sum(cases: Iterable[Case], column: str) -> Decimal:
    amounts = (case[column] for case in cases)
    return sum((_exact(amount) for amount in amounts if amount is not None), NOTHING)


def _exact(amount: float) -> Decimal:
    return Decimal(repr(float(amount))).quantize(_SIXTH, ROUND_HALF_UP)
