"""Reads the download of the Local Authority Interactive Tool (LAIT) and its dictionary of measures.

The download has one row a measure, period and area. It says neither when it was released nor where in the publications
a value stands, and one mark, -, means suppressed, not available and not applicable alike.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from scrutable.comparators import areas
from scrutable.comparators.rows import Finding, Measure, Reading, add
from scrutable.comparators.symbols import cell
from scrutable.errors import DataFault
from scrutable.sources.grid import Grid
from scrutable.sources.headers import plain

# Their names in the download, and in an extract of it in which the symbols and areas have been kept.
_NAMES = {
    "measure": ("Short Desc", "measure"),
    "period": ("Years", "period"),
    "value": ("Values", "value"),
    "area": ("LA Number", "la_number"),
}
_DICTIONARY = ("Measure_short", "Chart_title", "Polarity", "Year_Type")
_MOST_ROWS = 20_000_000
_MOST_CELLS, _MOST_CELLS_A_BYTE = 50_000_000, 50  # LAIT's download: 4.5 million, 2.5 a byte
_ENOUGH = 20  # authorities from which one value for all of them is no coincidence


def is_lait(headers: Sequence[str]) -> bool:
    """Say whether headers are those of the download."""
    held = {plain(header) for header in headers}
    return all(any(plain(name) in held for name in names) for names in _NAMES.values())


def is_dictionary(headers: Sequence[str]) -> bool:
    """Say whether headers are those of the dictionary."""
    held = {plain(header) for header in headers}
    return all(plain(name) in held for name in _DICTIONARY)


def read_parquet(path: Path) -> tuple[list[str], list[list[str | None]]]:
    """Return the headers and columns, as text, of a Parquet file. Raises DataFault D402 for one that is damaged."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            _check_room(path, file.metadata.num_rows * file.metadata.num_columns)
            if file.metadata.num_rows > _MOST_ROWS:
                raise DataFault(
                    "D402", f"{path.name} has {file.metadata.num_rows:,} rows; {_MOST_ROWS:,} are read at most.",
                    "Load the download of DfE as it stands.",
                )  # fmt: skip
            table = file.read()
        table.validate(full=True)
        columns = [column.cast(pa.string()).to_pylist() for column in table.columns]
    except (pa.ArrowException, OSError, ValueError):
        raise DataFault(
            "D402", f"{path.name} is a damaged Parquet file: it cannot be read.", "Download it again."
        ) from None
    return table.column_names, columns


def _check_room(path: Path, cells: int) -> None:
    """Refuse a file in which the same value stands millions of times: each would be a cell of its own here."""
    if cells > _MOST_CELLS or (cells > 1_000_000 and cells > _MOST_CELLS_A_BYTE * path.stat().st_size):
        raise DataFault(
            "D402", f"{path.name} holds {cells:,} cells, far more than any publication.", "Download it again."
        )


def read_lait(grid: Grid) -> Reading:
    """Return what the download says. Values that cannot be are marked as not to be used."""
    said = {name: _first(grid, names) for name, names in _NAMES.items()}
    reading = Reading(grid.file, "LAIT", "lait")
    place = [areas.authority_code(text or "") for text in said["area"]]
    cells = [cell(text) for text in said["value"]]
    measures = [(text or "").strip() for text in said["measure"]]
    periods = [(text or "").strip() for text in said["period"]]
    used = [at for at, area in enumerate(place) if area and measures[at]]
    blank: list[Any] = [None] * len(used)
    add(
        reading.values,
        {
            "measure": [measures[at] for at in used],
            "part": [""] * len(used),
            "area": [place[at] for at in used],
            "period": [periods[at] for at in used],
            "kind": ["unknown"] * len(used),
            "value": [cells[at].value for at in used],
            "symbol": [cells[at].symbol for at in used],
            "numerator": blank,
            "denominator": blank,
            "row": [grid.rows[at] for at in used],
        },
    )
    lost = len(place) - len(used)
    if lost:
        says = "Rows without a measure or an area's number are not used."
        reading.findings.append(Finding("D421", says, rows=lost, unusable=True))
    unread = [at for at in used if cells[at].unread]
    if unread:
        says = "Cells that are neither a number nor a symbol are read as not known."
        row = grid.rows[unread[0]]
        reading.findings.append(Finding("D422", says, row=row, rows=len(unread), unusable=True))
    reading.findings += impossible(reading.values)
    return reading


