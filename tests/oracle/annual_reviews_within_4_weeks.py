"""SEND Regulations 2014, reg 20(10): the decision is sent within 4 weeks of the review meeting."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows
from tests.oracle.ehc_known import after, answered_in_time, begun, time_is_up


def annual_reviews_within_4_weeks(annual_review: Rows, period: Rows) -> Iterator[Row]:
    """Yield each review in the period in which its four weeks were up, or of the letter where it has no day."""
    for review, one, day in time_is_up(annual_review, period, "held", "notified", 4):
        yield begun(review, one, "review_id", day) | {
            "excluded": None,
            "met": answered_in_time(review["held"], review["notified"], 4),
            "due": after(review["held"], 4),
            "done": review["notified"],
            "recorded": review["recorded"],
            "held_from": review["held_from"],
            "decision": review["decision"],
        }
