"""Care Planning Regulations 2010, reg 28: a week, then six weeks; at home and for good, otherwise."""

from collections.abc import Iterator
from datetime import date

from tests.oracle.children_in_care_known import (
    DAY,
    Care,
    Row,
    Rows,
    home_on,
    in_care_at,
    months_after,
    reaches,
)


def care_visits_in_time(
    care_episode: Rows, care_review: Rows, care_visit: Rows, records: Rows, period: Rows
) -> Iterator[Row]:
    """Yield each child in care at the end of a period; met where no visit was overdue."""
    for care, latest, case, today in in_care_at(care_episode, period):
        reviewed = any(
            row["child_id"] == care.child and care.since <= row["held"] <= today for row in care_review
        )
        rule = rule_for(latest, reviewed)
        start = clock(care, today)
        seen = [
            row
            for row in care_visit
            if row["child_id"] == care.child
            and row["seen"] is not False
            and start
            and start <= row["made"] <= today
        ]
        last = max((row["made"] for row in seen), default=None)
        due = None
        if start and last is None:
            due = start + 7 * DAY
        elif start and last:
            due = next_after(last, start, rule)
        noted = [row["recorded"] for row in seen if row["made"] == last and row["recorded"]]
        yield case | {
            "met": None if due is None else today <= due,
            "due": due,
            "recorded": min(noted, default=None),
            "history": reaches(records, latest["authority"], "care_visit", months_after(today, -3)),
            "visit_rule": rule,
            "placement_type": latest["placement_type"],
            "last_visit": last,
            "placed_since": start,
        }


def rule_for(latest: Row, reviewed: bool) -> str:
    """Return how often a child is to be visited, in words."""
    if latest["placement_type"] == "P1" and latest["legal_status"] == "C1":
        return "every 4 weeks" if reviewed else "every week"
    return "every 3 months after a year" if latest["placement_type"] in ("U1", "U4") else "every 6 weeks"


def clock(care: Care, today: date) -> date | None:
    """Return the day from which visits are counted: of the placement, or of a care order made while at home."""
    home, _ = home_on(care, today)
    start = home.since if home else care.since
    ordered = None
    before = None
    for episode in care.episodes:
        if episode["started"] <= today:
            if episode["legal_status"] == "C2" and before != "C2":
                ordered = episode["started"]
            before = episode["legal_status"]
    latest = care.latest(today)
    if latest["placement_type"] == "P1" and latest["legal_status"] == "C2" and ordered and ordered > start:
        return ordered
    return None if start > today else start


def next_after(last: date, start: date, rule: str) -> date:
    """Return by when the next visit is due."""
    if rule == "every 3 months after a year" and last >= months_after(start, 12):
        return months_after(last, 3)
    return last + {"every week": 7, "every 4 weeks": 28}.get(rule, 42) * DAY
