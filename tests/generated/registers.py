"""Draws small registers in which every date lies on an edge or a day beside one.

An edge is the first or last day of a period, or that day moved back by a limit: 20 weeks, 12 months, 45 working
days. Few children and few ids are drawn, so that rows meet. What is not needed may be empty.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from hypothesis import strategies as st

from scrutable.register import schema
from scrutable.register.settings import RULES
from tests.oracle.days import DAY, Row, Rows, year_before

# Months about a leap day and Christmas, and longer stretches across them, as rolling figures have.
PERIODS: Rows = [
    {"period_start": date(2019, 12, 1), "period_end": date(2019, 12, 31)},
    {"period_start": date(2020, 1, 1), "period_end": date(2020, 1, 31)},
    {"period_start": date(2020, 2, 1), "period_end": date(2020, 2, 29)},
    {"period_start": date(2020, 3, 1), "period_end": date(2020, 3, 31)},
    {"period_start": date(2019, 12, 2), "period_end": date(2020, 3, 1)},
]
ENDS = sorted({one["period_end"] for one in PERIODS})
WORDS = {
    "team": ("North", "South"),
    "source_group": ("School", "Police"),
    "department": ("Assessment", "Care"),
}
POOLS = {"child_id": "C", "request_id": "R", "plan_id": "P", "assessment_id": "A"}


def periods() -> st.SearchStrategy[Rows]:
    """Draw one to three periods that end on different days; they may overlap."""
    return st.lists(st.sampled_from(PERIODS), min_size=1, max_size=3, unique_by=lambda one: one["period_end"])


def edges(*back: timedelta) -> list[date]:
    """Return the edges of all periods and the days beside them, and the same moved back by each limit."""
    days = {one[column] for one in PERIODS for column in ("period_start", "period_end")}
    days |= {date(2020, 2, 28), date(2019, 12, 25), date(2020, 1, 2)}
    days |= {day - limit for day in days for limit in back}
    return sorted({day + step * DAY for day in days for step in (-1, 0, 1)})


def _births() -> list[date]:
    """Return days of birth for which an age limit falls on, before or after the end of a period."""
    days = {date(1998, 3, 1), date(2000, 2, 29), date(2002, 2, 28)}
    for end in ENDS:
        for years in (17, 19, 22, 26):
            day = end
            for _ in range(years):
                day = year_before(day)
            days |= {day - DAY, day, day + DAY}
    return sorted(days)


YEAR = timedelta(days=366)
TWENTY_WEEKS = timedelta(days=140)
NEAR = edges()
OVER_A_YEAR = sorted({*edges(YEAR), *(year_before(day) for day in NEAR)})
SAID = ("N", "W", "Y", "A", None)

# The columns in which the limits of the indicators lie; every other column is drawn by its type.
DRAWN: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "child": {"birth_date": st.sampled_from([*_births(), None])},
    "ehc_request": {
        "received": st.sampled_from([*edges(TWENTY_WEEKS), None]),
        "decided": st.sampled_from([*NEAR, None]),
        "decision": st.sampled_from(SAID),
    },
    "ehc_assessment": {"started": st.sampled_from([*NEAR, None]), "outcome": st.sampled_from(SAID)},
    "ehc_plan": {"requested": st.sampled_from([*edges(TWENTY_WEEKS), None])},
    "assessment": {
        "started": st.sampled_from(
            [*NEAR, *(d - timedelta(n) for d in NEAR for n in (63, 65, 67, 69, 71)), None]
        )
    },
    "referral": {"received": st.sampled_from(OVER_A_YEAR)},
    "care_leaver": {
        "as_at": st.sampled_from(OVER_A_YEAR),
        "accommodation": st.sampled_from(["W", "W", "U", "G", "H", "R", None]),
        "activity": st.sampled_from(["G4", "G5", "G6", "F1", "0", None]),
    },
    "missing_episode": {"kind": st.sampled_from(["M", "M", "A", None])},
    "ehc_dispute": {"kind": st.sampled_from(["mediation", "mediation", "appeal"])},
    "local_rule": {"rule": st.sampled_from(list(RULES))},
    "worker": {"kind": st.sampled_from(["agency", "agency", "employee"])},
    "cp_plan": {
        "started": st.sampled_from([day - timedelta(days=n) for day in NEAR for n in (0, 7, 10, 20)]),
        "visit_every_days": st.sampled_from([7, 10, 10, 14, None, 0]),
    },
    "cp_visit": {
        "made": st.sampled_from(
            sorted({day + timedelta(days=n) for day in NEAR for n in (-10, -7, -3, 0, 4)})
        )
    },
}


Bound = tuple[str, str, str, str, tuple[int, ...]]
# Dates that a limit binds: (table, column, table and column it is counted from, days between). Drawn apart, two
# dates would hardly ever lie just at a limit from each other.
BOUND: list[Bound] = [
    ("ehc_plan", "requested", "ehc_plan", "issued", (-141, -140, -139)),
    ("ehc_assessment", "started", "ehc_request", "decided", (-1, 0, 1)),
    ("assessment", "started", "assessment", "completed", (-69, -68, -67, -66, -65, -64, -63, 0, 1)),
    ("referral", "received", "referral", "received", (-367, -366, -365, -1, 0)),
    ("care_leaver", "as_at", "care_leaver", "as_at", (0, 1)),
    ("cp_visit", "made", "cp_plan", "started", (-1, 0, 7, 10, 11, 20, 21, 30, 31)),
    ("cp_visit", "made", "cp_plan", "ended", (-1, 0, 1)),
    ("cp_plan", "ended", "cp_plan", "started", (9, 10, 11, 20, 30, 60)),
]


def edges_of(dashboard: str) -> tuple[dict[str, dict[str, st.SearchStrategy[Any]]], list[Bound]]:
    """Return what a dashboard draws in a way of its own, and what it binds: edges/<dashboard>.py, where it is."""
    if find_spec(f"tests.generated.edges.{dashboard}") is None:
        return {}, []
    module = import_module(f"tests.generated.edges.{dashboard}")
    return module.DRAWN, module.BOUND


@st.composite
def register(draw: st.DrawFn, names: list[str], read: str, dashboard: str) -> dict[str, Rows]:
    """Draw some of the register's tables, each with two to six rows.

    Only the columns are drawn whose names stand in the text `read`: an indicator's SQL. The rest are empty.
    """
    words = frozenset(re.findall(r"\w+", read))
    drawn, bound = edges_of(dashboard)
    tables = draw(st.fixed_dictionaries({name: _rows(name, words, drawn.get(name, {})) for name in names}))
    for table, column, other, other_column, days in [*BOUND, *bound]:
        for row in tables.get(table, []) if other in tables else []:
            apart = draw(st.sampled_from([None, *days]))
            start = (
                row if (other == table and column != other_column) else draw(st.sampled_from(tables[other]))
            )
            if apart is not None and column in row and start.get(other_column):
                row[column] = start[other_column] + apart * DAY
                _share_ids(row, start, schema.relations()[table].key)
    return tables


def _share_ids(row: Row, start: Row, key: tuple[str, ...]) -> None:
    """Make a row be of the same child, request and plan as another, but for its own key and what it leaves out."""
    for column in ("child_id", "request_id", "plan_id"):
        if column in start and column not in key and row.get(column) is not None:
            row[column] = start[column]


def _rows(
    name: str, words: frozenset[str], own: Mapping[str, st.SearchStrategy[Any]]
) -> st.SearchStrategy[Rows]:
    """Draw the rows of a table, no two with the same key."""
    key = schema.relations()[name].key
    row = st.fixed_dictionaries(
        {column: drawn for column, drawn in _columns(name, own) if column in words or column in key}
    )
    return st.lists(
        row,
        min_size=2,
        max_size=3 if key == ("child_id",) else 6,
        unique_by=lambda one: tuple(one[column] for column in key),
    )


def _columns(
    name: str, own: Mapping[str, st.SearchStrategy[Any]]
) -> Iterator[tuple[str, st.SearchStrategy[Any]]]:
    """Yield how each column of a table is drawn, those that the register adds among them."""
    table = schema.relations()[name]
    for column in table.columns.values():
        drawn = own.get(column.name, DRAWN.get(name, {}).get(column.name))
        if drawn is None:
            drawn = _by_type(column, is_key=table.key == (column.name,))
            drawn = drawn if column.name in table.needed else st.one_of(drawn, drawn, drawn, st.none())
        yield column.name, drawn
    yield "authority", st.sampled_from(["998", "999"])
    yield "recorded", st.one_of(st.none(), _moments())
    yield "held_from", st.one_of(st.none(), _moments())


def _by_type(column: schema.Column, is_key: bool) -> st.SearchStrategy[Any]:
    """Draw a value of a column's type that is not empty."""
    match column.type:
        case "id":
            letter = POOLS.get(column.name, "X")
            return st.sampled_from(
                [f"{letter}{number}" for number in range(1, 7 if is_key and letter != "C" else 4)]
            )
        case "date":
            return st.sampled_from(NEAR)
        case "moment":
            return _moments()
        case "flag":
            return st.booleans()
        case "code":
            return st.sampled_from(list(schema.codes()[column.codes]))
        case "text":
            return st.sampled_from(WORDS.get(column.name, ("one", "another")))
        case _:
            return st.integers(0, 3)


def _moments() -> st.SearchStrategy[datetime]:
    """Draw the first and the last minute of a day on an edge, or noon."""
    return st.builds(
        datetime.combine, st.sampled_from(NEAR), st.sampled_from([time(0, 0), time(12, 0), time(23, 59)])
    )
