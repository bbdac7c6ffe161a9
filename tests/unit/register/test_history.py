"""What a load does to the history: new, changed and closed rows, and which rows it speaks for."""

from datetime import date, datetime

import pytest

from scrutable.sources.delivery import Scope
from tests.unit.register.making import WHOLE, Loader, delivery, rows_of

JAN, FEB, MAR = "2020-01-06", "2020-02-06", "2020-03-06"


def plan(
    number: int, started: str | None = "2019-01-01", ended: str | None = None, **more: str
) -> dict[str, str | None]:
    return {"plan_id": str(number), "child_id": "1", "started": started, "ended": ended, **more}


def visit(number: int, made: str) -> dict[str, str | None]:
    return {"visit_id": str(number), "child_id": "1", "made": made}


def test_new_changed_closed_and_same(load: Loader) -> None:
    first = rows_of("cp_plan", [plan(1), plan(2), plan(3)])
    second = rows_of("cp_plan", [plan(1), plan(2, team="North"), plan(4)])
    assert load.counts(JAN, delivery(first)) == (3, 0, 0)
    assert load.counts(FEB, delivery(second)) == (1, 1, 1)
    assert load.counts(MAR, delivery(second)) == (0, 0, 0)
    was = datetime(2020, 1, 6), datetime(2020, 2, 6)
    with load.register.reading() as con:
        rows = con.execute(
            "select plan_id, team, known_from, known_to, load from cp_plan order by all"
        ).fetchall()
    assert rows == [
        ("999/1", None, was[0], None, 1),
        ("999/2", "North", was[1], None, 2),
        ("999/2", None, was[0], was[1], 1),
        ("999/3", None, was[0], was[1], 1),
        ("999/4", None, was[1], None, 2),
    ]


def test_a_row_that_comes_back_is_new_again(load: Loader) -> None:
    held, gone = rows_of("cp_plan", [plan(1), plan(2)]), rows_of("cp_plan", [plan(1)])
    assert load.counts(JAN, delivery(held)) == (2, 0, 0)
    assert load.counts(FEB, delivery(gone)) == (0, 0, 1)
    assert load.counts(MAR, delivery(held)) == (1, 0, 0)
    assert load.said("cp_plan", "plan_id", at="2020-02-20") == [("999/1",)]
    assert load.said("cp_plan", "plan_id") == [("999/1",), ("999/2",)]


def test_a_value_that_becomes_blank_or_is_filled_in_is_a_change(load: Loader) -> None:
    assert load.counts(JAN, delivery(rows_of("cp_plan", [plan(1, team="North"), plan(2)]))) == (2, 0, 0)
    assert load.counts(FEB, delivery(rows_of("cp_plan", [plan(1), plan(2, team="East")]))) == (0, 2, 0)
    assert load.said("cp_plan", "plan_id", "team") == [("999/1", None), ("999/2", "East")]


def test_a_later_moment_of_recording_is_a_change(load: Loader) -> None:
    assert load.counts(JAN, delivery(rows_of("cp_plan", [plan(1, recorded="2020-01-02")]))) == (1, 0, 0)
    assert load.counts(FEB, delivery(rows_of("cp_plan", [plan(1, recorded="2020-01-03")]))) == (0, 1, 0)


def test_another_way_of_writing_the_same_is_no_change(load: Loader) -> None:
    assert load.counts(JAN, delivery(rows_of("cp_plan", [plan(1, "2019-01-02")]))) == (1, 0, 0)
    assert load.counts(FEB, delivery(rows_of("cp_plan", [plan(1, "02/01/2019", "#N/A")]))) == (0, 0, 0)


@pytest.mark.parametrize(
    ("scope", "closed"), [(WHOLE, 2), (None, 0), (Scope(first=date(2019, 4, 1), last=date(2019, 6, 30)), 1)]
)
def test_an_extract_without_rows_closes_what_it_speaks_for(
    load: Loader, scope: Scope | None, closed: int
) -> None:
    before = [plan(1, "2019-01-01", "2019-02-01"), plan(2, "2019-05-01", "2019-05-02")]
    load(JAN, delivery(rows_of("cp_plan", before)))
    assert load.counts(FEB, delivery(rows_of("cp_plan", [], scope=scope))) == (0, 0, closed)


