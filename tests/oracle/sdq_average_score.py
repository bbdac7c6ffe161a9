"""LAIT: the scores of children of 4 to 16 in care for a year."""

from collections.abc import Iterator

from tests.oracle.children_in_care_known import Row, Rows, in_care_at, months_after, reaches, the_year_to
from tests.oracle.days import age


def sdq_average_score(
    care_episode: Rows, care_health: Rows, child: Rows, records: Rows, period: Rows
) -> Iterator[Row]:
    """Yield each child of 4 to 16 in care for a year at the end of a period, with the latest score of that year."""
    births = {row["child_id"]: row["birth_date"] for row in child}
    for care, latest, case, today in in_care_at(care_episode, period):
        birth = births.get(care.child)
        if care.since > months_after(today, -12):
            continue
        if birth and (birth > today or not 4 <= age(birth, today) <= 16):
            continue
        scores = []
        for row in care_health:
            score = row["score"]
            if row["child_id"] != care.child or row["kind"] != "SDQ" or score is None or not 0 <= score <= 40:
                continue
            if row["done"] and the_year_to(today) <= row["done"] <= today:
                scores.append((row["done"], row["check_id"], row))
            elif row["done"] is None and row["as_at"] == today:
                scores.append((today, row["check_id"], row))
        day, _, found = max(scores, key=lambda one: one[:2], default=(None, None, None))
        score = found["score"] if found else None
        yield case | {
            "amount": score,
            "done": day,
            "recorded": found["recorded"] if found else None,
            "history": reaches(records, latest["authority"], "care_episode", months_after(today, -12)),
            "concern": None
            if score is None
            else ("usual" if score < 14 else "on the border" if score < 17 else "cause for concern"),
            "in_care_since": care.since,
        }
