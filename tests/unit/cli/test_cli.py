"""The command line as a person meets it: exit codes, formats, help, and never a traceback."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import click
import pytest

from scrutable.cli import VERBS, output, scrutable
from scrutable.indicators.definition import catalogue
from tests.unit.cli.running import Run

KEYS = [
    "indicator", "period", "period_start", "period_end", "breakdown", "numerator", "denominator", "value", "excluded",
    "unit", "known_on", "absent", "records_taken_out", "records_age_days",
]  # fmt: skip
Q3, JSON = ("--period", "2019-20Q3"), ("--format", "json", "--store")
PLANS = """plan_id,child_id,requested,issued,exception,team
P1,C1,2019-05-14,2019-10-01,N,North
P2,C2,2019-05-13,2019-10-01,N,=1+1
P3,C3,2019-05-14,2019-12-31,Y,[red]South[/red]
"""


def make_store(folder: Path) -> Path:
    """Make a store with the plans in it, by the command line in a process of its own."""
    plans = folder / "plans.csv"
    plans.write_text(PLANS, encoding="utf-8")
    for arguments in (
        ["init", folder / "store", "--number", "999"],
        ["load", plans, "--store", folder / "store", "--extracted-at", "2020-01-06"],
    ):
        command = [sys.executable, "-c", "from scrutable.cli import main; main()", *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    return folder / "store"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that the tests read and never change."""
    return make_store(tmp_path_factory.mktemp("cli"))


def copied(store: Path, folder: Path) -> Path:
    """Return a copy of the store, to be changed."""
    return Path(shutil.copytree(store, folder / "store"))


def test_json_is_as_the_issue_says(run: Run, store: Path) -> None:
    done = run("figures", "ehc_plans_within_20_weeks", "ehc_plans_issued", *Q3, *JSON, store)
    share, count = json.loads(done.out)
    assert done.code == 0
    assert list(share) == list(count) == KEYS
    assert share == {
        "indicator": "ehc_plans_within_20_weeks", "period": "2019-20Q3", "period_start": "2019-10-01",
        "period_end": "2019-12-31", "breakdown": None, "numerator": 1, "denominator": 2, "value": 0.5, "excluded": 1,
        "unit": "plan", "known_on": "2020-01-06", "absent": "",
        "records_taken_out": "2020-01-06T00:00:00", "records_age_days": 0,
    }  # fmt: skip
    assert (count["numerator"], count["denominator"], count["value"], count["excluded"]) == (3, None, 3, 0)


def test_a_breakdown_gives_parts_and_a_trend_gives_periods(run: Run, store: Path) -> None:
    done = run("figures", "ehc_plans_issued", *Q3, "--by", "team", *JSON, store)
    assert {row["breakdown"]: row["value"] for row in json.loads(done.out)} == {
        "North": 1,
        "=1+1": 1,
        "[red]South[/red]": 1,
    }
    done = run("figures", "ehc_plans_issued", "--period", "2019-12", "--trend", "3", *JSON, store)
    assert [(row["period"], row["value"]) for row in json.loads(done.out)] == [
        ("2019-10", 2), ("2019-11", 0), ("2019-12", 1),
    ]  # fmt: skip


def test_all_indicators_without_naming_one(run: Run, store: Path) -> None:
    done = run("figures", "--period", "2019-20Q3", "--format", "json", "--store", store)
    rows = json.loads(done.out)
    assert [row["indicator"] for row in rows] == [one.id for one in catalogue()]
    assert {row["value"] for row in rows if row["indicator"] == "missing_episodes"} == {
        None
    }  # not loaded: not nought


def test_csv_has_the_same_columns_and_harmless_cells(run: Run, store: Path) -> None:
    done = run("figures", "ehc_plans_issued", *Q3, "--by", "team", "--format", "csv", "--store", store)
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert list(rows[0]) == KEYS
    assert {row["breakdown"] for row in rows} == {"North", "'=1+1", "[red]South[/red]"}
    assert {row["denominator"] for row in rows} == {""}


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "＝1"])
def test_no_cell_is_live(capsys: pytest.CaptureFixture[str], text: str) -> None:
    output.as_csv(["a", "b", "c"], [{"a": text, "b": -1, "c": date(2020, 1, 6)}])
    assert list(csv.reader(io.StringIO(capsys.readouterr().out, newline="")))[1] == [
        "'" + text.replace("\r", "\n"),
        "-1",
        "2020-01-06",
    ]


