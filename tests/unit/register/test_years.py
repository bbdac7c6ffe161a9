"""What a nightly extract of the last years speaks for: what ended before them has left it, and is not undone."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from scrutable.register.history import Stamp, _years_before
from tests.unit.sources.ssd_making import Loaded, day, write

JAN = datetime(2020, 1, 6, 6)


def plans(*rows: tuple[str, str, str | None]) -> dict[str, dict[str, list[object]]]:
    """Return an extract of child in need plans: id, first day, last day."""
    return {"ssd_cin_plans": {
        "cinp_cin_plan_id": [one for one, _, _ in rows], "cinp_person_id": ["1"] * len(rows),
        "cinp_cin_plan_start_date": [day(began) for _, began, _ in rows],
        "cinp_cin_plan_end_date": [day(ended) for *_, ended in rows],
    }}  # fmt: skip


@pytest.fixture
def after(tmp_path: Path) -> Callable[..., list[str]]:
    """Load one extract in January, another as of a later day; return the plans that stand then."""

    def done(first: object, second: object, at: datetime) -> list[str]:
        loaded = Loaded(tmp_path / "store").load(write(tmp_path / "a", first, "parquet"), JAN)  # type: ignore[arg-type]
        loaded.load(write(tmp_path / "b", second, "parquet"), at)  # type: ignore[arg-type]
        return [one for (one,) in loaded.rows("cin_plan", "plan_id")]

    return done


def test_what_has_aged_out_stays_and_what_was_deleted_is_closed(after: Callable[..., list[str]]) -> None:
    open_one = ("open", "2012-05-01", None)
    first = plans(
        ("before", "2013-01-01", "2014-02-09"), ("on the day", "2013-01-01", "2014-02-10"),
        ("recent", "2019-01-01", "2019-02-01"), ("old and open", "2010-01-01", None), open_one,
    )  # fmt: skip
    # Six years before 10 February 2020 is 10 February 2014: what ended that day is still spoken for.
    assert after(first, plans(open_one), datetime(2020, 2, 10)) == ["before", "open"]


def test_an_event_in_the_window_that_is_gone_is_closed(tmp_path: Path) -> None:
    def visits(*made: tuple[str, str]) -> dict[str, dict[str, list[object]]]:
        return {"ssd_cla_visits": {
            "clav_cla_visit_id": [one for one, _ in made], "clav_person_id": ["1"] * len(made),
            "clav_cla_visit_date": [day(when) for _, when in made], "clav_cla_visit_seen": ["Y"] * len(made),
        }}  # fmt: skip

    first = visits(("aged", "2014-02-09"), ("gone", "2014-02-10"), ("kept", "2019-01-01"))
    loaded = Loaded(tmp_path / "store").load(write(tmp_path / "a", first, "parquet"), JAN)
    loaded.load(write(tmp_path / "b", visits(("kept", "2019-01-01")), "parquet"), datetime(2020, 2, 10))
    assert loaded.rows("care_visit", "visit_id") == [("aged",), ("kept",)]


def test_the_records_begin_no_earlier_than_the_window(tmp_path: Path) -> None:
    # A system with a plan a month since 2010: the extract has them all, and is complete only for six years.
    months = [f"{year}-{month:02}-15" for year in range(2010, 2020) for month in range(1, 13)]
    loaded = Loaded(tmp_path / "store")
    loaded.load(write(tmp_path / "a", plans(*((f"p{at}", at, at) for at in months)), "parquet"), JAN)
    with loaded.register.reading() as con:
        assert con.execute("select first_day, last_day from books.window").fetchall() == [
            (date(2014, 1, 6), date(2020, 1, 6))
        ]


def test_the_records_begin_where_the_system_does(tmp_path: Path) -> None:
    months = [f"{year}-{month:02}-15" for year in (2018, 2019) for month in range(1, 13)]
    loaded = Loaded(tmp_path / "store")
    loaded.load(write(tmp_path / "a", plans(*((f"p{at}", at, at) for at in months)), "parquet"), JAN)
    with loaded.register.reading() as con:
        assert con.execute("select first_day from books.window").fetchall() == [(date(2018, 1, 1),)]


@pytest.mark.parametrize(
    ("extracted", "first"),
    [
        (datetime(2020, 2, 29), date(2014, 3, 1)),
        (datetime(2020, 2, 28, 23), date(2014, 2, 28)),
        (datetime(2020, 12, 31), date(2014, 12, 31)),
    ],
)
def test_six_years_before_a_leap_day_there_is_none(extracted: datetime, first: date) -> None:
    assert _years_before(Stamp(1, "999", "ssd", extracted), 6) == first
    assert _years_before(Stamp(1, "999", "ssd", extracted), 0) is None
