"""The register as known on a moment: which source speaks, who is the same child, and the council's own rules."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from scrutable.engine import views
from scrutable.errors import UsageFault
from scrutable.figures.view import open_view
from scrutable.register.settings import read_settings
from tests.unit.register.making import Loader, delivery, rows_of

JAN, FEB = "2020-01-06", "2020-02-06"


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Loader:
    return Loader(monkeypatch, tmp_path / "it's a store", number="999")  # a quotation mark in the path


def say(load: Loader, text: str) -> None:
    """Add to the store's settings."""
    path = load.register.folder / "scrutable.toml"
    kept = path.read_text(encoding="utf-8")
    path.write_text(kept.replace("[speaks]\n", f"[speaks]\n{text}\n"), encoding="utf-8")


def seen(load: Loader, sql: str, at: str = "2020-12-31") -> list[tuple[Any, ...]]:
    """Return what a query finds in the register as known on a day."""
    view = open_view(load.register.current(), read_settings(load.register.folder), at)
    return view.engine.con.execute(f"{sql} order by all").fetchall()


def referral(source: str, *ids: str) -> Any:
    rows = [{"referral_id": one, "child_id": "1", "received": "2019-11-01"} for one in ids]
    return delivery(rows_of("referral", rows), source=source, file=f"{source}-{'-'.join(ids)}")


def child(source: str, *rows: dict[str, str | None]) -> Any:
    return delivery(rows_of("child", list(rows)), source=source, file=f"{source}-{len(rows)}")


def test_one_source_speaks_for_a_table_and_they_are_never_mixed(load: Loader) -> None:
    load(JAN, referral("annex_a", "a1", "a2"))
    assert seen(load, "select referral_id from referral") == [("999/a1",), ("999/a2",)]
    load(FEB, referral("cin", "c1"))
    assert seen(load, "select referral_id from referral") == [("999/c1",)]
    # Before the census came, Annex A spoke, and what was said then stands.
    assert seen(load, "select referral_id from referral", "2020-02-05") == [("999/a1",), ("999/a2",)]


def test_the_settings_say_which_source_speaks(load: Loader) -> None:
    load(JAN, referral("annex_a", "a1"), referral("cin", "c1"))
    say(load, 'referral = "annex_a"')
    assert seen(load, "select referral_id, source from referral") == [("999/a1", "annex_a")]
    view = open_view(load.register.current(), read_settings(load.register.folder), JAN)
    [spoken] = [one for one in view.spoken if one.table == "referral"]
    assert (spoken.source, spoken.passed_over) == ("annex_a", ("cin",))


def test_a_chosen_source_that_holds_nothing_leaves_the_word_to_the_next(load: Loader) -> None:
    load(JAN, referral("cin", "c1"))
    say(load, 'referral = "annex_a"')
    assert seen(load, "select referral_id from referral") == [("999/c1",)]


def test_an_empty_table_is_held(load: Loader) -> None:
    load(FEB, delivery(rows_of("referral", []), source="cin"))
    assert seen(load, "select * from referral") == []
    view = open_view(load.register.current(), load.register.settings, FEB)
    assert "referral" in view.held and "cp_plan" not in view.held


def test_a_source_that_never_brought_a_row_does_not_silence_another(load: Loader) -> None:
    load(JAN, referral("annex_a", "a1"), delivery(rows_of("referral", []), source="cin", file="empty"))
    assert seen(load, "select referral_id from referral") == [("999/a1",)]
    load(FEB, referral("cin", "c1"))
    load("2020-03-06", delivery(rows_of("referral", []), source="cin", file="emptied"))
    assert seen(load, "select referral_id from referral") == []  # it had spoken, and now says there are none


def test_each_child_comes_from_the_first_source_that_holds_it(load: Loader) -> None:
    load(JAN, child("annex_a", {"child_id": "1", "sex": "M"}, {"child_id": "2", "sex": "M"}))
    load(JAN, child("cin", {"child_id": "1", "sex": "F"}))
    assert seen(load, "select child_id, sex from child") == [("999/1", "F"), ("999/2", "M")]
    say(load, 'child = "annex_a"')
    assert seen(load, "select child_id, sex from child") == [("999/1", "M"), ("999/2", "M")]


def plan(child_id: str) -> Any:
    row = {"plan_id": f"P{child_id}", "child_id": child_id, "issued": "2019-11-01"}
    return delivery(rows_of("ehc_plan", [row]), source="sen2", file=child_id)


def test_a_child_of_sen2_is_joined_by_pupil_number(load: Loader) -> None:
    load(JAN, child("cin", {"child_id": "1", "upn": "U1", "sex": "F"}, {"child_id": "2", "upn": "U2"}))
    load(JAN, child("sen2", {"child_id": "U1", "upn": "U1", "sex": "M"}, {"child_id": "U9", "upn": "U9"}))
    load(JAN, plan("U1"))
    assert seen(load, "select child_id from ehc_plan") == [("999/1",)]
    assert seen(load, "select child_id, sex from child") == [
        ("999/1", "F"),
        ("999/2", None),
        ("999/U9", None),
    ]


