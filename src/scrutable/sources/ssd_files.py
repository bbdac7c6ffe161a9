"""The SSD as files: a folder of CSV or of Parquet, one file a table, whatever the files are called.

Of a Parquet file only the wanted columns are read. A CSV is read by `tabular.py`, as every CSV is, and the columns that
are not wanted are let go at once.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

import pyarrow as pa

from scrutable.errors import DataFault
from scrutable.sources import ssd
from scrutable.sources.delivery import Delivery
from scrutable.sources.grid import Grid
from scrutable.sources.guard import sha256_of
from scrutable.sources.ssd_mapping import repeating

# Far above any council: the visits of the largest over six years are some two millions.
MOST_ROWS = 50_000_000
# An extract has about one cell a byte; one value over and over may have thousands, and each would take its room here.
MOST_CELLS_A_BYTE, SMALL = 50, 5_000_000
_MAKE_AGAIN = "Export it again, and load the new file."


def of_csv(grid: Grid) -> ssd.Sheet:
    """Return the SSD table in a CSV, without the columns that are not wanted."""
    table = ssd.table_of(grid.headers, grid.file)
    assert table is not None, "recognition has asked"
    sheet = ssd.Sheet(table, grid.file, grid.headers, lambda names: pa.table({}), len(grid.rows), numbers=grid.rows,
                      findings=grid.findings)  # fmt: skip
    wanted = set(sheet.named().values())
    held = {
        header: _texts(column)
        for header, column in reversed(list(zip(grid.headers, grid.columns, strict=True)))
        if header in wanted
    }
    grid.columns = []
    sheet.read = lambda names: pa.table([held[name] for name in names], names=list(names))
    return sheet


def of_parquet(path: Path) -> ssd.Sheet:
    """Return the SSD table in a Parquet file, of which nothing but the names of the columns has been read yet.

    Raises DataFault D141 where it holds another table, D143 where it cannot be read, D144 where it has too many rows.
    """
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            headers, rows = list(file.schema_arrow.names), file.metadata.num_rows
            flat = {one.name for one in file.schema_arrow if not pa.types.is_nested(one.type)}
    except (pa.ArrowException, OSError, ValueError) as error:  # a name or a text that is no UTF-8 among them
        raise _unreadable(path, error) from None
    table = ssd.table_of(headers, path.name)
    if table is None:
        raise DataFault(
            "D141", f"{path.name} is a Parquet file, and no table of the Standard Safeguarding Dataset.",
            "Of Parquet files only those are read. Its columns are known by their first letters, such as cppv_.",
        )  # fmt: skip
    cells = rows * len(headers)
    if rows > MOST_ROWS or cells > max(SMALL, MOST_CELLS_A_BYTE * path.stat().st_size):
        raise DataFault(
            "D144", f"{path.name} has {rows:,} rows and {cells:,} cells, far more than such a file holds; the most"
            f" that are read is {MOST_ROWS:,} rows.", _MAKE_AGAIN,
        )  # fmt: skip

    def read(names: Sequence[str]) -> pa.Table:
        try:
            # One thread, as everywhere: a council's server has others to serve.
            with pq.ParquetFile(path, read_dictionary=sorted(repeating() & flat & set(names))) as file:
                table = file.read(columns=list(names), use_threads=False)
            table.validate(full=True)
            held = table.column_names
            # Of two columns of one name the first is used; they cannot be asked for by that name.
            return pa.table([table.column(held.index(name)) for name in names], names=list(names))
        except (
            pa.ArrowException,
            OSError,
            ValueError,
        ) as error:  # a name or a text that is no UTF-8 among them
            raise _unreadable(path, error) from None

    return ssd.Sheet(table, path.name, headers, read, rows)


def read(sheets: Sequence[tuple[Path, ssd.Sheet]], say: Callable[[str], None]) -> Delivery:
    """Return the files of one extract as one delivery. Raises DataFault D142 where two hold the same table."""
    met: dict[str, Path] = {}
    for path, sheet in sheets:
        if other := met.get(sheet.table):
            raise DataFault(
                "D142", f"{other.name} and {path.name} are both {sheet.table}.",
                "Load one extract at a time: put each into a folder of its own.",
            )  # fmt: skip
        met[sheet.table] = path
    paths = [path for path, _ in sheets]
    return ssd.read(
        [sheet for _, sheet in sheets], files=[path.name for path in paths], sha256=sha256_of(paths), say=say
    )


def _texts(column: object) -> pa.Array:
    return column if isinstance(column, pa.Array) else pa.array(column, pa.string())


def _unreadable(path: Path, error: Exception) -> DataFault:
    """Return the fault without the words of the error where they could quote the file's contents."""
    kind = type(error).__name__
    return DataFault("D143", f"{path.name} is a Parquet file that cannot be read ({kind}).", _MAKE_AGAIN)
