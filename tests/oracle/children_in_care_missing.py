"""DfE: children with an incident of being missing, of all looked after at any time in the period."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows
from tests.oracle.missing_known import SHORT_BREAKS, from_care


def children_in_care_missing(care_episode: Rows, missing_episode: Rows, period: Rows) -> Iterator[Row]:
    """Yield each child in care at any time of a period: care from its first day to its last, short breaks apart."""
    for one in period:
        start, end = one["period_start"], one["period_end"]
        gone = {episode["child_id"] for _, episode, _ in from_care(care_episode, missing_episode, [one])}
        cared: dict[str, list[tuple[object, ...]]] = {}
        for row in care_episode:
            left = row["ended"] or end
            if row["legal_status"] not in SHORT_BREAKS and row["started"] <= end and left >= start:
                days = (min(left, end), max(row["started"], start), row["episode_id"])
                cared.setdefault(row["child_id"], []).append((*days, row))
        for child, stretches in cared.items():
            last_day, first_day, _, row = max(stretches, key=lambda stretch: stretch[:3])
            sensible = first_day <= last_day
            yield {
                "period_end": end,
                "authority": row["authority"],
                "case_id": child,
                "child_id": child,
                "case_date": last_day,
                "excluded": None,
                "met": True if child in gone else (False if sensible else None),
                "team": row["team"],
            }
