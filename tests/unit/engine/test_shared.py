"""Tests of with-queries that several definitions have in the same words."""

from scrutable.engine.shared import by_itself, over_kept, split, told_alike
from scrutable.indicators.definition import catalogue

STAY = "with a as (select 1 as x), b as (select x from a)"


def kept(made: list[tuple[str, str]]):
    def keep(name: str, select: str) -> str:
        made.append((name, select))
        return name

    return keep


def test_what_two_have_in_the_same_words_is_read_from_one_table() -> None:
    one, other = f"{STAY} select x from b", f"{STAY} select x + 1 as y from b"
    made: list[tuple[str, str]] = []
    shared = told_alike([one, other])
    assert over_kept(one, shared, kept(made)) == "with b as (select * from shared_1) select x from b"
    assert (
        over_kept(other, shared, kept(made)) == "with b as (select * from shared_1) select x + 1 as y from b"
    )
    # `a` is needed only by `b`, which is kept whole: it is not kept for itself.
    assert {*made} == {("shared_1", f"{STAY} select * from b")}


def test_what_is_said_otherwise_is_not_shared() -> None:
    one, other = f"{STAY} select x from b", f"{STAY.replace('1', '2')} select x from b"
    assert told_alike([one, other]) == {}
    assert over_kept(one, {}, kept([])) == one


def test_what_looks_at_the_periods_is_not_shared_nor_what_reads_it() -> None:
    queries, rest = split(
        "with a as (select 1 as x), p as (select x from a join period q on true), r as (select x from p)"
        " select x from r"
    )
    assert list(by_itself(queries)) == ["a"]
    assert rest == " select x from r"


def test_a_with_query_of_its_own_stays_and_reads_what_is_shared() -> None:
    select = "with a as (select 1 as x), own as (select x from a join period p on true) select x from own"
    shared = told_alike([select, "with a as (select 1 as x) select x from a"])
    assert over_kept(select, shared, kept([])) == (
        "with a as (select * from shared_0), own as (select x from a join period p on true) select x from own"
    )


def test_brackets_and_words_in_comments_and_texts_are_no_code() -> None:
    queries, rest = split("with a as (\n-- not ) the end, with period\nselect ')' as x) select x from a")
    assert queries == {"a": "\n-- not ) the end, with period\nselect ')' as x"}
    assert rest == " select x from a"
    assert list(by_itself(queries)) == ["a"]


def test_a_select_without_with_queries_or_in_another_form_is_left_as_it_is() -> None:
    for select in (
        "select 1",
        "with a(x) as (select 1) select x from a",
        "with a as materialized (select 1) select 1",
    ):
        assert split(select) == ({}, select)


def test_a_time_in_care_is_told_alike_by_every_definition_of_children_in_care() -> None:
    selects = {one.id: one.select for one in catalogue()}
    shared = told_alike(selects.values())
    by_care = [one for one, select in selects.items() if "looked_after as (" in select]
    assert len(by_care) == 13
    for one in by_care:
        queries, _ = split(selects[one])
        assert by_itself(queries)["looked_after"] in shared
