"""How far two sources agree: worked cases on the edges, and laws over drawn registers."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import cache
from itertools import product
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrutable.engine import agree, sides
from scrutable.engine.agree import Agreement
from scrutable.engine.views import Spoken
from scrutable.errors import UsageFault
from scrutable.register import history
from scrutable.register.schema import tables

LOADED = datetime(2020, 1, 6, 18)
DAY = timedelta(days=1)
MARCH = date(2019, 3, 1)
ALL = (date(2015, 1, 1), date(2020, 1, 6))  # days that cover every case drawn here
Row = dict[str, Any]


@cache
def empty() -> duckdb.DuckDBPyConnection:
    """A register without a row, as an engine has it: made once, for making it takes longer than any test."""
    con = duckdb.connect(":memory:", config={"threads": 1})
    con.execute("attach ':memory:' as kept; use kept")
    history.create(con)
    con.execute("use memory; create table same_child (child_id varchar, principal varchar)")
    con.execute("insert into kept.books.load values (1, '999', ?, ?)", [LOADED, LOADED])
    return con


@contextmanager
def register(
    table: str, held: dict[str, list[Row]], windows: dict[str, Sequence[tuple[date, date]]] | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The register with the rows of some sources in one table. Without windows the sources speak for all days."""
    con, key = empty(), tables()[table].key[0]
    try:
        for source, rows in held.items():
            con.execute("insert into kept.books.file values (1, ?, ?, '')", [source, f"{source}.csv"])
            for first, last in (windows or {}).get(source, () if windows else (ALL,)):
                con.execute(
                    "insert into kept.books.window values (1, ?, ?, ?, ?)", [source, table, first, last]
                )
            for number, row in enumerate(rows):
                said = {"authority": "999", "source": source, "load": 1, "known_from": LOADED}
                said |= {key: f"999/{source}{number}"} | row
                con.execute(
                    f"insert into kept.{table} ({', '.join(said)}) values ({', '.join('?' * len(said))})",
                    [*said.values()],
                )
        yield con
    finally:
        for name in (table, "books.file", "books.window"):
            con.execute(f"delete from kept.{name}")
        con.execute("delete from same_child")


def compared(table: str, held: dict[str, list[Row]], **asked: Any) -> Agreement:
    """What comes of comparing two sources, in the order in which they are given."""
    within, windows = asked.pop("within", agree.WITHIN), asked.pop("windows", None)
    with register(table, held, windows) as con:
        (found,) = agree.agreements(con, [spoken(table, held)], asked.pop("on", LOADED), within=within)
    assert not asked
    return found


def spoken(table: str, held: dict[str, list[Row]]) -> Spoken:
    first, *others = held
    return Spoken("999", table, first, tuple(others))


def referral(child: str, received: date | None, **more: Any) -> Row:
    return {"child_id": f"999/{child}", "received": received} | more


def counts(found: Agreement) -> tuple[int, int, int, tuple[int, int]]:
    return found.both, found.dates, found.facts, found.only


def told(found: Agreement) -> list[tuple[str, str, tuple[tuple[str, Any, Any], ...]]]:
    return [(case.child, case.kind, case.differing) for case in found.cases]


def two(one: list[Row], other: list[Row], **asked: Any) -> Agreement:
    """Compare the referrals of two sources."""
    return compared("referral", {"cin": one, "annex_a": other}, **asked)


def test_the_same_child_and_day_is_one_case_whatever_its_id() -> None:
    found = two([referral("A", MARCH)], [referral("A", MARCH)])
    assert counts(found) == (1, 0, 0, (0, 0)) and found.cases == ()
    assert found.speaks == "cin" and found.sources == ("cin", "annex_a")


def test_a_child_of_whom_only_one_source_knows_is_said_with_its_file() -> None:
    found = two([referral("A", MARCH), referral("B", MARCH)], [referral("A", MARCH)])
    assert counts(found) == (1, 0, 0, (1, 0))
    (case,) = found.cases
    assert (case.child, case.kind, case.held[1]) == ("999/B", "only in cin", None)
    assert case.held[0] == agree.Held("999/cin1", MARCH, None, 1, ("cin.csv",))


def test_twins_are_two_children() -> None:
    """Born on one day and referred on one day: the one is never taken for the other."""
    found = two([referral("TWIN1", MARCH), referral("TWIN2", MARCH)], [referral("TWIN2", MARCH)])
    assert told(found) == [("999/TWIN1", "only in cin", ())]


