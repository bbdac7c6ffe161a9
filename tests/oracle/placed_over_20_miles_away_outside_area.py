"""LAIT: more than 20 miles from home and outside the boundary, of all children looked after."""

from collections.abc import Iterator

from tests.oracle.children_in_care_known import Row, Rows, in_care_at


def placed_over_20_miles_away_outside_area(care_episode: Rows, child: Rows, period: Rows) -> Iterator[Row]:
    """Yield each child in care at the end of a period; met where both hold, null where that is not known."""
    alone = {row["child_id"]: row["unaccompanied_asylum_seeking"] for row in child}
    for care, latest, case, _ in in_care_at(care_episode, period):
        miles, outside = latest["distance_miles"], latest["outside_authority"]
        far = None if miles is None else miles > 20
        yield case | {
            "met": False if far is False or outside is False else True if far and outside else None,
            "recorded": latest["recorded"],
            "placement_type": latest["placement_type"],
            "unaccompanied_asylum_seeking": alone.get(care.child),
            "distance_miles": miles,
            "outside_authority": outside,
        }
