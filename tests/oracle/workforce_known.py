"""The council's lists of social workers, of posts and of cases held, read as a manager reads them on a day."""

from collections.abc import Iterator
from datetime import date

from tests.oracle.days import Row, Rows

LATER = "list of posts of a later day"


def there(row: Row, today: date) -> bool:
    """Say whether someone, or something, is there on a day: begun by it, and not ended by it."""
    return (
        row["started"] is not None
        and row["started"] <= today
        and (row["ended"] is None or row["ended"] > today)
    )


def not_away(worker: Row, today: date) -> bool:
    """Say whether nothing tells that a worker is away: neither a first day after today nor a last day up to it."""
    to_come = worker["started"] is not None and worker["started"] > today
    gone = worker["ended"] is not None and worker["ended"] <= today
    return not to_come and not gone


def people(worker: Rows, period: Rows) -> Iterator[tuple[Row, Row]]:
    """Yield (worker, case) for everyone who works for the council on the last day of a period."""
    for one in period:
        today = one["period_end"]
        for row in worker:
            if there(row, today):
                yield row, case_of(row, row["worker_id"], today)


def case_of(row: Row, case_id: str, today: date) -> Row:
    """Return what every case of a day has."""
    return {
        "period_end": today,
        "authority": row["authority"],
        "case_id": case_id,
        "child_id": None,
        "case_date": today,
        "excluded": None,
        "recorded": row["recorded"],
        "department": row["department"],
        "role": row["role"],
    }


def month_after(day: date) -> date:
    """Return the same day of the next month, or its last where it has no such day."""
    year, month, number = day.year + day.month // 12, day.month % 12 + 1, day.day
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


def too_late(post: Row, today: date) -> bool:
    """Say whether the list said this of a post only more than a month after the day."""
    return post["known_from"] is not None and post["known_from"].date() > month_after(today)


def posts(post: Rows, worker: Rows, period: Rows) -> Iterator[tuple[Row, Row, bool]]:
    """Yield (post, case, vacant) for every post that is open on the last day of a period."""
    known = {row["worker_id"]: row for row in worker}
    for one in period:
        today = one["period_end"]
        for row in post:
            opened = row["opened"] is None or row["opened"] <= today
            closed = row["closed"] is not None and row["closed"] <= today
            if opened and not closed:
                holder = known.get(row["held_by"])
                own = holder is None or (holder["kind"] != "agency" and not_away(holder, today))
                case = case_of(row, row["post_id"], today)
                case["excluded"] = LATER if too_late(row, today) else None
                yield row, case, row["held_by"] is None or not own


def covered(post: Row, worker: Rows, today: date) -> bool | None:
    """Say whether an agency worker covers a vacant post; None where one is named whom no list knows."""
    known = {row["worker_id"]: row for row in worker}
    for name in (post["held_by"], post["covered_by"]):
        if name in known and known[name]["kind"] == "agency" and not_away(known[name], today):
            return True
    return None if post["covered_by"] is not None and post["covered_by"] not in known else False


def cases_held(allocation: Rows, today: date) -> dict[str, Rows]:
    """Return, for each worker who holds any case on a day, the allocations open on it."""
    held: dict[str, Rows] = {}
    for row in allocation:
        if there(row, today):
            held.setdefault(row["worker_id"], []).append(row)
    return held


__all__ = ["Row", "Rows"]
