"""The pack's last pages say how each figure is defined, in the definition's own words, and lead there and back."""

from dataclasses import replace

from lxml import html

from scrutable.indicators.definition import catalogue
from scrutable.indicators.front_matter import VARIANT
from scrutable.report import build
from scrutable.report.definitions import definitions, place
from tests.unit.report.fakes import PERIOD, PROVENANCE, FakeView

SHOWN = tuple(
    one
    for one in catalogue()
    if one.id in ("ehc_plans_within_20_weeks", "re_referrals_within_12_months", "children_missing")
)


def test_each_definition_is_told_with_its_traps_and_its_sql(tmp_path):
    build(FakeView(), SHOWN, PERIOD, tmp_path, provenance=PROVENANCE)
    page = html.parse(str(tmp_path / "pack.html")).getroot()
    for one in SHOWN:
        part = page.get_element_by_id(place(one))
        text = part.text_content()
        assert part.xpath("./h4")[0].text == one.title and one.question in text
        assert all(trap in text for trap in one.traps)
        assert part.xpath(".//details/pre/code")[0].text == one.select.strip()
        assert not part.xpath(".//details/@open")
        assert f"#{one.id}" in part.xpath(".//a/@href")
        assert f"#{place(one)}" in page.get_element_by_id(one.id).xpath(".//a/@href")


def test_a_councils_own_definitions_are_counted_openly():
    mine = replace(SHOWN[0], own=True, variant_of=SHOWN[0].id, title=SHOWN[0].title + VARIANT)
    section = definitions([mine, *SHOWN[1:]])
    assert section.parts[1].text == (
        "1 of these 3 definitions is this council's own, 1 of them in place of one that councils share."
    )
    facts = section.sections[0].sections[0].parts[1].facts
    assert [fact.words for fact in facts if fact.term == "In place of"] == [
        f"The built-in {mine.id}, which this council replaces by a rule of its own."
    ]
    assert len(definitions(SHOWN).parts) == 1
