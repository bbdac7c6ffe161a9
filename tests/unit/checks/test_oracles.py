"""Which rows fail the most important checks is what plain Python finds, on registers whose dates lie on the edges."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrutable.checks.definition import Check, catalogue, tables_of
from scrutable.checks.running import listed
from scrutable.engine.duckdb import Engine
from scrutable.indicators import definition
from scrutable.register import schema
from tests.generated.filling import fill
from tests.unit.checks import oracles

BY_ID = {one.id: one for one in catalogue(definition.catalogue())}
ORACLES: dict[str, Callable[[oracles.Tables], oracles.Failing]] = {
    name: getattr(oracles, name) for name in BY_ID if hasattr(oracles, name)
}
# A leap day, the turn of a year and the days beside them, so that any two rows may meet, touch or miss by a day.
EDGES = [date(2019, 12, 31), date(2020, 1, 1), *(date(2020, 2, 27) + timedelta(days=n) for n in range(5))]
BORN = sorted(
    {day.replace(year=day.year - years, day=min(day.day, 28)) for day in EDGES for years in (16, 18, 26)}
    | {date(2020, 2, 28), date(2020, 2, 29), date(2004, 2, 29), date(1994, 3, 1), date(2000, 2, 29)}
)
CODES = {
    "legal_status": ("C2", "V2", "V4"),
    "end_reason": ("X1", "E4A"),
    "sex": ("F", "M"),
    "upn": ("A1", "B1"),
}
IDS = {"child_id": ("C1", "C2", "C3"), "plan_id": ("P1", "P2", "P3")}
NEVER_EMPTY = ("started", "received", "made", "held", "as_at", "began", "known_from", "held_from", "child_id")
SOMETIMES_EMPTY = {"received": ("ehc_request",), "held": ("annual_review",)}
# What is drawn of a column for one check: few values, so that rows are of one child, or plans of one year.
NEAR: dict[str, dict[str, tuple[Any, ...]]] = {
    "children_under_two_ids": {
        "upn": ("A1", "A1", "B1", None),
        "birth_date": (*[BORN[0]] * 3, BORN[1], None),
        "sex": ("F", "F", "M", None),
    },
    "care_episodes_overlapping": {"child_id": ("C1", "C1", "C2"), "ended": (*EDGES, None)},
    "ehc_exceptions_implausible": {
        "issued": (*[date(2020, 1, 1), date(2020, 2, 29), date(2020, 12, 31)] * 4, date(2019, 12, 31), None),
        "exception": (True, True, False, None),
    },
}
MANY = {
    "ehc_exceptions_implausible": (9, 13),
    "children_under_two_ids": (2, 4),
}  # rows of each table; of any other at most four


def column(name: str, kind: str, table: str, check: Check) -> st.SearchStrategy[Any]:
    """Draw what a column may hold; it may be empty where the register lets it."""
    if near := NEAR.get(check.id, {}).get(name):
        return st.sampled_from(near)
    days = st.sampled_from(BORN if name == "birth_date" else EDGES)
    hours = st.sampled_from([0, 9, 23])
    drawn: st.SearchStrategy[Any] = {
        "date": days,
        "moment": st.builds(lambda day, hour: datetime(day.year, day.month, day.day, hour), days, hours),
        "flag": st.booleans(),
        "fte": st.sampled_from([-1.0, 0.0, 0.5, 1.0, 37.0]),
    }.get(kind, st.sampled_from(CODES.get(name, IDS.get(name, ("x", "y")))))
    never = name in NEVER_EMPTY and table not in SOMETIMES_EMPTY.get(name, ())
    return drawn if never else st.one_of(st.none(), drawn)


def rows(table: str, check: Check) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Draw rows of a table: those of its columns that a check speaks of, with ids of their own."""
    least, most = MANY.get(check.id, (0, 4))
    known = schema.tables()[table]
    columns = {
        name: one.type for name, one in known.columns.items() if name in check.select and name != known.key[0]
    }
    columns |= dict.fromkeys(("recorded", "known_from", "held_from"), "moment")
    one = st.fixed_dictionaries({name: column(name, kind, table, check) for name, kind in columns.items()})
    prefix = {"child_id": "C", "plan_id": "P"}.get(known.key[0], "X")

    def numbered(drawn: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{known.key[0]: f"{prefix}{n}", "authority": "999", **row} for n, row in enumerate(drawn, 1)]

    return st.lists(one, min_size=least, max_size=most).map(numbered)


def registers(check: Check) -> st.SearchStrategy[oracles.Tables]:
    """Draw the tables that a check reads. Where the records of conferences begin may be said, too."""
    drawn = {name: rows(name, check) for name in tables_of(check.select)}
    begins = st.sampled_from(EDGES).map(
        lambda day: [{"authority": "999", "table_name": "conference", "begins": day}]
    )
    return st.fixed_dictionaries(drawn | {"records": st.one_of(st.just([]), begins)})


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    made = Engine.over_rows({})
    yield made
    made.con.close()


def test_the_most_important_checks_have_an_oracle() -> None:
    assert len(ORACLES) >= 15


@pytest.mark.parametrize("name", sorted(ORACLES))
def test_the_check_finds_what_its_oracle_finds(engine: Engine, name: str) -> None:
    check, oracle = BY_ID[name], ORACLES[name]
    seen: set[bool] = set()

    @settings(max_examples=60)
    @given(registers(check))
    def agree(tables: oracles.Tables) -> None:
        fill(engine, tables)
        found = {(row["table_name"], row["row_id"]) for row in listed(check, None, engine)}
        assert found == oracle(tables)
        seen.add(bool(found))

    agree()
    assert True in seen  # registers that all pass would show nothing


@pytest.mark.parametrize("name", sorted(BY_ID))
def test_no_check_tells_a_row_twice(engine: Engine, name: str) -> None:
    check = BY_ID[name]

    @settings(max_examples=15)
    @given(registers(check))
    def once(tables: oracles.Tables) -> None:
        fill(engine, tables)
        rows = listed(check, None, engine)
        assert len({(row["table_name"], row["row_id"]) for row in rows}) == len(rows)

    once()
