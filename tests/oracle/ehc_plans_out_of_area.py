"""Local: whether the main placement of a child with a plan is in another council's area."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows
from tests.oracle.ehc_known import begun, held_on


def ehc_plans_out_of_area(ehc_plan: Rows, ehc_placement: Rows, period: Rows) -> Iterator[Row]:
    """Yield each plan held, with whether the child's first-ranked placement of that day is elsewhere."""
    for one in period:
        today = one["period_end"]
        for plan in ehc_plan:
            if not held_on(plan, today):
                continue
            main = [
                row
                for row in ehc_placement
                if row["child_id"] == plan["child_id"]
                and row["rank"] == 1
                and held_on({"issued": row["started"], "ceased": row["ended"]}, today)
            ]
            last = max(
                main, key=lambda row: (row["started"].toordinal(), _back(row["placement_id"])), default={}
            )
            place = last.get("placed_in")
            yield begun(plan, one, "plan_id", today) | {
                "excluded": None,
                "met": None if place is None else place != plan["authority"],
                "recorded": plan["recorded"],
                "team": plan["team"],
                "placed_in": place,
            }


def _back(text: str) -> list[int]:
    """Return what puts an earlier id later: of two that began together the first id is taken."""
    return [-ord(letter) for letter in text]
