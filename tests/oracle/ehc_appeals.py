"""Children and Families Act 2014 s51: a parent or young person may appeal to the Tribunal."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows, cases_by_day
from tests.oracle.ehc_known import begun


def ehc_appeals(ehc_dispute: Rows, period: Rows) -> Iterator[Row]:
    """Yield each appeal in the period it was registered."""
    for dispute, one in cases_by_day(ehc_dispute, period, "opened"):
        if dispute["kind"] == "appeal":
            yield begun(dispute, one, "dispute_id", dispute["opened"]) | {
                "excluded": None,
                "recorded": dispute["recorded"],
                "about": dispute["about"],
            }
