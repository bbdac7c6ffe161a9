"""A PostgreSQL server of the test run itself: on a socket in a folder of its own, and stopped when the run ends.

It needs the server, which tools/set-up-postgresql.sh installs where it may; elsewhere what asks for it is skipped.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@contextmanager
def running() -> Iterator[Path]:
    """Give the folder of the socket of a server that runs until the block ends."""
    programs = _programs()
    if programs is None:
        pytest.skip("no PostgreSQL here: run tools/set-up-postgresql.sh")
    home = Path(tempfile.mkdtemp(prefix="pg"))  # short: the path of a socket has few letters
    try:
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
        yield home
        subprocess.run([*control, "-m", "immediate", "stop"], stdout=subprocess.DEVNULL, cwd=home)
    finally:
        shutil.rmtree(home, ignore_errors=True)
