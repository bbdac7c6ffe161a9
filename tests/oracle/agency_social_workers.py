"""The council's list of social workers: who of them, on a day, works through an agency."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows


def agency_social_workers(worker: Rows, period: Rows) -> Iterator[Row]:
    """Yield each agency worker who had begun by the last day of a period and had not ended by it."""
    for one in period:
        today = one["period_end"]
        for row in worker:
            begun = row["started"] is not None and row["started"] <= today
            gone = row["ended"] is not None and row["ended"] <= today
            if row["kind"] == "agency" and begun and not gone:
                yield {
                    "period_end": today,
                    "authority": row["authority"],
                    "case_id": row["worker_id"],
                    "child_id": None,
                    "case_date": today,
                    "excluded": None,
                    "recorded": row["recorded"],
                    "department": row["department"],
                    "role": row["role"],
                }
