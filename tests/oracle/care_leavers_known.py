"""SSDA903 OC3: what a council knows of the young people who left its care, and who of them a measure leaves out."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows, age, year_before

LEFT_OUT = {"DIED": "died", "RHOM": "returned home"}


def known_of(care_leaver: Rows, child: Rows, period: Rows, ages: range) -> Iterator[tuple[Row, Row]]:
    """Yield (latest record, case) for each young person of these ages on the last day of a period.

    The record is the latest up to that day, and less than a year old.
    """
    births = {row["child_id"]: row["birth_date"] for row in child}
    for one in period:
        today = one["period_end"]
        for person in sorted({row["child_id"] for row in care_leaver}):
            records = [row for row in care_leaver if row["child_id"] == person and row["as_at"] <= today]
            latest = max(records, key=lambda row: (row["as_at"], row["status_id"]), default=None)
            birth = births.get(person)
            if latest is None or birth is None or latest["as_at"] <= year_before(today):
                continue
            if age(birth, today) in ages:
                yield (
                    latest,
                    {
                        "period_end": today,
                        "authority": latest["authority"],
                        "case_id": person,
                        "child_id": person,
                        "case_date": today,
                        "excluded": LEFT_OUT.get(latest["in_touch"]),
                        "recorded": latest["recorded"],
                        "team": latest["team"],
                    },
                )


__all__ = ["Row", "Rows", "known_of"]
