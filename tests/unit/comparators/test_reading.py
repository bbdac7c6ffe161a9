"""Every kind of published file, recognised by what is in it, and every kind of file that is none."""

import gzip
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from scrutable.comparators import reading as reading_module
from scrutable.comparators.areas import Area
from scrutable.comparators.reading import read
from scrutable.comparators.recount import recount
from scrutable.comparators.rows import Neighbour
from scrutable.errors import DataFault
from scrutable.sources import guard
from tests.unit.comparators.making import ENGLAND, authority, ees, lait, neighbours, referrals

APART = reading_module.table_of  # before the tests' own, which read here, are put in its place


def row(reading: object, at: int) -> dict[str, object]:
    return {name: column[at] for name, column in reading.values.items()}  # type: ignore[attr-defined]


def test_a_data_set_cell_by_cell(tmp_path: Path) -> None:
    path = referrals(tmp_path, [f"2025|{ENGLAND}|632830,142900,22.6", f"2024|{authority('850')}|u,u,u"])
    reading = read(path)
    assert (reading.source, reading.table, reading.count, reading.findings) == ("EES", "referrals", 6, [])
    held = [row(reading, at) for at in range(6)]
    assert {"measure": "referrals/rereferral_percent", "part": "", "area": "970", "period": "2025",
            "kind": "financial", "value": "22.6", "symbol": None, "numerator": "142900",
            "denominator": "632830", "row": 2} in held  # fmt: skip
    assert {"measure": "referrals/referral_count", "part": "", "area": "850", "period": "2024",
            "kind": "financial", "value": None, "symbol": "u", "numerator": None, "denominator": None,
            "row": 3} in held  # fmt: skip
    assert reading.areas == [Area("850", "Authority 850", "authority", "989")]


def test_columns_are_found_by_name_in_any_order(tmp_path: Path) -> None:
    path = tmp_path / "moved.csv"
    path.write_text(
        "rereferral_percent,la_name,old_la_code,REFERRAL_COUNT,rereferral_count,region_code,geographic_level,"
        "time_identifier,time_period\n16.8,Wokingham,872,1778,299,E12000008,Local authority,Reporting year,2025\n"
    )
    reading = read(path)
    assert reading.table == "referrals"
    assert set(reading.values["area"]) == {"872"}
    assert reading.findings == []


def test_joint_returns_breakdowns_and_calendar_years(tmp_path: Path) -> None:
    columns = (
        "breakdown_topic,breakdown,plans_issued_den,plans_issued_den_ex,plans_issued_within_20_weeks,"
        "plans_issued_20_weeks_ex,pc_plans_issued_within_20_weeks,PC_plans_issued_20_weeks_ex"
    )
    whole = "All EHC plans issued"
    path = ees(
        tmp_path, "send.csv.gz", columns,
        [
            f"2024|Calendar year|{authority('314 / 318')}|{whole},{whole},10,8,5,4,50,50",
            f"2024|Calendar year|{authority('872')}|Sex,Female,4,4,1,1,25,25",
        ],
        bom=True, zipped=True,
    )  # fmt: skip
    reading = read(path)
    assert reading.file == "send.csv.gz"
    assert {(one["area"], one["part"], one["kind"]) for one in (row(reading, at) for at in range(reading.count))} == {
        ("314/318", "", "calendar"), ("872", "Sex; Female", "calendar")
    }  # fmt: skip
    assert reading.areas[0].level == "joint"


def test_a_table_that_is_not_known_is_read_without_its_counts(tmp_path: Path) -> None:
    path = ees(
        tmp_path, "c9_new_things_2013_to_2026.csv", "thing,thing_count",
        [f"2026|Financial year|{authority('872')}|Hats,4", f"2026|Financial year|{authority('872')}|Gloves,c"],
    )  # fmt: skip
    reading = read(path)
    assert reading.table == "c9_new_things"
    assert [(one["part"], one["value"], one["symbol"], one["kind"]) for one in (row(reading, 0), row(reading, 1))] == [
        ("Hats", "4", None, "financial"), ("Gloves", None, "c", "financial")
    ]  # fmt: skip


