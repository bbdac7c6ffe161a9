import pytest

from scrutable.engine.period import parse
from scrutable.errors import DataFault
from scrutable.figures.breakdowns import ORDERED
from scrutable.indicators.definition import catalogue
from scrutable.report import gather
from tests.unit.report.fakes import PERIOD, FakeView


class Lossy(FakeView):
    """Loses a part, a figure or a reason."""

    def __init__(self, loses):
        super().__init__()
        self.loses = loses

    def figures(self, ids, periods, by=None, *, whole=None):
        found = super().figures(ids, periods, by, whole=whole)
        lost = {"part": "team", "figure": None}.get(self.loses, "nothing")
        first = next((one for one in found if one.by == lost and one.period == periods[-1]), None)
        return [one for one in found if one is not first]

    def case_list(self, one, periods):
        listed = super().case_list(one, periods)
        return listed.slice(1) if self.loses == "reason" else listed


@pytest.mark.parametrize(("loses", "code"), [("figure", "D181"), ("part", "D182"), ("reason", "D183")])
def test_a_pack_with_a_hole_in_it_is_not_made(loses, code):
    with pytest.raises(DataFault) as raised:
        gather.sheets(Lossy(loses), catalogue(), PERIOD)
    assert raised.value.code == code


def test_a_sheet_knows_last_quarter_and_the_same_one_a_year_before():
    sheet = gather.sheets(FakeView(), catalogue(), PERIOD)[0]
    assert sheet.now.period.name == "2019-20Q3"
    assert sheet.before.period.name == "2019-20Q2"
    assert sheet.year_ago.period.name == "2018-19Q3"
    assert [figure.period.name for figure in sheet.trend][::12] == ["2016-17Q3", "2019-20Q3"]


@pytest.mark.parametrize(
    ("name", "periods", "before", "year_ago"),
    [
        ("2019-12", 24, "2019-11", "2018-12"),
        ("2019-20", 5, "2018-19", None),
        ("ytd-to-2019-12-31", 1, None, None),
    ],
)
def test_every_kind_of_period_has_its_own_run_up(name, periods, before, year_ago):
    sheet = gather.sheets(FakeView(), catalogue(), parse(name))[0]
    assert len(sheet.trend) == periods
    assert (sheet.before and sheet.before.period.name) == before
    assert (sheet.year_ago and sheet.year_ago.period.name) == year_ago


def test_parts_are_in_order_with_what_is_not_recorded_last():
    sheet = next(
        s for s in gather.sheets(FakeView(), catalogue(), PERIOD) if s.definition.id == "children_missing"
    )
    assert [each.by for each in sheet.breakdowns] == [sheet.definition.breakdowns[0], "sex"]
    for each in sheet.breakdowns:
        sizes = [part.numerator for part in each.parts if part.breakdown != "Not recorded"]
        assert each.by in ORDERED or sizes == sorted(sizes, reverse=True)
        assert "Not recorded" not in [part.breakdown for part in each.parts[:-1]]


def test_a_breakdown_of_which_nothing_is_recorded_is_left_out():
    sheet = next(s for s in gather.sheets(FakeView(), catalogue(), PERIOD) if s.definition.counts == "worker")
    assert [each.by for each in sheet.breakdowns] == ["department"]
