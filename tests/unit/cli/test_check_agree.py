"""scrutable check --agree: a list of referrals and a census of the year before, which do not say the same."""

import csv
import io
import json
from pathlib import Path

import duckdb
import pytest

from scrutable.store import init
from tests.unit.cli.running import Run

CENSUS = """<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2019</Year>
<ReferenceDate>2019-03-31</ReferenceDate></CollectionDetails><Source><LEA>999</LEA>
<DateTime>2019-06-01T09:00:00</DateTime></Source></Header><Children>{}</Children></Message>"""
CHILD = """<Child><ChildIdentifiers><LAchildID>{}</LAchildID><PersonBirthDate>2010-05-05</PersonBirthDate>
</ChildIdentifiers><CINdetails><CINreferralDate>{}</CINreferralDate><PrimaryNeedCode>{}</PrimaryNeedCode>
<CINclosureDate>{}</CINclosureDate></CINdetails></Child>"""
IN_CENSUS = [
    ("A", "2018-05-01", "N1", "2018-06-01"),
    ("B", "2018-05-10", "N1", "2018-06-01"),  # the list has it four days before
    ("C", "2018-05-01", "N2", "2018-06-01"),  # the list has another need
    ("D", "2018-05-01", "N1", "2018-06-01"),  # the list has closed it a day later
    ("=E", "2018-05-01", "N1", "2018-06-01"),  # the list does not have it
]
IN_LIST = """referral_id,child_id,received,primary_need,closed
R1,A,2018-05-01,N1,2018-06-01
R2,B,2018-05-06,N1,2018-06-01
R3,C,2018-05-01,N1,2018-06-01
R4,D,2018-05-01,N1,2018-06-02
R5,F,2018-05-01,N1,2018-06-01
R6,G,2016-05-01,N1,2016-06-01
"""


@pytest.fixture
def store(tmp_path: Path) -> Path:
    census, listed = tmp_path / "census.xml", tmp_path / "referral.csv"
    census.write_text(CENSUS.format("".join(CHILD.format(*one) for one in IN_CENSUS)), encoding="utf-8")
    listed.write_text(IN_LIST, encoding="utf-8")
    init(tmp_path / "store", number="999").load([census, listed], extracted_at="2019-06-01")
    return tmp_path / "store"


def test_the_counts_and_the_cases_to_mend_for_people(store: Path, run: Run) -> None:
    done = run("check", "--agree", "--table", "referral", "--store", store)
    assert done.code == 1 and done.err == ""
    counted = next(line for line in done.out.splitlines() if line.split()[:1] == ["referral"])
    # In both: A. Dates: B and D. Facts: C. Only in the list: F. Only in the census: =E. Not asked: G, of 2016.
    assert counted.split() == ["referral", "csv,", "cin", "csv", "1", "2", "1", "1", "1", "1"]
    for words in (
        "referral, csv and cin: 5 to mend", "received: 2018-05-06 / 2018-05-10", "closed: 2018-06-02 / 2018-06-01",
        "primary_need: N1 / N2", "only in cin", "not there", "referral.csv (load 1)", "5 cases to mend.",
    ):  # fmt: skip
        assert words in done.out


def test_json_holds_all_of_it(store: Path, run: Run) -> None:
    said = json.loads(run("check", "--agree", "--format", "json", "--store", store).out)
    (counted,) = said["tables"]
    assert (counted["table"], counted["speaks"], counted["compared"]) == (
        "referral", "csv", ["closed", "primary_need"],
    )  # fmt: skip
    assert (counted["in_both"], counted["not_asked_of_other"], len(said["to_mend"])) == (1, 1, 5)
    (first,) = (one for one in said["to_mend"] if one["child"] == "999/B")
    assert (first["what"], first["one_day"], first["other_day"]) == (
        "different dates", "2018-05-06", "2018-05-10",
    )  # fmt: skip
    assert (first["one_id"], first["one_files"], first["other_files"]) == (
        "999/R2", ["referral.csv"], ["census.xml"],
    )  # fmt: skip


