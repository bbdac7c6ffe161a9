"""What a child protection plan is to a reader of a case file: whose it is, and on which days it is open."""

from collections.abc import Iterator
from datetime import date, timedelta

from tests.oracle.days import DAY, Row, Rows, holidays

OTHERS = "another council's plan"


def whose(plan: Row) -> str | None:
    """Return why a plan is left out; a plan of which nobody said whose it is, is ours."""
    return OTHERS if plan["other_authority"] else None


def plans_on_the_day(cp_plan: Rows, period: Rows) -> Iterator[tuple[Row, date]]:
    """Yield each plan with each last day of a period after which it was still open."""
    for one in period:
        today = one["period_end"]
        for plan in cp_plan:
            if plan["started"] <= today and not (plan["ended"] is not None and plan["ended"] <= today):
                yield plan, today


def plan_of_each_child(cp_plan: Rows, period: Rows) -> Iterator[tuple[Row, date]]:
    """Yield one plan a child and day: ours before another council's, then the one begun first."""
    chosen: dict[tuple[str, date], Row] = {}
    for plan, today in plans_on_the_day(cp_plan, period):
        rivals = [plan, chosen.get((plan["child_id"], today), plan)]
        chosen[plan["child_id"], today] = min(
            rivals, key=lambda row: (bool(row["other_authority"]), row["started"], row["plan_id"])
        )
    for (_, today), plan in chosen.items():
        yield plan, today


def of_a_plan(plan: Row, day: date, period_end: date) -> Row:
    """Return the columns that every case of a plan has."""
    return {
        "period_end": period_end,
        "authority": plan["authority"],
        "case_id": plan["plan_id"],
        "child_id": plan["child_id"],
        "case_date": day,
        "excluded": whose(plan),
        "recorded": plan["recorded"],
        "team": plan["team"],
    }


def others_visit(visit: Row, cp_plan: Rows) -> str | None:
    """Return why a visit is left out: all the plans it can belong to are another council's."""
    belongs = [
        plan
        for plan in cp_plan
        if plan["child_id"] == visit["child_id"]
        and (
            plan["plan_id"] == visit["plan_id"]
            if visit["plan_id"] is not None
            else plan["started"] <= visit["made"] <= (plan["ended"] or date.max)
        )
    ]
    return OTHERS if belongs and all(plan["other_authority"] for plan in belongs) else None


def months_on(day: date, months: int) -> date:
    """Turn the calendar's leaves: the same day of another month, or its last day where it has no such day."""
    month = day.replace(day=1)
    for _ in range(abs(months)):
        month = (month + timedelta(days=31)).replace(day=1) if months > 0 else (month - DAY).replace(day=1)
    try:
        return month.replace(day=day.day)
    except ValueError:
        return (month + timedelta(days=31)).replace(day=1) - DAY


def working_day_after(day: date, count: int) -> date:
    """Return the day on which so many working days have come after another."""
    while count > 0:
        day += DAY
        count -= day.weekday() < 5 and day not in holidays()
    return day
