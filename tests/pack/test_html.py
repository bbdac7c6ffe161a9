"""The page that a committee opens: whole in itself, accessible, and with the same numbers as pack.json."""

import json
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from lxml import html

from scrutable.errors import UnitFault
from scrutable.indicators.definition import catalogue
from scrutable.report import build, words
from tests.unit.report.fakes import PERIOD, PROVENANCE, FakeView


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    into = tmp_path_factory.mktemp("pack")
    build(FakeView(), catalogue(), PERIOD, into, provenance=PROVENANCE)
    return into


@pytest.fixture(scope="module")
def text(folder):
    return (folder / "pack.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(text):
    return html.document_fromstring(text)


@pytest.fixture(scope="module")
def data(folder):
    return json.loads((folder / "pack.json").read_text(encoding="utf-8"))


def test_nothing_is_fetched_and_nothing_runs(text, page):
    assert not page.xpath("//script | //link | //img | //iframe | //object | //@onclick")
    assert not re.search(
        r"(?:src|href|action|data)\s*=\s*[\"']?\s*(?:https?:|//|file:)|@import|url\(\s*[\"']?\s*(?!#)", text
    )
    assert "http" not in text
    ids = set(page.xpath("//@id"))
    assert all(link.startswith("#") and link[1:] in ids for link in page.xpath("//@href"))


def test_ids_are_unique(page):
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_language_title_skip_link_and_landmarks(page):
    assert page.get("lang") == "en-GB"
    assert page.findtext(".//title") == (
        "Children's Services Performance Indicators, October to December 2019 (quarter 3): Westmarch Borough Council"
    )
    assert page.xpath("//body/a[1]/@href") == ["#main"]
    assert len(page.xpath("//main")) == len(page.xpath("//h1")) == 1


def test_headings_go_down_one_at_a_time(page):
    levels = [int(heading.tag[1]) for heading in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert set(levels) == {1, 2, 3, 4}


def test_every_table_has_a_caption_and_every_header_a_scope(page):
    tables = page.xpath("//table")
    assert tables
    for table in tables:
        assert table.findtext("caption").strip()
        assert table.xpath(".//th") and not table.xpath(".//th[not(@scope)]")
        wide = len(table.xpath("./thead/tr/th"))
        for row in table.xpath("./tbody/tr[not(@class)] | ./tfoot/tr"):
            assert len(row) == wide
            assert row[0].tag == "th" and row[0].get("scope") == "row"


def test_no_cell_is_empty(page):
    assert not [
        cell
        for cell in page.xpath("//td | //th | //dd | //dt | //li | //p")
        if not cell.text_content().strip()
    ]


def test_every_drawing_has_an_alt_text_that_says_something(page):
    drawings = page.xpath("//svg")
    clocks = page.xpath('//div[@class="drawn"]//svg')
    assert len(clocks) == 2 * 3 and len(drawings) == 2 * len(catalogue()) + len(clocks)
    for drawing in drawings:
        assert drawing.get("role") == "img"
        told = drawing.get("aria-label")
        if drawing in clocks:
            assert re.match(r"Bar chart of 3 bars: .+\. Every value is in the table\.", told)
        else:
            assert re.match(r"(Line|Bar) chart of 13 quarters: .+\. Highest .+; lowest .+\.", told)


def test_the_clocks_of_the_page_are_those_of_pack_json(page, data):
    clocks = {record["id"]: record["clocks"] for record in data["figures"] if record["clocks"]}
    assert len(clocks) == 3
    cells = page.xpath('//td[contains(@data-figure, "/clocks/")]')
    assert len(cells) == 4 * 3  # on record, not written up, not in time, all
    for cell in cells:
        figure, _, name = cell.get("data-figure").partition("/clocks/")
        assert cell.text == words.number(clocks[figure][name])
    for sentence in page.xpath('//p[@class="clocks"]'):
        known = {words.number(n) for n in clocks[sentence.get("data-figures")].values() if isinstance(n, int)}
        assert set(re.findall(r"[\d,]*\d", sentence.text_content())) <= known


def test_every_indicator_has_its_page_with_the_figure_in_words(page, data):
    for one, record in zip(catalogue(), data["figures"], strict=True):
        section = page.get_element_by_id(one.id)
        assert section.find("h3").text == one.title
        assert section.xpath('.//p[@class="headline"]')[0].text == record["sentence"]
        assert one.hash[:12] in section.text_content()


def test_the_page_and_pack_json_hold_the_same_numbers(page, data):
    known = {}
    for record in data["figures"]:
        for figure in (
            record,
            *record["trend"],
            *(part for parts in record["breakdowns"].values() for part in parts),
        ):
            known[figure["id"]] = figure
    cells = page.xpath('//td[@data-figure and not(contains(@data-figure, "/clocks/"))]')
    assert {one for cell in cells for one in cell.get("data-figure").split()} == set(known)
    for cell in cells:
        figures = [known[one] for one in cell.get("data-figure").split()]
        assert cell.text in _readings(figures), cell.get("data-figure")


def _readings(figures):
    """Return how a figure may be written; parts that share a row are added up here, as a reader would."""
    one = next(one for one in catalogue() if one.id == figures[0]["indicator"])
    met = sum(figure["numerator"] or 0 for figure in figures)
    value = figures[0]["value"]
    of_all = (
        None if figures[0]["denominator"] is None else sum(figure["denominator"] or 0 for figure in figures)
    )
    divided = one.measures in ("rate", "ratio", "mean")
    said = "no figure" if value is None else words.tenths(value) if divided else words.number(value)
    if one.measures == "count":
        return {words.number(met)}
    if one.measures == "rate":
        return {words.number(met), said, f"{said} for every 10,000"}
    if one.measures == "share" or (one.measures == "ratio" and not one.per):
        parts, percent = f"{words.number(met)} of {words.number(of_all)}", words.percent(met, of_all)
        return {parts, percent, f"{parts} ({percent})", f"{parts}, {percent}"}
    if one.measures == "ratio":
        return {f"{words.number(met)} of {words.number(of_all)}", said}
    return {words.number(of_all), said, f"{said} {one.amounts_in}"}


def test_every_number_of_a_sentence_comes_from_its_figures_or_its_definition(page, data):
    records = {record["id"]: record for record in data["figures"]}
    for record in records.values():
        one = next(one for one in catalogue() if one.id == record["indicator"])
        allowed = set(re.findall(r"\d+", one.sentence + one.none + "1 October 31 December 2019 1 per 10,000"))
        for part in ("numerator", "denominator", "value"):
            if record[part] is not None:
                allowed |= set(re.findall(r"\d+", words.number(record[part])))
        allowed |= set(re.findall(r"\d+", record["population"]))
        if record["denominator"] and record["numerator"] is not None and one.measures != "rate":
            allowed |= set(re.findall(r"\d+", words.percent(record["numerator"], record["denominator"])))
        assert set(re.findall(r"\d+", record["sentence"])) <= allowed, record["sentence"]


def test_the_opening_holds_five_sentences_and_the_rule(page):
    opening = page.get_element_by_id("what-this-says")
    assert len(opening.xpath(".//li")) == 5
    assert "How these were chosen" in opening.text_content()
    assert "14 of the 100 plans issued between 1 October and 31 December 2019" in opening.text_content()


def test_the_seed_minutes_figures_read_as_they_should(page):
    said = {p.getparent().get("id"): p.text for p in page.xpath('//p[@class="headline"]')}
    assert said["ehc_plans_within_20_weeks_including_exceptions"] == (
        "15 of the 106 plans issued between 1 October and 31 December 2019 (14%) were issued within 20 weeks of the"
        " request."
    )
    assert (
        said["care_leavers_in_bed_and_breakfast"]
        == "1 care leaver was living in bed and breakfast at 31 December 2019."
    )
    assert said["children_missing"].startswith("49 children were missing at least once")
    assert said["missing_episodes"].startswith("Children went missing 112 times")


def test_the_same_view_gives_the_same_bytes(folder, tmp_path):
    build(FakeView(), catalogue(), PERIOD, tmp_path, provenance=PROVENANCE)
    for name in ("pack.html", "pack.json"):
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()


def test_no_cases_is_said_in_words_and_never_as_nought_percent(tmp_path):
    nothing = {one.id: (0, 0, 0) for one in catalogue()}
    build(FakeView(nothing), catalogue(), PERIOD, tmp_path, provenance=PROVENANCE)
    page = html.parse(str(tmp_path / "pack.html"))
    for one in catalogue():
        headline = page.xpath(f'//*[@id="{one.id}"]/p[@class="headline"]')[0].text
        assert headline.startswith(("No ", "There were no", "Nobody ")), headline
        assert "0%" not in headline


def test_a_figure_of_another_unit_makes_no_pack(tmp_path):
    with pytest.raises(UnitFault):
        build(FakeView(unit={"missing_episodes": "child"}), catalogue(), PERIOD, tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_report_that_calls_children_incidents_is_not_made(tmp_path):
    """The mistake of the minutes: 49 was the number of children, and the meeting before was told of incidents."""
    for sentence in ("{n} {n:incident was|incidents were} reported {window}", "{n} incidents {window}"):
        told = [
            replace(one, sentence=sentence) if one.id == "children_missing" else one for one in catalogue()
        ]
        with pytest.raises(UnitFault, match='speaks of "incident", but its figure counts "child"'):
            build(FakeView(), told, PERIOD, tmp_path / "none")
        assert not (tmp_path / "none").exists()


def test_a_council_is_named_as_text_and_never_as_markup(tmp_path):
    named = replace(PROVENANCE, council='A "<script>alert(1)</script>" & Sons')
    build(FakeView(), catalogue()[:1], PERIOD, tmp_path, provenance=named)
    text = (tmp_path / "pack.html").read_text(encoding="utf-8")
    assert "<script" not in text
    assert "A &#34;&lt;script&gt;" in text


@pytest.mark.parametrize(
    "name", ["2019-12", "2019-20", "2019", "AY2019-20", "12m-to-2019-12-31", "ytd-to-2019-12-31"]
)
def test_a_pack_can_be_made_for_every_kind_of_period(name, tmp_path):
    build(FakeView(), catalogue()[2:4], name, tmp_path, provenance=PROVENANCE)
    page = html.parse(str(tmp_path / "pack.html"))
    columns = [th.text for th in page.xpath('//table[@id="headline-figures-table"]/thead//th')][2:]
    assert columns[-2:] == ["Target and status", "Direction"]
    noun = {"2019-12": "month"}.get(name, "year")
    assert columns[0] == f"This {noun}"
    assert len(columns[:-2]) == {"2019-12": 3, "ytd-to-2019-12-31": 1}.get(name, 2)


def test_a_period_that_is_still_running_says_so_on_the_cover(tmp_path):
    build(FakeView(), catalogue()[:1], "2019-20Q4", tmp_path, provenance=PROVENANCE)
    text = (tmp_path / "pack.html").read_text(encoding="utf-8")
    assert (
        "The period had not ended on 6 January 2020: every figure of it is so far, and will change." in text
    )
    assert "between 1 and 6 January 2020" in text
