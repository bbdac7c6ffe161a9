"""Statutory guidance: within one working day of a referral a social worker decides what is to happen."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows, within, working_days_after
from tests.oracle.front_door_known import nth_working_day_after


def referral_decisions_within_1_working_day(referral: Rows, period: Rows) -> Iterator[Row]:
    """Yield each referral whose decision was due in a period. Not decided, or decided before it came: not known."""
    for one in period:
        for row in referral:
            received, decided = row["received"], row["decided"]
            due = nth_working_day_after(received, 1)
            if not within(due, one):
                continue
            known = decided is not None and decided >= received
            yield {
                "period_end": one["period_end"],
                "authority": row["authority"],
                "case_id": row["referral_id"],
                "child_id": row["child_id"],
                "case_date": due,
                "excluded": None,
                "met": working_days_after(received, decided) in (0, 1) if known else None,
                "due": due,
                "done": decided,
                "recorded": row["recorded"],
                "held_from": row["held_from"],
                "source_group": row["source_group"],
                "team": row["team"],
            }
