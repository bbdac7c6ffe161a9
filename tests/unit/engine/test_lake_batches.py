"""A lake asked some councils at a time gives what it gives asked at once: no case and no child is of two councils."""

from pathlib import Path

import pytest

import scrutable
from scrutable.engine import lake
from scrutable.engine.export import councils, export
from scrutable.engine.lake import LakeEngine
from scrutable.figures.lake import open_lake
from scrutable.figures.view import find

PLANS = """plan_id,child_id,requested,issued,exception,team
P1,C1,2019-05-14,2019-10-01,N,North
P2,C2,2019-05-13,2019-10-01,N,South
"""
EPISODES = (
    "episode_id,child_id,began,kind,placing_group\nM1,C1,2019-10-01,M,own_here\nM2,C1,2019-11-01,M,own_here\n"
)
CHILDREN = "child_id,sex\nC1,F\nC2,M\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in ("201", "202", "203"):
        files = tmp_path / number
        files.mkdir()
        for name, text in (("ehc_plan", PLANS), ("missing_episode", EPISODES), ("child", CHILDREN)):
            (files / f"{name}.csv").write_text(text, encoding="utf-8")
        store = scrutable.init(tmp_path / f"store {number}", number=number)
        store.load(sorted(files.iterdir()), extracted_at="2020-01-06")
        view = store.known_on()
        export(view.engine, councils(view.spoken, store.settings), view.known_on, tmp_path / "lake")
    return tmp_path / "lake"


@pytest.mark.parametrize("indicator", ["ehc_plans_within_20_weeks", "ehc_plans_issued", "children_missing"])
def test_in_batches_as_at_once(folder: Path, monkeypatch: pytest.MonkeyPatch, indicator: str) -> None:
    def asked() -> list[object]:
        view = open_lake(folder)
        figures = view.figures([indicator], ["2019-20Q3", "2019-10"], by=["sex", "authority"])
        again = view.figures([indicator], ["2019-20Q3"])  # the views are on all councils again
        return [
            (one.period.name, one.by, one.breakdown, one.numerator, one.value) for one in (*figures, *again)
        ]

    at_once = asked()
    monkeypatch.setattr(lake, "ROWS_AT_ONCE", 1)
    engine = open_lake(folder).engine
    assert isinstance(engine, LakeEngine)
    assert len(list(engine.batches(find(indicator)))) == 3
    assert asked() == at_once
    whole = next(value for _, by, _, _, value in at_once if by is None)  # type: ignore[misc]
    assert whole in (0.5, 6, 3)
