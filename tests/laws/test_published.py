"""The demo council's packs: made again to the byte after all later loads, and each change between them explained."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from scrutable.figures import causes
from scrutable.figures.contributions import Contribution
from scrutable.store import open

OCTOBER, JANUARY = "2019-20Q2-known-2019-10-07", "2019-20Q3-known-2020-01-06"
SUPPLEMENT = "2019-20Q3-known-2020-01-20-supplement"


@pytest.fixture(scope="module")
def shuffled(demo_council: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo store after all its loads, with the rows of every table of its register in another order."""
    store = tmp_path_factory.mktemp("shuffled") / "store"
    shutil.copytree(demo_council / "store", store)
    register = open(store).register.current()
    with duckdb.connect(register) as con:
        con.execute("select setseed(0.5)")
        for (table,) in con.execute(
            "select table_name from duckdb_tables() where schema_name = 'main'"
        ).fetchall():
            con.execute(f"create temp table again as select * from {table} order by random()")
            con.execute(f"delete from {table}")
            con.execute(f"insert into {table} select * from again")
            con.execute("drop table again")
    return store


@pytest.mark.slow
@pytest.mark.parametrize(
    ("pack", "elsewhere"),
    [
        (OCTOBER, {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "C"}),
        (SUPPLEMENT, {"PYTHONHASHSEED": "2", "TZ": "America/St_Johns", "LC_ALL": "C.UTF-8"}),
    ],
)
def test_a_pack_is_made_again_whatever_the_machine_and_the_order_of_rows(
    shuffled: Path, pack: str, elsewhere: dict[str, str]
) -> None:
    command = [
        sys.executable,
        "-c",
        "from scrutable.cli import main; main()",
        "verify",
        pack,
        "--store",
        str(shuffled),
    ]
    done = subprocess.run(
        command, env=os.environ | elsewhere, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "pack.html, made again: the same" in done.stdout
    assert done.stdout.endswith(f"{pack} is as it was published, to the byte.\n")


@pytest.mark.slow
def test_each_change_between_the_pack_and_its_supplement_is_explained(demo_council: Path) -> None:
    store = open(demo_council / "store")
    found = store.revisions("2019-20Q3", since="2020-01-06", until="2020-01-20")
    assert [one.after.indicator for one in found if one.remainder() != Contribution()] == []
    # No change of the demo council is left to "another record": each names the row that moved it, or the day.
    told = [(one.after.indicator, change) for one in found for change in one.changes]
    assert [change.key for _, change in told if change.cause == causes.OTHER] == []
    assert [change.key for _, change in told if change.row is None] == []
    moved = {one.after.indicator: one for one in found if one.moved}
    visits = moved["child_protection_visits_in_time"]
    assert (visits.before.numerator, visits.before.denominator) == (762, 940)
    assert (visits.after.numerator, visits.after.denominator) == (911, 989)
    assert (visits.adds.numerator, visits.adds.denominator) == (149, 49)
    page = (demo_council / "supplement/pack.html").read_text(encoding="utf-8")
    assert f"amends the pack {JANUARY}" in page
    assert f"{len(moved)} of its {len(found)} figures read otherwise" in page
