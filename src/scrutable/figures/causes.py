"""Why a case of a figure is not what it was: one cause for each, told by the row of the register that moved it.

What can be read off the two lists comes first (left out, moved to another period, merged); for the rest the changed
row is found that names the case or its child and lies nearest to it in its dates. A cause is a statement about the
records, not about anybody's intentions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from scrutable.engine import changes
from scrutable.engine.changes import RowChange
from scrutable.engine.period import Period
from scrutable.errors import UsageFault
from scrutable.figures.contributions import Case
from scrutable.figures.differences import Differences
from scrutable.figures.fold import CIRCUMSTANCES
from scrutable.figures.statement import PEOPLE
from scrutable.indicators.definition import Definition

if TYPE_CHECKING:
    from scrutable.figures.view import View

EXCLUDED = "excluded, or no longer"
MOVED = "moved between periods"
DEFINITION_CHANGED = "definition changed"
OTHER = "another record changed"
# Every cause with what it means, in the order in which they are told.
CAUSES = {
    changes.RECORDED_LATE: "It had happened by the earlier day and was written up after it",
    changes.DATE_CORRECTED: "A date in its records was changed",
    changes.OUTCOME_CORRECTED: "Something else in its records was changed: an outcome, a reason, a mark",
    changes.DELETED: "A record that it rested on is no longer in the case system",
    changes.MERGED: "Two records were found to be one child, or were parted again",
    EXCLUDED: "It is left out now and was counted before, or the other way round",
    MOVED: "It is dated in another period now",
    changes.ANOTHER_SOURCE: "Another source speaks for its records now",
    changes.HAPPENED_SINCE: "It happened, or fell due, after the earlier day, when the period was still running",
    DEFINITION_CHANGED: "The indicator is defined otherwise now; the records are the same",
    OTHER: "A record changed that names neither the case nor its child",
}
NEIGHBOURS = 4  # how many periods before and after are looked through for a case that has moved
# Of several rows equally near, the one whose cause says most.
_SAYS_MOST = (
    changes.DELETED,
    changes.DATE_CORRECTED,
    changes.RECORDED_LATE,
    changes.OUTCOME_CORRECTED,
    changes.ANOTHER_SOURCE,
    changes.HAPPENED_SINCE,
    changes.MERGED,
)


@dataclass(frozen=True)
class Explained:
    """The cause of one change, and the row that shows it, where one can be named."""

    cause: str
    row: RowChange | None


Explain: TypeAlias = Callable[[Sequence[Case], Sequence[Case]], Explained]


class Explaining:
    """Explains the changes of one indicator and period between two views."""

    def __init__(
        self,
        differences: Differences,
        definition: Definition,
        period: Period,
        listed: tuple[Iterable[Case], Iterable[Case]],
        of_part: bool = False,
    ) -> None:
        self.before, self.after = differences.before, differences.after
        self.differences, self.definition, self.period = differences, definition, period
        before, after = (_children_of(cases) for cases in listed)
        self.of_part = of_part  # what a child is broken down by may have moved it, too
        self.listed = before, after  # the children that each case is listed under

    def explain(self, was: Sequence[Case], are: Sequence[Case]) -> Explained:
        """Return why the cases of one plan, visit or person are `are` where they were `was`."""
        row = self._nearest(was, are)
        if was and are and _all_excluded(was) != _all_excluded(are):
            return Explained(EXCLUDED, row)
        people = self.definition.counts in PEOPLE
        # One and the same plan that has another child now has not been moved by that: its own record says why.
        if (people or not (was and are)) and (merged := self._merged(was, are)):
            return Explained(changes.MERGED, merged)
        if not (was and are) and not people and self._moved(was, are):
            return Explained(MOVED, row)
        if not was and self._lay_ahead(are):
            return Explained(changes.HAPPENED_SINCE, None)
        if row is not None:
            return Explained(self._cause(row, was, are), row)
        return Explained(changes.HAPPENED_SINCE if self._ran_on else OTHER, None)

    def _cause(self, row: RowChange, was: Sequence[Case], are: Sequence[Case]) -> str:
        """Return the cause of a row for this case. Of several dates that it brought, those of the case decide."""
        days = row.brought & _days((*was, *are))
        if row.cause not in (changes.RECORDED_LATE, changes.HAPPENED_SINCE) or not days:
            return row.cause
        return changes.since(min(days), self.before.known_on.date())

    def _lay_ahead(self, cases: Sequence[Case]) -> bool:
        """Whether some cases are dated after the earlier day, in a period that was still running then."""
        day = self.before.known_on.date()
        dated = [changes.day_of(case["case_date"]) for case in cases]
        return self._ran_on and all(one is not None and one > day for one in dated)

    @property
    def _ran_on(self) -> bool:
        """Whether the period ended later in the later view: the earlier one knew only a part of it."""
        ends = [view.engine.last_day(self.period) for view in (self.before, self.after)]
        return ends[0] != ends[1]

    @cached_property
    def _rows(self) -> dict[str, list[RowChange]]:
        """Every changed row of the tables that the definition reads, by each id in it; and the merges."""
        names = self.after.engine.tables_of(self.definition)
        found = self.differences.of(names | set(CIRCUMSTANCES) if self.of_part else names)
        for one, row in self.differences.merges.items():
            found.setdefault(one, []).append(row)
        return found

    @cached_property
    def _elsewhere(self) -> tuple[set[str], set[str]]:
        """The ids of cases in the periods before and after this one, as known on either moment."""
        try:
            steps = [*range(-NEIGHBOURS, 0), *range(1, NEIGHBOURS + 1)]
            around = [self.period.before(step) for step in steps] if self.period.months else []
        except UsageFault:  # a year to date has no periods before it
            around = []
        around = [one for one in around if one.end < self.period.start or one.start > self.period.end]
        before, after = (
            {
                str(case_id)
                for case_id in view.case_list(self.definition, _begun(view, around))["case_id"].to_pylist()
            }
            if around
            else set()
            for view in (self.before, self.after)
        )
        return before, after

    def _moved(self, was: Sequence[Case], are: Sequence[Case]) -> bool:
        """Whether a case that is here on one moment only stands in another period on the other moment only."""
        if self.definition.stock:
            return False
        before, after = self._elsewhere
        case = str((was or are)[0]["case_id"])
        return case in before and case not in after if are else case in after and case not in before

    def _merged(self, was: Sequence[Case], are: Sequence[Case]) -> RowChange | None:
        """Return the merge by which a case stands under another child now, or stood under another before."""
        for cases, elsewhere in ((was, self.listed[1]), (are, self.listed[0])):
            for case in cases:
                child, case_id = str(case["child_id"]), str(case["case_id"])
                row = self.differences.merges.get(child)
                # A case that is the child itself goes by the child's id, and changes it with the child.
                ids = row.ids if row and case_id == child else {case_id}
                others = {one for each in ids for one in elsewhere.get(each, ())} - {child}
                if row and others & row.ids:
                    return row
        return None

    def _nearest(self, was: Sequence[Case], are: Sequence[Case]) -> RowChange | None:
        """Return the changed row that names the case or its child and lies nearest to it."""
        cases = (*was, *are)
        own, days = _own(cases), _days(cases)
        children = {one for child in _children(cases) for one in self.differences.also_known_as(child)}
        around = {id(row): row for one in sorted(own | children) for row in self._rows.get(one, ())}
        if not around:
            return None
        # What happened after the earlier day adds no case to a period that had ended by then.
        over = not (was and are) and not self._ran_on

        def distance(row: RowChange) -> tuple[bool, bool, bool, int, str, str]:
            later = over and row.cause == changes.HAPPENED_SINCE
            most = _SAYS_MOST.index(row.cause)
            return later, not (row.dates & days), not (row.ids & own), most, row.table, row.row_id

        return min(around.values(), key=distance)


def _begun(view: View, periods: Iterable[Period]) -> list[Period]:
    """Leave out periods that had not begun, and of several that end on the last day known all but the first."""
    ends: dict[date, Period] = {}
    for period in periods:
        end = view.engine.last_day(period)
        if end >= period.start:
            ends.setdefault(end, period)
    return list(ends.values())


def _children_of(cases: Iterable[Case]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for case in cases:
        found.setdefault(str(case["case_id"]), set()).add(str(case["child_id"]))
    return found


def _all_excluded(cases: Iterable[Case]) -> bool:
    return all(case["excluded"] is not None for case in cases)


def _ids(cases: Iterable[Case]) -> list[str]:
    return [str(case["case_id"]) for case in cases]


def _children(cases: Iterable[Case]) -> set[str]:
    return {str(case["child_id"]) for case in cases if case["child_id"]}


def _own(cases: Sequence[Case]) -> set[str]:
    """Return all ids that some cases name but the child's, and what such an id is made of.

    An id begins with the authority's number. A visit due is "999/12/2019-12-20": the plan 999/12 and the day.
    """
    found = set()
    for case in cases:
        start = f"{case['authority']}/"
        for value in case.values():
            if isinstance(value, str) and value.startswith(start):
                parts = value.split("/")
                found |= {"/".join(parts[:length]) for length in range(2, len(parts) + 1)}
    return found - _children(cases)


def _days(cases: Iterable[Case]) -> set[date]:
    found = set()
    for case in cases:
        for name, value in case.items():
            if name not in ("period_end", "recorded") and isinstance(value, date):
                found.add(changes.day_of(value))
    return {day for day in found if day is not None}
