"""Runs case lists on Apache Spark: the engine past one machine, for a lake of many councils' exports.

The definitions are the same text, and so is their case list, row by row and type by type: `tests/spark` holds every
indicator to that. What differs is in `functions.spark.sql`. Where a Spark session is active (a notebook, a cluster) a
session of its own is opened in it; otherwise Spark is started in this process, with no page of its own and no
network beyond the machine.
"""

from __future__ import annotations

import atexit
import logging
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from scrutable.engine.calendar import calendar
from scrutable.engine.duckdb import Engine, lock
from scrutable.engine.period import Period
from scrutable.engine.reads import tables_read
from scrutable.engine.words import SPARK
from scrutable.errors import DefinitionFault, UsageFault
from scrutable.register import schema

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

    from scrutable.indicators.definition import Definition

OLDEST_JAVA = 17
MEANS = {
    "varchar": pa.string(), "date": pa.date32(), "timestamp": pa.timestamp("us"), "boolean": pa.bool_(),
    "bigint": pa.int64(), "integer": pa.int32(), "double": pa.float64(),
}  # fmt: skip
SPARK_TYPES = {
    "varchar": "string",
    "timestamp": "timestamp_ntz",
    "integer": "int",
}  # the others have one name
KINDS = {
    "string": "text",
    "boolean": "flag",
    "date": "date",
    "timestamp_ntz": "moment",
    "timestamp": "moment",
}
# Of a session: moments have no zone, a value that does not fit is an error as in DuckDB, and no file is read by name.
SESSION = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.runSQLOnFiles": "false",
}
# Of the Spark we start ourselves: one machine, so few parts, and nothing that listens beyond it.
APPLICATION = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "OFF",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.leafNodeDefaultParallelism": "1",
    # On one machine its measuring between steps costs more than a better plan saves.
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.catalogImplementation": "in-memory",
}


class SparkEngine(Engine):
    """Case lists over the register tables that a Spark session holds; the same face as DuckDB's `Engine`.

    `con` is a DuckDB connection with nothing in it but the periods: it says which tables a definition reads.
    """

    words = SPARK

    def __init__(
        self,
        session: SparkSession,
        last_known: date | None = None,
        begins: Mapping[str, date] | None = None,
    ) -> None:
        self.session = session
        con = duckdb.connect(":memory:", config={"autoinstall_known_extensions": "false", "threads": "1"})
        lock(con)
        super().__init__(con, last_known, begins)

    @classmethod
    def over_rows(cls, rows: Mapping[str, Iterable[Mapping[str, Any]]]) -> SparkEngine:
        """Return an engine over rows given as dicts, a list a table; tables not given are empty (examples, tests)."""
        engine = cls(new_session())
        engine.hold({name: rows.get(name, ()) for name in schema.relations()})
        return engine

    def hold(self, rows: Mapping[str, Iterable[Mapping[str, Any]]]) -> None:
        """Replace what some tables hold."""
        for name, given in rows.items():
            columns = columns_of(schema.relations()[name])
            table = arrow_table(columns, given)
            self.session.createDataFrame(table, spark_schema(columns)).createOrReplaceTempView(name)

    def set_periods(self, periods: Sequence[Period]) -> None:
        """Make the relation `period`. Two periods may overlap, but not end on the same day."""
        if tuple(periods) == self._periods:
            return
        super().set_periods(periods)
        known = self.con.execute("select period_start, period_end from period").fetchall()
        values = ", ".join(f"(date '{start}', date '{end}')" for start, end in known)
        nothing = "(cast(null as date), cast(null as date))"
        self.session.sql(
            "create or replace temporary view period as select * from values"
            f" {values or nothing} as p(period_start, period_end) where period_end is not null"
        )

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of a statement."""
        return [tuple(row) for row in self.session.sql(sql).collect()]

    def table(self, sql: str) -> pa.Table:
        """Return the rows of a statement as an Arrow table."""
        found = self.session.sql(sql).toArrow()
        # Spark says of a column that it is never null where the plan shows it; DuckDB never says so.
        return found.cast(pa.schema([field.with_nullable(True) for field in found.schema]))

    def describe(self, definition: Definition) -> dict[str, str]:
        """Return the columns of a case list: name -> text, flag, date, moment or number. Raises F102."""
        from pyspark.errors import PySparkException

        try:
            found = self.session.sql(definition.select).dtypes
        except PySparkException as error:
            raise DefinitionFault("F102", f"{definition.path.name}: {str(error).splitlines()[0]}") from None
        return {name: KINDS.get(kind, "number") for name, kind in found}

    def tables_of(self, definition: Definition) -> set[str]:
        """Return the relations that a definition reads."""
        return tables_read(self.con, definition.select)

    def case_list(self, definition: Definition, periods: Sequence[Period]) -> pa.Table:
        """Return the case list of a definition for some periods, in a stated order, as an Arrow table."""
        self.set_periods(periods)
        return self.table(
            f"select * from ({definition.select}) order by period_end nulls last, case_id nulls last,"
            " child_id nulls last"
        )


def columns_of(table: schema.Table) -> dict[str, str]:
    """Return the columns of a relation with their types of SQL, those that every table has among them."""
    return {name: column.sql_type for name, column in table.columns.items()} | schema.SYSTEM_COLUMNS


def arrow_table(columns: Mapping[str, str], rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Return rows given as dicts as an Arrow table; a column that a row does not name is null.

    A date given for a moment is its midnight, as DuckDB reads it.
    """
    given = list(rows)
    arrays = {}
    for column, kind in columns.items():
        values = [row.get(column) for row in given]
        if kind == "timestamp":
            values = [_moment(value) for value in values]
        arrays[column] = pa.array(values, MEANS[kind])
    return pa.table(arrays)