def test_two_on_one_day_are_two_cases() -> None:
    found = two([referral("A", MARCH)] * 2, [referral("A", MARCH)])
    assert counts(found) == (1, 0, 0, (1, 0))


def test_of_two_on_one_day_those_that_agree_are_matched() -> None:
    """In whatever order each source has them: otherwise both would seem to differ."""
    need, harm = ({"primary_need": code} for code in ("N1", "N2"))
    one = [referral("A", MARCH, **need), referral("A", MARCH, **harm)]
    found = two(one, one[::-1])
    assert counts(found) == (2, 0, 0, (0, 0))
    found = two(one, [referral("A", MARCH, **harm), referral("A", MARCH, primary_need="N3")])
    assert counts(found) == (1, 0, 1, (0, 0))
    assert told(found) == [("999/A", "different facts", (("primary_need", "N1", "N3"),))]


@pytest.mark.parametrize(("apart", "one_case"), [(14, True), (15, False), (-14, True), (-15, False)])
def test_dates_may_lie_as_far_apart_as_is_said(apart: int, one_case: bool) -> None:
    later = MARCH + apart * DAY
    found = two([referral("A", MARCH)], [referral("A", later)])
    if one_case:
        assert told(found) == [("999/A", "different dates", (("received", MARCH, later),))]
    else:
        assert counts(found) == (0, 0, 0, (1, 1))


def test_within_nought_days_only_the_same_day_will_do() -> None:
    assert counts(two([referral("A", MARCH)], [referral("A", MARCH + DAY)], within=0)) == (0, 0, 0, (1, 1))
    with pytest.raises(UsageFault, match="U166"):
        two([referral("A", MARCH)], [referral("A", MARCH)], within=-1)


def test_the_nearest_day_is_taken_and_the_same_day_before_any_other() -> None:
    found = two([referral("A", MARCH)], [referral("A", MARCH + 5 * DAY), referral("A", MARCH - 3 * DAY)])
    assert told(found) == [
        ("999/A", "different dates", (("received", MARCH, MARCH - 3 * DAY),)),
        ("999/A", "only in annex_a", ()),
    ]
    one, other = ([referral("A", MARCH + n * DAY) for n in days] for days in ((0, 1), (1, 2)))
    found = two(one, other)
    assert told(found) == [("999/A", "different dates", (("received", MARCH, MARCH + 2 * DAY),))]


def test_an_end_that_differs_is_a_different_date_and_a_missing_one_too() -> None:
    closed = MARCH + 30 * DAY
    ended, later = referral("A", MARCH, closed=closed), referral("A", MARCH, closed=closed + DAY)
    assert told(two([ended], [later])) == [("999/A", "different dates", (("closed", closed, closed + DAY),))]
    still_open = [referral("A", MARCH), referral("B", MARCH, closed=closed)]
    found = two([ended, referral("B", MARCH, closed=closed)], still_open)
    assert told(found) == [("999/A", "different dates", (("closed", closed, None),))]


def test_a_source_that_never_gives_an_end_is_not_said_to_differ_in_it() -> None:
    found = two([referral("A", MARCH, closed=MARCH + DAY)], [referral("A", MARCH)])
    assert counts(found) == (1, 0, 0, (0, 0)) and "closed" not in found.columns


def test_an_empty_cell_says_nothing_and_so_differs_from_nothing() -> None:
    one = [referral("A", MARCH, no_further_action=True), referral("B", MARCH, no_further_action=True)]
    other = [referral("A", MARCH), referral("B", MARCH, no_further_action=False)]
    found = two(one, other)
    assert told(found) == [("999/B", "different facts", (("no_further_action", True, False),))]
    assert found.columns == ("no_further_action",)


def test_words_and_ids_are_not_compared() -> None:
    one = referral("A", MARCH, source_group="1A", team="North")
    found = two([one], [one | {"source_group": "a) Individual", "team": "Duty"}])
    assert counts(found) == (1, 0, 0, (0, 0)) and found.columns == ()


YEAR = (date(2019, 4, 1), date(2020, 3, 31))


@pytest.mark.parametrize(
    ("received", "closed", "asked"),
    [
        (date(2018, 1, 1), date(2019, 3, 31), False),  # over on the last day before
        (date(2018, 1, 1), date(2019, 4, 1), True),
        (date(2018, 1, 1), None, True),  # still open
        (date(2020, 3, 31), None, True),
        (date(2020, 4, 1), None, False),  # the day after
    ],
)
def test_a_case_is_missing_only_where_the_other_source_speaks_for_its_days(
    received: date, closed: date | None, asked: bool
) -> None:
    other = [referral("B", date(2019, 6, 1), closed=date(2019, 7, 1))]
    found = two([referral("A", received, closed=closed)], other, windows={"annex_a": [YEAR]})
    assert found.only == (int(asked), 0) and found.unasked == (int(not asked), 1)


