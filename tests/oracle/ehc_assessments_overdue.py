"""SEND Regulations 2014, reg 13(2): 20 weeks from the request, seen from those still waiting."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows
from tests.oracle.ehc_assessments_open import ehc_assessments_open


def ehc_assessments_overdue(
    ehc_request: Rows, ehc_assessment: Rows, ehc_plan: Rows, period: Rows
) -> Iterator[Row]:
    """Yield the open assessments with whether more than 140 days have gone since the request."""
    for case in ehc_assessments_open(ehc_request, ehc_assessment, ehc_plan, period):
        del case["weeks_open"]
        yield case | {"met": case["period_end"] > case["due"]}
