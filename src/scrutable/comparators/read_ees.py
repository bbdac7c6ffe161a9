"""Reads a data set of Explore Education Statistics: one row an area, a period and a part, one column a measure.

Columns are found by name, since their order differs between releases. A table that is not in `tables.toml` is read too:
what is not a number or a symbol is taken for a part, and its figures cannot be checked against their counts.
"""

from collections.abc import Sequence

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


def read_ees(grid: Grid, name: str) -> Reading:
    """Return what a data set says. `name` stands for a table that is not known by its columns."""
    table = recognise(grid.headers, grid.columns) or _unknown(grid, name)
    reading = Reading(grid.file, "EES", table.id)
    columns = {
        header: [text or "" for text in column]
        for header, column in zip(grid.headers, grid.columns, strict=True)
    }
    place = _place(columns)
    parts = _parts(table, columns)
    named = {plain(text) for text in (*PLACE_AND_TIME, *table.labels, *table.parts)}
    measures = {header: column for header, column in columns.items() if header and plain(header) not in named}
    cells = {header: [cell(text) for text in column] for header, column in measures.items()}
    _note_areas(reading, columns, place, grid.rows)
    kinds = [
        EES_KINDS.get(text.strip().casefold(), table.kind) for text in _column(columns, "time_identifier")
    ]
    periods = [text.strip() for text in _column(columns, "time_period")]
    used = [at for at, area in enumerate(place) if area]
    for header, found in cells.items():
        _note_unread(reading, header, found, grid.rows)
        top, bottom = checks.counts_of(table, header, cells, parts, list(zip(place, periods, strict=True)))
        add(
            reading.values,
            {
                "measure": [f"{table.id}/{header}"] * len(used),
                "part": [parts[at] for at in used],
                "area": [place[at] for at in used],
                "period": [periods[at] for at in used],
                "kind": [kinds[at] for at in used],
                "value": [found[at].value for at in used],
                "symbol": [found[at].symbol for at in used],
                "numerator": [top[at] for at in used],
                "denominator": [bottom[at] for at in used],
                "row": [grid.rows[at] for at in used],
            },
        )
    reading.findings += checks.of_table(table, cells, parts, place, periods, grid.rows)
    return reading


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


def _note_areas(reading: Reading, columns: dict[str, list[str]], place: list[str], rows: list[int]) -> None:
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


def _note_unread(reading: Reading, header: str, found: list[Cell], rows: list[int]) -> None:
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