@pytest.mark.parametrize(("received", "asked"), [(date(2019, 3, 31), False), (date(2019, 4, 1), True)])
def test_a_list_without_ends_is_of_what_began_in_its_days(received: date, asked: bool) -> None:
    found = two([referral("A", received)], [referral("B", MARCH)], windows={"annex_a": [YEAR]})
    assert found.only == (int(asked), 0)


def test_a_list_of_the_last_visit_is_not_said_to_lack_those_before_nor_that_of_its_day() -> None:
    """Nor does a child with two plans have two visits, because the list has the same one beside each."""
    visits = [{"child_id": "999/A", "made": day} for day in (MARCH, MARCH + 10 * DAY, LOADED.date())]
    last = {"child_id": "999/A", "made": MARCH + 10 * DAY}
    day_alone = {"annex_a": [(LOADED.date(), LOADED.date())], "csv": [ALL]}
    found = compared("cp_visit", {"csv": visits, "annex_a": [last, last]}, windows=day_alone)
    assert counts(found) == (1, 0, 0, (0, 0)) and found.unasked == (2, 1)
    elsewhere = {"child_id": "999/B", "made": MARCH}
    found = compared("cp_visit", {"csv": visits, "annex_a": [last, elsewhere]}, windows=day_alone)
    assert told(found) == [("999/B", "only in annex_a", ())]


def test_checks_of_two_kinds_on_one_day_are_not_each_other() -> None:
    checks = [{"child_id": "999/A", "done": MARCH, "kind": kind} for kind in ("dental check", "SDQ")]
    assert counts(compared("care_health", {"csv": checks[:1], "annex_a": checks[1:]})) == (0, 0, 0, (1, 1))
    assert counts(compared("care_health", {"csv": checks, "annex_a": checks[::-1]})) == (2, 0, 0, (0, 0))


def test_a_moment_counts_as_its_day() -> None:
    """SSDA903 has the day on which a child went missing, the case system the minute."""
    one = {
        "child_id": "999/A",
        "began": datetime(2019, 3, 1, 23, 50),
        "returned": datetime(2019, 3, 2, 0, 10),
    }
    other = {"child_id": "999/A", "began": datetime(2019, 3, 1), "returned": datetime(2019, 3, 2)}
    assert counts(compared("missing_episode", {"csv": [one], "ssda903": [other]})) == (1, 0, 0, (0, 0))


def test_what_a_return_rightly_leaves_out_is_not_missing_and_the_reason_is_given() -> None:
    gone = [{"child_id": f"999/{child}", "began": datetime(2019, 3, 1)} for child in "AB"]
    found = compared("missing_episode", {"csv": gone, "ssda903": gone[:1]})
    assert found.only == (0, 0) and found.unasked == (1, 0)
    assert found.notes[0].startswith("ssda903 is not said to lack any missing_episode: ")
    assert compared("missing_episode", {"csv": gone[:1], "ssda903": gone}).only == (0, 1)


def test_a_child_is_compared_by_what_is_said_of_it_and_never_missing() -> None:
    born = [{"child_id": f"999/{child}", "birth_date": MARCH} for child in "AB"]
    twin = {"child_id": "999/A", "birth_date": MARCH + DAY}
    found = compared("child", {"csv": born, "cin": [twin]})
    assert told(found) == [("999/A", "different facts", (("birth_date", MARCH, MARCH + DAY),))]
    assert found.unasked == (1, 0) and found.speaks == "by child"


def test_children_that_are_read_as_one_are_one() -> None:
    """SEN2 knows a child by the pupil number, and two records may have been found to be one child."""
    held = {"cin": [referral("A", MARCH)], "annex_a": [referral("OLD", MARCH)]}
    with register("referral", held) as con:
        con.execute("insert into same_child values ('999/OLD', '999/A')")
        (found,) = agree.agreements(con, [spoken("referral", held)], LOADED)
    assert counts(found) == (1, 0, 0, (0, 0))


