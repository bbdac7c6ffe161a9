"""Children with at least one episode of being missing: the list is of episodes, the figure is of children."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows
from tests.oracle.missing_episodes import missing_episodes


def children_missing(missing_episode: Rows, period: Rows) -> Iterator[Row]:
    """Yield the episodes of the children to be counted, each child once a period by the fold."""
    yield from missing_episodes(missing_episode, period)
