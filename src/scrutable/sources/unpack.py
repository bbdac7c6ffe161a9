"""Checks a workbook as the zip it is, before any program opens it: sizes, bombs, document types, formulas, errors.

Every part is unpacked here once in pieces and thrown away, against the sizes it states. A zip may lie about them, and
the spreadsheet reader would believe it; it would also make room for every cell between A1 and a single cell far away.
"""

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from scrutable.errors import DataFault
from scrutable.sources.guard import MEGABYTE
from scrutable.sources.xml import doctype

MOST_PARTS = 2_000
MOST_UNPACKED = 300 * MEGABYTE
MOST_RATIO = 100  # a real sheet shrinks 5 to 30 times
RATIO_MATTERS_FROM = 8 * MEGABYTE
MOST_CELLS = 30_000_000  # of the rectangle that holds them all
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384  # what Excel has
# A rectangle as large as this, or as wide, is filled to a twentieth at least: the reader makes room for each cell.
SPARSE_MATTERS_FROM, WIDE, SPARSEST = 100_000, 1_000, 20
LONGEST_LISTING = 4 * MEGABYTE  # of the list of sheets and where they are; a real one is a few KB
MOST_SAID = 100_000  # cells of one kind that are told apart

# No "<" inside a tag: a search that could run past the next tag would be quadratic in a text of "<c <c <c ".
_CELL = re.compile(rb"""<(?:\w+:)?c\s[^<>]*?\br\s*=\s*["'](?:([A-Z]{1,3})(\d{1,7})|[^"'<>]*)["']([^<>]*)>""")
_ROW = re.compile(rb"""<(?:\w+:)?row\s[^<>]*?\br\s*=\s*["'](?:(\d{1,7})|[^"'<>]*)["']""")
_LISTING = re.compile(r"xl/(?:_rels/)?workbook\d*\.xml(?:\.rels)?")
# What the library of zip files says of a damaged one, each in its place.
NOT_UNPACKED = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError, struct.error,
)  # fmt: skip
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is|t)[\s>]")
_TO_MEND = "Open it in Excel, save it as a new .xlsx, and load that."
DOCTYPE = re.compile(rb"<\0?!\0?D\0?O\0?C\0?T\0?Y\0?P\0?E", re.IGNORECASE)
_FAR = 10**9
_PIECE = MEGABYTE
_LONGEST_CELL = 2 * MEGABYTE


@dataclass
class Sheet:
    """What the XML of one sheet shows that its values do not."""

    errors: list[str] = field(default_factory=list)  # cells that hold #N/A or another error
    unworked: list[str] = field(default_factory=list)  # cells with a formula and no value worked out
    last_row: int = 0
    last_column: int = 0
    cells: int = 0
    # What is to be said once of the whole workbook: code, words, what to do. Shared by its sheets.
    book: list[tuple[str, str, str]] = field(default_factory=list)


def check(path: Path) -> dict[str, Sheet]:
    """Return what each part shows if it is a sheet, by the part's name. Raises DataFault (D106, D109, D110, D112)."""
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            _check_names(path.name, parts)
            _check_sizes(path.name, parts, path.stat().st_size)
            _check_place(path.name, archive)
            if book_part(archive) is None:
                raise DataFault(
                    "D112", f"{path.name} is a zip file, and not a workbook.",
                    "Unpack it, and load the files in it." if parts else _TO_MEND,
                )  # fmt: skip
            return {part.filename: _part(path.name, file, part) for part in parts}
    except NOT_UNPACKED:
        raise DataFault("D106", f"{path.name} is damaged: it cannot be unpacked.", _TO_MEND) from None


def book_part(archive: zipfile.ZipFile) -> str | None:
    """Return the part that lists the sheets, or None. Excel online calls it workbook2.xml at times."""
    return next((name for name in archive.namelist() if re.fullmatch(r"xl/workbook\d*\.xml", name)), None)


def _check_names(name: str, parts: list[zipfile.ZipInfo]) -> None:
    """Refuse what no spreadsheet program packs: links, names that lead out of the archive, two parts of one name.

    Nothing is ever unpacked to disk, so that a name leads nowhere here; but whoever made such a file meant harm.
    """
    names = [part.filename.replace("\\", "/") for part in parts]
    links = any(stat.S_ISLNK(part.external_attr >> 16) for part in parts)
    astray = any(one.startswith("/") or ":" in one or ".." in one.split("/") for one in names)
    if links or astray or len({one.lower() for one in names}) < len(names):
        raise _hostile(name)


def _check_place(name: str, archive: zipfile.ZipFile) -> None:
    """Refuse an archive with something before it or behind it: two readers may then see two different archives."""
    first = min((part.header_offset for part in archive.infolist()), default=0)
    if first or archive.comment:
        raise _hostile(name)


def _hostile(name: str) -> DataFault:
    return DataFault(
        "D167", f"{name} is packed as no spreadsheet program packs a workbook: with links, with names that lead"
        " elsewhere or twice the same name, or with something before or behind it.", _TO_MEND,
    )  # fmt: skip


