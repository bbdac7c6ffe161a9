"""Where a return ends before it was sent, nothing is said of the days after it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import scrutable
from scrutable.sources.delivery import Delivery, Scope
from scrutable.store import Store
from tests.unit.register.making import delivery, rows_of

Q = "2019-20Q1"
Load = Callable[[str, Scope, str], Store]


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Load:
    """Load one referral of a census that covers some days, extracted on one day; return the store."""
    store = scrutable.init(tmp_path / "store", number="999")
    (tmp_path / "given").write_text("", encoding="utf-8")

    def loaded(at: str, scope: Scope, received: str) -> Store:
        row = {"referral_id": received, "child_id": "7", "received": received, "closed": "2019-06-01"}
        one = delivery(rows_of("referral", [row], scope=scope), source="cin")
        given: Callable[..., list[Delivery]] = lambda paths, say, limits: [one]  # noqa: E731
        monkeypatch.setattr("scrutable.sources.read", given)
        store.load([tmp_path / "given"], extracted_at=at)
        return store

    return loaded


def year(end: int) -> Scope:
    return Scope(first=date(end - 1, 4, 1), last=date(end, 3, 31))


def absent(store: Store, known_on: str, period: str) -> str:
    (figure,) = store.known_on(known_on).figures(["referrals"], [period])
    return figure.absent


def test_a_census_sent_in_june_says_nothing_of_april(load: Load) -> None:
    store = load("2019-06-20", year(2019), "2019-03-31")
    assert absent(store, "2019-06-20", "2019-03") == ""
    assert absent(store, "2019-06-20", "2019-04") == "the records of referral end on 31 March 2019"
    assert absent(store, "2019-06-20", Q) == "the records of referral end on 31 March 2019"


def test_one_sent_on_its_last_day_or_before_has_no_end_yet(load: Load) -> None:
    """An extract speaks up to its own day; that the next one is late is another matter, which the pack says."""
    assert absent(load("2019-03-31", year(2019), "2019-03-31"), "2019-05-01", "2019-04") == ""


def test_a_year_in_hand_ends_when_it_is_over(load: Load) -> None:
    store = load("2019-01-31", year(2019), "2019-01-02")
    assert absent(store, "2019-01-31", "2018-19Q4") == ""
    assert absent(store, "2019-05-01", "2019-04") == "the records of referral end on 31 March 2019"


def test_the_next_return_takes_the_end_further(load: Load) -> None:
    load("2019-06-20", year(2019), "2019-03-31")
    store = load("2019-10-01", year(2020), "2019-04-02")
    assert absent(store, "2019-06-20", "2019-04").startswith("the records of referral end")
    assert absent(store, "2019-10-01", "2019-04") == ""
