"""DfE statistics: children who are the subject of a child protection plan on a day."""

from collections.abc import Iterator

from tests.oracle.child_protection_known import of_a_plan, plans_on_the_day
from tests.oracle.days import Row, Rows


def children_on_protection_plans(cp_plan: Rows, period: Rows) -> Iterator[Row]:
    """Yield each plan open at the end of a period; its child is what is counted."""
    for plan, today in plans_on_the_day(cp_plan, period):
        more = {"latest_category": plan["latest_category"], "started": plan["started"]}
        yield of_a_plan(plan, today, today) | more