def test_what_cannot_be_read_is_found_with_its_row(tmp_path: Path) -> None:
    path = referrals(tmp_path, [f"2025|{authority('872')}|1778,many,16.8", f"2025|{authority('')}|1,1,100"])
    found = [(one.code, one.row, one.column, one.unusable) for one in read(path).findings]
    assert found == [("D421", 3, "", True), ("D422", 2, "rereferral_count", True)]
    assert set(read(path).values["area"]) == {"872"}


def test_many_unreadable_cells_are_one_finding_after_twenty(tmp_path: Path) -> None:
    path = referrals(tmp_path, [f"2025|{authority(str(300 + at))}|7,?,{at}" for at in range(45)])
    found = [one for one in read(path).findings if one.code == "D422"]
    assert (len(found), sum(one.rows for one in found)) == (20, 45)


def test_the_download_of_lait(tmp_path: Path) -> None:
    rows = [
        "ReReferral|2025|872|16.800000000000001",
        "ReReferral|2025|970|22.6",
        "X, y|2016/17|301|-",
        "Z|2020||3",
    ]
    reading = read(lait(tmp_path, rows))
    assert (reading.source, reading.table, reading.count) == ("LAIT", "lait", 3)
    assert row(reading, 0)["value"] == "16.8"
    assert row(reading, 2) == {"measure": "X, y", "part": "", "area": "301", "period": "2016/17", "kind": "unknown",
                               "value": None, "symbol": "-", "numerator": None, "denominator": None,
                               "row": 4}  # fmt: skip
    assert [(one.code, one.rows) for one in reading.findings] == [("D421", 1)]


def test_the_download_as_parquet(tmp_path: Path) -> None:
    path = tmp_path / "bds.parquet"
    columns = {
        "Short Desc": ["LAC", "LAC"], "Data item": [None, ""], "Years": ["2025", "2025"],
        "LA and Regions": ["Wokingham", "England"], "Values": ["41", "?"], "LA Number": [872.0, 970.0],
        "Region": ["South East", "NA"],
    }  # fmt: skip
    pq.write_table(pa.table(columns), path)
    reading = read(path)
    assert [(one["area"], one["value"], one["row"]) for one in (row(reading, 0), row(reading, 1))] == [
        ("872", "41", 1), ("970", None, 2)
    ]  # fmt: skip
    assert [one.code for one in reading.findings] == ["D422"]


def test_one_value_for_all_and_an_england_above_all(tmp_path: Path) -> None:
    alike = [f"Same|2018|{number}|12" for number in range(301, 325)]
    few = [f"Few|2018|{number}|12" for number in range(301, 315)]
    rates = [f"Rate|2024|{number}|{number - 200}" for number in range(301, 325)]  # 101 to 124, in all 2,700
    counts = [f"Count|2024|{number}|{number - 200}" for number in range(301, 325)]
    england = ["Rate|2024|970|1258", "Count|2024|970|2700", "Same|2018|970|12"]
    found = read(lait(tmp_path, [*alike, *few, *rates, *counts, *england])).findings
    assert [(one.code, one.measure, one.period, one.area, one.unusable, one.rows) for one in found] == [
        ("D425", "Same", "2018", "", True, 25), ("D426", "Rate", "2024", "970", True, 1)
    ]  # fmt: skip


