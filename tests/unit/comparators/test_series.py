"""Every indicator of the catalogue has a published series, or says why it has none."""

import tomllib
from pathlib import Path

from scrutable.comparators.series import NONE_KNOWN, code_of, known, series_of, why_none
from scrutable.comparators.when import KINDS
from scrutable.indicators.definition import catalogue


def test_every_indicator_is_compared_or_says_why_not(root: Path) -> None:
    said = tomllib.loads((root / "src/scrutable/comparators/series.toml").read_text("utf-8"))["indicator"]
    definitions = {one.id: one for one in catalogue()}
    assert set(said) <= set(definitions), "series.toml names an indicator there is not"
    for id_, one in definitions.items():
        code = code_of(id_, one.compare)
        if code:
            assert code in known(), f"{id_}: series.toml does not describe {code}"
        else:
            assert why_none(id_) != NONE_KNOWN, id_
            assert len(why_none(id_)) > 20
    assert {id_ for id_ in said if definitions[id_].compare} == set(), "the definition says it itself"


def test_every_series_is_on_a_basis_and_of_a_kind_of_year() -> None:
    for series in known().values():
        assert series.kind in KINDS, series.code
        assert series.kind != "unknown"
        assert series.basis, series.code
        assert series.unit
        assert series.places is not None
        assert bool(series.part) <= bool(series.ees)


def test_what_is_not_known_has_its_code_alone() -> None:
    assert series_of("Hats").title == "Hats"
    assert why_none("hats") == NONE_KNOWN
    assert code_of("ehc_plans_within_20_weeks", "Own") == "Own"
