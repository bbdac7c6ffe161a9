"""LAIT: referrals in the year, each of them counted, for every 10,000 children; the fold divides."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows, cases_by_day


def referral_rate(referral: Rows, period: Rows) -> Iterator[Row]:
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
