"""Reads the SEN2 return as the CSV files that COLLECT exports: one a part, joined by their tableid columns.

A row that belongs to no row of the part above it is a finding, since what it says can be put to no child.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from scrutable.errors import DataFault
from scrutable.sources.census import Header, header_from
from scrutable.sources.children import blank
from scrutable.sources.delivery import Delivery, Finding
from scrutable.sources.grid import Grid
from scrutable.sources.guard import sha256_of
from scrutable.sources.headers import plain
from scrutable.sources.sen2_records import PARENT, WANTED, Record, Rows, scope_of, take_all


def part_of(headers: Sequence[str]) -> str | None:
    """Return which part of the return has these headers: the one whose own id is there, and its parent's.

    >>> part_of(["requeststableid", "persontableid", "receiveddate"])
    'requests'
    """
    held = {plain(header) for header in headers}
    for part, parent in PARENT.items():
        above = f"{parent}tableid" in held if parent else len([h for h in held if h.endswith("tableid")]) == 1
        if f"{part}tableid" in held and above:
            return part
    return None


def read(files: Sequence[tuple[Path, Grid]], say: Callable[[str], None]) -> Delivery:
    """Return the set as one delivery. Raises DataFault (D116, D117) where a part is there twice, or persons are not."""
    grids: dict[str, Grid] = {}
    for path, grid in files:
        part = part_of(grid.headers) or ""
        if part in grids:
            raise DataFault(
                "D116", f"{path.name} and {grids[part].file} are both the {part} file of a SEN2 export.",
                "Load the files of one export at a time, each from its own folder.",
            )  # fmt: skip
        grid.place = path.name
        grids[part] = grid
        say(f"{path.name}: SEN2 {part}, {len(grid.rows):,} rows")
    if "person" not in grids:
        raise DataFault(
            "D117", f"{files[0][0].name} is part of a SEN2 export whose person file is not here.",
            "Load all the files of the export together: scrutable load FOLDER/*.csv",
        )  # fmt: skip
    paths = [path for path, _ in files]
    findings: list[Finding] = []
    rows = Rows("SEN2" if len(paths) > 1 else paths[0].name)
    take_all(rows, _joined(grids, findings))
    header = _header(grids, findings)
    tables = rows.tables(scope_of(header))
    findings = [finding for grid in grids.values() for finding in grid.findings] + findings
    findings += rows.findings + rows.people.findings
    return Delivery(
        "sen2",
        [path.name for path in paths],
        sha256_of(paths),
        tables,
        findings,
        header.authority,
        header.extracted_at,
    )


def _joined(grids: dict[str, Grid], findings: list[Finding]) -> list[Record]:
    """Return the persons, with everything else hung from them."""
    records: dict[str, dict[str, Record]] = {}
    for part, parent in PARENT.items():  # in order, so that a parent is there before what hangs from it
        if part == "sen2" or part not in grids:
            continue
        own, lost = _records(part, grids[part], parent, records.get(parent, {}))
        records[part] = own
        if lost:
            findings.append(
                Finding("D233", "unusable", grids[part].file,
                        f"{len(lost)} rows belong to no row of the {parent} file, so they can be put to no child.",
                        "Export all the files of the return again, together.", grids[part].place, lost[0],
                        f"{parent}tableid", rows=len(lost))
            )  # fmt: skip
    return list(records["person"].values())


def _records(
    part: str, grid: Grid, parent: str, above: dict[str, Record]
) -> tuple[dict[str, Record], list[int]]:
    """Return the records of one part by their id, hung from those above, and the rows that hang from nothing."""
    held = grid.named([*WANTED, f"{part}tableid", f"{parent}tableid"])
    ids, parents = held.pop(f"{part}tableid"), held.pop(f"{parent}tableid")
    own: dict[str, Record] = {}
    lost: list[int] = []
    for at, row in enumerate(grid.rows):
        record = Record(part, {name: column[at] for name, column in held.items()}, row, grid.place)
        if part != "person":
            up = above.get((parents[at] or "").strip())
            if up is None:
                lost.append(row)
                continue
            up.parts.append(record)
        key = (ids[at] or "").strip()
        if key in own or blank(key):
            key = f"row {row}"  # nothing can hang from it, and it is kept all the same
        own[key] = record
    return own, lost


def _header(grids: dict[str, Grid], findings: list[Finding]) -> Header:
    """Return what the export's own file says of the council and the day, where it is there and says so."""
    grid = grids.get("sen2")
    if grid is None or not grid.rows:
        return Header()
    said = {
        plain(header): (column[0] or "").strip()
        for header, column in zip(grid.headers, grid.columns, strict=True) if (column[0] or "").strip()
    }  # fmt: skip
    return header_from(said, grid.file, findings, grid.rows[0])
