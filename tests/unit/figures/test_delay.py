"""How much of a young figure is still to come, over a register in which half of each month is written up late."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from scrutable.engine.period import parse
from scrutable.figures.delay import Awaited
from scrutable.figures.view import View, open_view
from tests.unit.register.making import Cells, Loader, delivery, rows_of

IN_TIME, TO_RECORD = "child_protection_visits_in_time", "protection_visits_days_to_record"
DECEMBER, THIRD = "2019-12", "2020-01-03"


def plan(month: date, number: int) -> Cells:
    """One whose only visit falls due on the 11th: the next would after it has ended."""
    ended = month.replace(day=20)
    return {
        "plan_id": f"P{month}/{number}", "child_id": f"C{month}/{number}", "started": f"{month}", "ended": f"{ended}",
        "visit_every_days": "10",
    }  # fmt: skip


def visit(month: date, number: int, recorded: str) -> Cells:
    of = plan(month, number)
    return {
        "visit_id": f"V{month}/{number}", "plan_id": of["plan_id"], "child_id": of["child_id"],
        "made": f"{month.replace(day=11)}", "recorded": recorded,
    }  # fmt: skip


def end_of(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def council(months: int, *, given: bool = True, now: int = 3) -> list[Any]:
    """Each of some months up to November has four visits, two of them written up six days after its end.

    December has eight visits due, of which `now` have been written up by the third of January.
    """
    past = [date(2019, 12 - before, 1) for before in range(months, 0, -1)]
    december = date(2019, 12, 1)
    plans = [plan(month, n) for month in past for n in range(4)] + [plan(december, n) for n in range(8)]
    visits = [visit(month, n, f"{month.replace(day=12)}") for month in past for n in (0, 1)]
    visits += [visit(month, n, f"{end_of(month) + timedelta(days=6)}") for month in past for n in (2, 3)]
    visits += [visit(december, n, "2019-12-30") for n in range(now)]
    if not given:
        visits = [one | {"recorded": ""} for one in visits]
    return [
        delivery(rows_of("cp_plan", plans), file="plans"),
        delivery(rows_of("cp_visit", visits), file="visits"),
    ]


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Loader:
    return Loader(monkeypatch, tmp_path / "store", number="999")


def view(load: Loader, at: str = THIRD) -> View:
    return open_view(load.register.current(), load.register.settings, at)


def awaited(load: Loader, indicator: str, period: str = DECEMBER, at: str = THIRD) -> Awaited | None:
    return view(load, at).awaited(indicator, period)


def test_of_visits_due_it_is_told_how_many_more_will_prove_in_time(load: Loader) -> None:
    load(THIRD, *council(10))
    one = awaited(load, IN_TIME)
    assert one is not None and one.in_time
    assert (one.figure.numerator, one.figure.denominator) == (3, 8)
    assert (one.low, one.high, one.expected, one.past) == (3, 3, 3.0, 10)
    assert one.shares == ((6, 8), (6, 8))


def test_no_more_can_prove_in_time_than_were_due(load: Loader) -> None:
    load(THIRD, *council(10, now=6))
    one = awaited(load, IN_TIME)
    assert one is not None and one.high == 6 and one.shares == ((8, 8), (8, 8))


def test_of_visits_made_it_is_told_how_many_more_there_will_be(load: Loader) -> None:
    load(THIRD, *council(10))
    one = awaited(load, TO_RECORD)
    assert one is not None and not one.in_time and one.shares is None
    assert (one.figure.denominator, one.low, one.high) == (3, 3, 3)


def test_the_age_is_that_of_the_last_load_not_of_the_question(load: Loader) -> None:
    """Asked on the 20th, the register still knows no more than on the third; half is still to come."""
    load(THIRD, *council(10))
    one = awaited(load, TO_RECORD, at="2020-01-20")
    assert one is not None and (one.low, one.high) == (3, 3)


def test_a_report_awaited_is_no_visit_to_come(load: Loader) -> None:
    """A visit that the register holds is known, whenever its report is written."""
    plans, visits = council(10)
    rows = visits.tables[0]
    rows.columns["recorded"] = [None if text == "2019-12-30" else text for text in rows.columns["recorded"]]
    load(THIRD, plans, visits)
    one = awaited(load, IN_TIME)
    assert one is not None and (one.figure.numerator, one.low, one.high) == (3, 3, 3)


def test_too_few_periods_are_said_in_words(load: Loader) -> None:
    load(THIRD, *council(7))
    one = awaited(load, IN_TIME)
    assert one is not None and one.why.startswith("past periods to tell from: 7; at least 8 are needed")
    assert one.shares is None


def test_loads_alone_tell_nothing(load: Loader) -> None:
    load(THIRD, *council(10, given=False))
    for indicator, why in ((IN_TIME, "the records do not say when these were written up"), (TO_RECORD, None)):
        one = awaited(load, indicator)
        assert one is None or one.why == why


@pytest.mark.parametrize(
    ("indicator", "period", "at"),
    [
        (IN_TIME, "2020-01", THIRD),  # still running
        (IN_TIME, DECEMBER, "2020-07-01"),  # 183 days on there is nothing more to look for
        (IN_TIME, "12m-to-2019-12-31", THIRD),  # such periods overlap
        ("children_on_protection_plans", DECEMBER, THIRD),
        ("protection_visits_recorded_in_time", DECEMBER, THIRD),
    ],
)
def test_of_what_is_not_asked(load: Loader, indicator: str, period: str, at: str) -> None:
    load(THIRD, *council(10))
    assert awaited(load, indicator, period, at) is None


def test_before_the_period_had_ended_in_the_records_nothing_is_told(load: Loader) -> None:
    load("2019-12-30", *council(10))
    assert awaited(load, IN_TIME, at=THIRD) is None
    assert view(load).awaited(IN_TIME, parse(DECEMBER)) is None
