"""Turns the raw text of every format into typed rows, in bulk, and reports each value that cannot be read.

One place for all formats: what counts as blank, which forms of a date are known, what yes looks like. A value that
cannot be read becomes null and a finding; a row that lacks what it needs is left out and is a finding. Blank,
unreadable and impossible are told apart. `sources/text.py` cleans, `values.py` reads; read `history.py` next, which
takes the rows this makes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from scrutable.register import keeping
from scrutable.register.moments import read_moments
from scrutable.register.schema import Column, Table, codes
from scrutable.register.values import READ
from scrutable.sources.delivery import Finding, Level, TableRows
from scrutable.sources.showing import quoted, shown
from scrutable.sources.text import clean

# Unknown distances are written 999.9 in the case systems' extracts; averaging them would be absurd.
UNKNOWN_DISTANCE = 999.9
ARROW_TYPES = {
    "id": pa.string(), "text": pa.string(), "code": pa.string(), "date": pa.date32(), "moment": pa.timestamp("us"),
    "flag": pa.bool_(), "whole": pa.int64(), "number": pa.float64(), "fte": pa.float64(),
}  # fmt: skip
RECORDED = Column("recorded", "moment", "When it was written up, as the source has it")

_SAYS = {
    "date": ("D204", "is not a date.", "Write it like 2025-02-28, or leave it empty if it is not known."),
    "moment": ("D204", "is not a date and time.", "Write it like 2025-02-28 14:30, or leave it empty."),
    "flag": ("D205", "is neither yes nor no.", "Write Y or N, or leave it empty if it is not recorded."),
    "whole": ("D206", "is not a whole number.", "Write it in digits, or leave it empty if it is not known."),
    "number": ("D206", "is not a number.", "Write it in digits, or leave it empty if it is not known."),
    "fte": ("D206", "is not a number.", "Write it like 0.6, or leave it empty if it is not known."),
}


@dataclass(frozen=True)
class Incoming:
    """Typed rows of one table, waiting in the relation `name`, with the count of rows read and unusable."""

    name: str
    read: int
    unusable: int
    findings: list[Finding]


def type_rows(
    con: duckdb.DuckDBPyConnection,
    table: Table,
    rows: TableRows,
    *,
    authority: str,
    file: str,
    name: str,
    source: str = "",
) -> Incoming:
    """Give the connection the relation `name` of typed rows: the columns, `recorded`, and `nth` to tell rows apart.

    Rows without a needed value are left out, and so are all but the last of several rows with one key.
    """
    columns = {column.name: column for column in (*table.columns.values(), RECORDED)}
    if unknown := set(rows.columns) - set(columns):
        raise ValueError(f"the reader gave {table.name} columns it does not have: {sorted(unknown)}")
    given_text = {given: clean(texts, rows.aliases.get(given)) for given, texts in rows.columns.items()}
    text = {given: keeping.keep(columns[given], texts, source) for given, texts in given_text.items()}
    typed = pa.table(
        {
            column.name: _typed(column, text[column.name], authority)
            if column.name in text
            else pa.nulls(len(rows.rows), ARROW_TYPES[column.type])
            for column in columns.values()
        }
        | {"nth": pa.array(np.arange(len(rows.rows), dtype=np.int64))}
    )
    report = _Reporter(table, rows, file)
    findings = [
        finding for given in text for finding in report.values(columns[given], text[given], typed[given])
    ]
    findings += report.left_out({columns[given]: (given_text[given], text[given]) for given in text})
    complete, unusable = report.unusable(typed)
    once, repeats = report.repeats(typed.filter(complete) if unusable else typed)
    con.register(name, once)
    return Incoming(name, len(rows.rows), len(unusable), [*findings, *unusable, *repeats])


def _typed(column: Column, text: pa.Array, authority: str) -> pa.Array:
    """Return the values of one column. Each distinct text is read once."""
    if not pa.types.is_string(text.type):  # the source has types of its own, and this is the column's
        return text
    if column.type == "id":
        return pc.binary_join_element_wise(pa.scalar(f"{authority}/"), text, "")
    if column.type not in READ:
        return text
    if column.type == "moment":
        return read_moments(text)
    coded = text.dictionary_encode()
    read = READ[column.type]
    values = [read(word) for word in coded.dictionary.to_pylist()]
    if column.name == "distance_miles":
        values = [None if value == UNKNOWN_DISTANCE else value for value in values]
    return pa.array(values, ARROW_TYPES[column.type]).take(coded.indices)


class _Reporter:
    """Says as findings what went wrong with the rows of one table of one file."""

    def __init__(self, table: Table, rows: TableRows, file: str) -> None:
        self.table, self.rows, self.file = table, rows, file

    def values(self, column: Column, text: pa.Array, typed: pa.ChunkedArray) -> Iterator[Finding]:
        """Values that are there and could not be read, and codes that are in no code set (one finding a code)."""
        if column.type in _SAYS and typed.null_count > text.null_count:
            code, says, do = _SAYS[column.type]
            unread = pc.and_(pc.is_valid(text), pc.is_null(typed.combine_chunks()))
            for nth in pc.indices_nonzero(unread).to_pylist():
                value = text[nth].as_py()
                if column.name == "distance_miles" and READ["number"](value) == UNKNOWN_DISTANCE:
                    continue
                yield self._finding(
                    code,
                    "attention",
                    f"{quoted(value)} {says}",
                    do,
                    nth=nth,
                    column=column,
                    value=shown(value),
                )
        if column.codes:
            counts = pc.value_counts(text.drop_null()).to_pylist()
            unknown = sorted(c["values"] for c in counts if c["values"] not in codes()[column.codes])
            for value in unknown:
                nths = pc.indices_nonzero(pc.equal(text, value))
                yield self._finding(
                    "D207",
                    "attention",
                    f'"{value}" is not a code of the set {column.codes}.',
                    "Correct it in the case system, or ask us to add it if the guide has it.",
                    nth=nths[0].as_py(),
                    column=column,
                    value=value,
                    rows=len(nths),
                )

    def left_out(self, columns: Mapping[Column, tuple[pa.Array, pa.Array]]) -> Iterator[Finding]:
        """Texts that may name someone where no name belongs: one finding a column, and none of the texts."""
        for column, (given, kept) in columns.items():
            if places := keeping.left_out(given, kept):
                many = (
                    f"{len(places):,} cells hold texts that are"
                    if len(places) > 1
                    else "A cell holds a text that is"
                )
                yield self._finding(
                    "D260", "attention", f"{many} not what belongs there and may name someone: not kept, not shown.",
                    "Look at the column in the file, and correct it in the case system.",
                    nth=places[0], column=column, rows=len(places),
                )  # fmt: skip

    def unusable(self, typed: pa.Table) -> tuple[pa.Array, list[Finding]]:
        """Return which rows have all that they need, and a finding for each that has not."""
        complete = pa.repeat(pa.scalar(True), typed.num_rows)
        for needed in self.table.needed:
            complete = pc.and_(complete, pc.is_valid(typed[needed].combine_chunks()))
        findings = []
        for nth in pc.indices_nonzero(pc.invert(complete)).to_pylist():
            missing = [needed for needed in self.table.needed if not typed[needed][nth].is_valid]
            headers = ", ".join(self.rows.headers.get(column, column) for column in missing)
            says = f"The row has no usable {headers}, so it is not in {self.table.name}."
            do = "Fill it in in the case system; the row is used from the next load on."
            column = self.table.columns[missing[0]]
            findings.append(self._finding("D201", "unusable", says, do, nth=nth, column=column))
        return complete, findings

    def repeats(self, typed: pa.Table) -> tuple[pa.Table, list[Finding]]:
        """Return the last row of each key, and what there is to say of the others.

        The same row twice is only counted; rows that differ are each named.
        """
        key = list(self.table.key)
        if len(key) == 1 and len(pc.unique(typed[key[0]])) == typed.num_rows:
            return typed, []  # as nearly always: grouping would take thrice as long to say so
        groups = typed.group_by(key).aggregate([("nth", "max"), ("nth", "count")])
        if groups.num_rows == typed.num_rows:
            return typed, []
        last = typed.filter(pc.is_in(typed["nth"], value_set=groups["nth_max"].combine_chunks()))
        repeated = groups.filter(pc.greater(groups["nth_count"], 1)).sort_by("nth_max")
        every = typed.join(repeated.select(key), key, join_type="left semi")
        kinds = (
            every.drop_columns("nth").group_by([c for c in every.column_names if c != "nth"]).aggregate([])
        )
        differing = {
            tuple(row[k] for k in key)
            for row in kinds.group_by(key).aggregate([([], "count_all")]).to_pylist()
            if row["count_all"] > 1
        }
        findings, same = [], 0
        for row in repeated.to_pylist():
            if tuple(row[k] for k in key) not in differing:
                same += row["nth_count"] - 1
                continue
            says = f"{row['nth_count']} rows have the same id and differ; the last one is used."
            do = "Find out which is right in the case system."
            column, others = self.table.columns[key[0]], row["nth_count"] - 1
            findings.append(
                self._finding("D203", "attention", says, do, nth=row["nth_max"], column=column, rows=others)
            )
        if same:
            says = (
                f"{same} rows repeat another row exactly."
                if same > 1
                else "A row repeats another row exactly."
            )
            findings.insert(0, self._finding("D202", "note", says, "Nothing is lost.", rows=same))
        return last, findings

    def _finding(
        self,
        code: str,
        level: Level,
        says: str,
        do: str,
        *,
        nth: int | None = None,
        column: Column | None = None,
        value: str = "",
        rows: int = 1,
    ) -> Finding:
        row = self.rows.rows[nth] if nth is not None else None
        header = self.rows.headers.get(column.name, column.name) if column else ""
        place = "" if self.rows.place == self.file else self.rows.place
        return Finding(code, level, self.file, says, do, place, row, header, value, self.table.name, rows)
