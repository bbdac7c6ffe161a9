"""How an indicator compares: invented published files, every number worked by hand or found in pack.json."""

import json
import re
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import html

from scrutable.comparators.areas import Area as Place
from scrutable.comparators.loading import last_loaded, load
from scrutable.comparators.series import known
from scrutable.comparators.shelf import Absent
from scrutable.engine.period import parse
from scrutable.indicators.definition import catalogue
from scrutable.report import build, chance, compared, front, gather, published
from scrutable.report.anatomy import Area, Comparisons, Sentence, Table
from scrutable.report.inputs import PublishedFigures
from tests.unit.comparators import making
from tests.unit.comparators.making import ENGLAND, SOUTH_EAST, authority, lait, referrals
from tests.unit.report.fakes import KNOWN_ON, PERIOD, PROVENANCE, FakeView, figure_of

TEN = ["301", "302", "303", "304", "305", "306", "307", "308", "309", "310"]
AT = datetime(2020, 1, 2)
ONES = {one.id: one for one in catalogue()}
RE, PLANS, RATE = "re_referrals_within_12_months", "ehc_plans_within_20_weeks", "section_47_rate"
TOLD = {RE: (111, 485, 0), PLANS: (14, 100, 6)}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Re-referrals of the year to March 2019 with counts, plans and section 47 of 872 by LAIT alone."""
    folder = tmp_path_factory.mktemp("published")
    rows = [f"2019|{ENGLAND}|650930,147150,22.6", f"2019|{SOUTH_EAST}|104890,26370,25.1"]
    rows += [f"2020|{ENGLAND}|600000,134400,22.4", f"2019|{authority('872', name='Wokingham')}|1705,359,21.1"]
    for number, own in enumerate(TEN, 1):
        rows.append(
            f"2019|{authority(own)}|" + (f"1000,{100 * number},{10 * number}" if number < 9 else "1000,c,c")
        )
    values = ["SEN_EHC_Excpt_20wks|2018|970|60.1", "SEN_EHC_Excpt_20wks|2018|872|40", "Section_47|2019|970|171.1",
              "Section_47|2019|872|168", "RevCP|2020|970|91.5"]  # fmt: skip
    files = [referrals(folder, rows), lait(folder, values), making.neighbours(folder, {"872": TEN})]
    load(folder, files, loaded_at=AT)
    return folder


def sheets(store: Path, *ids: str, period=PERIOD, area="872", region="", told=None, by=AT):
    view = FakeView(TOLD | (told or {}))
    made = gather.sheets(view, [ONES[id_] for id_ in ids], period)
    return published.comparisons(made, view, PublishedFigures(store, by), Area(area, "", region))


def part(store: Path, id_: str, **also) -> Comparisons:
    (sheet,) = sheets(store, id_, **also)
    made = compared.part(sheet)
    assert isinstance(made, Comparisons)
    return made


def rows(made: Comparisons) -> dict[str, list[str]]:
    return {
        f"{row[0].text}/{row[1].text}": [cell.text for cell in row[2:]] for row in made.table.groups[0].rows
    }


def test_the_table(store: Path) -> None:
    found = rows(part(store, RE))
    own = FakeView().figures([RE], [parse("2018-19")])[0]
    year = "Year to 31 March 2019"
    ours = f"{own.numerator} of {own.denominator}"
    assert list(found) == [
        "This council, by these records/Oct to Dec 2019", "This council, by these records/April 2018 to March 2019",
        f"This council, as published/{year}", f"England/{year}", f"South East/{year}",
        f"Middle of its statistical neighbours (2025 model)/{year}",
        f"Mean, unweighted, of its statistical neighbours (2025 model)/{year}",
    ]  # fmt: skip
    told = list(found.values())
    # Wilson, 111 of 485: (222 + 3.8415 -+ 1.96 root(3.8415 + 4 x 111 x 374/485)) / (2 (485 + 3.8415)) = 0.1936, 0.2682
    assert told[0] == ["111 of 485", "22.9% (19.4% to 26.8%)"]
    assert told[1][0] == ours
    assert told[2:5] == [
        ["359 of 1,705", "21.1%"],
        ["147,150 of 650,930", "22.6%"],
        ["26,370 of 104,890", "25.1%"],
    ]
    # Eight of the ten have 10, 20 ... 80: the middle and the mean are 45.
    assert told[5:] == [["8 of 10 councils", "45.0%"]] * 2


def test_what_it_says(store: Path) -> None:
    made = part(store, RE)
    england, place, time = (one.text for one in made.sentences)
    assert england == (
        "England's 22.6% (2019, by referral, not by child) lies inside the range 19.4% to 26.8% that chance alone would"
        " give round this council's 111 of 485: the difference could be chance."
    )
    # Lowest first: of 10, 20, 21.1, 30 ... 80 it is third, and 20% of 1,000 is no other for chance.
    assert place == (
        "As published for 2019, this council was 3rd by printed value, and chance allows 2nd to 3rd of 9 councils,"
        " the lowest being 1st."
    )
    assert time.startswith(
        "The published figures are of the year to 31 March 2019, this council's of 1 October to 31"
    )
    notes = " ".join(one.text for one in made.notes)
    assert (
        "statistical neighbours, 2 missing (suppressed by DfE, to protect children's confidentiality)."
        in notes
    )
    assert (
        "Explore Education Statistics (c1.csv), loaded 2 January 2020; its day of release was not given."
        in notes
    )


def test_england_beyond_chance(store: Path) -> None:
    made = part(store, PLANS)
    assert made.sentences[0].text == (
        "England's 60.1% (2018, excluding exceptions) lies outside the range 8.5% to 22.1% that chance alone would give"
        " round this council's 14 of 100: the difference is more than chance would explain."
    )
    # No other council's figure is loaded, so that there is no place to be told.
    assert [one.text[:21] for one in made.sentences[1:]] == ["The published figures"]


def test_a_quarter_is_not_set_against_a_year_of_what_grows(store: Path) -> None:
    made = part(store, RATE)
    found = rows(made)
    assert not any("Oct to Dec 2019" in who for who in found)
    assert "of the same year, by its records" in made.sentences[0].text
    (sheet,) = sheets(store, RATE)
    alone = replace(sheet, compared=replace(sheet.compared, own=None))
    said = compared.part(alone)
    assert said.sentences[0].text == (
        "The published figures are of a whole year, and a quarter of this council is not set against them: it grows"
        " with the length of the period."
    )
    assert chance.chance(alone) is None
    assert compared.england_cell(sheet).text == "by year"
    (year,) = sheets(store, RATE, period=parse("2018-19"))
    assert year.compared.own is None
    assert compared.england_cell(year).text == "171.1 (2019)"
    assert "of the same year" not in compared.part(year).sentences[0].text
    assert not any(
        "part of a difference may be one of time" in one.text for one in compared.part(year).sentences
    )


def test_every_series_that_grows_with_the_period_says_so() -> None:
    """What happens to one child or council once more for every month that passes, by the definitions' own words."""
    of = {one.id: known()[one.compare] for one in catalogue() if one.compare}
    for id_ in ("referral_rate", "section_47_rate", "turnover_rate", "children_in_care_missing",
                "children_re_referred_within_12_months", "referrals_assessed_not_in_need"):  # fmt: skip
        assert of[id_].whole_year, id_
    for one in catalogue():
        if one.compare and one.measures == "rate":
            assert bool(of[one.id].whole_year) != one.stock, one.id


