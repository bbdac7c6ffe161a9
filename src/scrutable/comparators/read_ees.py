"""Reads a data set of Explore Education Statistics: one row an area, a period and a part, one column a measure.

Columns are found by name, since their order differs between releases. A table that is not in `tables.toml` is read too:
what is not a number or a symbol is taken for a part, and its figures cannot be checked against their counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from scrutable.comparators import areas, checks
from scrutable.comparators.areas import Area
from scrutable.comparators.rows import Finding, Reading, add
from scrutable.comparators.symbols import Cell, cell
from scrutable.comparators.tables import NEEDED, PLACE_AND_TIME, Table, recognise
from scrutable.comparators.when import EES_KINDS
from scrutable.sources.grid import Grid
from scrutable.sources.headers import plain

_LISTED = 20  # unreadable cells of one column that are listed each; after that they are one finding


def is_ees(headers: Sequence[str]) -> bool:
    """Say whether headers are those of Explore Education Statistics."""
    held = {plain(header) for header in headers}
    return all(plain(name) in held for name in NEEDED)


@dataclass(frozen=True)
class Sheet:
    """A data set taken apart: the cells of each measure, and for each row its part, area and period."""

    table: Table
    columns: dict[str, list[str]]
    cells: dict[str, list[Cell]]
    parts: list[str]
    place: list[str]
    periods: list[str]


def read_ees(grid: Grid, name: str) -> Reading:
    """Return what a data set says. `name` stands for a table that is not known by its columns."""
    sheet = take_apart(grid, name)
    table, place, parts, periods = sheet.table, sheet.place, sheet.parts, sheet.periods
    reading = Reading(grid.file, "EES", table.id)
    _note_areas(reading, sheet.columns, place, grid.rows)
    kinds = [
        EES_KINDS.get(text.strip().casefold(), table.kind)
        for text in _column(sheet.columns, "time_identifier")
    ]
    used = [at for at, area in enumerate(place) if area]
    keys = list(zip(place, periods, strict=True))
    for header, found in sheet.cells.items():
        _note_unread(reading, header, found, grid.rows)
        top, bottom = checks.counts_of(table, header, sheet.cells, parts, keys)
        given: dict[str, Sequence[Any]] = {
            "part": parts, "area": place, "period": periods, "kind": kinds, "value": [one.value for one in found],
            "symbol": [one.symbol for one in found], "numerator": top, "denominator": bottom, "row": grid.rows,
        }  # fmt: skip
        of = {"measure": [f"{table.id}/{header}"] * len(used)}
        add(reading.values, of | {name: [column[at] for at in used] for name, column in given.items()})
    reading.findings += checks.of_table(table, sheet.cells, parts, place, periods, grid.rows)
    return reading


def take_apart(grid: Grid, name: str) -> Sheet:
    """Return a data set's cells, parts, areas and periods."""
    table = recognise(grid.headers, grid.columns) or _unknown(grid, name)
    columns = {
        header: [text or "" for text in column]
        for header, column in zip(grid.headers, grid.columns, strict=True)
    }
    named = {plain(text) for text in (*PLACE_AND_TIME, *table.labels, *table.parts)}
    cells = {
        header: [cell(text) for text in column]
        for header, column in columns.items()
        if header and plain(header) not in named
    }
    periods = [text.strip() for text in _column(columns, "time_period")]
    return Sheet(table, columns, cells, _parts(table, columns), _place(columns), periods)


def _column(columns: dict[str, list[str]], name: str) -> list[str]:
    """Return a column by its name, whatever its case and punctuation; blanks where there is none."""
    many = len(next(iter(columns.values()), []))
    return next((column for header, column in columns.items() if plain(header) == plain(name)), [""] * many)


def _place(columns: dict[str, list[str]]) -> list[str]:
    """Return the area of each row; nothing where it says none that is known."""
    said = zip(
        _column(columns, "geographic_level"),
        _column(columns, "old_la_code"),
        _column(columns, "region_code"),
        strict=True,
    )
    return [areas.area_code(level, authority, region) for level, authority, region in said]


def _parts(table: Table, columns: dict[str, list[str]]) -> list[str]:
    """Return what part of the whole each row is of: nothing for all of it."""
    said = [_column(columns, name) for name in table.parts]
    many = len(next(iter(columns.values()), []))
    if not said:
        return [""] * many
    return [
        "; ".join(dict.fromkeys(text.strip() for text in row if text.strip() not in table.whole))
        for row in zip(*said, strict=True)
    ]


def _note_areas(
    reading: Reading, columns: dict[str, list[str]], place: list[str], rows: Sequence[int]
) -> None:
    """Add the authorities that the rows name with their regions, and a finding for rows whose area is not known."""
    lost = [row for row, area in zip(rows, place, strict=True) if not area]
    if lost:
        reading.findings.append(
            Finding(
                "D421",
                "The row's area has no code that is known; it is not used.",
                "Look whether it is of an area that DfE has since added.",
                row=lost[0],
                rows=len(lost),
                unusable=True,
            )
        )
    regions = [areas.REGIONS.get(code.strip(), "") for code in _column(columns, "region_code")]
    seen: dict[str, Area] = {}
    for code, name, region in zip(place, _column(columns, "la_name"), regions, strict=True):
        if code and code not in seen and areas.level_of(code) in ("authority", "joint"):
            seen[code] = Area(code, name.strip(), areas.level_of(code), region)
    reading.areas = list(seen.values())


def _note_unread(reading: Reading, header: str, found: list[Cell], rows: Sequence[int]) -> None:
    wrong = [row for one, row in zip(found, rows, strict=True) if one.unread]
    for place, row in enumerate(wrong[:_LISTED]):
        many = len(wrong) - _LISTED + 1 if place == _LISTED - 1 else 1
        reading.findings.append(
            Finding(
                "D422",
                "The cell is neither a number nor a symbol; it is read as not known.",
                "Compare it with the publication.",
                row=row,
                column=header,
                unusable=True,
                rows=many,
            )
        )


def _unknown(grid: Grid, name: str) -> Table:
    """Return a description of a table that is not known: columns of words say of what part a row is."""
    named = {plain(text) for text in PLACE_AND_TIME}
    parts = tuple(
        header
        for header, column in zip(grid.headers, grid.columns, strict=True)
        if header and plain(header) not in named and any(cell(text).unread for text in column)
        and sum(cell(text).unread for text in column) * 2 > len(column)
    )  # fmt: skip
    return Table(id=name, columns=(), kind="unknown", parts=parts)
