from dataclasses import replace

from scrutable.indicators.definition import catalogue
from scrutable.report import amounts, gather, parts
from tests.unit.report.fakes import PERIOD, FakeView, figure_of

CODES = ["6", "2A", "1A", "1B", "3A", "4", "5A", "7", "8", "9", "10", "Not recorded"]


class Coded(FakeView):
    """Breaks referrals down by the codes of the census: 100 for the first, one fewer for each after."""

    def figures(self, ids, periods, by=None, *, whole=None):
        if not by or "source_group" not in by:
            return super().figures(ids, periods, by, whole=whole)
        others = [one for one in by if one != "source_group"]
        ones = [one for one in catalogue() if one.id in ids]
        return [
            self._figure(one, periods[-1], "source_group", code, 5, 100 - place, 0)
            for one in ones
            for place, code in enumerate(CODES)
        ] + super().figures(ids, periods, others, whole=whole)


def table():
    total = sum(100 - place for place in range(len(CODES)))
    told = {"re_referrals_within_12_months": (5 * len(CODES), total, 0), "ehc_requests": total}
    one = [one for one in catalogue() if one.id == "re_referrals_within_12_months"]
    (sheet,) = gather.sheets(Coded(told), one, PERIOD)
    return parts.breakdown(sheet, sheet.breakdowns[0])


def test_codes_of_one_group_stand_in_one_row_in_words():
    first = table().groups[0].rows[0]
    assert [cell.text for cell in first] == ["Individual", "10 of 195", "5%"]
    assert first[1].figure.split() == [
        "re_referrals_within_12_months/2019-20Q3/source_group=1A",
        "re_referrals_within_12_months/2019-20Q3/source_group=1B",
    ]


def test_the_smallest_groups_are_put_together_and_what_is_not_recorded_stays_last():
    rows = table().groups[0].rows
    assert len(rows) == parts.ROWS + 1
    assert [row[0].text for row in rows[-2:]] == ["4 smaller groups", "Not recorded"]


def test_the_rows_add_up_to_the_last():
    made = table()
    assert sum(int(row[1].text.split(" of ")[1]) for row in made.groups[0].rows) == int(
        made.total[1].text.split(" of ")[1].replace(",", "")
    )


def test_groups_of_which_one_cannot_be_judged_have_no_figure_together():
    one = next(one for one in catalogue() if one.id == "re_referrals_within_12_months")
    known = FakeView({})._figure(one, PERIOD, "source_group", "4", 5, 90, 0)
    blank = replace(known, numerator=None, denominator=None, value=None, absent="nothing to judge by")
    assert parts.together([known, blank]).value is None
    assert parts.together([known, known]).denominator == 180


def test_a_median_says_that_its_parts_do_not_add_up():
    said = {
        sheet.definition.measures: parts.breakdown(sheet, each).caption
        for sheet in gather.sheets(FakeView(), catalogue(), PERIOD)
        for each in sheet.breakdowns
    }
    assert said["median"].endswith(". A median of the whole is not the sum of these")
    assert "sum" not in said["share"] and "sum" not in said["count"]


def test_a_median_of_one_is_of_one_day():
    one = next(one for one in catalogue() if one.id == "protection_visits_days_to_record")
    figure = figure_of(one, counted=9)
    said = [amounts.in_full(one, replace(figure, value=value)) for value in (1, 2, 0)]
    assert said == ["median 1 day (9 visits)", "median 2 days (9 visits)", "median 0 days (9 visits)"]
