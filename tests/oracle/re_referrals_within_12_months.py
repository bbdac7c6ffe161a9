"""DfE children in need methodology: a referral within 12 months of a previous referral of the same child."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows, cases_by_day, year_before
from tests.oracle.front_door_known import records_begin


def re_referrals_within_12_months(referral: Rows, records: Rows, period: Rows) -> Iterator[Row]:
    """Yield each referral received in a period; met where the child was referred on an earlier day of that year."""
    for row, one in cases_by_day(referral, period, "received"):
        received = row["received"]
        earlier = [
            other["received"]
            for other in referral
            if other["child_id"] == row["child_id"] and year_before(received) <= other["received"] < received
        ]
        begins = records_begin(records, row["authority"], "referral")
        yield {
            "period_end": one["period_end"],
            "authority": row["authority"],
            "case_id": row["referral_id"],
            "child_id": row["child_id"],
            "case_date": received,
            "excluded": None,
            "met": len(earlier) > 0,
            "recorded": row["recorded"],
            "history": begins is not None and begins <= year_before(received),
            "source_group": row["source_group"],
            "team": row["team"],
        }
