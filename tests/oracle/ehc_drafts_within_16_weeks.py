"""Local: the draft by week 16, so that the family's 15 days and the final plan fit before week 20."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows, cases_by_day
from tests.oracle.ehc_known import after, begun, excepted, in_time


def ehc_drafts_within_16_weeks(ehc_plan: Rows, ehc_plan_exception: Rows, period: Rows) -> Iterator[Row]:
    """Yield each plan in the period its draft was sent."""
    for plan, one in cases_by_day(ehc_plan, period, "draft_sent"):
        yield begun(plan, one, "plan_id", plan["draft_sent"]) | {
            "excluded": "statutory exception" if excepted(plan, ehc_plan_exception) else None,
            "met": in_time(plan["requested"], plan["draft_sent"], 16),
            "due": after(plan["requested"], 16),
            "done": plan["draft_sent"],
            "recorded": plan["recorded"],
            "team": plan["team"],
        }
