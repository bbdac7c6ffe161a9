"""Annex A, list 4: was the child assessed as requiring the council's social care support? Yes, no, or not known."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows, cases_by_day


def assessments_finding_no_need(assessment: Rows, period: Rows) -> Iterator[Row]:
    """Yield each assessment completed in a period; met on a no, not met on a yes, else not known."""
    for row, one in cases_by_day(assessment, period, "completed"):
        said = (row["outcome"] or "").strip().lower().removeprefix("a) ").removeprefix("b) ")
        lettered = (row["outcome"] or "").strip().lower()
        yield {
            "period_end": one["period_end"],
            "authority": row["authority"],
            "case_id": row["assessment_id"],
            "child_id": row["child_id"],
            "case_date": row["completed"],
            "excluded": None,
            "met": None
            if lettered in ("a) no", "b) yes")
            else {"no": True, "n": True, "yes": False, "y": False}.get(said),
            "recorded": row["recorded"],
            "team": row["team"],
        }