def test_csv_is_the_list_to_mend_and_nothing_in_it_runs(store: Path, run: Run) -> None:
    done = run("check", "--agree", "--format", "csv", "--store", store)
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert done.code == 1 and len(rows) == 5
    assert [row["what"] for row in rows] == [
        "only in cin", "different dates", "different facts", "different dates", "only in csv",
    ]  # fmt: skip
    assert all(not cell.startswith("=") for row in rows for cell in row.values())


def test_nothing_to_mend_ends_with_nought(tmp_path: Path, run: Run) -> None:
    census, listed = tmp_path / "census.xml", tmp_path / "referral.csv"
    census.write_text(CENSUS.format(CHILD.format(*IN_CENSUS[0])), encoding="utf-8")
    listed.write_text("\n".join(IN_LIST.splitlines()[:2]), encoding="utf-8")
    init(tmp_path / "store", number="999").load([census, listed], extracted_at="2019-06-01")
    done = run("check", "--agree", "--store", tmp_path / "store")
    assert done.code == 0 and done.out.endswith("0 cases to mend.\n")
    done = run("check", "--agree", "--table", "cp_plan", "--store", tmp_path / "store")
    assert done.code == 0 and "No two sources hold the same table" in done.out


def test_which_source_speaks_stands_in_the_settings(store: Path, run: Run) -> None:
    settings = store / "scrutable.toml"
    text = settings.read_text(encoding="utf-8").replace("[speaks]", '[speaks]\nreferral = "cin"')
    settings.write_text(text, encoding="utf-8")
    said = json.loads(run("check", "--agree", "--format", "json", "--store", store).out)
    assert said["tables"][0]["speaks"] == "cin"


def test_options_that_say_nothing_are_refused(store: Path, run: Run) -> None:
    assert "U167" in run("check", "--within", "3", "--store", store).err
    assert "U166" in run("check", "--agree", "--within", "-3", "--store", store).err
    done = run("check", "--agree", "--table", "referrals", "--store", store)
    assert done.code == 2 and 'U165 The register has no table "referrals".' in done.err


def test_the_list_for_people_is_cut_short_and_says_so(tmp_path: Path, run: Run) -> None:
    census, listed = tmp_path / "census.xml", tmp_path / "referral.csv"
    children = "".join(CHILD.format(f"X{n:02d}", "2018-05-01", "N1", "") for n in range(22))
    census.write_text(CENSUS.format(children), encoding="utf-8")
    listed.write_text("referral_id,child_id,received,closed\nR1,A,2018-05-01,2018-05-02\n", encoding="utf-8")
    init(tmp_path / "store", number="999").load([census, listed], extracted_at="2019-06-01")
    done = run("check", "--agree", "--store", tmp_path / "store")
    assert "X18" in done.out and "X19" not in done.out and "3 more: --all shows them" in done.out
    assert "X21" in run("check", "--agree", "--all", "--store", tmp_path / "store").out


def test_the_file_is_that_which_brought_the_table(tmp_path: Path, run: Run) -> None:
    """Of several in one load; a register from before that was written down names all of the source."""
    census, listed, other = tmp_path / "census.xml", tmp_path / "ours.csv", tmp_path / "visits.csv"
    census.write_text(CENSUS.format(CHILD.format(*IN_CENSUS[1])), encoding="utf-8")
    listed.write_text(IN_LIST, encoding="utf-8")
    other.write_text("cp_visit.visit_id,child_id,made\nV1,A,2018-05-05\n", encoding="utf-8")
    store = init(tmp_path / "store", number="999")
    store.load([census, listed, other], extracted_at="2019-06-01")
    with duckdb.connect(store.register.current()) as con:
        con.execute("drop table books.brought")
    asked = ("check", "--agree", "--store", tmp_path / "store")
    assert "one of 2 files (load 1)" in run(*asked).out
    listed.write_text(IN_LIST.replace("2018-05-06", "2018-05-07"), encoding="utf-8")
    store.load([listed, other], extracted_at="2019-07-01")
    assert "ours.csv (load 2)" in run(*asked).out
