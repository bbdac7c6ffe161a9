"""A figure: a number that knows its unit, its parts, its period and the moment it was known on.

The unit is typed. A committee was once told of 49 incidents when 49 children were meant; here a count of children
and a count of episodes cannot be added, subtracted or compared.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, make_dataclass
from datetime import date
from functools import total_ordering
from typing import Any, cast

from scrutable.engine.period import Period
from scrutable.errors import UnitFault


@total_ordering
@dataclass(frozen=True, eq=False)
class Quantity:
    """A number with its unit.

    >>> Quantity(49, "child") + Quantity(1, "child")
    Quantity(number=50, unit='child')
    >>> Quantity(49, "child") + Quantity(112, "episode")
    Traceback (most recent call last):
    scrutable.errors.UnitFault: Q101 49 (child) and 112 (episode) are of different units.
         Count the same thing in both, or show them beside each other.
    """

    number: float
    unit: str

    def __add__(self, other: Quantity) -> Quantity:
        return Quantity(self.number + self._alike(other), self.unit)

    def __sub__(self, other: Quantity) -> Quantity:
        return Quantity(self.number - self._alike(other), self.unit)

    def __lt__(self, other: Quantity) -> bool:
        return self.number < self._alike(other)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Quantity) and self.number == self._alike(other)

    def __hash__(self) -> int:
        return hash((self.number, self.unit))

    def _alike(self, other: object) -> float:
        if not isinstance(other, Quantity) or other.unit != self.unit:
            theirs = f"{other.number} ({other.unit})" if isinstance(other, Quantity) else f"{other} (no unit)"
            raise UnitFault(
                "Q101",
                f"{self.number} ({self.unit}) and {theirs} are of different units.",
                "Count the same thing in both, or show them beside each other.",
            )
        return other.number


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one indicator for one period, whole or one part of a breakdown.

    For a share: `numerator` of `denominator` meet the condition and `value` is from 0 to 1, or None for no cases.
    For a count: `numerator` and `value` are the count, `denominator` is None. For a rate: `value` is `numerator` cases
    for every 10,000 of `denominator` children, and `base` names the estimate. For a ratio: `value` is a sum of amounts
    (`numerator`) over another (`denominator`), such as agency over all full-time equivalents. For a median, mean or sum
    of amounts: `value`, with the cases it rests on as `denominator`.
    `excluded` cases are listed and not counted. `unknown` are counted cases that cannot be judged: in a share they
    stand as not met, in a ratio or a mean they are left out. `lacking` are counted cases for which the records do not
    reach back far enough. `absent` says in words why there is no value, where there is none.
    """

    indicator: str
    period: Period
    period_end: date  # earlier than the period's own end while it is still running
    by: str | None
    breakdown: str | None
    measures: str
    numerator: float | None
    denominator: float | None
    value: float | None
    excluded: int
    unknown: int
    unit: str
    known_on: str
    definition_hash: str
    absent: str = ""
    lacking: int = 0
    base: str = ""

    @property
    def sums(self) -> bool:
        """Whether the values of its parts add up to its own: true of counts and sums, not of shares or medians."""
        return self.measures in ("count", "sum")

    @property
    def quantity(self) -> Quantity:
        """The value with its unit, for arithmetic. A share is a quantity of its own kind: "share of plan"."""
        if self.value is None:
            raise UnitFault("Q102", f"{self.indicator} has no value for {self.period.name}: {self.absent}.")
        unit = self.unit if self.sums else f"{self.measures} of {self.unit}"
        return Quantity(self.value, unit)

    @property
    def to_date(self) -> bool:
        """True where the period was still running on the day the figure is known on."""
        return self.period_end < self.period.end

    def __add__(self, other: Figure | Quantity) -> Quantity:
        if not self.sums:
            raise UnitFault(
                "Q103",
                f"Two of {self.indicator} cannot be added: it is a {self.measures}.",
                "Add the parts instead.",
            )
        return self.quantity + _quantity(other)

    def __sub__(self, other: Figure | Quantity) -> Quantity:
        return self.quantity - _quantity(other)

    def __lt__(self, other: Figure | Quantity) -> bool:
        return self.quantity < _quantity(other)

    def __gt__(self, other: Figure | Quantity) -> bool:
        return self.quantity > _quantity(other)

    def __le__(self, other: Figure | Quantity) -> bool:
        return self.quantity <= _quantity(other)

    def __ge__(self, other: Figure | Quantity) -> bool:
        return self.quantity >= _quantity(other)


def _quantity(other: Figure | Quantity) -> Quantity:
    """Return the quantity of a figure; anything else as it is, for Quantity to accept or refuse."""
    return other.quantity if isinstance(other, Figure) else other


# The same slots without the guard that keeps a figure from being changed: a frozen dataclass sets every field through
# that guard, which takes ten times as long as the setting.
_Draft = cast(
    Callable[..., Any],
    make_dataclass("_Draft", [(field.name, field.type) for field in fields(Figure)], slots=True),
)


def figure(*values: object) -> Figure:
    """Return the figure of some values, all of them, in the order of its fields: what `Figure(...)` gives, sooner.

    >>> from scrutable.engine.period import parse
    >>> period = parse("2019-12")
    >>> values = ("referrals", period, period.end, None, None, "count", 3, None, 3, 0, 0, "referral", "", "", "", 0, "")
    >>> figure(*values) == Figure(*values)
    True
    """
    made = _Draft(*values)
    made.__class__ = Figure
    return cast(Figure, made)
