"""Folds written again in plain Python, over the case list as any reader has it: what the SQL must agree with."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from scrutable.figures.figure import Figure
from scrutable.indicators.definition import Definition

Case = dict[str, Any]
PEOPLE = {"child", "young person"}


@dataclass(frozen=True)
class Folded:
    """What a list comes to: cases (or children) that meet the condition, count, are excluded, are not known."""

    met: int
    counted: int
    excluded: int
    unknown: int


def counts_people(definition: Definition) -> bool:
    """Whether a person with several cases in a period is counted once."""
    return definition.measures == "count" and definition.counts in PEOPLE


def fold(definition: Definition, cases: Iterable[Case]) -> Folded:
    """Return what the cases of one period come to."""
    if counts_people(definition):
        people: dict[str, bool] = {}
        for case in cases:
            who = case["child_id"] or case["case_id"]
            people[who] = people.get(who, False) or case["excluded"] is None
        counted = sum(people.values())
        return Folded(0, counted, len(people) - counted, 0)
    listed = list(cases)
    counted = [case for case in listed if case["excluded"] is None]
    asks = definition.measures == "share"
    return Folded(
        sum(case["met"] is True for case in counted) if asks else 0,
        len(counted),
        len(listed) - len(counted),
        sum(case["met"] is None for case in counted) if asks else 0,
    )


def said(figure: Figure) -> Folded:
    """Return what a figure says, in the same terms."""
    if figure.measures == "share":
        assert figure.numerator is not None and figure.denominator is not None
        return Folded(figure.numerator, figure.denominator, figure.excluded, figure.unknown)
    assert figure.numerator is not None and figure.denominator is None and figure.value == figure.numerator
    return Folded(0, figure.numerator, figure.excluded, figure.unknown)


def parts(
    definition: Definition, cases: Iterable[Case], part_of: Callable[[Case], str]
) -> dict[str, list[Case]]:
    """Return the cases of one period by part. A person stands in the part of the latest case that counts."""
    listed = list(cases)
    if counts_people(definition):
        latest: dict[str, Case] = {}
        for case in sorted(listed, key=lambda c: (c["excluded"] is None, c["case_date"], c["case_id"])):
            latest[case["child_id"] or case["case_id"]] = case
        where = {who: part_of(case) for who, case in latest.items()}
        return _grouped(listed, lambda case: where[case["child_id"] or case["case_id"]])
    return _grouped(listed, part_of)


def _grouped(cases: Iterable[Case], part_of: Callable[[Case], str]) -> dict[str, list[Case]]:
    found: dict[str, list[Case]] = {}
    for case in cases:
        found.setdefault(part_of(case), []).append(case)
    return found


def age(birth: date, day: date) -> int:
    """Return whole years, counted by birthdays; one of 29 February is on 1 March in other years."""
    years = day.year - birth.year
    try:
        birthday = birth.replace(year=day.year)
    except ValueError:
        birthday = date(day.year, 3, 1)
    return years if day >= birthday else years - 1


def age_band(birth: date | None, day: date) -> str:
    if birth is None:
        return "Not recorded"
    if day < birth:
        return "Before birth"
    years = age(birth, day)
    bands = {1: "Under 1", 5: "1 to 4", 10: "5 to 9", 16: "10 to 15", 18: "16 to 17", 26: "18 to 25"}
    return next((band for below, band in bands.items() if years < below), "26 or over")
