"""Our functions give on Spark what they give on DuckDB: for every day of the calendar, at its ends and for nulls."""

from datetime import date, datetime
from itertools import product

import pyarrow as pa
import pytest

from scrutable.engine.duckdb import connect
from scrutable.engine.spark import SparkEngine

pytestmark = pytest.mark.spark

DAYS = [
    date(1989, 12, 31), date(1990, 1, 1), date(2000, 2, 29), date(2011, 12, 31), date(2012, 1, 3), date(2019, 2, 28),
    date(2019, 10, 4), date(2019, 10, 5), date(2019, 12, 24), date(2019, 12, 31), date(2020, 2, 29), date(2020, 3, 1),
    date(2028, 12, 29), date(2060, 12, 31), date(2061, 1, 1), None,
]  # fmt: skip
# About both nights on which the clocks change, in hours that there were not and hours that there were twice.
MOMENTS = [
    *(datetime(2020, 3, 29, hour, minute) for hour in (0, 1, 2) for minute in (0, 59)),
    *(datetime(2020, 10, 25, hour, minute) for hour in (0, 1, 2) for minute in (0, 59)),
    datetime(2019, 7, 1, 12), datetime(2020, 1, 1, 12, 0, 1), None,
]  # fmt: skip
PAIRS = (
    "days_between(a, b)", "working_days_between(a, b)", "age_on(a, b)", "add_months(a, 1)", "add_months(a, -12)",
    "add_days(a, n)", "add_weeks(a, n)", "add_months(a, n)", "add_working_days(a, n)", "add_working_days(a, 10)",
)  # fmt: skip


@pytest.mark.parametrize("function", PAIRS)
def test_of_days(spark: SparkEngine, function: str) -> None:
    rows = list(product(DAYS, DAYS, [-1, 0, 1, 45, None] if "n)" in function else [0]))
    columns = zip(*rows, strict=True)
    same(spark, function, pa.table(dict(zip("abn", map(pa.array, columns), strict=True))))


def test_of_every_day(spark: SparkEngine) -> None:
    for function in (
        "working_days_between(date '2015-06-15', day)",
        "add_working_days(day, 20)",
        "add_months(day, 6)",
    ):
        sql = f"select day, {function} as found from calendar order by day nulls last"
        con = connect()
        assert spark.table(sql) == con.execute(sql).to_arrow_table(), function
        con.close()


def test_of_moments(spark: SparkEngine) -> None:
    a, b = zip(*product(MOMENTS, MOMENTS), strict=True)
    kind = pa.timestamp("us")
    same(spark, "hours_between(a, b)", pa.table({"a": pa.array(a, kind), "b": pa.array(b, kind)}))


def same(spark: SparkEngine, function: str, given: pa.Table) -> None:
    order = ", ".join(f"{column} nulls last" for column in given.column_names)
    sql = f"select *, {function} as found from given order by {order}"
    con = connect()
    con.register("given", given)
    spark.session.createDataFrame(given).createOrReplaceTempView("given")
    found, expected = spark.table(sql), con.execute(sql).to_arrow_table()
    con.close()
    assert found.schema == expected.schema
    assert found.to_pylist() == expected.to_pylist()
