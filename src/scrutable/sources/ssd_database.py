"""The SSD in a database: found by its columns, read only, a table at a time, as Arrow batches.

PostgreSQL is asked through ADBC, which hands over Arrow as it comes; SQL Server through Microsoft's own driver, a batch
of rows at a time. Either is an extra, imported when an address names it. What a driver says when something goes wrong
is not passed on, since it may quote the address or a value: the kind of fault is, with its number.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NoReturn

import pyarrow as pa

from scrutable.errors import DataFault, UsageFault
from scrutable.sources import ssd
from scrutable.sources.delivery import Delivery
from scrutable.sources.ssd_address import Address
from scrutable.sources.ssd_sql import POSTGRESQL, SQL_SERVER, Column, Dialect

MOST_ROWS = 50_000_000
_BATCH = 50_000  # rows of SQL Server at a time
_SECONDS = 20  # to wait for a server that does not answer


@dataclass(frozen=True)
class Held:
    """A table of the SSD as the database holds it."""

    schema: str
    name: str
    table: str  # as the specification names it
    columns: tuple[Column, ...]
    rows: int | None  # about how many, where the database says


@contextmanager
def sheets(address: Address, schema: str | None) -> Iterator[list[ssd.Sheet]]:
    """Give the SSD tables of a database, to be read until the block ends.

    Raises DataFault D145 where the server does not answer, D146 where it does not let the user in, D147 where it holds
    no SSD, D148 where a table may not be read, D149 where reading breaks off; UsageFault U161 where the driver is not
    installed, U164 where it is not plain which tables are meant.
    """
    dialect = POSTGRESQL if address.kind == "postgresql" else SQL_SERVER
    with _connected(address) as con:
        for statement in dialect.begin:
            _do(con, address, statement)
        found = _chosen(_held(con, address, dialect, schema or ""), address, schema)
        yield [_sheet(con, address, dialect, one) for one in found]


def read(address: Address, schema: str | None, say: Callable[[str], None]) -> Delivery:
    """Return the SSD of a database as one delivery."""
    with sheets(address, schema) as found:
        digest = hashlib.sha256()
        for sheet in found:
            sheet.read = _hashing(sheet.read, digest)
        delivery = ssd.read(found, files=[sheet.file for sheet in found], sha256="", say=say)
    delivery.sha256 = digest.hexdigest()
    return delivery


def _hashing(read: Callable[[Sequence[str]], pa.Table], digest: Any) -> Callable[[Sequence[str]], pa.Table]:
    """Return a way to read that adds what it reads to the digest, so that the same records are known again."""

    def hashed(names: Sequence[str]) -> pa.Table:
        table = read(names)
        with pa.ipc.new_stream(pa.PythonFile(_Hashed(digest), mode="w"), table.schema) as stream:
            stream.write_table(table.combine_chunks())
        return table

    return hashed


class _Hashed:
    """A file that keeps nothing but the digest of what is written."""

    def __init__(self, digest: Any) -> None:
        self.digest, self.closed = digest, False

    def write(self, data: Any) -> int:
        self.digest.update(data)
        return len(data)

    def flush(self) -> None:
        """Do nothing: nothing is kept back."""

    def close(self) -> None:
        self.closed = True


def _held(con: Any, address: Address, dialect: Dialect, schema: str) -> list[Held]:
    """Return the tables of the database that are the SSD's, by their columns."""
    parameters = [schema] if dialect is POSTGRESQL else [schema, schema]
    with con.cursor() as cursor:
        try:
            cursor.execute(dialect.catalogue, parameters)
            rows = cursor.fetchall()
        except Exception as error:
            _refuse(address, error)
    tables: dict[tuple[str, str], list[Any]] = {}
    for row in rows:
        tables.setdefault((row[0], row[1]), []).append(row)
    found = []
    for (in_schema, name), columns in tables.items():
        if table := ssd.table_of([row[2] for row in columns]):
            listed = tuple(Column(row[2], row[3], bool(row[4])) for row in columns)
            many = columns[0][5]
            found.append(
                Held(in_schema, name, table, listed, many if many is not None and many >= 0 else None)
            )
    return found


def _chosen(found: Sequence[Held], address: Address, schema: str | None) -> list[Held]:
    """Return one table for each of the SSD's. Raises where there is none, and where it is not plain which to take."""
    if not found:
        where = f"the schema {schema} of {address}" if schema else str(address)
        raise DataFault(
            "D147", f"There is no table of the Standard Safeguarding Dataset in {where}.",
            "Name the schema with --schema, and ask that the user may see it.",
        )  # fmt: skip
    schemas = list(dict.fromkeys(one.schema for one in found))
    if len(schemas) > 1:
        raise UsageFault(
            "U164",
            f"SSD tables stand in several schemas of {address}: {', '.join(schemas)}.",
            "Name one with --schema.",
        )
    chosen: dict[str, Held] = {}
    for one in found:
        other = chosen.get(one.table)
        if other and one.table not in (one.name.lower(), other.name.lower()):
            raise DataFault(
                "D142", f"{other.name} and {one.name} are both {one.table}.",
                f"Let one of them be called {one.table}, or put the other into another schema.",
            )  # fmt: skip
        if not other or one.name.lower() == one.table:
            chosen[one.table] = one
    return list(chosen.values())


