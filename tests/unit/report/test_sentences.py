from datetime import date

import pytest

from scrutable.errors import DefinitionFault, UnitFault
from scrutable.indicators.definition import catalogue
from scrutable.report import saying, units
from scrutable.report.sentences import Spoken, fill
from tests.unit.report.fakes import figure_of

START, END = date(2019, 10, 1), date(2019, 12, 31)
SHARE = "{met} of the {counted} {counted:plan|plans} issued {window} ({percent}) {met:was|were} in time"
COUNT = "{n} {n:child was|children were} missing {window}"


def spoken(unit="plan", plural=None, **numbers):
    return Spoken("an_indicator", unit, numbers, START, END, plural)


@pytest.mark.parametrize(
    ("met", "counted", "said"),
    [
        (0, 1, "0 of 1 plan issued between 1 October and 31 December 2019 (0%) were in time."),
        (1, 1, "1 of 1 plan issued between 1 October and 31 December 2019 (100%) was in time."),
        (0, 2, "None of the 2 plans issued between 1 October and 31 December 2019 (0%) were in time."),
        (1, 2, "1 of the 2 plans issued between 1 October and 31 December 2019 (50%) was in time."),
        (15, 106, "15 of the 106 plans issued between 1 October and 31 December 2019 (14%) were in time."),
        (
            1500,
            10600,
            "1,500 of the 10,600 plans issued between 1 October and 31 December 2019 (14%) were in time.",
        ),
    ],
)
def test_a_share_agrees_in_number(met, counted, said):
    assert fill(SHARE, spoken(met=met, counted=counted)) == said


@pytest.mark.parametrize(
    ("n", "begins"),
    [(0, "No children were missing"), (1, "1 child was missing"), (2, "2 children were missing")],
)
def test_a_count_agrees_in_number(n, begins):
    assert fill(COUNT, spoken("child", "children", n=n)).startswith(begins)


def test_the_other_placeholders():
    text = fill("At last {of} ({percent}) {at}", spoken(met=3, counted=4))
    assert text == "At last 3 of the 4 (75%) at 31 December 2019."


@pytest.mark.parametrize(
    "template",
    [COUNT, "{n} children went missing", "Of the {n} children, some", "{n} incidents: {n:child|children}"],
)
def test_episodes_are_never_called_children(template):
    with pytest.raises(UnitFault) as raised:
        fill(template, spoken("episode", n=49))
    assert raised.value.code == "Q101"
    assert '"child"' in str(raised.value) and '"episode"' in str(raised.value)


def test_children_are_not_called_incidents():
    for template in ("{n} incidents {window}", "{n} {n:incident|incidents} {window}"):
        with pytest.raises(UnitFault, match="Q101"):
            fill(template, spoken("child", n=49))
    assert fill("{n} {n:incident|incidents}", spoken("episode", n=112)) == "112 incidents."


@pytest.mark.parametrize("template", ["{n} plans", "{met:was|were}", "{percent}", "{colour}"])
def test_a_placeholder_that_the_figure_does_not_have_is_a_fault(template):
    with pytest.raises(DefinitionFault) as raised:
        fill(template, spoken(counted=0) if "n}" not in template else spoken(met=1, counted=2))
    assert raised.value.code == "F181"


@pytest.mark.parametrize("one", catalogue(), ids=lambda one: one.id)
@pytest.mark.parametrize("size", [0, 1, 2])
def test_every_definition_speaks_of_its_own_unit(one, size):
    said = saying.spoken(
        one, figure_of(one, met=size, counted=max(size, 1) if one.measures == "share" else size)
    )
    shown = [one.none, *([one.sentence] if size or one.measures in ("share", "count") else [])]
    for text in (fill(template, said) for template in shown):
        assert text.endswith(".") and "{" not in text
    with pytest.raises(UnitFault):
        # No sentence of the catalogue can be said of a figure that counts something else.
        fill("{n} {n:desk|desks}", Spoken(one.id, one.counts, {"n": 2}, START, END, one.plural))


def test_units_know_their_words():
    assert units.word("young person", 1) == "young person"
    assert units.word("young person", 2) == "young people"
    assert units.word("enquiry", 2) == "enquiries"
    assert units.word("agency", 2) == "agencies"
    assert units.word("day", 2) == "days"
    assert units.word("open EHC assessment", 0, "open EHC assessments") == "open EHC assessments"