def impossible(values: Mapping[str, Sequence[Any]]) -> list[Finding]:
    """Return a finding for every value of a measure and period that cannot be the one of its area.

    One and the same number for all authorities is nobody's own. And England can be the total of its authorities or lie
    among them; a number above them all that is less than their total is neither.
    """
    found: list[Finding] = []
    groups: dict[tuple[str, str], list[int]] = {}
    for at, key in enumerate(zip(values["measure"], values["period"], strict=True)):
        groups.setdefault(key, []).append(at)
    for (measure, period), places in groups.items():
        numbers = {
            values["area"][at]: float(values["value"][at]) for at in places if values["value"][at] is not None
        }
        own = [number for area, number in numbers.items() if areas.level_of(area) == "authority"]
        if len(own) < _ENOUGH:
            continue
        if len(set(own)) == 1:
            says = f"All {len(own)} authorities have the same value, {own[0]:g}: it cannot be their own."
            found.append(_finding("D425", says, measure, period, "", values["row"][places[0]], len(places)))
        elif (england := numbers.get(areas.ENGLAND)) is not None and max(own) < england < 0.95 * sum(own):
            says = (
                f"England's value, {england:g}, is above every authority's (the highest is {max(own):g})"
                " and below their total: it is on another basis."
            )
            row = next(values["row"][at] for at in places if values["area"][at] == areas.ENGLAND)
            found.append(_finding("D426", says, measure, period, areas.ENGLAND, row, 1))
    return found


def _finding(code: str, says: str, measure: str, period: str, area: str, row: int, rows: int) -> Finding:
    do = "It is not used. Take the figure from the publication itself."
    return Finding(
        code, says, do, row=row, measure=measure, area=area, period=period, unusable=True, rows=rows
    )


def read_dictionary(grid: Grid) -> Reading:
    """Return the measures that the dictionary describes."""
    reading = Reading(grid.file, "LAIT", "dictionary")
    names = [*_DICTIONARY, "y_axis_name", "dps", "Last Update", "Description"]
    columns = {name: _first(grid, (name,)) for name in names}
    for row in zip(*columns.values(), strict=True):
        said = dict(zip(names, ((text or "").strip() for text in row), strict=True))
        if said["Measure_short"]:
            reading.measures.append(_measure(said))
    return reading


def _measure(said: Mapping[str, str]) -> Measure:
    places = said["dps"]
    return Measure(
        code=said["Measure_short"],
        title=re.sub(r"\s+", " ", said["Chart_title"]),
        polarity=said["Polarity"] if said["Polarity"] in ("High", "Low") else "",
        year_type=said["Year_Type"].casefold(),
        unit="" if said["y_axis_name"] == "NA" else said["y_axis_name"],
        places=int(places) if re.fullmatch(r"\d{1,2}", places) else None,
        updated=excel_day(said["Last Update"]),
        description=re.sub(r"\s+", " ", said["Description"]),
    )


def excel_day(text: str) -> date | None:
    """Return the date of a spreadsheet's day number; None for anything else.

    >>> excel_day("45931"), excel_day("NA")
    (datetime.date(2025, 10, 1), None)
    """
    if not re.fullmatch(r"\d{4,5}", text):
        return None
    return date(1899, 12, 30) + timedelta(days=int(text))


def _first(grid: Grid, names: Iterable[str]) -> list[str | None]:
    """Return the first column of those names; blanks where there is none."""
    held = {plain(header): column for header, column in zip(grid.headers, grid.columns, strict=True)}
    return next((held[plain(name)] for name in names if plain(name) in held), [""] * len(grid.rows))
