from datetime import date, datetime

import pytest

from scrutable.sources.dates import iso, local_moment, read_date


@pytest.mark.parametrize(
    "text",
    ["2019-04-01", "2019-04-01 00:00:00", "01/04/2019", "1/4/2019 10:30", "01-04-2019", "01.04.2019", "1 April 2019",
     "01-Apr-2019", "2019-Apr-01 00:00:00", "43556", "43556.5", " 2019-04-01 "],
)  # fmt: skip
def test_every_form_of_a_day_gives_the_same_id(text):
    assert read_date(text) == date(2019, 4, 1)
    assert iso(text) == "2019-04-01"


@pytest.mark.parametrize("text", ["31/02/2019", "2019-13-01", "1 Foo 2019", "zz/05/2020", "12345", "", None])
def test_what_is_no_day_is_none(text):
    assert read_date(text) is None


def test_an_id_holds_the_text_where_it_is_no_day():
    assert iso("zz/05/2020") == "zz/05/2020"
    assert iso(None) == "undated"


def test_moments_are_uk_local_time():
    assert local_moment("2022-07-21T10:12:28Z") == datetime(2022, 7, 21, 11, 12, 28)
    assert local_moment("2022-01-21T10:12:28+00:00") == datetime(2022, 1, 21, 10, 12, 28)
    assert local_moment("2022-07-21T10:12:28") == datetime(2022, 7, 21, 10, 12, 28)
    assert local_moment("21/07/2022") == datetime(2022, 7, 21)
    assert local_moment("soon") is None
    assert local_moment("0001-01-01T00:00:00+05:00") is None  # no file of ours is as old as that
