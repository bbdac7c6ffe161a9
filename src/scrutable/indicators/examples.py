"""Reads worked examples: a few rows of the register drawn as tables, and the cases that must come out.

    # Shared by every example.
    period   | period_start | period_end
             | 2025-01-01   | 2025-01-31

    # Day 140 is in time.
    ehc_plan | plan_id | child_id | requested  | issued
             | P1      | C1       | 2024-08-20 | 2025-01-07
    cases    | case_id | period_end | met
             | P1      | 2025-01-31 | true

The first cell names the table, an empty cell is null, and a column that is not named is null (`authority` is 999).
What is shared stands before each example's own rows. `cases` is all that must come out, in any order; columns that
it does not name are not compared, and `cases` with nothing under its header means that no case comes out.
`tests/examples` runs every file on every engine.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from scrutable.indicators.faults import Fault, did_you_mean, raise_all
from scrutable.register import schema

AUTHORITY = "999"
CASES = "cases"  # the table that draws what must come out
PERIOD = {"period_start": "date", "period_end": "date"}
_SYSTEM = {
    "authority": "text",
    "source": "text",
    "recorded": "moment",
    "known_from": "moment",
    "held_from": "moment",
}

Value = str | bool | int | float | date | datetime | None


@dataclass(frozen=True)
class Drawn:
    """One table as drawn: its name, column names and cells as text (None where empty). Line numbers are from 1."""

    name: str
    line: int
    columns: tuple[str, ...]
    rows: list[tuple[int, tuple[str | None, ...]]] = field(default_factory=list)


@dataclass(frozen=True)
class Example:
    """One worked example: rows in, cases out. `tables` includes what is shared, and `period`.

    `cases` are text as `as_text` writes it, for the columns of `compared` in their order.
    """

    title: str
    line: int
    drawn: tuple[Drawn, ...]
    tables: dict[str, list[dict[str, Value]]]
    compared: tuple[str, ...]
    cases: tuple[tuple[str | None, ...], ...]


def read(path: Path, comes: str = CASES) -> tuple[Example, ...]:
    """Return the examples in a file, in order. Raises DefinitionFault with every fault in it.

    `comes` is the name of the table that draws what must come out.
    """
    return parse(path.read_text(encoding="utf-8"), path.name, comes)


def parse(text: str, file: str, comes: str = CASES) -> tuple[Example, ...]:
    """Return the examples that a text holds, in order. Raises DefinitionFault with every fault in it."""
    faults: list[Fault] = []
    blocks = list(_blocks(text, file, faults))
    shared = [drawn for title, _, tables in blocks if _is_shared(title) for drawn in tables]
    examples = [
        _example(title, line, (*shared, *tables), file, faults, comes)
        for title, line, tables in blocks
        if not _is_shared(title)
    ]
    raise_all(faults)
    return tuple(examples)


def as_text(value: Any) -> str | None:
    """Return a value as it is written in a cell; a moment at midnight as its day.

    >>> [as_text(v) for v in (None, True, 7, date(2025, 1, 31), datetime(2025, 1, 31, 9, 5))]
    [None, 'true', '7', '2025-01-31', '2025-01-31 09:05']
    """
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if (value.hour, value.minute) == (0, 0) else f"{value:%Y-%m-%d %H:%M}"
    return str(value)


def _is_shared(title: str) -> bool:
    return title.lower().startswith("shared by every example")


def _blocks(text: str, file: str, faults: list[Fault]) -> Iterator[tuple[str, int, list[Drawn]]]:
    """Yield each block: its title, the line of it and its tables. Comment lines together make one title."""
    titles: list[str] = []
    begins, tables = 1, list[Drawn]()
    for number, line in enumerate([*text.splitlines(), "#"], start=1):
        if line.startswith("#"):
            if tables:
                yield " ".join(titles), begins, tables
                titles, tables = [], []
            begins = begins if titles else number
            titles.append(line.lstrip("#").strip())
        elif line.strip() and not titles:
            faults.append(
                Fault("F020", file, number, 1, "An example begins with its title: # and a sentence.")
            )
            return
        elif line.strip():
            _add_line(line, number, tables, file, faults)


def _add_line(line: str, number: int, tables: list[Drawn], file: str, faults: list[Fault]) -> None:
    """Add a header or a row to the tables drawn so far."""
    name, *cells = (cell.strip() for cell in line.split("|"))
    if name:
        tables.append(Drawn(name, number, tuple(cells)))
    elif not tables:
        faults.append(
            Fault("F020", file, number, 1, "A row stands before any table is named in the first cell.")
        )
    elif len(cells) != len(tables[-1].columns):
        says = f"The row has {len(cells)} cells and {tables[-1].name} has {len(tables[-1].columns)} columns."
        faults.append(Fault("F020", file, number, 1, says))
    else:
        tables[-1].rows.append((number, tuple(cell or None for cell in cells)))


def _example(
    title: str, line: int, drawn: tuple[Drawn, ...], file: str, faults: list[Fault], comes: str
) -> Example:
    """Return an example from its drawn tables, noting each fault."""
    tables: dict[str, list[dict[str, Value]]] = {}
    compared: tuple[str, ...] = ()
    cases: list[tuple[str | None, ...]] = []
    for one in drawn:
        if one.name == comes:
            compared = one.columns
            cases += [cells for _, cells in one.rows]
        else:
            tables.setdefault(one.name, []).extend(_typed_rows(one, file, faults))
    if not compared:
        says = f"The example has no {comes}. If none come out, write the header of {comes} with nothing under it."
        faults.append(Fault("F021", file, line, 1, says))
    return Example(title, line, drawn, tables, compared, tuple(cases))


def _typed_rows(drawn: Drawn, file: str, faults: list[Fault]) -> list[dict[str, Value]]:
    """Return the rows of a register table (or of period) with values of its types."""
    types = _types(drawn.name)
    if types is None:
        says = f'The register has no table "{drawn.name}".{did_you_mean(drawn.name, schema.relations())}'
        faults.append(Fault("F022", file, drawn.line, 1, says))
        return []
    unknown = [column for column in drawn.columns if column not in types]
    for column in unknown:
        says = f'{drawn.name} has no column "{column}".{did_you_mean(column, types)}'
        faults.append(Fault("F023", file, drawn.line, 1, says))
    if unknown:
        return []
    rows = []
    for number, cells in drawn.rows:
        row: dict[str, Value] = {} if drawn.name == "period" else {"authority": AUTHORITY}
        for column, cell in zip(drawn.columns, cells, strict=True):
            try:
                row[column] = None if cell is None else _typed(cell, types[column])
            except ValueError:
                says = f'"{cell}" is not a {types[column]} ({column}). Write 2025-02-28, true or 14, or leave it empty.'
                faults.append(Fault("F024", file, number, 1, says))
        rows.append(row)
    return rows


def _types(table: str) -> dict[str, str] | None:
    """Return the type of each column that a table may be given; None for a table that is not in the register."""
    if table == "period":
        return PERIOD
    known = schema.relations().get(table)
    return {name: column.type for name, column in known.columns.items()} | _SYSTEM if known else None


def _typed(cell: str, kind: str) -> Value:
    """Return a cell as a value of a type of tables.toml. Raises ValueError where it is none."""
    match kind:
        case "date":
            return date.fromisoformat(cell)
        case "moment":
            return datetime.fromisoformat(cell)
        case "flag":
            return {"true": True, "false": False}[cell] if cell in ("true", "false") else _not_a_flag(cell)
        case "whole":
            return int(cell)
        case "number" | "fte":
            return float(cell)
        case _:
            return cell


def _not_a_flag(cell: str) -> bool:
    raise ValueError(f"{cell} is neither true nor false")
