"""A council's own definitions: added, or openly in place of a built-in one; checked whole; shown as what they are."""

from pathlib import Path

import pytest

from scrutable.errors import DefinitionFault
from scrutable.indicators import functions
from scrutable.indicators.definition import FOLDER, Definition, boards, catalogue, parse
from scrutable.indicators.front_matter import VARIANT
from tools.pages.definition_errors import DASHBOARDS, EXAMPLES, ID, PLACE, RIGHT

BUILT_IN = "re_referrals_within_12_months"
VARIED = FOLDER / "front_door" / f"{BUILT_IN}.sql"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "indicators"


def put(own: Path, place: str, text: str) -> None:
    (own / place).parent.mkdir(parents=True, exist_ok=True)
    (own / place).write_text(text, encoding="utf-8")


def variant() -> str:
    return VARIED.read_text("utf-8").replace("/*\n", f'/*\nvariant_of = "{BUILT_IN}"\n', 1)


def test_an_own_indicator_is_added_to_its_dashboard(own: Path) -> None:
    put(own, PLACE, RIGHT)
    put(own, PLACE.replace(".sql", ".examples"), EXAMPLES)
    found = catalogue(own)
    (mine,) = [one for one in found if one.own]
    assert (mine.id, mine.board.title, mine.variant_of) == (ID, "Referrals and assessments", "")
    assert mine.examples.exists() and len(found) == len(catalogue()) + 1
    assert [one for one in found if not one.own] == list(catalogue())


def test_a_variant_takes_the_built_in_ones_place_and_says_so(own: Path) -> None:
    put(own, f"front_door/{BUILT_IN}.sql", variant())
    ids = [one.id for one in catalogue()]
    found = {one.id: one for one in catalogue(own)}
    assert list(found) == ids
    assert found[BUILT_IN].title.endswith(VARIANT) and found[BUILT_IN].own
    assert VARIANT not in found[BUILT_IN].sentence


def test_a_dashboard_of_its_own_comes_after_the_built_in_ones(own: Path) -> None:
    put(own, "dashboards.toml", DASHBOARDS)
    put(own, f"{ID}.sql", RIGHT.replace('"front_door"', '"youth_justice"'))
    assert boards(catalogue(own))[-1].title == "Youth justice"
    assert catalogue(own)[-1].id == ID


def test_a_changed_file_is_read_again_and_an_empty_folder_adds_nothing(own: Path) -> None:
    assert catalogue(own) is catalogue()
    put(own, PLACE, RIGHT)
    assert mine(own).title == "Referrals decided within a week"
    put(own, PLACE, RIGHT.replace("within a week", "in seven days"))
    assert mine(own).title == "Referrals decided in seven days"
    (own / PLACE).unlink()
    assert catalogue(own) == catalogue()


def mine(own: Path) -> Definition:
    return next(one for one in catalogue(own) if one.own)


def test_the_faults_of_all_files_are_told_together(own: Path) -> None:
    put(own, PLACE, RIGHT.replace("r.received as", "r.recieved as"))
    put(own, f"{BUILT_IN}.sql", VARIED.read_text("utf-8"))
    put(own, "dashboards.toml", "[front_door]\n")
    (own / "latin.sql").write_bytes(b"/* caf\xe9 */")
    with pytest.raises(DefinitionFault) as refused:
        catalogue(own)
    assert {line[:4] for line in str(refused.value).splitlines()} == {"F001", "F012", "F030", "F031"}
    assert f"indicators/{PLACE}:17:7" in str(refused.value)


def test_a_text_from_notepad_is_read(own: Path) -> None:
    put(own, PLACE, "\ufeff" + RIGHT.replace("\n", "\r\n"))
    assert mine(own).id == ID


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*/*.sql")), ids=lambda file: file.stem)
def test_every_built_in_definition_stands_the_check_of_a_councils_own(file: Path) -> None:
    parse(file.read_text("utf-8"), file, thorough=True)


def test_the_functions_of_the_check_are_those_of_the_engine() -> None:
    from scrutable.engine.plain import _macros

    assert set(functions.OURS) <= set(_macros())
