"""Figures that minutes quote, checked: the words settle which figure is meant, before any value is looked at."""

from datetime import date

import pytest

from scrutable.committee import matching
from scrutable.committee.minutes import checking
from scrutable.committee.minutes.reading import read
from scrutable.engine.period import parse
from scrutable.indicators.definition import catalogue
from tests.unit.report.fakes import PERIOD, FakeView

MET = date(2020, 1, 21)


class View(FakeView):
    """The invented figures, with the few things more that a check asks."""

    definitions = catalogue()
    said = "2020-01-06"

    def figures(self, ids, periods, by=None):
        return super().figures(ids, [parse(one) if isinstance(one, str) else one for one in periods], by)


def checked(said: str, told=None, printed=lambda _: ()):
    return checking.check(read(f"Minutes:\n\n{said}\n", meeting=MET), View(told), PERIOD, printed)


@pytest.mark.parametrize(
    ("said", "figure", "verdict"),
    [
        ("There were 66 open EHC assessments", "ehc_assessments_open/2019-20Q3", "agree"),
        ("There were 67 open EHC assessments", "ehc_assessments_open/2019-20Q3", "differ"),
        (
            "There were 66 open EHC assessments, 8 of those were over the 20 weeks",
            "ehc_assessments_overdue/2019-20Q3",
            "agree",
        ),
        ("49 was the number of children missing", "children_missing/2019-20Q3", "agree"),
        ("There had been 112 missing episodes since quarter 2", "missing_episodes/2019-20Q3", "agree"),
        ("Since quarter 2 106 EHC plans were issued", "ehc_plans_issued/2019-20Q3", "agree"),
        ("one care leaver was in B&B", "care_leavers_in_bed_and_breakfast/2019-20Q3", "agree"),
    ],
)
def test_a_quoted_figure_is_compared_with_the_one_that_its_words_name(
    said: str, figure: str, verdict: str
) -> None:
    last = checked(said)[-1]
    assert (last.figure, last.verdict) == (figure, verdict), last.why


def test_the_words_choose_and_not_the_value() -> None:
    """49 assessments are not said to agree because 49 children are on record."""
    (one,) = checked("There were 49 open EHC assessments")
    assert (one.verdict, one.ours) == ("differ", 66)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("The service would achieve 58% by December 2019", "what should be"),
        ("The service should strive for 100%", "what should be"),
        ("The national average was 58% of EHC plans", "other councils"),
        ("There were 14 new lamp posts", 'nothing with the word "lamp"'),
    ],
)
def test_what_cannot_be_told_says_why(said: str, why: str) -> None:
    (one,) = checked(said)
    assert one.verdict == "cannot be told" and why in one.why


def test_a_percentage_is_rounded_as_it_is_said_and_both_readings_are_told() -> None:
    (one,) = checked("The plans issued within 20 weeks were at 14%")
    assert one.verdict == "agree" and "14 of 100" in one.why and "15 of 106" in one.why
    told = {"ehc_plans_within_20_weeks_including_exceptions": (30, 106, 0)}
    (one,) = checked("The plans issued within 20 weeks were at 14%", told)
    assert one.verdict == "cannot be told" and one.figure == ""


def test_what_a_pack_had_printed_is_told_where_it_has_moved_since() -> None:
    (one,) = checked("There were 67 open EHC assessments", printed=lambda _: [("the pack of then", 67, 67)])
    assert one.verdict == "differ" and "The pack the pack of then printed 67, as was said." in one.why


@pytest.mark.parametrize(
    ("met", "period"),
    [("2020-01-21", "2019-20Q3"), ("2020-03-31", "2019-20Q3"), ("2020-04-01", "2019-20Q4"), ("2020-07-01", "2020-21Q1"),
     ("2020-12-31", "2020-21Q2")],
)  # fmt: skip
def test_the_report_of_a_meeting_is_of_the_last_quarter_that_had_ended(met: str, period: str) -> None:
    found = checking.report_period(date.fromisoformat(met))
    assert found.name == period and found.end < date.fromisoformat(met)


def test_a_question_gets_the_nearest_indicators_with_the_words_that_make_them_so() -> None:
    found = matching.proposals("the split across departments in the use of agency workers", catalogue())
    assert found[0].indicator == "agency_social_workers" and found[0].breakdowns == ("department",)
    assert '"agency" in title' in found[0].says()
    gender = matching.proposals("gender of children who go missing", catalogue())[0]
    assert gender.breakdowns == ("sex",) and '"gender" (read as sex) in breakdown' in gender.says()


def test_what_the_catalogue_has_no_word_of_gets_no_proposal() -> None:
    assert matching.proposals("street lighting", catalogue()) == []
    (first, *_) = matching.proposals("the outcome of the Early Help review", catalogue())
    assert "It has nothing of" in first.says()


def test_proposals_are_ranked_by_share_and_a_rare_word_tells_more() -> None:
    found = matching.proposals("children in mediation", catalogue(), most=20)
    assert found[0].indicator == "ehc_mediations"
    assert [one.share for one in found] == sorted((one.share for one in found), reverse=True)
    assert all(0 < one.share <= 1 for one in found)
