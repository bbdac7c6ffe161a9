"""DfE: agency full-time equivalents of all, the agency's own among them, on a day."""

from collections.abc import Iterator

from tests.oracle.workforce_known import Row, Rows, people


def agency_rate(worker: Rows, period: Rows) -> Iterator[Row]:
    """Yield everyone who works on the last day of a period: what they work, and how much of it is an agency's."""
    for row, case in people(worker, period):
        share = {"agency": 1, "employee": 0}.get(row["kind"])
        if share == 0:
            of_agency: float | None = 0.0
        else:
            of_agency = None if share is None else row["fte"]
        yield case | {"amount": of_agency, "base": row["fte"]}
