import io
import struct
import time
import zipfile
import zlib

import pytest

from scrutable.errors import DataFault
from scrutable.sources import unpack
from scrutable.sources.workbook import sheets

SHEET = "xl/worksheets/sheet1.xml"


def packed(parts, method=zipfile.ZIP_DEFLATED):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def refused(path):
    started = time.monotonic()
    with pytest.raises(DataFault) as error:
        unpack.check(path)
    assert time.monotonic() - started < 2
    return error.value.code


def test_a_workbook_passes(workbook):
    assert unpack.check(workbook({"A": [["x"]]}))[SHEET].last_row == 1


def test_a_bomb_is_refused_by_the_sizes_it_states(write):
    bomb = packed({"xl/workbook.xml": "<a/>", SHEET: b"\0" * (25 * 1024 * 1024)})
    assert len(bomb) < 100_000
    assert refused(write("a.xlsx", bomb)) == "D109"


def test_a_bomb_that_lies_about_its_size_is_stopped_at_the_size_it_states(write):
    bomb = bytearray(packed({"xl/workbook.xml": "<a/>", SHEET: b"<" * (25 * 1024 * 1024)}))
    entry = bomb.rfind(b"PK\x01\x02")
    bomb[entry + 24 : entry + 28] = struct.pack("<I", 1000)
    bomb[entry + 16 : entry + 20] = struct.pack("<I", zlib.crc32(b"<" * 1000))
    assert refused(write("a.xlsx", bytes(bomb))) == "D106"


def test_thousands_of_parts_are_refused(write):
    parts = {f"p{n}": b"" for n in range(unpack.MOST_PARTS + 1)}
    assert refused(write("a.xlsx", packed(parts))) == "D109"


def test_one_cell_in_the_far_corner_is_refused(write):
    sheet = '<sheetData><row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"/></row></sheetData>'
    assert refused(write("a.xlsx", packed({"xl/workbook.xml": "<a/>", SHEET: sheet}))) == "D109"


def test_a_sheet_of_empty_cells_without_an_end_is_followed_to_its_last(write, monkeypatch):
    monkeypatch.setattr(unpack, "_PIECE", 50)
    monkeypatch.setattr(unpack, "_LONGEST_CELL", 60)
    sheet = "".join(f'<c r="A{n}"/>' for n in range(1, 500))
    parts = {"xl/workbook.xml": "<a/>", "elsewhere/sheet.bin": sheet}
    assert unpack.check(write("a.xlsx", packed(parts)))["elsewhere/sheet.bin"].last_row == 499


def test_a_document_type_in_any_part_is_refused(write):
    for part in ("xl/workbook.xml", SHEET, "docProps/core.xml"):
        parts = {"xl/workbook.xml": "<a/>", SHEET: "<a/>"} | {part: "<?xml version='1.0'?>\n<!DOCTYPE a><a/>"}
        assert refused(write("a.xlsx", packed(parts))) == "D110"


