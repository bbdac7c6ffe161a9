"""LAIT and Working Together: a first review within 3 months, then one within 6 months of the last, all of them."""

from collections.abc import Iterator
from datetime import date

from tests.oracle.child_protection_known import months_on, of_a_plan, plan_of_each_child
from tests.oracle.days import Row, Rows


def protection_reviews_in_time(cp_plan: Rows, cp_review: Rows, period: Rows) -> Iterator[Row]:
    """Yield one row for each child with a plan at the end of a period, judged by what had happened by then."""
    for plan, today in plan_of_each_child(cp_plan, period):
        named = [row for row in cp_review if row["plan_id"] == plan["plan_id"]]
        reviews = sorted(row["held"] for row in cp_review if _is_of(row, plan) and row["held"] <= today)
        due, missed = _walk(plan["started"], reviews, today)
        case = of_a_plan(plan, today, today)
        if case["excluded"] is None and months_on(plan["started"], 3) > today:
            case["excluded"] = "on a plan for less than 3 months"
        yield case | {
            "met": None if any(row["held"] <= plan["started"] for row in named) else missed is None,
            "due": due,
            "latest_category": plan["latest_category"],
            "started": plan["started"],
            "last_reviewed": reviews[-1] if reviews else plan["started"],
            "first_missed": missed,
        }


def _is_of(review: Row, plan: Row) -> bool:
    """Say whether a review is one of a plan: held after it began, and named or held while it was open."""
    if review["child_id"] != plan["child_id"] or review["held"] <= plan["started"]:
        return False
    if review["plan_id"] is not None:
        return bool(review["plan_id"] == plan["plan_id"])
    return plan["ended"] is None or bool(review["held"] <= plan["ended"])


def _walk(started: date, reviews: list[date], today: date) -> tuple[date, date | None]:
    """Return when the next review is due, and the first day that was missed."""
    due, missed = months_on(started, 3), None
    for held in reviews:
        if held > due and missed is None:
            missed = due
        due = months_on(held, 6)
    if due < today and missed is None:
        missed = due
    return due, missed