@pytest.mark.parametrize(
    ("started", "ended", "closes"),
    [
        ("2019-01-01", "2019-03-31", False),  # ended the day before the window
        ("2019-01-01", "2019-04-01", True),  # ended on its first day
        ("2019-04-01", "2019-04-02", True),
        ("2019-01-01", "2019-12-31", True),  # over the whole window and more
        ("2019-01-01", None, True),  # still open
        ("2019-06-30", None, True),  # began on the last day
        ("2019-07-01", None, False),  # began the day after
        ("2019-07-01", "2019-07-02", False),
    ],
)
def test_a_window_speaks_for_rows_that_touch_it(
    load: Loader, started: str, ended: str | None, closes: bool
) -> None:
    window = Scope(first=date(2019, 4, 1), last=date(2019, 6, 30))
    load(JAN, delivery(rows_of("cp_plan", [plan(1, started, ended)])))
    assert load.counts(FEB, delivery(rows_of("cp_plan", [], scope=window))) == (0, 0, int(closes))


@pytest.mark.parametrize(
    ("made", "closes"),
    [("2019-03-31", False), ("2019-04-01", True), ("2019-06-30", True), ("2019-07-01", False)],
)
def test_a_window_speaks_for_events_of_its_days(load: Loader, made: str, closes: bool) -> None:
    window = Scope(first=date(2019, 4, 1), last=date(2019, 6, 30))
    load(JAN, delivery(rows_of("cp_visit", [visit(1, made)])))
    assert load.counts(FEB, delivery(rows_of("cp_visit", [], scope=window))) == (0, 0, int(closes))


@pytest.mark.parametrize(("began", "closes"), [("2019-06-30 23:59", True), ("2019-07-01 00:00", False)])
def test_the_last_day_of_a_window_is_whole(load: Loader, began: str, closes: bool) -> None:
    window = Scope(first=date(2019, 4, 1), last=date(2019, 6, 30))
    row = {"episode_id": "1", "child_id": "1", "began": began, "returned": began}
    load(JAN, delivery(rows_of("missing_episode", [row])))
    assert load.counts(FEB, delivery(rows_of("missing_episode", [], scope=window))) == (0, 0, int(closes))


def test_a_window_without_a_first_day_begins_at_the_earliest_row(load: Loader) -> None:
    """The file does not say what it covers: only what is no older than its own rows is closed."""
    before = [visit(1, "2019-03-31"), visit(2, "2019-04-01"), visit(3, "2019-05-01"), visit(4, "2020-02-06")]
    load(JAN, delivery(rows_of("cp_visit", [*before, visit(5, "2020-02-07")])))
    assert load.counts(FEB, delivery(rows_of("cp_visit", [visit(6, "2019-04-01")], scope=Scope()))) == (
        1,
        0,
        3,
    )
    assert load.said("cp_visit", "visit_id") == [("999/1",), ("999/5",), ("999/6",)]


def test_for_a_stretch_the_earliest_end_counts(load: Loader) -> None:
    """A file of plans open since April holds plans that began years before; it says nothing of those that ended."""
    before = [plan(1, "2015-01-01", "2018-01-01"), plan(2, "2015-01-01", "2019-04-01"), plan(3, "2019-01-01")]
    load(JAN, delivery(rows_of("cp_plan", before)))
    later = [plan(4, "2014-01-01", "2019-04-01"), plan(5, "2019-12-01")]
    assert load.counts(FEB, delivery(rows_of("cp_plan", later, scope=Scope()))) == (2, 0, 2)
    assert load.said("cp_plan", "plan_id") == [("999/1",), ("999/4",), ("999/5",)]


def test_a_window_without_a_first_day_and_without_rows_closes_nothing(load: Loader) -> None:
    load(JAN, delivery(rows_of("cp_visit", [visit(1, "2019-04-01")])))
    assert load.counts(FEB, delivery(rows_of("cp_visit", [], scope=Scope()))) == (0, 0, 0)


