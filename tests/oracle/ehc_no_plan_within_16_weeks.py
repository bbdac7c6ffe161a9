"""SEND Regulations 2014, reg 10(1): that there will be no plan is told within 16 weeks of the request."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows, cases_by_day
from tests.oracle.ehc_known import NOTHING, after, begun, by_id, in_time


def ehc_no_plan_within_16_weeks(ehc_assessment: Rows, ehc_request: Rows, period: Rows) -> Iterator[Row]:
    """Yield each assessment in the period it ended without a plan."""
    requests = by_id(ehc_request, "request_id")
    for assessment, one in cases_by_day(ehc_assessment, period, "outcome_date"):
        if assessment["outcome"] != "N":
            continue
        request = requests.get(assessment["request_id"], NOTHING)
        yield begun(assessment, one, "assessment_id", assessment["outcome_date"]) | {
            "excluded": "statutory exception" if assessment["exception"] is True else None,
            "met": in_time(request["received"], assessment["outcome_date"], 16),
            "due": after(request["received"], 16),
            "done": assessment["outcome_date"],
            "recorded": assessment["recorded"],
            "held_from": assessment["held_from"],
            "team": request["team"],
        }
