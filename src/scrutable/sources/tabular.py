"""Reads a CSV as a person meets it: any of four delimiters, with or without a byte-order mark, Windows or Unicode.

Line numbers are those of the file, so that a finding can be looked up in any editor, also after a cell that holds
line breaks. What cannot be trusted is refused; a row that does not fit its header is a finding. A large file without
either is read by `large_csv.py`, which finds the same.
"""

import csv
import io
from collections import Counter
from pathlib import Path

from scrutable.errors import DataFault
from scrutable.sources import large_csv
from scrutable.sources.delivery import Texts
from scrutable.sources.grid import Grid

DELIMITERS = ",;\t|"
_CONTROL = "".join(chr(n) for n in range(32) if chr(n) not in "\t\n\r\f")
_EXPORT = "Export it again as CSV (UTF-8)."
_BEGINNING = 100_000  # characters, in which the header of any file ends
_LISTED_ROWS = 50  # after that many findings of one kind, the rest are one finding


def read_csv(path: Path) -> Grid:
    """Return the table in a CSV. Raises DataFault (D105, D118, D119) where it is not one."""
    text, guessed = _decoded(path)
    first = _first_line(text)
    if not first:
        raise DataFault("D103", f"{path.name} is empty.", _EXPORT)
    delimiter = max(DELIMITERS, key=lambda mark: _cells(first, mark))
    grid = Grid(path.name, [], [], [])
    if len(text) >= large_csv.LARGE and (read := large_csv.read(text, delimiter)):
        grid.headers = [cell.strip() for cell in read.headers]
        grid.columns, grid.rows = read.columns, read.rows
        _say_guessed(grid, guessed)
        _say_doubled(grid)
    else:
        _read_carefully(grid, text, delimiter, guessed)
    return grid


def _read_carefully(grid: Grid, text: str, delimiter: str, guessed: bool) -> None:
    try:
        records, lines = _records(grid.file, text, delimiter, strict=True)
    except csv.Error:
        records, lines = _records(grid.file, text, delimiter, strict=False)
        grid.note(
            "D238", "attention", "Quotation marks stand inside a cell, so some cells may not be what was meant.",
            "Double a quotation mark that is part of the text, or export the file again.",
        )  # fmt: skip
    if not records:
        raise DataFault("D103", f"{grid.file} is empty.", _EXPORT)
    grid.headers = [cell.strip() for cell in records[0]]
    _say_guessed(grid, guessed)
    fill(grid, records[1:], lines[1:])


def fill(grid: Grid, records: list[list[str]], lines: list[int]) -> None:
    """Put the records into the grid's columns. Blank rows are passed over; rows that do not fit are findings."""
    width = len(grid.headers)
    kept: list[list[str]] = []
    rows: list[int] = []
    long: list[int] = []
    short: list[int] = []
    for record, line in zip(records, lines, strict=True):
        if len(record) != width:
            if not any(cell.strip() for cell in record):
                continue
            if len(record) < width:
                short.append(line)
                record = record + [""] * (width - len(record))
            elif any(cell.strip() for cell in record[width:]):
                long.append(line)
                continue
            else:
                record = record[:width]
        elif not any(record):  # of a worksheet: a CSV's are passed over as they are read
            continue
        kept.append(record)
        rows.append(line)
    columns: list[Texts] = (
        [list(column) for column in zip(*kept, strict=True)] if kept else [[] for _ in grid.headers]
    )
    grid.columns, grid.rows = columns, rows
    _say_ragged(grid, long, short, width)
    _say_doubled(grid)


def _first_line(text: str) -> str:
    """Return the first line that is not blank, or nothing."""
    for piece in (text[:_BEGINNING], text):
        lines = [line for line in piece.splitlines() if line.strip()]
        if len(lines) > 1 or (lines and piece == text):  # the last line of a piece may be cut off
            return lines[0]
    return ""


def _say_guessed(grid: Grid, guessed: bool) -> None:
    if guessed:
        grid.note("D231", "note", "The file is not Unicode; it was read as Windows-1252.", "Nothing is lost.")


def _say_ragged(grid: Grid, long: list[int], short: list[int], width: int) -> None:
    for rows, code, level, says, do in (
        (long, "D221", "unusable", f"The row has more than {width} cells: which header each belongs to cannot be told.",
         "Put text that holds the delimiter between quotation marks, or export the file again."),
        (short, "D222", "attention", f"The row has fewer than {width} cells; the missing ones are read as blank.",
         "Check the row in the file."),
    ):  # fmt: skip
        for row in rows[:_LISTED_ROWS]:
            grid.note(code, level, says, do, row=row)  # type: ignore[arg-type]
        if rest := rows[_LISTED_ROWS:]:
            grid.note(code, level, f"{len(rest)} more rows like it.", do, row=rest[0], rows=len(rest))  # type: ignore[arg-type]


def _say_doubled(grid: Grid) -> None:
    counts = Counter(header.casefold() for header in grid.headers if header)
    for header in dict.fromkeys(header.casefold() for header in grid.headers):
        if counts[header] > 1:
            grid.note(
                "D237", "attention", "Two columns have the same header; the first is used.",
                "Remove or rename one of them.", column=header,
            )  # fmt: skip


def _cells(line: str, mark: str) -> int:
    try:
        return len(next(csv.reader([line], delimiter=mark), []))
    except csv.Error:
        return 0


def _records(name: str, text: str, delimiter: str, *, strict: bool) -> tuple[list[list[str]], list[int]]:
    """Return the records and the line on which each begins.

    Strict reading tells a stray quotation mark from one that is never closed; only the second, which swallows
    the rows after it, is refused.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    records: list[list[str]] = []
    lines: list[int] = []
    last = 0
    try:
        for record in reader:
            # A spreadsheet may export a million rows of nothing but delimiters: none is kept.
            if any(record) or (record and not records):
                records.append(record)
                lines.append(last + 1)
            last = reader.line_num
    except csv.Error as error:
        if strict and "unexpected end" not in str(error) and "field larger" not in str(error):
            raise
        raise DataFault(
            "D119", f"{name}: the quotation mark opened on line {last + 1} is not closed.",
            "Close it, or double it if it is part of the text, or export the file again.",
        ) from None  # fmt: skip
    return records, lines


def _decoded(path: Path) -> tuple[str, bool]:
    """Return the text, and whether its encoding had to be guessed."""
    raw = path.read_bytes()
    guessed = False
    try:
        if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = raw.decode("utf-16")
        else:
            text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text, guessed = raw.decode("cp1252"), True
        except UnicodeDecodeError:
            raise DataFault("D118", f"{path.name} is in no character set that we know.", _EXPORT) from None
    if bad := next((mark for mark in _CONTROL if mark in text), None):
        line = text.count("\n", 0, text.index(bad)) + 1
        raise DataFault(
            "D105",
            f"{path.name} is not text: a control character (number {ord(bad)}) stands on line {line}.",
            _EXPORT,
        )
    return text, guessed
