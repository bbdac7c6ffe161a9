"""DfE: away without authorisation is known to be elsewhere than where the child should be. It is not missing."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows
from tests.oracle.missing_known import began_in


def away_without_authorisation(missing_episode: Rows, period: Rows) -> Iterator[Row]:
    """Yield each episode of being away, in the periods in which it began."""
    for _, case in began_in(missing_episode, period, "A"):
        yield case
