"""What the oracles of EHC plans share: how a case begins, and how a limit in weeks is counted in days."""

from collections.abc import Iterator
from datetime import date, timedelta

from tests.oracle.days import DAY, Row, Rows

LAWFUL = {"a", "b", "c", "d"}  # SEND Regulations 2014, reg 10(4)


def begun(row: Row, one: Row, key: str, dated: date) -> Row:
    """Return the opening columns of a case."""
    return {
        "period_end": one["period_end"],
        "authority": row["authority"],
        "case_id": row[key],
        "child_id": row["child_id"],
        "case_date": dated,
    }


def after(start: date | None, weeks: int) -> date | None:
    """Return the day so many weeks later, a day at a time."""
    if start is None:
        return None
    day = start
    for _ in range(7 * weeks):
        day += DAY
    return day


def in_time(start: date | None, done: date | None, weeks: int) -> bool | None:
    """Say whether something took at most so many weeks; None where it has no start or was done before it."""
    if start is None or done is None or done < start:
        return None
    return done - start <= timedelta(weeks=weeks)


def answered_in_time(asked: date | None, came: date | None, weeks: int) -> bool | None:
    """Say the same of what was due and may never have come: that is late."""
    return False if came is None and asked is not None else in_time(asked, came, weeks)


def time_is_up(
    rows: Rows, period: Rows, asked: str, came: str, weeks: int
) -> Iterator[tuple[Row, Row, date]]:
    """Yield (row, period, day) where the time from `asked` is up; without that day, where the answer came."""
    for one in period:
        for row in rows:
            day = row[came] if row[asked] is None else after(row[asked], weeks)
            if day is not None and one["period_start"] <= day <= one["period_end"]:
                yield row, one, day


def excepted(plan: Row, exceptions: Rows) -> bool:
    """Say whether a plan's mark takes it out: not where the only reasons told are none of the law."""
    told = [row["reason"] for row in exceptions if row["plan_id"] == plan["plan_id"]] + [
        plan["exception_reason"]
    ]
    told = [reason.lower() for reason in told if reason is not None]
    return plan["exception"] is True and (not told or any(reason in LAWFUL for reason in told))


def held_on(plan: Row, day: date) -> bool:
    """Say whether a plan has begun by a day and not ended by its evening."""
    if plan["issued"] is None or plan["issued"] > day:
        return False
    return plan["ceased"] is None or plan["ceased"] > day


def by_id(rows: Rows, key: str) -> dict[str, Row]:
    """Return rows by their id."""
    return {row[key]: row for row in rows}


NOTHING: Row = {"received": None, "team": None, "child_id": None}
__all__ = ["Row", "Rows"]
