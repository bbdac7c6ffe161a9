"""The statements that read an SSD from a database, as text: for PostgreSQL and for SQL Server.

All of them only read. Names are quoted, since a table or column may be called anything; a value is a parameter. Only
the wanted columns are named: `select *` would bring names and addresses over the wire.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """A column of a table in the database, with its type as the database names it."""

    name: str
    type: str
    readable: bool = True


@dataclass(frozen=True)
class Dialect:
    """How one kind of database is asked."""

    name: str
    begin: tuple[str, ...]  # before anything is read
    catalogue: str  # schema, table, column, type, may it be read, rows about; one parameter, the schema or ''
    quotes: tuple[str, str]
    as_it_is: tuple[str, ...]  # beginnings of the types that come over as they are
    cast: str
    local: tuple[str, str]  # the type of a moment with a zone, and how to bring one to UK time

    def quoted(self, name: str) -> str:
        """Return a name that cannot be read as anything else."""
        opens, closes = self.quotes
        return f"{opens}{name.replace(closes, closes * 2)}{closes}"

    def select(self, schema: str, table: str, columns: Sequence[Column]) -> str:
        """Return the statement that reads some columns of a table."""
        listed = ", ".join(self._read(column) for column in columns)
        return f"select {listed} from {self.quoted(schema)}.{self.quoted(table)}"

    def _read(self, column: Column) -> str:
        name, kind = self.quoted(column.name), column.type.lower()
        zoned, local = self.local
        if kind.startswith(zoned):
            return f"{local.format(name)} as {name}"
        if kind.startswith(self.as_it_is):
            return name
        return f"{self.cast.format(name)} as {name}"


POSTGRESQL = Dialect(
    "PostgreSQL",
    # One snapshot for all tables, so that none is of a later moment than another.
    ("set transaction isolation level repeatable read read only",),
    "select n.nspname, c.relname, a.attname, format_type(a.atttypid, null),"
    " has_schema_privilege(n.oid, 'usage') and has_column_privilege(c.oid, a.attnum, 'select'),"
    " c.reltuples::bigint"
    " from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid"
    " where c.relkind in ('r', 'v', 'm', 'f', 'p') and a.attnum > 0 and not a.attisdropped"
    " and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_t%'"
    " and ($1 = '' or n.nspname = $1)"
    " order by n.nspname, c.relname, a.attnum",
    ('"', '"'),
    ("character", "text", "integer", "bigint", "smallint", "boolean", "date", "timestamp", "real", "double"),
    "{}::text",
    ("timestamp with time zone", "{} at time zone 'Europe/London'"),
)
SQL_SERVER = Dialect(
    "SQL Server",
    # SQL Server has no read-only transaction: the connection says that it means to read, and the user should have no
    # right to more.
    (),
    "select s.name, t.name, c.name, y.name,"
    " has_perms_by_name(quotename(s.name) + '.' + quotename(t.name), 'object', 'select', c.name, 'column'),"
    " (select sum(p.rows) from sys.partitions p where p.object_id = t.object_id and p.index_id in (0, 1))"
    " from sys.objects t join sys.schemas s on s.schema_id = t.schema_id"
    " join sys.columns c on c.object_id = t.object_id join sys.types y on y.user_type_id = c.user_type_id"
    " where t.type in ('U', 'V') and t.is_ms_shipped = 0 and (? = '' or s.name = ?)"
    " order by s.name, t.name, c.column_id",
    ("[", "]"),
    ("nvarchar", "varchar", "nchar", "char", "int", "bigint", "smallint", "tinyint", "bit", "datetime", "smalldatetime",
     "date", "float", "real"),
    "cast({} as nvarchar(max))",
    ("datetimeoffset", "cast({} at time zone 'GMT Standard Time' as datetime2)"),
)  # fmt: skip
