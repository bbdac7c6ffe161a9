"""Times in care, told as a person would who lays a child's episodes in a row; and where the child lived in them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from tests.oracle.days import DAY, Row, Rows, year_before

ALWAYS = date(9999, 12, 31)
SHORT_BREAKS = {"V3", "V4"}
TEMPORARY = {"T0", "T1", "T2", "T3", "T4"}


@dataclass
class Care:
    """One time in care. `ends` is ALWAYS while it lasts."""

    child: str
    episodes: Rows = field(default_factory=list)

    @property
    def since(self) -> date:
        return min(episode["started"] for episode in self.episodes)

    @property
    def ends(self) -> date:
        return max(episode["ends"] for episode in self.episodes)

    def latest(self, day: date) -> Row:
        """Return the episode that was begun last, up to a day."""
        return [episode for episode in self.episodes if episode["started"] <= day][-1]


def in_order(care_episode: Rows, child: str) -> Rows:
    """Return a child's episodes, each with the day it `ends`, without those of short breaks."""
    own = [
        row for row in care_episode if row["child_id"] == child and row["legal_status"] not in SHORT_BREAKS
    ]
    own.sort(
        key=lambda row: (row["started"], row["ended"] or ALWAYS, row["ended"] is None, row["episode_id"])
    )
    following = [*(row["started"] for row in own[1:]), ALWAYS]
    return [row | {"ends": row["ended"] or after} for row, after in zip(own, following, strict=False)]


def times_in_care(care_episode: Rows) -> list[Care]:
    """Return every time in care: episodes that follow each other without a day between them."""
    found: list[Care] = []
    for child in sorted({row["child_id"] for row in care_episode}):
        found.append(Care(child))
        for episode in in_order(care_episode, child):
            if found[-1].episodes and episode["started"] > found[-1].ends:
                found.append(Care(child))
            found[-1].episodes.append(episode)
    return [care for care in found if care.episodes]


def in_care_at(care_episode: Rows, period: Rows) -> Iterator[tuple[Care, Row, Row, date]]:
    """Yield (time in care, latest episode, case, last day) for each child in care at the end of a period."""
    for care in times_in_care(care_episode):
        for one in period:
            today = one["period_end"]
            if care.since <= today < care.ends:
                latest = care.latest(today)
                yield care, latest, at_day(latest, today), today


def at_day(episode: Row, today: date) -> Row:
    """Return what every case of a child in care on a day has."""
    return {
        "period_end": today,
        "authority": episode["authority"],
        "case_id": episode["child_id"],
        "child_id": episode["child_id"],
        "case_date": today,
        "excluded": None,
        "team": episode["team"],
    }


def the_year_to(today: date) -> date:
    """Return the first day of the twelve months that end on a day."""
    return year_before(today + DAY)


def months_after(day: date, months: int) -> date:
    """Return the same day of another month, or that month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for of_month in range(day.day, 0, -1):
        try:
            return date(year, month + 1, of_month)
        except ValueError:
            continue
    raise AssertionError


def begins(records: Rows, authority: str, table: str) -> date | None:
    """Return from which day on a table is complete, if we know."""
    known = [row["begins"] for row in records if (row["authority"], row["table_name"]) == (authority, table)]
    return known[0] if known else None


def reaches(records: Rows, authority: str, table: str, day: date) -> bool:
    """Say whether a table is known to be complete from a day on."""
    first = begins(records, authority, table)
    return first is not None and first <= day


def latest_of(episodes: Rows) -> date | None:
    """Return on which day the placement began by the source's own word: the latest, where it says several."""
    return max((row["placement_started"] for row in episodes if row["placement_started"]), default=None)


@dataclass
class Home:
    """One placement, with the temporary stays away from it left out."""

    episodes: Rows
    kind: str | None
    urn: str | None
    # The stretches spent there: from when, until when, and from when by the source's own word.
    stretches: list[tuple[date, date, date | None]] = field(default_factory=list)

    @property
    def first(self) -> date:
        return min(start for start, _, _ in self.stretches)

    @property
    def said(self) -> date | None:
        return latest_of(self.episodes)

    @property
    def since(self) -> date:
        """The first day, by the source's own word where it has one."""
        return self.said or self.first


def is_move(before: Row, episode: Row) -> bool:
    """Say whether the child moved between two episodes that follow each other."""
    if episode["placement_type"] in ("A3", "A5"):
        return False  # adopted by those who care for the child already
    reason = episode["start_reason"]
    if reason in ("P", "T", "B", "U"):
        return bool(
            before["change_reason"] != "PLACE"
        )  # PLACE: only what the placement is called has changed
    if reason == "L":
        return False
    return any(
        before[column] is not None and episode[column] is not None and before[column] != episode[column]
        for column in ("placement_type", "placement_urn")
    )


def homes(care: Care) -> list[Home]:
    """Return the placements of a time in care, in order. One of no length, or a temporary one, is none."""
    stretches: list[Rows] = []
    for episode in care.episodes:
        if stretches and not is_move(stretches[-1][-1], episode):
            stretches[-1].append(episode)
        else:
            stretches.append([episode])
    found: list[Home] = []
    away = False  # since the last placement the child was somewhere that is none
    for stretch in stretches:
        start, end = stretch[0]["started"], max(episode["ends"] for episode in stretch)
        kind, urn = stretch[0]["placement_type"], stretch[0]["placement_urn"]
        if end <= start or kind in TEMPORARY:
            away = True
            continue
        last = found[-1] if found else None
        # `urn` of the stretch last spent there: None where it is not recorded, which contradicts nothing.
        if (
            last
            and away
            and kind is not None
            and last.kind == kind
            and (None in (last.urn, urn) or last.urn == urn)
        ):
            last.episodes += stretch
            last.stretches.append((start, end, latest_of(stretch)))
            last.urn = urn
        else:
            found.append(Home(list(stretch), kind, urn, [(start, end, latest_of(stretch))]))
        away = False
    return found


def home_on(care: Care, today: date) -> tuple[Home | None, Home | None]:
    """Return the placement the child was in on a day, and the one before it."""
    begun: list[Home | None] = [None, None, *(home for home in homes(care) if home.first <= today)]
    return begun[-1], begun[-2]


def is_done(check: Row) -> bool:
    """Say whether a check was done: not one that was planned, refused, cancelled or answered with no."""
    return check["status"] not in ("no", "Planned", "Refused", "Cancelled")


def checked_in_the_year(
    care_episode: Rows, care_health: Rows, records: Rows, period: Rows, kind: str
) -> Iterator[tuple[Row, set[date], bool | None, bool]]:
    """Yield each child in care for a year at the end of a period, as (case, days, answer, has_dates).

    `days`: on which the child was checked in that year. `answer`: what the return of that day says, if it says
    anything. `has_dates`: whether the council's records hold the day of any such check.
    """
    checks = [row for row in care_health if row["kind"] == kind]
    for care, latest, case, today in in_care_at(care_episode, period):
        if care.since > months_after(today, -12):
            continue
        own = [row for row in checks if row["child_id"] == care.child]
        days = {row["done"] for row in own if row["done"] and is_done(row)}
        days = {day for day in days if the_year_to(today) <= day <= today}
        said = [
            row["status"] == "yes"
            for row in own
            if row["done"] is None and row["as_at"] == today and row["status"]
        ]
        case |= {
            "done": max(days, default=None),
            "history": reaches(records, latest["authority"], "care_episode", months_after(today, -12)),
            "in_care_since": care.since,
        }
        has_dates = any(row["done"] and row["authority"] == latest["authority"] for row in checks)
        yield case, days, any(said) if said else None, has_dates
