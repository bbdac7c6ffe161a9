"""The council's rule for children in need: as for child protection, but no plan of theirs is another council's."""

from collections.abc import Iterator

from tests.oracle.child_protection_visits_in_time import child_protection_visits_in_time
from tests.oracle.days import Row, Rows


def child_in_need_visits_in_time(cin_plan: Rows, cin_visit: Rows, period: Rows) -> Iterator[Row]:
    """Yield each visit that fell due while a plan was open, in the periods its day lies in.

    The rule is the same but for whose plan it is, and that a visit is of the child of its plan.
    """
    children = {row["plan_id"]: row["child_id"] for row in cin_plan}
    visits = [
        row for row in cin_visit if row["plan_id"] is None or children.get(row["plan_id"]) == row["child_id"]
    ]
    plans = [row | {"other_authority": False} for row in cin_plan]
    yield from child_protection_visits_in_time(plans, visits, period)
