from dataclasses import replace

from scrutable.indicators.definition import catalogue
from scrutable.report import choose, gather
from tests.unit.report.fakes import PERIOD, FakeView


def sheets(**told):
    return gather.sheets(FakeView(told), catalogue(), PERIOD)


def ids(chosen):
    return [sheet.definition.id for sheet in chosen]


def test_at_most_five_and_one_from_each_dashboard_in_the_order_of_the_pack():
    chosen = choose.headlines(sheets())
    boards = [sheet.definition.dashboard for sheet in chosen]
    assert len(chosen) == 5
    assert len(set(boards)) == 5
    order = [one.dashboard for one in catalogue()]
    assert boards == sorted(boards, key=order.index)


def test_the_measure_that_falls_furthest_short_of_a_limit_leads_its_dashboard():
    assert ids(choose.headlines(sheets()))[0] == "ehc_plans_within_20_weeks"
    late = sheets(ehc_assessments_overdue=(66, 66, 0), ehc_plans_within_20_weeks=(50, 100, 6))
    assert "ehc_assessments_overdue" in ids(choose.headlines(late))


def test_the_order_of_the_figures_does_not_decide():
    made = sheets()
    assert set(ids(choose.headlines(made[::-1]))) == set(ids(choose.headlines(made)))


def test_without_a_year_before_nothing_moves_and_nothing_fails():
    short = [replace(sheet, before=None, year_ago=None, trend=(sheet.now,)) for sheet in sheets()]
    assert len(choose.headlines(short)) == 5
