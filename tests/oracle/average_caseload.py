"""DfE: cases held on a day over the full-time equivalents of those who hold one or more."""

from collections.abc import Iterator

from tests.oracle.workforce_known import Row, Rows, case_of, cases_held, not_away

NOBODY = {"department": None, "role": None, "recorded": None, "fte": None, "kind": None}


def average_caseload(allocation: Rows, worker: Rows, period: Rows) -> Iterator[Row]:
    """Yield each worker who holds a case on the last day of a period, with the children they hold."""
    known = {row["worker_id"]: row for row in worker}
    for one in period:
        today = one["period_end"]
        for worker_id, held in cases_held(allocation, today).items():
            row = known.get(worker_id, NOBODY)
            if row is NOBODY:
                excluded = "not on the list of social workers"
            elif not not_away(row, today):
                excluded = "not working for us on the day"
            else:
                excluded = "no contracted hours" if row["fte"] == 0 else None
            whose = row | {"authority": min(case["authority"] for case in held)}
            yield case_of(whose, worker_id, today) | {
                "excluded": excluded,
                "amount": len({case["child_id"] for case in held}),
                "base": row["fte"],
                "kind": {"agency": "Agency", "employee": "Employee"}.get(row["kind"]),
            }
