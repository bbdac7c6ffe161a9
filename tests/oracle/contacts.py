"""Annex A, list 1: each contact with the day it was received."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows, cases_by_day


def contacts(contact: Rows, period: Rows) -> Iterator[Row]:
    """Yield each contact received in a period."""
    for row, one in cases_by_day(contact, period, "received"):
        yield {
            "period_end": one["period_end"],
            "authority": row["authority"],
            "case_id": row["contact_id"],
            "child_id": row["child_id"],
            "case_date": row["received"],
            "excluded": None,
            "recorded": row["recorded"],
            "source_group": row["source_group"],
            "outcome": row["outcome"],
        }