def test_the_table_says_figures_with_their_parts(run: Run, store: Path) -> None:
    done = run(
        "figures", "ehc_plans_within_20_weeks", "ehc_plans_issued", "--period", "2019-20Q3", "--store", store
    )
    assert "1 of 2 plans (50%)" in done.out and "3 plans" in done.out
    assert "As known on 2020-01-06" in done.out
    done = run("figures", "--period", "2019-20Q2", "--store", store)
    assert "no records of missing_episode had been loaded" in " ".join(done.out.split())
    done = run("figures", "ehc_plans_issued", "--period", "2019-20Q4", "--store", store)
    assert "to date" in done.out


def test_the_table_prints_cells_as_they_stand(run: Run, store: Path) -> None:
    done = run("figures", "ehc_plans_issued", "--period", "2019-20Q3", "--by", "team", "--store", store)
    assert "[red]South[/red]" in done.out and "=1+1" in done.out


def test_cases(run: Run, store: Path) -> None:
    asked = ("cases", "ehc_plans_within_20_weeks", "--period", "2019-20Q3", "--store", store)
    rows = json.loads(run(*asked, "--format", "json").out)
    assert [(row["case_id"], row["met"], row["excluded"]) for row in rows] == [
        ("999/P1", True, None), ("999/P2", False, None), ("999/P3", False, "statutory exception"),
    ]  # fmt: skip
    assert "3 cases listed, 1 of them not counted." in run(*asked).out
    part = json.loads(run(*asked, "--where", "team==1+1", "--format", "json").out)
    assert [row["case_id"] for row in part] == ["999/P2"]
    listed = list(csv.DictReader(io.StringIO(run(*asked, "--format", "csv").out)))
    assert listed[1]["team"] == "'=1+1"


def test_known_on_an_earlier_day_nothing_was_known(run: Run, store: Path) -> None:
    asked = ("figures", "ehc_plans_issued", "--period", "2019-20Q3", "--format", "json", "--store", store)
    [row] = json.loads(run(*asked, "--known-on", "2020-01-05").out)
    assert (row["value"], row["known_on"]) == (None, "2020-01-05")
    [row] = json.loads(run(*asked, "--known-on", "2020-01-06").out)
    assert row["value"] == 3