def _sheet(con: Any, address: Address, dialect: Dialect, held: Held) -> ssd.Sheet:
    by_name = {column.name: column for column in held.columns}

    def read(names: Sequence[str]) -> pa.Table:
        columns = [by_name[name] for name in names]
        if closed := [column.name for column in columns if not column.readable]:
            listed = "" if len(closed) == len(columns) else f"{', '.join(closed)} of "
            raise DataFault(
                "D148", f"The user may not read {listed}{held.schema}.{held.name}.",
                "Ask for the right to select them; no others are read.",
            )  # fmt: skip
        return _table(con, address, dialect.select(held.schema, held.name, columns), held, names)

    file = f"{address.database}/{held.schema}.{held.name}"
    return ssd.Sheet(held.table, file, list(by_name), read, held.rows)


def _table(con: Any, address: Address, statement: str, held: Held, names: Sequence[str]) -> pa.Table:
    """Return what a statement reads, batch by batch. Raises DataFault D144 where it does not end."""
    with con.cursor() as cursor:
        try:
            cursor.execute(statement)
            batches, many = [], 0
            for batch in _batches(cursor, names):
                batches.append(batch)
                many += batch.num_rows
                if many > MOST_ROWS:
                    raise DataFault(
                        "D144",
                        f"{held.schema}.{held.name} has more than {MOST_ROWS:,} rows.",
                        "Nothing was loaded.",
                    )
        except DataFault:
            raise
        except Exception as error:
            _refuse(address, error)
    return _together(batches) if batches else pa.table({name: [] for name in names})


def _together(batches: Sequence[pa.RecordBatch]) -> pa.Table:
    """Return batches as one table. Those of SQL Server may differ in type, where a column is null in one of them."""
    tables = [pa.Table.from_batches([batch]) for batch in batches]
    try:
        return pa.concat_tables(tables, promote_options="permissive")
    except pa.ArrowTypeError:
        texts = pa.schema([(name, pa.string()) for name in tables[0].column_names])
        return pa.concat_tables([table.cast(texts) for table in tables])


def _batches(cursor: Any, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
    if hasattr(cursor, "fetch_record_batch"):
        yield from cursor.fetch_record_batch()
        return
    while rows := cursor.fetchmany(_BATCH):
        columns = zip(*rows, strict=True)
        yield pa.record_batch([_column(column) for column in columns], names=list(names))


def _column(values: Sequence[Any]) -> pa.Array:
    """Return the values of a batch of SQL Server as one type: where they are of several, as text."""
    try:
        return pa.array(values)
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return pa.array([None if value is None else str(value) for value in values], pa.string())


@contextmanager
def _connected(address: Address) -> Iterator[Any]:
    con = _postgresql(address) if address.kind == "postgresql" else _sql_server(address)
    try:
        yield con
    finally:
        con.close()


def _postgresql(address: Address) -> Any:
    try:
        from adbc_driver_postgresql import dbapi  # type: ignore[import-untyped]
    except ImportError:
        raise _lacking("postgresql", "PostgreSQL") from None
    try:
        # No one may write in this session, whatever a statement says.
        more = {"options": "-c default_transaction_read_only=on", "connect_timeout": str(_SECONDS)}
        return dbapi.connect(address.uri(**more))
    except Exception as error:
        _refuse(address, error)


def _sql_server(address: Address) -> Any:
    try:
        import mssql_python  # type: ignore[import-not-found]
    except ImportError:
        raise _lacking("sqlserver", "SQL Server") from None
    try:
        return mssql_python.connect(connection_string(address), timeout=_SECONDS)
    except Exception as error:
        _refuse(address, error)


def connection_string(address: Address) -> str:
    """Return what the driver of SQL Server is given. Without a user it asks as the one who runs the program."""

    def braced(text: str) -> str:
        return "{" + text.replace("}", "}}") + "}"

    server = f"{address.host},{address.port}" if address.port else address.host
    said = {"Server": server, "Database": address.database, "Encrypt": "yes", "ApplicationIntent": "ReadOnly"}
    said |= {"UID": address.user, "PWD": address.password} if address.user else {"Trusted_Connection": "yes"}
    return "".join(f"{key}={braced(value)};" for key, value in (said | dict(address.options)).items())


def _lacking(extra: str, database: str) -> UsageFault:
    return UsageFault(
        "U161",
        f"The driver of {database} is not installed.",
        f"Install it with: pip install 'scrutable[{extra}]'",
    )


def _do(con: Any, address: Address, statement: str) -> None:
    with con.cursor() as cursor:
        try:
            cursor.execute(statement)
        except Exception as error:
            _refuse(address, error)


_LOGIN = (
    "password",
    "authentication",
    "role ",
    "login failed",
    "no pg_hba.conf entry",
    "does not exist",
    "cannot open database",
)
_RIGHTS = ("permission denied", "was denied")


def _refuse(address: Address, error: Exception) -> NoReturn:
    """Raise the fault of an error of the driver: its kind alone, since its words may quote the address or a value."""
    said, state = str(error).lower(), str(getattr(error, "sqlstate", "") or "")
    if any(words in said for words in _RIGHTS) or state == "42501":
        raise DataFault(
            "D148",
            f"The user may not read what is to be read of {address}.",
            "Ask for the right to select it.",
        ) from None
    if state.startswith(("28", "3D")) or any(words in said for words in _LOGIN):
        raise DataFault(
            "D146", f"{address} does not let this user in, or has no such database.",
            "Check the user, the database's name, and the password (PGPASSWORD, or --password-from).",
        ) from None  # fmt: skip
    if "connect" in said or state.startswith("08"):
        raise DataFault(
            "D145",
            f"The server of {address} does not answer.",
            "Check its name and port, and that this machine may reach it.",
        ) from None
    raise DataFault(
        "D149", f"Reading from {address} broke off ({state or type(error).__name__}).", "Try again."
    ) from None