@pytest.mark.parametrize(
    ("england", "outside"), [("22.1", False), ("22.2", True), ("8.5", False), ("8.4", True)]
)
def test_england_is_rounded_and_lies_outside_only_where_all_it_may_be_does(store, england, outside):
    """14 of 100 has 8.526% to 22.137%. 22.2 is 22.15 at the least, and 8.4 below 8.45 at the most."""
    (sheet,) = sheets(store, PLANS)
    at = replace(sheet.compared.found.england, value=Decimal(england))
    moved = replace(sheet, compared=replace(sheet.compared, found=replace(sheet.compared.found, england=at)))
    found = chance.chance(moved)
    assert (round(found.lower, 3), round(found.upper, 3), found.outside) == (8.526, 22.137, outside)


def test_what_we_leave_out_and_they_count_is_said_and_no_chance_is(store: Path) -> None:
    (sheet,) = sheets(store, PLANS)
    series = replace(sheet.compared.found.series, keeps="statistical exception")
    keeping = replace(
        sheet, compared=replace(sheet.compared, found=replace(sheet.compared.found, series=series))
    )
    assert chance.chance(keeping) is not None  # none was left out for that
    keeping = replace(keeping, reasons=(("statistical exception", 6),))
    assert chance.chance(keeping) is None
    made = compared.part(keeping)
    assert made.notes[0].text.startswith(
        "The published figures count 6 cases that are left out here (statistical"
    )
    assert not any("range" in one.text for one in made.sentences)