def test_a_pupil_number_of_two_children_joins_nothing(load: Loader) -> None:
    load(JAN, child("cin", {"child_id": "1", "upn": "U1"}, {"child_id": "2", "upn": "U1"}))
    load(JAN, child("sen2", {"child_id": "U1", "upn": "U1"}))
    load(JAN, plan("U1"))
    assert seen(load, "select child_id from ehc_plan") == [("999/U1",)]
    assert len(seen(load, "select * from child")) == 3


def test_the_same_child_in_two_sources_is_not_two_children(load: Loader) -> None:
    load(JAN, child("cin", {"child_id": "1", "upn": "U1"}))
    load(JAN, child("ssda903", {"child_id": "1", "upn": "U1"}))
    load(JAN, child("sen2", {"child_id": "U1", "upn": "U1"}))
    assert seen(load, "select child_id, source from child") == [("999/1", "cin")]


def merges(load: Loader, *pairs: tuple[str, str]) -> None:
    rows = [{"child_id": one, "into_child_id": other} for one, other in pairs]
    load(FEB, delivery(rows_of("child_merge", rows)))


def test_merges_are_followed_to_their_end_from_the_day_they_were_known(load: Loader) -> None:
    load(JAN, child("cin", *({"child_id": n, "birth_date": f"2010-01-0{n}"} for n in "1234")))
    rows = [{"referral_id": n, "child_id": n, "received": "2019-01-01"} for n in "1234"]
    load(JAN, delivery(rows_of("referral", rows), source="cin"))
    merges(load, ("1", "2"), ("2", "3"))
    assert seen(load, "select referral_id, child_id from referral") == [
        ("999/1", "999/3"), ("999/2", "999/3"), ("999/3", "999/3"), ("999/4", "999/4"),
    ]  # fmt: skip
    assert seen(load, "select child_id, birth_date from child") == [
        ("999/3", date(2010, 1, 3)), ("999/4", date(2010, 1, 4)),
    ]  # fmt: skip
    assert len(seen(load, "select * from child", "2020-02-05")) == 4


def test_a_child_of_sen2_follows_its_own_merge_and_that_of_its_record(load: Loader) -> None:
    load(JAN, child("cin", {"child_id": "1", "upn": "U1"}, {"child_id": "2"}))
    load(JAN, child("sen2", {"child_id": "U1", "upn": "U1"}))
    load(JAN, plan("U1"))
    merges(load, ("1", "2"))
    assert seen(load, "select child_id from ehc_plan") == [("999/2",)]


def test_a_circle_of_merges_ends(load: Loader) -> None:
    load(JAN, child("cin", {"child_id": "1"}, {"child_id": "2"}))
    merges(load, ("1", "2"), ("2", "1"))
    assert len(seen(load, "select * from child")) in (1, 2)


def test_a_merge_into_a_child_on_no_record_keeps_one_of_the_two(load: Loader) -> None:
    """Always the same one, in whatever order they were read."""
    load(JAN, child("cin", {"child_id": "2", "sex": "M"}, {"child_id": "1", "sex": "F"}))
    merges(load, ("1", "9"), ("2", "9"))
    assert seen(load, "select child_id, sex from child") == [("999/9", "F")]


def test_a_plan_without_an_interval_has_the_councils(load: Loader) -> None:
    plan = {"child_id": "1", "started": "2019-01-01"}
    rows = [{**plan, "plan_id": "1", "visit_every_days": "10"}, {**plan, "plan_id": "2"}]
    load(JAN, delivery(rows_of("cp_plan", rows)))
    assert seen(load, "select plan_id, visit_every_days from cp_plan") == [("999/1", 10), ("999/2", 14)]
    path = load.register.folder / "scrutable.toml"
    path.write_text(
        path.read_text("utf-8").replace("cp_visit_every_days = 14", "cp_visit_every_days = 28"), "utf-8"
    )
    assert seen(load, "select plan_id, visit_every_days from cp_plan") == [("999/1", 10), ("999/2", 28)]


def test_recorded_is_the_sources_word_or_none_where_it_says_so_of_others(load: Loader) -> None:
    visit = {"child_id": "1", "made": "2019-01-01"}
    rows = [{**visit, "visit_id": "1", "recorded": "2019-01-05"}, {**visit, "visit_id": "2"}]
    load(JAN, delivery(rows_of("cp_visit", rows)))
    assert seen(load, "select visit_id, recorded from cp_visit") == [
        ("999/1", datetime(2019, 1, 5)), ("999/2", None),
    ]  # fmt: skip


