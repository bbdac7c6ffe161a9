"""How far missing episodes are those of few children: the ten of each council with the most, by id where they tie."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows
from tests.oracle.missing_known import began_in


def share_of_ten_most_missing(missing_episode: Rows, period: Rows) -> Iterator[Row]:
    """Yield each episode of being missing, with whether fewer than ten children come before its child."""
    for one in period:
        cases = [case for _, case in began_in(missing_episode, [one], "M")]
        for case in cases:
            ours = [row["child_id"] for row in cases if row["authority"] == case["authority"]]
            mine = (-ours.count(case["child_id"]), case["child_id"])
            before = {child for child in ours if (-ours.count(child), child) < mine}
            yield case | {"met": len(before) < 10}