def test_a_row_is_compared_as_it_was_known_on_the_moment() -> None:
    gone = referral("A", MARCH, known_to=LOADED + DAY)
    held = [[gone], [referral("A", MARCH), referral("B", MARCH, known_from=LOADED + DAY)]]
    assert counts(two(*held)) == (1, 0, 0, (0, 0))
    with register("referral", {"cin": held[0], "annex_a": held[1]}) as con:
        found = agree.agreements(con, [Spoken("999", "referral", "cin", ("annex_a",))], LOADED + 2 * DAY)
    assert found == [], "a source that holds nothing is not compared"


def test_what_has_no_child_or_no_day_is_asked_of_nobody() -> None:
    plan = {"child_id": "999/A", "issued": None}
    found = compared("ehc_plan", {"csv": [plan, plan | {"child_id": None}], "sen2": [plan]})
    assert counts(found) == (0, 0, 0, (0, 0)) and found.unasked == (2, 1)


def test_forms_that_cannot_be_compared_are_left_out_with_their_reason() -> None:
    episode = {"child_id": "999/A", "started": MARCH}
    held = {"csv": [episode], "ssda903": [episode], "annex_a": [episode]}
    with register("care_episode", held) as con:
        found = agree.agreements(con, [spoken("care_episode", held)], LOADED)
    assert [one.sources for one in found] == [("csv", "ssda903")]
    left = agree.left_out([spoken("care_episode", held)])
    assert [one.sources for one in left] == [("csv", "annex_a"), ("ssda903", "annex_a")]
    assert all(one.why == sides.UNLIKE["care_episode", "annex_a"] for one in left)


def test_a_table_that_there_is_not_is_refused() -> None:
    with register("referral", {}) as con, pytest.raises(UsageFault, match="U165"):
        agree.agreements(con, [], LOADED, names=["referrals"])


def test_every_exception_is_of_a_table_there_is() -> None:
    assert {table for table, _ in (*sides.UNLIKE, *sides.PART)} <= set(tables())
    assert all(sides.comparable(tables()[table]) for table, _ in (*sides.UNLIKE, *sides.PART))


# Few children, few days and few codes, so that much falls together.
drawn = st.lists(
    st.builds(
        referral,
        st.sampled_from("AB"),
        st.sampled_from([MARCH + n * DAY for n in (0, 1, 13, 14, 15, 40)]),
        closed=st.sampled_from([None, MARCH + 20 * DAY, MARCH + 60 * DAY]),
        primary_need=st.sampled_from([None, "N1", "N2"]),
    ),
    min_size=1,
    max_size=7,
)
covered = st.sampled_from([[ALL], [(MARCH, MARCH + 14 * DAY)], [(MARCH + 15 * DAY, MARCH + 60 * DAY)], []])


@settings(max_examples=settings.default.max_examples // 4)
@given(drawn, drawn, covered, covered, st.sampled_from([0, 1, 14]))
def test_the_counts_sum_to_the_rows_of_each_source(
    one: list[Row], other: list[Row], covers: Any, others: Any, within: int
) -> None:
    windows = {"cin": covers, "annex_a": others}
    found = two(one, other, windows=windows, within=within)
    matched = found.both + found.dates + found.facts
    assert matched + found.only[0] + found.unasked[0] == len(one)
    assert matched + found.only[1] + found.unasked[1] == len(other)
    assert len(found.cases) == found.dates + found.facts + sum(found.only)
    for case in found.cases:
        starts = [held.day for held in case.held if held]
        assert all(abs(a - b) <= within * DAY for a, b in product(starts, starts))
        assert bool(case.differing) == (None not in case.held)
    # Of a child and a day as many are matched as the source with fewer has: no two are left over that could be one.
    left = {held.id for case in found.cases if None in case.held for held in case.held if held}
    for (n, a), (m, b) in product(enumerate(one), enumerate(other)):
        if a["child_id"] == b["child_id"] and abs(a["received"] - b["received"]) <= within * DAY:
            assert not {f"999/cin{n}", f"999/annex_a{m}"} <= left


@settings(max_examples=settings.default.max_examples // 4)
@given(drawn, st.randoms(use_true_random=False))
def test_a_source_agrees_with_itself_in_any_order(rows: list[Row], chance: Any) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert counts(two(rows, shuffled)) == (len(rows), 0, 0, (0, 0))


@settings(max_examples=settings.default.max_examples // 4)
@given(drawn, drawn)
def test_the_order_of_the_rows_changes_nothing(one: list[Row], other: list[Row]) -> None:
    there, back = two(one, other), two(one[::-1], other[::-1])
    assert counts(there) == counts(back) and sorted(map(str, told(there))) == sorted(map(str, told(back)))
