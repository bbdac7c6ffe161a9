"""Every numeral that a pack prints, its alt texts included, is one that a figure bears."""

from collections.abc import Iterator
from datetime import date

import pytest

from scrutable.indicators.definition import catalogue
from scrutable.register.targets import Break, Target
from scrutable.report import numerals
from scrutable.report.aims import Aims
from scrutable.report.anatomy import Drawn, Facts, Pack, Part, Points, Section, Sentence, Table, Trend
from scrutable.report.compose import gathered, written
from scrutable.report.edition import Edition
from tests.unit.report.fakes import KNOWN_ON, PERIOD, PROVENANCE, FakeView

BY_ID = {one.id: one for one in catalogue()}
AIMS = Aims(
    (
        Target("ehc_plans_within_20_weeks", date(2019, 4, 1), 58, "Director", "plan"),
        Target("children_missing", date(2019, 4, 1), 40, "Director", "plan"),
    )
    if BY_ID["children_missing"].better in ("higher", "lower")
    else (Target("ehc_plans_within_20_weeks", date(2019, 4, 1), 58, "Director", "plan"),),
    (Break("referrals", date(2018, 4, 1), "one front door"),),
)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return written(gathered(FakeView(), catalogue(), PERIOD, PROVENANCE, Edition(), print, aims=AIMS), print)


def texts(part: Part) -> Iterator[str]:
    """Yield the words of a part, those that a screen reader hears in place of a drawing too."""
    match part:
        case Sentence():
            yield from (part.text, part.then)
        case Points():
            for sentence in part.sentences:
                yield from texts(sentence)
        case Facts():
            # How it was made and how to cite it names hashes and commands, which are no figures.
            if part.label != "How this figure is made":
                yield from (fact.words for fact in part.facts)
        case Table():
            yield from (part.caption, part.note, *(column.title for column in part.columns))
            rows = [row for group in part.groups for row in group.rows]
            yield from (cell.text for row in [*rows, part.total] for cell in row)
        case Trend() | Drawn():
            yield from (part.chart.title, part.chart.subtitle, part.chart.alt)
            yield from texts(part.table)


def together(record: dict) -> Iterator[float]:
    """Yield the numbers of parts that a page puts in one row: of codes of one name, and of the smallest."""
    for parts in record["breakdowns"].values():
        for key in ("numerator", "denominator"):
            sizes = [part[key] or 0 for part in parts]
            yield from (sum(sizes[n:]) for n in range(len(sizes)))
        yield from range(len(parts) + 1)  # how many the smallest are


def indicator_pages(pack: Pack) -> list[Section]:
    return [
        page
        for board in pack.sections
        if board.kind == "dashboard"
        for page in board.sections
        if page.id in BY_ID
    ]


def test_every_numeral_of_every_indicator_page_is_borne_by_its_figures(pack: Pack) -> None:
    records = {record["indicator"]: record for record in pack.figures}
    pages, checked, strange = indicator_pages(pack), 0, []
    for page in pages:
        one, record = BY_ID[page.id], records[page.id]
        known = numerals.borne(record) | numerals.constants(one)
        known |= {numeral for number in together(record) for numeral in numerals.written(number)}
        known |= numerals.written((KNOWN_ON.date() - PERIOD.end).days)  # how young the period is
        if one.beside:  # read beside it stands another figure's sentence
            known |= numerals.borne(records[one.beside]) | numerals.constants(BY_ID[one.beside])
        if target := record["target"]:  # why the target is what it is, in its owner's words
            known |= set(numerals.in_text(target["reason"]))
        for part in page.parts:
            for text in texts(part):
                found = numerals.in_text(text)
                checked += len(found)
                strange += [(page.id, numeral, text) for numeral in found if numeral not in known]
    assert len(pages) == len(BY_ID)
    assert checked > 5_000
    assert strange == []


def test_a_number_that_no_figure_bears_is_found(pack: Pack) -> None:
    record = next(one for one in pack.figures if one["indicator"] == "ehc_plans_within_20_weeks")
    one = BY_ID["ehc_plans_within_20_weeks"]
    text = "On 6 January 2020, 14 of 100 plans (14%) took up to 20 weeks; 1,997 were handed to agency staff, 43.7%."
    assert numerals.unborne(text, record, one) == ["1,997", "43.7%"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("between 1 and 31 December 2019", []),
        ("2019-20Q3, known on 2020-01-06 at 10:00", []),
        ("quarter 3 of 2019-20", []),
        ("1,204 children, 12.5 days and 7.", ["1,204", "12.5", "7"]),
        ("14%, 15 of 106", ["14%", "15", "106"]),
        ("(P12) and v2 are names", []),
    ],
)
def test_days_and_names_are_no_numerals(text: str, found: list[str]) -> None:
    assert numerals.in_text(text) == found


def test_every_numeral_of_the_first_pages_is_borne_by_a_figure_that_stands_beside_it(pack: Pack) -> None:
    records = {record["indicator"]: record for record in pack.figures}
    borne = {
        name: numerals.borne(record) | numerals.constants(BY_ID[name]) for name, record in records.items()
    }
    sections = {section.id: section for section in pack.sections}
    told = [
        one for part in sections["what-this-says"].parts if isinstance(part, Points) for one in part.sentences
    ]
    checked = 0
    for sentence in told:
        known = set().union(*(borne[figure.split("/")[0]] for figure in sentence.figures))
        found = numerals.in_text(f"{sentence.text} {sentence.then}")
        checked += len(found)
        assert [numeral for numeral in found if numeral not in known] == []
    for name in ("headline-figures", "what-has-changed"):
        tables = [part for part in sections[name].parts if isinstance(part, Table)]
        for cell in (
            cell for table in tables for group in table.groups for row in group.rows for cell in row
        ):
            if cell.figure:
                found = numerals.in_text(cell.text)
                checked += len(found)
                assert [numeral for numeral in found if numeral not in borne[cell.figure.split("/")[0]]] == []
    assert checked > 500
