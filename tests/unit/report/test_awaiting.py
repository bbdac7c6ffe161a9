"""What is still to be written up, in words: ranges, one case, none, and why it cannot be told."""

from dataclasses import replace

import pytest

from scrutable.figures.delay import Awaited
from scrutable.indicators.definition import catalogue
from scrutable.report import awaiting
from scrutable.report.gather import Sheet
from tests.unit.report.fakes import figure_of

BY_ID = {one.id: one for one in catalogue()}
VISITS, DAYS = BY_ID["child_protection_visits_in_time"], BY_ID["protection_visits_days_to_record"]
DUE = Awaited(figure_of(VISITS, met=762, counted=940), in_time=True, low=30, high=70, expected=48, past=12)
MADE = Awaited(figure_of(DAYS, counted=843), low=30, high=70, expected=48, past=12)


def test_a_share_has_its_range_beside_it() -> None:
    assert awaiting.said(DUE, VISITS) == (
        "By how the 12 quarters before filled up, between 30 and 70 more of the 940 visits due are likely to prove to"
        " have been in time once written up: the figure would then be 84% to 89%. The range holds in four of five"
        " quarters that are like those before."
    )
    assert awaiting.note(DUE, VISITS) == [
        "by past periods 30 to 70 more likely to prove in time once written up: 84% to 89%"
    ]


def test_visits_made_are_told_as_visits() -> None:
    assert awaiting.said(MADE, DAYS).startswith(
        "By how the 12 quarters before filled up, between 30 and 70 more visits of this quarter are likely still to be"
    )
    assert awaiting.note(MADE, DAYS) == ["by past periods 30 to 70 more likely still to be written up"]


@pytest.mark.parametrize(
    ("low", "high", "says"),
    [
        (0, 1, "up to 1 more visit of this quarter is likely"),
        (0, 9, "up to 9 more visits of this quarter are likely"),
        (5, 5, "about 5 more visits of this quarter are likely"),
        (1000, 1204, "between 1,000 and 1,204 more visits"),
    ],
)
def test_words_agree_with_their_numbers(low: int, high: int, says: str) -> None:
    assert says in awaiting.said(replace(MADE, low=low, high=high, expected=1.0), DAYS)


def test_a_range_of_one_percentage_is_said_once() -> None:
    one = replace(DUE, low=5, high=5)
    assert "the figure would then be 82%." in awaiting.said(one, VISITS)
    assert awaiting.note(one, VISITS)[0].endswith("5 more likely to prove in time once written up: 82%")
    only = replace(DUE, low=0, high=1)
    assert "up to 1 more of the 940 visits due is likely to prove to have been in time" in awaiting.said(
        only, VISITS
    )


def test_what_is_next_to_nothing_is_not_said() -> None:
    for one in (replace(DUE, expected=0.9), replace(DUE, low=0, high=0, expected=0)):
        assert awaiting.said(one, VISITS) == "" and awaiting.note(one, VISITS) == []
    assert awaiting.note(None, VISITS) == []


def test_why_it_cannot_be_told_is_said_where_recording_is_the_question() -> None:
    why = "past periods to tell from: 2, and 8 are the fewest that will do"
    assert awaiting.said(replace(MADE, why=why), DAYS) == (
        f"How much is still to be written up cannot be told: {why}."
    )
    assert awaiting.said(replace(DUE, why=why), VISITS) == ""
    assert awaiting.note(replace(MADE, why=why), DAYS) == []


def test_a_page_says_it_as_a_note() -> None:
    sheet = Sheet(VISITS, DUE.figure, (DUE.figure,), awaited=DUE)
    sentence = awaiting.still_to_come(sheet)
    assert (
        sentence is not None and sentence.role == "note" and sentence.figures == (f"{VISITS.id}/2019-20Q3",)
    )
    assert awaiting.still_to_come(replace(sheet, awaited=None)) is None