def _moment(value: Any) -> Any:
    is_day = isinstance(value, date) and not isinstance(value, datetime)
    return datetime.combine(value, time.min) if is_day else value


def spark_schema(columns: Mapping[str, str]) -> str:
    """Return columns as Spark writes a schema."""
    return ", ".join(f"{name} {SPARK_TYPES.get(kind, kind)}" for name, kind in columns.items())


def new_session() -> SparkSession:
    """Return a session of its own with our functions and the calendar. Raises U111 without pyspark or Java."""
    session = _application().newSession()
    for name, value in SESSION.items():
        session.conf.set(name, value)
    days, working, numbers = calendar()
    held = pa.table(
        {"day": days, "is_working_day": working, "working_day_number": pa.array(numbers, pa.int32())}
    )
    session.createDataFrame(held).createOrReplaceTempView("calendar")
    lists = pa.table(
        {
            "first_day": days[:1],
            "numbers": pa.array([numbers], pa.list_(pa.int32())),
            "days": [[day for day, works in zip(days, working, strict=True) if works]],
        }
    )
    session.createDataFrame(lists).createOrReplaceTempView("working_days")
    for statement in _statements(
        files(__package__).joinpath("functions.spark.sql").read_text(encoding="utf-8")
    ):
        session.sql(statement)
    return session


def _statements(text: str) -> list[str]:
    """Return the statements of a file: Spark takes them one by one."""
    code = re.sub(r"--[^\n]*", "", text)
    return [statement.strip() for statement in code.split(";") if statement.strip()]


def _application() -> SparkSession:
    """Return the Spark that is running in this process, or start one."""
    if find_spec("pyspark") is None:
        raise UsageFault(
            "U111", "pyspark is not installed.", "Install it with: pip install 'scrutable[spark]'"
        )
    from pyspark.sql import SparkSession

    # pyspark writes each statement that Spark refuses to standard error, with the whole path in Java.
    logging.getLogger("SQLQueryContextLogger").setLevel(logging.CRITICAL + 1)
    if running := SparkSession.getActiveSession():
        return running
    _check_java()
    folder = Path(tempfile.mkdtemp(prefix="scrutable-spark-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    builder = SparkSession.builder.master("local[*]").appName("scrutable")
    for name, value in (APPLICATION | SESSION).items():
        builder = builder.config(name, value)
    builder = builder.config("spark.sql.warehouse.dir", (folder / "warehouse").as_uri())
    builder = builder.config("spark.local.dir", str(folder))
    try:
        with _errors_into(folder / "java.log"):
            return builder.getOrCreate()
    except (
        Exception
    ) as error:  # pyspark tells little more than that Java went away: what Java said is in its log
        said = (folder / "java.log").read_text("utf-8", "replace").strip().splitlines()
        raise UsageFault(
            "U111", f"Spark could not be started: {said[-1] if said else error}.", _INSTALL_JAVA
        ) from None


_INSTALL_JAVA = (
    f"It needs Java {OLDEST_JAVA} or later. On Debian or Ubuntu: sudo apt-get install default-jre-headless"
)


def _check_java() -> None:
    """Raise UsageFault U111 where there is no Java, or one that Spark cannot run on."""
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=str(Path(home) / "bin")) if home else shutil.which("java")
    if java is None:
        raise UsageFault("U111", "Spark needs Java, and there is none here.", _INSTALL_JAVA)
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(?:1\.)?(\d+)', said)
    if found and int(found[1]) < OLDEST_JAVA:
        raise UsageFault("U111", f"The Java here is version {found[1]}.", _INSTALL_JAVA)


@contextmanager
def _errors_into(file: Path) -> Iterator[None]:
    """Let the program that is started meanwhile write its messages into a file: Java greets with a page of them."""
    sys.stderr.flush()
    kept = os.dup(2)
    with file.open("wb") as log:
        os.dup2(log.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
