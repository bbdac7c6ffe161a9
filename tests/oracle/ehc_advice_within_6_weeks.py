"""SEND Regulations 2014, reg 8(1): who is asked for advice gives it within 6 weeks."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows
from tests.oracle.ehc_known import NOTHING, after, answered_in_time, begun, by_id, time_is_up


def ehc_advice_within_6_weeks(ehc_advice: Rows, ehc_assessment: Rows, period: Rows) -> Iterator[Row]:
    """Yield each piece of advice asked for, in the period in which the answer was due."""
    assessments = by_id(ehc_assessment, "assessment_id")
    for advice, one, day in time_is_up(ehc_advice, period, "requested", "received", 6):
        child = assessments.get(advice["assessment_id"], NOTHING)["child_id"]
        yield begun(advice | {"child_id": child}, one, "advice_id", day) | {
            "excluded": None,
            "met": answered_in_time(advice["requested"], advice["received"], 6),
            "due": after(advice["requested"], 6),
            "done": advice["received"],
            "recorded": advice["recorded"],
            "held_from": advice["held_from"],
            "kind": advice["kind"] and advice["kind"].lower(),
        }
