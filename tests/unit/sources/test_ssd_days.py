"""Days in the mapping of the SSD: as text in one form, and only where they lie before another."""

from datetime import date, datetime

import pyarrow as pa
import pytest

from scrutable.sources.ssd_values import Before, Day


class Held:
    """An extract of one table."""

    def __init__(self, **columns: pa.Array) -> None:
        self.columns = columns

    def column(self, table: str, name: str) -> pa.Array | None:
        return self.columns.get(name)

    def length(self, table: str) -> int:
        return len(next(iter(self.columns.values())))


MOMENTS = [datetime(2020, 1, 6), datetime(2020, 1, 7, 9, 30), None]


@pytest.mark.parametrize(
    "column",
    [
        pa.array(["2020-01-06 00:00:00.000", "07/01/2020 09:30", ""]),
        pa.array(["2020-01-06", "2020-01-07", "NULL"]),
        pa.array(MOMENTS, pa.timestamp("us")),
        pa.array([moment and moment.date() for moment in MOMENTS], pa.date32()),
    ],
)
def test_a_day_is_the_same_text_whatever_wrote_it(column: pa.Array) -> None:
    found = Day("held").array(Held(held=column), "t")
    assert found is not None and found.to_pylist() == ["2020-01-06", "2020-01-07", None]


def test_only_a_day_before_the_other_tells_anything() -> None:
    """The day before does; the same day, the day after, and what stands beside nothing do not."""
    given = pa.array(["2020-01-05", "2020-01-06", "2020-01-07", "2020-01-05", None])
    other = pa.array(["2020-01-06 12:00", "2020-01-06", "2020-01-06", "", "2020-01-06"])
    held = Held(given=given, other=other)
    found = Before("given", "other").array(held, "t")
    assert found is not None and found.to_pylist() == [date(2020, 1, 5), None, None, None, None]
    assert Before("given", "none").array(held, "t") is None and Day("none").array(held, "t") is None
    assert [*Before("given", "other").reads("t")] == [("t", "given"), ("t", "other")]
    assert [*Day("given").reads("t")] == [("t", "given")]
