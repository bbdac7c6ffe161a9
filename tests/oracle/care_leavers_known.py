"""SSDA903 OC3: what a council knows of the young people who left its care, and who of them a measure leaves out."""

from collections.abc import Iterator
from datetime import date

from tests.oracle.days import DAY, Row, Rows, age, year_before

LEFT_OUT = {"DIED": "died", "RHOM": "returned home"}
SHORT_BREAKS = {"V3", "V4"}


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


def known_of_17_and_18(
    care_leaver: Rows, child: Rows, care_episode: Rows, period: Rows
) -> Iterator[tuple[Row, Row]]:
    """Yield (latest record, case) for those of 17 and 18; who was in care on the last birthday is left out."""
    births = {row["child_id"]: row["birth_date"] for row in child}
    for record, case in known_of(care_leaver, child, period, range(17, 19)):
        birthday = last_birthday(births[case["child_id"]], case["period_end"])
        episodes = [row for row in care_episode if row["child_id"] == case["child_id"]]
        if case["excluded"] is None and any(in_care_on(birthday, row) for row in episodes):
            case["excluded"] = "in care on the last birthday"
        yield record, case


def last_birthday(birth: date, today: date) -> date:
    """Go back a day at a time to the day on which the present age was reached."""
    day = today
    while age(birth, day - DAY) == age(birth, today):
        day -= DAY
    return day


def in_care_on(day: date, episode: Row) -> bool:
    """Say whether an episode covers a day: on its last day care is over. A short break is not care."""
    if episode["legal_status"] in SHORT_BREAKS:
        return False
    return episode["started"] <= day and (episode["ended"] is None or day < episode["ended"])


def in_education_or_work(activity: str | None) -> bool | None:
    """Say whether an activity code is of education, employment or training: F or P, with a number, is; G is not."""
    if activity in (None, "0") or activity[0] not in "FPG" or activity[1:] not in "1234567":
        return None
    return activity[0] != "G"


__all__ = ["Row", "Rows", "in_care_on", "in_education_or_work", "known_of", "known_of_17_and_18"]
