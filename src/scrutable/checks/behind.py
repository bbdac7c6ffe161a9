"""Says which failing rows stand behind one figure: those that are among its cases, or that bear on a child of them.

A row that fails somewhere in ten years of records is no reason to doubt last quarter's figure. It is behind a figure
where its check touches the indicator, it bears on a day of the period or of the months before it that the indicator
looks back on, and

- the figure lists rows of its table, and the row is one of them; or
- the figure lists something else, and the row's child is on the list.

A row that is missing from the list because its dates are wrong is behind no figure here: the page on data quality
counts it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from scrutable.checks.definition import Check
from scrutable.checks.running import Checked, Failing
from scrutable.engine.period import Period, add_months
from scrutable.figures.view import View
from scrutable.indicators.definition import Definition
from scrutable.register import schema


@dataclass(frozen=True)
class Behind:
    """The failing rows of one check that stand behind a figure, without those that an earlier check has told."""

    check: Check
    rows: tuple[Failing, ...]


class Doubts:
    """What failed over a view, asked figure by figure. The ids of a table are read once, when a row of it fails."""

    def __init__(self, view: View, checked: Sequence[Checked]) -> None:
        self.view = view
        self.checked = tuple(checked)
        self._rows: dict[str, frozenset[Pair]] = {}

    def behind(self, definition: Definition, period: Period) -> tuple[Behind, ...]:
        """Return the failing rows behind a figure by their checks. Each row is told once, so that they add up."""
        first, last = add_months(period.start, -definition.look_back), self.view.engine.last_day(period)
        touching = [
            (one.check, [row for row in one.rows if row.bears_on(first, last)])
            for one in self.checked
            if definition.id in one.check.touches
        ]
        if not any(rows for _, rows in touching):
            return ()  # most figures: their cases need not be listed
        listed = self._listed(definition, period)
        told: set[tuple[str, str]] = set()
        found = []
        for check, bearing in touching:
            rows = tuple(row for row in bearing if row.key not in told and listed.rests_on(row))
            told |= {row.key for row in rows}
            found += [Behind(check, rows)] if rows else []
        return tuple(found)

    def _listed(self, definition: Definition, period: Period) -> _Listed:
        """Return the cases of a figure, the excluded among them."""
        self.view.engine.set_periods([period])
        select = self.view.engine.select_of(definition)
        found = self.view.engine.rows(f"select distinct l.case_id, l.child_id from ({select}) l")
        return _Listed(frozenset(found), frozenset(_CASE_ID.findall(definition.select)), self._rows_of)

    def _rows_of(self, table: str) -> frozenset[Pair]:
        """Return the id of each row of a table with its child, as the view holds them."""
        if table not in self._rows:
            known = schema.tables()[table]
            child = "child_id" if "child_id" in known.columns else "cast(null as varchar)"
            self._rows[table] = frozenset(
                self.view.engine.rows(f"select {known.key[0]}, {child} from {table}")
            )
        return self._rows[table]


Pair = tuple[str, str | None]  # an id and its child's
_CASE_ID = re.compile(r"(?:(?<=\s)|(?<=\.))(\w+)\s+as\s+case_id\b", re.IGNORECASE)


class _Listed:
    """The cases of one figure. `named` are the columns that its SELECT calls case_id."""

    def __init__(
        self, cases: frozenset[Pair], named: frozenset[str], rows_of: Callable[[str], frozenset[Pair]]
    ) -> None:
        self.cases, self.named, self.rows_of = cases, named, rows_of
        self.children = frozenset(child for _, child in cases if child is not None)
        self._own: dict[str, bool] = {}

    def rests_on(self, row: Failing) -> bool:
        """Say whether a failing row that bears on the figure's days is behind it."""
        if self._lists_rows_of(row.table):
            # The list may hold the child by another row of the table, which does not fail.
            return (row.row_id, row.child_id) in self.cases
        return row.child_id in self.children

    def _lists_rows_of(self, table: str) -> bool:
        """Say whether the cases are rows of a table: by the name of its key, and because each is one, of its child.

        By the ids alone it could not be told: case systems number plans and visits alike from 1.
        """
        if table not in self._own:
            named = schema.tables()[table].key[0] in self.named
            self._own[table] = named and self.cases <= self.rows_of(table)
        return self._own[table]
