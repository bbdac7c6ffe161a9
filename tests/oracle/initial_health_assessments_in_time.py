"""Care Planning Regulations 2010, regs 7 and 33(1): before the first review, in 20 working days."""

from collections.abc import Iterator

from tests.oracle.care_reviews_in_time import twenty_working_days
from tests.oracle.children_in_care_known import Row, Rows, is_done, months_after, times_in_care
from tests.oracle.days import within


def initial_health_assessments_in_time(care_episode: Rows, care_health: Rows, period: Rows) -> Iterator[Row]:
    """Yield each entry into care whose twentieth working day lies in a period; met if health was assessed."""
    assessments = [row for row in care_health if row["kind"] == "health assessment" and row["done"]]
    for care in times_in_care(care_episode):
        first = care.episodes[0]
        due = twenty_working_days(care.since)
        own = [row for row in assessments if row["child_id"] == care.child and is_done(row)]
        done = min((r["done"] for r in own if r["done"] >= months_after(care.since, -3)), default=None)
        those = [row for row in own if row["done"] == done]
        has_dates = any(row["authority"] == first["authority"] for row in assessments)
        for one in period:
            if within(due, one) and first["start_reason"] in (None, "S"):
                yield {
                    "period_end": one["period_end"],
                    "authority": first["authority"],
                    "case_id": first["episode_id"],
                    "child_id": care.child,
                    "case_date": due,
                    "excluded": "left care within 20 working days" if care.ends <= due else None,
                    "met": True if done and done <= due else False if has_dates else None,
                    "due": due,
                    "done": done,
                    "recorded": min((row["recorded"] for row in those if row["recorded"]), default=None),
                    "held_from": min((row["held_from"] for row in those if row["held_from"]), default=None),
                    "team": first["team"],
                    "in_care_since": care.since,
                }
