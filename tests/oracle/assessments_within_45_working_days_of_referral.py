"""Working Together: an assessment is finished no more than 45 working days after the point of referral."""

from collections.abc import Iterator
from datetime import date

from tests.oracle.days import Row, Rows, cases_by_day, working_days_after
from tests.oracle.front_door_known import nth_working_day_after


def assessments_within_45_working_days_of_referral(
    assessment: Rows, referral: Rows, period: Rows
) -> Iterator[Row]:
    """Yield each assessment completed in a period. Without its referral, or with one after the end: not known."""
    came = {row["referral_id"]: row["received"] for row in referral}
    for row, one in cases_by_day(assessment, period, "completed"):
        received, completed = came.get(row["referral_id"]), row["completed"]
        known = received is not None and received <= completed
        yield {
            "period_end": one["period_end"],
            "authority": row["authority"],
            "case_id": row["assessment_id"],
            "child_id": row["child_id"],
            "case_date": completed,
            "excluded": None,
            "met": working_days_after(received, completed) <= 45 if known else None,
            "due": nth_working_day_after(received, 45) if received else None,
            "done": completed,
            "recorded": row["recorded"],
            "held_from": row["held_from"],
            "team": row["team"],
            "which_assessment": None if received is None else _which(row, assessment),
        }


def _which(row: Row, assessment: Rows) -> str:
    """Say whether another assessment of the same referral was begun before this one; one without a start is last."""
    of_it = [other for other in assessment if other["referral_id"] == row["referral_id"]]
    first = min(of_it, key=lambda other: (other["started"] or date.max, other["assessment_id"]))
    return "First" if first is row else "Later"
