"""The traps of workforce figures: each has misled someone, and each is a test."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest

from scrutable.engine.duckdb import Engine
from scrutable.figures.view import find
from tests.examples.running import periods_of

Row = dict[str, Any]
DAY = date(2025, 9, 30)
YEAR = {"period_start": date(2024, 10, 1), "period_end": DAY}
QUARTER = {"period_start": date(2025, 7, 1), "period_end": DAY}


def listed(indicator: str, period: Row = YEAR, **tables: list[Row]) -> list[Row]:
    """Return the cases of an indicator over rows of which only what matters is said."""
    rows = {table: list(_whole(table, given)) for table, given in tables.items()}
    engine = Engine.over_rows(rows)
    try:
        return engine.case_list(find(indicator), periods_of([period])).to_pylist()
    finally:
        engine.con.close()


def _whole(table: str, given: list[Row]) -> Iterator[Row]:
    begun = {"post": {"opened": date(2020, 4, 1)}, "recruitment": {}}
    for row in given:
        yield {"authority": "999"} | begun.get(table, {"started": date(2020, 4, 1)}) | row


def ratio(cases: list[Row]) -> tuple[float, float]:
    """Return what a ratio's cases come to: the sum of the amounts and of the bases."""
    counted = [case for case in cases if case["excluded"] is None]
    return sum(case["amount"] for case in counted), sum(case["base"] for case in counted)


def share(cases: list[Row]) -> tuple[int, int]:
    counted = [case for case in cases if case["excluded"] is None]
    return sum(case["met"] is True for case in counted), len(counted)


def worker(worker_id: str, kind: str = "employee", fte: float | None = 1.0, **more: Any) -> Row:
    return {"worker_id": worker_id, "kind": kind, "fte": fte} | more


def post(post_id: str, fte: float = 1.0, **more: Any) -> Row:
    return {"post_id": post_id, "fte": fte} | more


# Six posts: four vacant, three of them covered by one agency worker each; two agency workers come on top.
WORKERS = [
    worker("E1"),
    worker("E2"),
    *(worker(f"A{number}", "agency") for number in range(1, 6)),
]
POSTS = [
    post("P1", held_by="E1"),
    post("P2", held_by="E2"),
    post("P3", covered_by="A1"),
    post("P4", covered_by="A2"),
    post("P5", covered_by="A3"),
    post("P6"),
]


def test_the_two_rates_of_cover_are_not_the_same() -> None:
    """Trap 1 and section 12: covering agency over agency (3 of 5) is not covered vacancies over vacancies (3 of 4)."""
    by_agency = share(listed("agency_workers_covering_vacancies", worker=WORKERS, post=POSTS))
    of_posts = share(listed("vacancies_covered_by_agency", worker=WORKERS, post=POSTS))
    assert by_agency == (3, 5)
    assert of_posts == (3, 4)


def test_a_vacancy_that_agency_covers_is_still_a_vacancy() -> None:
    """Trap 1: one name, two series. The vacancy rate is the same with cover and without it."""
    bare = [{name: value for name, value in one.items() if name != "covered_by"} for one in POSTS]
    for posts in (POSTS, bare):
        assert ratio(listed("vacancy_rate", worker=WORKERS, post=posts)) == (4, 6)
        assert len(listed("vacancies", worker=WORKERS, post=posts)) == 4


def test_agency_workers_are_in_neither_term_of_the_vacancy_rate() -> None:
    """Trap 1: neither more agency workers nor one entered as the holder of a post lowers it."""
    more = [*WORKERS, worker("A6", "agency"), worker("A7", "agency")]
    assert ratio(listed("vacancy_rate", worker=more, post=POSTS)) == (4, 6)
    entered = [*POSTS[:-1], post("P6", held_by="A6")]
    assert ratio(listed("vacancy_rate", worker=more, post=entered)) == (4, 6)


def test_a_post_whose_holder_has_left_is_vacant_though_the_list_still_names_them() -> None:
    gone = [worker("E1", ended=DAY), worker("E2")]
    assert ratio(listed("vacancy_rate", worker=gone, post=POSTS)) == (5, 6)


def test_a_list_of_posts_of_a_later_day_does_not_speak_of_the_past() -> None:
    """Trap 8: what the list says now is not what it said then. It is set aside, rather than taken for the past."""
    now = [one | {"known_from": datetime(2026, 1, 6)} for one in POSTS]
    soon = [one | {"known_from": datetime(2025, 10, 7)} for one in POSTS]
    for indicator in ("vacancy_rate", "vacancies", "vacancies_covered_by_agency"):
        assert {case["excluded"] for case in listed(indicator, worker=WORKERS, post=now)} == {
            "list of posts of a later day"
        }
        assert {case["excluded"] for case in listed(indicator, worker=WORKERS, post=soon)} == {None}
    covering = "agency_workers_covering_vacancies"
    assert {case["met"] for case in listed(covering, worker=WORKERS, post=now)} == {None}


def test_agency_workers_are_in_both_terms_of_the_agency_rate() -> None:
    """Section 12: agency over agency and employed. 5 of 7, not 5 over 2."""
    assert ratio(listed("agency_rate", worker=WORKERS)) == (5, 7)


def test_full_time_equivalents_are_not_people() -> None:
    """Trap 13: two who work half are two people and one full-time equivalent."""
    workers = [worker("A1", "agency", 0.5), worker("A2", "agency", 0.5), worker("E1")]
    assert ratio(listed("agency_rate", worker=workers)) == (1, 2)
    assert len(listed("agency_social_workers", worker=workers)) == 2
    assert len(listed("social_workers", worker=workers)) == 3


