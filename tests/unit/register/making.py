"""Small stores and deliveries for tests: rows go in by the ordinary load, with the reading of files left out."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from scrutable.register.history import Counts
from scrutable.register.loading import LoadReport
from scrutable.register.schema import tables
from scrutable.register.store import Register
from scrutable.sources.delivery import Delivery, Finding, Scope, TableRows

LOADED_AT = datetime(2026, 1, 1)
WHOLE = Scope(whole=True)
Cells = dict[str, str | None]


def rows_of(table: str, rows: Sequence[Cells], *, scope: Scope | None = WHOLE, **facts: Any) -> TableRows:
    """Return rows given as dicts as a reader hands them over: the first stands in line 2, below the headers."""
    columns = list(dict.fromkeys(name for row in rows for name in row)) or list(tables()[table].key)
    return TableRows(
        table,
        {name: [row.get(name) for row in rows] for name in columns},
        list(range(2, len(rows) + 2)),
        scope=scope,
        **facts,
    )


def delivery(*parts: TableRows, source: str = "csv", file: str = "", **facts: Any) -> Delivery:
    """Return a delivery of one file. Its hash is that of what is in it, as a file's would be."""
    said = repr([(part.table, part.columns, part.rows, part.scope) for part in parts])
    facts.setdefault("sha256", hashlib.sha256(said.encode()).hexdigest())
    return Delivery(source, [file or f"{parts[0].table}.csv"], tables=list(parts), **facts)


class Loader:
    """Loads deliveries into a store as if files had been read."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path, **settings: str) -> None:
        self.monkeypatch = monkeypatch
        self.register = Register.init(folder, **settings)
        self.file = folder.parent / "given.csv"
        self.file.write_text("", encoding="utf-8")

    def __call__(self, at: str | None, *deliveries: Delivery, **facts: Any) -> list[LoadReport]:
        """Load, as extracted at a moment given by hand, or by the deliveries themselves where `at` is None."""
        self.monkeypatch.setattr("scrutable.sources.read", lambda paths, say, limits: list(deliveries))
        moment = datetime.fromisoformat(at) if at else None
        return self.register.load([self.file], loaded_at=LOADED_AT, extracted_at=moment, **facts)

    def counts(self, at: str | None, *deliveries: Delivery) -> tuple[int, int, int]:
        """Load one table and return how many rows were new, changed and closed."""
        [report] = self(at, *deliveries)
        [done] = report.counts
        return done.new, done.changed, done.closed

    def said(self, table: str, *columns: str, at: str | None = None) -> list[tuple[Any, ...]]:
        """Return rows of a table as the register says them: those open, or those known at a moment."""
        known = "known_to is null"
        if at:
            known = f"known_from <= timestamp '{at}' and (known_to is null or known_to > timestamp '{at}')"
        with self.register.reading() as con:
            return con.execute(
                f"select {', '.join(columns)} from {table} where {known} order by all"
            ).fetchall()


MakeLoader = Callable[..., Loader]


def everything(file: Path) -> list[tuple[str, str]]:
    """Return every row of every table that a register file holds, in a fixed order: two equal files say the same."""
    with duckdb.connect(file, read_only=True) as con:
        names = con.execute("select schema_name || '.' || table_name from duckdb_tables()").fetchall()
        rows = " union all ".join(f"select '{name}', cast(t as varchar) from {name} t" for (name,) in names)
        return con.execute(f"{rows} order by all").fetchall()


def codes_of(findings: Sequence[Finding]) -> list[str]:
    return [finding.code for finding in findings]


__all__ = [
    "WHOLE", "Counts", "Loader", "MakeLoader", "Scope", "codes_of", "delivery", "everything", "rows_of",
]  # fmt: skip
