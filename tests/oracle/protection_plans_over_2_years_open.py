"""DfE statistics: of the children with a plan on a day, those with it for more than 729 days."""

from collections.abc import Iterator

from tests.oracle.child_protection_known import of_a_plan, plan_of_each_child
from tests.oracle.days import Row, Rows


def protection_plans_over_2_years_open(cp_plan: Rows, period: Rows) -> Iterator[Row]:
    """Yield one row for each child with a plan at the end of a period."""
    for plan, today in plan_of_each_child(cp_plan, period):
        days = (today - plan["started"]).days
        yield of_a_plan(plan, today, today) | {
            "met": days >= 730,
            "latest_category": plan["latest_category"],
            "started": plan["started"],
            "days_open": days,
        }
