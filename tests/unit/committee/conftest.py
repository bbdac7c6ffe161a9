"""The committee's records on SQLite and on PostgreSQL: the same tests on both.

PostgreSQL is started by the test run itself, on a socket in a folder of its own, and stopped when it ends. It needs the
server and the driver psycopg, which tools/set-up-postgresql.sh installs where it may; elsewhere these tests skip.
"""

import os
import shutil
import subprocess
import sys
import tempfile
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


def _server() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server of this run, without the name of a database."""
    programs = _server()
    home = Path(tempfile.mkdtemp(prefix="pg"))  # short: the path of a socket has few letters
    try:
        if programs is None or not _driver(home):
            pytest.skip("no PostgreSQL with psycopg here: run tools/set-up-postgresql.sh")
        as_other = []
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            try:
                shutil.chown(home, "postgres")
            except LookupError:
                pytest.skip("PostgreSQL does not run as root, and there is no user postgres")
            as_other = ["runuser", "-u", "postgres", "--"]
        data, control = home / "data", [*as_other, str(programs / "pg_ctl"), "-D", str(home / "data")]
        made = subprocess.run(
            [*as_other, str(programs / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8"],
            capture_output=True, text=True, cwd=home,
        )  # fmt: skip
        assert made.returncode == 0, made.stderr
        options = f"-c listen_addresses= -c unix_socket_directories={home} -c fsync=off"
        begun = subprocess.run(
            [*control, "-o", options, "-l", str(home / "log"), "-w", "start"],
            stdout=subprocess.DEVNULL,
            cwd=home,
        )
        assert begun.returncode == 0, (home / "log").read_text()
        yield f"postgresql+psycopg://postgres@/NAME?host={home}"
        subprocess.run([*control, "-m", "immediate", "stop"], stdout=subprocess.DEVNULL, cwd=home)
    finally:
        shutil.rmtree(home, ignore_errors=True)


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
