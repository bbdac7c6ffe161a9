"""The files: recognised by the readers, the same bytes every time, no names, and only what was known that day."""

import csv
import hashlib
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from scrutable.demo.files import PLANS, Extract
from scrutable.demo.files_csv import LAYOUTS
from scrutable.demo.recording import Casebook
from scrutable.register.schema import tables
from scrutable.sources import read, recognise

EXPECTED = {
    "ssda903_header.csv": "SSDA903 header",
    "ssda903_episodes.csv": "SSDA903 episodes",
    "ssda903_reviews.csv": "SSDA903 reviews",
    "ssda903_uasc.csv": "SSDA903 uasc",
    "ssda903_oc2.csv": "SSDA903 oc2",
    "ssda903_oc3.csv": "SSDA903 oc3",
    "ssda903_missing.csv": "SSDA903 missing",
    "annex_a.xlsx": "Annex A",
} | {f"{table}.csv": f"csv of {table}" for table in LAYOUTS}


def test_each_file_is_what_it_should_be(extracts: list[Extract]) -> None:
    for extract in extracts:
        found = {path.name: recognise(path) for path in extract.files}
        for name, label in found.items():
            kind = (
                "CIN census"
                if name.startswith("cin_2")
                else "SEN2"
                if name.startswith("sen2_")
                else EXPECTED[name]
            )
            assert label == kind, name
        assert set(EXPECTED) <= set(found)


def test_the_extracts_are_four_and_in_order(extracts: list[Extract]) -> None:
    days = [extract.extracted_at.date() for extract in extracts]
    assert days == [plan.day for plan in PLANS] == sorted(days)
    assert [path.parent.name for extract in extracts for path in extract.files[:1]] == [
        str(day) for day in days
    ]


def test_plain_csvs_hold_columns_of_the_register() -> None:
    for table, (_, columns) in LAYOUTS.items():
        schema = tables()[table]
        assert set(columns) - set(schema.columns) <= {"recorded"}, table
        assert set(schema.needed) <= set(columns), table
        assert set(schema.key) <= set(columns), table


def test_nothing_is_told_before_it_was_written(extracts: list[Extract]) -> None:
    for extract in extracts:
        path = next(path for path in extract.files if path.name == "cp_visit.csv")
        with path.open(encoding="utf-8", newline="") as file:
            told = [row["recorded"] for row in csv.DictReader(file)]
        days = [date.fromisoformat(recorded) for recorded in told if recorded]
        assert max(days) <= extract.extracted_at.date()


def visits_in(extract: Extract) -> dict[str, str]:
    path = next(path for path in extract.files if path.name == "cp_visit.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return {row["cp_visit.visit_id"]: row["made"] for row in csv.DictReader(file)}


def test_visits_come_late_are_put_right_and_are_taken_out(extracts: list[Extract]) -> None:
    held = [visits_in(extract) for extract in extracts]
    late = [made for visit, made in held[3].items() if visit not in held[2] and made <= "2019-12-31"]
    assert len(late) > 80
    gone = [visit for before, after in pairwise(held) for visit in before if visit not in after]
    moved = [v for before, after in pairwise(held) for v in before if v in after and before[v] != after[v]]
    assert gone
    assert moved


def test_children_of_sen2_are_those_of_the_case_system(extracts: list[Extract]) -> None:
    wanted = [
        path for path in extracts[2].files if path.name in ("child.csv", "sen2_2019.xml", "cin_2019-20.xml")
    ]
    children = {}
    for delivery in read(wanted):
        for rows in delivery.tables:
            if rows.table == "child":
                children[delivery.source] = set(rows.columns["upn"]) - {None, ""}
    assert children["sen2"] <= children["csv"]
    assert len(children["sen2"] & children["cin"]) > 40


def test_no_column_could_hold_a_name(extracts: list[Extract]) -> None:
    for path in extracts[0].files:
        if path.suffix == ".csv":
            header = path.read_text("utf-8-sig").split("\n", 1)[0].lower()
            assert not any(word in header for word in ("surname", "forename", "name", "address", "postcode"))
        elif path.suffix == ".xml":
            text = path.read_text("utf-8").lower()
            assert not any(f"<{word}" in text for word in ("surname", "forename", "postcode"))


def test_pupil_numbers_and_child_ids_are_unique(book: Casebook) -> None:
    rows = list(book.known("child", date(2020, 1, 20)))
    for column in ("child_id", "upn"):
        counts = Counter(row[column] for row in rows if row[column])
        assert counts.most_common(1)[0][1] == 1


def digests(extracts: list[Path]) -> dict[str, str]:
    return {
        f"{path.parent.name}/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest() for path in extracts
    }


@pytest.mark.slow
def test_the_same_bytes_in_another_process(extracts: list[Extract], demo_council: Path) -> None:
    first = digests([path for extract in extracts for path in extract.files])
    assert digests(sorted((demo_council / "files").glob("*/*"))) == dict(sorted(first.items()))
