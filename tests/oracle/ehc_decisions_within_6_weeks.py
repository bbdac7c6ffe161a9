"""SEND Regulations 2014, reg 5(1): at most 6 weeks from the request, save for reg 5(4)."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows, cases_by_day
from tests.oracle.ehc_known import after, begun, in_time


def ehc_decisions_within_6_weeks(ehc_request: Rows, period: Rows) -> Iterator[Row]:
    """Yield each request in the period of its decision. What was withdrawn the council did not decide."""
    words = {"Y": "to assess", "N": "not to assess"}
    for request, one in cases_by_day(ehc_request, period, "decided"):
        left_out = "statutory exception" if request["exception"] is True else None
        yield begun(request, one, "request_id", request["decided"]) | {
            "excluded": "request withdrawn" if request["decision"] == "W" else left_out,
            "met": in_time(request["received"], request["decided"], 6),
            "due": after(request["received"], 6),
            "done": request["decided"],
            "recorded": request["recorded"],
            "held_from": request["held_from"],
            "decision": words.get(request["decision"]),
            "team": request["team"],
        }
