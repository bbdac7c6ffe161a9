"""LAIT: every referral of the year counts, also where a child is referred more than once."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows, cases_by_day


def referrals(referral: Rows, period: Rows) -> Iterator[Row]:
    """Yield each referral received in a period."""
    for row, one in cases_by_day(referral, period, "received"):
        yield {
            "period_end": one["period_end"],
            "authority": row["authority"],
            "case_id": row["referral_id"],
            "child_id": row["child_id"],
            "case_date": row["received"],
            "excluded": None,
            "recorded": row["recorded"],
            "source_group": row["source_group"],
            "team": row["team"],
        }
