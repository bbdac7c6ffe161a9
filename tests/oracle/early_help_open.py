"""The children being helped on one day: help has begun, and has not ended by the close of that day."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows


def early_help_open(early_help_episode: Rows, period: Rows) -> Iterator[Row]:
    """Yield each episode open at the end of a period; one whose start is blank is left out once it was assessed."""
    for one in period:
        today = one["period_end"]
        for row in early_help_episode:
            if row["ended"] is not None and row["ended"] <= today:
                continue
            if row["started"] is not None:
                open_today, why = row["started"] <= today, None
            else:
                assessed, never_begun = row["assessment_completed"], row["end_reason"] is not None
                open_today = assessed is not None and assessed <= today and not never_begun
                why = "start of help not recorded"
            if open_today:
                yield {
                    "period_end": today,
                    "authority": row["authority"],
                    "case_id": row["episode_id"],
                    "child_id": row["child_id"],
                    "case_date": today,
                    "excluded": why,
                    "recorded": row["recorded"],
                    "organisation": row["organisation"],
                    "team": row["team"],
                }
