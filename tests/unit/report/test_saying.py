"""How a figure is said to stand to earlier ones, where one of them or both are not there."""

from dataclasses import replace

import pytest

from scrutable.indicators.definition import catalogue
from scrutable.report import gather
from scrutable.report.gather import Sheet
from scrutable.report.saying import comparison
from tests.unit.report.fakes import PERIOD, FakeView

PLANS = next(one for one in catalogue() if one.id == "ehc_plans_within_20_weeks")


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    (made,) = gather.sheets(FakeView(), [PLANS], PERIOD)
    assert made.before is not None and made.year_ago is not None
    return made


def said(sheet: Sheet) -> str:
    made = comparison(sheet)
    assert made is not None
    return made.text


def test_where_there_is_no_figure_a_year_before_that_is_a_sentence_of_its_own(sheet: Sheet) -> None:
    unknown = replace(sheet.year_ago, value=None, numerator=None, denominator=None, absent="no records")
    text = said(replace(sheet, year_ago=unknown))
    assert text.startswith("That is ") and " than the quarter before (" in text
    assert text.endswith("). For a year before there is no figure. Higher is better.")


def test_where_there_were_no_cases_that_is_said(sheet: Sheet) -> None:
    none = replace(sheet.before, value=None, numerator=0, denominator=0, absent="no cases")
    assert "For the quarter before there were no cases." in said(replace(sheet, before=none))


def test_with_nothing_to_compare_with_no_side_is_called_better(sheet: Sheet) -> None:
    unknown = replace(sheet.before, value=None, numerator=None, denominator=None, absent="no records")
    text = said(replace(sheet, before=unknown, year_ago=unknown))
    assert text == "For the quarter before there is no figure. For a year before there is no figure."
