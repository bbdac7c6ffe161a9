"""A store to load into."""

from pathlib import Path

import pytest

from tests.unit.register.making import Loader


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Loader:
    """A new store of authority 999, with the reading of files left out."""
    return Loader(monkeypatch, tmp_path / "store", number="999")