def _check_sizes(name: str, parts: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = min(
        sum(part.compress_size for part in parts), size
    )  # parts may share what they are unpacked from
    bomb = any(part.file_size > LONGEST_LISTING for part in parts if _LISTING.fullmatch(part.filename))
    bomb |= unpacked > RATIO_MATTERS_FROM and unpacked > MOST_RATIO * max(packed, 1)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or bomb:
        raise _bomb(
            name,
            f"{len(parts):,} parts, {unpacked // MEGABYTE:,} MB unpacked from {packed / MEGABYTE:,.1f} MB",
        )
    if any(part.flag_bits & 1 for part in parts):
        raise DataFault(
            "D107", f"{name} is protected with a password.", "Remove the password and load it again."
        )


def _bomb(name: str, facts: str) -> DataFault:
    return DataFault(
        "D109", f"{name} would unpack into far more than a workbook of lists holds ({facts}).", _TO_MEND
    )


def _part(name: str, file: BinaryIO, part: zipfile.ZipInfo) -> Sheet:
    """Unpack one part in pieces, look at each, and keep only what was seen.

    Any part may be a sheet, whatever its name: which are is for the workbook's relations to say.
    """
    sheet = Sheet()
    before = b""
    for piece in _pieces(file, part):
        text = before + piece
        if DOCTYPE.search(text):
            raise doctype(name)
        cut = _whole_cells(text)
        _look(sheet, text[:cut])
        before = text[cut:]
    _look(sheet, before)
    room = sheet.last_row * sheet.last_column
    large = room > SPARSE_MATTERS_FROM or sheet.last_column > WIDE
    sparse = large and room > SPARSEST * sheet.cells
    outside = sheet.last_row > MOST_ROWS or sheet.last_column > MOST_COLUMNS
    if room > MOST_CELLS or sparse or outside:
        size = f"a sheet of {sheet.last_row:,} rows and {sheet.last_column:,} columns"
        raise _bomb(name, "a cell where no sheet has one" if sheet.last_row >= _FAR else size)
    return sheet


def _whole_cells(text: bytes) -> int:
    """Return where the last whole cell ends, so that none is cut in two; in a text without any, where a tag begins."""
    ends = [text.rfind(mark) + len(mark) for mark in (b"</c>", b":c>", b"row>") if mark in text]
    if ends:
        return max(ends)
    if len(text) <= _LONGEST_CELL:
        return 0
    tag = text.rfind(b"<")
    return tag if tag > 0 else len(text)  # no tag is as long as that


def _look(sheet: Sheet, text: bytes) -> None:
    """Note where the cells reach to, and those that hold an error or a formula without its value."""
    found = list(_CELL.finditer(text))
    sheet.cells += len(found)
    for opened in _ROW.finditer(text):
        sheet.last_row = max(sheet.last_row, int(opened[1] or _FAR))
    for at, cell in enumerate(found):
        if cell[1] is None:  # a place that Excel has not, and that a reader might take for one far away
            sheet.last_row = _FAR
            continue
        row, column = int(cell[2]), _column_number(cell[1])
        sheet.last_row, sheet.last_column = max(sheet.last_row, row), max(sheet.last_column, column)
        if b't="e"' in cell[0] and len(sheet.errors) < MOST_SAID:
            sheet.errors.append((cell[1] + cell[2]).decode())
        if cell[0].endswith(b"/>"):
            continue
        end = found[at + 1].start() if at + 1 < len(found) else len(text)
        if text.find(b"f", cell.end(), end) >= 0:
            inside = text[cell.end() : end]
            if _FORMULA.search(inside) and not _VALUE.search(inside) and len(sheet.unworked) < MOST_SAID:
                sheet.unworked.append((cell[1] + cell[2]).decode())


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _pieces(file: BinaryIO, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the contents in pieces, never more than the part says it holds, and check that it is what was packed."""
    file.seek(part.header_offset)
    local = file.read(30)
    if len(local) < 30 or local[:4] != b"PK\x03\x04":
        raise zipfile.BadZipFile
    file.seek(int.from_bytes(local[26:28], "little") + int.from_bytes(local[28:30], "little"), 1)
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile
    inflate = zlib.decompressobj(-15) if part.compress_type == zipfile.ZIP_DEFLATED else None
    left, size, check_sum = part.compress_size, 0, 0
    while left > 0:
        packed = file.read(min(left, 64 * 1024))
        if not packed:
            raise zipfile.BadZipFile
        left -= len(packed)
        while packed:
            piece = inflate.decompress(packed, _PIECE) if inflate else packed
            packed = inflate.unconsumed_tail if inflate else b""
            size += len(piece)
            if size > part.file_size:
                raise zipfile.BadZipFile
            check_sum = zlib.crc32(piece, check_sum)
            if piece:
                yield piece
    if size != part.file_size or check_sum != part.CRC:
        raise zipfile.BadZipFile