def test_recorded_is_the_load_in_a_table_of_which_the_source_never_says(load: Loader) -> None:
    """What it says of another table, or another source of this one, is of no account; nor what it says later."""
    visit = {"child_id": "1", "made": "2019-01-01"}
    said = delivery(rows_of("cin_visit", [{**visit, "visit_id": "1", "recorded": "2019-01-05"}]), file="cin")
    load(JAN, said, delivery(rows_of("cp_visit", [{**visit, "visit_id": "1"}]), file="cp"))
    annex = delivery(
        rows_of("cp_visit", [{**visit, "visit_id": "9", "recorded": "2019-01-05"}]), source="annex_a"
    )
    load("2020-01-13", annex)
    assert seen(load, "select recorded from cp_visit") == [(datetime(2020, 1, 6),)]
    rows = [{**visit, "visit_id": "1"}, {**visit, "visit_id": "2", "recorded": "2019-01-05"}]
    load(FEB, said, delivery(rows_of("cp_visit", rows), file="more"))
    assert seen(load, "select recorded from cp_visit") == [(datetime(2019, 1, 5),), (datetime(2020, 1, 6),)]
    assert seen(load, "select recorded from cp_visit", JAN) == [(datetime(2020, 1, 6),)]


def test_recorded_does_not_move_when_a_team_is_renamed_and_was_what_it_was(load: Loader) -> None:
    """A child is read from a table, a visit by a view: each says the load from which on its dates have been held."""
    for day, team, upn in (("2020-01-06", "North", "A1"), ("2020-02-06", "East", "A2")):
        visit = {"visit_id": "1", "child_id": "1", "made": "2019-01-01", "team": team}
        load(day, delivery(rows_of("cp_visit", [visit])), child("csv", {"child_id": "1", "upn": upn}))
    for table, column, now in (("cp_visit", "team", "East"), ("child", "upn", "A2")):
        asked = f"select {column}, recorded, held_from, known_from from {table}"
        first, second = datetime(2020, 1, 6), datetime(2020, 2, 6)
        assert seen(load, asked) == [(now, first, first, second)]
        assert [row[1:] for row in seen(load, asked, at="2020-01-31")] == [(first, first, first)]


def test_a_store_of_several_councils_keeps_them_apart(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    load = Loader(monkeypatch, tmp_path / "region")
    for number in ("801", "802"):
        one = referral("cin" if number == "801" else "annex_a", "1")
        one.authority = number
        load(JAN, one)
    assert seen(load, "select referral_id, source from referral") == [("801/1", "cin"), ("802/1", "annex_a")]


def test_without_a_day_the_latest_load_speaks(load: Loader) -> None:
    with pytest.raises(UsageFault, match="U109"):
        open_view(load.register.current(), load.register.settings, None)
    load(f"{JAN}T10:00", referral("cin", "c1"))
    view = open_view(load.register.current(), load.register.settings, None)
    assert (view.said, view.known_on) == (JAN, datetime.combine(date(2020, 1, 6), time.max))


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("2020-01-06", datetime.combine(date(2020, 1, 6), time.max)),
        ("20200106", datetime.combine(date(2020, 1, 6), time.max)),
        ("2020-01-06T10:00", datetime(2020, 1, 6, 10)),
        ("2020-01-06 10:00:30", datetime(2020, 1, 6, 10, 0, 30)),
        (date(2020, 1, 6), datetime.combine(date(2020, 1, 6), time.max)),
        (datetime(2020, 1, 6, 10), datetime(2020, 1, 6, 10)),
    ],
)
def test_a_date_means_the_end_of_its_day(said: str | date, moment: datetime) -> None:
    assert views.moment_of(said) == moment


@pytest.mark.parametrize("said", ["06/01/2020", "yesterday", "2020-02-30", "", "2020-01-06'"])
def test_what_is_no_date_is_refused(said: str) -> None:
    with pytest.raises(UsageFault, match="U108"):
        views.moment_of(said)


def test_a_load_of_the_same_day_counts_from_its_moment(load: Loader) -> None:
    load(f"{JAN}T10:00", referral("cin", "c1"))
    load(f"{JAN}T14:00", referral("cin", "c1", "c2"))
    assert len(seen(load, "select * from referral", f"{JAN}T09:59")) == 0
    assert len(seen(load, "select * from referral", f"{JAN}T10:00")) == 1
    assert len(seen(load, "select * from referral", f"{JAN}T13:59:59")) == 1
    assert len(seen(load, "select * from referral", JAN)) == 2


def test_at_the_moment_of_a_change_only_the_new_row_is_known(load: Loader) -> None:
    for hour, sex in ((10, "F"), (14, "M")):
        load(f"{JAN}T{hour}:00", child("cin", {"child_id": "1", "sex": sex}), referral("cin", f"{hour}"))
    assert seen(load, "select sex from child", f"{JAN}T14:00") == [("M",)]
    assert seen(load, "select referral_id from referral", f"{JAN}T14:00") == [("999/14",)]
    assert seen(load, "select referral_id from referral", f"{JAN}T13:59:59") == [("999/10",)]
