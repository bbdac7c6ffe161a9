"""The page on a council's own indicators is followed to the letter: its files are written, its commands run."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from scrutable.indicators.functions import BOTH, OURS

NAMED = re.compile(r"^`(indicators/\S+)`\n\n```\w+\n(.*?)```", re.DOTALL | re.MULTILINE)
CONSOLE = re.compile(r"```console\n\$ (.*?)\n(.*?)```", re.DOTALL)
MAIN = "from scrutable.cli import main; main()"


@pytest.fixture(scope="module")
def text(root: Path) -> str:
    return (root / "docs/own-indicators.md").read_text("utf-8")


@pytest.fixture
def folder(text: str, tmp_path: Path) -> Path:
    """A folder with our-store, in which the files of the page lie."""
    assert run("scrutable init our-store --number 999", tmp_path).returncode == 0
    for place, content in NAMED.findall(text):
        file = tmp_path / "our-store" / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    return tmp_path


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if name != "SCRUTABLE_STORE"}
    arguments = [sys.executable, "-c", MAIN, *shlex.split(command)[1:]]
    return subprocess.run(
        arguments,
        cwd=folder,
        env=env | {"PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def test_the_page_is_right_about_what_the_commands_say(text: str, folder: Path) -> None:
    file = folder / "our-store/indicators/front_door/referrals_decided_within_a_week.sql"
    (first, holds), (second, differs) = CONSOLE.findall(text)
    done = run(first, folder)
    assert (done.returncode, done.stdout) == (0, holds), done.stdout + done.stderr
    file.write_text(file.read_text("utf-8").replace("<= add_days", "< add_days"), encoding="utf-8")
    done = run(second, folder)
    assert (done.returncode, done.stdout) == (1, differs), done.stdout + done.stderr


def test_the_indicator_of_the_page_is_explained_and_counted(text: str, folder: Path) -> None:
    data = "referral_id,child_id,received,decided,team\nR1,C1,2019-10-01,2019-10-08,North\nR2,C2,2019-10-02,,North\n"
    (folder / "referral.csv").write_text(data, encoding="utf-8")
    loaded = run("scrutable load referral.csv --extracted-at 2020-01-06 --store our-store", folder)
    assert loaded.returncode == 0, loaded.stderr
    commands = re.findall(r"^    (scrutable (?:explain|figures) .+)$", text, re.MULTILINE)
    assert len(commands) == 2
    explained, counted = [run(command, folder) for command in commands]
    assert "Referrals decided within a week" in explained.stdout and explained.returncode == 0
    assert "1 of 2 referrals (50%)" in counted.stdout, counted.stdout + counted.stderr


def test_the_check_of_the_page_holds_its_examples(text: str, folder: Path) -> None:
    for place, content in re.findall(r"^`(checks/\S+)`\n\n```\w+\n(.*?)```", text, re.DOTALL | re.MULTILINE):
        (folder / "our-store/checks").mkdir(exist_ok=True)
        (folder / "our-store" / place).write_text(content, encoding="utf-8")
    done = run("scrutable check --definitions --store our-store", folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 definition and 1 check of its own" in done.stdout and "its example holds" in done.stdout


def test_the_page_lists_every_function_that_may_be_used(text: str) -> None:
    listed = set(
        re.findall(r"`([a-z_]+)(?:\([^`]*\))?`", text.partition("## Functions")[2].partition("Not there")[0])
    )
    assert listed - {"case"} == set(OURS) | set(BOTH)
    for function in OURS.values():
        assert function.shown in text
