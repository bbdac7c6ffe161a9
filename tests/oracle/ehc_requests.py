"""Children and Families Act 2014 s36(1): a parent, young person or school may ask for an assessment."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows, cases_by_day


def ehc_requests(ehc_request: Rows, period: Rows) -> Iterator[Row]:
    """Yield every request received in a period, whatever was decided."""
    for request, one in cases_by_day(ehc_request, period, "received"):
        yield {
            "period_end": one["period_end"],
            "authority": request["authority"],
            "case_id": request["request_id"],
            "child_id": request["child_id"],
            "case_date": request["received"],
            "excluded": None,
            "recorded": request["recorded"],
            "source_group": request["source_group"],
            "team": request["team"],
        }
