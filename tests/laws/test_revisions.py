"""What has changed between two moments is explained to the case, with nothing left over, in 10,000 random histories."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from scrutable.engine import changes
from scrutable.engine.period import parse
from scrutable.figures import causes, contributions
from scrutable.figures.contributions import Contribution
from scrutable.figures.differences import Differences
from scrutable.figures.revisions import Revision, revision
from scrutable.figures.view import View
from scrutable.indicators.definition import Definition
from scrutable.store import Store
from tests.laws import folding, histories
from tests.laws.histories import History
from tests.unit.register.making import Loader, delivery, rows_of

HISTORIES = 10_000
MOMENTS = ("2019-11-15", "2020-01-06", "2020-01-20")
PERIOD = parse("2019-20Q3")
# A share of plans and one of visits that follow from each other; counts of people, of episodes and of what is open; a
# share that looks back; a median.
ASKED = (
    "ehc_plans_within_20_weeks", "child_protection_visits_in_time", "children_missing", "missing_episodes",
    "children_on_protection_plans", "re_referrals_within_12_months", "ehc_plans_issued",
)  # fmt: skip
Told = dict[str, tuple[str | None, ...]]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, list[Told]]:
    """A store with all histories in it, and of each moment what every EHC plan said (requested, issued, exception)."""
    chance = random.Random(20_200_106)
    lives = [histories.begin(chance, number) for number in range(HISTORIES)]
    plans: list[Told] = []
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("histories")
        load = Loader(patch, folder / "store", number="999")
        for moment in MOMENTS:
            for life in lives:
                histories.go_on(chance, life)
            parts = [rows_of(table, rows) for table, rows in histories.extract(lives, chance)]
            load(moment, delivery(*parts))
            plans.append(_plans(lives))
        return Store(load.register), plans


def _plans(lives: Iterable[History]) -> Told:
    return {
        f"999/{told.row['plan_id']}": tuple(told.row[name] for name in ("requested", "issued", "exception"))
        for life in lives
        for told in life.rows
        if told.table == "ehc_plan" and not told.gone
    }


@pytest.fixture(scope="module")
def revised(told: tuple[Store, list[Told]]) -> list[tuple[View, View, Revision]]:
    """Every indicator asked for, from each moment to the next."""
    store, _ = told
    views = [store.known_on(moment) for moment in MOMENTS]
    return [
        (before, after, revision(before, after, one, PERIOD, differences=differences))
        for before, after in pairwise(views)
        for differences in [Differences(before, after)]
        for one in ASKED
    ]


@pytest.mark.slow
def test_causes_sum_to_the_change_and_nothing_is_left(revised: list[tuple[View, View, Revision]]) -> None:
    seen = Counter(change.cause for *_, one in revised for change in one.changes)
    assert all(one.known for *_, one in revised)
    for _, _, one in revised:
        assert one.remainder() == Contribution(), one.after.indicator
        assert contributions.total(cause.adds for cause in one.causes()) == one.adds
        assert sum(cause.entered + cause.left + cause.changed for cause in one.causes()) == len(one.changes)
    # All that can happen to a record has happened, or the law was put to little.
    assert set(causes.CAUSES) - set(seen) == {
        causes.DEFINITION_CHANGED, changes.ANOTHER_SOURCE, causes.OTHER,
    }  # fmt: skip


@pytest.mark.slow
def test_each_history_is_explained_by_itself(revised: list[tuple[View, View, Revision]]) -> None:
    """The same by plain folds of each child's own cases: what one gains another may not lose."""
    for before, after, one in revised:
        definition = after.definition(one.after.indicator)
        then, now = (_by_history(view, definition) for view in (before, after))
        said: dict[str, list[Contribution]] = defaultdict(list)
        for change in one.changes:
            said[_history(change.child_id or change.key)].append(change.adds)
        moved = 0
        for number in {*then, *now, *said}:
            was, has = (_plainly(definition, cases.get(number, [])) for cases in (then, now))
            expected = tuple(a - b for a, b in zip(has, was, strict=True))
            adds = contributions.total(said.get(number, []))
            assert (adds.numerator, adds.denominator, adds.excluded) == expected, (definition.id, number)
            moved += any(expected)
        assert moved > 20, f"{definition.id}: hardly any history moves it"


