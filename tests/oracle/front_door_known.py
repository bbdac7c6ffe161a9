"""What early help and the front door share: so many working days later, a year later, and a council's own rules."""

from datetime import date

from tests.oracle.days import DAY, Row, Rows, holidays


def nth_working_day_after(first: date, count: int) -> date:
    """Return the working day that is so many working days after a day, turning over one leaf at a time."""
    day, left = first, count
    while left > 0:
        day += DAY
        left -= day.isoweekday() <= 5 and day not in holidays()
    return day


def year_after(day: date) -> date:
    """Return the same day of the year after; for 29 February the 28th."""
    if (day.month, day.day) == (2, 29):
        return date(day.year + 1, 2, 28)
    return date(day.year + 1, day.month, day.day)


def own_rule(local_rule: Rows, authority: str, name: str) -> int | None:
    """Return what a council's own rule says; None where it has none."""
    return next(
        (row["amount"] for row in local_rule if (row["authority"], row["rule"]) == (authority, name)), None
    )


def records_begin(records: Rows, authority: str, table: str) -> date | None:
    """Return the first day from which a council's table is whole; None where nothing says so."""
    return next(
        (row["begins"] for row in records if (row["authority"], row["table_name"]) == (authority, table)),
        None,
    )


__all__ = ["Row", "Rows", "nth_working_day_after", "own_rule", "records_begin", "year_after"]
