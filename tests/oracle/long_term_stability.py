"""LAIT: under 16, in care for 2.5 years, and in one placement for 2, with that before an adoptive one."""

from collections.abc import Iterator

from tests.oracle.children_in_care_known import Row, Rows, home_on, in_care_at, months_after, reaches
from tests.oracle.days import age


def long_term_stability(care_episode: Rows, child: Rows, records: Rows, period: Rows) -> Iterator[Row]:
    """Yield each child under 16 long in care at the end of a period; met where they are settled."""
    births = {row["child_id"]: row["birth_date"] for row in child}
    for care, latest, case, today in in_care_at(care_episode, period):
        birth = births.get(care.child)
        if care.since > months_after(today, -30) or (birth and birth <= today and age(birth, today) >= 16):
            continue
        home, before = home_on(care, today)
        two_years_ago = months_after(today, -24)
        met: bool | None = None
        if home and birth and not (home.said and home.said > today):
            met = home.since <= two_years_ago
            if not met and home.kind in ("A4", "A6"):
                if before:
                    met = before.since <= two_years_ago
                elif home.since > care.since:
                    met = None  # the child lived somewhere before, and nobody tells where
        yield case | {
            "met": met,
            "recorded": latest["recorded"],
            "history": reaches(records, latest["authority"], "care_episode", months_after(today, -30)),
            "placement_type": latest["placement_type"],
            "placed_since": home.since if home else None,
            "in_care_since": care.since,
        }
