"""The council's list of social workers: who of them works for the council on a day."""

from collections.abc import Iterator

from tests.oracle.workforce_known import Row, Rows, people


def social_workers(worker: Rows, period: Rows) -> Iterator[Row]:
    """Yield everyone who had begun by the last day of a period and had not ended by it."""
    words = {"agency": "Agency", "employee": "Employee"}
    for row, case in people(worker, period):
        yield case | {"kind": words.get(row["kind"])}
