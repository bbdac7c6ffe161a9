"""Publishing: frozen in the store, never written over, made again to the byte; supplements, corrections, passports."""

import json
import shutil
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from filelock import FileLock

from scrutable.committee import publications
from scrutable.comparators import loading as comparators
from scrutable.errors import DataFault, Refused, UnitFault, UsageFault
from scrutable.indicators.definition import catalogue
from scrutable.report import frozen, passport, publishing, recipe
from scrutable.report.edition import Edition
from scrutable.report.making import made
from scrutable.report.publishing import DIFFERS, MISSING, SAME
from scrutable.store import Store, init, open
from tests.unit.comparators import making

HEAD = "plan_id,child_id,requested,issued,exception\n"
FIRST = "P1,C1,2019-05-14,2019-10-01,N\nP2,C2,2019-05-13,2019-10-01,N\nP3,C3,2019-05-14,2019-12-31,Y\n"
SECOND = "P1,C1,2019-05-14,2019-10-01,N\nP2,C2,2019-05-14,2019-10-01,N\nP3,C3,2019-05-14,2019-12-31,Y\n"
ID, PERIOD = "ehc_plans_within_20_weeks", "2019-20Q3"
JANUARY, SUPPLEMENT = "2019-20Q3-known-2020-01-06", "2019-20Q3-known-2020-01-20-supplement"
GIVEN = {"pack.html", "pack.pdf", "pack.xlsx", "pack.json", "data.csv", "data.meta.csv", "datapackage.json"}
FILES = {"cases.parquet", "inputs.json"} | GIVEN
AT = datetime(2020, 1, 6, 18)


