"""DfE children in need: whose case is open on the day. A referral with no further action opened none."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows


def children_in_need_rate(referral: Rows, period: Rows) -> Iterator[Row]:
    """Yield each referral open at the end of a period; the fold counts their children."""
    for one in period:
        today = one["period_end"]
        for row in referral:
            opened = row["received"] <= today and row["no_further_action"] is not True
            over = row["closed"] is not None and row["closed"] <= today
            if opened and not over:
                yield {
                    "period_end": today,
                    "authority": row["authority"],
                    "case_id": row["referral_id"],
                    "child_id": row["child_id"],
                    "case_date": today,
                    "excluded": None,
                    "recorded": row["recorded"],
                    "primary_need": row["primary_need"],
                    "team": row["team"],
                }
