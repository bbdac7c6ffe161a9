"""How long after an event it was written up, to a reader who has the two dates before them."""

from collections.abc import Callable, Iterator

from tests.oracle.days import DAY, Row, Rows, cases_by_day


def days_to_record(
    visits: Rows, period: Rows, left_out: Callable[[Row], str | None] = lambda _: None
) -> Iterator[Row]:
    """Yield each visit made in a period with the days until it was written up, counted one at a time."""
    for visit, one in cases_by_day(visits, period, "made"):
        told = visit["recorded"] is not None and visit["recorded"] == visit["held_from"]
        yield {
            "period_end": one["period_end"],
            "authority": visit["authority"],
            "case_id": visit["visit_id"],
            "child_id": visit["child_id"],
            "case_date": visit["made"],
            "excluded": left_out(visit) or ("no date of recording given" if told else None),
            "amount": _days(visit),
            "done": visit["made"],
            "recorded": visit["recorded"],
            "held_from": visit["held_from"],
            "team": visit["team"],
        }


def _days(visit: Row) -> int | None:
    if visit["recorded"] is None or visit["recorded"].date() < visit["made"]:
        return None
    days, day = 0, visit["made"]
    while day < visit["recorded"].date():
        day += DAY
        days += 1
    return days
