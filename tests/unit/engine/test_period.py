"""Periods by name: the days they mean, and the periods before them."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from scrutable.engine.period import Period, add_months, parse, say_day
from scrutable.errors import UsageFault


@pytest.mark.parametrize(
    ("name", "start", "end", "kind"),
    [
        ("2019-12", "2019-12-01", "2019-12-31", "month"),
        ("2020-02", "2020-02-01", "2020-02-29", "month"),
        ("2019-02", "2019-02-01", "2019-02-28", "month"),
        ("2011-12", "2011-12-01", "2011-12-31", "month"),
        ("FY2011-12", "2011-04-01", "2012-03-31", "financial"),
        ("2019-20Q1", "2019-04-01", "2019-06-30", "quarter"),
        ("2019-20Q2", "2019-07-01", "2019-09-30", "quarter"),
        ("2019-20Q3", "2019-10-01", "2019-12-31", "quarter"),
        ("2019-20Q4", "2020-01-01", "2020-03-31", "quarter"),
        ("1999-00Q4", "2000-01-01", "2000-03-31", "quarter"),
        ("2019", "2019-01-01", "2019-12-31", "calendar"),
        ("2019-20", "2019-04-01", "2020-03-31", "financial"),
        ("1999-00", "1999-04-01", "2000-03-31", "financial"),
        ("AY2019-20", "2019-09-01", "2020-08-31", "academic"),
        ("12m-to-2019-12-31", "2019-01-01", "2019-12-31", "twelve"),
        ("12m-to-2019-12-30", "2018-12-31", "2019-12-30", "twelve"),
        ("12m-to-2020-02-29", "2019-03-01", "2020-02-29", "twelve"),
        ("12m-to-2020-02-28", "2019-03-01", "2020-02-28", "twelve"),
        ("12m-to-2019-02-28", "2018-03-01", "2019-02-28", "twelve"),
        ("12m-to-2021-02-28", "2020-03-01", "2021-02-28", "twelve"),
        ("ytd-to-2019-12-31", "2019-04-01", "2019-12-31", "to_date"),
        ("ytd-to-2020-03-31", "2019-04-01", "2020-03-31", "to_date"),
        ("ytd-to-2020-04-01", "2020-04-01", "2020-04-01", "to_date"),
        (" 2019 ", "2019-01-01", "2019-12-31", "calendar"),
    ],
)
def test_the_days_a_name_means(name: str, start: str, end: str, kind: str) -> None:
    period = parse(name)
    assert (period.start.isoformat(), period.end.isoformat(), period.kind) == (start, end, kind)
    assert period.name == name.strip()
    assert period.label


def test_a_financial_year_keeps_its_plain_name_where_it_can() -> None:
    assert parse("FY2019-20") == parse("2019-20")
    assert parse("FY2011-12").name == "FY2011-12"
    assert parse(parse("2012-13").before().name).start == date(2011, 4, 1)


@pytest.mark.parametrize(
    "name",
    [
        "", "19", "2019-13", "2019-00", "2019-20Q0", "2019-20Q5", "2019-21", "2019-21Q1", "2019-20 Q3", "AY2019-21",
        "AY2019", "12m-to-2019-02-29", "12m-to-2019-12", "ytd-to-2019-11-31", "2019-12-31", "Q3", "last month", "0000",
        "0001", "9999-12", "1899", "2101", "2019-12; drop table child",
    ],
)  # fmt: skip
def test_what_means_no_period_is_refused(name: str) -> None:
    with pytest.raises(UsageFault, match="U103"):
        parse(name)


@pytest.mark.parametrize(
    "name",
    ["2019-12", "2019-20Q3", "2019-20Q4", "2019", "2019-20", "FY2011-12", "AY2019-20", "12m-to-2020-02-29"],
)
def test_the_period_before_ends_the_day_before_it_begins(name: str) -> None:
    periods = parse(name).run_up(16)
    assert periods[-1] == parse(name)
    assert len(periods) == 16
    for earlier, later in pairwise(periods):
        assert earlier.end + timedelta(days=1) == later.start
        assert earlier.kind == later.kind
        assert parse(earlier.name) == earlier


@pytest.mark.parametrize(
    ("name", "before"),
    [
        ("2019-12", "2018-12"),
        ("2019-20Q3", "2018-19Q3"),
        ("2020-02", "2019-02"),
        ("12m-to-2020-02-29", "12m-to-2019-02-28"),
    ],
)
def test_the_same_period_a_year_before(name: str, before: str) -> None:
    assert parse(name).year_before() == parse(before)


def test_a_year_to_date_has_no_series() -> None:
    with pytest.raises(UsageFault, match="U104"):
        parse("ytd-to-2019-12-31").run_up(2)
    assert parse("ytd-to-2019-12-31").run_up(1) == [parse("ytd-to-2019-12-31")]


def test_labels_say_what_a_member_reads() -> None:
    assert parse("2019-12").label == "December 2019"
    assert parse("2019-20Q3").label == "October to December 2019 (quarter 3)"
    assert parse("2019-20Q4").label == "January to March 2020 (quarter 4)"
    assert parse("12m-to-2020-01-06").label == "twelve months to 6 January 2020"
    assert say_day(date(2020, 1, 6)) == "6 January 2020"


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2019-01-31", 1, "2019-02-28"), ("2020-01-31", 1, "2020-02-29"), ("2020-02-29", 12, "2021-02-28"),
        ("2020-02-29", -12, "2019-02-28"), ("2019-12-31", 2, "2020-02-29"), ("2020-03-31", -1, "2020-02-29"),
        ("2019-12-15", 1, "2020-01-15"), ("2020-01-15", -1, "2019-12-15"), ("2019-11-30", 3, "2020-02-29"),
    ],
)  # fmt: skip
def test_months_end_where_the_month_ends(day: str, months: int, then: str) -> None:
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(then)


def test_periods_come_in_order_of_their_days() -> None:
    assert sorted([parse("2019-12"), parse("2019-20"), parse("2019")]) == [
        parse("2019"),
        parse("2019-20"),
        parse("2019-12"),
    ]
    assert isinstance(parse("2019"), Period)
