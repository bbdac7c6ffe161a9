"""The demo's committee: January's requests answered in March's pack, each answer asked again as it was given."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from scrutable.committee import desk, requests
from scrutable.committee.minutes.reading import read
from scrutable.committee.minutes.source import text_of
from scrutable.store import Store, open

pytestmark = pytest.mark.slow
MARCH = "2019-20Q3-known-2020-03-09"


@pytest.fixture(scope="module")
def store(demo_council: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A copy: the committee's records are opened for writing."""
    copy = tmp_path_factory.mktemp("committee") / "store"
    shutil.copytree(demo_council / "store", copy)
    return open(copy)


@pytest.fixture(scope="module")
def entered(store: Store) -> tuple[requests.Request, ...]:
    with store.records() as records:
        return requests.every(records)


def test_what_was_answered_in_january_is_the_same_when_asked_again_in_march(
    store: Store, entered: tuple[requests.Request, ...]
) -> None:
    bound = [one for one in entered if one.answers and one.answers[-1].query]
    assert [one.reference for one in bound] == ["1(a)", "1(b)", "1(c)", "", ""]
    for one in bound:
        again = desk.again(store, one.number)
        assert again.known_on == "2020-01-20" and again.figures and again.same


def test_each_answer_reconciles_with_its_list_of_cases(
    store: Store, entered: tuple[requests.Request, ...]
) -> None:
    """By another way than the fold: the children and cases of the list, counted here."""
    view = store.known_on("2020-01-20")
    children = view.cases("children_missing", "2019-20Q3", ("placing_authority", "Ours, placed elsewhere"))
    given = {one.reference or str(one.number): one.answers[-1].figures for one in entered if one.answers}
    assert given["1(b)"][1].value == len(set(children.column("child_id").to_pylist())) > 0
    held = view.cases("ehc_mediations", "ytd-to-2019-12-31").to_pylist()
    assert given["1(a)"][0].value == len(held) == sum(one.value or 0 for one in given["1(a)"][1:])
    workers = view.cases("agency_social_workers", "2019-20Q3").to_pylist()
    by = {
        name: sum(one["department"] == name for one in workers)
        for name in {one["department"] for one in workers}
    }
    assert {one.part: one.value for one in given["1(c)"][1:]} == by


def test_two_resolutions_drift_and_one_question_was_never_resolved(
    store: Store, entered: tuple[requests.Request, ...]
) -> None:
    by = {one.reference or one.number: one for one in entered}
    said = {
        ref: [drift.says() for drift in by[ref].drifts(store.definitions())]
        for ref in ("1(a)", "1(b)", "1(c)")
    }
    assert any("appeal" in one and "mediation" in one for one in said["1(a)"])
    assert any('"missing from other local authorities"' in one for one in said["1(b)"])
    assert said["1(c)"] == []
    assert by[4].resolved == "" and by[6].status == "in hand" and by[6].answers[-1].needs


def test_march_prints_them_and_can_be_made_again_to_the_byte(demo_council: Path, store: Store) -> None:
    page = (demo_council / "pack-2020-03-09" / "pack.html").read_text(encoding="utf-8")
    section = page.split('id="requests"')[1].split('id="headline')[0]
    for reference in ("Minute 1(a)", "Minute 1(b)", "Minute 1(c)"):
        assert reference in section
    assert "The wording drifts" in section and "It never became a resolution." in section
    assert 'id="requests"' not in (demo_council / "pack" / "pack.html").read_text(encoding="utf-8")
    assert store.verify(MARCH).same


def test_the_figures_quoted_in_the_seed_are_each_checked(root: Path, store: Store) -> None:
    file = root / ".." / "shared" / "data" / "minutes" / "seed.txt"
    if not file.exists():
        pytest.skip("no ../shared/data/minutes beside this checkout")
    found = desk.check_minutes(store, read(text_of(file), name=file.name, meeting=date(2020, 1, 21)))
    assert [(round(one.quoted or 0), one.verdict) for one in found] == [
        (14, "agree"), (80, "differ"), (106, "differ"), (58, "cannot be told"), (100, "cannot be told"), (66, "agree"),
        (8, "differ"), (16, "agree"), (1, "agree"), (49, "agree"), (6, "agree"),
    ]  # fmt: skip
    # What was quoted is what the pack of 6 January had printed; the records of 20 January say otherwise.
    assert all("2020-01-06 printed" in one.why for one in found if one.verdict == "differ")
    assert all(one.known_on == "2020-01-21" and one.why for one in found)
