"""LAIT: three or more placements in the year, those already open on its first day among them."""

from collections.abc import Iterator

from tests.oracle.children_in_care_known import (
    Row,
    Rows,
    homes,
    in_care_at,
    reaches,
    the_year_to,
    times_in_care,
)


def three_or_more_placements(care_episode: Rows, records: Rows, period: Rows) -> Iterator[Row]:
    """Yield each child in care at the end of a period; met where they had three placements or more in the year."""
    for care, latest, case, today in in_care_at(care_episode, period):
        first = the_year_to(today)
        placements, untold = 0, False
        for one in times_in_care(care_episode):
            for home in homes(one) if one.child == care.child else []:
                here = [s for s in home.stretches if s[0] <= today and s[1] >= first]
                placements += len(here) > 0
                untold |= any(said and said > start and said > first for start, _, said in here)
        yield case | {
            "met": True if placements >= 3 else None if untold else False,
            "recorded": latest["recorded"],
            "history": reaches(records, latest["authority"], "care_episode", first),
            "placement_type": latest["placement_type"],
            "placements": placements,
            "in_care_since": care.since,
        }
