"""Children in need census: an enquiry under section 47 begins with its strategy discussion."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows, cases_by_day


def section_47_enquiries(section_47: Rows, period: Rows) -> Iterator[Row]:
    """Yield each enquiry begun in a period."""
    for row, one in cases_by_day(section_47, period, "strategy_discussion"):
        yield {
            "period_end": one["period_end"],
            "authority": row["authority"],
            "case_id": row["section_47_id"],
            "child_id": row["child_id"],
            "case_date": row["strategy_discussion"],
            "excluded": None,
            "recorded": row["recorded"],
            "team": row["team"],
            "ended": row["ended"],
            "outcome": row["outcome"],
        }
