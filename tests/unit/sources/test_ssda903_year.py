from datetime import date

import pytest

from scrutable.sources.ssda903_year import Year, birthday_in, collection_year

YEAR = Year(date(2017, 4, 1), date(2018, 3, 31))


def test_the_latest_year_in_which_episodes_start_or_end():
    assert (
        collection_year({"episodes": {"DECOM": ["01/05/2015", "31/03/2018"], "DEC": ["", "02/06/2016"]}})
        == YEAR
    )
    assert collection_year({"episodes": {"DECOM": ["01/04/2018"], "DEC": []}}) == Year(
        date(2018, 4, 1), date(2019, 3, 31)
    )


def test_a_slip_into_the_future_does_not_move_it():
    days = ["01/05/2017"] * 300 + ["01/05/2071"]
    assert collection_year({"episodes": {"DECOM": days, "DEC": []}}) == YEAR


def test_other_files_where_there_are_no_episodes_and_never_reviews():
    assert collection_year({"missing": {"MIS_START": ["01/05/2017"], "MIS_END": []}}) == YEAR
    assert collection_year({"sw_episodes": {"SW_DECOM": ["01/05/2017"], "SW_DEC": []}}) == YEAR
    assert collection_year({"reviews": {"REVIEW": ["01/05/2030"]}}) is None
    assert collection_year({"episodes": {"DECOM": ["no date"], "DEC": [None]}}) is None


@pytest.mark.parametrize(
    ("born", "birthday"),
    [
        ("01/04/2000", "2017-04-01"),
        ("31/03/2000", "2018-03-31"),
        ("29/02/2000", "2018-03-01"),
        ("", None),
        ("never", None),
    ],
)
def test_birthday_in_the_year(born, birthday):
    assert birthday_in(YEAR, born) == birthday


def test_29_february_in_a_leap_year():
    assert birthday_in(Year(date(2019, 4, 1), date(2020, 3, 31)), "29/02/2000") == "2020-02-29"
    assert birthday_in(None, "29/02/2000") is None
