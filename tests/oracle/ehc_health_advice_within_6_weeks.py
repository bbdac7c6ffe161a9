"""SEND Regulations 2014, reg 8(1), for the health service alone."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows
from tests.oracle.ehc_advice_within_6_weeks import ehc_advice_within_6_weeks


def ehc_health_advice_within_6_weeks(ehc_advice: Rows, ehc_assessment: Rows, period: Rows) -> Iterator[Row]:
    """Yield of all advice that of the health service."""
    for case in ehc_advice_within_6_weeks(ehc_advice, ehc_assessment, period):
        if case.pop("kind") == "health":
            yield case
