"""scrutable revisions: a small store whose second extract differs in one known way for each plan."""

import json
from pathlib import Path

import pytest

from scrutable.indicators.definition import catalogue
from scrutable.store import init
from tests.unit.cli.running import Run

HEAD = "plan_id,child_id,requested,issued,exception\n"
# On 6 January: P1 in time, P2 late, P3 left out, P4 in October, P5 late. On 20 January: P2's request is a day later
# and it is in time, P3 is counted, P4 was issued in September after all, P5 is gone, P6 has been written up.
FIRST = (
    "P1,C1,2019-05-14,2019-10-01,N\nP2,C2,2019-05-13,2019-10-01,N\nP3,C3,2019-05-14,2019-12-31,Y\n"
    "P4,C4,2019-05-14,2019-10-01,N\nP5,C5,2019-05-01,2019-10-01,N\n"
)
SECOND = (
    "P1,C1,2019-05-14,2019-10-01,N\nP2,C2,2019-05-14,2019-10-01,N\nP3,C3,2019-05-14,2019-12-31,N\n"
    "P4,C4,2019-05-14,2019-09-30,N\nP6,C6,2019-08-14,2019-12-30,N\n"
)
ID = "ehc_plans_within_20_weeks"
ASKED = (ID, "--period", "2019-20Q3", "--from", "2020-01-06", "--store")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    opened = init(tmp_path / "store", number="999")
    for day, rows in (("2020-01-06", FIRST), ("2020-01-20", SECOND)):
        file = tmp_path / day / "ehc_plan.csv"
        file.parent.mkdir()
        file.write_text(HEAD + rows, encoding="utf-8")
        opened.load([file], extracted_at=day)
    return tmp_path / "store"


def test_each_case_has_its_cause(run: Run, store: Path) -> None:
    done = run("revisions", *ASKED, store, "--format", "json")
    rows = {row["case"]: row for row in json.loads(done.out)}
    assert {case: (row["what"], row["cause"]) for case, row in rows.items()} == {
        "999/P2": ("changed", "date corrected"),
        "999/P3": ("changed", "excluded, or no longer"),
        "999/P4": ("left", "moved between periods"),
        "999/P5": ("left", "deleted"),
        "999/P6": ("entered", "recorded late"),
    }
    assert {case: (row["numerator"], row["denominator"], row["excluded"]) for case, row in rows.items()} == {
        "999/P2": (1, 0, 0), "999/P3": (0, 1, -1), "999/P4": (-1, -1, 0), "999/P5": (0, -1, 0), "999/P6": (1, 1, 0),
    }  # fmt: skip
    assert rows["999/P2"]["differs"] == "due 2019-09-30, now 2019-10-01; met no, now yes"
    assert rows["999/P2"]["record"] == "ehc_plan 999/P2: date corrected (requested)"


def test_the_table_says_what_it_was_what_it_is_and_that_nothing_is_left(run: Run, store: Path) -> None:
    said = run("revisions", *ASKED, store).out
    assert "2 of 4 plans (50%), as known on 2020-01-06" in said
    assert "3 of 4 plans (75%), as known on 2020-01-20" in said
    assert "All causes together add +1 of 0; 1 fewer left out. Nothing is left unexplained." in said


def test_without_an_id_those_that_moved_are_listed(run: Run, store: Path) -> None:
    said = run("revisions", *ASKED[1:], store).out
    assert (
        ID in said
        and f"of {len(catalogue())} figures have changed" in said
        and "ehc_plans_issued" not in said.split("Indicator")[0]
    )


def test_as_csv(run: Run, store: Path) -> None:
    lines = run("revisions", *ASKED, store, "--format", "csv").out.splitlines()
    assert lines[0].startswith("indicator,period,from,to,case") and len(lines) == 6


def test_where_nothing_changed_or_nothing_is_known_it_says_so(run: Run, store: Path) -> None:
    same = run(
        "revisions",
        ID,
        "--period",
        "2019-20Q3",
        "--from",
        "2020-01-06",
        "--to",
        "2020-01-07",
        "--store",
        store,
    )
    assert "No case entered, left or changed." in same.out
    unknown = run("revisions", "children_missing", *ASKED[1:], store)
    assert "not known: no records of missing_episode had been loaded" in unknown.out
    assert "Without a figure on both days no change can be told." in unknown.out
    back = run(
        "revisions",
        ID,
        "--period",
        "2019-20Q3",
        "--from",
        "2020-01-20",
        "--to",
        "2020-01-06",
        "--store",
        store,
    )
    assert back.code == 2 and "U121" in back.err
