"""The command line run in this process, as a person meets it, and a database server of the run's own."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scrutable import cli
from tests.unit.cli.running import Done, Run
from tests.unit.postgresql import running


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in this process, as `main` does."""
    monkeypatch.delenv("SCRUTABLE_STORE", raising=False)
    monkeypatch.delenv("SCRUTABLE_TRACEBACK", raising=False)

    def do(*arguments: str | Path) -> Done:
        monkeypatch.setattr(sys, "argv", ["scrutable", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        assert isinstance(ended.value.code, int)
        return Done(ended.value.code, said.out, said.err)

    return do


@pytest.fixture(scope="session")
def postgresql_home() -> Iterator[Path]:
    """The folder of the socket of a PostgreSQL server, one for the whole run. Its user postgres needs no password."""
    with running() as home:
        yield home
