"""Local: the draft by week 16, so that the family's 15 days and the final plan fit before week 20."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows, cases_by_day
from tests.oracle.ehc_known import after, begun, excepted, in_time


def ehc_drafts_within_16_weeks(ehc_plan: Rows, ehc_plan_exception: Rows, period: Rows) -> Iterator[Row]:
    """Yield each plan in the period its draft was sent; of its issue, where that day is not known."""
    listed = [plan | {"day": plan["draft_sent"] or plan["issued"]} for plan in ehc_plan]
    for plan, one in cases_by_day(listed, period, "day"):
        yield begun(plan, one, "plan_id", plan["day"]) | {
            "excluded": "statutory exception" if excepted(plan, ehc_plan_exception) else None,
            "met": in_time(plan["requested"], plan["draft_sent"], 16),
            "due": after(plan["requested"], 16),
            "done": plan["draft_sent"],
            "recorded": plan["recorded"],
            "held_from": plan["held_from"],
            "team": plan["team"],
        }
