"""The Tribunal appeal rate by the method in use to 2023, as LAIT's text has it."""

from collections.abc import Iterator
from datetime import date

from tests.oracle.days import Row, Rows, cases_by_day
from tests.oracle.ehc_known import begun, held_on


def ehc_appeal_rate(
    ehc_dispute: Rows, ehc_request: Rows, ehc_assessment: Rows, ehc_plan: Rows, period: Rows
) -> Iterator[Row]:
    """Yield the appeals of a period and, one by one, what could have been appealed."""
    for row, one in cases_by_day([row for row in ehc_dispute if row["kind"] == "appeal"], period, "opened"):
        yield _part(row, one, "appeal", "dispute_id", row["opened"], row["about"])
    for row, one in cases_by_day([row for row in ehc_request if row["decision"] == "N"], period, "decided"):
        yield _part(row, one, "request refused", "request_id", row["decided"], "not to assess")
    for row, one in cases_by_day(
        [row for row in ehc_assessment if row["outcome"] == "N"], period, "outcome_date"
    ):
        yield _part(row, one, "no plan", "assessment_id", row["outcome_date"], "not to issue")
    for row, one in cases_by_day([row for row in ehc_plan if row["cease_reason"] == "2"], period, "ceased"):
        yield _part(row, one, "plan ceased", "plan_id", row["ceased"], "content of the plan")
    for one in period:
        new_year = date(one["period_end"].year, 1, 1)
        for row in ehc_plan:
            if held_on(row, new_year):
                yield _part(row, one, "plan held", "plan_id", new_year, "content of the plan")


def _part(row: Row, one: Row, what: str, key: str, day: date, about: str | None) -> Row:
    case = begun(row, one, key, day)
    return case | {
        "case_id": f"{what} {case['case_id']}",
        "excluded": None,
        "amount": 1 if what == "appeal" else 0,
        "base": 0 if what == "appeal" else 1,
        "recorded": row["recorded"],
        "about": about,
        "what": what,
    }
