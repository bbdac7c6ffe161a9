"""Reads the Standard Safeguarding Dataset (SSD): the tables that councils make from their case systems each night.

An extract is a folder of CSV or Parquet files, or the tables of a database (`ssd_database.py`); either comes here as
`Sheet`s, which give their columns by name and only those that are asked for. `ssd_mapping.py` says what fills what.
All is Arrow from the file to the register: there are no rows in Python. What an extract lacks is a finding.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from scrutable.register.schema import Table, codes, tables
from scrutable.sources import annex_a_words
from scrutable.sources.delivery import Delivery, Finding, Level, TableRows
from scrutable.sources.headers import plain
from scrutable.sources.showing import header as header_shown
from scrutable.sources.ssd_arrow import as_text, fitted, one_piece
from scrutable.sources.ssd_json import codes as listed_codes
from scrutable.sources.ssd_json import readable
from scrutable.sources.ssd_mapping import (
    ALIASES,
    ALSO_CALLED,
    AUXILIARY,
    MAPPING,
    PHYSICAL,
    PREFIXES,
    LeftOut,
    Mapped,
    wanted,
)
from scrutable.sources.ssd_values import Item, array, by_distinct, matches

_PREFIX = 4  # letters
_NAMED = 12  # columns that one finding lists by name


@dataclass
class Sheet:
    """One table of an extract, wherever it lies: `read` gives the columns asked for, and no others."""

    table: str  # as the specification names it
    file: str  # what a finding calls it
    headers: Sequence[str]  # as they stand there
    read: Callable[[Sequence[str]], pa.Table]
    rows: int | None = None  # how many, where that is known without reading
    first_row: int = 1  # what the user's program calls the first
    numbers: Sequence[int] | None = (
        None  # where each row stands, where that is not simply one after the other
    )
    findings: list[Finding] = field(default_factory=list)

    def named(self) -> dict[str, str]:
        """Return SSD column -> the header that stands for it here, for the columns that are read."""
        held = {plain(header): header for header in reversed(self.headers)}
        found = {}
        for column in wanted().get(self.table, ()):
            names = (column, *ALSO_CALLED.get(column, ()))
            if name := next((name for name in names if plain(name) in held), None):
                found[column] = held[plain(name)]
        return found


def table_of(headers: Sequence[str], name: str = "") -> str | None:
    """Return the SSD table whose columns these are, or None. Its prefix must head two of them and half of all.

    The tables of a deployment that hold no child's records have no prefix: they are known by the file's name.

    >>> table_of(["CPPV_CP_VISIT_ID", "cppv_person_id", "load_date"]), table_of(["visit_id", "child_id"])
    ('ssd_cp_visits', None)
    """
    counts: dict[str, int] = {}
    for header in headers:
        head, line, _ = header.strip().lower().partition("_")
        if line and head in PREFIXES:
            counts[head] = counts.get(head, 0) + 1
    most = max(counts, key=lambda head: counts[head], default="")
    enough = most and counts[most] >= 2 and 2 * counts[most] >= sum(1 for header in headers if header.strip())
    if enough:
        return PREFIXES[most]
    called = name.lower().removesuffix(".csv").removesuffix(".parquet").rpartition(".")[2]
    return called if called in AUXILIARY else None


def read(
    sheets: Sequence[Sheet], *, files: Sequence[str], sha256: str, say: Callable[[str], None]
) -> Delivery:
    """Return the tables of one extract as one delivery."""
    extract = _Extract({sheet.table: sheet for sheet in sheets})
    for sheet in sheets:
        extract.take(sheet, say)
    filled = [rows for mapped in MAPPING if (rows := extract.fill(mapped)) is not None]
    extract.say_missing()
    return Delivery("ssd", list(files), sha256, filled, extract.findings)


def fillable(sheets: Sequence[Sheet]) -> dict[str, tuple[str, ...]]:
    """Return table of the register -> the columns that an extract would fill, from the names of its columns alone."""
    extract = _Extract({sheet.table: sheet for sheet in sheets})
    for sheet in sheets:
        names = sheet.named()
        extract.held[sheet.table] = pa.table({name: pa.array([], pa.string()) for name in names})
        extract.columns |= {(sheet.table, name): pa.array([], pa.string()) for name in names}
    found: dict[str, dict[str, None]] = {}
    for mapped in MAPPING:
        if extract.held.get(mapped.of) is None:
            continue
        held = [
            name
            for name, value in mapped.columns.items()
            if isinstance(value, Item) or array(value, extract, mapped.of) is not None
        ]
        if set(tables()[mapped.table].needed) <= set(held):
            found.setdefault(mapped.table, {}).update(dict.fromkeys(held))
    return {table: tuple(columns) for table, columns in found.items()}


class _Extract:
    """An extract as it is read: the wanted columns of its tables, and what is to be said of it."""

    def __init__(self, sheets: Mapping[str, Sheet]) -> None:
        self.sheets = sheets
        self.held: dict[str, pa.Table] = {}
        self.columns: dict[tuple[str, str], pa.Array] = {}
        self.findings: list[Finding] = []

    def column(self, table: str, name: str) -> pa.Array | None:
        """Return a column, or None where the extract has no such table or column."""
        return self.columns.get((table, name))

    def length(self, table: str) -> int:
        """Return how many rows a table has."""
        return int(self.held[table].num_rows)

    def take(self, sheet: Sheet, say: Callable[[str], None]) -> None:
        """Read the wanted columns of one table."""
        named = sheet.named()
        self.findings += sheet.findings
        self._say_columns(sheet, named)
        if not named:
            return
        found = sheet.read(list(named.values()))
        self.held[sheet.table] = found
        for at, column in enumerate(named):
            self.columns[sheet.table, column] = one_piece(found.column(at))
        say(f"{sheet.file}: {sheet.table}, {found.num_rows:,} rows")

    def fill(self, mapped: Mapped) -> TableRows | None:
        """Return the rows of one table of the register, or None where the extract has none for it."""
        sheet = self.sheets.get(mapped.of)
        if sheet is None or mapped.of not in self.held:
            return None
        if not self.length(mapped.of):
            self._note(sheet, "D257", "note", f"{mapped.of} is empty, so it says nothing about {mapped.table}.",
                       "If it should not be, ask whoever makes the extract.", table=mapped.table)  # fmt: skip
            return None
        table = tables()[mapped.table]
        found = {name: array(value, self, mapped.of) for name, value in mapped.columns.items()}
        lacking = [
            name
            for name in table.needed
            if found.get(name) is None and not isinstance(mapped.columns.get(name), Item)
        ]
        if mapped.each and self.column(mapped.of, mapped.each) is None:
            lacking.append(mapped.each)
        if lacking:
            self._note(sheet, "D259", "attention",
                       f"{mapped.of} cannot fill {mapped.table}: there is nothing for {', '.join(lacking)}.",
                       "Have the extract hold it.", table=mapped.table, rows=self.length(mapped.of))  # fmt: skip
            return None
        held = {name: one for name, one in found.items() if one is not None}
        kept = self._kept(sheet, mapped)
        if mapped.each:
            held, kept = self._each(sheet, mapped, held, kept)
        elif kept is not None:
            held = {name: one.take(kept) for name, one in held.items()}
        return self._rows(sheet, mapped, table, held, kept)

    def _rows(
        self, sheet: Sheet, mapped: Mapped, table: Table, held: dict[str, pa.Array], kept: pa.Array | None
    ) -> TableRows:
        columns = {name: fitted(one, table.columns[name].type) for name, one in held.items()}
        aliases = {name: found for name in columns if (found := _aliases(table, name, columns[name]))}
        headers = {
            name: sheet.named().get(value, value)
            for name, value in mapped.columns.items()
            if isinstance(value, str)
        }
        rows = _numbers(sheet, self.length(mapped.of), kept)
        return TableRows(table.name, columns, rows, sheet.file, headers, aliases, mapped.scope)

    def _kept(self, sheet: Sheet, mapped: Mapped) -> pa.Array | None:
        """Return which rows are the register's, or None where all are; the others are counted in a finding."""
        kept: Any = None
        for rule in mapped.left_out:
            left = self._left(mapped, rule, kept)
            if left is None or not (many := pc.sum(left).as_py()):
                continue
            done = "listed and never counted" if rule.kept else "left out"
            says = f"{_many(many, 'row')} of {mapped.of} {done}: {rule.why}."
            self._note(sheet, "D255", "note", says,
                       "Nothing is lost.", table=mapped.table, rows=many)  # fmt: skip
            if rule.kept:
                continue
            kept = pc.invert(left) if kept is None else pc.and_not(kept, left)
        return None if kept is None else pc.indices_nonzero(kept)

    def _left(self, mapped: Mapped, rule: LeftOut, kept: Any) -> pa.Array | None:
        """Return which rows a rule leaves out, of those that no rule before it did."""
        if self.column(mapped.of, rule.column) is None:
            return None
        found: Any = None
        for name in filter(None, (rule.column, rule.also)):
            texts = self.column(mapped.of, name)
            if texts is None:
                continue
            one = matches(texts, rule.pattern)
            found = one if found is None else pc.and_(found, one)
        found = pc.invert(found) if rule.unless else found
        return found if kept is None else pc.and_(kept, found)

    def _each(
        self, sheet: Sheet, mapped: Mapped, held: dict[str, pa.Array], kept: pa.Array | None
    ) -> tuple[dict[str, pa.Array], pa.Array]:
        """Return a row for each code that a JSON column lists, and the row of the table that each came from."""
        texts = self.column(mapped.of, mapped.each)
        assert texts is not None, "the needed columns are there"
        lists = by_distinct(texts, listed_codes, pa.list_(pa.string()))
        parents = pc.list_parent_indices(lists)
        items = {
            name: pc.list_flatten(lists) for name, value in mapped.columns.items() if isinstance(value, Item)
        }
        return {name: one.take(parents) for name, one in held.items()} | items, parents

    def _say_columns(self, sheet: Sheet, named: Mapping[str, str]) -> None:
        """Say which columns are not there, and which are not read."""
        for column in wanted().get(sheet.table, ()):
            if column not in named and column not in PHYSICAL:
                self._note(sheet, "D252", "attention", f"{sheet.table} has no column {column}; it is read as blank.",
                           "Have the extract hold it.", column=column)  # fmt: skip
        others = [header for header in sheet.headers if header and header not in named.values()]
        if others:
            says = (
                f"{_many(len(others), 'column')} of {sheet.table} not needed and not read: {listed(others)}."
            )
            self._note(sheet, "D253", "note", says, "Nothing is lost.")
        if not wanted().get(sheet.table):
            self._note(
                sheet,
                "D258",
                "note",
                f"{sheet.table} is recognised; no indicator needs it.",
                "Nothing is lost.",
            )

    def say_missing(self) -> None:
        """Say which tables the extract does not have, in one finding, and which JSON texts could not be read."""
        missing = [table for table in wanted() if table not in self.sheets]
        if missing:
            unfilled = dict.fromkeys(mapped.table for mapped in MAPPING if mapped.of in missing)
            held = {mapped.table for mapped in MAPPING if mapped.of in self.sheets}
            without = [table for table in unfilled if table not in held]
            says = f"The extract does not hold {', '.join(missing)}." + (
                f" So it says nothing about {', '.join(without)}." if without else ""
            )
            self.findings.append(
                Finding("D251", "note", "SSD", says, "If it should, ask whoever makes the extract.")
            )
        for (table, column), texts in self.columns.items():
            if column.endswith("_json"):
                self._say_unreadable(self.sheets[table], column, texts)

    def _say_unreadable(self, sheet: Sheet, column: str, texts: pa.Array) -> None:
        fine = by_distinct(texts, readable, pa.bool_())
        many = pc.sum(pc.invert(fine)).as_py() or 0
        if many:
            self._note(sheet, "D256", "attention", f"{_many(many, 'text')} of {column} not JSON, and read as blank.",
                       "Have the extract write JSON; a column that is too short cuts it off.", column=column,
                       rows=many)  # fmt: skip

    def _note(self, sheet: Sheet, code: str, level: Level, says: str, do: str, **facts: Any) -> None:
        self.findings.append(Finding(code, level, sheet.file, says, do, **facts))


