"""DfE: missing is not where expected with whereabouts not known; away without authorisation is another thing."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows
from tests.oracle.missing_known import began_in


def missing_episodes(missing_episode: Rows, period: Rows) -> Iterator[Row]:
    """Yield each episode of being missing, in the periods in which it began."""
    for _, case in began_in(missing_episode, period, "M"):
        yield case