def test_of_sums_averages_and_repeated_cases_no_range_is_given() -> None:
    for id_ in ("agency_rate", "average_caseload", "sdq_average_score", "young_people_neet_or_not_known"):
        one = ONES[id_]
        figure = figure_of(one, met=30, counted=60)
        assert chance.alike(one, known()[one.compare])
        assert chance.range_of(one, known()[one.compare], figure) is None
    assert not chance.alike(ONES["referrals"], known()["Section_47"])
    assert not chance.alike(ONES[PLANS], known()["Section_47"])
    assert not chance.alike(ONES[RATE], known()["ReReferral"])


def test_nothing_published_of_a_time_is_said_with_its_reason(store: Path) -> None:
    (late, none) = sheets(store, "protection_reviews_in_time", "children_in_care_rate")
    for sheet, why in (
        (late, "RevCP is published for 2020 to 2020"),
        (none, "no file that holds LAC has been loaded"),
    ):
        said = compared.part(sheet)
        assert isinstance(said, Sentence)
        assert said.text == f"Nothing published is compared with it: {why}."
        assert compared.england_cell(sheet).text == "none"


def test_a_council_that_is_not_published_still_has_england_and_its_region_by_name(store: Path) -> None:
    made = part(store, RE, area="999", region="South East")
    found = rows(made)
    assert not any("as published" in who for who in found)
    assert found["South East/Year to 31 March 2019"] == ["26,370 of 104,890", "25.1%"]
    notes = " ".join(one.text for one in made.notes)
    assert "This council has no published figure: nothing is published for it in 2019." in notes
    assert (
        "There are no statistical neighbours: no list of neighbours that is loaded holds this authority."
        in notes
    )


def test_a_symbol_stays_a_symbol_and_a_joint_return_is_named(store: Path) -> None:
    (sheet,) = sheets(store, RE)
    found = sheet.compared.found
    gone = Absent(found.series, found.england.area, found.period, "withheld", "c")
    both = replace(found.ours, area=Place("314/318", "Kingston / Richmond", "joint"))
    told = compared.part(
        replace(sheet, compared=replace(sheet.compared, found=replace(found, england=gone, ours=both)))
    )
    assert rows(told)["England/Year to 31 March 2019"] == ["not published", "none [c]"]
    notes = [one.text for one in told.notes]
    assert "England has no published figure: withheld." in notes
    assert "This council is published together with others, as one return: Kingston / Richmond." in notes


def test_what_has_no_published_measure_stays_as_it_was_and_its_definition_says_why(store: Path) -> None:
    (sheet,) = sheets(store, "ehc_requests")
    assert sheet.compared is None and compared.part(sheet) is None
    assert compared.england_cell(sheet).text == "none"
    assert published.why_none(ONES["ehc_requests"]).startswith("It is a count, and councils differ in size.")
    assert published.why_none(ONES[RE]) == ""
    assert published.why_none(replace(ONES["ehc_requests"], id="own_indicator")) == ""


def test_without_published_figures_the_pack_says_so_once(tmp_path: Path, store: Path) -> None:
    assert published.sources(None, KNOWN_ON) == []
    (said,) = published.sources(PublishedFigures(tmp_path, None), KNOWN_ON)
    assert said.text.startswith("No published figures are loaded")
    told, table = published.sources(PublishedFigures(store, AT), KNOWN_ON)
    assert "19 cases of 20" in told.text and "does not know" not in told.text
    assert [row[0].text for row in table.groups[0].rows] == ["c1.csv", "bds.csv", "sn_2025.csv"]
    late = published.sources(PublishedFigures(store, AT), datetime(2019, 12, 31))[0]
    assert late.text.endswith(
        "loaded after 31 December 2019: what had been published by then, this pack does not know."
    )
    made = gather.sheets(FakeView(), [ONES[RE]], PERIOD)
    assert published.comparisons(made, FakeView(), PublishedFigures(tmp_path, None), Area("872")) == made