def test_the_store_by_environment_or_where_one_stands(
    run: Run, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ("figures", "ehc_plans_issued", "--period", "2019-20Q3", "--format", "json")
    monkeypatch.setenv("SCRUTABLE_STORE", str(store))
    assert json.loads(run(*asked).out)[0]["value"] == 3
    monkeypatch.delenv("SCRUTABLE_STORE")
    monkeypatch.chdir(store)
    assert json.loads(run(*asked).out)[0]["value"] == 3


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "Usage"),
        (("nonsense",), "No such command"),
        (("figures",), "--period"),
        (("figures", "--period", "2019-13"), "U103"),
        (("figures", "ehc_plan_issued", "--period", "2019"), "U102"),
        (("figures", "ehc_plans_issued", "--period", "2019", "--by", "shoe_size"), "U101"),
        (("figures", "--period", "2019", "--known-on", "06/01/2020"), "U108"),
        (("figures", "--period", "2019", "--format", "xml"), "xml"),
        (("figures", "--period", "2019", "--trend", "0"), "trend"),
        (("figures", "--period", "ytd-to-2019-12-31", "--trend", "2"), "U104"),
        (("cases", "ehc_plans_issued", "--period", "2019", "--where", "team"), "sex=Female"),
        (("explain", "zzz"), "U102"),
        (("load",), "There is nothing to load"),
        (("load", "a.csv", "--extracted-at", "soon"), "U108"),
    ],
)
def test_usage_ends_with_2(
    run: Run, store: Path, arguments: tuple[str, ...], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCRUTABLE_STORE", str(store))
    done = run(*arguments)
    assert (done.code, says in done.out + done.err) == (2, True), done


def test_no_store_ends_with_2(run: Run, tmp_path: Path) -> None:
    for arguments in (("figures", "--period", "2019"), ("check",), ("load", tmp_path / "x.csv")):
        done = run(*arguments, "--store", tmp_path)
        assert done.code == 2 and "U107" in done.err


def test_nothing_loaded_ends_with_2(run: Run, tmp_path: Path) -> None:
    assert run("init", tmp_path / "s").code == 0
    done = run("figures", "--period", "2019", "--store", tmp_path / "s")
    assert done.code == 2 and "U109" in done.err


def test_a_refusal_ends_with_3(run: Run, tmp_path: Path, store: Path) -> None:
    store = copied(store, tmp_path)
    done = run("init", store)
    assert done.code == 3 and "R101" in done.err
    other = tmp_path / "other.csv"
    other.write_text(PLANS.replace("North", "East"), encoding="utf-8")
    done = run("load", other, "--store", store, "--extracted-at", "2020-01-05")
    assert done.code == 3 and "R201" in done.err
    done = run("load", other, "--store", store, "--authority", "801")
    assert done.code == 3 and "R203" in done.err


@pytest.mark.parametrize(
    ("content", "code"), [("", "D103"), ("a,b\n1,2\n", "D1"), ('plan_id,child_id\n"1,2\n', "D119")]
)
def test_a_file_that_cannot_be_used_ends_with_4(
    run: Run, tmp_path: Path, store: Path, content: str, code: str
) -> None:
    store = copied(store, tmp_path)
    bad = tmp_path / "bad.csv"
    bad.write_text(content, encoding="utf-8")
    done = run("load", bad, "--store", store)
    assert done.code == 4 and code in done.err


def test_a_file_or_folder_with_nothing_in_it_is_said(run: Run, tmp_path: Path, store: Path) -> None:
    store = copied(store, tmp_path)
    (tmp_path / "empty").mkdir()
    done = run("load", tmp_path / "empty", "--store", store)
    assert done.code == 2 and "U110" in done.err
    done = run("load", tmp_path / "not there.csv", "--store", store)
    assert done.code == 4 and "D1" in done.err


def test_settings_that_cannot_be_read_end_with_4(run: Run, tmp_path: Path) -> None:
    (tmp_path / "scrutable.toml").write_text("name = ", encoding="utf-8")
    done = run("check", "--store", tmp_path)
    assert done.code == 4 and "D108" in done.err


def test_findings_end_with_1_and_are_listed(run: Run, tmp_path: Path) -> None:
    assert run("init", tmp_path / "s", "--number", "999").code == 0
    bad = tmp_path / "plans.csv"
    bad.write_text(PLANS.replace("2019-12-31", "31/02/2020") + "P3,C3,,,N,\n,C4,,,,\n", encoding="utf-8")
    done = run("load", bad, "--store", tmp_path / "s", "--extracted-at", "2020-01-06")
    assert done.code == 1 and "3 findings need attention" in done.out, done
    assert re.search(r"ehc_plan +csv +5 +3 +0 +0 +1", done.out), done.out
    done = run("check", "--store", tmp_path / "s", "--format", "json")
    assert done.code == 1
    assert sorted((row["code"], row["row"]) for row in json.loads(done.out)) == [
        ("D201", 6),
        ("D203", 5),
        ("D204", 4),
    ]
    table = run("check", "--store", tmp_path / "s")
    assert "31/02/2020" in table.out and "3 findings need attention" in table.out
    assert run("check", "--all", "--store", tmp_path / "s", "--format", "csv").out.count("\n") == 4


def test_no_findings_end_with_0(run: Run, store: Path) -> None:
    done = run("check", "--store", store)
    assert done.code == 0 and "0 findings need attention" in done.out


def test_the_same_file_again_changes_nothing(run: Run, tmp_path: Path, store: Path) -> None:
    original, store = store.parent, copied(store, tmp_path)
    done = run("load", original / "plans.csv", "--store", store, "--extracted-at", "2020-01-06")
    assert done.code == 5 and "nothing was changed" in done.out


def test_explain(run: Run) -> None:
    done = run("explain", "ehc_plans_within_20_weeks")
    assert done.code == 0
    for part in ("SEND Regulations 2014", "statutory exception", "add_weeks(e.requested, 20)", "How sure"):
        assert part in done.out
    assert run("explain").out.count("\n  ") == len(catalogue())


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_argument_and_option_is_explained(verb: str) -> None:
    command = scrutable.get_command(click.Context(scrutable), verb)
    assert command is not None and command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{verb} {parameter.name}"


def test_a_slip_of_ours_is_said_without_a_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scrutable.indicators.definition.catalogue", lambda: 1 / 0)
    done = run("explain")
    assert done.code == 4 and "X001" in done.err and "ZeroDivisionError" in done.err


def test_the_command_itself_in_any_locale(store: Path) -> None:
    """Once as a process, so that what is around `main` is tried too; the locale knows no Unicode."""
    asked = [
        "figures",
        "ehc_plans_issued",
        "--period",
        "2019-20Q3",
        "--format",
        "json",
        "--store",
        str(store),
    ]
    command = [sys.executable, "-c", "from scrutable.cli import main; main()", *asked]
    plain = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0"}
    done = subprocess.run(command, capture_output=True, check=False, env=plain)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)[0]["value"] == 3
