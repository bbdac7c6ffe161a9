"""The functions a definition may use, against plain counting: working days, ages, months, hours of UK time."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import govuk_bank_holidays
import pytest

from scrutable.engine import period
from scrutable.engine.calendar import bank_holidays
from scrutable.engine.duckdb import connect, lock

OFFICIAL = json.loads((Path(govuk_bank_holidays.__file__).parent / "bank-holidays.json").read_text("utf-8"))
HOLIDAYS = {event["date"] for event in OFFICIAL["england-and-wales"]["events"]}


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    con = connect()
    lock(con)
    yield con
    con.close()


def ask(con: duckdb.DuckDBPyConnection, expression: str, *values: Any) -> Any:
    found = con.execute(f"select {expression}", list(values)).fetchone()
    return found[0] if found else None


def working(day: date) -> bool:
    """A working day, told from the official file as it stands."""
    return day.strftime("%a") not in ("Sat", "Sun") and day.isoformat() not in HOLIDAYS


def test_every_working_day_of_the_years_known(con: duckdb.DuckDBPyConnection) -> None:
    """From the first day: each day adds itself where it is a working day, and nothing else."""
    first, last = date(2012, 1, 1), date(2028, 12, 31)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    counted, expected = 0, []
    for day in days:
        counted += working(day) if day > first else 0
        expected.append((day, counted))
    found = con.execute(
        "select day, working_days_between(date '2012-01-01', day) from calendar"
        " where day between date '2012-01-01' and date '2028-12-31' order by day"
    ).fetchall()
    assert found == expected


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2019-10-01", "2019-10-01", 0),  # the same day
        ("2019-10-04", "2019-10-05", 0),  # Friday to Saturday
        ("2019-10-04", "2019-10-07", 1),  # Friday to Monday
        ("2019-10-05", "2019-10-07", 1),
        ("2019-12-24", "2019-12-27", 1),  # Christmas and Boxing Day
        ("2018-12-31", "2019-01-02", 1),
        ("2022-06-01", "2022-06-06", 1),  # the moved spring holiday and the Jubilee
        ("2022-09-16", "2022-09-20", 1),  # the day of the Queen's funeral
        ("2023-05-05", "2023-05-09", 1),  # the Coronation
        ("2020-05-07", "2020-05-11", 1),  # VE Day, moved from the Monday
        ("2020-05-01", "2020-05-05", 2),
        ("2019-10-07", "2019-10-04", -1),
    ],
)
def test_working_days_by_hand(con: duckdb.DuckDBPyConnection, first: str, last: str, days: int) -> None:
    assert ask(con, "working_days_between(cast(? as date), cast(? as date))", first, last) == days


def test_working_days_are_not_known_where_holidays_are_not(con: duckdb.DuckDBPyConnection) -> None:
    for first, last in (
        ("2011-12-31", "2012-01-05"),
        ("2028-12-28", "2029-01-02"),
        (None, "2019-01-01"),
        ("2019-01-01", None),
    ):
        assert ask(con, "working_days_between(cast(? as date), cast(? as date))", first, last) is None
    assert {day.year for day in bank_holidays()} == set(range(2012, 2029))


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ("2000-02-29", "2019-02-28", 18), ("2000-02-29", "2019-03-01", 19), ("2000-02-29", "2020-02-28", 19),
        ("2000-02-29", "2020-02-29", 20), ("2000-03-01", "2020-02-29", 19), ("2000-02-28", "2019-02-28", 19),
        ("2000-12-31", "2019-12-30", 18), ("2000-12-31", "2019-12-31", 19), ("2019-05-01", "2019-05-01", 0),
        ("2019-05-02", "2019-05-01", -1), (None, "2019-05-01", None), ("2019-05-01", None, None),
    ],
)  # fmt: skip
def test_age(con: duckdb.DuckDBPyConnection, born: str | None, day: str | None, age: int | None) -> None:
    assert ask(con, "age_on(cast(? as date), cast(? as date))", born, day) == age


def test_months_are_added_as_in_the_names_of_periods(con: duckdb.DuckDBPyConnection) -> None:
    for day in (
        date(2020, 2, 29),
        date(2019, 1, 31),
        date(2019, 12, 31),
        date(2020, 3, 30),
        date(2019, 8, 15),
    ):
        for months in range(-25, 26):
            assert ask(con, "add_months(?, ?)", day, months) == period.add_months(day, months)


def test_days_and_weeks(con: duckdb.DuckDBPyConnection) -> None:
    day = date(2019, 10, 20)
    assert ask(con, "add_weeks(?, 20)", day) == day + timedelta(days=140)
    assert ask(con, "add_days(?, -1)", date(2020, 3, 1)) == date(2020, 2, 29)
    assert ask(con, "typeof(add_days(?, 1))", day) == "DATE"
    assert ask(con, "days_between(?, ?)", day, date(2020, 3, 1)) == (date(2020, 3, 1) - day).days
    assert ask(con, "days_between(?, ?)", datetime(2019, 10, 20, 23, 59), datetime(2019, 10, 21, 0, 1)) == 1
    for expression in (
        "add_days(cast(null as date), 1)",
        "add_weeks(cast(null as date), 1)",
        "add_months(cast(null as date), 1)",
        "days_between(cast(null as date), date '2019-01-01')",
    ):
        assert ask(con, expression) is None


@pytest.mark.parametrize(
    ("first", "last", "hours"),
    [
        ("2019-10-26 12:00", "2019-10-27 12:00", 25),  # the clocks go back
        ("2019-03-30 12:00", "2019-03-31 12:00", 23),  # and forward
        ("2019-07-01 12:00", "2019-07-02 12:30", 24.5),
        ("2019-12-31 23:00", "2020-01-01 01:00", 2),
        ("2019-07-02 12:00", "2019-07-01 12:00", -24),
        (None, "2019-07-01 12:00", None),
    ],
)
def test_hours_are_those_that_passed(
    con: duckdb.DuckDBPyConnection, first: str | None, last: str, hours: float | None
) -> None:
    assert ask(con, "hours_between(cast(? as timestamp), cast(? as timestamp))", first, last) == hours


@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_csv('/etc/hostname')",
        "attach 'x.duckdb'",
        "copy calendar to 'x.csv'",
        "set lock_configuration = false",
        "install httpfs",
    ],
)
def test_a_definition_reads_what_it_was_given_and_nothing_else(
    con: duckdb.DuckDBPyConnection, statement: str
) -> None:
    with pytest.raises(duckdb.Error):
        con.execute(statement)


def test_a_definitions_own_names_are_not_taken_for_the_calendars() -> None:
    """`c` and `n` are what people call a table: working_days_between(c.day, ...) must mean their day."""
    con = connect()
    for alias in ("c", "n", "k"):
        sql = (
            f"select add_working_days({alias}.day, 1), working_days_between({alias}.day, {alias}.day + 7)"
            f" from (select date '2019-12-24' as day) {alias}"
        )
        assert con.execute(sql).fetchall() == [(date(2019, 12, 27), 3)]
