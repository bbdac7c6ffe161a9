"""From which load on a row's dates have been held: by hand, and against plain Python over random histories."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutable.register import history, typing
from scrutable.register.history import Stamp
from scrutable.register.schema import tables
from scrutable.sources.delivery import Scope
from tests.unit.register.making import WHOLE, Cells, Loader, delivery, rows_of

MOMENTS = [datetime(2020, 1, 6) + timedelta(days=14 * number) for number in range(6)]
DATED = {"missing_episode": ("began", "returned", "interview_offered"), "child_disability": ()}
Extract = tuple[Scope | None, list[Cells]]
Held = dict[tuple[Any, ...], datetime]


def test_a_team_renamed_leaves_it_and_a_date_corrected_moves_it(load: Loader) -> None:
    def visits(team: str, made: str = "2020-01-02") -> Any:
        visit = {"visit_id": "1", "child_id": "1", "made": made, "team": team}
        return delivery(rows_of("cp_visit", [visit]))

    for day, extract in {
        "2020-01-06": visits("North"),
        "2020-02-06": visits("East"),
        "2020-03-06": visits("East", "2020-01-03"),
        "2020-04-06": visits("West", "2020-01-03"),
    }.items():
        load(day, extract)
    first, moved = datetime(2020, 1, 6), datetime(2020, 3, 6)
    with load.register.reading() as con:
        rows = con.execute("select known_from, team, held_from from cp_visit order by all").fetchall()
    assert rows == [
        (first, "North", first),
        (datetime(2020, 2, 6), "East", first),
        (moved, "East", moved),
        (datetime(2020, 4, 6), "West", moved),
    ]


def test_what_was_gone_is_held_anew(load: Loader) -> None:
    visits = rows_of("cp_visit", [{"visit_id": "1", "child_id": "1", "made": "2020-01-02"}])
    load("2020-01-06", delivery(visits))
    load("2020-02-06", delivery(rows_of("cp_visit", [])))
    load("2020-03-06", delivery(visits))
    assert load.said("cp_visit", "held_from", at="2020-01-20") == [(datetime(2020, 1, 6),)]
    assert load.said("cp_visit", "held_from") == [(datetime(2020, 3, 6),)]


def test_a_date_filled_in_or_left_out_is_another_date(load: Loader) -> None:
    plan = {"plan_id": "1", "child_id": "1", "started": "2020-01-02"}
    for number, ended in enumerate((None, "2020-02-01", "2020-02-01", None), 1):
        load(f"2020-0{number}-06", delivery(rows_of("cp_plan", [{**plan, "ended": ended}])))
    with load.register.reading() as con:
        rows = con.execute("select ended, held_from from cp_plan order by known_from").fetchall()
    assert rows == [
        (None, datetime(2020, 1, 6)),
        (date(2020, 2, 1), datetime(2020, 2, 6)),
        (None, datetime(2020, 4, 6)),
    ]


def histories(table: str) -> st.SearchStrategy[list[Extract]]:
    """Draw what successive extracts say: the same few keys come, change in a date or elsewhere, go and come back."""
    if table == "child_disability":
        row = st.fixed_dictionaries(
            {"child_id": st.sampled_from("12"), "code": st.sampled_from(["HAND", "MOB"])}
        )
    else:
        day = st.sampled_from(["2020-01-01", "2020-01-01 10:00"])
        sometimes = st.sampled_from([None, "2020-01-02"])
        row = st.fixed_dictionaries(
            {"episode_id": st.sampled_from("123"), "child_id": st.sampled_from("12"), "began": day}
            | {
                "returned": sometimes,
                "interview_offered": sometimes,
                "team": st.sampled_from([None, "N", "S"]),
            }
            | {"recorded": sometimes}
        )
    key = tables()[table].key
    rows = st.lists(row, max_size=3, unique_by=lambda one: tuple(one[column] for column in key))
    return st.lists(st.tuples(st.sampled_from([WHOLE, WHOLE, None]), rows), min_size=1, max_size=len(MOMENTS))


def register_says(con: duckdb.DuckDBPyConnection, table: str, extracts: Sequence[Extract]) -> list[Held]:
    """Load the extracts and return key -> held_from as the register says it at the moment of each."""
    con.execute(f"delete from {table}")
    for load, (moment, (scope, rows)) in enumerate(zip(MOMENTS, extracts, strict=False), 1):
        shape = tables()[table]
        typed = typing.type_rows(con, shape, rows_of(table, rows), authority="999", file="f.csv", name="now")
        history.apply(con, shape, typed.name, [scope] if scope else [], Stamp(load, "999", "csv", moment))
    key = tables()[table].key
    said: list[Held] = []
    for moment in MOMENTS[: len(extracts)]:
        known = con.execute(
            f"select held_from, {', '.join(key)} from {table}"
            " where known_from <= $1 and (known_to is null or known_to > $1)",
            [moment],
        ).fetchall()
        said.append({tuple(ids): held for held, *ids in known})
        assert len(said[-1]) == len(known)
    return said


def worked_out(table: str, extracts: Sequence[Extract]) -> list[Held]:
    """Return the same in plain Python: write down what is on record after each extract, then look back from each."""
    on_record: list[dict[tuple[Any, ...], tuple[Any, ...]]] = []
    for scope, rows in extracts:
        now = {} if scope else dict(on_record[-1] if on_record else {})
        for row in rows:
            key = tables()[table].key
            ids = tuple(row[name] if name == "code" else f"999/{row[name]}" for name in key)
            now[ids] = tuple(row.get(column) for column in DATED[table])
        on_record.append(now)
    return [
        {ids: MOMENTS[_since(on_record, ids, at)] for ids in on_record[at]} for at in range(len(extracts))
    ]


def _since(on_record: Sequence[dict[tuple[Any, ...], Any]], ids: tuple[Any, ...], at: int) -> int:
    """Return the first of the extracts that, without a break up to `at`, had the dates it has then."""
    dates = on_record[at][ids]
    while at > 0 and ids in on_record[at - 1] and on_record[at - 1][ids] == dates:
        at -= 1
    return at


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        history.create(con)
        yield con


@pytest.mark.parametrize("table", list(DATED))
def test_it_is_what_plain_python_works_out(con: duckdb.DuckDBPyConnection, table: str) -> None:
    @given(histories(table))
    def check(extracts: list[Extract]) -> None:
        assert register_says(con, table, extracts) == worked_out(table, extracts)

    check()
