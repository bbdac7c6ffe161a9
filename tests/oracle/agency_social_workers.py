"""The council's list of social workers: who of them, on a day, works through an agency."""

from collections.abc import Iterator

from tests.oracle.workforce_known import Row, Rows, people


def agency_social_workers(worker: Rows, period: Rows) -> Iterator[Row]:
    """Yield each agency worker who had begun by the last day of a period and had not ended by it."""
    for row, case in people(worker, period):
        if row["kind"] == "agency":
            yield case
