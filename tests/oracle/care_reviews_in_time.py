"""Care Planning Regulations 2010, reg 33: 20 working days, then 3 months, then every 6."""

from collections.abc import Iterator
from datetime import date, datetime

from tests.oracle.children_in_care_known import (
    DAY,
    Care,
    Row,
    Rows,
    begins,
    in_order,
    months_after,
    times_in_care,
)
from tests.oracle.days import within, working_days_after

Due = tuple[
    date, date | None, bool
]  # by when, when it was held, and whether the clock began on a day we know


def care_reviews_in_time(care_episode: Rows, care_review: Rows, records: Rows, period: Rows) -> Iterator[Row]:
    """Yield each child in care who had a review due in a period; met where every one was in time."""
    written: dict[tuple[str, date], list[Row]] = {}
    for row in care_review:
        written.setdefault((row["child_id"], row["held"]), []).append(row)
    everyone = times_in_care(care_episode)
    for child in sorted({care.child for care in everyone}):
        dues: list[tuple[Due, Care]] = []
        for care in everyone:
            if care.child == child:
                days = sorted(day for of, day in written if of == child and day <= care.ends)
                dues += [(due, care) for due in reviews_due(care, days, records)]
        for one in period:
            here = [(due, care) for due, care in dues if within(due[0], one) and due[0] < care.ends]
            if not here:
                continue
            late = [pair for pair in here if pair[0][1] is None or pair[0][1] > pair[0][0]]
            (due, held, _), care = min(late or here, key=lambda pair: (pair[0][0], pair[0][1] or date.max))
            # In time is a child all of whose reviews were: on record when the last of them is.
            shown = [held] if late else [one_held for (_, one_held, _), _ in here]
            rows = [written.get((child, one_held), []) for one_held in shown]
            latest = [row for row in in_order(care_episode, child) if row["started"] <= one["period_end"]][-1]
            yield {
                "period_end": one["period_end"],
                "authority": care.episodes[0]["authority"],
                "case_id": child,
                "child_id": child,
                "case_date": due,
                "excluded": None,
                "met": not late,
                "due": due,
                "done": held,
                "recorded": _last_of("recorded", rows),
                "held_from": _last_of("held_from", rows),
                "history": all(known for (_, _, known), _ in here),
                "team": latest["team"],
                "reviews_due": len(here),
            }


def _last_of(column: str, reviews: list[Rows]) -> datetime | None:
    """Return when the last of some reviews was first told of, or None where one of them never was."""
    firsts = [min((row[column] for row in rows if row[column]), default=None) for rows in reviews]
    return None if None in firsts else max(firsts)


def reviews_due(care: Care, days: list[date], records: Rows) -> Iterator[Due]:
    """Yield each day by which a review was due. `days`: on which reviews of the child were held."""
    first = care.episodes[0]
    complete = begins(records, first["authority"], "care_review")
    known = first["start_reason"] in (None, "S") and (complete is None or complete <= care.since)
    start = care.since if complete is None else max(care.since, complete)
    held = [day for day in days if day >= start]
    following = [*held, None]
    if known:
        yield twenty_working_days(start), following[0], complete is not None
    else:
        yield months_after(start, 6), following[0], False
    for number, day in enumerate(held, start=1):
        yield months_after(day, 3 if number == 1 and known else 6), following[number], True


def twenty_working_days(day: date) -> date:
    """Return the twentieth working day after a day."""
    last = day + 20 * DAY
    while working_days_after(day, last) < 20:
        last += DAY
    return last
