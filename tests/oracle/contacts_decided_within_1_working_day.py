"""A local rule: what is to be done about a contact is decided by the end of the next working day."""

from collections.abc import Iterator
from datetime import datetime

from tests.oracle.days import Row, Rows, within, working_days_after
from tests.oracle.front_door_known import nth_working_day_after


def contacts_decided_within_1_working_day(contact: Rows, period: Rows) -> Iterator[Row]:
    """Yield each contact whose decision was due in a period. Not decided, or decided before it came: not known."""
    for one in period:
        for row in contact:
            received, decided = row["received"], row["decided"]
            due = nth_working_day_after(received, 1)
            if not within(due, one):
                continue
            day = decided.date() if isinstance(decided, datetime) else decided
            known = day is not None and day >= received
            yield {
                "period_end": one["period_end"],
                "authority": row["authority"],
                "case_id": row["contact_id"],
                "child_id": row["child_id"],
                "case_date": due,
                "excluded": None,
                "met": working_days_after(received, day) in (0, 1) if known else None,
                "due": due,
                "done": day,
                "recorded": row["recorded"],
                "held_from": row["held_from"],
                "source_group": row["source_group"],
                "outcome": row["outcome"],
            }
