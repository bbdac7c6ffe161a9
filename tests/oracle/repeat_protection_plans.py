"""LAIT: a plan is a repeat if the child has had any before, however long ago and wherever that is known from."""

from collections.abc import Iterator

from tests.oracle.child_protection_known import of_a_plan
from tests.oracle.days import Row, Rows, cases_by_day


def repeat_protection_plans(cp_plan: Rows, period: Rows) -> Iterator[Row]:
    """Yield each plan begun in a period. Silence about earlier plans is no proof that there were none."""
    for plan, one in cases_by_day(cp_plan, period, "started"):
        said = plan["previous_plans"]
        seen = [
            other
            for other in cp_plan
            if other["child_id"] == plan["child_id"] and other["started"] < plan["started"]
        ]
        met = None if said is None else said >= 1
        yield of_a_plan(plan, plan["started"], one["period_end"]) | {
            "met": True if seen else met,
            "first_category": plan["first_category"],
            "previous_plans": said,
        }
