"""Tells by its content what each file is, gathers the files that belong together, and has them read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from scrutable.errors import DataFault
from scrutable.sources import annex_a, cin, plain_csv, sen2, sen2_blade, ssd, ssd_files, ssda903
from scrutable.sources.delivery import Delivery
from scrutable.sources.grid import Grid
from scrutable.sources.guard import kind_of
from scrutable.sources.headers import nearest
from scrutable.sources.tabular import read_csv
from scrutable.sources.xml import names_in_head

Format = Literal["ssda903", "cin", "annex_a", "sen2", "sen2_blade", "ssd", "csv"]
_LOOKED_FOR = (
    "Looked for: SSDA903 CSVs, CIN census XML, the Annex A workbook, SEN2 XML and COLLECT CSVs, the tables of the"
    " Standard Safeguarding Dataset (CSV or Parquet), and CSVs whose headers"
    " are the columns of one register table (docs/register.md)."
)
# Formats we know and do not read: said by name, so that nobody looks for a fault in the file.
_NOT_READ = {
    "expssda903": "the XML form of the SSDA903 return. Export its CSV files, and load those together.",
    "cswwworker": "the workforce census. Load workers and posts as plain CSV (docs/register.md).",
}


@dataclass
class _File:
    """A file, what it is, and its tables where it has been read to find out."""

    path: Path
    format: Format
    label: str
    grids: list[Grid] = field(default_factory=list)
    sheet: ssd.Sheet | None = None  # of the Standard Safeguarding Dataset


def recognise(path: Path) -> str:
    """Return in words what the file is. Raises DataFault where it is none of the formats."""
    return recognised(path).label


def read_all(paths: Sequence[Path], say: Callable[[str], None]) -> list[Delivery]:
    """Return the deliveries in the files, in the order of the first file of each."""
    groups: dict[tuple[str, Path | str], list[_File]] = {}
    for path in paths:
        file = recognised(path)
        groups.setdefault((file.format, _together(file)), []).append(file)
    deliveries: list[Delivery] = []
    for (form, _), files in groups.items():
        # In the order of their names, so that the same set is the same delivery however it was named.
        deliveries += _READERS[form](sorted(files, key=lambda file: (file.path.name, str(file.path))), say)
    return deliveries


def _together(file: _File) -> Path | str:
    """Return what the files that belong together have in common: their folder; for plain CSVs, the whole call."""
    if file.format == "csv":
        return ""
    if file.format in ("ssda903", "sen2_blade", "ssd") or (
        file.format == "annex_a" and file.path.suffix.lower() == ".csv"
    ):
        return file.path.resolve().parent
    return file.path.resolve()


def recognised(path: Path) -> _File:
    """Return what a file is, with its tables where it had to be read to find out. Raises DataFault (D1..)."""
    kind = kind_of(path)
    if kind == "parquet":
        return _of_ssd(path, ssd_files.of_parquet(path))
    if kind == "workbook":
        grids = annex_a.grids_of(path)
        if not grids:
            raise annex_a.none_found(path)
        return _File(path, "annex_a", "Annex A", grids)
    return _xml(path) if kind == "xml" else _text(path)


def _xml(path: Path) -> _File:
    names = {name.lower() for name in names_in_head(path)}
    for name, is_what in _NOT_READ.items():
        if name in names:
            raise DataFault(
                "D115", f"{path.name} is {is_what.split('. ')[0]}, which is not read.", is_what.split(". ")[1]
            )
    if names & {"children", "child", "cindetails", "lachildid"}:
        return _File(path, "cin", "CIN census")
    if names & {"persons", "person", "uniquelearnernumber"}:
        return _File(path, "sen2", "SEN2")
    raise DataFault("D112", f"{path.name} is XML, but neither a CIN census nor a SEN2 return.", _LOOKED_FOR)


def _text(path: Path) -> _File:
    grid = read_csv(path)
    if ssd.table_of(grid.headers, path.name):
        return _of_ssd(path, ssd_files.of_csv(grid))
    if kind := ssda903.kind_of(grid.headers):
        return _File(path, "ssda903", f"SSDA903 {kind}", [grid.listed()])
    if part := sen2_blade.part_of(grid.headers):
        return _File(path, "sen2_blade", f"SEN2 {part}", [grid.listed()])
    if annex_a.is_list(grid.headers):
        return _File(path, "annex_a", "Annex A", [grid.listed()])
    if match := plain_csv.table_of(path.name, grid.headers):
        return _File(path, "csv", f"csv of {match.table}", [grid])
    raise DataFault("D112", f"{path.name} is none of the formats that are read.{_guess(grid)}", _LOOKED_FOR)


def _of_ssd(path: Path, sheet: ssd.Sheet) -> _File:
    return _File(path, "ssd", f"SSD {sheet.table}", sheet=sheet)


def _guess(grid: Grid) -> str:
    """Say which format comes nearest, and what it lacks."""
    table, lacking = plain_csv.nearest_table(grid.headers)
    if table and lacking:
        return f" It is nearest to the table {table}, but lacks {', '.join(lacking)}."
    if table:
        return f" It is nearest to the table {table}, but most of its columns are others."
    known = [(f"the SSDA903 {kind} file", file.columns) for kind, file in ssda903.FILES.items()]
    if label := nearest(grid.headers, known):
        return f" It is nearest to {label}."
    return ""


def _read_ssda903(files: list[_File], say: Callable[[str], None]) -> list[Delivery]:
    return [ssda903.read([(file.path, file.grids[0]) for file in files], say)]


def _read_blade(files: list[_File], say: Callable[[str], None]) -> list[Delivery]:
    return [sen2_blade.read([(file.path, file.grids[0]) for file in files], say)]


def _read_annex_a(files: list[_File], say: Callable[[str], None]) -> list[Delivery]:
    grids = [grid for file in files for grid in file.grids]
    for grid in grids:
        grid.place = grid.place or (grid.file if len(files) > 1 else "")
    return [annex_a.read([file.path for file in files], grids, say)]


def _read_csv(files: list[_File], say: Callable[[str], None]) -> list[Delivery]:
    return plain_csv.read([(file.path, file.grids[0]) for file in files], say)


def _read_ssd(files: list[_File], say: Callable[[str], None]) -> list[Delivery]:
    return [ssd_files.read([(file.path, file.sheet) for file in files if file.sheet], say)]


_READERS: dict[str, Callable[[list[_File], Callable[[str], None]], list[Delivery]]] = {
    "ssda903": _read_ssda903,
    "sen2_blade": _read_blade,
    "annex_a": _read_annex_a,
    "csv": _read_csv,
    "ssd": _read_ssd,
    "cin": lambda files, say: [cin.read(file.path, say) for file in files],
    "sen2": lambda files, say: [sen2.read(file.path, say) for file in files],
}
