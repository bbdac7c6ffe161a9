"""The plain route: a CSV whose headers are the columns of one table of the register, for what no return holds.

Where two tables have the same columns (cp_visit, cin_visit) the file must say which it is: one header written with
its table, `cp_visit.visit_id`, settles it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from scrutable.errors import DataFault
from scrutable.register.schema import Table, tables
from scrutable.sources.children import SEX_ALIASES
from scrutable.sources.delivery import Delivery, Scope, TableRows
from scrutable.sources.grid import Grid
from scrutable.sources.guard import sha256_of
from scrutable.sources.headers import plain

_ALSO = ("recorded",)


@dataclass(frozen=True)
class Match:
    """A table, and where its columns stand in the file."""

    table: str
    columns: dict[str, int]


def said_by(headers: Sequence[str]) -> list[str]:
    """Return the tables that headers are written with, as in `cp_visit.visit_id`: such a file is of no other format."""
    said = {plain(header.split(".")[0]) for header in headers if "." in header}
    return [table for table in tables() if plain(table) in said]


def table_of(name: str, headers: Sequence[str]) -> Match | None:
    """Return the one table that has these headers, or None where none has.

    Raises DataFault (D113) where two have them and `name`, the file's, is neither's, or its headers name two tables.
    """
    qualified = said_by(headers)
    if len(qualified) > 1:
        raise DataFault(
            "D113",
            f"{name} has headers of {' and '.join(qualified)}.",
            "Put each table in a file of its own.",
        )
    if qualified:
        return Match(qualified[0], _columns(tables()[qualified[0]], headers))
    found = [
        Match(table.name, columns) for table in tables().values() if (columns := _fitting(table, headers))
    ]
    best = [
        one
        for one in found
        if not any(set(one.columns.values()) < set(other.columns.values()) for other in found)
    ]
    if len(best) > 1:
        # What a file holds decides, and its name only between tables that its headers fit alike.
        if named := [one for one in best if plain(one.table) == plain(name.rpartition(".")[0])]:
            return named[0]
        first = best[0]
        key = tables()[first.table].key[0]
        raise DataFault(
            "D113", f"{name} could be {' or '.join(one.table for one in best)}: they share these columns.",
            f"Write one header with its table, such as {first.table}.{key}.",
        )  # fmt: skip
    return best[0] if best else None


def nearest_table(headers: Sequence[str]) -> tuple[str, list[str]]:
    """Return the table that shares most columns with the headers, and the needed columns that are not there."""

    def shared(table: Table) -> int:
        return len(_columns(table, headers))

    best = max(tables().values(), key=shared)
    if shared(best) < 2:
        return "", []
    held = _columns(best, headers)
    return best.name, [column for column in best.needed if column not in held]


def read(files: Sequence[tuple[Path, Grid]], say: Callable[[str], None]) -> list[Delivery]:
    """Return one delivery a table: two files of one table are one extract of it, so neither closes the other's rows."""
    by_table: dict[str, list[tuple[Path, Grid, Match]]] = {}
    for path, grid in files:
        match = table_of(path.name, grid.headers)
        if match is None:
            raise ValueError(f"{path.name} is no plain CSV")
        by_table.setdefault(match.table, []).append((path, grid, match))
        say(f"{path.name}: {match.table}, {len(grid.rows):,} rows")
    deliveries = []
    for parts in by_table.values():
        for path, grid, _ in parts:
            grid.place = path.name if len(parts) > 1 else ""
        rows = [_rows(grid, match) for _, grid, match in parts]
        paths = [path for path, _, _ in parts]
        findings = [finding for _, grid, _ in parts for finding in grid.findings]
        deliveries.append(Delivery("csv", [path.name for path in paths], sha256_of(paths), rows, findings))
    return deliveries


def _rows(grid: Grid, match: Match) -> TableRows:
    table = tables()[match.table]
    used = set(match.columns.values())
    for at, header in enumerate(grid.headers):
        if header and at not in used:
            grid.note("D223", "note", f"The table {table.name} has no such column, so it is not read.",
                      f"Its columns are {', '.join(table.columns)}.", column=header, table=table.name)  # fmt: skip
    for column in table.needed:
        if column not in match.columns:
            grid.note("D224", "attention", f"The table {table.name} needs the column {column}, which is not there.",
                      "Add it.", column=column, table=table.name)  # fmt: skip
    columns = {column: grid.columns[at] for column, at in match.columns.items()}
    headers = {column: grid.headers[at] for column, at in match.columns.items()}
    aliases = {
        name: SEX_ALIASES
        for name in columns
        if table.columns.get(name) and table.columns[name].codes == "sex"
    }
    return TableRows(table.name, columns, grid.rows, grid.place, headers, aliases, Scope(whole=True))


def _columns(table: Table, headers: Sequence[str]) -> dict[str, int]:
    """Return column -> position for the headers that are columns of the table, with or without its name before them."""
    places: dict[str, int] = {}
    for at, header in enumerate(headers):
        head, dot, rest = header.partition(".")
        places.setdefault(plain(rest if dot and plain(head) == plain(table.name) else header), at)
    return {name: places[plain(name)] for name in (*table.columns, *_ALSO) if plain(name) in places}


def _fitting(table: Table, headers: Sequence[str]) -> dict[str, int]:
    """Return the columns of a table that the file may be: all it needs is there, and half the headers are its own."""
    columns = _columns(table, headers)
    enough = all(column in columns for column in table.needed)
    return columns if enough and 2 * len(columns) >= sum(1 for header in headers if header) else {}
