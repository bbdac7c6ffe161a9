"""Every published sample file: how many rows are read of it and what is found, or by which code it is refused.

The README beside the samples says what to expect of each; where a number here is not plain from it, the line says why.
"""

from collections import Counter

import pytest

import scrutable
from scrutable import sources
from scrutable.errors import DataFault
from scrutable.sources.workbook import sheets

# Refused: what holds no records.
REFUSED = {
    "annex_a/Annex_A_schema.yml": "D112",  # a column list and alias map
    "ssd/ssd_spec_flattened.csv": "D112",  # the specification of the Standard Safeguarding Dataset, as a table
    "csc_api/openapi.json": "D153",  # "a specification, no data"
    "cin/CIN_schema_2021.xsd": "D153",
    "cin/CIN_schema_2024.xsd": "D153",
    "cin/CIN_schema_2025.xsd": "D153",
    "cin/CIN_schema_2026.xsd": "D153",
    "workforce/social_work_workforce_2022.xsd": "D153",
}
# Read: rows in by register table, and findings by code (rows that they stand for) while reading and loading alone.
READ: dict[str, tuple[dict[str, int], dict[str, int]]] = {
    "ssda903/header.csv": ({"child": 2675}, {}),
    "ssda903/episodes.csv": ({"child": 2123, "care_episode": 5050}, {"D229": 1}),
    "ssda903/reviews.csv": ({"child": 2675, "care_review": 12582}, {"D202": 2}),  # two rows stand twice
    "ssda903/uasc.csv": ({"child": 132}, {}),
    "ssda903/oc2.csv": ({"child": 2675, "care_health": 18725}, {}),  # seven answers a child
    # Alone it has no year, so no day; ACCOM 01 and 02 are no codes.
    "ssda903/oc3.csv": ({"child": 53, "care_leaver": 53}, {"D230": 53, "D207": 2, "D201": 53}),
    "ssda903/ad1.csv": ({"child": 29}, {"D225": 29}),
    "ssda903/placed_for_adoption.csv": ({"child": 29}, {"D225": 29}),
    "ssda903/previous_permanence.csv": ({"child": 2675}, {"D225": 2675}),
    "ssda903/missing.csv": ({"child": 39, "missing_episode": 43}, {"D229": 1}),
    "ssda903/sw_episodes.csv": ({"child": 1, "allocation": 1}, {"D229": 1, "D260": 1}),  # the reason SWLAZY
    "ssda903/DoLo.csv": ({"child": 1}, {"D225": 1}),
    "cin/fake_CIN_data.xml": ({"child": 332, "referral": 402, "conference": 350, "child_disability": 117}, {"D202": 5}),
    "cin/CIN_Census_2021.xml": (
        {"child": 1, "child_disability": 2, "referral": 1, "assessment": 1, "assessment_factor": 2, "section_47": 1,
         "conference": 2, "cin_plan": 1, "cp_plan": 1, "cp_review": 1}, {"D204": 1},  # 1066-04-13
    ),
    "cin/CIN_Census_2024.xml": (
        {"child": 2, "child_disability": 3, "referral": 2, "assessment": 2, "assessment_factor": 3, "section_47": 1,
         "conference": 2, "cin_plan": 1, "cp_plan": 1, "cp_review": 1}, {"D260": 1, "D201": 1},  # the factor RB
    ),
    # Lists 1 to 10; list 10 gives its children other birthdays and ethnicities than the lists before it.
    "annex_a/Annex_A_2024_Jan.xlsx": (
        {"child": 48, "child_disability": 33, "contact": 5, "early_help_episode": 5, "referral": 6, "assessment": 5,
         "section_47": 5, "conference": 3, "cin_plan": 5, "cin_visit": 5, "cp_plan": 7, "cp_visit": 7, "cp_review": 5,
         "care_episode": 5, "care_review": 5, "care_visit": 5, "care_health": 10, "care_leaver": 6},
        {"D228": 10, "D225": 10, "D239": 11},
    ),
    # Its UPNs are words such as wills_upn, which may name someone: no row can be told apart, and each is a finding.
    "sen/fake_sen.xlsx": ({}, {"D243": 4, "D225": 2}),
    # 3 without a first day, 11 who leave and 7 who begin after the census day; 71 of an agency in the totals, and 13.
    "workforce/social_work_workforce_2022.xml": ({"worker": 30}, {"D241": 21, "D242": 3, "D260": 1}),
}  # fmt: skip


def test_every_sample_stands_in_the_table(samples):
    there = {path.relative_to(samples).as_posix() for path in samples.rglob("*") if path.is_file()}
    assert there == {*REFUSED, *READ}


@pytest.mark.parametrize("name", REFUSED)
def test_what_holds_no_records_is_refused_with_its_reason(samples, name):
    with pytest.raises(DataFault) as refused:
        sources.read([samples / name])
    assert refused.value.code == REFUSED[name]
    assert refused.value.do


@pytest.mark.parametrize("name", READ)
def test_each_file_loads_alone(samples, tmp_path, name):
    """What is read and what is loaded agree: no row is lost on the way but those that a finding names."""
    rows, findings = READ[name]
    (delivery,) = sources.read([samples / name])
    read = Counter({table.table: 0 for table in delivery.tables})
    for table in delivery.tables:
        read[table.table] += len(table.rows)
    assert +read == rows
    (report,) = scrutable.init(tmp_path / "store").load([samples / name], extracted_at="2024-06-01")
    assert {done.table: done.read for done in report.counts if done.read} == rows
    found: Counter[str] = Counter()
    for finding in report.findings:
        found[finding.code] += finding.rows
    assert found == findings
    lost = sum(done.read - done.new for done in report.counts)
    assert lost == found["D201"] + found["D202"] + found["D203"]


def test_the_files_of_a_return_load_together(samples, tmp_path):
    files = sorted((samples / "ssda903").glob("*.csv"))
    (report,) = scrutable.init(tmp_path / "store", number="999").load(files, extracted_at="2018-06-30")
    assert {done.table: done.new for done in report.counts} == {
        "child": 2676, "care_episode": 5050, "care_review": 12580, "care_health": 18725, "missing_episode": 43,
        "care_leaver": 53, "allocation": 1,
    }  # fmt: skip


def test_no_workers_name_leaves_the_reader(samples):
    """Every name under a header of workers or advisers in the workbook, looked for in all that is handed over."""
    path = samples / "annex_a" / "Annex_A_2024_Jan.xlsx"
    names = set()
    for _, records, _ in sheets(path):
        people = [n for n, header in enumerate(records[0]) if "Worker" in header or "Advisor" in header]
        names |= {record[n].strip() for record in records[1:] for n in people if record[n].strip()}
    assert len(names) > 20
    (delivery,) = sources.read([path])
    held = repr(delivery)
    assert [name for name in sorted(names) if name in held] == []
