"""What would be read, before anything is: what each file or table is, which columns are used, which are not there.

Nothing is loaded, and of Parquet files and databases nothing is read but names and counts.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import BinaryIO

from scrutable.frames import Unsound, send_json
from scrutable.sources import recognition, ssd
from scrutable.sources.apart import Limits, asked
from scrutable.sources.ssd_address import Address
from scrutable.sources.ssd_mapping import PHYSICAL, wanted

_COLUMNS = ("used", "missing", "others")


@dataclass(frozen=True)
class Planned:
    """One file or table. Columns are those of the SSD; of other formats only what the file is can be told."""

    file: str
    what: str
    rows: int | None = None
    used: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    others: tuple[str, ...] = ()  # headers that are not read


@dataclass(frozen=True)
class Plan:
    """All that would be read, and for each table of the register the columns that it would fill."""

    files: tuple[Planned, ...]
    fills: dict[str, tuple[str, ...]] = field(default_factory=dict)
    absent: tuple[str, ...] = ()  # SSD tables that would be read and are not there


def of_files(paths: Sequence[Path], limits: Limits | None = None) -> Plan:
    """Return what some files are, opened by a process of their own. Raises DataFault (D1..) for one that is no use."""
    with asked("scrutable.sources.plan", paths, limits=limits) as frames:
        kind, content = next(frames, (None, b""))
        if kind != "json":
            raise Unsound
        return _told(content)


def answer(paths: Sequence[Path], pipe: BinaryIO) -> None:
    """Hand over what the files are: what the process does that opens them."""
    send_json(pipe, "json", asdict(of_files_here(paths)))


def of_files_here(paths: Sequence[Path]) -> Plan:
    """Return what `of_files` does, the files opened by this process."""
    planned, sheets = [], []
    for path in paths:
        file = recognition.recognised(path)
        if file.sheet:
            sheets.append(file.sheet)
            planned.append(_of_sheet(file.sheet))
        else:
            rows = len(file.grids[0].rows) if len(file.grids) == 1 else None
            planned.append(Planned(path.name, file.label, rows))
    return _plan(planned, sheets)


def _told(content: bytes) -> Plan:
    """Return the plan that `answer` hands over. Raises Unsound for what it cannot have sent."""
    try:
        said = json.loads(content)
        files = tuple(
            Planned(one["file"], one["what"], one["rows"], *(tuple(one[name]) for name in _COLUMNS))
            for one in said["files"]
        )
        plan = Plan(
            files, {table: tuple(names) for table, names in said["fills"].items()}, tuple(said["absent"])
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise Unsound from None
    texts = [*plan.absent, *plan.fills, *(name for names in plan.fills.values() for name in names)]
    for file in plan.files:
        texts += [file.file, file.what, *(name for names in _COLUMNS for name in getattr(file, names))]
        if not (file.rows is None or type(file.rows) is int):
            raise Unsound
    if not all(type(text) is str for text in texts):
        raise Unsound
    return plan


def of_database(address: Address, schema: str | None) -> Plan:
    """Return what the SSD in a database would give. Raises what `ssd_database.sheets` does."""
    from scrutable.sources import ssd_database

    with ssd_database.sheets(address, schema) as sheets:
        return _plan([_of_sheet(sheet) for sheet in sheets], sheets)


def _of_sheet(sheet: ssd.Sheet) -> Planned:
    named = sheet.named()
    asked = wanted().get(sheet.table, {})
    return Planned(
        sheet.file,
        f"SSD {sheet.table}",
        sheet.rows,
        tuple(header if header.lower() == name else f"{header} as {name}" for name, header in named.items()),
        tuple(name for name in asked if name not in named and name not in PHYSICAL),
        tuple(header for header in sheet.headers if header not in named.values()),
    )


def _plan(planned: Sequence[Planned], sheets: Sequence[ssd.Sheet]) -> Plan:
    held = {sheet.table for sheet in sheets}
    absent = tuple(table for table in wanted() if table not in held) if sheets else ()
    return Plan(tuple(planned), ssd.fillable(sheets), absent)
