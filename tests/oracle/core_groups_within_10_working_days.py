"""Local procedures: the core group of a plan first meets within 10 working days of the initial conference."""

from collections.abc import Iterator
from datetime import date

from tests.oracle.child_protection_known import months_on, of_a_plan, working_day_after
from tests.oracle.days import Row, Rows, within


def core_groups_within_10_working_days(
    cp_plan: Rows, core_group: Rows, conference: Rows, period: Rows
) -> Iterator[Row]:
    """Yield each plan on the day by which its core group should have met, whether it had or not."""
    for plan in cp_plan:
        began = _conference_of(plan, conference) or plan["started"]
        due = working_day_after(began, 10)
        meetings = [row for row in core_group if row["plan_id"] == plan["plan_id"]]
        held = [row["held"] for row in meetings]
        after = [day for day in held if day >= began]
        in_time = any(day <= due for day in after)
        first = [row for row in meetings if row["held"] == min(after, default=None)]
        for one in period:
            if within(due, one):
                case = of_a_plan(plan, due, one["period_end"])
                if case["excluded"] is None and plan["ended"] is not None and plan["ended"] < due:
                    case["excluded"] = "plan ended before the day due"
                yield case | {
                    "met": True if in_time else (False if len(after) == len(held) else None),
                    "due": due,
                    "done": min(after, default=None),
                    "recorded": min((row["recorded"] for row in first if row["recorded"]), default=None),
                    "held_from": min((row["held_from"] for row in first if row["held_from"]), default=None),
                    "started": plan["started"],
                    "clock_began": began,
                }


def _conference_of(plan: Row, conference: Rows) -> date | None:
    """Return the day of the child's last conference in the month up to the plan that may have made it."""
    days = [
        row["held"]
        for row in conference
        if row["child_id"] == plan["child_id"]
        and row["plan_made"] is not False
        and months_on(plan["started"], -1) <= row["held"] <= plan["started"]
    ]
    return max(days, default=None)
