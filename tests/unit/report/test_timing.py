"""The three clocks in words: singular, plural and none; in a first draft and later; where the dates are from."""

from dataclasses import replace
from datetime import datetime, time

import pytest

from scrutable.indicators.definition import catalogue
from scrutable.report import bars, timing
from scrutable.report.anatomy import Drawn, Sentence
from scrutable.report.gather import Sheet
from tests.unit.report.fakes import KNOWN_ON, PERIOD, clocks_of, figure_of

VISITS = next(one for one in catalogue() if one.id == "child_protection_visits_in_time")
CHRISTMAS = datetime.combine(datetime(2019, 12, 31), time.max)  # an earlier report than that of 6 January


def said(met: int, due: int, asked_at: datetime = KNOWN_ON, **parts: int) -> str:
    return timing.said(VISITS, clocks_of(figure_of(VISITS, met=met, counted=due), asked_at, **parts))


def test_the_sentence_of_the_issue() -> None:
    assert said(112, 120, CHRISTMAS, since=14, still=1) == (
        "Of the 120 visits due, 112 were in time: 97 of them were on record when the report of 31 December 2019 ran,"
        " 14 have been recorded since and 1 still is not written up."
    )


@pytest.mark.parametrize(
    ("met", "due", "asked_at", "parts", "ends"),
    [
        (9, 10, KNOWN_ON, {"still": 0}, "9 were in time, and all of them were on record when this report ran."),
        (1, 1, KNOWN_ON, {"still": 0}, "Of 1 visit due, 1 was in time, and it was on record when this report ran."),
        (9, 10, KNOWN_ON, {"still": 1}, "8 of them were on record when this report ran and 1 was not yet written up."),
        (9, 10, KNOWN_ON, {"still": 8}, "1 of them was on record when this report ran and 8 were not yet written up."),
        (8, 9, KNOWN_ON, {"still": 8}, "was on record when this report ran and 8 were not yet written up."),
        (1, 9, KNOWN_ON, {"still": 1}, "it was not on record when this report ran and 1 was not yet written up."),
        (9, 10, CHRISTMAS, {"still": 2, "since": 1}, "1 has been recorded since and 2 still are not written up."),
        (9, 10, CHRISTMAS, {"still": 0, "since": 4}, "31 December 2019 ran and 4 have been recorded since."),
    ],
)  # fmt: skip
def test_words_agree_with_their_numbers(
    met: int, due: int, asked_at: datetime, parts: dict[str, int], ends: str
) -> None:
    assert said(met, due, asked_at, **parts).endswith(ends)


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"still": 0}, "The dates of recording are the source's own."),
        ({"still": 0, "source": 0}, "The records do not say when these were written up: each counts as"),
        (
            {"still": 0, "source": 8},
            "the source's own for 8 of them; 1 counts as recorded from the first delivery",
        ),
        (
            {"still": 0, "source": 7},
            "the source's own for 7 of them; 2 count as recorded from the first delivery",
        ),
        ({"still": 9}, ""),
        (
            {"still": 0, "later": 1},
            "1 of those on record by then reached this register only with a later delivery",
        ),
    ],
)
def test_the_page_says_where_the_dates_are_from(parts: dict[str, int], says: str) -> None:
    found = timing.where_from(clocks_of(figure_of(VISITS, met=9, counted=10), **parts))
    assert says in found if says else found == ""


def test_a_report_from_within_the_period_says_that_it_was_still_running() -> None:
    within = datetime(2019, 12, 30, 10)
    one = clocks_of(figure_of(VISITS, met=9, counted=10), within, since=3, still=0)
    assert timing.where_from(one).endswith("some of what was recorded since was also done since.")
    assert "the report of 10:00 on 30 December 2019 ran" in timing.said(VISITS, one)


def sheet(met: int, counted: int, asked_at: datetime = KNOWN_ON, **parts: int) -> Sheet:
    figure = figure_of(VISITS, met=met, counted=counted)
    return Sheet(VISITS, figure, (figure,), clocks=clocks_of(figure, asked_at, **parts))


def test_bars_stand_only_where_something_was_not_on_record() -> None:
    (sentence,) = timing.three_clocks(sheet(9, 10, still=0), "Westmarch")
    assert isinstance(sentence, Sentence) and sentence.role == "clocks"
    assert sentence.figures == (f"{VISITS.id}/{PERIOD.name}",)
    assert timing.three_clocks(sheet(0, 10, still=0), "Westmarch") == []
    assert timing.three_clocks(replace(sheet(9, 10), clocks=None), "Westmarch") == []


def test_the_table_beside_the_bars_adds_up_to_what_was_due() -> None:
    _, drawn = timing.three_clocks(sheet(112, 120, CHRISTMAS, since=14, still=1), "Westmarch")
    assert isinstance(drawn, Drawn)
    rows = [tuple(cell.text for cell in row) for row in drawn.table.groups[0].rows]
    assert rows == [
        ("In time, on record by 31 December 2019", "97"),
        ("In time, recorded since", "14"),
        ("In time, not yet written up", "1"),
        ("Not in time", "8"),
    ]
    assert [cell.text for cell in drawn.table.total] == ["All", "120"]
    assert (
        drawn.chart.title == "Of 112 in time, 15 were not on record when the report of 31 December 2019 ran"
    )
    assert f'aria-label="Bar chart of 4 bars: {drawn.chart.title}.' in drawn.chart.wide
    for name, number in rows:
        assert f">{name}</text>" in drawn.chart.wide and f">{number}</text>" in drawn.chart.narrow


def test_a_first_draft_has_no_bar_for_what_came_since() -> None:
    _, drawn = timing.three_clocks(sheet(112, 120, still=1), "Westmarch")
    assert isinstance(drawn, Drawn)
    assert [row[0].text for row in drawn.table.groups[0].rows] == [
        "In time, on record by 6 January 2020",
        "In time, not yet written up",
        "Not in time",
    ]


def test_bars_begin_at_nought_and_the_longest_fills_the_width() -> None:
    spec = bars.spec([bars.Bar("a", 3, "3"), bars.Bar("b", 0, "0", stressed=False)], bars.WIDE)
    scales = [layer["encoding"]["x"]["scale"] for layer in spec["layer"] if "x" in layer["encoding"]]
    assert scales == [{"domain": [0, 3], "nice": False}] * 2
    assert bars.spec([bars.Bar("none", 0, "0")], bars.NARROW)["layer"][0]["encoding"]["x"]["scale"][
        "domain"
    ] == [
        0,
        1,
    ]


def test_the_note_of_the_command_line() -> None:
    figure = figure_of(VISITS, met=9, counted=10)
    assert timing.note(clocks_of(figure, still=0)) == "dates: the source's"
    assert timing.note(clocks_of(figure, still=0, source=0)) == "dates: the load's"
    assert timing.note(clocks_of(figure, still=0, source=4)) == "dates: 4 the source's, 5 the load's"
    one = clocks_of(figure, datetime(2019, 12, 30), still=0, since=3, later=2)
    assert timing.note(one) == "dates: the source's; 2 loaded after the report; the period was still running"
    absent = replace(figure, numerator=None, denominator=None, value=None, absent="no records")
    assert timing.note(replace(one, figure=absent)) == "no records"
