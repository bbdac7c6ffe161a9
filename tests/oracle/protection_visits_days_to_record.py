"""From a visit to a child on a child protection plan to its record."""

from collections.abc import Iterator

from tests.oracle.child_protection_known import others_visit
from tests.oracle.days import Row, Rows
from tests.oracle.recording_known import days_to_record


def protection_visits_days_to_record(cp_visit: Rows, cp_plan: Rows, period: Rows) -> Iterator[Row]:
    """Yield each visit made in a period; under another council's plan it is not ours to write up."""
    yield from days_to_record(cp_visit, period, lambda visit: others_visit(visit, cp_plan))