def test_the_dictionary(tmp_path: Path) -> None:
    path = tmp_path / "dictionary.csv"
    path.write_bytes(
        b'"Measure_code","Chart_title","Measure_short","Polarity","y_axis_name","Description","Last Update","dps",'
        b'"Year_Type"\r\n"271","Re-referrals (%)","ReReferral","Low","% of referrals","Line one\r\nline two","45931",'
        b'1,"Financial Year"\r\n"1","No use",,,,,,,\r\n"2","Of no polarity","X","-",NA,"","NA",NA,"Annual"\r\n'
    )
    first, second = read(path).measures
    assert (first.code, first.polarity, first.year_type, first.places, str(first.updated)) == (
        "ReReferral", "Low", "financial year", 1, "2025-10-01"
    )  # fmt: skip
    assert first.description == "Line one line two"
    assert (second.polarity, second.unit, second.places, second.updated) == ("", "", None, None)


def test_neighbours_wide_and_long(tmp_path: Path) -> None:
    ten = [str(number) for number in range(301, 311)]
    reading = read(neighbours(tmp_path, {"872": ten, "868": ten[:9]}))
    assert (reading.table, reading.version, reading.count) == ("neighbours", "2025", 19)
    assert reading.neighbours[0] == Neighbour("872", 1, "301", "Close")
    assert [(one.code, one.area) for one in reading.findings] == [("D428", "868")]
    assert reading.areas[0] == Area("872", "Authority 872", "authority", "989")
    path = tmp_path / "long_2021.csv"
    path.write_text(
        "la_number,la_name,rank,neighbour_number,neighbour_name,closeness\n872,W,1,301,B,Close\n872,W,2,872,W,Close\n"
    )
    reading = read(path)
    assert (reading.version, reading.neighbours) == ("2021", [Neighbour("872", 1, "301", "Close")])
    assert [(one.code, one.row) for one in reading.findings] == [("D421", 3), ("D428", None)]


def test_neighbours_in_a_workbook_with_titles_above_and_another_list_below(tmp_path: Path) -> None:
    path = tmp_path / "sn_may_2025.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("LA SN Groups")
    heads = ["LA num", "LA Name", "LA number", "GOInd", "GOReg"]
    for rank in range(1, 11):
        heads += [f"SN{rank}", "SNP"]
    told = ["872", "Wokingham", "872", "6", "South East"]
    for rank in range(1, 11):
        told += [str(300 + rank), "Close"]
    old = ["909", "Cumbria", "909", "5", "North West", *told[5:]]
    for at, cells in enumerate([["A", "B"], ["1", "2"], heads, told, [], ["", "Old SNs:"], [], old]):
        sheet.write_row(at, 0, cells)
    book.close()
    reading = read(path)
    assert {one.area for one in reading.neighbours} == {"872"}
    assert [one.closeness for one in reading.neighbours] == ["Close"] * 10
    assert [(one.code, one.row) for one in reading.findings] == [("D429", 6)]


