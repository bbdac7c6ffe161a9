"""The clocks of law and guidance on every day from 2012 to 2028, against a calendar kept by hand.

`test_functions.py` asks a few days whose answer anyone can check. Here each clock is asked once, over all days at
a time, and the answers are told in plain Python: bank holidays by the rules that set them (and not from the
official list that the functions use), due days by turning the pages one at a time.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

import duckdb
import pytest

from scrutable.engine.duckdb import connect, lock

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
FIRST, LAST = date(2012, 1, 1), date(2028, 12, 31)
DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    con = connect()
    lock(con)
    yield con
    con.close()


def over_all_days(con: duckdb.DuckDBPyConnection, *expressions: str) -> list[tuple[Any, ...]]:
    """Return what expressions in `day` give for every day, in the order of the days."""
    return con.execute(
        f"select {', '.join(expressions)} from calendar"
        f" where day between date '{FIRST}' and date '{LAST}' order by day nulls last"
    ).fetchall()


def told(oracle: Callable[[date, int], Any], steps: tuple[int, ...]) -> list[tuple[Any, ...]]:
    return [tuple(oracle(day, step) for step in steps) for day in DAYS]


# Bank holidays, by rule.

# Holidays by proclamation, and those that a proclamation moved away.
PROCLAIMED = {
    date(2012, 6, 4), date(2012, 6, 5), date(2020, 5, 8), date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19),
    date(2023, 5, 8),
}  # fmt: skip
MOVED_AWAY = {date(2012, 5, 28), date(2020, 5, 4), date(2022, 5, 30)}


def easter(year: int) -> date:
    """Return Easter Sunday: the Sunday after the paschal full moon (the anonymous Gregorian rule)."""
    golden, century, of_century = year % 19, year // 100, year % 100
    leap_centuries, rest = divmod(century, 4)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon_shift + 15) % 30
    leap_years, odd = divmod(of_century, 4)
    to_sunday = (32 + 2 * rest + 2 * leap_years - epact - odd) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def first_monday(day: date) -> date:
    """Return a day, or the first Monday after it."""
    while day.strftime("%a") != "Mon":
        day += DAY
    return day


def last_of(name: str, year: int, month: int) -> date:
    """Return the last day of that name in a month of 31 days."""
    day = date(year, month, 31)
    while day.strftime("%a") != name:
        day -= DAY
    return day


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """Return the bank holidays of England. One on a weekend is held on the next day that is free."""
    held = {easter(year) - 2 * DAY, easter(year) + DAY, first_monday(date(year, 5, 1))}
    held |= {last_of("Mon", year, 5), last_of("Mon", year, 8)}
    for day in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        # Boxing Day gives way to Christmas Day: where the 25th is a Sunday, the 26th stays and the 27th is free too.
        free = {date(year, 12, 26)} if day == date(year, 12, 25) and day.strftime("%a") == "Sun" else set()
        while day.strftime("%a") in ("Sat", "Sun") or day in held | free:
            day += DAY
        held.add(day)
    return frozenset((held | {day for day in PROCLAIMED if day.year == year}) - MOVED_AWAY)


@cache
def is_working(day: date) -> bool:
    return day.strftime("%a") not in ("Sat", "Sun") and day not in bank_holidays(day.year)


def test_the_calendar_has_the_bank_holidays_that_the_rules_give(con: duckdb.DuckDBPyConnection) -> None:
    assert over_all_days(con, "day", "is_working_day") == [(day, is_working(day)) for day in DAYS]


# Working days.


def due(day: date, working_days: int) -> date | None:
    """Turn pages until so many working days are behind; None where that is past the years known."""
    while working_days:
        day += DAY
        if day > LAST:
            return None
        working_days -= is_working(day)
    return day


def last_in_time(day: date, limit: int) -> date:
    """Turn pages as long as no more than `limit` working days have passed, at most to the last day known."""
    passed = 0
    while day < LAST:
        passed += is_working(day + DAY)
        if passed > limit:
            return day
        day += DAY
    return day


LIMITS = (1, 15, 20, 45)


def test_working_days_of_every_limit_end_on_the_right_day(con: duckdb.DuckDBPyConnection) -> None:
    """For every first day, the last day that is still within 1, 15, 20 or 45 working days of it."""
    # A limit of 45 working days ends within 80 days, Christmas and Easter among them.
    ends = ", ".join(f"max(case when passed <= {limit} then last_day end)" for limit in LIMITS)
    found = con.execute(
        f"select {ends} from (select f.day as first_day, l.day as last_day,"
        " working_days_between(f.day, l.day) as passed"
        f" from calendar f join calendar l on l.day between f.day and f.day + 80"
        f" where f.day between date '{FIRST}' and date '{LAST}')"
        " group by first_day order by first_day nulls last"
    ).fetchall()
    assert found == told(last_in_time, LIMITS)


def test_the_day_of_the_limit_itself_is_in_time_and_the_next_working_day_is_not(
    con: duckdb.DuckDBPyConnection,
) -> None:
    """Both functions say the same: the day that add_working_days gives is so many working days away."""
    for limit in LIMITS:
        found = con.execute(
            "select working_days_between(first_day, due), working_days_between(first_day, add_days(due, -1))"
            f" from (select day as first_day, add_working_days(day, {limit}) as due from calendar"
            f"   where day between date '{FIRST}' and date '{LAST}') order by first_day nulls last"
        ).fetchall()
        assert found == [(limit, limit - 1) if due(day, limit) else (None, None) for day in DAYS], limit


def test_what_is_due_after_working_days(con: duckdb.DuckDBPyConnection) -> None:
    steps = (1, 2, 10, 15, 20, 45)
    assert over_all_days(con, *(f"add_working_days(day, {step})" for step in steps)) == told(due, steps)


# Weeks and months.


def test_weeks_are_seven_days_each(con: duckdb.DuckDBPyConnection) -> None:
    """6, 16 and 20 weeks: 42, 112 and 140 days, whatever the clocks and the leap years do."""
    days = {6: 42, 16: 112, 20: 140}
    found = over_all_days(con, *(f"add_weeks(day, {weeks})" for weeks in days))
    assert found == [tuple(day + n * DAY for n in days.values()) for day in DAYS]
    lengths = over_all_days(con, *(f"days_between(day, add_weeks(day, {weeks}))" for weeks in days))
    assert set(lengths) == {(42, 112, 140)}


def same_day_months_away(day: date, months: int) -> date:
    """Go from month to month; where there is no day of that number, it is the last there is."""
    year, month, number = day.year, day.month, day.day
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        if month in (0, 13):
            year, month = (year + 1, 1) if month == 13 else (year - 1, 12)
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


def test_months_end_on_the_same_day_or_the_last_of_the_month(con: duckdb.DuckDBPyConnection) -> None:
    steps = (3, 6, 12, 24, -3, -6, -12, -24)
    found = over_all_days(con, *(f"add_months(day, {step})" for step in steps))
    assert found == told(same_day_months_away, steps)


# Ages.


@pytest.mark.parametrize("number", ["02-28", "02-29", "03-01"])
@pytest.mark.parametrize("year", [2000, 2004, 2008])
def test_a_birthday_about_29_february_is_had_once_a_year(
    con: duckdb.DuckDBPyConnection, year: int, number: str
) -> None:
    """Born on 29 February, one is older from 1 March on in a year without one."""
    birth, expected, years = date.fromisoformat(f"{year}-{number}"), [], FIRST.year - year - 1
    for day in DAYS:
        has_leap_day = same_day_months_away(date(day.year, 1, 29), 1).day == 29
        birthday = "03-01" if number == "02-29" and not has_leap_day else number
        years += f"{day:%m-%d}" == birthday
        expected.append((years,))
    assert over_all_days(con, f"age_on(date '{birth}', day)") == expected


# Hours.


@cache
def clocks_change(year: int) -> tuple[date, date]:
    """Return the nights of summer time: from the last Sunday in March to the last in October."""
    return last_of("Sun", year, 3), last_of("Sun", year, 10)


def passed(moment: datetime) -> datetime:
    """Return a moment of the clock on the wall as the clock stands that is never changed.

    Not asked of the hour that is skipped in March or of the one that comes twice in October.
    """
    forward, back = clocks_change(moment.year)
    summer = datetime.combine(forward, time(2)) <= moment < datetime.combine(back, time(1))
    return moment - HOUR if summer else moment


@pytest.mark.parametrize("begins", ["00:30", "02:30", "12:00", "23:59"])
def test_72_hours_are_those_that_passed(con: duckdb.DuckDBPyConnection, begins: str) -> None:
    """Three days on the wall are 71, 72 or 73 hours: an interview an hour before or after is in time or is not."""
    start = time.fromisoformat(begins)
    apart = (71, 72, 73)
    found = over_all_days(
        con,
        *(
            f"hours_between(day + time '{begins}', day + time '{begins}' + {hours} * interval 1 hour)"
            for hours in apart
        ),
    )
    expected = []
    for day in DAYS:
        moment = datetime.combine(day, start)
        ends = [moment + hours * HOUR for hours in apart]
        expected.append(tuple((passed(end) - passed(moment)) / HOUR for end in ends))
    doubtful = {n for n, day in enumerate(DAYS) if any(_doubtful(day, start, hours) for hours in apart)}
    assert [row for n, row in enumerate(found) if n not in doubtful] == [
        row for n, row in enumerate(expected) if n not in doubtful
    ]
    spans = {
        (day.year, row[1]) for n, (day, row) in enumerate(zip(DAYS, found, strict=True)) if n not in doubtful
    }
    assert spans == {
        (year, hours) for year in range(FIRST.year, LAST.year + 1) for hours in (71.0, 72.0, 73.0)
    }


def _doubtful(day: date, start: time, hours: int) -> bool:
    """Say whether a moment falls in the hour that there is not, or that there is twice."""
    moments = (datetime.combine(day, start), datetime.combine(day, start) + hours * HOUR)
    return any(one.date() in clocks_change(one.year) and one.hour == 1 for one in moments)
