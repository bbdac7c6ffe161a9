"""The committee's records on SQLite and on PostgreSQL: the same tests on both.

PostgreSQL is started by the test run itself (tests/unit/postgresql.py). It needs the server and the driver psycopg,
which tools/set-up-postgresql.sh installs where it may; elsewhere these tests skip.
"""

import sys
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import pytest

from scrutable.committee.records import Records

DEBIAN = Path("/usr/lib/python3/dist-packages")
_numbers = count(1)


def _driver(beside: Path) -> bool:
    """Make psycopg importable: ours, or Debian's, of which a link alone is put on the path and nothing beside it."""
    if find_spec("psycopg"):
        return True
    if not (DEBIAN / "psycopg").is_dir():
        return False
    (beside / "psycopg").symlink_to(DEBIAN / "psycopg")
    sys.path.append(str(beside))
    return find_spec("psycopg") is not None


@pytest.fixture(scope="session")
def postgresql(postgresql_home: Path) -> str:
    """The address of a PostgreSQL server of this run, without the name of a database."""
    if not _driver(postgresql_home):
        pytest.skip("no psycopg here: run tools/set-up-postgresql.sh")
    return f"postgresql+psycopg://postgres@/NAME?host={postgresql_home}"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{(tmp_path / 'records.sqlite').as_posix()}"
    from sqlalchemy import create_engine, text

    server, name = request.getfixturevalue("postgresql"), f"records_{next(_numbers)}"
    engine = create_engine(server.replace("NAME", "postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as con:
        con.execute(text(f"create database {name}"))
    engine.dispose()
    return server.replace("NAME", name)


@pytest.fixture
def records(url: str, tmp_path: Path) -> Iterator[Records]:
    """Empty records on either kind of database."""
    with Records(tmp_path, url) as opened:
        yield opened
