"""The simulated council, made once for this folder's tests: it takes some seconds."""

from pathlib import Path

import pytest

from scrutable.demo.council import simulate
from scrutable.demo.files import PLANS, Extract, write_extracts
from scrutable.demo.recording import Casebook


@pytest.fixture(scope="session")
def book() -> Casebook:
    return simulate()


@pytest.fixture(scope="session")
def extracts(book: Casebook, tmp_path_factory: pytest.TempPathFactory) -> list[Extract]:
    made = write_extracts(book, tmp_path_factory.mktemp("westmarch"))
    assert len(made) == len(PLANS)
    return made


@pytest.fixture(scope="session")
def first_folder(extracts: list[Extract]) -> Path:
    return extracts[0].files[0].parent
