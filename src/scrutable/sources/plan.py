"""What would be read, before anything is: what each file or table is, which columns are used, which are not there.

Nothing is loaded, and of Parquet files and databases nothing is read but names and counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scrutable.sources import recognition, ssd
from scrutable.sources.ssd_address import Address
from scrutable.sources.ssd_mapping import PHYSICAL, wanted


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


def of_files(paths: Sequence[Path]) -> Plan:
    """Return what some files are. Raises DataFault (D1..) for a file that cannot be used."""
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
