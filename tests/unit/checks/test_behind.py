"""Which failing rows stand behind a figure: those on its list or of its children and days, each told once."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from scrutable.checks.behind import Doubts
from scrutable.checks.definition import FOLDER, Check, parse
from scrutable.checks.running import Checked, Failing, find, run
from scrutable.engine.duckdb import Engine
from scrutable.engine.period import parse as period_of
from scrutable.errors import DefinitionFault, UsageFault
from scrutable.figures.view import View
from scrutable.indicators.definition import catalogue
from scrutable.register.schema import tables

Q3 = period_of("2019-20Q3")
BY_ID = {one.id: one for one in catalogue()}
JANUARY = datetime(2020, 1, 6)


def view(held: set[str] | None = None, **rows: list[dict[str, Any]]) -> View:
    """Return a view over rows; every table is held unless it is said which."""
    given = {name: [{"authority": "999", **row} for row in listed] for name, listed in rows.items()}
    engine = Engine.over_rows(given)
    engine.last_known = JANUARY.date()
    return View(engine, JANUARY, "2020-01-06", frozenset(tables() if held is None else held))


def check(name: str) -> Check:
    file = FOLDER / f"{name}.sql"
    return parse(file.read_text("utf-8"), file)


def doubts(over: View, *names: str) -> Doubts:
    return Doubts(over, run(over, [check(name) for name in names]))


def told(found: Doubts, indicator: str, period: Any = Q3) -> dict[str, list[str]]:
    return {one.check.id: [row.row_id for row in one.rows] for one in found.behind(BY_ID[indicator], period)}


def plan(number: int, child: int, started: str, ended: str | None = None, **more: Any) -> dict[str, Any]:
    end = date.fromisoformat(ended) if ended else None
    return {
        "plan_id": f"{number}", "child_id": f"C{child}", "started": date.fromisoformat(started), "ended": end,
        "visit_every_days": 14, **more,
    }  # fmt: skip


def visit(number: int, child: int, made: str, plan: int | None = None) -> dict[str, Any]:
    return {
        "visit_id": f"{number}", "child_id": f"C{child}", "made": date.fromisoformat(made),
        "plan_id": None if plan is None else f"{plan}",
    }  # fmt: skip


def test_a_row_of_the_listed_table_is_behind_the_figure_if_it_is_on_the_list() -> None:
    over = view(
        ehc_plan=[
            {"plan_id": "1", "child_id": "C1", "requested": date(2019, 11, 1), "issued": date(2019, 10, 1)},
            {"plan_id": "2", "child_id": "C1", "requested": date(2019, 5, 1), "issued": date(2019, 12, 1)},
            {"plan_id": "3", "child_id": "C2", "requested": date(2019, 9, 1), "issued": date(2019, 8, 1)},
            {"plan_id": "4", "child_id": "C2", "requested": date(2019, 6, 1), "issued": date(2019, 12, 1)},
        ]
    )
    found = doubts(over, "ehc_plans_issued_before_requested")
    assert told(found, "ehc_plans_within_20_weeks") == {"ehc_plans_issued_before_requested": ["1"]}
    # The third fails too, its child is on the list by another plan, and the list does not rest on it.
    assert [row.row_id for row in found.checked[0].rows] == ["1", "3"]
    assert told(found, "ehc_plans_within_20_weeks", period_of("2019-20Q2")) == {
        "ehc_plans_issued_before_requested": ["3"]
    }


def test_an_indicator_that_the_check_does_not_touch_is_never_in_doubt() -> None:
    over = view(
        ehc_plan=[
            {"plan_id": "1", "child_id": "C1", "requested": date(2019, 11, 1), "issued": date(2019, 10, 1)}
        ]
    )
    assert told(doubts(over, "ehc_plans_issued_before_requested"), "ehc_plans_issued") == {}


@pytest.mark.parametrize(
    ("made", "behind"),
    [("2019-09-30", False), ("2019-10-01", True), ("2019-12-31", True), ("2020-01-01", False)],
)
def test_a_row_of_another_table_is_behind_it_by_its_child_and_its_day(made: str, behind: bool) -> None:
    # The plan was open till the summer and another is open now: no visit of the child's between them is in a plan.
    over = view(cp_plan=[plan(1, 1, "2019-01-01", "2019-08-01"), plan(2, 1, "2019-12-01")],
                cp_visit=[visit(8, 1, made, 1), visit(9, 1, "2019-12-10", 2)])  # fmt: skip
    found = told(doubts(over, "visits_outside_the_plan"), "child_protection_visits_in_time")
    assert found == ({"visits_outside_the_plan": ["8"]} if behind else {})


def test_a_row_that_is_faulty_twice_bears_on_the_days_between_its_dates() -> None:
    first = {"referral_id": "R1", "child_id": "C1", "received": date(2019, 10, 1)}
    again = first | {"referral_id": "R2", "received": date(2020, 3, 1), "closed": date(2019, 11, 1)}
    (asked,) = run(view(referral=[first, again]), [check("referrals_while_open")])
    assert [(row.first_day, row.last_day) for row in asked.rows] == [(date(2019, 11, 1), date(2020, 3, 1))]


def test_a_child_who_is_not_on_the_list_puts_nothing_in_doubt() -> None:
    over = view(cp_plan=[plan(2, 1, "2019-12-01")], cp_visit=[visit(8, 2, "2019-12-10")])
    found = doubts(over, "visits_outside_the_plan")
    assert len(found.checked[0].rows) == 1 and told(found, "child_protection_visits_in_time") == {}


def test_the_months_that_an_indicator_looks_back_on_belong_to_its_days() -> None:
    stay = {"child_id": "C1", "legal_status": "C2", "placement_type": "U6"}
    days = [(date(2018, 12, 1), date(2019, 1, 15)), (date(2018, 12, 15), None)]
    over = view(
        care_episode=[
            stay | {"episode_id": f"{n}", "started": one, "ended": end}
            for n, (one, end) in enumerate(days, 1)
        ]
    )
    found = doubts(over, "care_episodes_overlapping")
    # Three placements in 12 months look back to October 2018; over 20 miles away is of the quarter alone.
    assert told(found, "three_or_more_placements") == {"care_episodes_overlapping": ["1", "2"]}
    assert told(found, "placed_over_20_miles_away_outside_area") == {}
    assert told(found, "three_or_more_placements", period_of("2020-21Q1")) == {}


def test_ids_of_two_tables_that_are_numbered_alike_are_not_taken_for_each_other() -> None:
    # Plan 1 is on the list of plans; visit 1 is of another child and has its number by chance.
    over = view(
        cp_plan=[plan(1, 1, "2019-11-01"), plan(2, 2, "2019-11-01", "2019-11-20")],
        cp_visit=[visit(1, 2, "2019-12-20", 2), visit(2, 2, "2019-11-10", 2)],
    )
    found = doubts(over, "visits_outside_the_plan")
    assert [row.row_id for row in found.checked[0].rows] == ["1"]
    assert told(found, "protection_visits_seen_alone") == {"visits_outside_the_plan": ["1"]}
    touched = Doubts(
        over, [Checked(check("visits_outside_the_plan"), (Failing("cp_visit", "1", "C9", None, None),))]
    )
    assert told(touched, "protection_visits_seen_alone") == {}


def test_a_row_that_fails_two_checks_is_told_once_so_that_they_add_up() -> None:
    over = view(
        cp_plan=[
            plan(1, 1, "2019-12-01", first_category=None),
            plan(2, 2, "2019-12-01", first_category="NEG"),
        ]
    )
    both = ("protection_plans_without_category", "protection_plans_without_conference")
    assert told(doubts(over, *both), "repeat_protection_plans") == {
        "protection_plans_without_category": ["1"],
        "protection_plans_without_conference": ["2"],
    }
    assert told(doubts(over, *reversed(both)), "repeat_protection_plans") == {
        "protection_plans_without_conference": ["1", "2"]
    }


def test_a_worker_is_behind_a_figure_of_workers_and_a_post_is_not() -> None:
    over = view(
        worker=[{"worker_id": "1", "kind": "employee", "fte": 37.0, "started": date(2018, 1, 1)}],
        post=[{"post_id": "1", "fte": 2.0, "opened": date(2018, 1, 1)}],
    )
    found = doubts(over, "workers_of_impossible_hours")
    (behind,) = found.behind(BY_ID["agency_rate"], Q3)
    assert [row.key for row in behind.rows] == [("worker", "1")]
    (behind,) = found.behind(BY_ID["vacancy_rate"], Q3)
    assert ("post", "1") in [row.key for row in behind.rows]


def test_two_ids_of_a_child_put_the_figures_of_its_children_in_doubt_whenever() -> None:
    twins = [
        {"child_id": name, "upn": "A1", "birth_date": date(2010, 5, 2), "sex": "F"} for name in ("C1", "C2")
    ]
    over = view(child=twins, cp_plan=[plan(1, 1, "2019-12-01"), plan(2, 2, "2015-12-01", "2016-01-01")])
    found = doubts(over, "children_under_two_ids")
    assert told(found, "children_on_protection_plans") == {"children_under_two_ids": ["C1"]}


def test_what_was_never_loaded_cannot_be_missing() -> None:
    over = view({"cp_plan"}, cp_plan=[plan(1, 1, "2019-12-01", first_category="NEG")])
    (asked,) = run(over, [check("protection_plans_without_conference")])
    assert (asked.rows, asked.absent) == ((), "no records of conference had been loaded")
    held = view({"cp_plan", "conference"}, cp_plan=[plan(1, 1, "2019-12-01", first_category="NEG")])
    (asked,) = run(held, [check("protection_plans_without_conference")])
    assert len(asked.rows) == 1 and not asked.absent


def test_a_table_that_it_can_do_without_may_be_missing() -> None:
    over = view({"cp_plan"}, cp_plan=[plan(1, 1, "2019-12-01", "2019-11-01")])
    (asked,) = run(over, [check("plans_ended_before_they_began")])
    assert [row.row_id for row in asked.rows] == ["1"]
    (asked,) = run(view({"referral"}), [check("plans_ended_before_they_began")])
    assert asked.absent == "no records of cin_plan, cp_plan had been loaded"


def test_a_column_that_is_never_filled_is_not_asked_about() -> None:
    over = view(cp_plan=[plan(1, 1, "2019-12-01")])
    (asked,) = run(over, [check("protection_plans_without_category")])
    assert asked.absent == "the records of cp_plan hold no first_category at all" and asked.rows == ()


def own(select: str) -> Check:
    head = FOLDER / "referrals_while_open.sql"
    text = head.read_text("utf-8").partition("*/\n")[0] + "*/\n" + select
    return parse(text, Path("late_entries.sql"))


def test_a_check_that_gives_a_row_twice_or_does_not_run_is_refused() -> None:
    over = view(referral=[{"referral_id": "R1", "child_id": "C1", "received": date(2019, 1, 1)}] * 2)
    columns = (
        "authority, 'referral' as table_name, referral_id as row_id, child_id, received as first_day,"
        " received as last_day"
    )
    with pytest.raises(DefinitionFault, match=r"F207 late_entries\.sql returns a row of referral twice"):
        run(over, [own(f"select {columns} from referral")])
    with pytest.raises(DefinitionFault, match=r"F206 late_entries\.sql: Catalog Error"):
        run(over, [own(f"select {columns}, nothing(received) as x from referral")])


def test_a_check_is_found_by_its_id_or_the_nearest_is_named() -> None:
    checks = [check("referrals_while_open"), check("care_episodes_overlapping")]
    assert find("referrals_while_open", checks) is checks[0]
    with pytest.raises(UsageFault, match="Did you mean referrals_while_open"):
        find("referral_while_open", checks)
    with pytest.raises(UsageFault, match="scrutable check --all"):
        find("xyz", checks)
