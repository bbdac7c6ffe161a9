"""scrutable load --plan: what would be read, before anything is."""

from pathlib import Path

from scrutable.indicators import uses
from scrutable.indicators.definition import catalogue
from scrutable.sources import plan
from tests.unit.cli.running import Run
from tests.unit.sources.ssd_making import day, write

EXTRACT = {
    "ssd_cp_visits": {
        "cppv_cp_visit_id": ["v1", "v2"], "cppv_person_id": ["1", "2"], "cppv_cp_visit_date": [day("2019-04-01")] * 2,
        "cppv_cp_visit_seen": ["Y", "N"], "cppv_cp_visit_note": ["CANARY"] * 2, "Quetzal's visits": ["CANARY"] * 2,
    },
    "ssd_cla_episodes": {
        "clae_cla_episode_id": ["e"], "clae_person_id": ["1"], "clae_cla_episode_start_date": [day("2019-01-01")],
        "clae_cla_episode_ceased": [None], "clae_cla_placement_id": ["p"],
    },
    "ssd_family": {"fami_family_id": ["f"], "fami_person_id": ["1"]},
}  # fmt: skip


def test_a_plan_of_an_extract(tmp_path: Path) -> None:
    planned = plan.of_files(write(tmp_path, EXTRACT, "parquet"))
    by_table = {one.what: one for one in planned.files}
    visits = by_table["SSD ssd_cp_visits"]
    assert (visits.file, visits.rows) == ("dbo.ssd_cp_visits.parquet", 2)
    assert visits.used == ("cppv_cp_visit_id", "cppv_person_id", "cppv_cp_visit_date", "cppv_cp_visit_seen")
    assert visits.missing == ("cppv_cp_plan_id", "cppv_cp_visit_seen_alone")
    assert visits.others == ("cppv_cp_visit_note", "Quetzal's visits")
    assert "clae_cla_episode_ceased as clae_cla_episode_ceased_date" in by_table["SSD ssd_cla_episodes"].used
    assert by_table["SSD ssd_family"].used == ()
    assert planned.fills == {
        "cp_visit": ("visit_id", "child_id", "made", "seen"),
        "care_episode": ("episode_id", "child_id", "started", "ended"),
    }
    assert "ssd_person" in planned.absent and "ssd_cp_visits" not in planned.absent


def test_an_indicator_that_would_lack_something_is_named() -> None:
    lacking = uses.lacking(catalogue(), {"cp_visit": ("visit_id", "plan_id", "child_id", "made", "seen")})
    assert "protection_visits_seen_alone" in lacking["cp_visit", "seen_alone"]
    assert not [table for table, _ in lacking if table != "cp_visit"]
    assert ("cp_visit", "made") not in lacking


def test_columns_are_found_through_with_queries() -> None:
    by_id = {definition.id: uses.columns(definition) for definition in catalogue()}
    away = by_id["placed_over_20_miles_away_outside_area"]
    assert {("care_episode", "distance_miles"), ("care_episode", "outside_authority")} <= away
    assert all(columns for columns in by_id.values())


def test_the_command_says_it_and_loads_nothing(tmp_path: Path, run: Run) -> None:
    run("init", tmp_path / "store", "--number", "999")
    write(tmp_path / "extract", EXTRACT, "parquet")
    done = run("load", tmp_path / "extract", "--plan", "--store", tmp_path / "store")
    assert done.code == 0
    for words in (
        "ssd_cp_visits",
        "missing: cppv_cp_plan_id, cppv_cp_visit_seen_alone",
        "renamed: clae_cla_episode_ceased as clae_cla_episode_ceased_date",
        "not needed: cppv_cp_visit_note and others",
        "It would fill: cp_visit, care_episode.",
        "cp_visit.seen_alone",
        "Nothing was loaded.",
    ):
        assert words in done.out, words
    assert "CANARY" not in done.out and "Quetzal" not in done.out
    assert (tmp_path / "store" / "register" / "current").read_text(encoding="utf-8") == "000000\n"


def test_a_plan_needs_no_store_and_knows_the_other_formats(tmp_path: Path, run: Run) -> None:
    visits = tmp_path / "visits.csv"
    visits.write_text("cp_visit.visit_id,child_id,made\nv,1,2019-04-01\n", encoding="utf-8")
    reviews = tmp_path / "reviews.csv"
    reviews.write_text("CHILD,DOB,REVIEW,REVIEW_CODE\n1,01/01/2010,01/05/2019,PN1\n", encoding="utf-8")
    done = run("load", visits, reviews, "--plan")
    assert done.code == 0
    assert "csv of cp_visit" in done.out and "SSDA903 reviews" in done.out


def test_a_folder_without_files_is_nothing_to_plan(tmp_path: Path, run: Run) -> None:
    (tmp_path / "nested" / "inside").mkdir(parents=True)
    done = run("load", str(tmp_path / "nested"), "--plan")
    assert done.code == 2 and "U110" in done.out + done.err