def test_the_list_of_authorities(tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    path.write_text(
        "LA Number,LA Name,Region,Type\n816,York,Yorkshire and The Humber,UA\n987,London (Inner),NA,NA\n"
    )
    assert read(path).areas == [Area("816", "York", "authority", "982")]


def refused(path: Path) -> str:
    with pytest.raises(DataFault) as told:
        read(path)
    assert path.name in str(told.value)
    return told.value.code


def test_what_is_not_a_published_file_is_refused_by_number(tmp_path: Path) -> None:
    cases = {
        "other.csv": b"a,b\n1,2\n",
        "header.csv": b"geographic_level,la_name\n",
        "page.xml": b"<html>no</html>",
        "not-there.csv": None,
        "empty.csv": b"",
        "blank.csv": b"  \n \n",
        "picture.png": b"\x89PNG\r\n\x1a\n\0\0\0\0",
        "old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        "cut.parquet": b"PAR1" + b"\0" * 40,
        "cut.csv.gz": gzip.compress(b"time_period," * 99)[:40],
        "noise.gz": b"\x1f\x8b" + b"\xff" * 60,
        "cut.xlsx": b"PK\x03\x04" + b"\0" * 60,
        "inside.csv.gz": gzip.compress(b"\0\1\2\3"),
        "nothing.csv.gz": gzip.compress(b""),
    }
    for name, content in cases.items():
        if content is not None:
            (tmp_path / name).write_bytes(content)
    codes = {}
    for name in cases:
        with pytest.raises(DataFault) as told:
            read(tmp_path / name)
        codes[name] = told.value.code
    assert codes == {
        "other.csv": "D401", "header.csv": "D401", "page.xml": "D401", "not-there.csv": "D101", "empty.csv": "D103",
        "blank.csv": "D103", "picture.png": "D105", "old.xls": "D120", "cut.parquet": "D402", "cut.csv.gz": "D402",
        "noise.gz": "D402", "cut.xlsx": "D106", "inside.csv.gz": "D105", "nothing.csv.gz": "D103",
    }  # fmt: skip
    (tmp_path / "folder").mkdir()
    assert refused(tmp_path / "folder") == "D102"


def test_a_workbook_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet().write_row(0, 0, ["a", "b"])
    book.close()
    assert refused(path) == "D401"


def test_a_gzipped_file_is_not_unpacked_beyond_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(guard.LARGEST, "text", 2 * guard.MEGABYTE)
    path = tmp_path / "bomb.csv.gz"
    path.write_bytes(gzip.compress(b"a," * 3 * guard.MEGABYTE))
    assert refused(path) == "D104"


def test_a_parquet_file_with_too_many_rows_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scrutable.comparators.read_lait._MOST_ROWS", 1)
    path = tmp_path / "many.parquet"
    pq.write_table(pa.table({"a": [1, 2]}), path)
    assert refused(path) == "D402"
    assert reading_module._name("D6_things_2013_to_2025.csv") == "d6_things"


def test_a_blank_row_in_a_list_is_passed_over_and_one_that_names_nobody_is_found(tmp_path: Path) -> None:
    ten = [str(number) for number in range(301, 311)]
    path = neighbours(tmp_path, {"872": ten, "": ten})
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([lines[0], lines[1], "," * 23, " ," * 23, lines[2]]), encoding="utf-8")
    reading = read(path)
    assert {one.area for one in reading.neighbours} == {"872"}
    assert {(one.code, one.row) for one in reading.findings} == {("D421", 5)}


def test_only_data_sets_can_be_recounted(tmp_path: Path) -> None:
    with pytest.raises(DataFault, match="D401"):
        recount(lait(tmp_path, ["LAC|2025|872|41"]))
    told = recount(
        referrals(tmp_path, [f"2025|{authority('872')}|1778,299,16.8", f"2025|{authority('1')}|2,c,c"])
    )
    assert [(one.column, one.agree, one.within, one.contradict, one.unchecked) for one in told.tallies] == [
        ("rereferral_percent", 1, 0, 0, 1)
    ]


def test_a_file_that_may_not_be_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = referrals(tmp_path, [f"2025|{authority('872')}|1778,299,16.8"])

    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    assert refused(path) == "D101"


def test_a_table_comes_from_the_reading_process_as_it_is_read_here(tmp_path: Path) -> None:
    lines = [f"2025|{ENGLAND}|632830,142900,22.6", f"2024|{authority('850')}|u,u,u"]
    path = referrals(tmp_path, lines)
    here, there = reading_module.grid_of(path), APART(path)
    assert (here.headers, here.columns, list(here.rows)) == (there.headers, there.columns, there.rows)
    damaged = tmp_path / "a.parquet"
    damaged.write_bytes(b"PAR1" + bytes(99))
    with pytest.raises(DataFault, match="D402"):
        APART(damaged)


def test_a_parquet_file_of_one_value_over_and_over_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"Short Desc": pa.array(["x"] * 2_000_000).dictionary_encode()}), path)
    with pytest.raises(DataFault, match="D402"):
        read(path)


def test_a_gzipped_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(b"time_period,geographic_level\n" + bytes(20_000_000)))
    with pytest.raises(DataFault, match="D104"):
        read(path)
