"""Brings the committee's records from any earlier form to today's, in place and losing nothing.

Each step is a file in `versions/`, in the order of its number, and is taken once; the table `alembic_version` says how
far some records have come. Those made before there were steps have the tables of step 0001 and no such table. A step
that fails leaves everything as it was. Tables that no step names are made as `tables.py` has them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from scrutable.committee.tables import METADATA

_HERE = Path(__file__).parent
_LOCK = 7_270_601  # any number that nothing else in a database of ours uses
FIRST = "0001"


@cache
def newest() -> str:
    """Return the number of the last step: Alembic need not be imported to see that there is nothing to do."""
    return max(file.name[:4] for file in (_HERE / "versions").glob("[0-9]*.py"))


def bring_up(engine: Engine) -> None:
    """Bring the records behind an engine to today's form. Two that open them at once wait for one another."""
    with engine.connect() as con:
        if _stands_at(con) == newest() and not _missing(con):
            return
    with _alone(engine) as con:
        if _stands_at(con) != newest():
            _upgrade(con)
        METADATA.create_all(con)


def _stands_at(con: Connection) -> str:
    """Return the step that the records have come to; empty where they have none."""
    if not inspect(con).has_table("alembic_version"):
        return ""
    return str(con.execute(text("select max(version_num) from alembic_version")).scalar() or "")


def _missing(con: Connection) -> bool:
    return not set(METADATA.tables) <= set(inspect(con).get_table_names())


def _upgrade(con: Connection) -> None:
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    steps = ScriptDirectory(str(_HERE))
    options = {"fn": lambda stands_at, _: steps._upgrade_revs("head", stands_at), "transactional_ddl": False}
    context = MigrationContext.configure(con, opts=options)
    if not _stands_at(con) and inspect(con).has_table("audit"):
        context.stamp(steps, FIRST)  # made before there were steps: it has what the first makes
    with Operations.context(context):
        context.run_migrations()


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """Give a connection that nobody else can write beside, whose changes are kept all together or not at all."""
    if engine.dialect.name != "sqlite":
        with engine.begin() as con:
            con.execute(text(f"select pg_advisory_xact_lock({_LOCK})"))
            yield con
        return
    # SQLite's driver would commit each change of a table by itself: the transaction is begun and ended by hand.
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as con:
        con.exec_driver_sql("begin immediate")
        try:
            yield con
        except BaseException:
            con.exec_driver_sql("rollback")
            raise
        con.exec_driver_sql("commit")
