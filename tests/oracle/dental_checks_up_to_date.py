"""LAIT: in care for a year and seen by a dentist in it, at any age."""

from collections.abc import Iterator

from tests.oracle.children_in_care_known import Row, Rows, checked_in_the_year


def dental_checks_up_to_date(
    care_episode: Rows, care_health: Rows, records: Rows, period: Rows
) -> Iterator[Row]:
    """Yield each child in care for a year at the end of a period; met where a dentist saw them in it."""
    for case, days, answer, has_dates in checked_in_the_year(
        care_episode, care_health, records, period, "dental check"
    ):
        met = True if days or answer else False if answer is False or has_dates else None
        yield case | {"met": met}
