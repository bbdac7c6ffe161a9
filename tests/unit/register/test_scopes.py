"""The scopes that close nothing by themselves, or only what is so on one day; and rows that a sender takes back."""

from datetime import date
from pathlib import Path

import pytest

from scrutable.sources.delivery import EXTRACTION_DAY, Gone, Scope
from tests.unit.register.making import Cells, Loader, delivery, rows_of

JAN, FEB, MAR = "2020-01-06", "2020-02-06", "2020-03-06"


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Loader:
    return Loader(monkeypatch, tmp_path / "store", number="999")


def plan(number: int, issued: str | None, ceased: str | None = None) -> Cells:
    return {"plan_id": f"P{number}", "child_id": f"C{number}", "issued": issued, "ceased": ceased}


def test_what_is_so_today_closes_what_is_so_no_longer(load: Loader) -> None:
    """Still open on the day, and not in the list: gone. What ended before, or is of unknown days, is not spoken of."""
    held = [plan(1, "2019-01-01"), plan(2, "2019-01-01"), plan(3, "2019-01-01", "2020-02-05"),
            plan(4, "2019-01-01", "2020-02-06"), plan(5, None), plan(6, "2020-02-07")]  # fmt: skip
    load(JAN, delivery(rows_of("ehc_plan", held)))
    today = rows_of("ehc_plan", [plan(1, "2019-01-01")], scope=Scope(today=True))
    assert load.counts(FEB, delivery(today)) == (0, 0, 2)
    assert [own for (own,) in load.said("ehc_plan", "plan_id")] == ["999/P1", "999/P3", "999/P5", "999/P6"]


def test_what_is_so_today_covers_today_alone(load: Loader) -> None:
    load(JAN, delivery(rows_of("ehc_plan", [plan(1, "2019-01-01")], scope=Scope(today=True))))
    with load.register.reading() as con:
        windows = con.execute("select first_day, last_day from books.window").fetchall()
    assert windows == [(date(2020, 1, 6), date(2020, 1, 6))]


def test_what_only_adds_closes_nothing(load: Loader) -> None:
    adds = Scope(adds=True)
    load(JAN, delivery(rows_of("ehc_plan", [plan(1, "2019-01-01"), plan(2, "2019-01-02")], scope=adds)))
    assert load.counts(FEB, delivery(rows_of("ehc_plan", [plan(2, "2019-01-03")], scope=adds))) == (0, 1, 0)
    assert load.counts(MAR, delivery(rows_of("ehc_plan", [], scope=adds))) == (0, 0, 0)


@pytest.mark.parametrize(
    ("value", "left"),
    [
        ("7/E1", ["999/7/E1/A", "999/7/E11", "999/70/E1"]),
        ("7/E1/", ["999/7/E1", "999/7/E11", "999/70/E1"]),
        ("7/", ["999/70/E1"]),
        ("9", ["999/7/E1", "999/7/E1/A", "999/7/E11", "999/70/E1"]),
    ],
)
def test_what_is_taken_back_is_closed_by_id_or_by_what_it_stands_under(
    load: Loader, value: str, left: list[str]
) -> None:
    ids = ("7/E1", "7/E1/A", "7/E11", "70/E1")
    held = [{"plan_id": own, "child_id": "7", "issued": "2019-01-01"} for own in ids]
    load(JAN, delivery(rows_of("ehc_plan", held)))
    gone = rows_of("ehc_plan", [], scope=None, gone=[Gone("plan_id", value)])
    assert load.counts(FEB, delivery(gone)) == (0, 0, 4 - len(left))
    assert [own for (own,) in load.said("ehc_plan", "plan_id")] == left
    assert len(load.said("ehc_plan", "plan_id", at=JAN)) == 4


def test_what_is_taken_back_and_brought_again_stays(load: Loader) -> None:
    held = [plan(1, "2019-01-01"), plan(2, "2019-01-01")]
    load(JAN, delivery(rows_of("ehc_plan", held)))
    gone = [Gone("child_id", "C1"), Gone("child_id", "C2"), Gone("plan_id", "P9")]
    again = rows_of("ehc_plan", held[:1], scope=None, gone=gone)
    assert load.counts(FEB, delivery(again)) == (0, 0, 1)


def test_another_sources_rows_are_not_taken_back(load: Loader) -> None:
    load(JAN, delivery(rows_of("ehc_plan", [plan(1, "2019-01-01")]), source="sen2"))
    gone = rows_of("ehc_plan", [plan(3, None)], scope=None, gone=[Gone("plan_id", "P1")])
    assert load.counts(FEB, delivery(gone)) == (1, 0, 0)
    assert len(load.said("ehc_plan", "plan_id")) == 2


def test_the_day_of_extraction_is_filled_in_where_it_is_left_open(load: Loader) -> None:
    row = {"status_id": f"7/{EXTRACTION_DAY}", "child_id": "7", "as_at": EXTRACTION_DAY, "in_touch": None}
    for day in (JAN, FEB):
        load(day, delivery(rows_of("care_leaver", [row], scope=Scope(latest=True), of_the_day=True)))
    assert load.said("care_leaver", "status_id", "as_at") == [
        ("999/7/2020-01-06", date(2020, 1, 6)), ("999/7/2020-02-06", date(2020, 2, 6))
    ]  # fmt: skip
