"""Local measure: a plan begun at most 24 months after the child's last one ended, of the plans on record."""

from collections.abc import Iterator

from tests.oracle.child_protection_known import months_on, of_a_plan
from tests.oracle.days import Row, Rows, cases_by_day


def repeat_protection_plans_within_2_years(cp_plan: Rows, records: Rows, period: Rows) -> Iterator[Row]:
    """Yield each plan begun in a period, with whether the records go back the two years that it takes to tell."""
    reach = {row["authority"]: row["begins"] for row in records if row["table_name"] == "cp_plan"}
    for plan, one in cases_by_day(cp_plan, period, "started"):
        since = months_on(plan["started"], -24)
        before = [
            other
            for other in cp_plan
            if other["child_id"] == plan["child_id"] and other["started"] < plan["started"]
        ]
        begins = reach.get(plan["authority"])
        yield of_a_plan(plan, plan["started"], one["period_end"]) | {
            "met": _within(before, since),
            "history": begins is not None and begins <= since,
            "first_category": plan["first_category"],
            "previous_plans": plan["previous_plans"],
        }


def _within(before: Rows, since: object) -> bool | None:
    """Say whether any earlier plan was open on or after a day: yes, no, or None where an end is not known."""
    answers: list[bool | None] = []
    for plan in before:
        end_known = plan["ended"] is not None and plan["ended"] >= plan["started"]
        if end_known:
            answers.append(plan["ended"] >= since)
        else:
            answers.append(True if plan["started"] >= since else None)
    if True in answers:
        return True
    return None if None in answers else False
