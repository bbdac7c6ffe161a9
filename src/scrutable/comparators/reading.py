"""Recognises a published file by what is in it, and reads it: CSV (plain or gzipped), Parquet or a workbook.

Such files come by mail and from web pages, so each is taken for hostile until shown otherwise. They are opened by a
process of its own (`sources/apart.py`), which hands over the table in them as text: `sources/guard.py` looks at plain
files and workbooks, and a gzipped one is unpacked in pieces, never beyond what a CSV may hold. What the table says is
worked out here.
"""

import gzip
import re
import tempfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from scrutable.comparators import read_ees, read_lait, read_lists
from scrutable.comparators.rows import Reading
from scrutable.errors import DataFault
from scrutable.sources import guard, handing
from scrutable.sources.apart import Limits, asked
from scrutable.sources.grid import Grid
from scrutable.sources.tabular import fill, read_csv

_GZIP, _PARQUET = b"\x1f\x8b", b"PAR1"
_HEADER_WITHIN = 30
LIMITS = Limits(megabytes=2048, seconds=300)  # LAIT's whole download takes 493 MB and seconds
_MOST_RATIO = 100  # CSV shrinks 5 to 20 times
_KNOWN = (
    "EES data sets, LAIT's download and its dictionary, statistical neighbours, and the list of authorities"
)


def read(path: Path) -> Reading:
    """Return what a published file says. Raises DataFault (D101 to D172, D401, D402) where it is not one we read."""
    return _read(path, table_of(path))


def read_here(path: Path) -> Reading:
    """Return what `read` does, the file opened by this process: for tests and for fuzzing."""
    return _read(path, grid_of(path))


def table_of(path: Path) -> Grid:
    """Return the table in a published file, as text. Raises DataFault as `read` does."""
    with asked("scrutable.comparators.reading", [path], limits=LIMITS) as frames:
        return handing.received_grid(frames)


def answer(paths: Sequence[Path], pipe: BinaryIO) -> None:
    """Hand over the table in a published file: what the process does that opens it."""
    handing.send_grid(grid_of(paths[0]), pipe)


def _read(path: Path, grid: Grid) -> Reading:
    reading = _recognised(grid)
    reading.file = path.name
    reading.sha256 = guard.sha256_of([path])
    return reading


def grid_of(path: Path) -> Grid:
    """Return what `table_of` does, the file opened by this process."""
    head = _head(path)
    if head.startswith(_PARQUET):
        headers, columns = read_lait.read_parquet(path)
        many = len(columns[0]) if columns else 0
        return Grid(path.name, headers, columns, list(range(1, many + 1)))
    if head.startswith(_GZIP):
        with _unpacked(path) as plain_file:
            guard.kind_of(plain_file)
            return read_csv(plain_file).listed()
    return read_csv(path).listed() if guard.kind_of(path) == "text" else _sheet(path)


def recognised(grid: Grid) -> Callable[[], Reading] | None:
    """Return what reads a table with these headers; None where none does."""
    if read_ees.is_ees(grid.headers):
        return lambda: read_ees.read_ees(grid, _name(grid.file))
    if read_lists.is_neighbours(grid.headers):
        return lambda: read_lists.read_neighbours(grid)
    if read_lait.is_dictionary(grid.headers):
        return lambda: read_lait.read_dictionary(grid)
    if read_lait.is_lait(grid.headers):
        return lambda: read_lait.read_lait(grid)
    if read_lists.is_authorities(grid.headers):
        return lambda: read_lists.read_authorities(grid)
    return None


def _recognised(grid: Grid) -> Reading:
    reader = recognised(grid)
    if reader is None:
        raise DataFault(
            "D401", f"{grid.file} is none of the published files that are read: {_KNOWN}.",
            "Load the file as DfE publishes it, with its own headers.",
        )  # fmt: skip
    return reader()


def _head(path: Path) -> bytes:
    """Return the first bytes; nothing for what guard.kind_of will refuse in better words."""
    try:
        return guard.first_bytes(path) if path.is_file() else b""
    except OSError:
        return b""


def _sheet(path: Path) -> Grid:
    """Return the first table of a workbook whose header, within some rows, is that of something we read."""
    if guard.kind_of(path) == "xml":
        raise DataFault(
            "D401", f"{path.name} is XML; the published files are CSV, Parquet or .xlsx.", "Load those."
        )
    from scrutable.sources.workbook import sheets

    for _, records, _ in sheets(path):
        for at, record in enumerate(records[:_HEADER_WITHIN]):
            grid = Grid(path.name, [text.strip() for text in record], [], [])
            if recognised(grid) is not None:
                fill(grid, records[at + 1 :], list(range(at + 2, len(records) + 1)))
                return grid
    return Grid(path.name, [], [], [])


@contextmanager
def _unpacked(path: Path) -> Iterator[Path]:
    """Give a plain file with what a gzipped one holds, and remove it afterwards."""
    limit, size = guard.LARGEST["text"], path.stat().st_size
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / re.sub(r"\.gz$", "", path.name, flags=re.IGNORECASE)
        written = 0
        try:
            with gzip.open(path) as packed, target.open("wb") as out:
                while piece := packed.read(guard.MEGABYTE):
                    written += len(piece)
                    bomb = written > 8 * guard.MEGABYTE and written > _MOST_RATIO * size
                    if written > limit or bomb:
                        raise DataFault(
                            "D104",
                            f"{path.name} unpacks into more than {written // guard.MEGABYTE:,} MB.",
                            "Load the file as DfE publishes it.",
                        )
                    out.write(piece)
        except (OSError, EOFError, zlib.error):
            raise DataFault(
                "D402", f"{path.name} is damaged: it cannot be unpacked.", "Download it again."
            ) from None
        yield target


def _name(file: str) -> str:
    """Return what a table that is not known is called: its file's name without the years and the ending."""
    stem = re.sub(r"\.csv$", "", file, flags=re.IGNORECASE).casefold()
    return re.sub(r"_?(?:19|20)\d\d(?:_to_(?:19|20)\d\d)?$", "", stem) or "table"
