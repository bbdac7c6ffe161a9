"""Reads the sheets of an .xlsx workbook as text: ids keep their zeros and nothing is guessed.

A date comes as 2019-04-01 00:00:00. An error such as #N/A comes as blank, and so does a formula that no program has
worked out: both are said as findings, since blank and unreadable are not the same.
"""

import posixpath
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import fastexcel
from lxml import etree

from scrutable.errors import DataFault
from scrutable.sources.grid import Grid
from scrutable.sources.unpack import NOT_UNPACKED, Sheet, book_part, check

HEADER_WITHIN = 30  # rows in which the header is looked for: titles and notes may stand above it

_TO_MEND = "Open it in Excel, save it as a new .xlsx, and load that."
Records = list[list[str]]


def sheets(path: Path) -> Iterator[tuple[str, Records, Sheet]]:
    """Yield each sheet's name, its rows from row 1 as text, and what its XML shows. Raises DataFault (D104 to D112)."""
    parts = check(path)
    seen = _parts_by_name(path, parts)
    notes = _of_the_book(parts)
    try:
        book = fastexcel.read_excel(path)
        for name in book.sheet_names:
            sheet = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
            table = sheet.to_arrow()
            columns = [column.to_pylist() for column in table.columns]
            records = [["" if cell is None else cell for cell in row] for row in zip(*columns, strict=True)]
            shown = seen.get(name, Sheet())
            shown.book = notes
            yield name, records, shown
    except fastexcel.FastExcelError:
        raise DataFault(
            "D106", f"{path.name} is damaged: its sheets cannot be read.", _TO_MEND
        ) from None  # fmt: skip


def say_unread(grid: Grid, sheet: Sheet, first: int, last: int) -> None:
    """Add findings for the cells of the rows from `first` to `last` that hold an error or a formula without value.

    To the first table of a workbook add what there is to say of it as a whole.
    """
    while sheet.book:
        code, says, do = sheet.book.pop(0)
        grid.note(code, "note", says, do)
    for cells, code, level, says, do in (
        (sheet.unworked, "D227", "attention", "hold a formula whose value was never worked out, and are read as blank",
         "Open the workbook in Excel, save it, and load it again."),
        (sheet.errors, "D228", "note", "hold an error such as #N/A, and are read as blank",
         "Nothing is lost; the case system had no value."),
    ):  # fmt: skip
        within = [cell for cell in cells if first <= row_of(cell) <= last]
        if within:
            grid.note(
                code, level, f"{len(within)} cells {says} (the first is {within[0]}).", do,  # type: ignore[arg-type]
                row=row_of(within[0]), rows=len(within),
            )  # fmt: skip


def _of_the_book(parts: Iterable[str]) -> list[tuple[str, str, str]]:
    """Return what is to be said of a workbook by the names of its parts."""
    names = [part.lower() for part in parts]
    said = []
    if any("vbaproject" in name or "macrosheets/" in name for name in names):
        said.append(
            ("D171", "The workbook holds macros. They are never run, and nothing of them is read.",
             "Nothing is lost. Export it as .xlsx, which holds none.")
        )  # fmt: skip
    if any(name.startswith(("xl/externallinks/", "xl/connections", "xl/querytables/")) for name in names):
        said.append(
            ("D172", "The workbook has links to other files or to data elsewhere. They are not followed: its cells hold"
             " what was last saved in them.", "Export it from the case system, so that its values are of one day.")
        )  # fmt: skip
    return said


def row_of(cell: str) -> int:
    """Return the row of a cell's name.

    >>> row_of("AB12")
    12
    """
    return int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def _parts_by_name(path: Path, parts: dict[str, Sheet]) -> dict[str, Sheet]:
    """Return the checked parts by the sheet's name, which the workbook part and its relations tell."""
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    try:
        with zipfile.ZipFile(path) as archive:
            listing = book_part(archive) or ""
            book = etree.fromstring(archive.read(listing), parser)
            links = etree.fromstring(archive.read(f"xl/_rels/{Path(listing).name}.rels"), parser)
    except (KeyError, etree.XMLSyntaxError, *NOT_UNPACKED):
        raise DataFault(
            "D106", f"{path.name} is damaged: it has no list of its sheets.", _TO_MEND
        ) from None  # fmt: skip
    targets = {
        link.get("Id"): posixpath.normpath(posixpath.join("xl", link.get("Target", "")).lstrip("/"))
        for link in links.iter("{*}Relationship")  # and not a comment or an entity, which stand between them
    }
    found: dict[str, Sheet] = {}
    for sheet in book.iter("{*}sheet"):
        own = next((value for key, value in sheet.attrib.items() if str(key).endswith("}id")), None)
        if (part := parts.get(targets.get(own, ""))) is not None:
            found[sheet.get("name", "")] = part
    return found
