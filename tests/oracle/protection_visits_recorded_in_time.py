"""The council's rule: a visit is written up within so many working days of the day it was made."""

from collections.abc import Iterator
from datetime import date

from tests.oracle.child_protection_known import others_visit, working_day_after
from tests.oracle.days import Row, Rows, cases_by_day


def protection_visits_recorded_in_time(
    cp_visit: Rows, cp_plan: Rows, local_rule: Rows, period: Rows
) -> Iterator[Row]:
    """Yield each visit made in a period, judged by the day of its record and not by the day of the visit."""
    allowed = {
        row["authority"]: row["amount"] for row in local_rule if row["rule"] == "visit_recorded_working_days"
    }
    for visit, one in cases_by_day(cp_visit, period, "made"):
        days = allowed.get(visit["authority"])
        due = working_day_after(visit["made"], days) if days else None
        written_up = visit["recorded"].date() if visit["recorded"] else None
        yield {
            "period_end": one["period_end"],
            "authority": visit["authority"],
            "case_id": visit["visit_id"],
            "child_id": visit["child_id"],
            "case_date": visit["made"],
            "excluded": others_visit(visit, cp_plan),
            "met": _in_time(visit, written_up, due),
            "due": due,
            "done": written_up,
            "recorded": visit["recorded"],
            "team": visit["team"],
            "made": visit["made"],
            "plan_id": visit["plan_id"],
        }


def _in_time(visit: Row, written_up: date | None, due: date | None) -> bool | None:
    """Judge a record; one that is only known to have been there by the day it was loaded cannot be called late."""
    if written_up is None or due is None or written_up < visit["made"]:
        return None
    if written_up <= due:
        return True
    return None if visit["recorded"] == visit["held_from"] else False