def _many(number: int, what: str) -> str:
    """Return a number with its word: 1 row, 2 rows."""
    return f"{number:,} {what}" + ("" if number == 1 else "s")


def _aliases(table: Table, name: str, column: pa.Array) -> Mapping[str, str]:
    """Return the words of a column that stand for codes, each with its code."""
    if not pa.types.is_string(column.type):
        return {}
    if found := ALIASES.get((table.name, name)):
        return found
    set_of = table.columns[name].codes
    if set_of not in codes():
        return {}
    texts = [text for text in pc.unique(as_text(column)).to_pylist() if text]
    return annex_a_words.aliases(set_of, texts)


def _numbers(sheet: Sheet, rows: int, kept: pa.Array | None) -> Sequence[int]:
    """Return where the rows that were kept stand, as the user's program counts."""
    if kept is None:
        return sheet.numbers if sheet.numbers is not None else range(sheet.first_row, sheet.first_row + rows)
    if sheet.numbers is not None:
        return [sheet.numbers[at] for at in kept.to_pylist()]
    numbers: list[int] = pc.add(kept.cast(pa.int64()), sheet.first_row).to_pylist()
    return numbers


def listed(headers: Sequence[str]) -> str:
    """Return in words which columns are not read: a dozen by name, and none whose name may be someone's.

    >>> listed(["cppv_cp_visit_team", "Mary's notes"]), listed(["Mary's notes"])
    ('cppv_cp_visit_team and others', 'their names are not shown')
    """
    known = [header for header in headers if _is_shown(header)][:_NAMED]
    if not known:
        return "their names are not shown"
    return ", ".join(known) + (" and others" if len(headers) > len(known) else "")


def _is_shown(header: str) -> bool:
    """Say whether a header may be repeated: all its words are known, but for the letters that stand for a table."""
    first, _, rest = header.partition("_")
    return bool(header_shown(rest if rest and len(first) == _PREFIX else header))
