"""Each slip of docs/definition-errors.md is told by its number, and is gone when it is put right as the page says."""

import re
from pathlib import Path

import pytest

from tools.pages import definition_errors as gallery


@pytest.mark.parametrize("slip", gallery.SLIPS, ids=lambda slip: f"{slip.code} {slip.title}")
def test_a_slip_is_told_and_can_be_put_right(slip: gallery.Slip, tmp_path: Path) -> None:
    assert slip.code in {line.strip()[:4] for line in gallery.message(slip, tmp_path).splitlines()}
    _, mended = gallery.texts_of(slip)
    if slip.right:  # else the slip is where the file lies
        gallery.read(
            gallery.Slip(slip.code, "", beside=slip.beside), mended, tmp_path / "mended" / "indicators"
        )


def test_every_fault_that_reading_can_find_is_shown(root: Path) -> None:
    text = (root / "docs/errors.d/indicators.md").read_text("utf-8")
    assert set(re.findall(r"^### (F\d{3})", text, re.MULTILINE)) == {slip.code for slip in gallery.SLIPS}
