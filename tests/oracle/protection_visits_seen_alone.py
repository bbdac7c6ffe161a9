"""Annex A asks of a visit whether the child was seen alone; silence is not yes."""

from collections.abc import Iterator

from tests.oracle.child_protection_known import others_visit
from tests.oracle.days import Row, Rows, cases_by_day


def protection_visits_seen_alone(cp_visit: Rows, cp_plan: Rows, period: Rows) -> Iterator[Row]:
    """Yield each visit made in a period. A child who was not seen was not seen alone."""
    for visit, one in cases_by_day(cp_visit, period, "made"):
        met = visit["seen_alone"]
        if visit["seen"] is False:
            met = None if met else False
        yield {
            "period_end": one["period_end"],
            "authority": visit["authority"],
            "case_id": visit["visit_id"],
            "child_id": visit["child_id"],
            "case_date": visit["made"],
            "excluded": others_visit(visit, cp_plan),
            "met": met,
            "done": visit["made"],
            "recorded": visit["recorded"],
            "team": visit["team"],
            "seen": visit["seen"],
            "plan_id": visit["plan_id"],
        }
