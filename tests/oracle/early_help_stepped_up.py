"""Was a child referred to social care in the year that began on the day early help ended? Asked when it is up."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows, within
from tests.oracle.front_door_known import records_begin, year_after


def early_help_stepped_up(
    early_help_episode: Rows, referral: Rows, records: Rows, period: Rows
) -> Iterator[Row]:
    """Yield each episode whose year after the end is up in a period; met where a referral lies in that year."""
    begins = {
        row["authority"]: records_begin(records, row["authority"], "referral") for row in early_help_episode
    }
    for one in period:
        for row in early_help_episode:
            ended = row["ended"]
            if ended is None or not within(year_after(ended), one):
                continue
            referred = sorted(
                other["received"]
                for other in referral
                if other["child_id"] == row["child_id"] and ended <= other["received"] <= year_after(ended)
            )
            first_held = begins[row["authority"]]
            impossible = row["started"] is not None and row["started"] > ended
            yield {
                "period_end": one["period_end"],
                "authority": row["authority"],
                "case_id": row["episode_id"],
                "child_id": row["child_id"],
                "case_date": year_after(ended),
                "excluded": None,
                "met": None if impossible else len(referred) > 0,
                "recorded": row["recorded"],
                "history": first_held is not None and first_held <= ended,
                "organisation": row["organisation"],
                "team": row["team"],
                "referred": referred[0] if referred else None,
            }
