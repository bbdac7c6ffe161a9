from datetime import datetime

import pytest
import xlsxwriter

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
