"""The committee's requests in a pack: three wordings under each other, figures as given or worked out anew."""

import json
from dataclasses import replace
from datetime import date, datetime

import pytest

from scrutable.committee import agenda
from scrutable.committee.entries import Asked
from scrutable.committee.query import Given, Query
from scrutable.committee.requests import Answer, Change, Request
from scrutable.indicators.definition import catalogue
from scrutable.register.settings import Settings
from scrutable.register.targets import Target
from scrutable.report import briefing, frozen, gather, html, requests
from scrutable.report.aims import Aims
from scrutable.report.anatomy import Facts, Table
from scrutable.report.edition import Edition
from scrutable.report.frozen import Frozen
from scrutable.report.inputs import Provenance
from tests.unit.report.fakes import PERIOD, FakeView

DUE = date(2020, 3, 17)
ASKED = Asked(
    3, "1(a)", date(2020, 1, 21), "How many appeals?", "Member", "The number of mediations", "Service Manager", DUE,
    "answered", False, "", ("It drifts.",), "Here they are.", "Service Manager", DUE, False,
    Query("ehc_mediations", "went_on_to_appeal"),
    (
        Given("ehc_mediations/2019-20Q3", None, 16, None, 16, ""), Given("x", "no", 11, None, 11, ""),
        Given("x", "yes", 5, None, 5, ""),
    ),
    "2020-01-20", "2019-20Q3",
)  # fmt: skip


def made(*found: Asked):
    return requests.section(requests.shown(FakeView(), catalogue(), PERIOD, Edition(requests=found)))


def cells(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for group in table.groups for row in group.rows]


def test_there_is_no_section_where_nothing_was_asked() -> None:
    assert made() is None


def test_the_three_wordings_and_the_drift_stand_under_each_other() -> None:
    (page,) = made(ASKED).sections
    (facts,) = [part for part in page.parts if isinstance(part, Facts)]
    assert [(fact.term, fact.words) for fact in facts.facts] == [
        ("Asked", "How many appeals? (Member, 21 January 2020)"),
        ("Resolved", "The number of mediations"),
        ("Answered", "Here they are. (Service Manager, 17 March 2020)"),
        ("The wording drifts", "It drifts."),
    ]
    assert page.title == "Minute 1(a): The number of mediations"


def test_an_answer_stands_as_given_and_a_standing_one_is_worked_out_anew() -> None:
    (page,) = made(ASKED).sections
    (table,) = [part for part in page.parts if isinstance(part, Table)]
    assert cells(table) == [["Not followed by an appeal", "11"], ["Followed by an appeal", "5"]]
    assert table.total[1].text == "16" and "as known on 20 January 2020" in table.caption
    (page,) = made(replace(ASKED, status="standing", standing=True)).sections
    (table,) = [part for part in page.parts if isinstance(part, Table)]
    assert table.total[1].text == "5" and "as known on 6 January 2020" in table.caption  # what the view says


def test_overdue_ones_lead_and_the_counts_add_up() -> None:
    late = replace(ASKED, number=4, status="asked", overdue=True, words="", query=None, figures=(), owner="")
    declined = replace(ASKED, number=5, status="declined", reason="Not held.", words="", query=None)
    needs = replace(
        late,
        number=6,
        status="in hand",
        overdue=False,
        needs="Its date.",
        needs_from="the board",
        resolved="",
    )
    section = made(late, needs, ASKED, declined)
    assert section.parts[0].text == (
        "4 requests of the committee are shown here: 1 overdue, 1 open and not yet due, 1 answered in this one and 1"
        " declined, with the reason."
    )
    assert [row[2] for row in cells(section.parts[1])] == ["Overdue", "In hand", "Answered", "Declined"]
    told = {fact.term: fact.words for fact in section.sections[1].parts[0].facts}
    assert told["What it would take"] == "Its date. They would have to come from: the board."
    assert told["Resolved"] == "It never became a resolution."
    assert cells(section.parts[1])[0][3] == "No owner named"


def test_what_is_written_down_with_a_pack_comes_back_the_same() -> None:
    recipe = Frozen("2019-20Q3", "2020-03-09", Edition(requests=(ASKED,)), Settings(), (), "0.1")
    assert frozen.read(recipe.text(), "x").edition.requests == (ASKED,)
    old = json.loads(recipe.text())
    del old["edition"]["requests"]  # as packs were written down before there were requests
    assert frozen.read(json.dumps(old), "x").edition.requests == ()


