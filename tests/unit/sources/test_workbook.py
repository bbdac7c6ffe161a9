import zipfile
from datetime import datetime

import pytest
import xlsxwriter

from scrutable import sources
from scrutable.errors import DataFault
from scrutable.sources.grid import Grid
from scrutable.sources.unpack import Sheet
from scrutable.sources.workbook import row_of, say_unread, sheets
from tests.unit.sources.test_unpack import packed


def test_cells_are_text_and_rows_are_those_of_the_sheet(workbook):
    path = workbook({"A b": [[], [], [None, "id", "x"], [None, "0012", 7], [], [None, 12345678901, True]]})
    ((name, records, _),) = sheets(path)
    assert name == "A b"
    assert [record[-2:] for record in records] == [
        ["", ""], ["", ""], ["id", "x"], ["0012", "7"], ["", ""], ["12345678901", "true"],
    ]  # fmt: skip


def test_a_formula_without_a_value_is_blank(workbook):
    ((_, records, _),) = sheets(workbook({"S": [["id"], ["=H2+5"], ["7"]]}))
    assert records == [["id"], [""], ["7"]]


def test_errors_and_unworked_formulas_are_said_within_the_rows_read():
    grid = Grid("f", ["id"], [], [], place="S")
    say_unread(grid, Sheet(errors=["A2"], unworked=["A3", "A9"]), 2, 3)
    assert [(f.code, f.level, f.place, f.row, f.rows) for f in grid.findings] == [
        ("D227", "attention", "S", 3, 1),
        ("D228", "note", "S", 2, 1),
    ]


def test_a_workbook_that_lists_no_sheets_is_refused(write):
    for parts in ({"xl/workbook.xml": "<a>"}, {"xl/workbook.xml": "<a/>"}):
        with pytest.raises(DataFault) as refused:
            list(sheets(write("a.xlsx", packed(parts))))
        assert refused.value.code == "D106"


def test_dates_come_with_the_year_first(tmp_path):
    path = tmp_path / "d.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_datetime(0, 0, datetime(2019, 4, 1), book.add_format({"num_format": "dd/mm/yyyy"}))
    ((_, records, _),) = sheets(path)
    assert records == [["2019-04-01 00:00:00"]]


def test_row_of_a_cell():
    assert row_of("XFD1048576") == 1048576


def more_in(path, **parts):
    """Put more parts into a workbook."""
    with zipfile.ZipFile(path, "a") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def with_part(path, name, change):
    """Pack a workbook again with one part changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    path.write_bytes(packed(parts | {name: change(parts[name])}))
    return path


def test_what_stands_between_the_links_to_the_sheets_is_passed_over(workbook, coded):
    """Found by fuzzing: a comment has no target, and neither has an entity."""
    rels = "xl/_rels/workbook.xml.rels"
    path = with_part(
        workbook(CONTACTS), rels, lambda part: part.replace(b"<Relationship ", b"<!-- --><Relationship ")
    )
    assert [rows.table for rows in sources.read_here([path])[0].tables] == ["child", "contact"]


def test_a_part_that_is_patched_is_refused(workbook):
    """Found by fuzzing: a flag that only the reading of that one part looks at."""
    path = workbook(CONTACTS)
    content = bytearray(path.read_bytes())
    at = -1
    while (at := content.find(b"PK\x01\x02", at + 1)) >= 0:
        content[at + 8] |= 1 << 5
    path.write_bytes(bytes(content))
    with pytest.raises(DataFault, match="D106"):
        sources.read_here([path])


CONTACTS = {"L": [["Child Unique ID", "Date of Contact", "Contact Source"], ["1", "2019-01-01", "x"]]}


def test_a_workbook_with_macros_is_read_and_they_are_said_once(workbook, coded):
    sheets_of = CONTACTS | {
        "M": [["Child Unique ID", "Date of Referral", "Referral Source"], ["1", "2019-01-02", "x"]]
    }
    path = more_in(workbook(sheets_of, "a.xlsm"), **{"xl/vbaProject.bin": b"\xcc\x61" * 99})
    (delivery,) = sources.read_here([path])
    assert len(coded(delivery.findings, "D171")) == 1
    assert {rows.table for rows in delivery.tables} == {"child", "contact", "referral"}


def test_links_to_other_files_are_said_and_not_followed(workbook, coded):
    for part in (
        "xl/externalLinks/externalLink1.xml",
        "xl/connections.xml",
        "xl/queryTables/queryTable1.xml",
    ):
        (delivery,) = sources.read_here([more_in(workbook(CONTACTS), **{part: "<a/>"})])
        (finding,) = coded(delivery.findings, "D172")
        assert finding.level == "note"
        assert [rows.table for rows in delivery.tables] == ["child", "contact"]


def test_a_plain_workbook_has_nothing_to_say(workbook, coded):
    (delivery,) = sources.read_here([workbook(CONTACTS)])
    assert not coded(delivery.findings, "D171") + coded(delivery.findings, "D172")
