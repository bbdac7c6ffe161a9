"""The same records in another format give the same figures: each return of the demo council, loaded alone.

The files of one extract come from the same invented case files, so what a return can say it must say as the whole
store does: the same figure, and the same cases behind it. Where it can say only a part, the reason stands in DIFFERS,
and one that is no longer needed fails. What a return cannot say at all, the view refuses by its own rule.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

import scrutable
from scrutable.demo import (
    files_annex_a,
    files_cin,
    files_daily_feed,
    files_ssda903,
    files_ssda903_xml,
    files_workforce,
)
from scrutable.demo.council import simulate
from scrutable.demo.days import add_working_days
from scrutable.demo.extract import Holdings
from scrutable.demo.recording import Casebook, Value
from scrutable.engine.period import parse
from scrutable.figures.figure import Figure
from scrutable.figures.view import View

pytestmark = pytest.mark.slow

EXTRACT = "2020-01-20"
QUARTERS = [parse("2019-20Q2"), parse("2019-20Q3")]
# The files of each source, by how their names begin; what is left are plain CSVs.
SOURCES = {"ssda903": "ssda903_", "cin": "cin_20", "annex_a": "annex_a", "sen2": "sen2_", "csv": ""}
CENSUS = date(2019, 9, 30)  # the day of the workforce census
# The base of rates, which no return holds: loaded beside each.
BASE = "population.csv"
# What makes a case the same case. Ids differ between formats, and so does how much else each tells of a case.
SAYS = ("case_date", "excluded", "met", "amount", "base")

# Source -> why it cannot say all that the whole store says -> the indicators of which that is so.
DIFFERS = {
    "ssda903": {
        "OC3 tells how a young person was on the birthday in the year, once; the case system writes it every quarter.":
            "care_leavers_neet care_leavers_in_suitable_accommodation care_leavers_in_bed_and_breakfast"
            " care_leavers_in_education_or_work care_leavers_in_touch"
            " care_leavers_aged_17_to_18_in_suitable_accommodation care_leavers_aged_17_to_18_in_education_or_work",
        "The return holds the missing episodes of the council's own children in care, and no others.":
            "children_missing missing_episodes share_of_ten_most_missing away_without_authorisation",
        "The return does not say whether a return interview was offered, accepted or held.":
            "return_interviews_offered return_interviews_accepted return_interviews_completed"
            " return_interviews_within_72_hours",
        "The return does not say how far a placement is from home, or whether it is in the council's area.":
            "placed_over_20_miles_away_outside_area",
        "OC2 answers for the year to 31 March, which is not over, and does not say on which day anything was done.":
            "initial_health_assessments_in_time health_assessments_up_to_date dental_checks_up_to_date"
            " sdq_average_score",
    },
    "cin": {
        "A census is of one year: what came before is in those of the years before, which the whole store holds.":
            "re_referrals_within_12_months children_re_referred_within_12_months"
            " repeat_protection_plans_within_2_years",
    },
    "annex_a": {
        "The lists cover six months, or twelve, and not the months before.":
            "re_referrals_within_12_months children_re_referred_within_12_months"
            " repeat_protection_plans_within_2_years",
        "List 8 holds a time in care as it stands now, and not the placements before the present one.":
            "three_or_more_placements long_term_stability",
        "No list says to which referral an assessment belongs.": "assessments_within_45_working_days_of_referral",
        "No list says which referrals are closed, or why, so no figure is given.":
            "referrals_assessed_not_in_need children_in_need_rate",
        "Only list 4 says what an assessment found. In the whole store the census speaks, which does not.":
            "assessments_finding_no_need",
        "List 8 says whether a placement is in the council's area, and not how far it is from home.":
            "placed_over_20_miles_away_outside_area",
        "List 1 does not say when it was decided what to do.": "contacts_decided_within_1_working_day",
        "List 2 is of early help assessments. It does not say when help began, or how it ended.":
            "early_help_open early_help_stepped_up",
        "This council's list 8 lacks the columns of the last health assessment and dental check; none has a score.":
            "initial_health_assessments_in_time health_assessments_up_to_date dental_checks_up_to_date"
            " sdq_average_score",
    },
    "sen2": {
        "The return holds the last review of each plan that is open, and not those before it or of plans that ceased.":
            "annual_reviews_within_4_weeks",
        "The return does not say when a draft was sent.": "ehc_drafts_within_16_weeks",
        "The return does not say in whose area a school is.": "ehc_plans_out_of_area",
    },
    "csv": {
        "A list of posts says who holds each now. Who held it last quarter is known from the extract of then.":
            "vacancies vacancy_rate vacancies_covered_by_agency agency_workers_covering_vacancies",
        "Of which child an advice was asked is said by the assessment, which SEN2 holds.":
            "ehc_advice_within_6_weeks ehc_health_advice_within_6_weeks",
    },
}  # fmt: skip

# How many indicators two sources both say something of, at least.
BOTH_SAY = {
    ("cin", "annex_a"): 21,
    ("ssda903", "annex_a"): 9,
    ("ssda903", "csv"): 26,
    ("annex_a", "csv"): 14,
    ("sen2", "csv"): 8,
}

Cases = Counter[tuple[str, ...]]


@dataclass(frozen=True)
class Answer:
    """What one store says of one indicator in one period."""

    said: tuple[Any, ...]
    cases: Cases


Answers = dict[tuple[str, str], Answer]  # by indicator and period


def answers(view: View, children: Mapping[str, str]) -> Answers:
    """Return the figures that a store holds the records for, by the view's own rule, with their cases."""
    found: Answers = {}
    for definition in view.definitions:
        if view._lacking(definition):
            continue
        listed: dict[date, list[dict[str, Any]]] = {}
        for case in view.case_list(definition, QUARTERS).to_pylist():
            listed.setdefault(case["period_end"], []).append(case)
        for figure in view.figures([definition.id], QUARTERS):
            if not view._outside(definition, figure.period, figure.period_end):
                cases = Counter(_case(case, children) for case in listed.get(figure.period_end, ()))
                found[definition.id, figure.period.name] = Answer(_said(figure), cases)
    return found


