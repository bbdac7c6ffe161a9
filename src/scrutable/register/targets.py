"""Targets and declared breaks, as scrutable.toml lists them: each with its day, its owner and its reason.

A target is what the council means to reach, agreed by someone on some day; a limit of law or guidance is none. A break
is a declared change of how something is done or recorded, from which day what is ordinary is judged anew. Both are
lists, and nothing in them is ever struck out: a target that changes gets another entry, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

TOLERANCE = 5.0  # percentage points, where a target of a share does not name its own


@dataclass(frozen=True)
class Target:
    """What an indicator is to reach from a day on. `value` and `tolerance` are as printed: 58 for 58%, 12.5, 80.

    The tolerance is how far off a figure is still called close. `owner` is a role, never a person's name.
    """

    indicator: str
    start: date
    value: float
    owner: str
    reason: str
    tolerance: float | None = None


@dataclass(frozen=True)
class Break:
    """A declared change: periods that begin on its day or later are judged by themselves."""

    indicator: str
    start: date
    reason: str


def in_force(targets: Iterable[Target], indicator: str, day: date) -> Target | None:
    """Return the target of an indicator that holds on a day: of those that have begun, the last.

    >>> first = Target("x", date(2019, 4, 1), 50, "Head of SEND", "plan for the year")
    >>> later = Target("x", date(2019, 9, 17), 58, "Director", "England's figure")
    >>> [one and one.value for one in (in_force((first, later), "x", date(2019, month, 1)) for month in (3, 5, 10))]
    [None, 50, 58]
    """
    begun = [one for one in targets if one.indicator == indicator and one.start <= day]
    return max(begun, key=lambda one: one.start, default=None)


def read_targets(said: Any) -> tuple[Target, ...]:
    """Return the targets of a settings file. Raises ValueError, in words, for one that cannot be."""
    made = []
    for number, entry in enumerate(_entries(said, "target"), 1):
        where = f"target {number}"
        _known(entry, where, ("indicator", "from", "value", "tolerance", "owner", "reason"))
        tolerance = entry.get("tolerance")
        made.append(
            Target(
                indicator=_text(entry, "indicator", where),
                start=_day(entry, where),
                value=_number(entry, "value", where),
                owner=_text(entry, "owner", where),
                reason=_text(entry, "reason", where),
                tolerance=None if tolerance is None else _number(entry, "tolerance", where),
            )
        )
    _once(made, "target")
    return tuple(sorted(made, key=lambda one: (one.indicator, one.start)))


def read_breaks(said: Any) -> tuple[Break, ...]:
    """Return the declared breaks of a settings file. Raises ValueError, in words, for one that cannot be."""
    made = []
    for number, entry in enumerate(_entries(said, "break"), 1):
        where = f"break {number}"
        _known(entry, where, ("indicator", "from", "reason"))
        made.append(
            Break(_text(entry, "indicator", where), _day(entry, where), _text(entry, "reason", where))
        )
    _once(made, "break")
    return tuple(sorted(made, key=lambda one: (one.indicator, one.start)))


def _entries(said: Any, what: str) -> Sequence[Mapping[str, Any]]:
    if not isinstance(said, list) or not all(isinstance(one, dict) for one in said):
        raise ValueError(f"each {what} is to be a block of its own, headed [[{what}]]")
    return said


def _known(entry: Mapping[str, Any], where: str, names: Sequence[str]) -> None:
    for name in entry:
        if name not in names:
            raise ValueError(f"{where} says {name}, which is none of {', '.join(names)}")


def _text(entry: Mapping[str, Any], name: str, where: str) -> str:
    value = entry.get(name)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{where} is to say its {name}, between quotation marks")
    return value.strip()


def _day(entry: Mapping[str, Any], where: str) -> date:
    value = entry.get("from")
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError(
            f"{where} is to say from which day it holds: from = 2019-04-01, without quotation marks"
        )
    return value


def _number(entry: Mapping[str, Any], name: str, where: str) -> float:
    value = entry.get(name)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < 1e9:
        raise ValueError(f"{where} is to say its {name} as a number, such as 58 for 58%")
    return float(value)


def _once(made: Sequence[Target | Break], what: str) -> None:
    seen = set()
    for one in made:
        if (one.indicator, one.start) in seen:
            raise ValueError(f"there are two of {what} for {one.indicator} from {one.start}")
        seen.add((one.indicator, one.start))
