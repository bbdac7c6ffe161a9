"""Turns the raw text of every format into typed rows, in bulk, and reports each value that cannot be read.

One place for all formats: what counts as blank, which forms of a date are known, what yes looks like. A value that
cannot be read becomes null and a finding; a row that lacks what it needs is left out and is a finding. Blank,
unreadable and impossible are told apart. Read `history.py` next, which takes the rows this makes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb
import pyarrow as pa

from scrutable.register.schema import Column, Table, codes
from scrutable.register.text import clean
from scrutable.sources.delivery import Finding, Level, TableRows

YES, NO = ("y", "yes", "true", "t", "1", "1.0"), ("n", "no", "false", "f", "0", "0.0")
DATE_FORMS = (
    "%d/%m/%Y", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d-%m-%Y", "%d.%m.%Y", "%d %b %Y", "%d %B %Y", "%d-%b-%Y",
    "%Y-%b-%d", "%Y-%b-%d %H:%M:%S", "%Y/%m/%d", "%Y%m%d",
)  # fmt: skip
# A date outside these years is a slip of the keyboard, and would stretch every calendar it met.
FIRST_DATE, LAST_DATE = date(1900, 1, 1), date(2100, 12, 31)
# Unknown distances are written 999.9 in the case systems' extracts; averaging them would be absurd.
UNKNOWN_DISTANCE = 999.9

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
    """Typed rows of one table, waiting in the temporary table `name`, with the count of rows read and unusable."""

    name: str
    read: int
    unusable: int
    findings: list[Finding]


def type_rows(
    con: duckdb.DuckDBPyConnection, table: Table, rows: TableRows, *, authority: str, file: str, name: str
) -> Incoming:
    """Make the temporary table `name` of typed rows: the table's columns, `recorded`, and `nth` to tell rows apart.

    Rows without a needed value are left out, and so is all but the last of several rows with one key.
    """
    unknown = set(rows.columns) - set(table.columns) - {"recorded"}
    if unknown:
        raise ValueError(f"the reader gave {table.name} columns it does not have: {sorted(unknown)}")
    _raw(con, rows)
    columns = [*table.columns.values(), Column("recorded", "moment", "")]
    parts = [f"{_typed(column, rows, authority)} as {column.name}" for column in columns]
    con.execute(f"create or replace temp table typed as select row_number, nth, {', '.join(parts)} from raw")
    reporter = _Reporter(con, table, rows, file)
    found = [*reporter.unreadable(columns), *reporter.unknown_codes(columns)]
    needed = " and ".join(f"{column} is not null" for column in table.needed)
    unusable, repeated = list(reporter.unusable()), reporter.duplicates(needed)
    # Looking for the last row of each key is dear, and most files have no row to leave out.
    last = f" qualify row_number() over (partition by {', '.join(table.key)} order by nth desc) = 1"
    con.execute(
        f"create or replace temp table {name} as select * from typed where {needed}{last if repeated else ''}"
        if unusable or repeated
        else f"drop table if exists {name}; alter table typed rename to {name}"
    )
    findings = [*found, *unusable, *repeated]
    con.unregister("raw")
    return Incoming(name, len(rows.rows), len(unusable), findings)


def _raw(con: duckdb.DuckDBPyConnection, rows: TableRows) -> None:
    """Give the connection the cleaned text as the relation `raw`.

    `row_number` is where a row stands in the file, which several rows may share; `nth` tells them apart.
    """
    columns = {name: clean(texts, rows.aliases.get(name)) for name, texts in rows.columns.items()}
    numbers = {
        "row_number": pa.array(rows.rows, pa.int64()),
        "nth": pa.array(range(len(rows.rows)), pa.int64()),
    }
    con.register("raw", pa.table(numbers | columns))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _typed(column: Column, rows: TableRows, authority: str) -> str:
    """Return the SQL expression that types one column of `raw`."""
    if column.name not in rows.columns:
        return f"cast(null as {column.sql_type})"
    text = column.name
    if column.type == "id":
        return f"{_quoted(authority + '/')} || {text}"
    if column.type in ("date", "moment"):
        return _date(text, column.sql_type)
    if column.type == "flag":
        yes, no = (", ".join(_quoted(word) for word in words) for words in (YES, NO))
        return f"case when lower({text}) in ({yes}) then true when lower({text}) in ({no}) then false end"
    if column.type == "whole":
        number = f"try_cast({text} as double)"
        return f"case when {number} = floor({number}) then try_cast({number} as bigint) end"
    if column.type in ("number", "fte"):
        number = f"case when isfinite(try_cast({text} as double)) then try_cast({text} as double) end"
        return f"nullif({number}, {UNKNOWN_DISTANCE})" if column.name == "distance_miles" else number
    return text


def _date(text: str, sql_type: str) -> str:
    """Read ISO first (most files), then the other forms, then the day numbers of a spreadsheet.

    The day and time are those written: an offset such as +01:00 is dropped, where a cast would move midnight in
    summer to the day before.
    """
    offset = f"length({text}) > 15 and substr({text}, -6, 1) in ('+', '-') and substr({text}, -3, 1) = ':'"
    text = f"case when {offset} then left({text}, -6) else {text} end"
    forms = ", ".join(_quoted(form) for form in DATE_FORMS)
    excel = (
        f"case when regexp_full_match({text}, '[2-9]\\d{{4}}(\\.\\d+)?')"
        f" then timestamp '1899-12-30' + to_seconds(round(cast({text} as double) * 86400)) end"
    )
    moment = f"coalesce(try_cast({text} as timestamp), try_strptime({text}, [{forms}]), {excel})"
    within = f"between timestamp '{FIRST_DATE}' and timestamp '{LAST_DATE} 23:59:59'"
    return f"cast(case when {moment} {within} then {moment} end as {sql_type})"


class _Reporter:
    """Asks the temporary tables `raw` and `typed` what went wrong, and says it as findings."""

    def __init__(self, con: duckdb.DuckDBPyConnection, table: Table, rows: TableRows, file: str) -> None:
        self.con, self.table, self.rows, self.file = con, table, rows, file

    def unreadable(self, columns: Sequence[Column]) -> Iterator[Finding]:
        """Values that are there and could not be read."""
        suspects = [c for c in columns if c.name in self.rows.columns and c.type in _SAYS]
        for column in self._with_any(suspects, "raw.{0} is not null and typed.{0} is null"):
            code, says, do = _SAYS[column.type]
            unread = f"raw.{column.name} is not null and typed.{column.name} is null"
            if column.name == "distance_miles":
                unread += f" and try_cast(raw.{column.name} as double) is distinct from {UNKNOWN_DISTANCE}"
            for row, value in self._both(unread, column):
                yield self._finding(
                    code, "attention", f'"{value}" {says}', do, row=row, column=column, value=value
                )

    def unknown_codes(self, columns: Sequence[Column]) -> Iterator[Finding]:
        """Codes that are in no code set: kept as they are, but nothing is counted by them. One finding a code."""
        for column in columns:
            if not column.codes or column.name not in self.rows.columns:
                continue
            known = ", ".join(_quoted(code) for code in codes()[column.codes])
            found = self.con.execute(
                f"select {column.name}, min(row_number), count(*) from typed"
                f" where {column.name} is not null and {column.name} not in ({known}) group by 1 order by 1"
            ).fetchall()
            for value, row, count in found:
                yield self._finding(
                    "D207", "attention", f'"{value}" is not a code of the set {column.codes}.',
                    "Correct it in the case system, or ask us to add it if the guide has it.",
                    row=row, column=column, value=value, rows=count,
                )  # fmt: skip

    def unusable(self) -> Iterator[Finding]:
        """Rows without a value that they need."""
        lacking = " or ".join(f"{column} is null" for column in self.table.needed)
        names = ", ".join(self.table.needed)
        found = self.con.execute(
            f"select row_number, {names} from typed where {lacking} order by 1"
        ).fetchall()
        for row, *values in found:
            missing = [c for c, value in zip(self.table.needed, values, strict=True) if value is None]
            headers = ", ".join(self.rows.headers.get(column, column) for column in missing)
            yield self._finding(
                "D201", "unusable", f"The row has no usable {headers}, so it is not in {self.table.name}.",
                "Fill it in in the case system; the row is used from the next load on.",
                row=row, column=self.table.columns[missing[0]],
            )  # fmt: skip

    def duplicates(self, needed: str) -> list[Finding]:
        """Several rows with one key: the same row twice is only counted, rows that differ are each named."""
        key = ", ".join(self.table.key)
        others = ", ".join([*self.table.columns, "recorded"])
        repeated = f"(select {key} from typed where {needed} group by {key} having count(*) > 1)"
        found = self.con.execute(
            f"select {key}, count(*), max(row_number), count(distinct row({others})) from typed"
            f" semi join {repeated} using ({key}) where {needed} group by {key} order by max(row_number)"
        ).fetchall()
        same = sum(row[-3] - 1 for row in found if row[-1] == 1)
        findings = []
        if same:
            findings.append(
                self._finding(
                    "D202", "note", f"{same} rows repeat another row exactly.", "Nothing is lost.", rows=same
                )
            )
        for *_, count, last, kinds in found:
            if kinds > 1:
                findings.append(
                    self._finding(
                        "D203",
                        "attention",
                        f"{count} rows have the same id and differ; the last one is used.",
                        "Find out which is right in the case system.",
                        row=last,
                        column=self.table.columns[self.table.key[0]],
                        rows=count - 1,
                    )
                )
        return findings

    def _with_any(self, columns: Sequence[Column], condition: str) -> list[Column]:
        if not columns:
            return []
        counts = ", ".join(f"count(*) filter (where {condition.format(c.name)})" for c in columns)
        found = self.con.execute(f"select {counts} from raw join typed using (nth)").fetchone()
        return [column for column, count in zip(columns, found or (), strict=False) if count]

    def _both(self, condition: str, column: Column) -> list[tuple[int, str]]:
        return self.con.execute(
            f"select raw.row_number, raw.{column.name} from raw join typed using (nth) where {condition} order by 1"
        ).fetchall()

    def _finding(
        self,
        code: str,
        level: Level,
        says: str,
        do: str,
        *,
        row: int | None = None,
        column: Column | None = None,
        value: str = "",
        rows: int = 1,
    ) -> Finding:
        header = self.rows.headers.get(column.name, column.name) if column else ""
        place = "" if self.rows.place == self.file else self.rows.place
        return Finding(code, level, self.file, says, do, place, row, header, value, self.table.name, rows)
