"""The Annex A workbook that an inspector asks for: lists 1 to 8, with the wordings and the faults such workbooks have.

Lists cover the last six or twelve months, as the guidance says. List 2 goes back to 2015: it is the only place where
early help is held, and the council runs it over the whole of its history.
"""

from datetime import date
from pathlib import Path
from typing import Any

from .annex_a_lists import LISTS, Lists
from .extract import Holdings

NOUGHT = date(1899, 12, 30)  # day 0 of a workbook's calendar


def write(holdings: Holdings, folder: Path) -> list[Path]:
    """Write the workbook and return it."""
    import xlsxwriter

    path = folder / "annex_a.xlsx"
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    # A workbook says when it was made: the day of the extract, or the bytes would differ from run to run.
    book.set_properties({"created": holdings.extracted_at})
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd/mm/yyyy"})
    lists = Lists(holdings)
    for number, (headers, rows_of) in enumerate(LISTS, start=1):
        sheet = book.add_worksheet(f"List {number}")
        sheet.set_column(0, len(headers) - 1, 18)
        for at, text in enumerate(headers):
            sheet.write_string(0, at, text, bold)
        for row, cells in enumerate(rows_of(lists), start=1):
            _write(sheet, row, cells, day)
    book.close()
    return [path]


def _write(sheet: Any, row: int, cells: list[Any], day: Any) -> None:
    """Write one row: dates as dates, ids as text, and nothing where nothing is known."""
    for at, cell in enumerate(cells):
        if cell is None:
            continue
        if isinstance(cell, date):
            sheet.write_number(row, at, (cell - NOUGHT).days, day)  # twice as quick as write_datetime
        elif isinstance(cell, str):
            sheet.write_string(row, at, cell)
        else:
            sheet.write_number(row, at, cell)