def _said(figure: Figure) -> tuple[Any, ...]:
    return figure.numerator, figure.denominator, figure.value, figure.excluded, figure.unknown, figure.absent


def _case(case: Mapping[str, Any], children: Mapping[str, str]) -> tuple[str, ...]:
    """Return a case as any store can tell it. SEN2 knows a child by pupil number, the others by the council's id."""
    number = str(case["child_id"]).rpartition("/")[2]
    return children.get(number, number), *(str(case.get(column)) for column in SAYS)


def stores(folder: Path, into: Path) -> dict[str, View]:
    """Load the files of one extract, each source alone into a store of its own."""
    files = sorted(folder.iterdir())
    views = {}
    for source, begins in SOURCES.items():
        own = [path for path in files if path.name.startswith(begins)]
        base = [path for path in files if path.name == BASE]
        files = [path for path in files if path not in own]
        if own:
            views[source] = load(into / source, {*own, *base})
    return views


def load(into: Path, files: Iterable[Path]) -> View:
    """Load files into a new store, as of the extract's day."""
    store = scrutable.init(into, number="999")
    store.load(sorted(files), extracted_at=datetime.fromisoformat(f"{EXTRACT}T18:00"))
    return store.known_on(EXTRACT)


def known_children(views: Mapping[str, View]) -> dict[str, str]:
    """Return the council's id of each pupil number, from every source that has both."""
    rows = [
        row
        for source, view in views.items()
        if source != "sen2"
        for row in view.engine.rows("select upn, child_id from child where upn is not null")
    ]
    return {upn: child.rpartition("/")[2] for upn, child in rows}


@pytest.fixture(scope="module")
def views(demo_council: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, View]:
    """Each source of the demo council alone, and the store of all that the council sent ("whole").

    Three forms it does not send are written here of the same case files.
    """
    into = tmp_path_factory.mktemp("alone")
    alone = stores(demo_council / "files" / EXTRACT, into)
    holdings = Holdings(simulate(), date.fromisoformat(EXTRACT))
    base = demo_council / "files" / EXTRACT / BASE
    alone["ssda903_xml"] = load(into / "ssda903_xml", [files_ssda903_xml.write(holdings, into), base])
    alone["workforce"] = load(into / "workforce", [files_workforce.write(holdings, into, CENSUS), base])
    alone["daily_feed"] = load(into / "daily_feed_store", [*files_daily_feed.write(holdings, into), base])
    return alone | {"whole": scrutable.open(demo_council / "store").known_on(EXTRACT)}


