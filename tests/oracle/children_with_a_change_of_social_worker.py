"""Local: children in care whose social worker changed in a period."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from tests.oracle.children_in_care_known import ALWAYS, Row, Rows, in_care_at, reaches


def children_with_a_change_of_social_worker(
    allocation: Rows, care_episode: Rows, records: Rows, period: Rows
) -> Iterator[Row]:
    """Yield each child in care at the end of a period; met where somebody else took over in it."""
    for one in period:
        for care, latest, case, today in in_care_at(care_episode, [one]):
            own = [row for row in allocation if row["child_id"] == care.child and row["started"] <= today]
            changes = [day for day in handovers(own) if day >= one["period_start"]]
            yield case | {
                "met": bool(changes) if own else None,
                "done": max(changes, default=None),
                "recorded": latest["recorded"],
                "history": reaches(records, latest["authority"], "allocation", one["period_start"]),
                "changes": len(changes) if own else None,
                "in_care_since": care.since,
            }


def handovers(allocations: Rows) -> list[date]:
    """Return the days on which another worker began than the one before."""
    own = sorted(allocations, key=lambda row: (row["started"], row["ended"] or ALWAYS, row["allocation_id"]))
    pairs = pairwise(own)
    return [after["started"] for before, after in pairs if after["worker_id"] != before["worker_id"]]
