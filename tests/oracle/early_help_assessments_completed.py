"""Annex A, list 2: each early help assessment with the day it was completed."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows, cases_by_day


def early_help_assessments_completed(early_help_episode: Rows, period: Rows) -> Iterator[Row]:
    """Yield each early help assessment completed in a period."""
    for episode, one in cases_by_day(early_help_episode, period, "assessment_completed"):
        yield {
            "period_end": one["period_end"],
            "authority": episode["authority"],
            "case_id": episode["episode_id"],
            "child_id": episode["child_id"],
            "case_date": episode["assessment_completed"],
            "excluded": None,
            "recorded": episode["recorded"],
            "organisation": episode["organisation"],
            "team": episode["team"],
        }