def test_damage_is_refused_wherever_it_is(workbook, write):
    whole = workbook({"A": [["x" * 50] * 50] * 50}).read_bytes()
    for name, damaged in (
        ("cut off", whole[: len(whole) // 2]),
        ("a byte turned", whole[:2000] + bytes([whole[2000] ^ 0xFF]) + whole[2001:]),
        ("nothing but the first bytes", b"PK\x03\x04" + b"\0" * 100),
    ):
        with pytest.raises(DataFault) as error:
            list(sheets(write(f"{name}.xlsx", damaged)))
        assert error.value.code == "D106", name


def test_a_zip_that_is_no_workbook_is_refused(write):
    assert refused(write("a.zip", packed({"a.csv": "x"}))) == "D112"


def test_an_encrypted_part_is_refused(write):
    held = bytearray(packed({"xl/workbook.xml": "<a/>"}))
    held[held.rfind(b"PK\x01\x02") + 8] |= 1
    assert refused(write("a.xlsx", bytes(held))) == "D107"


def test_another_packing_than_the_two_is_refused(write):
    assert refused(write("a.xlsx", packed({"xl/workbook.xml": "<a/>" * 100}, zipfile.ZIP_BZIP2))) == "D106"


def test_cells_with_errors_and_unworked_formulas_are_seen(write):
    sheet = (
        '<worksheet><sheetData><row r="1"><c r="A1" t="e"><f>NA()</f><v>#N/A</v></c><c r="B1"><f>A1+5</f></c>'
        '<c r="C1"><f>1+1</f><v>2</v></c><c r="AA2" s="1"/><c r="D2"><v>1</v></c></row></sheetData></worksheet>'
    )
    seen = unpack.check(write("a.xlsx", packed({"xl/workbook.xml": "<a/>", SHEET: sheet})))[SHEET]
    assert (seen.errors, seen.unworked) == (["A1"], ["B1"])
    assert (seen.last_row, seen.last_column) == (2, 27)


def test_a_cell_is_seen_also_where_it_lies_across_two_pieces(write, monkeypatch):
    monkeypatch.setattr(unpack, "_PIECE", 7)
    sheet = "".join(
        f'<c r="A{n}"><f>B{n}</f></c><c r="B{n}"><f t="shared" si="0"/><v>1</v></c><c r="C{n}"/>'
        for n in range(1, 40)
    )
    seen = unpack.check(write("a.xlsx", packed({"xl/workbook.xml": "<a/>", SHEET: sheet})))[SHEET]
    assert seen.unworked == [f"A{n}" for n in range(1, 40)]


def grid_of(rows, columns, every=1):
    """Return a sheet of so many rows and columns, of which every n-th cell is there, the last one included."""
    places = [(row, column) for row in range(1, rows + 1) for column in range(columns)]
    kept = [place for n, place in enumerate(places) if n % every == 0 or place == places[-1]]
    found = "".join(f'<c r="{chr(65 + column)}{row}"/>' for row, column in kept)
    return packed({"xl/workbook.xml": "<a/>", SHEET: f"<sheetData>{found}</sheetData>"}, zipfile.ZIP_STORED)


def test_a_large_sheet_is_read_unless_next_to_nothing_of_it_is_filled(write, monkeypatch):
    monkeypatch.setattr(unpack, "SPARSE_MATTERS_FROM", 10_000)
    assert unpack.check(write("a.xlsx", grid_of(1_000, 11, every=19)))[SHEET].last_row == 1_000
    assert refused(write("a.xlsx", grid_of(1_000, 11, every=22))) == "D109"
    assert (
        unpack.check(write("a.xlsx", grid_of(1_000, 10, every=22)))[SHEET].last_row == 1_000
    )  # small enough


def test_a_wide_sheet_with_next_to_nothing_in_it_is_refused(write):
    """Sixteen thousand columns of six rows took the reader more than a second."""
    for last, outcome in (("ALL6", 6), ("ALM6", "D109")):  # columns 1,000 and 1,001
        sheet = f'<sheetData><c r="A1"/><c r="{last}"/></sheetData>'
        path = write("a.xlsx", packed({"xl/workbook.xml": "<a/>", SHEET: sheet}))
        assert (unpack.check(path)[SHEET].last_row if outcome == 6 else refused(path)) == outcome


@pytest.mark.parametrize("cell", ["A1048577", "XFE1", "AAAA1", "ZZZZZZZ1", "a1048577"])
def test_a_cell_where_excel_has_none_is_refused(write, cell):
    sheet = f'<sheetData><c r="{cell}"/></sheetData>'
    assert refused(write("a.xlsx", packed({"xl/workbook.xml": "<a/>", SHEET: sheet}))) == "D109"


def test_the_time_to_look_at_a_part_grows_with_its_size_and_no_faster(write):
    def seconds(times):
        path = write("a.xlsx", packed({"xl/workbook.xml": "<a/>", SHEET: b"<c " * times}, zipfile.ZIP_STORED))
        began = time.process_time()
        unpack.check(path)
        return time.process_time() - began

    seconds(1_000)
    assert seconds(400_000) < 16 * max(
        seconds(100_000), 0.01
    )  # a quadratic search takes 16 times as long, or more


@pytest.mark.parametrize("place", ["E" + "1" * 50, "1", "", "A", "&#65;1", "E1048577777777", "\u0661"])
def test_a_cell_in_no_place_at_all_is_refused(write, place):
    """Found by fuzzing: the reader of workbooks tried to make room for 3,634,496,769,472 bytes, and died."""
    sheet = f'<sheetData><row r="1"><c r="{place}"/></row></sheetData>'
    assert refused(write("a.xlsx", packed({"xl/workbook.xml": "<a/>", SHEET: sheet}))) == "D109"
    sheet = f'<sheetData><row r="{place}A"><c/></row></sheetData>'
    assert refused(write("a.xlsx", packed({"xl/workbook.xml": "<a/>", SHEET: sheet}))) == "D109"
