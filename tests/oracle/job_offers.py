"""Recruitment: the offers made, and how far each has come by what the records say now."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows, cases_by_day


def job_offers(recruitment: Rows, post: Rows, period: Rows) -> Iterator[Row]:
    """Yield each offer made in a period, with what came of it."""
    departments = {row["post_id"]: row["department"] for row in post}
    for row, one in cases_by_day(recruitment, period, "happened"):
        if row["stage"] == "offered":
            yield {
                "period_end": one["period_end"],
                "authority": row["authority"],
                "case_id": row["step_id"],
                "child_id": None,
                "case_date": row["happened"],
                "excluded": None,
                "recorded": row["recorded"],
                "outcome_so_far": came_of(row, recruitment),
                "department": departments.get(row["post_id"]),
            }


def came_of(offer: Row, recruitment: Rows) -> str | None:
    """Walk through the candidate's later steps in order, up to a second offer of the same post."""
    named = offer["post_id"] is not None and offer["candidate_id"] is not None
    mine = [
        row
        for row in recruitment
        if named and all(row[column] == offer[column] for column in ("post_id", "candidate_id"))
    ]
    stages, turned_down = set(), is_turned_down(offer)
    second = min(
        (
            (row["happened"], row["step_id"])
            for row in mine
            if row["stage"] == "offered"
            and (row["happened"], row["step_id"]) > (offer["happened"], offer["step_id"])
        ),
        default=None,
    )
    for row in mine:
        before_second = second is None or row["happened"] < second[0]
        if row["stage"] != "offered" and offer["happened"] <= row["happened"] and before_second:
            stages.add(row["stage"])
            turned_down = turned_down or is_turned_down(row)
    if "started" in stages:
        return "Started"
    if turned_down:
        return "Withdrawn or declined"
    if "accepted" in stages:
        return "Accepted"
    return "Nothing further yet" if named else None


def is_turned_down(row: Row) -> bool:
    said = (row["outcome"] or "").lower()
    return "withdr" in said or "declin" in said
