"""DfE: what leavers of a period worked, of what those in post at its end work; employees alone."""

from collections.abc import Iterator

from tests.oracle.days import within
from tests.oracle.workforce_known import Row, Rows, case_of, there

MOVES = ("within the council", "within the authority", "internal")


def turnover_rate(worker: Rows, period: Rows) -> Iterator[Row]:
    """Yield each employee who left in a period or was in post on its last day."""
    for one in period:
        today = one["period_end"]
        for row in worker:
            if row["kind"] != "employee":
                continue
            case = case_of(row, row["worker_id"], today)
            if within(row["ended"], one):
                moved = any(words in (row["leave_reason"] or "").lower() for words in MOVES)
                impossible = row["started"] is not None and row["started"] > row["ended"]
                yield case | {
                    "case_date": row["ended"],
                    "excluded": "moved within the council" if moved else None,
                    "amount": None if impossible else row["fte"],
                    "base": 0.0,
                }
            elif there(row, today):
                yield case | {"amount": 0.0, "base": row["fte"]}
