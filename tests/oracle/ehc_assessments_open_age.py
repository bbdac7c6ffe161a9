"""SEND Regulations 2014, regs 5, 10 and 13: how long each request has waited for its end."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows
from tests.oracle.ehc_assessments_open import ehc_assessments_open


def ehc_assessments_open_age(
    ehc_request: Rows, ehc_assessment: Rows, ehc_plan: Rows, period: Rows
) -> Iterator[Row]:
    """Yield the open assessments with the days since the request."""
    received = {row["request_id"]: row["received"] for row in ehc_request}
    for case in ehc_assessments_open(ehc_request, ehc_assessment, ehc_plan, period):
        yield case | {"amount": (case["period_end"] - received[case["case_id"]]).days}
