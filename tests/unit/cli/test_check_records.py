"""The checks of the records on the command line: what fails, why it matters, which rows, and behind which figure."""

import csv
import io
import json
from pathlib import Path

import pytest

from scrutable.checks.definition import catalogue
from scrutable.indicators.definition import catalogue as indicators
from scrutable.store import init
from tests.unit.checks.test_definitions import OWN, RIGHT
from tests.unit.cli.running import Run

PLANS = """plan_id,child_id,requested,issued
P1,C1,2019-11-01,2019-10-01
P2,C2,2019-06-01,2019-12-01
P3,C3,2019-09-01,2019-08-01
"""
MENDED = PLANS.replace("2019-11-01", "2019-01-11")
BUILT_IN = "ehc_plans_issued_before_requested"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with two plans issued before they were asked for, one of which is put right on 20 January."""
    folder = tmp_path_factory.mktemp("records")
    made = init(folder / "store", number="999")
    for day, text in (("2020-01-06", PLANS), ("2020-01-20", MENDED)):
        (folder / day).mkdir()
        (folder / day / "ehc_plan.csv").write_text(text, encoding="utf-8")
        made.load([folder / day / "ehc_plan.csv"], extracted_at=day)
    return folder / "store"


def test_check_counts_the_rows_and_says_why_and_which_figures(run: Run, store: Path) -> None:
    done = run("check", "--known-on", "2020-01-06", "--store", store)
    assert done.code == 1 and "0 findings need attention." in done.out
    asked = "1 of 2 checks of the records found something, 2 rows in all."
    assert asked in done.out and f"scrutable check --rows {BUILT_IN}" in done.out, done.out
    for words in (BUILT_IN, "EHC plans issued before they were asked for", "ehc_drafts_within_16_weeks"):
        assert words in done.out
    assert "2 rows in all" not in run("check", "--store", store).out  # one was put right since


def test_in_json_and_csv_a_check_stands_among_the_findings(run: Run, store: Path) -> None:
    known = ("check", "--known-on", "2020-01-06", "--store", store, "--format")
    (row,) = json.loads(run(*known, "json").out)
    assert (row["code"], row["level"], row["rows"], row["table"]) == (BUILT_IN, "check", 2, "ehc_plan")
    assert (
        "ehc_plans_within_20_weeks" in row["touches"] and row["do"] and "counts as not in time" in row["says"]
    )
    (line,) = csv.DictReader(io.StringIO(run(*known, "csv").out))
    assert line["code"] == BUILT_IN and line["rows"] == "2"


def test_all_shows_every_check_and_which_could_not_be_asked(run: Run, store: Path) -> None:
    shown = run("check", "--all", "--store", store).out
    assert all(one.id in shown for one in catalogue(indicators()))
    assert "Not asked: no records of" in shown


def test_rows_lists_what_fails_with_its_dates_and_what_to_do(run: Run, store: Path) -> None:
    known = ("check", "--rows", BUILT_IN, "--known-on", "2020-01-06", "--store", store)
    done = run(*known)
    assert done.code == 1 and "2 rows to be checked." in done.out
    assert "999/P1" in done.out and "999/P3" in done.out and "What to do: Look up" in done.out
    found = json.loads(run(*known, "--format", "json").out)
    assert found[0] == {
        "check": BUILT_IN, "table": "ehc_plan", "row_id": "999/P1", "child_id": "999/C1", "first_day": "2019-10-01",
        "last_day": "2019-11-01",
        "evidence": {"requested": "2019-11-01", "draft_sent": None, "issued": "2019-10-01"},
        "do": "Look up the day of the request and the day of the final plan, and put the wrong one right.",
    }  # fmt: skip
    lines = list(csv.DictReader(io.StringIO(run(*known, "--format", "csv").out)))
    assert [one["row_id"] for one in lines] == ["999/P1", "999/P3"]
    assert lines[0]["evidence"] == "requested 2019-11-01; draft sent not recorded; issued 2019-10-01"


def test_a_check_without_rows_ends_with_0_and_one_that_could_not_be_asked_says_why(
    run: Run, store: Path
) -> None:
    done = run("check", "--rows", "ehc_ages_out_of_range", "--store", store)
    assert done.code == 0 and "no records of child had been loaded" in done.out
    done = run("check", "--rows", "ehc_plan_issued", "--store", store)
    assert done.code == 2 and "U168" in done.err and "Traceback" not in done.err


def test_behind_lists_only_the_rows_that_the_figure_rests_on(run: Run, store: Path) -> None:
    known = ("check", "--behind", "ehc_plans_within_20_weeks", "--known-on", "2020-01-06", "--store", store)
    done = run(*known, "--period", "2019-20Q3")
    assert done.code == 1 and "1 row to be checked behind this figure" in done.out
    assert "999/P1" in done.out and "999/P3" not in done.out
    assert [
        row["row_id"] for row in json.loads(run(*known, "--period", "2019-20Q2", "--format", "json").out)
    ] == ["999/P3"]
    done = run(*known, "--period", "2019-20Q1")
    assert done.code == 0 and "0 rows to be checked" in done.out
    done = run("check", "--behind", "ehc_plan", "--period", "2019-20Q1", "--store", store)
    assert done.code == 2 and "U102" in done.err


@pytest.mark.parametrize(
    "given", [("--behind", "referrals"), ("--period", "2019-20Q3"), ("--rows", "x", "--definitions")]
)
def test_options_that_do_not_go_together_are_refused(run: Run, store: Path, given: tuple[str, ...]) -> None:
    assert run("check", *given, "--store", store).code == 2


def test_a_store_with_nothing_loaded_has_nothing_to_be_checked(run: Run, tmp_path: Path) -> None:
    init(tmp_path / "s", number="999")
    assert run("check", "--store", tmp_path / "s").code == 0


def test_own_checks_are_counted_run_and_refused_with_their_faults(run: Run, tmp_path: Path) -> None:
    init(tmp_path / "s", number="999")
    file = tmp_path / f"s/checks/{OWN}.sql"
    file.parent.mkdir()
    file.write_text(RIGHT, encoding="utf-8")
    assert "The council has 1 check of its own." in run("check", "--store", tmp_path / "s").out
    done = run("check", "--definitions", "--store", tmp_path / "s")
    assert done.code == 1 and "no worked examples" in done.out
    drawn = """# Decided the day after.
referral | referral_id | child_id | decided    | closed
         | R1          | C1       | 2019-01-02 | 2019-01-01
failing  | row_id
         | R1
"""
    file.with_suffix(".examples").write_text(drawn, encoding="utf-8")
    done = run("check", "--definitions", "--store", tmp_path / "s")
    assert done.code == 0 and "its example holds" in done.out, done.out
    file.with_suffix(".examples").write_text(drawn.replace("| R1\n", "| R2\n"), encoding="utf-8")
    done = run("check", "--definitions", "--store", tmp_path / "s")
    assert done.code == 1 and "did not come out" in done.out
    file.write_text(RIGHT.replace("decided > closed", "decided > closd"), encoding="utf-8")
    done = run("check", "--store", tmp_path / "s")
    assert done.code == 1 and f"F012 checks/{OWN}.sql:13:17" in done.err
    assert run("check", "--rows", OWN, "--store", tmp_path / "s").code == 4