def test_full_time_equivalent_left_blank_is_not_known() -> None:
    """Leaving a cell blank neither raises nor lowers the rate unseen: the case is there, and is not known."""
    (case,) = listed("agency_rate", worker=[worker("A1", "agency", None)])
    assert (case["excluded"], case["amount"], case["base"]) == (None, None, None)


def test_turnover_of_a_quarter_is_not_that_of_a_year() -> None:
    """Trap 5 and 9: leavers are of a period and staff of a day. Only twelve months compare with what is published."""
    workers = [
        worker("E1", ended=date(2024, 11, 1)),
        worker("E2", ended=date(2025, 2, 1)),
        worker("E3", ended=date(2025, 8, 1)),
        *(worker(f"S{number}") for number in range(4)),
    ]
    assert ratio(listed("turnover_rate", YEAR, worker=workers)) == (3, 4)
    assert ratio(listed("turnover_rate", QUARTER, worker=workers)) == (1, 4)
    assert any("Only twelve months compare" in trap for trap in find("turnover_rate").traps)


def test_a_move_inside_the_council_is_not_turnover_and_agency_is_in_neither_term() -> None:
    workers = [
        worker("E1", ended=date(2025, 2, 1), leave_reason="Moved within the council"),
        worker("E2", ended=date(2025, 2, 1), leave_reason="Resignation"),
        worker("E3"),
        worker("A1", "agency", ended=date(2025, 2, 1)),
        worker("A2", "agency"),
    ]
    cases = listed("turnover_rate", worker=workers)
    assert ratio(cases) == (1, 1)
    assert {case["case_id"]: case["excluded"] for case in cases}["E1"] == "moved within the council"


def test_who_left_on_the_last_day_is_in_one_term_only() -> None:
    """Trap 5: nobody is a leaver and in post at once."""
    assert ratio(listed("turnover_rate", worker=[worker("E1", ended=DAY), worker("E2")])) == (1, 1)


def test_the_caseload_is_of_those_who_hold_cases() -> None:
    """WF04: who holds no case, and who has no hours, is in neither term; agency workers are in both."""
    workers = [worker("E1", fte=0.5), worker("A1", "agency"), worker("E2"), worker("E3", fte=0.0)]
    held = [("E1", "C1"), ("E1", "C2"), ("A1", "C3"), ("E3", "C4")]
    allocations = [
        {"allocation_id": f"{who}{child}", "worker_id": who, "child_id": child} for who, child in held
    ]
    cases = listed("average_caseload", worker=workers, allocation=allocations)
    assert ratio(cases) == (3, 1.5)
    assert [case["excluded"] for case in cases if case["case_id"] == "E3"] == ["no contracted hours"]


def test_a_child_is_one_case_of_a_worker_however_often_allocated() -> None:
    """Trap 13: allocations are not children."""
    allocations = [
        {"allocation_id": one, "worker_id": "E1", "child_id": "C1"} for one in ("first", "again", "once more")
    ]
    assert ratio(listed("average_caseload", worker=[worker("E1")], allocation=allocations)) == (1, 1)


def test_cases_left_with_someone_who_has_gone_are_listed_and_not_counted() -> None:
    allocations = [{"allocation_id": "A", "worker_id": "E1", "child_id": "C1"}]
    gone = [worker("E1", ended=date(2025, 9, 1))]
    (case,) = listed("average_caseload", worker=gone, allocation=allocations)
    assert (case["excluded"], case["amount"]) == ("not working for us on the day", 1)


def test_newly_qualified_is_neither_good_nor_bad_and_blank_is_not_no() -> None:
    """WF06: a band, and what is not recorded is not known."""
    assert find("newly_qualified_share").better == "band"
    workers = [worker("E1", newly_qualified=True), worker("E2", newly_qualified=None)]
    allocations = [
        {"allocation_id": who, "worker_id": who, "child_id": "C1", "started": date(2025, 1, 6)}
        for who in ("E1", "E2")
    ]
    cases = listed("newly_qualified_share", worker=workers, allocation=allocations)
    assert {case["case_id"]: case["amount"] for case in cases} == {"E1": 1, "E2": None}


def test_six_job_offers_are_not_six_who_started() -> None:
    """The committee's own question: of the offers of a quarter, how many have started, as known now?"""
    offers = [
        {"step_id": f"O{n}", "post_id": f"P{n}", "candidate_id": f"C{n}", "stage": "offered", "happened": DAY}
        for n in range(6)
    ]
    after = [(0, "started"), (1, "started"), (2, "accepted")]
    steps = [
        {"step_id": f"S{n}", "post_id": f"P{n}", "candidate_id": f"C{n}", "stage": stage,
         "happened": date(2025, 11, 3)}
        for n, stage in after
    ]  # fmt: skip
    came_of = [case["outcome_so_far"] for case in listed("job_offers", recruitment=offers + steps)]
    assert sorted(came_of) == ["Accepted", *["Nothing further yet"] * 3, *["Started"] * 2]
    assert listed("recruits_started", recruitment=offers + steps) == []


@pytest.mark.parametrize("indicator", ["agency_rate", "vacancy_rate", "turnover_rate"])
def test_the_published_figure_is_of_30_september(indicator: str) -> None:
    """Trap 9: never line up a figure of another day with it unsaid."""
    assert any("30 September" in trap for trap in find(indicator).traps)
    assert find(indicator).compare