def _by_history(view: View, definition: Definition) -> dict[str, list[folding.Case]]:
    found: dict[str, list[folding.Case]] = defaultdict(list)
    for case in view.case_list(definition, [PERIOD]).to_pylist():
        found[_history(case["child_id"])].append(case)
    return found


def _history(child: str) -> str:
    """Return whose history a child belongs to: 999/c12a and 999/c12b are both of history 12."""
    return child.removeprefix("999/c").rstrip("ab")


def _plainly(definition: Definition, cases: list[folding.Case]) -> tuple[int, int, int]:
    """Return numerator, denominator and excluded of some cases, folded by the plain fold of the laws."""
    folded = folding.fold(definition, cases)
    if definition.measures == "share":
        return folded.met, folded.counted, folded.excluded
    return folded.counted, 0, folded.excluded


@pytest.mark.slow
def test_the_cause_of_a_plan_is_what_was_done_to_its_row(
    told: tuple[Store, list[Told]], revised: list[tuple[View, View, Revision]]
) -> None:
    """An oracle for the causes, from what the simulation did and not from the register."""
    _, plans = told
    checked: Counter[str] = Counter()
    for nth, known in enumerate(MOMENTS[:-1]):
        was, now = plans[nth], plans[nth + 1]
        found = {
            change.key: change
            for before, _, one in revised
            if before.said == known and one.after.indicator == "ehc_plans_issued"
            for change in one.changes
        }
        for key in {*was, *now}:
            moments = (date.fromisoformat(known), date.fromisoformat(MOMENTS[nth + 1]))
            expected = _expected(was.get(key), now.get(key), *moments)
            change = found.pop(key, None)
            assert (change.cause if change else None) == expected, (key, was.get(key), now.get(key), known)
            checked[str(expected)] += 1
        assert found == {}
    assert set(checked) >= {
        "None", changes.RECORDED_LATE, changes.HAPPENED_SINCE, changes.DATE_CORRECTED, changes.DELETED, causes.MOVED,
    }  # fmt: skip


def _expected(
    was: tuple[str | None, ...] | None, now: tuple[str | None, ...] | None, known: date, later: date
) -> str | None:
    """Return the cause for a plan that stands so on two moments; None where its case says the same on both.

    Before the first moment ended the quarter, it knew only the cases up to its own day.
    """
    before, after = was[1] if was else None, now[1] if now else None
    counted_before = bool(before) and PERIOD.start <= date.fromisoformat(str(before)) <= min(
        PERIOD.end, known
    )
    counted_after = bool(after) and PERIOD.start <= date.fromisoformat(str(after)) <= min(PERIOD.end, later)
    if counted_before and counted_after:
        return None if before == after else changes.DATE_CORRECTED
    if not (counted_before or counted_after):
        return None
    if now is None:
        return changes.DELETED
    if was is not None and _elsewhere(before, known) and counted_after:
        return causes.MOVED
    if counted_before:
        return causes.MOVED if _elsewhere(after, later) else changes.DATE_CORRECTED
    if (
        date.fromisoformat(str(after)) > known
    ):  # it lay ahead of the earlier day, whatever was said of it then
        return changes.HAPPENED_SINCE
    return changes.DATE_CORRECTED if before else changes.RECORDED_LATE


def _elsewhere(day: str | None, known: date) -> bool:
    """Whether a day lies in one of the four quarters before or after, as far as they were known."""
    if day is None:
        return False
    when = date.fromisoformat(day)
    return when <= known and not PERIOD.start <= when <= PERIOD.end


def test_an_earlier_day_comes_first(told: tuple[Store, list[Told]], tmp_path: Path) -> None:
    store, _ = told
    with pytest.raises(Exception, match="U121"):
        store.revisions("2019-20Q3", since=datetime(2020, 1, 20), until=datetime(2020, 1, 6))
