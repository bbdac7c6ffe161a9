"""From a visit to a child in care to its record."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows
from tests.oracle.recording_known import days_to_record


def care_visits_days_to_record(care_visit: Rows, period: Rows) -> Iterator[Row]:
    """Yield each visit made in a period, with the days until it was written up."""
    yield from days_to_record(care_visit, period)
