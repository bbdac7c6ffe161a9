"""The open data of a pack: by the standard, with the numbers of pack.json, and never a live formula."""

import csv
import hashlib
import io
import json
from dataclasses import replace

import pytest

from scrutable.engine.period import parse
from scrutable.indicators.definition import catalogue
from scrutable.report import making, opendata, screener
from scrutable.report.anatomy import Area
from scrutable.report.making import make
from tests.unit.report import fakes
from tests.unit.report.fakes import PERIOD, PROVENANCE, FakeView

IDS = (
    "ehc_requests", "ehc_plans_within_20_weeks", "ehc_health_advice_within_6_weeks", "children_missing",
    "child_protection_plans_rate", "care_visits_days_to_record", "social_worker_caseload",
)  # fmt: skip
PROVENANCE = replace(PROVENANCE, area=Area("999", "E06999999", "South East"))


def some() -> list:
    """One indicator of each measure, and those that are named here."""
    each = {one.measures: one for one in catalogue()}
    return [one for one in catalogue() if one.id in IDS or one in each.values()]


@pytest.fixture(scope="module")
def made():
    return make(FakeView(), some(), PERIOD, provenance=PROVENANCE)


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


def grave(data: bytes, meta: bytes) -> list[tuple[str, str]]:
    return [(one.rule, one.words) for one in screener.screen(data, meta) if one.level == screener.WRONG]


def test_every_measure_keeps_to_the_standard(made):
    assert {one.measures for one in some()} == {one.measures for one in catalogue()}
    assert grave(made.files["data.csv"], made.files["data.meta.csv"]) == []


@pytest.mark.parametrize(
    ("name", "time"),
    [
        ("2019-12", ("2019", "December")),
        ("2019-20", ("201920", "Financial year")),
        ("2019", ("2019", "Calendar year")),
        ("AY2019-20", ("201920", "Academic year")),
        ("12m-to-2019-12-31", ("2019", "Reporting year")),
        ("ytd-to-2019-12-31", ("2019", "Reporting year")),
        ("1999-00Q4", ("199900", "Financial year Q4")),
    ],
)
def test_every_kind_of_period_has_its_time(name, time):
    period = parse(name)
    assert opendata.time_of(period) == time
    told = [one for one in catalogue() if one.id in ("ehc_requests", "ehc_plans_issued")]
    pack = make(FakeView(), told, period, provenance=PROVENANCE)
    assert grave(pack.files["data.csv"], pack.files["data.meta.csv"]) == []


def test_each_figure_of_pack_json_has_one_row_with_its_numbers(made):
    records = json.loads(made.files["pack.json"])["figures"]
    rows = read(made.files["data.csv"])
    every = [
        one
        for record in records
        for one in (*record["trend"], *(part for parts in record["breakdowns"].values() for part in parts))
    ]
    assert len(rows) == len(every) > 100
    for record in records:
        totals = [row for row in rows if (row["indicator"], row["breakdown"]) == (record["title"], "Total")]
        assert [row["time_identifier"] for row in totals][-1] == "Financial year Q3"
        for row, figure in zip(totals, record["trend"], strict=True):
            for column, field in (("cases_count", "numerator"), ("base_count", "denominator")):
                if row[column] != "z":
                    assert float(row[column]) == figure[field]


def test_a_percentage_is_worked_by_hand_and_symbols_stand_where_there_is_no_number(made):
    rows = {
        (row["indicator"], row["time_period"], row["time_identifier"], row["breakdown"]): row
        for row in read(made.files["data.csv"])
    }
    now = ("201920", "Financial year Q3", "Total")
    title = next(one.title for one in catalogue() if one.id == "ehc_plans_within_20_weeks")
    share = rows[(title, *now)]
    assert (share["cases_count"], share["base_count"], share["cases_percent"]) == ("14", "100", "14")
    assert (share["excluded_count"], share["cases_rate"], share["cases_average"]) == ("6", "z", "z")
    count = rows[(next(one.title for one in catalogue() if one.id == "children_missing"), *now)]
    assert (count["cases_count"], count["base_count"], count["cases_percent"]) == ("49", "z", "z")


def test_no_cases_is_z_and_never_nought_percent_and_what_is_not_known_is_x():
    one = next(one for one in catalogue() if one.id == "ehc_plans_within_20_weeks")
    made = make(FakeView({one.id: (0, 0, 0)}), [one], PERIOD, provenance=PROVENANCE)
    row = next(
        row
        for row in read(made.files["data.csv"])
        if (row["time_period"], row["time_identifier"], row["breakdown"])
        == ("201920", "Financial year Q3", "Total")
    )
    assert (row["cases_count"], row["base_count"], row["cases_percent"]) == ("0", "0", "z")
    record = dict(made.pack.figures[0])
    unknown = {"numerator": None, "denominator": None, "value": None, "absent": "no records of ehc_plan"}
    record["trend"] = [{**record["trend"][-1], **unknown}]
    row = opendata.rows(replace(made.pack, figures=(record,)))[0]
    assert (row["cases_count"], row["base_count"], row["cases_percent"]) == ("x", "x", "x")


def test_a_part_named_like_a_formula_stays_text(monkeypatch):
    monkeypatch.setitem(fakes.GROUPS, "team", ["=HYPERLINK(1)", "+44", "Not recorded"])
    one = next(one for one in catalogue() if one.id == "child_protection_visits_in_time")
    made = make(FakeView(), [one], PERIOD, provenance=replace(PROVENANCE, council="@Council"))
    rows = read(made.files["data.csv"])
    assert {"'=HYPERLINK(1)", "'+44"} <= {row["breakdown"] for row in rows}
    assert {row["la_name"] for row in rows} == {"'@Council"}
    assert grave(made.files["data.csv"], made.files["data.meta.csv"]) == []


def test_a_store_that_does_not_know_its_codes_is_advised_and_not_wrong():
    told = [one for one in catalogue() if one.id == "ehc_requests"]
    made = make(FakeView(), told, PERIOD, provenance=replace(PROVENANCE, area=Area()))
    found = screener.screen(made.files["data.csv"], made.files["data.meta.csv"])
    assert {one.rule for one in found if one.level == screener.ADVICE} >= {"region", "authority_known"}
    assert [one for one in found if one.level == screener.WRONG] == []


def test_datapackage_names_every_other_file_by_its_bytes(made):
    said = json.loads(made.files["datapackage.json"])
    files = {one["path"]: one for one in said["resources"]}
    assert set(files) == set(made.files) - {"datapackage.json"}
    for name, one in files.items():
        assert one["hash"] == f"sha256:{hashlib.sha256(made.files[name]).hexdigest()}"
        assert one["bytes"] == len(made.files[name])
    fields = [field["name"] for field in files["data.csv"]["schema"]["fields"]]
    assert tuple(fields) == opendata.COLUMNS
    assert {"z", "x", "c", "low"} <= set(files["data.csv"]["schema"]["missingValues"])
    assert said["screened"]["rules"] == len(screener.RULES) == 40


def test_the_same_view_gives_the_same_bytes(made):
    again = make(FakeView(), some(), PERIOD, provenance=PROVENANCE)
    assert tuple(made.files) == making.FILES
    assert dict(again.files) == dict(made.files)
