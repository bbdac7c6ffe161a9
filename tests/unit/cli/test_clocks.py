"""The three clocks and the manager's list by the command line."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import scrutable
from scrutable.cli import scrutable as program
from scrutable.errors import UsageFault

VISITS = "child_protection_visits_in_time"
PLANS = "cp_plan.plan_id,child_id,started,ended,visit_every_days,team\n" + "".join(
    f"P{n},C{n},2019-10-01,2019-10-31,20,{team}\n"
    for n, team in ((1, "North"), (2, "North"), (3, ""), (4, "East"))
)
# Each plan has one visit due on 21 October, made in time. That of C1 was written up, C2 later, C3 and C4 not yet.
VISIT = "cp_visit.visit_id,plan_id,cp_visit.child_id,made,recorded\n"
FIRST = VISIT + "V1,P1,C1,2019-10-20,2019-10-21\nV3,P3,C3,2019-10-18,\nV4,P4,C4,2019-10-19,\n"
SECOND = FIRST + "V2,P2,C2,2019-10-20,2020-01-09\n"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clocks")
    made = scrutable.init(folder / "store", number="999")
    for day, visits in (("2020-01-06", FIRST), ("2020-01-20", SECOND)):
        for name, text in (("cp_plan.csv", PLANS), ("cp_visit.csv", visits)):
            (folder / name).write_text(text, encoding="utf-8")
        made.load([folder / "cp_plan.csv", folder / "cp_visit.csv"], extracted_at=day)
    return folder / "store"


def ask(store: Path, *arguments: str) -> Result:
    return CliRunner().invoke(program, [*arguments, "--period", "2019-10", "--store", str(store)])


def clocks(store: Path, *arguments: str) -> Any:
    done = ask(store, "figures", VISITS, "--clocks", "--format", "json", *arguments)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_json_has_the_parts_and_they_add_up(store: Path) -> None:
    (one,) = clocks(store, "--as-reported", "2020-01-06")
    assert {name: one[name] for name in ("due", "in_time", "recorded_by_then", "recorded_since", "not_recorded")} == {
        "due": 4, "in_time": 4, "recorded_by_then": 1, "recorded_since": 1, "not_recorded": 2,
    }  # fmt: skip
    assert (one["recorded_by_source"], one["recorded_by_load"], one["reached_later"]) == (2, 0, 0)
    assert (one["as_reported"], one["known_on"]) == ("2020-01-06T23:59:59.999999", "2020-01-20")
    (now,) = clocks(store)
    assert (now["recorded_by_then"], now["recorded_since"], now["not_recorded"]) == (2, 0, 2)
    (then,) = clocks(store, "--known-on", "2020-01-06")
    assert (then["in_time"], then["recorded_by_then"], then["not_recorded"]) == (3, 1, 2)


def test_by_team_in_csv(store: Path) -> None:
    done = ask(
        store, "figures", VISITS, "--clocks", "--as-reported", "2020-01-06", "--by", "team", "--format", "csv"
    )
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [(row["breakdown"], row["in_time"], row["recorded_since"], row["not_recorded"]) for row in rows] == [
        ("East", "1", "0", "1"), ("North", "2", "1", "0"), ("Not recorded", "1", "0", "1"),
    ]  # fmt: skip


def test_the_table_has_a_row_for_all_and_says_whose_dates_they_are(store: Path) -> None:
    done = ask(store, "figures", VISITS, "--clocks", "--as-reported", "2020-01-06", "--by", "team")
    assert "By 2020-01-06" in done.stdout and "dates: the source's" in done.stdout
    first = next(line for line in done.stdout.splitlines() if " All " in line)
    assert first.split()[2:8] == ["All", "4", "4", "1", "1", "2"]


def test_without_an_id_every_timed_duty_is_told(store: Path) -> None:
    done = ask(store, "figures", "--clocks", "--format", "json")
    told = {row["indicator"]: row["absent"] for row in json.loads(done.stdout)}
    assert told[VISITS] == "" and "return_interviews_within_72_hours" in told
    assert "children_in_care" not in told and "care_visits_in_time" not in told


def test_what_cannot_be_asked_is_said(store: Path) -> None:
    done = ask(store, "figures", VISITS, "--as-reported", "2020-01-06")
    assert done.exit_code == 2 and "give --clocks too" in done.stderr
    for arguments, code in (
        (["figures", "children_in_care", "--clocks"], "U131"),
        (["figures", VISITS, "--clocks", "--as-reported", "2020-02-01"], "U132"),
        (["cases", "children_in_care", "--not-written-up"], "U131"),
    ):
        error = ask(store, *arguments).exception
        assert isinstance(error, UsageFault) and error.code == code
    done = ask(store, "cases", VISITS, "--not-written-up", "--where", "team=East")
    assert done.exit_code == 2 and "either --where or --not-written-up" in done.stderr


def test_the_managers_list_is_by_team_and_oldest_first(store: Path) -> None:
    done = ask(store, "cases", VISITS, "--not-written-up", "--format", "json")
    listed = [(row["team"], row["done"]) for row in json.loads(done.stdout)]
    assert listed == [("East", "2019-10-19"), (None, "2019-10-18")]
    table = ask(store, "cases", VISITS, "--not-written-up").stdout
    assert "not yet written up, as known on 2020-01-20" in table and "2 cases listed." in table
    assert "excluded" not in table
