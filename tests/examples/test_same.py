"""What is said of slips that change nothing is said of slips that there are: a reworded line takes its reason along."""

from importlib import import_module
from pathlib import Path

import pytest

from scrutable.indicators.definition import catalogue
from tests.examples.mutate import slips

FILES = sorted(file.stem for file in (Path(__file__).parent / "same").glob("*.py") if file.stem != "__init__")


@pytest.mark.parametrize("dashboard", FILES)
def test_every_reason_is_of_a_slip(dashboard: str) -> None:
    planted = {
        (one.id, slip.after)
        for one in catalogue()
        if one.dashboard == dashboard
        for slip in slips(one.select)
    }
    reasons: dict[tuple[str, str], str] = import_module(f"tests.examples.same.{dashboard}").SAME
    of_none = [
        (of, after)
        for of, after in reasons
        if not any(of in indicator and after == line for indicator, line in planted)
    ]
    assert planted and not of_none