def test_the_last_visit_of_each_closes_none_before_it_and_covers_the_day_of_the_extract(load: Loader) -> None:
    last = Scope(latest=True)
    load(JAN, delivery(rows_of("cp_visit", [visit(1, "2019-12-20")], scope=last)))
    assert load.counts(FEB, delivery(rows_of("cp_visit", [visit(2, "2020-01-31")], scope=last))) == (1, 0, 0)
    assert load.said("cp_visit", "visit_id") == [("999/1",), ("999/2",)]
    with load.register.reading() as con:
        days = con.execute("select first_day, last_day from books.window order by load").fetchall()
    assert days == [(date(2020, 1, 6),) * 2, (date(2020, 2, 6),) * 2]


def test_a_row_without_any_date_is_closed_only_by_a_whole_extract(load: Loader) -> None:
    row = {"request_id": "1", "child_id": "1"}
    load(JAN, delivery(rows_of("ehc_request", [row])))
    window = Scope(first=date(1900, 1, 1), last=date(2100, 1, 1))
    assert load.counts(FEB, delivery(rows_of("ehc_request", [], scope=window))) == (0, 0, 0)
    assert load.counts(MAR, delivery(rows_of("ehc_request", [], scope=WHOLE))) == (0, 0, 1)


def test_a_row_without_a_first_day_stands_by_its_last(load: Loader) -> None:
    row = {"request_id": "1", "child_id": "1", "decided": "2019-05-01"}
    load(JAN, delivery(rows_of("ehc_request", [row])))
    window = Scope(first=date(2019, 5, 2), last=date(2019, 6, 30))
    assert load.counts(FEB, delivery(rows_of("ehc_request", [], scope=window))) == (0, 0, 0)
    window = Scope(first=date(2019, 5, 1), last=date(2019, 6, 30))
    assert load.counts(MAR, delivery(rows_of("ehc_request", [], scope=window))) == (0, 0, 1)


def test_a_table_without_dates_is_closed_only_by_a_whole_extract(load: Loader) -> None:
    load(JAN, delivery(rows_of("child", [{"child_id": "1"}, {"child_id": "2"}])))
    assert load.counts(FEB, delivery(rows_of("child", [{"child_id": "1"}], scope=Scope()))) == (0, 0, 0)
    assert load.counts(MAR, delivery(rows_of("child", [{"child_id": "1"}], scope=WHOLE))) == (0, 0, 1)


def test_a_source_closes_only_its_own_rows(load: Loader) -> None:
    load(JAN, delivery(rows_of("cp_plan", [plan(1)]), source="cin"))
    assert load.counts(FEB, delivery(rows_of("cp_plan", [plan(2)]), source="annex_a")) == (1, 0, 0)
    assert load.said("cp_plan", "plan_id", "source") == [("999/1", "cin"), ("999/2", "annex_a")]


def test_several_windows_speak_for_the_days_of_each(load: Loader) -> None:
    load(JAN, delivery(rows_of("cp_visit", [visit(n, f"2019-0{n}-01") for n in (1, 2, 3, 4)])))
    windows = [Scope(first=date(2019, n, 1), last=date(2019, n, 28)) for n in (1, 3)]
    parts = [delivery(rows_of("cp_visit", [], scope=one), file=f"{one.first}.csv") for one in windows]
    assert load.counts(FEB, *parts) == (0, 0, 2)
    assert load.said("cp_visit", "visit_id") == [("999/2",), ("999/4",)]


def test_a_list_without_ends_speaks_for_what_began_in_its_days(load: Loader) -> None:
    """An Annex A list of referrals gives no closing dates, and leaves out what began before its months."""
    received = {"1": "2019-02-01", "2": "2019-08-01", "3": "2019-09-01"}
    rows = [{"referral_id": n, "child_id": n, "received": day} for n, day in received.items()]
    load(JAN, delivery(rows_of("referral", rows, scope=Scope())))
    assert load.counts(FEB, delivery(rows_of("referral", rows[1:2], scope=Scope()))) == (0, 0, 1)
    assert load.said("referral", "referral_id") == [("999/1",), ("999/2",)]
