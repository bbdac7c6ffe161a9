"""The table of the issue, found in the casebook by plain Python and then by the ordinary route."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

import scrutable
from scrutable.demo import targets
from scrutable.demo.recording import Casebook

from . import truth

START, END = targets.QUARTER
SUMMER = date(2019, 7, 1), date(2019, 9, 30)


@pytest.fixture(scope="module")
def january(book: Casebook) -> dict[str, object]:
    return truth.table(book, START, END, targets.KNOWN_ON)


def test_requests_and_plans(january: dict[str, object]) -> None:
    assert january["requests"] == 80
    assert january["plans"] == 106
    assert (january["in time, without exceptions"], january["without exceptions"]) == (14, 100)
    assert january["in time"] == 15


def test_the_queue(january: dict[str, object]) -> None:
    assert (january["open before"], january["open"], january["overdue"]) == (98, 66, 8)
    assert january["refused or withdrawn"] == 6


def test_the_sum_of_the_minutes_is_the_queue_of_the_records(january: dict[str, object]) -> None:
    # 98 + 80 - 106 - 6: the four ordered by the Tribunal and the four without a plan cancel out.
    assert targets.ORDERED_BY_TRIBUNAL == targets.ENDED_WITHOUT_A_PLAN
    assert (
        january["open before"] + january["requests"] - january["plans"] - january["refused or withdrawn"]
        == 66
    )


def test_mediations(january: dict[str, object]) -> None:
    assert (january["mediations"], january["then appealed"]) == (16, 5)


def test_missing_children_and_episodes(january: dict[str, object]) -> None:
    assert (january["children missing"], january["missing episodes"]) == (49, 112)
    assert january["children by group"] == targets.MISSING_CHILDREN
    assert sum(targets.MISSING_CHILDREN.values()) == 49


def test_one_in_bed_and_breakfast_six_offers_and_agency_workers(january: dict[str, object]) -> None:
    assert january["in bed and breakfast"] == 1
    assert january["job offers"] == 6
    agency = january["agency"]
    assert isinstance(agency, dict)
    assert len(agency) >= 5
    assert 20 <= sum(agency.values()) <= 32


def test_visits_made_in_time_are_written_up_in_january(book: Casebook) -> None:
    met, due = truth.visits_in_time(book, START, END, targets.KNOWN_ON)
    met_later, due_later = truth.visits_in_time(book, START, END, date(2020, 1, 20))
    assert met / due < 0.83
    assert met_later / due_later > 0.87


def test_a_fortnight_later_more_is_known(book: Casebook) -> None:
    later = truth.table(book, START, END, date(2020, 1, 20))
    assert (later["requests"], later["plans"], later["overdue"]) == (81, 107, 7)
    assert (later["children missing"], later["missing episodes"]) == (49, 113)


def test_the_backlog_grew_over_the_years(book: Casebook) -> None:
    shares = []
    for year in (2016, 2017, 2018, 2019):
        found = truth.table(book, date(year, 1, 1), date(year, 12, 31), date(2020, 1, 20))
        shares.append(found["in time"] / found["plans"])
    assert 0.52 < shares[0] < 0.68
    assert all(before > after for before, after in pairwise(shares))
    assert 0.12 < shares[3] < 0.24


def test_nothing_else_is_left_in_the_summer_post(book: Casebook) -> None:
    received = [row["received"] for row in book.known("ehc_request", targets.KNOWN_ON)]
    assert sum(targets.LAST_LATE_REQUEST < day <= SUMMER[1] for day in received) == 3


FIGURES = {
    "ehc_requests": (80, None, 0),
    "ehc_plans_issued": (106, None, 0),
    "ehc_plans_within_20_weeks": (14, 100, 6),
    "ehc_plans_within_20_weeks_including_exceptions": (15, 106, 0),
    "ehc_assessments_open": (66, None, 0),
    "ehc_assessments_overdue": (8, 66, 0),
    "children_missing": (49, None, 0),
    "missing_episodes": (112, None, 0),
    "care_leavers_in_bed_and_breakfast": (1, None, 0),
}


@pytest.fixture(scope="module")
def store(demo_council: Path) -> scrutable.Store:
    return scrutable.open(demo_council / "store")


@pytest.mark.slow
def test_the_ordinary_route_finds_the_table(store: scrutable.Store) -> None:
    found = {}
    for indicator in FIGURES:
        (row,) = store.indicator(indicator).figures("2019-20Q3", known_on="2020-01-06").to_pylist()
        found[indicator] = (row["numerator"], row["denominator"], row["excluded"])
    assert found == FIGURES


@pytest.mark.slow
def test_the_ordinary_route_agrees_with_the_casebook(store: scrutable.Store, book: Casebook) -> None:
    """Not only the steered figures: the visits, the disputes and the workers come out as they were simulated."""
    for known in (date(2020, 1, 6), date(2020, 1, 20)):
        (visits,) = (
            store.indicator("child_protection_visits_in_time")
            .figures("2019-20Q3", known_on=known)
            .to_pylist()
        )
        assert (visits["numerator"], visits["denominator"]) == truth.visits_in_time(book, START, END, known)
    appeals = store.indicator("ehc_mediations").figures(
        "ytd-to-2019-12-31", by="went_on_to_appeal", known_on="2020-01-06"
    )
    assert {row["breakdown"]: row["numerator"] for row in appeals.to_pylist()} == {"no": 11, "yes": 5}
    departments = store.indicator("agency_social_workers").figures(
        "2019-20Q3", by="department", known_on="2020-01-06"
    )
    assert {row["breakdown"]: row["numerator"] for row in departments.to_pylist()} == truth.agency(
        book, END, targets.KNOWN_ON
    )
    (summer,) = (
        store.indicator("ehc_assessments_open").figures("2019-20Q2", known_on="2020-01-06").to_pylist()
    )
    assert summer["numerator"] == 98


@pytest.mark.slow
def test_what_is_unusable_is_found_and_small(store: scrutable.Store) -> None:
    findings = store.findings()
    assert findings
    assert [finding for finding in findings if finding["level"] == "unusable"] == []
    assert sum(finding["rows"] for finding in findings if finding["level"] == "attention") < 100


def test_the_folder_is_named_for_the_day(first_folder: Path) -> None:
    assert first_folder.name == "2019-07-08"
