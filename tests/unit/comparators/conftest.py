"""What the tests of the comparators share: DfE's own files, where this machine has them."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def published_files(root: Path) -> Path:
    """The folder with copies of what DfE publishes. They are too large to keep here; without them a test is skipped."""
    folder = root.parent / "shared" / "data" / "comparators"
    if not folder.is_dir():
        pytest.skip("the copies of DfE's files are not on this machine (../shared/data/comparators)")
    return folder