def load(store: Store, day: str, rows: str) -> None:
    file = store.register.folder.parent / day / "ehc_plan.csv"
    file.parent.mkdir(exist_ok=True)
    file.write_text(HEAD + rows, encoding="utf-8")
    store.load([file], extracted_at=day)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a pack of 6 January and its supplement of 20 January; copy it to change it."""
    folder = tmp_path_factory.mktemp("published")
    store = init(folder / "store", number="999", name="A council")
    load(store, "2020-01-06", FIRST)
    store.publish(PERIOD, folder / "pack", known_on="2020-01-06", at=AT)
    load(store, "2020-01-20", SECOND)
    store.correct(
        f"{ID}/{PERIOD}", by="Service Manager", words="One plan more was in time.", made="2020-01-20"
    )
    store.publish(None, folder / "supplement", known_on="2020-01-20", supplement_to=JANUARY, at=AT)
    return folder


@pytest.fixture
def copied(published: Path, tmp_path: Path) -> Path:
    shutil.copytree(published, tmp_path / "copy")
    return tmp_path / "copy"


def said(folder: Path) -> dict:
    return json.loads((folder / "pack.json").read_text(encoding="utf-8"))


def text(folder: Path) -> str:
    return (folder / "pack.html").read_text(encoding="utf-8")


def test_a_pack_is_kept_with_all_that_it_was_made_from(published: Path) -> None:
    home = published / "store/published" / JANUARY
    assert {file.name for file in home.iterdir()} == FILES
    inputs = json.loads((home / "inputs.json").read_text(encoding="utf-8"))
    assert (
        inputs["period"] == PERIOD
        and inputs["known_on"] == "2020-01-06"
        and len(inputs["definitions"]) == len(catalogue())
    )
    assert [(one["load"], one["files"][0]["file"]) for one in inputs["loads"]] == [(1, "ehc_plan.csv")]
    cases = pq.read_table(home / "cases.parquet").to_pylist()
    mine = {row["case_id"]: (row["excluded"], row["met"]) for row in cases if row["indicator"] == ID}
    assert mine == {"999/P1": (None, True), "999/P2": (None, False), "999/P3": ("statutory exception", False)}


def test_case_ids_stay_in_the_store(published: Path) -> None:
    assert {file.name for file in (published / "pack").iterdir()} == GIVEN
    for name in GIVEN:
        whole = (published / "pack" / name).read_bytes()
        assert b"999/P1" not in whole and b"999/C1" not in whole


def test_its_status_is_said_on_its_first_page_and_in_its_data(published: Path, tmp_path: Path) -> None:
    assert "Published as 2019-20Q3-known-2020-01-06" in text(published / "pack")
    assert (said(published / "pack")["status"], said(published / "pack")["pack"]) == ("published", JANUARY)
    store = open(published / "store")
    store.report(PERIOD, tmp_path / "draft", known_on="2020-01-06")
    assert "Draft, not yet published" in text(tmp_path / "draft")
    with pytest.raises(UsageFault, match="U123"):
        store.verify(tmp_path / "draft")


def test_nothing_published_is_written_over(copied: Path, tmp_path: Path) -> None:
    store = open(copied / "store")
    with pytest.raises(Refused, match="R301"):
        store.publish(PERIOD, known_on="2020-01-06")
    with pytest.raises(Refused, match="R302"):
        store.report(PERIOD, copied / "pack", known_on="2020-01-20")
    with pytest.raises(Refused, match="R302"):
        store.publish(PERIOD, copied / "pack", known_on="2020-01-20")
    assert said(copied / "pack")["pack"] == JANUARY
    assert store.verify(copied / "pack").same


def test_a_publishing_that_was_broken_off_leaves_nothing_and_can_be_done_again(
    copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open(copied / "store")

    def fails(*_: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(publications, "add", fails)
        with pytest.raises(OSError, match="full"):
            store.publish(PERIOD, copied / "again", known_on="2020-01-20")
    assert not (copied / "again").exists()
    with pytest.raises(UsageFault, match="U122"):
        store.verify("2019-20Q3-known-2020-01-20")
    assert store.publish(PERIOD, copied / "again", known_on="2020-01-20").pack == "2019-20Q3-known-2020-01-20"


def test_two_cannot_be_published_at_once(copied: Path) -> None:
    store = open(copied / "store")
    with FileLock(copied / "store/published/lock"), pytest.raises(Refused, match="R303"):
        store.publish(PERIOD, known_on="2020-01-20")
    assert store.verify(JANUARY).same


def test_it_is_made_again_to_the_byte_after_later_loads(published: Path) -> None:
    store = open(published / "store")
    for pack in (JANUARY, SUPPLEMENT, published / "pack", published / "supplement/pack.json"):
        found = store.verify(pack)
        assert found.same and found.figures == ()
        assert set(found.again.values()) == {SAME}
    assert len(store.verify(published / "pack").copies) == len(FILES) + len(GIVEN)


def test_what_was_changed_afterwards_is_found(copied: Path) -> None:
    store = open(copied / "store")
    page = copied / "pack/pack.html"
    page.write_text(text(copied / "pack").replace("(50%)", "(58%)"), encoding="utf-8")
    found = store.verify(copied / "pack")
    assert not found.same and found.copies[str(page)] == DIFFERS and set(found.again.values()) == {SAME}
    (copied / "store/published" / JANUARY / "cases.parquet").unlink()
    assert store.verify(JANUARY).copies["the store's cases.parquet"] == MISSING
    with duckdb.connect(store.register.current()) as con:
        con.execute("update ehc_plan set issued = date '2019-09-30' where plan_id = '999/P1' and load = 1")
    found = store.verify(JANUARY)
    assert found.again["pack.json"] == DIFFERS and f"{ID}/{PERIOD}" in found.figures


def test_a_recipe_that_cannot_be_read_is_said(copied: Path) -> None:
    inputs = copied / "store/published" / JANUARY / "inputs.json"
    inputs.write_text(inputs.read_text(encoding="utf-8").replace('"period"', '"perod"'), encoding="utf-8")
    with pytest.raises(DataFault, match="D185"):
        open(copied / "store").verify(JANUARY)


def test_the_supplement_names_its_pack_and_tells_only_what_moved(published: Path) -> None:
    page, data = text(published / "supplement"), said(published / "supplement")
    assert f"This update amends the pack {JANUARY}" in page and data["amends"] == JANUARY
    moved = {one["indicator"] for one in data["figures"]}
    assert moved == {ID, "ehc_plans_within_20_weeks_including_exceptions"}
    assert "2 of 2 plans (100%), where the pack had 1 of 2 plans (50%)" in page
    assert "Date corrected" in page and "Recorded late" not in page


def test_a_supplement_is_of_the_period_of_its_pack(published: Path, tmp_path: Path) -> None:
    store = open(published / "store")
    with pytest.raises(UsageFault, match="U124"):
        store.report("2019-20Q2", tmp_path, supplement_to=JANUARY)
    with pytest.raises(UsageFault, match=f"(?s)U122.*Published are: {JANUARY}, {SUPPLEMENT}"):
        store.report(None, tmp_path, supplement_to="2019-20Q3")
    with pytest.raises(UsageFault, match="U125"):
        store.report(None, tmp_path)


def test_a_changed_definition_stands_apart_and_the_old_pack_is_made_by_the_old(copied: Path) -> None:
    store = open(copied / "store")
    built_in = next(one for one in store.definitions() if one.id == ID)
    own = copied / "store/indicators" / f"{ID}.sql"
    own.parent.mkdir()
    # The council's variant allows 139 days: P1 took 140 and is late by it.
    changed = built_in.sql.replace("/*\n", f'/*\nvariant_of = "{ID}"\nversion = 2\n', 1)
    own.write_text(
        changed.replace("add_weeks(e.requested, 20)", "add_days(e.requested, 139)"), encoding="utf-8"
    )
    store = open(copied / "store")
    assert store.verify(JANUARY).same
    store.publish(None, copied / "changed", known_on="2020-01-21", supplement_to=JANUARY, at=AT)
    page = text(copied / "changed")
    assert "The definition has changed from version 1" in page and "to version 2" in page
    [revised] = [one for one in _changes(store) if one.after.indicator == ID]
    told = {cause.cause: (cause.adds.numerator, cause.adds.denominator) for cause in revised.causes()}
    assert told == {"date corrected": (1, 0), "definition changed": (-2, 0)}
    assert revised.remainder() == type(revised.adds)()
    own.unlink()
    assert open(copied / "store").verify("2019-20Q3-known-2020-01-21-supplement").same


def _changes(store: Store):
    """Return what lies between the pack of January, by its own definition, and today's."""
    return [passport.of(store, f"{ID}/{PERIOD}").earlier[0].since]


