"""The council as a whole looks like one of its size, and its records hold together."""

from datetime import date, timedelta

import pytest

from scrutable.demo.days import age_on
from scrutable.demo.recording import Casebook, Row

from . import truth

NOW = date(2020, 1, 20)


def rows(book: Casebook, table: str) -> list[Row]:
    return list(book.known(table, NOW))


def open_on(held: list[Row], day: date) -> int:
    return sum(row["started"] <= day and (row["ended"] is None or row["ended"] > day) for row in held)


@pytest.mark.parametrize("day", [date(year, 12, 31) for year in (2016, 2017, 2018, 2019)])
def test_children_in_care_and_with_plans_are_as_many_as_in_such_a_council(book: Casebook, day: date) -> None:
    assert 95 <= open_on(rows(book, "care_episode"), day) <= 145
    assert 100 <= open_on(rows(book, "cp_plan"), day) <= 165


def test_some_1800_referrals_a_year_of_which_a_quarter_to_a_fifth_are_again(book: Casebook) -> None:
    held = rows(book, "referral")
    by_child: dict[object, list[date]] = {}
    for row in held:
        by_child.setdefault(row["child_id"], []).append(row["received"])
    year = [row for row in held if date(2018, 4, 1) <= row["received"] <= date(2019, 3, 31)]
    again = sum(
        any(day < row["received"] <= day + timedelta(days=365) for day in by_child[row["child_id"]])
        for row in year
    )
    assert 1650 < len(year) < 2000
    assert 0.19 < again / len(year) < 0.26


def test_an_open_child_is_not_referred_again(book: Casebook) -> None:
    last: dict[object, Row] = {}
    for row in sorted(rows(book, "referral"), key=lambda row: str(row["received"])):
        before = last.get(row["child_id"])
        if before is not None and row["source_group"] != "10" and before["source_group"] != "10":
            assert before["closed"] is None or before["closed"] < row["received"] or before["closed"] > NOW
        last[row["child_id"]] = row


def test_everything_is_about_a_child_that_is_known(book: Casebook) -> None:
    for day in (date(2019, 7, 8), date(2019, 10, 7), date(2020, 1, 6), NOW):
        known = {row["child_id"] for row in book.known("child", day)}
        for table in (
            "contact",
            "referral",
            "cp_visit",
            "care_leaver",
            "missing_episode",
            "ehc_request",
            "allocation",
        ):
            assert {row["child_id"] for row in book.known(table, day)} <= known


def test_nothing_ends_before_it_starts(book: Casebook) -> None:
    for table in ("cin_plan", "cp_plan", "care_episode", "worker", "allocation", "ehc_plan_exception"):
        for row in rows(book, table):
            started = row.get("started", row.get("began"))
            assert row["ended"] is None or started <= row["ended"], table


def test_a_childs_missing_episodes_do_not_overlap(book: Casebook) -> None:
    back: dict[object, object] = {}
    held = [row for row in rows(book, "missing_episode") if truth.within(row | {"day": row["began"].date()}, "day",
            date(2019, 10, 1), date(2019, 12, 31)) and row["kind"] == "M"]  # fmt: skip
    overlaps = 0
    for row in sorted(held, key=lambda row: (row["child_id"], row["began"])):
        overlaps += row["child_id"] in back and back[row["child_id"]] > row["began"]
        back[row["child_id"]] = row["returned"]
    assert overlaps <= 3  # at the end of a stay there may be no room


def test_care_leavers_of_19_to_21(book: Casebook) -> None:
    born = {row["child_id"]: row["birth_date"] for row in rows(book, "child")}
    day = date(2019, 12, 31)
    latest = [
        row for row in truth.latest_statuses(book, day, NOW) if 19 <= age_on(born[row["child_id"]], day) <= 21
    ]
    assert 40 <= len(latest) <= 70
    assert 0.25 < sum(row["activity"] in ("G4", "G5", "G6") for row in latest) / len(latest) < 0.45
    assert 0.78 < sum(bool(row["suitable"]) for row in latest) / len(latest) < 0.96


def test_late_writing_grows_with_the_trouble_of_december(book: Casebook) -> None:
    waits = {month: [] for month in (6, 12)}
    for row in rows(book, "cp_visit"):
        # One in twenty of the last is entered with its day alone, its notes not yet written.
        if row["recorded"] and row["made"].year == 2019 and row["made"].month in waits:
            waits[row["made"].month].append((row["recorded"] - row["made"]).days)
    assert sum(waits[12]) / len(waits[12]) > 3 * sum(waits[6]) / len(waits[6])
