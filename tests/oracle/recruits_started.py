"""Recruitment: those who began in a post they were recruited to."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows, cases_by_day


def recruits_started(recruitment: Rows, post: Rows, period: Rows) -> Iterator[Row]:
    """Yield each step of that stage that happened in a period, with the department of its post."""
    departments = {row["post_id"]: row["department"] for row in post}
    for row, one in cases_by_day(recruitment, period, "happened"):
        if row["stage"] == "started":
            yield {
                "period_end": one["period_end"],
                "authority": row["authority"],
                "case_id": row["step_id"],
                "child_id": None,
                "case_date": row["happened"],
                "excluded": None,
                "recorded": row["recorded"],
                "department": departments.get(row["post_id"]),
            }