@pytest.fixture(scope="module")
def council(views: dict[str, View]) -> dict[str, Answers]:
    """What each source of the demo council says alone, and the whole."""
    children = known_children(views)
    return {source: answers(view, children) for source, view in views.items()}


@pytest.mark.parametrize("source", SOURCES)
def test_a_source_alone_says_what_the_whole_store_says(council: dict[str, Answers], source: str) -> None:
    """The same figure and the same cases, but for the exceptions, each of which must still be one."""
    whole = council["whole"]
    differ = {key[0] for key, answer in council[source].items() if answer != whole[key]}
    excepted = {name for names in DIFFERS.get(source, {}).values() for name in names.split()}
    assert not differ - excepted, f"{source} says otherwise than the whole store, and no reason is given"
    assert not excepted - differ, f"{source} says the same as the whole store now: take them out of DIFFERS"


def test_the_return_says_in_its_xml_form_what_its_csv_files_say(council: dict[str, Answers]) -> None:
    assert council["ssda903_xml"] == council["ssda903"]


def test_the_workforce_census_says_what_the_councils_own_list_says_of_its_day(
    council: dict[str, Answers],
) -> None:
    """Of 30 September alone, and nothing of posts, cases or who left: those need lists that it is not."""
    asked = {"social_workers", "agency_social_workers", "agency_rate"}
    assert council["workforce"].keys() == {(indicator, "2019-20Q2") for indicator in asked}
    assert {key: council["whole"][key] for key in council["workforce"]} == council["workforce"]


def test_the_daily_feed_says_the_same_or_gives_no_figure(council: dict[str, Answers]) -> None:
    """It has no legal status, no number of earlier plans, no visit: what rests on these is refused, and not less."""
    given = {key: answer for key, answer in council["daily_feed"].items() if not answer.said[-1]}
    assert {key: council["whole"][key] for key in given} == given
    assert len({indicator for indicator, _ in given}) >= 18
    refused = {indicator for indicator, _ in council["daily_feed"].keys() - given.keys()}
    assert {"children_in_care", "three_or_more_placements", "repeat_protection_plans"} <= refused


def test_most_of_what_two_sources_can_both_say_is_compared(council: dict[str, Answers]) -> None:
    """Lest a reader lose a table, and all that it brings agree because nothing is left to compare."""
    asked = {source: {name for name, _ in council[source]} for source in SOURCES}
    for (one, other), least in BOTH_SAY.items():
        assert len(asked[one] & asked[other]) >= least, (one, other)


def test_what_annex_a_holds_only_the_last_of_is_refused(council: dict[str, Answers]) -> None:
    """All but the last visit would look missed, and no visit look made before it."""
    visits = {"child_protection_visits_in_time", "child_in_need_visits_in_time", "protection_reviews_in_time"}
    assert visits & {name for name, _ in council["whole"]} == visits
    assert not visits & {name for name, _ in council["annex_a"]}


def test_no_exception_is_given_two_reasons() -> None:
    for source, reasons in DIFFERS.items():
        names = Counter(name for listed in reasons.values() for name in listed.split())
        assert [name for name, times in names.items() if times > 1] == [], source


def test_a_child_is_the_same_child_in_every_source(views: dict[str, View]) -> None:
    """Of those that say a thing of a child at all, every one says the same."""
    children = known_children(views)
    said: dict[tuple[str, str], dict[str, set[str]]] = {}
    columns = ("birth_date", "sex", "ethnicity", "upn")
    for source, view in views.items():
        for child_id, *values in view.engine.rows(f"select child_id, {', '.join(columns)} from child"):
            number = child_id.rpartition("/")[2]
            for column, value in zip(columns, values, strict=True):
                if value is not None:
                    held = said.setdefault((children.get(number, number), column), {})
                    held.setdefault(str(value), set()).add(source)
    assert {key: values for key, values in said.items() if len(values) > 1} == {}


