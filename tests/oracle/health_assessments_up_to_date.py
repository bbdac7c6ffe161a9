"""LAIT: in care for a year; one health assessment in it, or two below the age of five."""

from collections.abc import Iterator

from tests.oracle.children_in_care_known import Row, Rows, checked_in_the_year
from tests.oracle.days import age


def health_assessments_up_to_date(
    care_episode: Rows, care_health: Rows, child: Rows, records: Rows, period: Rows
) -> Iterator[Row]:
    """Yield each child in care for a year at the end of a period; met where their health was assessed in it."""
    births = {row["child_id"]: row["birth_date"] for row in child}
    for case, days, answer, has_dates in checked_in_the_year(
        care_episode, care_health, records, period, "health assessment"
    ):
        birth, met = births.get(case["child_id"]), False if has_dates else None
        if answer is not None:
            met = answer
        if birth is None and len(days) == 1 and answer is None:
            met = None
        needed = 2 if birth is None or age(birth, case["period_end"]) < 5 else 1
        yield case | {"met": True if len(days) >= needed else met}
