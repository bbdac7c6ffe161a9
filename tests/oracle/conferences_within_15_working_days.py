"""DfE table C4: initial conferences by working days from the section 47 start; day 0 is the same day, 15 in time."""

from collections.abc import Iterator

from tests.oracle.child_protection_known import working_day_after
from tests.oracle.days import Row, Rows, cases_by_day, working_days_after


def conferences_within_15_working_days(conference: Rows, section_47: Rows, period: Rows) -> Iterator[Row]:
    """Yield each conference held in a period. Its clock is that of the enquiry it came from, and of no other."""
    enquiries = {row["section_47_id"]: row for row in section_47}
    for row, one in cases_by_day(conference, period, "held"):
        enquiry = enquiries.get(row["section_47_id"], {"strategy_discussion": None, "team": None})
        began, held = enquiry["strategy_discussion"], row["held"]
        days = working_days_after(began, held) if began is not None and began <= held else None
        yield {
            "period_end": one["period_end"],
            "authority": row["authority"],
            "case_id": row["conference_id"],
            "child_id": row["child_id"],
            "case_date": held,
            "excluded": "transfer in" if row["transfer_in"] else None,
            "met": None if days is None else days < 16,
            "due": working_day_after(began, 15) if began else None,
            "done": held,
            "recorded": row["recorded"],
            "held_from": row["held_from"],
            "team": enquiry["team"],
            "strategy_discussion": began,
            "working_days": days,
            "aimed_for": row["due"],
        }
