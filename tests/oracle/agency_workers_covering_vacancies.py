"""Of the agency workers of a day, those who cover a vacant post."""

from collections.abc import Iterator

from tests.oracle.workforce_known import Row, Rows, people, posts, too_late


def agency_workers_covering_vacancies(worker: Rows, post: Rows, period: Rows) -> Iterator[Row]:
    """Yield each agency worker of the last day of a period; met where a vacant post names them."""
    for row, case in people(worker, period):
        if row["kind"] != "agency":
            continue
        today = case["period_end"]
        names = {
            name
            for listed, one, vacant in posts(post, worker, [{"period_end": today}])
            if vacant and one["excluded"] is None
            for name in (listed["held_by"], listed["covered_by"])
        }
        lists = [listed for listed in post if listed["authority"] == row["authority"]]
        cannot_say = all(too_late(listed, today) for listed in lists)
        yield case | {"met": True if row["worker_id"] in names else None if cannot_say else False}
