"""A council's own rule: so many working days from the start of an early help assessment to its completion."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows, cases_by_day, working_days_after
from tests.oracle.front_door_known import nth_working_day_after, own_rule


def early_help_assessments_in_time(early_help_episode: Rows, local_rule: Rows, period: Rows) -> Iterator[Row]:
    """Yield each assessment completed in a period; met within the rule, not known without a start or a rule."""
    for row, one in cases_by_day(early_help_episode, period, "assessment_completed"):
        started, completed = row["assessment_started"], row["assessment_completed"]
        allowed = own_rule(local_rule, row["authority"], "assessment_working_days")
        taken = working_days_after(started, completed) if started and started <= completed else None
        yield {
            "period_end": one["period_end"],
            "authority": row["authority"],
            "case_id": row["episode_id"],
            "child_id": row["child_id"],
            "case_date": completed,
            "excluded": None,
            "met": None if taken is None or allowed is None else taken <= allowed,
            "due": nth_working_day_after(started, allowed) if started and allowed else None,
            "done": completed,
            "recorded": row["recorded"],
            "held_from": row["held_from"],
            "organisation": row["organisation"],
            "team": row["team"],
            "working_days": taken,
        }
