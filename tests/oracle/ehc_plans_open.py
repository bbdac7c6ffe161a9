"""Children and Families Act 2014, Part 3: a plan is kept from its issue until it is ceased."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows
from tests.oracle.ehc_known import begun, held_on


def ehc_plans_open(ehc_plan: Rows, period: Rows) -> Iterator[Row]:
    """Yield each plan held at the end of a period's last day."""
    for one in period:
        for plan in ehc_plan:
            if held_on(plan, one["period_end"]):
                yield begun(plan, one, "plan_id", one["period_end"]) | {
                    "excluded": None,
                    "recorded": plan["recorded"],
                    "team": plan["team"],
                }
