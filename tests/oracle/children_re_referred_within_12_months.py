"""DfE children in need, table C1: children with a re-referral in the year, of children referred in the year."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows, within, year_before
from tests.oracle.front_door_known import records_begin


def children_re_referred_within_12_months(referral: Rows, records: Rows, period: Rows) -> Iterator[Row]:
    """Yield each child referred in a period; met where any of those referrals repeats one of the year before it."""
    for one in period:
        for child in sorted({row["child_id"] for row in referral}):
            own = [row for row in referral if row["child_id"] == child]
            came = [row for row in own if within(row["received"], one)]
            if not came:
                continue
            repeats = [row for row in came if _repeats(row, own)]
            shown = max(repeats or came, key=lambda row: (row["received"], row["referral_id"]))
            begins = records_begin(records, shown["authority"], "referral")
            yield {
                "period_end": one["period_end"],
                "authority": shown["authority"],
                "case_id": child,
                "child_id": child,
                "case_date": shown["received"],
                "excluded": None,
                "met": len(repeats) > 0,
                "recorded": shown["recorded"],
                "history": begins is not None and begins <= year_before(shown["received"]),
                "source_group": shown["source_group"],
                "team": shown["team"],
                "referral_id": shown["referral_id"],
            }


def _repeats(row: Row, own: Rows) -> bool:
    """Say whether the child was referred on an earlier day of the 12 months before a referral."""
    day = row["received"]
    return any(year_before(day) <= other["received"] < day for other in own)