def test_a_correction_opens_the_next_pack_and_none_after_it(copied: Path) -> None:
    store = open(copied / "store")
    assert "One plan more was in time." in text(copied / "supplement")
    assert [packs for _, packs in store.corrections()] == [(SUPPLEMENT,)]
    store.correct(f"{ID}/{PERIOD}", by="Service Manager", words="It was 2 of 2 plans.")
    store.publish(PERIOD, copied / "next", known_on="2020-01-20")
    page = text(copied / "next")
    assert "It was 2 of 2 plans." in page and "One plan more was in time." not in page
    assert page.index('id="corrections"') < page.index('id="what-this-says"')
    store.publish(PERIOD, copied / "last", known_on="2020-01-21")
    assert 'id="corrections"' not in text(copied / "last")
    assert store.verify(copied / "next").same


def test_a_correction_counts_what_the_figure_counts(published: Path) -> None:
    store = open(published / "store")
    for words in ("There were 49 incidents.", "It was 3 of the 49 episodes."):
        with pytest.raises(UnitFault, match="Q101"):
            store.correct(f"children_missing/{PERIOD}", by="Service Manager", words=words)
    with pytest.raises(UsageFault, match="U126"):
        store.correct("children_missing", by="Service Manager", words="x")
    assert len(store.corrections()) == 1


def test_the_passport_has_every_earlier_value_and_why_it_changed(published: Path) -> None:
    store = open(published / "store")
    found = store.passport(f"/figure/{ID}/{PERIOD}")
    assert [(one.published.pack, one.says) for one in found.earlier] == [
        (JANUARY, "1 of 2 plans (50%)"), (SUPPLEMENT, "2 of 2 plans (100%)"),
    ]  # fmt: skip
    assert [cause.cause for cause in found.earlier[0].since.causes()] == ["date corrected"]
    assert found.earlier[1].since is None
    assert found.records.loads == (1, 2) and found.records.age(datetime(2020, 1, 20).date()) == 0
    assert found.cite.startswith("A council, EHC plans issued within 20 weeks")
    assert f"Figure {ID}/{PERIOD}, definition version 1" in found.cite
    assert store.passport(f"{ID}/{PERIOD}", known_on="2020-01-10").earlier[0].since.changes == ()
    with pytest.raises(UsageFault, match=r"(?s)U127.*It has: Not recorded"):
        store.passport(f"{ID}/{PERIOD}/team=North")


