"""The SSD extract of the demo council: the specification's columns, ids that join, six years, alike in every form."""

import csv
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from scrutable.demo import files_ssd
from scrutable.demo.extract import Holdings
from scrutable.demo.recording import Casebook
from scrutable.demo.ssd_layout import PHYSICAL, layout
from scrutable.demo.ssd_rows import outcome

DAY = date(2020, 1, 20)
SPECIFICATION = Path(__file__).parents[4] / "shared/data/samples/ssd/ssd_spec_flattened.csv"
MARKS = {"nvarchar": "", "nchar": "c", "datetime": "d", "int": "i", "float": "n"}

# Child column -> the column that it names. What may be blank (a visit under no plan) is still one of them or blank.
JOINS = {
    "cine_person_id": "pers_person_id", "cina_referral_id": "cine_referral_id",
    "cinf_assessment_id": "cina_assessment_id", "s47e_referral_id": "cine_referral_id",
    "icpc_s47_enquiry_id": "s47e_s47_enquiry_id", "icpc_cp_plan_id": "cppl_cp_plan_id",
    "cinp_referral_id": "cine_referral_id", "cinv_cin_plan_id": "cinp_cin_plan_id",
    "cppl_referral_id": "cine_referral_id", "cppr_cp_plan_id": "cppl_cp_plan_id",
    "clae_cla_placement_id": "clap_cla_placement_id", "clar_cla_id": "clae_cla_id",
    "invo_professional_id": "prof_professional_id", "cine_referral_team": "dept_team_id",
    "send_person_id": "pers_person_id", "ehcr_send_table_id": "send_table_id",
    "ehca_ehcp_request_id": "ehcr_ehcp_request_id", "ehcn_ehcp_asmt_id": "ehca_ehcp_assessment_id",
    "ehcp_ehcp_request_id": "ehcr_ehcp_request_id",
}  # fmt: skip


@pytest.fixture(scope="module")
def holdings(book: Casebook) -> Holdings:
    return Holdings(book, DAY)


@pytest.fixture(scope="module")
def made(holdings: Holdings) -> dict[str, pa.Table]:
    return files_ssd.tables(holdings)


@pytest.fixture(scope="module")
def columns(made: dict[str, pa.Table]) -> dict[str, pa.ChunkedArray]:
    return {name: table[name] for table in made.values() for name in table.column_names}


def test_tables_and_columns_are_the_specifications() -> None:
    if not SPECIFICATION.exists():
        pytest.skip("the published specification is not beside the checkout")
    said: dict[str, dict[str, str]] = {}
    with SPECIFICATION.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            said.setdefault(row["table"], {})[row["column"]] = MARKS.get(row["type"].lower(), "?")
    for table, own in layout().items():
        assert {name: mark for name, mark in own.items() if name not in PHYSICAL} == said[table], table


def test_every_row_joins_what_it_names(columns: dict[str, pa.ChunkedArray]) -> None:
    lost = {}
    for child, parent in JOINS.items():
        named = columns[child].drop_null()
        assert len(named) > 50, child
        missing = pc.sum(pc.invert(pc.is_in(named, value_set=columns[parent].combine_chunks()))).as_py()
        if missing:
            lost[child] = missing
    assert lost == {}


def test_a_person_stands_twice_and_no_other_key_does(made: dict[str, pa.Table]) -> None:
    repeated = {}
    for table, held in made.items():
        first, second = held.column_names[:2]
        key = second if first.endswith("person_id") and table != "ssd_person" else first
        if extra := held.num_rows - len(held[key].unique()):
            repeated[table] = extra
    assert repeated == {"ssd_person": 8}
    people = made["ssd_person"]
    assert people.group_by(people.column_names).aggregate([]).num_rows == people.num_rows - 8


