"""SEND Regulations 2014, reg 13(2): 20 weeks from the request, save for the exceptions of reg 13(3)."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows, cases_by_day
from tests.oracle.ehc_known import after, excepted, in_time


def ehc_plans_within_20_weeks(ehc_plan: Rows, ehc_plan_exception: Rows, period: Rows) -> Iterator[Row]:
    """Yield one case per plan issued in a period. Twenty weeks is 140 days; day 140 is in time."""
    for plan, one in cases_by_day(ehc_plan, period, "issued"):
        requested, issued = plan["requested"], plan["issued"]
        yield {
            "period_end": one["period_end"],
            "authority": plan["authority"],
            "case_id": plan["plan_id"],
            "child_id": plan["child_id"],
            "case_date": issued,
            "excluded": "statutory exception" if excepted(plan, ehc_plan_exception) else None,
            "met": in_time(requested, issued, 20),
            "due": after(requested, 20),
            "done": issued,
            "recorded": plan["recorded"],
            "held_from": plan["held_from"],
            "team": plan["team"],
        }
