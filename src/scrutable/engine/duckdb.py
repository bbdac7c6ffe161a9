"""Runs case lists in DuckDB, in process, over one moment's view of the register.

A connection is made, the register's views or tables are put into it, and it is locked: no file, no network, no
change of configuration. A definition can then read what it was given and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np

from scrutable.engine import shared, sooner
from scrutable.engine.calendar import calendar
from scrutable.engine.period import Period
from scrutable.engine.words import DUCKDB
from scrutable.errors import DefinitionFault, UsageFault
from scrutable.register import schema

if TYPE_CHECKING:
    import pyarrow as pa

    from scrutable.indicators.definition import Definition


# What DuckDB does to a plan that costs more than it saves on one council's few rows: packing texts before they are
# sorted or grouped, looking for a part that stands twice, telling one side of a join which values the other has.
# Without them all figures of a council take a tenth less (the least of four runs of each: 2.90 s, without 2.64 s).
LITTLE_TO_GAIN = "compressed_materialization,common_subplan,join_filter_pushdown"


def connect() -> duckdb.DuckDBPyConnection:
    """Return an empty in-memory connection that has our functions and the calendar, not yet locked."""
    con = duckdb.connect(":memory:", config={"autoinstall_known_extensions": "false"})
    con.execute("set preserve_insertion_order = false")
    # One council's case lists are small: a second thread costs more than it saves (bench/figures.py: a quarter more
    # processor time and no less waiting), and with one the last digit of a sum cannot depend on who was first.
    con.execute("set threads = 1")
    # Each of a few periods is compared with every row: above the 5 of DuckDB's own setting it would sort the rows
    # first, which costs a ninth more over all figures of a council (bench/figures.py: 45.8 scans, with this 40.8).
    con.execute("set nested_loop_join_threshold = 200")
    con.execute(f"set disabled_optimizers = '{LITTLE_TO_GAIN}'")
    _make_calendar(con)
    con.execute(files(__package__).joinpath("functions.duckdb.sql").read_text(encoding="utf-8"))
    return con


def _make_calendar(con: duckdb.DuckDBPyConnection) -> None:
    """Make the relation `calendar`."""
    con.register("calendar_rows", _calendar_rows())
    con.execute(
        "create table calendar as select date '1970-01-01' + number_of_day as day,"
        " case when number >= 0 then works end as is_working_day,"
        " case when number >= 0 then number end as working_day_number from calendar_rows"
    )
    con.unregister("calendar_rows")


@cache
def _calendar_rows() -> dict[str, Any]:
    """Return the calendar as DuckDB takes it soonest. It holds no null: -1 stands for it.

    From numpy's arrays in a quarter of the time of Arrow's table, for which DuckDB loads a part of Arrow that nothing
    else here needs (24 MB).
    """
    days, working, numbers = calendar()
    return {
        "number_of_day": np.array(days, "datetime64[D]").astype("int32"),
        "works": np.array([bool(is_working) for is_working in working]),
        "number": np.array([-1 if number is None else number for number in numbers], "int32"),
    }


def lock(con: duckdb.DuckDBPyConnection) -> None:
    """Shut a connection off from files, the network and changes of configuration."""
    con.execute("set enable_external_access = false")
    con.execute("set lock_configuration = true")


# What DuckDB calls the kinds of column that a fold tells apart.
KINDS = {"VARCHAR": "text", "BOOLEAN": "flag", "DATE": "date", "TIMESTAMP": "moment"}


class Engine:
    """Case lists over the register tables that a connection holds."""

    words = DUCKDB
    many = False  # whether it holds the cases of several councils, so that `authority` is a breakdown

    def __init__(
        self,
        con: duckdb.DuckDBPyConnection,
        last_known: date | None = None,
        begins: Mapping[str, date] | None = None,
        ends: Mapping[str, date] | None = None,
        *,
        keeps: bool = False,
    ) -> None:
        self.con = con
        self.keeps = keeps  # whether what it holds never changes and is small, so that `kept` keeps it
        self.begins = dict(
            begins or {}
        )  # table -> the day from which on every council's records are complete
        self.ends = dict(
            ends or {}
        )  # table -> the last day of its records, where they ended before they were sent
        self.last_known = (
            last_known  # a period that is still running ends here, so that nothing is late too soon
        )
        self.columns: dict[
            str, dict[str, str]
        ] = {}  # of each definition's case list, by the definition's hash
        self._kept: set[str] = set()
        self._shared: dict[str, str] = {}
        self._selects: dict[str, str] = {}  # of each definition over what is kept, by the definition's hash
        self._periods: tuple[Period, ...] | None = None
        self.set_periods(())

    @classmethod
    def over_rows(cls, rows: Mapping[str, Iterable[Mapping[str, Any]]]) -> Engine:
        """Return an engine over rows given as dicts, a list a table; tables not given are empty (examples, tests)."""
        con = connect()
        for table in schema.relations().values():
            columns = {
                name: column.sql_type for name, column in table.columns.items()
            } | schema.SYSTEM_COLUMNS
            con.execute(f"create table {table.name} ({', '.join(f'{n} {t}' for n, t in columns.items())})")
            given = [tuple(row.get(name) for name in columns) for row in rows.get(table.name, ())]
            if given:
                con.executemany(f"insert into {table.name} values ({', '.join('?' * len(columns))})", given)
        lock(con)
        return cls(con)

    def close(self) -> None:
        """Give back what the connection holds. Nothing can be asked afterwards."""
        self.con.close()

    def set_periods(self, periods: Sequence[Period]) -> None:
        """Make the relation `period`. Two periods may overlap, but not end on the same day."""
        if tuple(periods) == self._periods:
            return
        ends = [self.last_day(period) for period in periods]
        known = [(p.start, end) for p, end in zip(periods, ends, strict=True) if end >= p.start]
        if len({end for _, end in known}) < len(known):
            raise UsageFault(
                "U105",
                "Two of the periods end on the same day, so their cases could not be told apart.",
                "Ask for them one at a time.",
            )
        self.con.execute("create or replace temp table period (period_start date, period_end date)")
        if known:
            values = ", ".join(f"(date '{start}', date '{end}')" for start, end in known)
            self.con.execute(f"insert into period values {values}")
        if self.keeps:
            self.con.execute(sooner.PERIOD_DAY)
        self._periods = tuple(periods)

    def last_day(self, period: Period) -> date:
        """Return the last day of a period that is known: its end, or earlier if it is still running."""
        return min(period.end, self.last_known) if self.last_known else period.end

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of a statement."""
        return self.con.execute(sql).fetchall()

    def kept(self, name: str, select: str) -> str:
        """Return the relation to read for a SELECT that every statement asks again: kept as a table, or itself."""
        if not self.keeps:
            return f"({select})"
        if name not in self._kept:
            self.con.execute(f"create temp table {name} as {select}")
            self._kept.add(name)
        return name

    def share(self, definitions: Iterable[Definition]) -> None:
        """Let what several definitions have in the same words be worked out once, where anything is kept."""
        if self.keeps:
            self._shared = shared.told_alike(one.select for one in definitions)
            self._selects.clear()

    def select_of(self, definition: Definition) -> str:
        """Return the SELECT that gives the cases of a definition soonest; its own where nothing is kept."""
        if not self.keeps or definition.own:
            return definition.select
        if definition.hash not in self._selects:
            over = shared.over_kept(definition.select, self._shared, self.kept)
            self._selects[definition.hash] = sooner.said(over)
        return self._selects[definition.hash]

    def batches(self, definition: Definition, also: Iterable[str] = ()) -> Iterator[None]:
        """Yield once for each part of the records that is to be asked by itself; here they are all asked at once."""
        yield

    def table(self, sql: str) -> pa.Table:
        """Return the rows of a statement as an Arrow table."""
        return self.con.execute(sql).to_arrow_table()

    def describe(self, definition: Definition) -> dict[str, str]:
        """Return a case list's columns: name -> text, flag, date, moment or number. Raises DefinitionFault F102."""
        try:
            found = self.con.execute(f"describe select * from ({definition.select})").fetchall()
        except duckdb.Error as error:
            raise DefinitionFault("F102", f"{definition.path.name}: {str(error).splitlines()[0]}") from None
        return {row[0]: KINDS.get(row[1], "number") for row in found}

    def tables_of(self, definition: Definition) -> set[str]:
        """Return the relations that a definition reads."""
        return set(self.con.get_table_names(definition.select))

    def case_list(self, definition: Definition, periods: Sequence[Period]) -> pa.Table:
        """Return the case list of a definition for some periods, in a stated order, as an Arrow table."""
        self.set_periods(periods)
        return self.table(
            f"select * from ({self.select_of(definition)}) order by period_end, case_id, child_id nulls last"
        )