def test_the_age_of_the_records_is_said_and_a_pack_of_old_ones_says_so_first(
    published: Path, tmp_path: Path
) -> None:
    store = open(published / "store")
    store.report(PERIOD, tmp_path / "old", known_on="2020-02-21")
    page = text(tmp_path / "old")
    assert (
        "Even the youngest records here were 32 days old on 21 February 2020."
        in page.partition("</header>")[0]
    )
    assert "Taken out on 20 January 2020: 32 days old on 21 February 2020." in page
    [record] = [one for one in said(tmp_path / "old")["figures"] if one["indicator"] == ID]
    assert (record["records_age_days"], record["loads"]) == (32, [1, 2])
    store.report(PERIOD, tmp_path / "young", known_on="2020-02-20")
    assert "Even the youngest" not in text(tmp_path / "young")


def test_every_figure_of_a_pack_has_one_place_that_stands_for_it(published: Path) -> None:
    page = text(published / "pack")
    assert page.count(f'id="figure/{ID}/{PERIOD}"') == 1
    assert page.count(f'id="figure/{ID}/2019-20Q2"') == 1


def test_what_an_edition_says_of_itself() -> None:
    assert Edition().says() == "Draft, not yet published"
    assert Edition(amends="x").says() == "Supplement to the pack x, draft: not yet published"
    assert publishing._named("no such folder") == ("no such folder", None)
    assert recipe.CASES in FILES


def test_a_pack_stays_what_it_was_when_more_published_figures_are_loaded(tmp_path: Path) -> None:
    """Later values, later names of councils, a later model of neighbours: none of them was known to the pack."""
    store = init(tmp_path / "store", number="872", name="A council")
    load(store, "2020-01-06", FIRST)
    home = store.register.folder
    near = making.neighbours(tmp_path, {"872": ["301", "302"]}, "sn_2021.csv")
    first = [f"2018|Calendar year|{place}|{values}" for place, values in (
        (making.ENGLAND, "100,60,60.1"), (making.authority("872"), "10,4,40"), (making.authority("301"), "10,5,50"),
        (making.authority("302"), "10,7,70"))]  # fmt: skip
    columns = "plans_issued_den_ex,plans_issued_20_weeks_ex,PC_plans_issued_20_weeks_ex"
    also = ",plans_issued_den,plans_issued_within_20_weeks,breakdown_topic,breakdown"
    whole = ",,,All EHC plans issued,All EHC plans issued"
    comparators.load(
        home,
        [making.ees(tmp_path, "t.csv", columns + also, [row + whole for row in first]), near],
        loaded_at=AT,
    )
    pack = store.publish(PERIOD, tmp_path / "pack", known_on="2020-01-06", at=AT).pack
    page = text(tmp_path / "pack")
    assert "60.1% (2018)" in page and "2021 model" in page
    inputs = home / "published" / pack / "inputs.json"
    assert json.loads(inputs.read_text(encoding="utf-8"))["published_by"] == "2020-01-06T18:00:00"
    rows = [row.replace("60,60.1", "61,61.0").replace("Authority 872", "Renamed") for row in first]
    later = making.neighbours(tmp_path, {"872": ["302", "301"]}, "sn_2025.csv")
    # The clock stands still, or has been put back: it is a later load all the same.
    comparators.load(
        home, [making.ees(tmp_path, "u.csv", columns + also, [row + whole for row in rows]), later],
        loaded_at=datetime(2019, 1, 1),
    )  # fmt: skip
    assert store.verify(pack).same
    store.report(PERIOD, tmp_path / "draft", known_on="2020-01-06")
    assert "61.0% (2018)" in text(tmp_path / "draft") and "2025 model" in text(tmp_path / "draft")


def test_a_pack_from_before_packs_compared_is_read_and_does_not_speak_of_it(copied: Path) -> None:
    store = open(copied / "store")
    assert "No published figures are loaded" in text(copied / "pack")
    inputs = copied / "store/published" / JANUARY / "inputs.json"
    told = json.loads(inputs.read_text(encoding="utf-8"))
    assert told["published_by"] == ""
    del told["published_by"]
    old = frozen.read(json.dumps(told), JANUARY)
    assert old.published_by is None
    assert b"published figures are loaded" not in made(store, old).files["pack.html"]
    with pytest.raises(DataFault, match="D185"):
        frozen.read(json.dumps({**told, "published_by": "yesterday"}), JANUARY)
