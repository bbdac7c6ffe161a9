"""Every figure is a fold of its case list: the laws, for each definition, over random registers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import Phase, given, settings

from scrutable.engine.duckdb import Engine
from scrutable.figures.figure import Figure
from scrutable.figures.view import View
from scrutable.indicators.definition import Definition, catalogue
from scrutable.register.schema import tables
from tests.generated.filling import fill
from tests.laws.folding import Case, age_band, agrees, clock_parts, counts_people, fold, parts, same
from tests.laws.registers import PERIODS, Register, registers

SEXES = {"F": "Female", "M": "Male", "U": "Unknown"}
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
PLAIN = Engine.over_rows({})


def hold(register: Register) -> None:
    """Have the engine hold a register as a store's view holds one: it keeps the children's circumstances."""
    fill(PLAIN, register)
    for name in PLAIN._kept:
        PLAIN.con.execute(f"drop table {name}")
    PLAIN._kept.clear()
    PLAIN._periods = None  # what is made of the periods is made only while anything is kept
    PLAIN.keeps = True


class Asked:
    """One register, one definition: its case list by period, its figures, and what was put in."""

    def __init__(self, definition: Definition, register: Register) -> None:
        # Whether a source fills a column at all is not a matter of folding: tests/unit/figures/test_view.py.
        self.definition = definition = replace(definition, needs=())
        hold(register)
        self.view = View(
            PLAIN, datetime(2026, 1, 1), "2026-01-01", frozenset(tables()), definitions=[definition]
        )
        self.breakdowns = self.view.breakdowns(definition.id)
        self.wholes = self.view.figures([definition.id], PERIODS)
        self.parts = self.view.figures([definition.id], PERIODS, by=self.breakdowns, whole=False)
        listed = self.view.case_list(definition, PERIODS).to_pylist()
        self.cases = {
            period: [case for case in listed if case["period_end"] == period.end] for period in PERIODS
        }
        self.children = {row["child_id"]: row for row in register["child"]}

    def parts_of(self, whole: Figure, by: str) -> list[Figure]:
        return [part for part in self.parts if (part.period, part.by) == (whole.period, by)]


def value_is_the_fold_of_the_list(asked: Asked) -> None:
    assert [figure.period for figure in asked.wholes] == PERIODS
    for figure in asked.wholes:
        folded = fold(asked.definition, asked.cases[figure.period])
        assert agrees(figure, asked.definition, folded), (figure, folded)


def listed_is_counted_and_excluded(asked: Asked) -> None:
    for figure in asked.wholes:
        cases = asked.cases[figure.period]
        people = counts_people(asked.definition)
        listed = {c["child_id"] or c["case_id"] for c in cases} if people else cases
        folded = fold(asked.definition, cases)
        assert folded.counted + figure.excluded == len(listed)
        ids = [case["case_id"] for case in cases]
        assert len(ids) == len(set(ids)), "one case stands twice in one period"
        assert {case["excluded"] for case in cases} <= {None, *asked.definition.excludes}


def parts_sum_to_the_whole(asked: Asked) -> None:
    for whole in asked.wholes:
        for by in asked.breakdowns:
            found = asked.parts_of(whole, by)
            names = [part.breakdown for part in found]
            assert None not in names and len(names) == len(set(names)), (by, names)
            for column in ("excluded", "unknown", "lacking"):
                assert sum(getattr(part, column) for part in found) == getattr(whole, column), (by, column)
            if whole.measures in ("median", "mean"):
                continue  # these do not add up, and say so: Figure.sums
            parts = sum(part.numerator or 0 for part in found)
            assert same(parts, whole.numerator or 0), by
            if whole.measures in ("share", "ratio"):
                assert same(sum(part.denominator or 0 for part in found), whole.denominator or 0), by


def parts_are_those_of_the_list(asked: Asked) -> None:
    """The breakdowns that can be told from the list and the children alone, told again in Python."""

    def of_child(case: Case, column: str) -> object:
        return asked.children.get(case["child_id"], {}).get(column)

    told: dict[str, Callable[[Case], str]] = {
        "sex": lambda case: SEXES.get(of_child(case, "sex"), "Not recorded"),
        "age_band": lambda case: age_band(of_child(case, "birth_date"), case["case_date"]),
        **{
            name: (lambda case, name=name: "Not recorded" if case[name] is None else case[name])
            for name in asked.definition.breakdowns
        },
    }
    for by, part_of in told.items():
        for whole in asked.wholes:
            cases = asked.cases[whole.period]
            expected = parts(asked.definition, cases, part_of)
            found = {part.breakdown: part for part in asked.parts_of(whole, by)}
            assert set(found) == set(expected), by
            for name, listed in expected.items():
                folded, of_all = fold(asked.definition, listed), fold(asked.definition, cases)
                assert agrees(found[name], asked.definition, folded, of_all), (by, name, folded)


def the_list_of_a_part_folds_to_the_part(asked: Asked) -> None:
    seen = set()
    for part in asked.parts:
        if part.by not in seen and part.by and part.breakdown:
            seen.add(part.by)
            listed = asked.view.cases(asked.definition.id, part.period, (part.by, part.breakdown)).to_pylist()
            whole = asked.cases[part.period]
            folded, of_all = fold(asked.definition, listed), fold(asked.definition, whole)
            assert agrees(part, asked.definition, folded, of_all), part.by
            assert all(case in whole for case in listed), part.by


def trend_is_each_value_asked_alone(asked: Asked) -> None:
    for figure in asked.wholes:
        assert asked.view.figures([asked.definition.id], [figure.period]) == [figure]


def asked_twice_is_answered_alike(asked: Asked) -> None:
    """The second time by an engine that keeps nothing, as one over a lake."""
    PLAIN.keeps = False
    again = asked.view.figures([asked.definition.id], PERIODS, by=asked.breakdowns, whole=False)
    assert again == asked.parts
    first = asked.view.case_list(asked.definition, PERIODS)
    assert first.equals(asked.view.case_list(asked.definition, PERIODS))


def three_clocks_add_up_to_the_figure(asked: Asked) -> None:
    """In every part, by every report: due and in time are the figure's own, and what was on record when sums to it."""
    if not asked.view.is_timed(asked.definition.id):
        return
    for cases in asked.cases.values():
        assert [case for case in cases if case["met"] and case["done"] is None] == []
    for asked_at in (datetime(2020, 1, 10), datetime(2020, 2, 1, 12), datetime(2026, 1, 1)):
        whole = asked.view.clocks([asked.definition.id], PERIODS, asked_at)
        assert [one.figure for one in whole] == asked.wholes
        for by in (None, *asked.breakdowns[:2], "sex"):
            for one in (
                whole if by is None else asked.view.clocks([asked.definition.id], PERIODS, asked_at, by)
            ):
                of_period = asked.cases[one.figure.period]
                if one.figure.numerator is None:
                    assert one.recorded_by_then is None and one.figure.absent
                    continue
                assert (one.due, one.in_time) == (one.figure.denominator, one.figure.numerator)
                by_then, since, still = one.recorded_by_then, one.recorded_since, one.not_recorded
                assert None not in (by_then, since, still) and by_then + since + still == one.in_time
                assert one.from_source + one.from_load + still == one.in_time
                part = (by, str(one.figure.breakdown))
                listed = (
                    of_period
                    if by is None
                    else asked.view.cases(asked.definition.id, one.figure.period, part)
                )
                told = clock_parts(listed if by is None else listed.to_pylist(), asked_at)
                assert told == {name: getattr(one, name) for name in told}, by


LAWS = (
    value_is_the_fold_of_the_list,
    listed_is_counted_and_excluded,
    parts_sum_to_the_whole,
    parts_are_those_of_the_list,
    the_list_of_a_part_folds_to_the_part,
    trend_is_each_value_asked_alone,
    asked_twice_is_answered_alike,
    three_clocks_add_up_to_the_figure,
)


@pytest.mark.parametrize("definition", catalogue(), ids=lambda one: one.id)
def test_laws(definition: Definition) -> None:
    seen = 0

    # No shrinking in the ordinary run: it would take minutes to make a failing register smaller.
    phases = PHASES if settings.default.max_examples <= 100 else tuple(Phase)

    @settings(max_examples=max(8, settings.default.max_examples // 12), phases=phases)
    @given(registers(definition, set(PLAIN.con.get_table_names(definition.select))))
    def obeys(register: Register) -> None:
        nonlocal seen
        asked = Asked(definition, register)
        seen += sum(len(cases) for cases in asked.cases.values())
        for law in LAWS:
            law(asked)

    obeys()
    assert seen >= 3, "the registers drawn hold hardly a case: the laws were not put to the test"
