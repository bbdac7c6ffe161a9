"""Of what the workers who hold cases work, the part of those in their first, supported year."""

from collections.abc import Iterator

from tests.oracle.workforce_known import Row, Rows, case_of, cases_held, not_away


def newly_qualified_share(worker: Rows, allocation: Rows, period: Rows) -> Iterator[Row]:
    """Yield each worker who holds a case on the last day of a period and works for the council on it."""
    for one in period:
        today = one["period_end"]
        held = cases_held(allocation, today)
        for row in worker:
            if row["worker_id"] in held and not_away(row, today):
                new = row["newly_qualified"]
                amount = None if new is None else row["fte"] if new else 0.0
                yield case_of(row, row["worker_id"], today) | {"amount": amount, "base": row["fte"]}
