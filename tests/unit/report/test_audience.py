from dataclasses import replace
from datetime import date

import pytest

from scrutable.committee.entries import Commentary
from scrutable.errors import Refused
from scrutable.indicators.definition import catalogue
from scrutable.register.targets import Target
from scrutable.report.aims import Aims
from scrutable.report.anatomy import Section
from scrutable.report.audience import for_audience, refuse_public
from scrutable.report.compose import gathered, written
from scrutable.report.edition import Edition
from tests.unit.report.fakes import PERIOD, PROVENANCE, FakeView

PLANS, AGAIN = "ehc_plans_within_20_weeks", "re_referrals_within_12_months"
TWO = [one for one in catalogue() if one.id in (PLANS, AGAIN)]
AIMS = Aims(
    (
        Target(PLANS, date(2019, 4, 1), 58, "Director", "plan"),
        Target(AGAIN, date(2019, 4, 1), 1, "Director", "plan"),
    )
)


def made(audience, commentary=()):
    edition = Edition(audience=audience, commentary=commentary)
    return written(gathered(FakeView(), TWO, PERIOD, PROVENANCE, edition, print, aims=AIMS), print)


def test_what_is_for_officers_is_in_no_pack_for_members():
    member, officer = made("member"), made("officer")
    assert officer.sections[0].id == "before-publishing"
    assert [one.id for one in officer.sections[1:]] == [one.id for one in member.sections]
    assert "officers only: not to be published" in officer.cover.facts[-1].words


def test_an_officer_is_told_what_is_off_target_without_a_word_and_which_numbers_no_figure_bears():
    said = Commentary(1, date(2020, 1, 6), "Head of SEND", PLANS, PERIOD.name, "Of 100 plans 997 were late.")
    facts = {fact.term: fact.words for fact in made("officer", (said,)).sections[0].parts[1].facts}
    titles = {one.id: one.title for one in TWO}
    assert facts["Off target and without a commentary"] == f"{titles[AGAIN]}."
    assert facts["Numbers in a commentary that no figure bears"] == f"{titles[PLANS]}: 997."


def test_a_section_within_another_is_kept_from_those_it_is_not_for():
    inner = Section("inner", "Inner", audience="officer")
    pack = replace(
        made("member"), sections=(Section("outer", "Outer", sections=(inner,), audience="public"),)
    )
    assert for_audience(pack, "member").sections[0].sections == ()
    assert for_audience(pack, "officer").sections[0].sections == (inner,)
    assert for_audience(pack, "public").sections[0].id == "outer"


def test_the_public_edition_is_refused():
    with pytest.raises(Refused) as found:
        refuse_public("public")
    assert found.value.code == "R304"
    refuse_public("member")
