"""SEND Regulations 2014, reg 5: the answer to a request is to assess or not to assess."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows, cases_by_day
from tests.oracle.ehc_known import begun


def ehc_requests_refused(ehc_request: Rows, period: Rows) -> Iterator[Row]:
    """Yield each request in the period of its answer; met where that was no."""
    for request, one in cases_by_day(ehc_request, period, "decided"):
        yield begun(request, one, "request_id", request["decided"]) | {
            "excluded": "request withdrawn" if request["decision"] == "W" else None,
            "met": {"N": True, "Y": False}.get(request["decision"]),
            "recorded": request["recorded"],
            "source_group": request["source_group"],
            "team": request["team"],
        }
