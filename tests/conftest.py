"""What every folder of tests shares: how Hypothesis draws, where things are, and the demo council made once."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from hypothesis import settings

from tests.workers import Groups, place_of

# The same draws every run, so that a red build is red for its author too. HYPOTHESIS_PROFILE=search looks for more.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=2000, deadline=None, print_blob=True)
# `make test-long`: 200 registers for each indicator, and other ones every time. A failure prints how to draw it again.
settings.register_profile("long", max_examples=200, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return Path(__file__).parents[1]


@pytest.fixture(scope="session", autouse=True)
def read_here() -> Iterator[None]:
    """Let the tests read files in their own process: starting one for each of thousands of loads would take minutes.

    The commands that tests start read as they do for a user; tests/unit/sources/test_apart.py holds the two alike.
    """
    from scrutable import sources
    from scrutable.comparators import reading

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            sources, "read", lambda paths, say=lambda words: None, limits=None: sources.read_here(paths, say)
        )
        patch.setattr(reading, "read", reading.read_here)
        patch.setattr(reading, "table_of", reading.grid_of)
        yield


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser, as a path. Where there is none the test is skipped, and says so in the summary."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    pytest.skip("no chromium on this machine")


@pytest.fixture(scope="session")
def demo_council(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo council, made once for the whole run by the command a newcomer types: files/, store/ and pack/.

    It takes the better part of a minute, so mark a test that asks for it `slow`. Read it, never change it.
    """
    # With several workers (pytest-xdist) their folders lie beside each other, and the first to come makes it for all.
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
    into = shared / "demo" / "demo-council"
    into.parent.mkdir(exist_ok=True)
    with FileLock(into.with_suffix(".lock")):
        if not into.with_suffix(".made").exists():
            command = "from scrutable.cli import main; main()"
            done = subprocess.run(
                [sys.executable, "-c", command, "demo", "--into", str(into)], capture_output=True, text=True
            )
            assert done.returncode == 0, done.stdout + done.stderr
            into.with_suffix(".made").touch()
    return into


def pytest_configure(config: pytest.Config) -> None:
    """Keep bytecode among pytest's own files where Python is told to keep none beside the sources.

    Containers are told so, and then each of the many programs that the tests start would compile all that it imports.
    """
    if sys.dont_write_bytecode and (cache := getattr(config, "cache", None)):
        sys.dont_write_bytecode, sys.pycache_prefix = False, str(cache.mkdir("bytecode"))
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put what takes longest first, where the tests are shared out between workers."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: place_of(item.nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Groups | None:
    """Share the tests out by our groups where groups are asked for."""
    return Groups(config, log) if config.getvalue("dist") == "loadgroup" else None
