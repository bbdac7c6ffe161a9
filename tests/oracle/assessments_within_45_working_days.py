"""DfE children in need, table C2: assessments by working days from start to authorisation; 45 is in time."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows, cases_by_day, working_days_after
from tests.oracle.front_door_known import nth_working_day_after


def assessments_within_45_working_days(assessment: Rows, period: Rows) -> Iterator[Row]:
    """Yield each assessment completed in a period. With no start, or one after the end, its length is not known."""
    for row, one in cases_by_day(assessment, period, "completed"):
        started, completed = row["started"], row["completed"]
        known = started is not None and started <= completed
        yield {
            "period_end": one["period_end"],
            "authority": row["authority"],
            "case_id": row["assessment_id"],
            "child_id": row["child_id"],
            "case_date": completed,
            "excluded": None,
            "met": working_days_after(started, completed) <= 45 if known else None,
            "due": nth_working_day_after(started, 45) if started else None,
            "done": completed,
            "recorded": row["recorded"],
            "held_from": row["held_from"],
            "team": row["team"],
        }
