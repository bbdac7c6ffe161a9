"""Why a figure of a past period is not what it was: every case that entered, left or changed, each with one cause.

The same indicator and period are listed as known on two moments. What each case adds is taken from `contributions`,
so the causes sum to the change of the figure with nothing left over. Where the definition was another then, both are
run over the later records, and what the definition did stands apart from what the data did. `causes.py` tells why.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from scrutable.engine.changes import RowChange
from scrutable.engine.period import Period
from scrutable.errors import UsageFault
from scrutable.figures import contributions
from scrutable.figures.causes import (
    CAUSES,
    DEFINITION_CHANGED,
    Explain,
    Explained,
    Explaining,
)
from scrutable.figures.contributions import Case, Contribution
from scrutable.figures.differences import Differences
from scrutable.figures.figure import Figure
from scrutable.figures.statement import COUNTS
from scrutable.indicators.definition import Definition

if TYPE_CHECKING:
    from scrutable.figures.view import View

Part: TypeAlias = tuple[str, str]  # a breakdown and one of its parts: ("sex", "Female")
# A case has changed where one of these differs, even if it adds to the figure what it did.
_JUDGED = ("excluded", "met", "amount", "base", "case_date", "due", "done")


@dataclass(frozen=True)
class Change:
    """One case, or one person with their cases, of which the two lists say different things.

    `what` is entered, left or changed; `adds` is what it adds to the figure now less what it added before.
    """

    key: str
    child_id: str | None
    what: str
    cause: str
    adds: Contribution
    before: tuple[Case, ...]
    after: tuple[Case, ...]
    row: RowChange | None = None  # the row of the register that moved it, where one can be named


@dataclass(frozen=True)
class CauseSum:
    """What one cause did to a figure: how many cases entered, left and changed by it, and what that adds up to."""

    cause: str
    entered: int
    left: int
    changed: int
    adds: Contribution


@dataclass(frozen=True)
class Revision:
    """A figure as known on two moments, and everything that lies between."""

    before: Figure
    after: Figure
    changes: tuple[Change, ...]
    period: Period
    definition_changed: bool = False

    @property
    def known(self) -> bool:
        """Whether there was a figure on both moments. Where there was none, no change can be told."""
        return all(figure.absent in ("", "no cases") for figure in (self.before, self.after))

    @property
    def moved(self) -> bool:
        """Whether a reader sees another figure: its value, its parts, its cases or what is left out of it."""
        shown = [
            (one.value, one.numerator, one.denominator, one.excluded, one.absent)
            for one in (self.before, self.after)
        ]
        return shown[0] != shown[1]

    @property
    def adds(self) -> Contribution:
        """What all changes add up to."""
        return contributions.total(change.adds for change in self.changes)

    def causes(self) -> list[CauseSum]:
        """Return what each cause did, in a fixed order; those that did nothing are left out."""
        found = []
        for cause in CAUSES:
            mine = [change for change in self.changes if change.cause == cause]
            if mine:
                entered, left, changed = (
                    sum(change.what == what for change in mine) for what in ("entered", "left", "changed")
                )
                adds = contributions.total(change.adds for change in mine)
                found.append(CauseSum(cause, entered, left, changed, adds))
        return found

    def remainder(self) -> Contribution:
        """Return what the causes do not explain: nothing, always. A law, not a hope: tests/laws/test_revisions.py."""
        if not self.known:
            return Contribution()
        return _shown(self.after) - _shown(self.before) - self.adds


def revision(
    before: View,
    after: View,
    indicator: str,
    period: Period,
    was: Definition | None = None,
    differences: Differences | None = None,
    part: Part | None = None,
) -> Revision:
    """Return how the figure of a period has moved from one view to a later one, case by case.

    `was` is the definition that the earlier figure was made by, where it is not the one of today; `differences` are
    those of the two views, where they have been made; `part` asks for one part of a breakdown only. Raises UsageFault
    U102 for an indicator there is not, U121 where the second view is not the later one.
    """
    if before.known_on > after.known_on:
        raise UsageFault(
            "U121",
            f"{before.said} is not before {after.said}, so nothing can have changed from the one to the other.",
            "Give the earlier day first.",
        )
    now = after.definition(indicator)
    then = was or now
    made = Revision(
        _figure(before, then, period, part),
        _figure(after, now, period, part),
        (),
        period,
        then.hash != now.hash,
    )
    if not made.known:
        return made
    listed_before, listed_after = (_cases(view, then, period, part) for view in (before, after))
    listed = (listed_before, listed_after)
    explaining = Explaining(differences or Differences(before, after), then, period, listed, part is not None)
    changes = _changes(then, listed_before, listed_after, explaining.explain)
    if then.hash != now.hash:
        by_now = _cases(after, now, period, part)
        changes += _changes(
            now, listed_after, by_now, lambda *_: Explained(DEFINITION_CHANGED, None), counted_by=then
        )
    return replace(made, changes=tuple(changes))


def _figure(view: View, definition: Definition, period: Period, part: Part | None) -> Figure:
    """Return the figure of the whole, or of a part. A part without cases is the whole with nothing in it."""
    using = view.using(definition)
    if part is None:
        [figure] = using.figures([definition.id], [period])
        return figure
    whole, *parts = using.figures([definition.id], [period], [part[0]])
    return next((one for one in parts if one.breakdown == part[1]), _nothing_of(whole, part))


def _nothing_of(whole: Figure, part: Part) -> Figure:
    numerator = None if whole.numerator is None else 0
    denominator = None if whole.denominator is None else 0
    value = 0 if whole.measures in COUNTS and whole.value is not None else None
    absent = whole.absent or ("" if value is not None else "no cases")
    return replace(
        whole, by=part[0], breakdown=part[1], numerator=numerator, denominator=denominator, value=value,
        excluded=0, unknown=0, lacking=0, absent=absent,
    )  # fmt: skip


def _cases(view: View, definition: Definition, period: Period, part: Part | None) -> list[Case]:
    cases: list[Case] = view.using(definition).cases(definition.id, period, part).to_pylist()
    return cases


def _changes(
    definition: Definition,
    before: Iterable[Case],
    after: Iterable[Case],
    explain: Explain,
    counted_by: Definition | None = None,
) -> list[Change]:
    """Return what differs between two lists. The first is counted by the definition it was made by."""
    then, now = contributions.keyed(counted_by or definition, before), contributions.keyed(definition, after)
    changes = []
    for key in sorted({*then, *now}):
        was, are = then.get(key, []), now.get(key, [])
        adds = contributions.of(definition, are) - contributions.of(counted_by or definition, was)
        if was and are and adds == Contribution() and _judged(was) == _judged(are):
            continue
        what = "changed" if was and are else "entered" if are else "left"
        told = explain(was, are)
        child = (are or was)[0]["child_id"]
        changes.append(Change(key, child, what, told.cause, adds, tuple(was), tuple(are), told.row))
    return changes


def _judged(cases: Sequence[Case]) -> list[tuple[object, ...]]:
    """Return what of some cases matters to the figure, in an order of their own."""
    return sorted((tuple(case.get(name) for name in _JUDGED) for case in cases), key=repr)


def _shown(figure: Figure) -> Contribution:
    """Return a figure's parts as its cases add up to them."""
    numerator, denominator = _exact(figure.numerator), _exact(figure.denominator)
    if figure.measures == "rate":  # divided by the population, which no case adds to
        denominator = Decimal(0)
    if figure.measures in ("mean", "sum") and figure.value is not None:
        counted = Decimal(int(figure.denominator or 0) - figure.unknown)
        numerator = _exact(figure.value) * (counted if figure.measures == "mean" else 1)
    return Contribution(round(numerator, 6), round(denominator, 6), figure.excluded)


def _exact(number: float | None) -> Decimal:
    return Decimal(repr(float(number or 0)))
