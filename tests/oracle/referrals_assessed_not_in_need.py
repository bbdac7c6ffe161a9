"""LAIT: referrals of the year with an assessment, no further activity, and closed as RC8 or RC9."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows, cases_by_day

AFTER_ASSESSMENT = {"RC8", "RC9"}


def referrals_assessed_not_in_need(
    referral: Rows, assessment: Rows, cp_plan: Rows, cin_plan: Rows, period: Rows
) -> Iterator[Row]:
    """Yield each referral received in a period; met where it was assessed and closed with nothing more."""
    assessed = {row["referral_id"] for row in assessment if row["completed"] is not None}
    planned = {row["referral_id"] for row in [*cp_plan, *cin_plan]} - {None}
    for row, one in cases_by_day(referral, period, "received"):
        yield {
            "period_end": one["period_end"],
            "authority": row["authority"],
            "case_id": row["referral_id"],
            "child_id": row["child_id"],
            "case_date": row["received"],
            "excluded": None,
            "met": _not_in_need(row, row["referral_id"] in assessed, row["referral_id"] in planned),
            "recorded": row["recorded"],
            "source_group": row["source_group"],
            "team": row["team"],
        }


def _not_in_need(row: Row, was_assessed: bool, had_plan: bool) -> bool | None:
    """Return whether a referral was found not in need; None where its record does not say or contradicts itself."""
    still_open = row["closed"] is None
    if still_open or had_plan or row["no_further_action"] is True:
        return False
    if row["closed"] < row["received"]:
        return None
    if row["closure_reason"] in AFTER_ASSESSMENT:
        return True if was_assessed else None
    return None if row["closure_reason"] is None else False
