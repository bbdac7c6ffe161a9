"""What several oracles say of missing episodes: whose child it is, when an episode ended, which days it covers."""

from collections.abc import Iterator
from datetime import date

from tests.oracle.days import DAY, Row, Rows, cases_by_day

PLACES = {
    "own_here": "Ours, placed here",
    "own_elsewhere": "Ours, placed elsewhere",
    "others_here": "Another council's, placed here",
    "at_home": "At home",
}
SHORT_BREAKS = {"V3", "V4"}


def began_in(missing_episode: Rows, period: Rows, kind: str) -> Iterator[tuple[Row, Row]]:
    """Yield (episode, case) for each episode of a kind with each period in which it began."""
    for episode, one in cases_by_day(missing_episode, period, "began"):
        if episode["kind"] == kind:
            yield episode, _case(episode, one, episode["began"].date())


def ended_in(missing_episode: Rows, period: Rows) -> Iterator[tuple[Row, Row]]:
    """Yield (episode, case) for each time missing with each period of the return; others' children are left out."""
    for episode, one in cases_by_day(missing_episode, period, "returned"):
        if episode["kind"] == "M":
            excluded = "another council's child" if episode["placing_group"] == "others_here" else None
            yield episode, _case(episode, one, episode["returned"].date()) | {"excluded": excluded}


def from_care(care_episode: Rows, missing_episode: Rows, period: Rows) -> Iterator[tuple[Row, Row, date]]:
    """Yield (period, episode, first day) for each time missing that shares a day of the period with a day in care."""
    for one in period:
        for episode in missing_episode:
            cared = [day for row in care_episode for day in days_in_care(row, one) if of(row, episode)]
            shared = [day for day in cared if covers(episode, day)]
            if episode["kind"] == "M" and shared:
                yield one, episode, min(shared)


def of(one: Row, other: Row) -> bool:
    """Say whether two rows are of one child."""
    return bool(one["child_id"] == other["child_id"])


def days_in_care(row: Row, one: Row) -> list[date]:
    """Return the days of a period on which a child is in care: the first and the last of an episode both are."""
    last = one["period_end"] if row["ended"] is None else min(row["ended"], one["period_end"])
    day, days = max(row["started"], one["period_start"]), []
    while day <= last and row["legal_status"] not in SHORT_BREAKS:
        days.append(day)
        day += DAY
    return days


def covers(episode: Row, day: date) -> bool:
    """Say whether a child was missing on a day. A return before the beginning is not believed."""
    if episode["began"] is None:
        return False
    first = episode["began"].date()
    if episode["returned"] is None:
        return first <= day
    return first <= day <= max(first, episode["returned"].date())


def _case(episode: Row, one: Row, day: date) -> Row:
    return {
        "period_end": one["period_end"],
        "authority": episode["authority"],
        "case_id": episode["episode_id"],
        "child_id": episode["child_id"],
        "case_date": day,
        "excluded": None,
        "recorded": episode["recorded"],
        "placing_authority": PLACES.get(episode["placing_group"]),
        "team": episode["team"],
    }