@pytest.fixture(scope="module")
def pack(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pack")
    provenance = replace(PROVENANCE, published=PublishedFigures(store, last_loaded(store)), area=Area("872"))
    some = [ONES[id_] for id_ in (PLANS, "ehc_requests", RE, RATE, "protection_reviews_in_time")]
    build(FakeView(TOLD), some, PERIOD, folder, provenance=provenance)
    return folder


def test_every_number_of_the_comparison_is_in_pack_json(pack: Path) -> None:
    page = html.document_fromstring((pack / "pack.html").read_text(encoding="utf-8"))
    records = {
        one["indicator"]: one
        for one in json.loads((pack / "pack.json").read_text(encoding="utf-8"))["figures"]
    }
    parts = page.xpath('//div[@class="compared"]')
    assert len(parts) == 3
    for each in parts:
        record = records[each.getparent().get("id")]
        told = record["compared"]
        known_numbers = _numbers(told) | _numbers({"n": record["numerator"], "d": record["denominator"]})
        one = ONES[record["indicator"]]
        figures = [record, told["council_same_period"]]
        for figure in figures:
            share = (
                100 * figure["numerator"] / figure["denominator"]
                if one.measures == "share"
                else figure["value"]
            )
            known_numbers.add(round(share, 1))
            known_numbers |= {
                round(end, 1) for end in chance.range_of(one, known()[told["series"]], _of(one, figure))
            }
        for text in each.xpath('.//table//td[@class="n"]/text()'):
            for number in re.findall(r"\d[\d,]*\.?\d*", text.replace(" per 10,000", "")):
                assert float(number.replace(",", "")) in known_numbers, (one.id, text)


def _of(one, figure):
    met, counted = figure["numerator"], figure["denominator"]
    return replace(figure_of(one, met=met, counted=counted), numerator=met, denominator=counted)


def _numbers(said) -> set[float]:
    """Return every number in a record, as it stands and to one place."""
    if isinstance(said, dict):
        return set().union(*(_numbers(one) for one in said.values()))
    if isinstance(said, list):
        return set().union(
            set(), *(_numbers(one) for one in said), {float(len(said))}, {float(10 - len(said))}
        )
    return {float(said), round(float(said), 1)} if isinstance(said, int | float) else set()


def test_the_page_is_well_formed_and_the_headlines_have_england(pack: Path) -> None:
    page = html.document_fromstring((pack / "pack.html").read_text(encoding="utf-8"))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert not [cell for cell in page.xpath("//td | //th | //p") if not cell.text_content().strip()]
    table = page.get_element_by_id("headline-figures-table")
    place = [head.text for head in table.xpath("./thead//th")].index("England (year)")
    last = {row[0].text_content(): row[place].text for row in table.xpath("./tbody/tr[not(@class)]")}
    assert last[ONES[RE].title] == "22.6% (2019)" and last[ONES["ehc_requests"].title] == "none"
    assert compared.ENGLAND in page.get_element_by_id("headline-figures").text_content()
    assert page.get_element_by_id("published-files").xpath("./tbody/tr")


def test_without_them_there_is_no_column_of_england() -> None:
    made = gather.sheets(FakeView(), [ONES[RE]], PERIOD)
    table = front.headline_table(made, PERIOD).parts[-1]
    assert isinstance(table, Table)
    assert "England (year)" not in [column.title for column in table.columns]
    assert all(len(row) == len(table.columns) for group in table.groups for row in group.rows)


def test_a_period_that_is_running_compares_with_the_last_year_that_had_ended(store: Path) -> None:
    view = FakeView()
    view.known_on = datetime(2019, 3, 30)
    made = gather.sheets(view, [ONES[RE]], parse("2019-20"))
    (sheet,) = published.comparisons(made, view, PublishedFigures(store, AT), Area("872"))
    assert sheet.compared.found.period is None  # the year to 31 March 2019 had a day to go
    assert date(2019, 3, 31) > view.known_on.date()
