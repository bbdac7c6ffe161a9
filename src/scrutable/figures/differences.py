"""What the register says differently in two views: the changed rows by the ids in them, and the children merged since.

Made once for two views and asked by every indicator, for many read the same tables. Read `causes.py` next.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from scrutable.engine import changes
from scrutable.engine.changes import RowChange

if TYPE_CHECKING:
    from scrutable.figures.view import View


class Differences:
    """What lies between two views, of which the second is the later."""

    def __init__(self, before: View, after: View) -> None:
        self.before, self.after = before, after
        self._tables: dict[str, list[RowChange]] = {}

    def of(self, names: Iterable[str]) -> dict[str, list[RowChange]]:
        """Return every changed row of some tables, by each id in it."""
        moments = (self.before.known_on, self.after.known_on)
        spoken = (self.before.spoken, self.after.spoken)
        found: dict[str, list[RowChange]] = {}
        for name in sorted(names):
            if name not in self._tables:
                self._tables[name] = changes.between(self.after.engine.con, [name], moments, spoken)
            for row in self._tables[name]:
                for one in sorted(row.ids):
                    found.setdefault(one, []).append(row)
        return found

    @cached_property
    def merges(self) -> dict[str, RowChange]:
        """Each child whom the earlier view held and who is read as another since, or no longer is, by every id."""
        before, after = self._read_as
        held = {row[0] for row in self.before.engine.rows("select child_id from child")}
        found = changes.merges(before, after, held | set(before))
        return {one: row for row in found for one in sorted(row.ids)}

    def also_known_as(self, child: str) -> set[str]:
        """Return the ids that are read as a child on either moment, its own among them: rows keep the id they had."""
        return {child} | self._ids.get(child, set())

    @cached_property
    def _read_as(self) -> tuple[dict[str, str], dict[str, str]]:
        """Each id of a child that is read as another's, on either moment."""
        asked = "select child_id, principal from same_child"
        before, after = (dict(view.engine.rows(asked)) for view in (self.before, self.after))
        return before, after

    @cached_property
    def _ids(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for read_as in self._read_as:
            for one, child in read_as.items():
                found.setdefault(child, set()).add(one)
        return found
