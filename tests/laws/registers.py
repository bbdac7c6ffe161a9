"""Random registers whose dates sit where definitions turn: the ends of periods, the limits of the law, 29 February."""

from datetime import date, datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st

from scrutable.engine.period import add_months, parse
from scrutable.register.schema import Column, codes, tables

Row = dict[str, Any]
Register = dict[str, list[Row]]

# They overlap, one of them ends on a leap day, and no two end on the same day.
PERIODS = [parse(name) for name in ("2019-20Q2", "2019-20Q3", "AY2018-19", "2020-02", "12m-to-2020-03-31")]
_EDGES = sorted({day for period in PERIODS for day in (period.start, period.end)})
# Twenty weeks, twelve months, forty-five working days and a fortnight before an edge, and an edge itself.
_BACK = [timedelta(0), timedelta(days=140), timedelta(days=63), timedelta(days=14)]
DAYS = sorted(
    {
        start + timedelta(days=by)
        for edge in _EDGES
        for start in (*(edge - back for back in _BACK), add_months(edge, -12))
        for by in (-1, 0, 1)
    }
)
AGES = (0, 1, 5, 10, 16, 17, 18, 19, 20, 21, 22, 25, 26)
BIRTHS = [
    *(add_months(edge, -12 * age) + timedelta(days=by) for edge in _EDGES[-3:] for age in AGES for by in (-1, 0, 1)),
    date(2000, 2, 29),
    date(2020, 3, 1),
]  # fmt: skip
CHILDREN = [f"999/C{number}" for number in range(1, 6)]
WORDS = ["North", "South", 'O\'Brien; "x"', None]


def registers(names: set[str]) -> st.SearchStrategy[Register]:
    """Draw a register with rows in the tables named, and the children with what is known of them."""
    wanted = names | {"child", "child_disability", "care_episode", "cp_plan", "referral"}
    return st.fixed_dictionaries({name: _rows(name, 7 if name in names else 3) for name in sorted(wanted)})


def _rows(name: str, most: int) -> st.SearchStrategy[list[Row]]:
    table = tables()[name]
    if name == "child":  # the last child of the cases is on no record
        facts = st.fixed_dictionaries(
            {"birth_date": _births(), "sex": _code("sex"), "ethnicity": _code("ethnicity")}
        )
        return st.fixed_dictionaries(dict.fromkeys(CHILDREN[:-1], facts)).map(
            lambda drawn: [{"child_id": child, **known} | _BOOKED for child, known in drawn.items()]
        )
    if name == "child_disability":
        pairs = st.tuples(st.sampled_from(CHILDREN), st.sampled_from(["NONE", "AUT", "LD"]))
        return st.sets(pairs, max_size=4).map(
            lambda drawn: [{"child_id": child, "code": code} | _BOOKED for child, code in sorted(drawn)]
        )
    fields = {
        column.name: _value(column) for column in table.columns.values() if column.name not in table.key
    }
    recorded = st.sampled_from(DAYS).map(lambda day: datetime.combine(day, time(9)))
    rows = st.lists(
        st.fixed_dictionaries({**fields, "recorded": recorded}), min_size=most // 2, max_size=most
    )
    return rows.map(
        lambda drawn: [
            _BOOKED | {table.key[0]: f"999/{name}{number}"} | row for number, row in enumerate(drawn)
        ]
    )


_BOOKED = {"authority": "999", "source": "csv", "recorded": datetime(2020, 1, 1)}


def _value(column: Column) -> st.SearchStrategy[Any]:
    if column.name == "child_id":
        return st.sampled_from(CHILDREN)
    if column.name in ("request_id", "assessment_id", "plan_id"):
        table = {"request_id": "ehc_request", "assessment_id": "ehc_assessment", "plan_id": "cp_plan"}[
            column.name
        ]
        return st.sampled_from([*(f"999/{table}{number}" for number in range(9)), None])
    if column.name == "as_at":
        return st.sampled_from(DAYS)
    if column.type == "date":
        return st.sampled_from([*DAYS, None, None, None])
    if column.type == "moment":
        return st.sampled_from([datetime.combine(day, at) for day in DAYS for at in (time(0), time(23, 59))])
    if column.type == "code":
        return _code(column.codes)
    if column.type == "flag":
        return st.sampled_from([True, False, None])
    if column.type == "whole":
        return st.sampled_from([7, 14, 28, None])
    if column.type in ("number", "fte"):
        return st.sampled_from([0.0, 0.5, None])
    return st.sampled_from(WORDS)


def _births() -> st.SearchStrategy[date | None]:
    """A child of any age, or (half the time) of an age at which care leavers are counted."""
    leavers = [add_months(PERIODS[1].end, -12 * years) for years in (19, 20, 21)]
    return st.sampled_from(leavers) | st.sampled_from([*BIRTHS, None])


# Codes by which a case is counted or left out are drawn as often as all the others together.
_TURNING = {
    "activity": ["G4", "G5", "G6", "0"], "accommodation": ["W", "G", "H", "R"], "in_touch": ["DIED", "RHOM"],
    "ehc_outcome": ["N", "W"], "dispute_kind": ["mediation"], "missing_kind": ["M"], "worker_kind": ["agency"],
    "legal_status": ["V3", "V4"],
}  # fmt: skip


def _code(name: str) -> st.SearchStrategy[str | None]:
    every = [*codes()[name], None, "??"]
    return (
        st.sampled_from(_TURNING[name]) | st.sampled_from(every)
        if name in _TURNING
        else st.sampled_from(every)
    )
