"""A council's own definitions on the command line: counted, refused with their faults, explained, written out."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scrutable.store import init
from tools.pages.definition_errors import EXAMPLES, ID, PLACE, RIGHT


@pytest.fixture
def store(tmp_path: Path) -> Path:
    init(tmp_path / "store", number="999")
    for place, text in ((PLACE, RIGHT), (PLACE.replace(".sql", ".examples"), EXAMPLES)):
        file = tmp_path / "store/indicators" / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path / "store"


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from scrutable.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_check_counts_them_and_tells_their_faults(store: Path) -> None:
    done = run("check", "--store", store)
    assert done.returncode == 0 and "The council has 1 definition of its own." in done.stdout
    (store / "indicators" / PLACE).write_text(RIGHT.replace("r.team", "r.taem"), encoding="utf-8")
    done = run("check", "--store", store)
    assert done.returncode == 1 and 'no column "taem". Did you mean "team"?' in done.stderr
    done = run("figures", ID, "--period", "2019", "--store", store)
    assert done.returncode == 4 and "F012" in done.stderr and "Traceback" not in done.stderr


def test_examples_that_fail_or_are_missing_need_attention(store: Path) -> None:
    assert run("check", "--definitions", "--store", store).returncode == 0
    as_json = run("check", "--definitions", "--store", store, "--format", "json")
    assert '"holds": true' in as_json.stdout
    file = store / "indicators" / PLACE.replace(".sql", ".examples")
    file.write_text(EXAMPLES.replace("| true", "| false"), encoding="utf-8")
    done = run("check", "--definitions", "--store", store)
    assert done.returncode == 1 and "0 of 1 examples hold" in done.stdout
    file.write_text(EXAMPLES.replace("| met", "| mett"), encoding="utf-8")
    done = run("check", "--definitions", "--store", store)
    assert done.returncode == 1 and "a column that the SELECT does not return: mett" in done.stdout
    file.unlink()
    done = run("check", "--definitions", "--store", store)
    assert done.returncode == 1 and "no worked examples" in done.stdout


def test_explain_shows_it_in_words_with_examples_and_sql(store: Path) -> None:
    assert ID in run("explain", "--store", store).stdout
    said = run("explain", ID, "--store", store).stdout
    for words in (
        "Compares with:    No published figure compares",
        "The seventh day is in time.",
        "  cases   case_id  met",
    ):
        assert words in said
    whole = run("explain", ID, "--sql", "--period", "2019-12", "--lake", "our lake", "--store", store).stdout
    assert (
        "macro add_days(" in whole
        and "'our lake/*/referral.parquet'" in whole
        and "date '2019-12-31'" in whole
    )


def test_a_store_that_is_not_there_is_refused(store: Path) -> None:
    shutil.rmtree(store)
    assert "U107" in run("explain", "--store", store).stderr
