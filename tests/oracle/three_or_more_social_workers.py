"""DfE stability measures: how many different social workers a child had in the year."""

from collections.abc import Iterator

from tests.oracle.children_in_care_known import Row, Rows, in_care_at, reaches, the_year_to


def three_or_more_social_workers(
    allocation: Rows, care_episode: Rows, records: Rows, period: Rows
) -> Iterator[Row]:
    """Yield each child in care at the end of a period; met where three people or more were their worker in the year."""
    for care, latest, case, today in in_care_at(care_episode, period):
        first = the_year_to(today)
        workers = {
            row["worker_id"]
            for row in allocation
            if row["child_id"] == care.child
            and row["started"] <= today
            and (row["ended"] is None or row["ended"] >= first)
        }
        yield case | {
            "met": len(workers) > 2 if workers else None,
            "recorded": latest["recorded"],
            "history": reaches(records, latest["authority"], "allocation", first),
            "workers": len(workers) or None,
            "in_care_since": care.since,
        }
