"""Children with at least one episode of being missing: the list is of episodes, the figure is of children."""

from collections import Counter
from collections.abc import Iterator

from tests.oracle.days import Row, Rows
from tests.oracle.missing_episodes import missing_episodes


def children_missing(missing_episode: Rows, period: Rows) -> Iterator[Row]:
    """Yield the episodes of the children to be counted, each child once a period by the fold."""
    cases = list(missing_episodes(missing_episode, period))
    times = Counter((case["period_end"], case["child_id"]) for case in cases)
    for case in cases:
        yield case | {"times_missing": in_words(times[case["period_end"], case["child_id"]])}


def in_words(times: int) -> str:
    """Say how often in one of three groups."""
    return {1: "once", 2: "2 to 4 times", 3: "2 to 4 times", 4: "2 to 4 times"}.get(times, "5 times or more")
