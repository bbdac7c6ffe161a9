"""DfE children in need, table C1: referrals that ended in no further action, of all referrals of the year."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows, cases_by_day


def referrals_no_further_action(referral: Rows, period: Rows) -> Iterator[Row]:
    """Yield each referral received in a period; met as the council recorded it, not known where it did not."""
    for row, one in cases_by_day(referral, period, "received"):
        yield {
            "period_end": one["period_end"],
            "authority": row["authority"],
            "case_id": row["referral_id"],
            "child_id": row["child_id"],
            "case_date": row["received"],
            "excluded": None,
            "met": row["no_further_action"],
            "recorded": row["recorded"],
            "source_group": row["source_group"],
            "team": row["team"],
        }
