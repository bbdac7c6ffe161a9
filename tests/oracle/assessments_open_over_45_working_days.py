"""CIN census query 8670, asked of any day: assessments begun and not authorised, over 45 working days old."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows, working_days_after
from tests.oracle.front_door_known import nth_working_day_after


def assessments_open_over_45_working_days(assessment: Rows, period: Rows) -> Iterator[Row]:
    """Yield each assessment open at the end of a period; met where 45 working days had passed."""
    for one in period:
        today = one["period_end"]
        for row in assessment:
            started, completed = row["started"], row["completed"]
            begun = started is not None and started <= today
            finished = completed is not None and completed <= today
            if begun and not finished:
                yield {
                    "period_end": today,
                    "authority": row["authority"],
                    "case_id": row["assessment_id"],
                    "child_id": row["child_id"],
                    "case_date": today,
                    "excluded": None,
                    "met": today > nth_working_day_after(started, 45)
                    and working_days_after(started, today) >= 46,
                    "due": nth_working_day_after(started, 45),
                    "recorded": row["recorded"],
                    "team": row["team"],
                }
