"""Tells by its content what each file is, gathers the files that belong together, and has them read.

Each reader is imported where it is wanted: the process that reads is started for every load, and importing all of them
takes it longer than reading most files.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from scrutable.errors import DataFault
from scrutable.sources.delivery import Delivery
from scrutable.sources.guard import kind_of

if TYPE_CHECKING:
    from scrutable.sources.grid import Grid
    from scrutable.sources.ssd import Sheet

Format = Literal[
    "ssda903", "ssda903_xml", "cin", "annex_a", "sen2", "sen2_blade", "ssd", "workforce", "daily_feed", "send_lists",
    "population", "csv",
]  # fmt: skip
_LOOKED_FOR = (
    "Looked for: SSDA903 (CSVs or XML), CIN census XML, the Annex A workbook and SEND lists, SEN2 XML and COLLECT CSVs,"
    " the tables of the Standard Safeguarding Dataset (CSV or Parquet), the workforce census, the daily feed as JSON,"
    " ONS population estimates, and CSVs whose headers are the columns of one register table (docs/register.md)."
)


@dataclass
class _File:
    """A file, what it is, and its tables where it has been read to find out."""

    path: Path
    format: Format
    label: str
    grids: list[Grid] = field(default_factory=list)
    sheet: Sheet | None = None  # of the Standard Safeguarding Dataset


def recognise(path: Path) -> str:
    """Return in words what the file is. Raises DataFault where it is none of the formats."""
    return recognised(path).label


def read_all(
    paths: Sequence[Path],
    say: Callable[[str], None] = lambda words: None,
    at: Callable[[Path], None] = lambda path: None,
) -> list[Delivery]:
    """Return the deliveries in the files, in the order of the first file of each. `at` is told which is opened."""
    groups: dict[tuple[str, Path | str], list[_File]] = {}
    for path in paths:
        at(path)
        file = recognised(path)
        groups.setdefault((file.format, _together(file)), []).append(file)
    deliveries: list[Delivery] = []
    for (form, _), files in groups.items():
        at(files[0].path)
        # In the order of their names, so that the same set is the same delivery however it was named.
        deliveries += _READERS[form](sorted(files, key=lambda file: (file.path.name, str(file.path))), say)
    return deliveries


def _together(file: _File) -> Path | str:
    """Return what the files that belong together have in common: their folder; for plain CSVs, the whole call."""
    if file.format == "csv":
        return ""
    if file.format in ("ssda903", "sen2_blade", "ssd", "daily_feed") or (
        file.format in ("annex_a", "send_lists") and file.path.suffix.lower() == ".csv"
    ):
        return file.path.resolve().parent
    return file.path.resolve()


def recognised(path: Path) -> _File:
    """Return what a file is, with its tables where it had to be read to find out. Raises DataFault (D1..)."""
    kind = kind_of(path)
    if kind == "parquet":
        from scrutable.sources import ssd_files

        return _of_ssd(path, ssd_files.of_parquet(path))
    if kind == "workbook":
        from scrutable.sources import annex_a, send_lists

        if grids := annex_a.grids_of(path):
            return _File(path, "annex_a", "Annex A", grids)
        if grids := annex_a.grids_of(path, send_lists.LISTS):
            return _File(path, "send_lists", "SEND lists", grids)
        raise annex_a.none_found(path)
    return _xml(path) if kind == "xml" else _text(path)


def _xml(path: Path) -> _File:
    from scrutable.sources.xml import names_in_head

    head = [name.lower() for name in names_in_head(path)]
    names = set(head)
    if head[:1] == ["schema"]:
        raise _specification(path, "an XML schema")
    if "expssda903" in names or {"episode", "decom"} <= names:
        return _File(path, "ssda903_xml", "SSDA903 XML")
    if names & {"cswwworker", "lalevelvacancies"}:
        return _File(path, "workforce", "workforce census")
    if names & {"children", "child", "cindetails", "lachildid"}:
        return _File(path, "cin", "CIN census")
    if names & {"persons", "person", "uniquelearnernumber"}:
        return _File(path, "sen2", "SEN2")
    raise DataFault("D112", f"{path.name} is XML, but none of the returns that are read.", _LOOKED_FOR)


def _json(path: Path) -> _File:
    from scrutable.sources import daily_feed, json_text

    keys = json_text.keys_in_head(path)
    if daily_feed.KNOWN_BY in keys and "openapi" not in keys:
        return _File(path, "daily_feed", "daily feed")
    if "openapi" in keys or "$schema" in keys:
        raise _specification(path, "the description of an interface")
    raise DataFault("D112", f"{path.name} is JSON, but no payload of the daily feed.", _LOOKED_FOR)


def _specification(path: Path, what: str) -> DataFault:
    return DataFault(
        "D153", f"{path.name} is {what}: it says what files look like, and holds no records.",
        "Load what the case system exports.",
    )  # fmt: skip


def _text(path: Path) -> _File:
    from scrutable.sources.json_text import is_json

    return _json(path) if is_json(path) else _csv(path)


def _csv(path: Path) -> _File:
    from scrutable.sources import (
        annex_a,
        plain_csv,
        population,
        sen2_blade,
        send_lists,
        ssd,
        ssd_files,
        ssda903,
    )
    from scrutable.sources.tabular import read_csv

    grid = read_csv(path)
    if ssd.table_of(grid.headers, path.name):
        return _of_ssd(path, ssd_files.of_csv(grid))
    if kind := ssda903.kind_of(grid.headers):
        return _File(path, "ssda903", f"SSDA903 {kind}", [grid.listed()])
    if part := sen2_blade.part_of(grid.headers):
        return _File(path, "sen2_blade", f"SEN2 {part}", [grid.listed()])
    if annex_a.is_list(grid.headers) and not plain_csv.said_by(grid.headers):
        return _File(path, "annex_a", "Annex A", [grid.listed()])
    if send_lists.is_list(grid.headers):
        return _File(path, "send_lists", "SEND lists", [grid.listed()])
    if population.is_population(grid.headers):
        return _File(path, "population", "population estimates", [grid.listed()])
    if population.is_published(grid.headers):
        raise DataFault(
            "D154", f"{path.name} is a published data set, and no record of this council's.",
            f"Load it to compare with: scrutable comparators load {path.name}",
        )  # fmt: skip
    if match := plain_csv.table_of(path.name, grid.headers):
        return _File(path, "csv", f"csv of {match.table}", [grid])
    raise DataFault("D112", f"{path.name} is none of the formats that are read.{_guess(grid)}", _LOOKED_FOR)


def _of_ssd(path: Path, sheet: Sheet) -> _File:
    return _File(path, "ssd", f"SSD {sheet.table}", sheet=sheet)


def _guess(grid: Grid) -> str:
    """Say which format comes nearest, and what it lacks."""
    from scrutable.sources import plain_csv, ssda903
    from scrutable.sources.headers import nearest

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
    from scrutable.sources import ssda903

    return [ssda903.read([(file.path, file.grids[0]) for file in files], say)]


def _read_blade(files: list[_File], say: Callable[[str], None]) -> list[Delivery]:
    from scrutable.sources import sen2_blade

    return [sen2_blade.read([(file.path, file.grids[0]) for file in files], say)]


def _read_annex_a(files: list[_File], say: Callable[[str], None]) -> list[Delivery]:
    from scrutable.sources import annex_a

    grids = [grid for file in files for grid in file.grids]
    for grid in grids:
        grid.place = grid.place or (grid.file if len(files) > 1 else "")
    return [annex_a.read([file.path for file in files], grids, say)]


def _read_send_lists(files: list[_File], say: Callable[[str], None]) -> list[Delivery]:
    from scrutable.sources import send_lists

    for file in files:
        for grid in file.grids:
            grid.place = grid.place or (grid.file if len(files) > 1 else "")
    return [send_lists.read([file.path for file in files], [g for file in files for g in file.grids], say)]


def _read_csv(files: list[_File], say: Callable[[str], None]) -> list[Delivery]:
    from scrutable.sources import plain_csv

    return plain_csv.read([(file.path, file.grids[0]) for file in files], say)


def _read_ssd(files: list[_File], say: Callable[[str], None]) -> list[Delivery]:
    from scrutable.sources import ssd_files

    return [ssd_files.read([(file.path, file.sheet) for file in files if file.sheet], say)]


def _read_population(files: list[_File], say: Callable[[str], None]) -> list[Delivery]:
    from scrutable.sources import population

    return [population.read(file.path, file.grids[0], say) for file in files]


def _read_daily_feed(files: list[_File], say: Callable[[str], None]) -> list[Delivery]:
    from scrutable.sources import daily_feed

    return [daily_feed.read([file.path for file in files], say)]


def _each_by(module: str) -> Callable[[list[_File], Callable[[str], None]], list[Delivery]]:
    """Return what reads each file by itself with a module."""

    def read(files: list[_File], say: Callable[[str], None]) -> list[Delivery]:
        reader = import_module(f"scrutable.sources.{module}")
        return [reader.read(file.path, say) for file in files]

    return read


_READERS: dict[str, Callable[[list[_File], Callable[[str], None]], list[Delivery]]] = {
    "ssda903": _read_ssda903,
    "sen2_blade": _read_blade,
    "annex_a": _read_annex_a,
    "csv": _read_csv,
    "ssd": _read_ssd,
    "send_lists": _read_send_lists,
    "daily_feed": _read_daily_feed,
    "population": _read_population,
    "workforce": _each_by("workforce"),
    "ssda903_xml": _each_by("ssda903_xml"),
    "cin": _each_by("cin"),
    "sen2": _each_by("sen2"),
}
