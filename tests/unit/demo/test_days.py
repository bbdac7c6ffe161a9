"""Working days, holidays and quarters as the demo council lives them."""

from datetime import date

from scrutable.demo import days

CHRISTMAS_EVE, BOXING_DAY, FRIDAY = date(2019, 12, 24), date(2019, 12, 26), date(2019, 12, 27)


def test_a_bank_holiday_is_no_working_day() -> None:
    assert days.is_working_day(CHRISTMAS_EVE)
    assert not days.is_working_day(BOXING_DAY)
    assert days.next_working_day(BOXING_DAY) == FRIDAY
    assert days.next_working_day(FRIDAY) == FRIDAY


def test_adding_working_days_passes_over_holidays_and_weekends() -> None:
    assert days.add_working_days(CHRISTMAS_EVE, 1) == FRIDAY
    assert days.add_working_days(CHRISTMAS_EVE, 2) == date(2019, 12, 30)
    assert days.add_working_days(BOXING_DAY, 0) == CHRISTMAS_EVE
    assert days.add_working_days(date(2019, 12, 28), 1) == date(2019, 12, 30)


def test_school_is_out_in_august_and_at_christmas() -> None:
    assert days.school_is_out(date(2019, 8, 13))
    assert days.school_is_out(CHRISTMAS_EVE)
    assert not days.school_is_out(date(2019, 10, 1))
    assert days.is_christmas(date(2020, 1, 2))
    assert not days.is_christmas(date(2020, 1, 6))


def test_quarters_cover_a_year_without_gaps() -> None:
    found = days.quarters(date(2019, 1, 1), date(2020, 1, 20))
    assert found[0] == (date(2019, 1, 1), date(2019, 3, 31))
    assert found[3] == (date(2019, 10, 1), date(2019, 12, 31))
    assert found[4] == (date(2020, 1, 1), date(2020, 3, 31))
    assert len(found) == 5


def test_each_day_includes_both_ends() -> None:
    assert list(days.each_day(FRIDAY, date(2019, 12, 28))) == [FRIDAY, date(2019, 12, 28)]