# Days at the edges of what is asked (July to December 2019), of the census year and of the lists' six months.
EDGES = [
    date.fromisoformat(day)
    for day in (
        "2019-03-31 2019-04-01 2019-06-30 2019-07-01 2019-07-22 2019-07-23 2019-09-30 2019-10-01 2019-11-04 2019-12-31"
        " 2020-01-01 2020-01-20"
    ).split()
]
CHILD = {"upn": None, "sex": "F", "ethnicity": "NOBT", "unaccompanied_asylum_seeking": False}


def edge_cases() -> Casebook:
    """Return a register of children for whom everything begins and ends on an edge."""
    book = Casebook()
    spans = [
        (start, end) for start in EDGES for end in [*EDGES, None] if end is None or start <= end <= EDGES[-1]
    ]
    for number, (start, end) in enumerate(spans):
        child: dict[str, Value] = {"child_id": f"{7000 + number:07d}"}
        born = date(2012, 2, 29) if number % 2 else date(2001, 12, 31)
        book.add("child", start, **child, **CHILD, birth_date=born)
        _safeguarding(book, child, start, end, number)
        _care(book, child, start, end, number)
    return book


def _safeguarding(
    book: Casebook, child: dict[str, Value], start: date, end: date | None, number: int
) -> None:
    case: dict[str, Value] = child | {"team": "North"}
    book.add("referral", start, **case, received=start, source_group="6", primary_need="N1", closed=end,
             closure_reason="RC9" if end else None, no_further_action=number % 5 == 0)  # fmt: skip
    if number % 5 == 0:
        if number % 2:  # referred twice on one day, by another and with another end
            book.add("referral", start, **case, received=start, source_group="1A", primary_need="N1", closed=None,
                     closure_reason=None, no_further_action=False)  # fmt: skip
        return
    case |= {"referral_received": start}
    book.add("assessment", start, **case, started=start, completed=end, child_seen=True, needs_support=True,
             factors="3B" if end else None)  # fmt: skip
    book.add("section_47", start, **case, strategy_discussion=start, conference_due=add_working_days(start, 15),
             conference_held=end, conference_not_required=end is None, plan_made=bool(end))  # fmt: skip
    if number % 3:
        book.add("cp_plan", start, **case, started=start, ended=end, first_category="NEG", latest_category="EMO",
                 previous_plans=number % 4)  # fmt: skip


def _care(book: Casebook, child: dict[str, Value], start: date, end: date | None, number: int) -> None:
    book.add("care_episode", start, **child, started=start, start_reason="S", legal_status="V2", primary_need="N1",
             placement_type="U6", provider="PR1", placement_urn=None, placed_in="999", distance_miles=1.5,
             outside_authority=False, ended=end, end_reason="E4A" if end else None, change_reason=None)  # fmt: skip


@pytest.fixture(scope="module")
def edges(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Answers]:
    """What each format says of the children of the edges, and all together ("whole")."""
    folder = tmp_path_factory.mktemp("edges")
    holdings = Holdings(edge_cases(), date.fromisoformat(EXTRACT))
    written = folder / EXTRACT
    written.mkdir()
    files_cin.write(holdings, written, [2020])
    files_ssda903.write(holdings, written)
    files_annex_a.write(holdings, written)
    views = stores(written, folder / "alone") | {"whole": load(folder / "whole", written.iterdir())}
    return {source: answers(view, {}) for source, view in views.items()}


@pytest.mark.parametrize("source", ["ssda903", "cin", "annex_a"])
def test_every_format_reads_the_edges_alike(edges: dict[str, Answers], source: str) -> None:
    """What begins or ends on the first or last day of anything is in or out in every format."""
    differ = {key[0] for key, answer in edges[source].items() if answer != edges["whole"][key]}
    excepted = {name for names in DIFFERS[source].values() for name in names.split()}
    # List 5 is of the enquiries of six months: a conference in them about an earlier enquiry is not in it.
    assert differ - excepted == ({"conferences_within_15_working_days"} if source == "annex_a" else set())
