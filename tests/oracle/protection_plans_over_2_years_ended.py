"""DfE table D7: plans that ended in a time, by how long they went on; two years are more than 729 days."""

from collections.abc import Iterator

from tests.oracle.child_protection_known import of_a_plan
from tests.oracle.days import Row, Rows, cases_by_day


def protection_plans_over_2_years_ended(cp_plan: Rows, period: Rows) -> Iterator[Row]:
    """Yield each plan that ended in a period. One that ended before it began went on for nobody knows how long."""
    for plan, one in cases_by_day(cp_plan, period, "ended"):
        days = (plan["ended"] - plan["started"]).days
        yield of_a_plan(plan, plan["ended"], one["period_end"]) | {
            "met": days >= 730 if days >= 0 else None,
            "latest_category": plan["latest_category"],
            "started": plan["started"],
            "days_open": days if days >= 0 else None,
        }
