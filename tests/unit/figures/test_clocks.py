"""Three clocks over a register that was loaded: what a report could know, what came since, what is not written up."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from scrutable.errors import UsageFault
from scrutable.figures.clocks import as_row
from scrutable.figures.view import View, open_view
from tests.unit.register.making import Loader, delivery, rows_of

VISITS, QUARTER = "child_protection_visits_in_time", "2019-20Q3"
JAN6, JAN20 = "2020-01-06", "2020-01-20"
PLAN = {
    "plan_id": "P1",
    "child_id": "1",
    "started": "2019-10-01",
    "ended": "2019-12-20",
    "visit_every_days": "20",
    "team": "North",
}  # so that a visit is due every 20 days after the last


def visit(number: int, made: str, recorded: str = "", **more: str) -> dict[str, str]:
    return {
        "visit_id": f"V{number}",
        "plan_id": "P1",
        "child_id": "1",
        "made": made,
        "recorded": recorded,
    } | more


def brought(*visits: dict[str, str], source: str = "csv", file: str = "visits") -> Any:
    return delivery(rows_of("cp_visit", list(visits)), source=source, file=file)


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Loader:
    loader = Loader(monkeypatch, tmp_path / "store", number="999")
    loader("2019-10-07", delivery(rows_of("cp_plan", [PLAN]), source="csv", file="plans"))
    return loader


def view(load: Loader, at: str = JAN20) -> View:
    return open_view(load.register.current(), load.register.settings, at)


def told(load: Loader, asked_at: str | None, at: str = JAN20, by: str | None = None) -> list[tuple[Any, ...]]:
    """Return due, in time, recorded by then, reached later, recorded since, not recorded."""
    return [
        (
            one.due,
            one.in_time,
            one.recorded_by_then,
            one.reached_later,
            one.recorded_since,
            one.not_recorded,
        )
        for one in view(load, at).clocks([VISITS], [QUARTER], asked_at, by)
    ]


# Visits due on 21 October, 10 November, 30 November and 20 December: three in time and the last not made.
FIRST, SECOND, THIRD = "2019-10-21", "2019-11-10", "2019-11-30"


def test_each_part_is_told_by_the_moment_of_the_report(load: Loader) -> None:
    load(JAN6, brought(visit(1, FIRST, "2019-10-22"), visit(2, SECOND), file="first"))
    load(JAN20, brought(visit(1, FIRST, "2019-10-22"), visit(2, SECOND), visit(3, THIRD, "2020-01-09")))
    assert told(load, JAN6) == [(4, 3, 1, 0, 1, 1)]
    assert told(load, "2020-01-08") == [(4, 3, 1, 0, 1, 1)]
    assert told(load, "2020-01-09") == [(4, 3, 2, 1, 0, 1)]  # written up that day, loaded eleven days later
    assert told(load, None) == [(4, 3, 2, 0, 0, 1)]
    assert told(load, None, JAN6) == [(4, 2, 1, 0, 0, 1)]  # what the report of the 6th itself would say


def test_written_up_before_the_report_and_loaded_after_it_is_by_then_and_said_to_have_come_later(
    load: Loader,
) -> None:
    load(JAN20, brought(visit(1, FIRST, "2019-10-22")))
    (one,) = view(load).clocks([VISITS], [QUARTER], JAN6)
    assert (one.recorded_by_then, one.reached_later, one.recorded_since) == (1, 1, 0)


def test_a_source_without_moments_has_those_of_its_loads(load: Loader) -> None:
    load(JAN6, brought(visit(1, FIRST)))
    load(JAN20, brought(visit(1, FIRST), visit(2, SECOND), file="more"))
    assert told(load, JAN6) == [(4, 2, 1, 0, 1, 0)]
    (one,) = view(load).clocks([VISITS], [QUARTER], JAN6)
    assert (one.from_source, one.from_load) == (0, 2)
    assert view(load).not_written_up(VISITS, view_period()).num_rows == 0


def test_a_source_that_begins_to_give_moments_leaves_what_it_gave_none_for_before(load: Loader) -> None:
    load(JAN6, brought(visit(1, FIRST)))
    load(JAN20, brought(visit(1, FIRST), visit(2, SECOND, "2020-01-15"), visit(3, THIRD), file="more"))
    (one,) = view(load).clocks([VISITS], [QUARTER], JAN6)
    # V1 has been held since a load that gave none; V3 came with one that does, and has none.
    assert (one.recorded_by_then, one.recorded_since, one.not_recorded) == (1, 1, 1)
    assert (one.from_source, one.from_load) == (1, 1)
    before = open_view(load.register.current(), load.register.settings, JAN6)
    assert before.clocks([VISITS], [QUARTER])[0].not_recorded == 0


def test_a_row_changed_since_is_as_old_as_its_dates(load: Loader) -> None:
    """A team that is renamed in a load that gives moments does not make an older visit one that is not written up."""
    load(JAN6, brought(visit(1, FIRST, team="North")))
    load(
        JAN20, brought(visit(1, FIRST, team="East"), visit(2, SECOND, "2020-01-15", team="East"), file="more")
    )
    assert told(load, JAN6) == [(4, 2, 1, 0, 1, 0)]


def test_a_moment_before_the_event_is_that_of_an_earlier_step(load: Loader) -> None:
    """A visit planned and entered beforehand was on record from the load that held it, not from its planning."""
    load(JAN6, brought(visit(1, FIRST, "2019-10-01")))
    assert told(load, "2019-12-31") == [(4, 1, 0, 0, 1, 0)]
    (one,) = view(load).clocks([VISITS], [QUARTER])
    assert (one.from_source, one.from_load) == (0, 1)


def test_parts_of_a_team_and_what_is_due_but_not_made(load: Loader) -> None:
    load(JAN20, brought(visit(1, FIRST, "2019-10-22"), visit(2, "2019-11-12", "2020-01-09")))
    # Late by two days, so that the next is due on 2 December. The clocks are of what was in time alone.
    assert told(load, JAN6, by="team") == [(3, 1, 1, 1, 0, 0)]


def view_period() -> Any:
    from scrutable.engine.period import parse

    return parse(QUARTER)


def test_the_list_of_what_is_made_and_not_written_up_is_oldest_first_late_visits_among_them(
    load: Loader,
) -> None:
    visits = (visit(3, THIRD), visit(1, "2019-10-25"), visit(2, SECOND, "2019-11-11"))
    load(JAN20, brought(*visits))
    listed = view(load).not_written_up(VISITS, QUARTER).to_pylist()
    assert [(row["done"], row["met"]) for row in listed] == [
        (date(2019, 10, 25), False),
        (date(2019, 11, 30), True),
    ]
    assert {row["recorded"] for row in listed} == {None}


def test_no_records_no_clocks(load: Loader) -> None:
    (one,) = view(load, "2019-10-31").clocks([VISITS], [QUARTER])
    row = as_row(one)
    assert row["absent"] == "no records of cp_visit had been loaded"
    assert [row[name] for name in ("due", "in_time", "recorded_by_then", "not_recorded")] == [None] * 4


def test_a_running_period_says_so(load: Loader) -> None:
    load(JAN20, brought(visit(1, FIRST, "2019-10-22")))
    asked = view(load).clocks([VISITS], [QUARTER], datetime(2019, 12, 30))
    assert [one.running for one in asked] == [True]
    assert [one.running for one in view(load).clocks([VISITS], [QUARTER], "2019-12-31")] == [False]


def test_what_is_not_timed_has_no_clocks(load: Loader) -> None:
    load(JAN20, brought(visit(1, FIRST, "2019-10-22")))
    with pytest.raises(UsageFault, match="U131 children_on_protection_plans has no three clocks"):
        view(load).clocks(["children_on_protection_plans"], [QUARTER])
    with pytest.raises(UsageFault, match="U131 The cases of ehc_plans_issued do not say when"):
        view(load).not_written_up("ehc_plans_issued", QUARTER)


def test_a_report_cannot_be_later_than_what_is_known(load: Loader) -> None:
    load(JAN6, brought(visit(1, FIRST, "2019-10-22")))
    with pytest.raises(UsageFault, match="U132 The report of 2020-01-07"):
        view(load, JAN6).clocks([VISITS], [QUARTER], "2020-01-07")