class OneBreakdown(FakeView):
    """Is asked for one breakdown by its name, as a view can be."""

    def figures(self, ids, periods, by=None, *, whole=None):
        return super().figures(ids, periods, [by] if isinstance(by, str) else by, whole=whole)


def test_a_part_without_cases_in_the_period_leaves_the_pack_whole() -> None:
    """A standing request names its parts; in some quarter one of them has no cases."""

    def table(*only: str) -> Table:
        query = replace(ASKED.query, only=only)
        one = replace(ASKED, standing=True, status="standing", query=query)
        found = requests.shown(OneBreakdown(), catalogue(), PERIOD, Edition(requests=(one,)))
        (page,) = requests.section(found).sections
        (made,) = [part for part in page.parts if isinstance(part, Table)]
        return made

    some = table("yes", "withdrawn")
    assert [row[0] for row in cells(some)] == ["Followed by an appeal"]
    assert some.total[0].text == "All" and some.note == requests.ONLY_SOME
    assert cells(table("withdrawn")) == [] and table("withdrawn").total
    assert len(cells(table())) == 2


def request(
    number: int, status: str, given: date | None = None, changed: date = date(2020, 1, 22)
) -> Request:
    answers = (Answer(1, given, "r", "w", False, None, ()),) if given else ()
    changes = (Change(datetime(changed.year, changed.month, changed.day), "x", "status", status),)
    return Request(number, date(2020, 1, 21), asked="why", status=status, answers=answers, changes=changes)


@pytest.mark.parametrize(
    ("one", "belongs"),
    [
        (request(1, "asked"), True),
        (request(1, "standing", date(2019, 1, 1)), True),
        (request(1, "answered", date(2020, 1, 6)), False),  # the pack of that day could have printed it
        (request(1, "answered", date(2020, 1, 7)), True),
        (request(1, "declined", changed=date(2020, 1, 6)), False),
        (request(1, "declined", changed=date(2020, 1, 7)), True),
    ],
)
def test_a_pack_prints_what_no_pack_before_it_could_have(one: Request, belongs: bool) -> None:
    since = date(2020, 1, 6)
    assert bool(agenda.settle([one], (), (), DUE, since)) is belongs
    assert len(agenda.settle([one], (), (), DUE, None)) == 1


def test_the_briefing_is_marked_gives_its_rule_and_every_reason() -> None:
    provenance, edition = Provenance("A council"), Edition(requests=(replace(ASKED, status="asked"),))
    view = FakeView({"ehc_plans_within_20_weeks": (14, 100, 6)})
    pack = briefing.compose(view, catalogue(), PERIOD, provenance, edition, lambda _: ())
    page = html.render(pack)
    assert briefing.MARK in page and "How these were chosen" in page and "they asked something else" in page
    asked = next(one for one in pack.sections if one.id == "likely-questions").sections
    assert 0 < len(asked) <= briefing.MOST
    assert all([fact for fact in one.parts[1].facts if fact.term == "Because"] for one in asked)


def test_a_figure_that_a_pack_printed_otherwise_is_asked_about() -> None:
    view = FakeView()
    sheet = next(
        one for one in gather.sheets(view, catalogue(), PERIOD) if one.definition.id == "children_missing"
    )
    before = list(briefing.reasons(sheet, lambda _: ()))

    class Was:
        pack, numerator, denominator, value = "the pack of January", 48, None, 48

    assert [one for one in briefing.reasons(sheet, lambda _: [Was()]) if one not in before] == [
        "The pack the pack of January printed 48 children."
    ]
    assert briefing.worse(sheet.definition, 48, 49) and not briefing.worse(sheet.definition, 49, 48)


def test_what_is_off_target_is_asked_about_with_its_owner() -> None:
    target = Target("children_missing", date(2019, 4, 1), 20.0, "Head of Safeguarding", "service plan", None)
    view, aims = FakeView(), Aims((target,))
    found = gather.sheets(view, catalogue(), PERIOD, None, aims)
    sheet = next(one for one in found if one.definition.id == "children_missing")
    (first, *_) = briefing.reasons(sheet, lambda _: ())
    assert first.startswith("Off target. The target is 20 children") and "Head of Safeguarding" in first
