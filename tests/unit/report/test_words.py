import pytest

from scrutable.engine.period import parse
from scrutable.report import words


@pytest.mark.parametrize(
    ("met", "counted", "said"),
    [(0, 1, "0%"), (1, 1, "100%"), (1, 2, "50%"), (1, 8, "13%"), (1, 200, "1%"), (1, 201, "under 1%"), (15, 106, "14%"),
     (14, 100, "14%"), (995, 1000, "over 99%"), (994, 1000, "99%")],
)  # fmt: skip
def test_percent_rounds_half_up_and_never_hides_some_or_all(met, counted, said):
    assert words.percent(met, counted) == said


def test_no_cases_is_never_nought_percent():
    assert words.of(0, 0) == "no cases"
    with pytest.raises(ValueError):
        words.percent(0, 0)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("2019-20Q3", "between 1 October and 31 December 2019"),
        ("2019-12", "between 1 and 31 December 2019"),
        ("2019-20", "between 1 April 2019 and 31 March 2020"),
        ("ytd-to-2019-12-31", "between 1 April and 31 December 2019"),
    ],
)
def test_a_window_names_each_month_and_year_once(name, said):
    period = parse(name)
    assert words.window(period.start, period.end) == said


def test_a_period_is_short_in_a_table_and_on_an_axis():
    quarter = parse("2019-20Q3")
    assert words.short(quarter) == "Oct to Dec 2019"
    assert words.short(quarter, stock=True) == "31 Dec 2019"
    assert words.short(parse("2019-12")) == "Dec 2019"
    assert words.short(parse("2019")) == "2019"
    assert words.tick(quarter) == ["Dec", "2019"]
    assert words.tick(parse("2019")) == ["2019"]
    assert [words.noun(parse(name)) for name in ("2019-12", "2019-20Q3", "2019-20")] == [
        "month",
        "quarter",
        "year",
    ]


@pytest.mark.parametrize(
    ("by", "value", "said"),
    [("sex", "M", "Male"), ("sex", "Not recorded", "Not recorded"), ("team", None, "Not recorded"),
     ("team", "", "Not recorded"), ("team", "north", "North"), ("went_on_to_appeal", "yes", "Followed by an appeal")],
)  # fmt: skip
def test_a_part_of_a_breakdown_is_said_in_words(by, value, said):
    assert words.group(by, value) == said
