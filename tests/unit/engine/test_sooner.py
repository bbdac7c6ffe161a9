"""Tests of what DuckDB is asked in place of a definition's own words."""

from datetime import date

import pytest

from scrutable.engine.duckdb import Engine
from scrutable.engine.period import parse
from scrutable.engine.sooner import said

BETWEEN = "join period p on t.day between p.period_start and p.period_end"
AS_WRITTEN = [
    # Of two conditions either of which is enough, one may not look the day up by itself.
    f"select 1 from t {BETWEEN} or t.open",
    f"select 1 from t {BETWEEN} + 1",
    "select 1 from t left join period p on t.day between p.period_start and q.period_end",
    "select 1 from t cross join (select max(period_end) as period_end from period) l"
    " where (t.ended is null or t.ended > l.period_end)",
    "select 1 from t join period p on t.a <= p.period_end and (t.ended is null or t.closed > p.period_end)",
    "select 1 from t join period p on t.a <= p.period_end and (t.ended is null or t.ended < p.period_end)",
]


@pytest.mark.parametrize("select", AS_WRITTEN)
def test_what_would_not_be_the_same_stays_as_it_is_written(select: str) -> None:
    assert said(select) == select


def test_a_day_that_is_worked_out_is_looked_up_too() -> None:
    select = (
        f"select 1 from t {BETWEEN.replace('t.day', 'coalesce(add_weeks(t.a, 6), t.b)')} left join c on true"
    )
    assert said(select) == (
        "select 1 from t join period_day p on p.day = coalesce(add_weeks(t.a, 6), t.b) left join c on true"
    )


def test_a_period_has_each_of_its_days_and_overlapping_periods_each_have_their_own() -> None:
    engine = Engine(Engine.over_rows({}).con, keeps=True)
    engine.set_periods([parse("2020-02"), parse("12m-to-2020-03-01")])
    days = engine.rows(
        "select period_end, count(*), min(day), max(day) from period_day group by period_end order by 1"
    )
    assert days == [
        (date(2020, 2, 29), 29, date(2020, 2, 1), date(2020, 2, 29)),
        (date(2020, 3, 1), 366, date(2019, 3, 2), date(2020, 3, 1)),
    ]
    engine.set_periods([parse("2019-12")])
    assert engine.rows("select count(*) from period_day") == [(31,)]
