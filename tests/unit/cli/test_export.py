"""scrutable export and the figures of a lake, as a person meets them."""

import csv
import io
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from scrutable.cli import scrutable
from scrutable.errors import UsageFault

PLANS = "plan_id,child_id,requested,issued\nP1,C1,2019-05-14,2019-10-01\nP2,C2,2019-05-13,2019-10-01\n"
ASKED = ("figures", "ehc_plans_issued", "--period", "2019-20Q3", "--format", "csv")


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake into which two councils' stores were exported."""
    folder = tmp_path_factory.mktemp("lake")
    (folder / "plans.csv").write_text(PLANS, encoding="utf-8")
    for number in ("998", "999"):
        store = folder / number
        for arguments in (
            ["init", store, "--number", number],
            ["load", folder / "plans.csv", "--store", store, "--extracted-at", "2020-01-06"],
            ["export", "--to", folder / "lake", "--store", store],
        ):
            command = [sys.executable, "-c", "from scrutable.cli import main; main()", *map(str, arguments)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
    assert done.stdout == f"{folder / 'lake' / '999'}: as known on 2020-01-06\n"
    assert "Writing ehc_plan of 999" in done.stderr
    return folder / "lake"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(scrutable, [str(one) for one in arguments])


def rows(done: Result) -> list[tuple[str, ...]]:
    assert done.exit_code == 0, (done.output, __import__("traceback").format_exception(done.exception))
    return [
        (row["breakdown"], row["value"], row["known_on"]) for row in csv.DictReader(io.StringIO(done.stdout))
    ]


def test_the_figures_of_all_councils_and_by_council(lake: Path) -> None:
    assert rows(run(*ASKED, "--lake", lake)) == [("", "4", "2020-01-06")]
    assert rows(run(*ASKED, "--lake", lake, "--by", "authority")) == [
        ("998", "2", "2020-01-06"), ("999", "2", "2020-01-06"),
    ]  # fmt: skip
    assert rows(run(*ASKED, "--lake", lake, "--council", "998")) == [("", "2", "2020-01-06")]


def test_before_anything_was_known_there_is_nothing_to_export(lake: Path, tmp_path: Path) -> None:
    done = run("export", "--to", tmp_path, "--store", lake.parent / "999", "--known-on", "2019-12-31")
    assert isinstance(done.exception, UsageFault)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (("--council", "999"), "give its folder with --lake"),
        (("--engine", "spark"), "give its folder with --lake"),
        (("--lake", "nowhere", "--known-on", "2020-01-06"), "give --known-on to scrutable export"),
    ],
)
def test_options_that_do_not_go_together_are_explained(more: tuple[str, ...], says: str) -> None:
    done = run(*ASKED, *more)
    assert done.exit_code == 2
    assert says in " ".join(done.output.split())


def test_a_folder_without_exports_is_not_a_lake(tmp_path: Path) -> None:
    assert isinstance(run(*ASKED, "--lake", tmp_path).exception, UsageFault)