def test_what_ended_more_than_six_years_ago_is_left_out(
    made: dict[str, pa.Table], holdings: Holdings
) -> None:
    plans = made["ssd_cp_plans"]
    ended = [day for day in plans["cppl_cp_plan_end_date"].to_pylist() if day]
    assert datetime(2014, 1, 19) <= min(ended) < datetime(2014, 4, 1)
    still = {row["number"] for row in holdings.rows("cp_plan") if (row["ended"] or DAY) >= date(2014, 1, 20)}
    assert {int(name[1:]) for name in plans["cppl_cp_plan_id"].to_pylist()} >= still


def test_placements_and_statuses_say_what_the_episodes_did(
    made: dict[str, pa.Table], holdings: Holdings
) -> None:
    """Put together again, the three tables give each episode its type of placement and its legal status."""
    placements = {row["clap_cla_placement_id"]: row for row in made["ssd_cla_placement"].to_pylist()}
    statuses: dict[str, list[dict[str, Any]]] = {}
    for row in made["ssd_legal_status"].to_pylist():
        statuses.setdefault(row["lega_person_id"], []).append(row)
    truth = {f"E{row['number']:06d}": row for row in holdings.rows("care_episode")}
    for episode in made["ssd_cla_episodes"].to_pylist():
        row, placement = truth[episode["clae_cla_episode_id"]], placements[episode["clae_cla_placement_id"]]
        assert (placement["clap_cla_placement_type"], placement["clap_cla_placement_provider"]) == (
            row["placement_type"], row["provider"],
        )  # fmt: skip
        started = episode["clae_cla_episode_start_date"]
        in_force = [
            one["lega_legal_status"]
            for one in statuses[row["child_id"]]
            if one["lega_legal_status_start_date"] <= started
            and (one["lega_legal_status_end_date"] or datetime.max) > started
            and one["lega_legal_status"] != "SGO"
        ]
        assert in_force == [row["legal_status"]]


def test_outcomes_hold_every_key() -> None:
    said = json.loads(outcome("conference", "CP"))
    assert said == {
        "NFA_FLAG": "", "REFERRAL_TO_OTHER_AGENCY_FLAG": "", "SINGLE_ASSESSMENT_FLAG": "",
        "PROV_OF_SERVICES_FLAG": "", "CP_FLAG": "Y", "OTHER_OUTCOMES_EXIST_FLAG": "", "TOTAL_NO_OF_OUTCOMES": "1",
        "COMMENTS": "",
    }  # fmt: skip


def test_no_name_and_no_free_text_is_made(columns: dict[str, pa.ChunkedArray]) -> None:
    """Of the columns that the specification has for them, all that are in the extract are empty."""
    for name in ("prof_professional_name", "clap_cla_placement_postcode", "earl_episode_reason"):
        assert columns[name].null_count == len(columns[name]) > 400
    assert not [name for name in columns if name.endswith(("forename", "surname", "address_json"))]


def test_the_files_hold_the_tables(holdings: Holdings, made: dict[str, pa.Table], tmp_path: Path) -> None:
    for path in files_ssd.write(holdings, tmp_path / "parquet", "parquet"):
        assert pq.read_table(path).equals(made[path.stem])
    for path in files_ssd.write(holdings, tmp_path / "csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            header, *rows = csv.reader(file)
        assert (header, len(rows)) == (made[path.stem].column_names, made[path.stem].num_rows)
    first = (tmp_path / "csv/ssd_cp_visits.csv").read_text(encoding="utf-8-sig").splitlines()[1]
    assert first == "V000001,0109319,P000061,2015-10-02 00:00:00.000,Y         ,Y         ,"
    assert ",NULL," in (tmp_path / "csv/ssd_cla_episodes.csv").read_text(encoding="utf-8-sig")


def test_the_command_writes_the_last_day(
    holdings: Holdings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files_ssd, "simulate", lambda: holdings.book)
    said: list[str] = []
    folder = files_ssd.write_latest(tmp_path, said.append)
    assert (folder.name, len(list(folder.glob("ssd_*.csv"))), len(said)) == ("2020-01-20", len(layout()), 1)
