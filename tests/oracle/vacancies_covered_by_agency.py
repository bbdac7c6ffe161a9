"""Of the posts vacant on a day, those that an agency worker covers."""

from collections.abc import Iterator

from tests.oracle.workforce_known import Row, Rows, covered, posts


def vacancies_covered_by_agency(post: Rows, worker: Rows, period: Rows) -> Iterator[Row]:
    """Yield each post that is vacant on the last day of a period; met where an agency worker covers it."""
    for row, case, vacant in posts(post, worker, period):
        if vacant:
            yield case | {"met": covered(row, worker, case["period_end"])}
