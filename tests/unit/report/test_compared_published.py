"""The page of a real council beside DfE's own files, where this machine has them, against the reference's numbers."""

from datetime import datetime
from pathlib import Path

import pytest

from scrutable.comparators.loading import load
from scrutable.engine.period import parse
from scrutable.indicators.definition import catalogue
from scrutable.report import compared, gather, published
from scrutable.report.anatomy import Area, Comparisons
from scrutable.report.inputs import PublishedFigures
from tests.unit.report.fakes import FakeView

pytestmark = pytest.mark.slow
AT = datetime(2026, 3, 2)
NAMES = (
    "ees/send_timeliness_20_week.csv.gz",
    "ees/sn_model_2025_wide.csv",
    "ees/c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv",
)


@pytest.fixture(scope="module")
def store(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = root.parent / "shared" / "data" / "comparators"
    if not folder.is_dir():
        pytest.skip("the copies of DfE's files are not on this machine (../shared/data/comparators)")
    home = tmp_path_factory.mktemp("store")
    load(home, [folder / name for name in NAMES], loaded_at=AT)
    return home


def page(store: Path, id_: str, period: str) -> tuple[dict[str, str], str]:
    """Return a row's figure by whose it is, and the sentences, for Wokingham (872)."""
    view = FakeView()
    view.known_on = datetime(2026, 2, 1)
    (sheet,) = published.comparisons(
        gather.sheets(view, [one for one in catalogue() if one.id == id_], parse(period)),
        view, PublishedFigures(store, AT), Area("872"),
    )  # fmt: skip
    made = compared.part(sheet)
    assert isinstance(made, Comparisons)
    return {row[0].text: row[3].text for row in made.table.groups[0].rows}, " ".join(
        one.text for one in made.sentences
    )


def test_plans_within_20_weeks_of_2024(store: Path) -> None:
    """indicators.md, sections 4 and 5: 46.4, 38.2, 56.8 and the neighbours' 54.6 (middle) and 59.2 (mean)."""
    rows, said = page(store, "ehc_plans_within_20_weeks", "2024-25Q4")
    model = "of its statistical neighbours (2025 model)"
    assert rows["England"] == "46.4%"
    assert rows["South East"] == "38.2%"
    assert rows["This council, as published"] == "56.8%"
    assert (rows[f"Middle {model}"], rows[f"Mean, unweighted, {model}"]) == ("54.6%", "59.2%")
    assert "England's 46.4% (2024, excluding exceptions)" in said


def test_re_referrals_of_the_year_to_march_2025(store: Path) -> None:
    rows, said = page(store, "re_referrals_within_12_months", "2025-26Q1")
    assert (rows["England"], rows["South East"], rows["This council, as published"]) == (
        "22.6%",
        "28.4%",
        "16.8%",
    )
    assert "of the year to 31 March 2025" in said
