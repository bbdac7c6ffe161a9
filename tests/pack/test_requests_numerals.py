"""Every numeral of "Requests and promises" but for the committee's own words is borne by figures asked again."""

from pathlib import Path

import pytest

from scrutable.engine.period import parse
from scrutable.indicators.definition import catalogue
from scrutable.report import numerals, requests, settling
from scrutable.report.anatomy import Table
from scrutable.store import Store, open
from tests.unit.report.test_numerals import texts

pytestmark = pytest.mark.slow

BY_ID = {one.id: one for one in catalogue()}
DAYS = [("2019-20Q3", "2020-01-06"), ("2019-20Q3", "2020-03-09")]


@pytest.fixture(scope="module")
def store(demo_council: Path) -> Store:
    return open(demo_council / "store")


@pytest.fixture(scope="module", params=DAYS, ids=lambda one: one[1])
def shown(request: pytest.FixtureRequest, store: Store) -> tuple[requests.Shown, ...]:
    period, day = request.param
    settled = settling.settle(store, period, day, status="draft")
    view = store.known_on(day)
    return requests.shown(view, view.definitions, parse(period), settled.edition)


def asked_again(store: Store, one: requests.Shown) -> set[str]:
    """Return how the numbers of a request's figures may be written, each asked by itself and counted from its list."""
    known: set[str] = set()
    for figure in one.figures:
        assert one.definition is not None
        view = store.known_on(figure.known_on)
        again = {
            each.breakdown: each
            for each in view.figures([figure.indicator], [figure.period], by=figure.by or None)
        }[figure.breakdown]
        numbers = [again.numerator, again.denominator, again.value]
        assert [figure.numerator, figure.denominator, figure.value] == numbers
        known |= {text for number in numbers if number is not None for text in numerals.written(number)}
        if figure.by is None and figure.measures == "count":
            listed = view.case_list(one.definition, [figure.period]).to_pylist()
            counted = [case for case in listed if case["excluded"] is None]
            children = {case["child_id"] for case in counted}
            assert figure.numerator == len(children if one.definition.counts == "child" else counted)
    return known


def test_every_numeral_of_an_answers_table_is_borne_by_its_figures(
    store: Store, shown: tuple[requests.Shown, ...]
) -> None:
    section = requests.section(shown)
    assert section is not None
    checked, strange = 0, []
    for one, page in zip(shown, section.sections, strict=True):
        known = asked_again(store, one)
        if one.definition is not None:
            known |= numerals.constants(one.definition)
            known |= {text for each in one.figures for text in numerals.in_text(each.breakdown or "")}
        for table in (part for part in page.parts if isinstance(part, Table)):
            found = [numeral for text in texts(table) for numeral in numerals.in_text(text)]
            checked += len(found)
            strange += [(page.title, numeral) for numeral in found if numeral not in known]
    assert strange == []
    assert checked > 15


def test_the_sentence_that_leads_counts_the_requests(shown: tuple[requests.Shown, ...]) -> None:
    section = requests.section(shown)
    assert section is not None
    (lead,) = [text for text in texts(section.parts[0]) if text]
    counts = [int(numeral) for numeral in numerals.in_text(lead)]
    states = [(one.asked.overdue, one.asked.status) for one in shown]
    assert counts[0] == len(shown) == sum(counts[1:])
    assert sorted(counts[1:]) == sorted(states.count(state) for state in set(states))
