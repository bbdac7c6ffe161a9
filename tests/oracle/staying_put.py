"""Staying put (Children and Families Act 2014): left foster care at 18, and with the same carer three months on."""

from collections.abc import Iterator
from datetime import date

from tests.oracle.care_leavers_known import SHORT_BREAKS, Row, Rows
from tests.oracle.days import age, within


def staying_put(care_episode: Rows, child: Rows, care_leaver: Rows, period: Rows) -> Iterator[Row]:
    """Yield each young person whose last placement was with a foster carer and ended at 18, three months after."""
    births = {row["child_id"]: row["birth_date"] for row in child}
    for person in sorted({row["child_id"] for row in care_episode}):
        episodes = [
            row
            for row in care_episode
            if row["child_id"] == person and row["legal_status"] not in SHORT_BREAKS
        ]
        birth = births.get(person)
        if not episodes or birth is None or any(row["ended"] is None for row in episodes):
            continue
        last = sorted(episodes, key=lambda row: (row["ended"], row["started"], row["episode_id"]))[-1]
        fostered = (last["placement_type"] or "").startswith("U")
        if not fostered or age(birth, last["ended"]) != 18:
            continue
        after = three_months_after(last["ended"])
        records = [
            row for row in care_leaver if row["child_id"] == person and last["ended"] <= row["as_at"] <= after
        ]
        known = max(records, key=lambda row: (row["as_at"], row["status_id"]), default=None)
        home = known["accommodation"] if known else None
        for one in period:
            if within(after, one):
                yield {
                    "period_end": one["period_end"],
                    "authority": last["authority"],
                    "case_id": person,
                    "child_id": person,
                    "case_date": after,
                    "excluded": "died" if known and known["in_touch"] == "DIED" else None,
                    "met": None if home in (None, "R", "0") else home == "Z",
                    "recorded": known["recorded"] if known else None,
                    "accommodation": home,
                    "team": known["team"] if known else None,
                    "left_care": last["ended"],
                }


def three_months_after(day: date) -> date:
    """Return the same day three months later, or that month's last day where it is shorter."""
    year, month = (day.year, day.month + 3) if day.month <= 9 else (day.year + 1, day.month - 9)
    for number in range(day.day, 0, -1):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    raise AssertionError
