"""Folds written again in plain Python, over the case list as any reader has it: what the SQL must agree with."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from math import isclose
from statistics import fmean, median
from typing import Any

from scrutable.figures.figure import Figure
from scrutable.indicators.definition import Definition

Case = dict[str, Any]
PEOPLE = {"child", "young person"}


@dataclass(frozen=True)
class Folded:
    """What a list comes to: cases (or children) that meet the condition, count, are excluded, cannot be judged, lack
    their history; and the amounts and bases of those that can be judged, in the order of the list."""

    met: int
    counted: int
    excluded: int
    unknown: int
    lacking: int
    amounts: tuple[float, ...] = ()
    bases: tuple[float, ...] = ()
    reasons: tuple[str, ...] = ()


def counts_people(definition: Definition) -> bool:
    """Whether a person with several cases in a period is counted once."""
    return definition.measures in ("count", "rate") and definition.counts in PEOPLE


def fold(definition: Definition, cases: Iterable[Case]) -> Folded:
    """Return what the cases of one period come to."""
    listed = list(cases)
    reasons = tuple(case["excluded"] for case in listed if case["excluded"] is not None)
    if counts_people(definition):
        people: dict[str, bool] = {}
        for case in listed:
            who = case["child_id"] or case["case_id"]
            people[who] = people.get(who, False) or case["excluded"] is None
        counted = sum(people.values())
        return Folded(0, counted, len(people) - counted, 0, 0, reasons=reasons)
    counted = [case for case in listed if case["excluded"] is None]
    known = [case for case in counted if all(case[column] is not None for column in judged_by(definition))]
    lacking = sum(not case["history"] for case in counted) if definition.look_back else 0
    sums = definition.measures not in ("share", "count", "rate")
    return Folded(
        sum(case["met"] is True for case in counted) if definition.measures == "share" else 0,
        len(counted),
        len(listed) - len(counted),
        len(counted) - len(known),
        lacking,
        tuple(float(case["amount"]) for case in known) if sums else (),
        tuple(float(case["base"]) for case in known) if definition.measures == "ratio" else (),
        reasons,
    )


def judged_by(definition: Definition) -> tuple[str, ...]:
    """Return the columns without which a case cannot be judged."""
    return {"share": ("met",), "ratio": ("amount", "base"), "count": (), "rate": ()}.get(
        definition.measures, ("amount",)
    )


def refused(definition: Definition, folded: Folded) -> bool:
    """Whether no figure may be given of these cases, though there are some."""
    if definition.cannot_say and folded.excluded and not folded.counted:
        return set(folded.reasons) <= set(definition.cannot_say)
    too_little = folded.lacking > (1 - definition.covered) * folded.counted
    return folded.counted > 0 and (folded.unknown == folded.counted or too_little)


def agrees(figure: Figure, definition: Definition, folded: Folded, whole: Folded | None = None) -> bool:
    """Say whether a figure says what a list came to. A part is refused with its `whole`."""
    said = (figure.excluded, figure.unknown, figure.lacking) == (
        folded.excluded,
        folded.unknown,
        folded.lacking,
    )
    if refused(definition, whole or folded):
        nothing = (figure.numerator, figure.denominator, figure.value) == (None, None, None)
        return said and nothing and figure.absent not in ("", "no cases")
    numbers = (figure.numerator, figure.denominator)
    match definition.measures:
        case "share":
            value = folded.met / folded.counted if folded.unknown < folded.counted else None
            return said and numbers == (folded.met, folded.counted) and figure.value == value
        case "count":
            return said and numbers == (folded.counted, None) and figure.value == folded.counted
        case "rate":
            of = figure.denominator
            value = 10_000 * folded.counted / of if of else None
            return said and figure.numerator == folded.counted and same(figure.value, value)
        case "ratio":
            over, under = sum(folded.amounts), sum(folded.bases)
            value = over / under if under else None
            if not folded.amounts:
                return said and numbers == (None, None) and figure.value is None
            return (
                said
                and same(figure.numerator, over)
                and same(figure.denominator, under)
                and same(figure.value, value)
            )
        case measure:
            work = {"median": median, "mean": fmean, "sum": sum}[measure]
            value = (
                work(folded.amounts)
                if folded.amounts
                else 0
                if measure == "sum" and not folded.counted
                else None
            )
            return said and figure.denominator == folded.counted and same(figure.value, value)


def same(found: float | None, expected: float | None) -> bool:
    """Say whether two numbers are one but for the last digits of a division."""
    if found is None or expected is None:
        return found is expected
    return isclose(found, expected, rel_tol=1e-9, abs_tol=1e-9)


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


def clock_parts(cases: Iterable[Case], asked_at: datetime) -> dict[str, int]:
    """Return of the cases in time how many were on record when, told case by case."""
    told = dict.fromkeys(
        ("recorded_by_then", "reached_later", "recorded_since", "not_recorded", "from_source", "from_load"), 0
    )
    for case in cases:
        if case["excluded"] is not None or not case["met"]:
            continue
        recorded, held = case["recorded"], case["held_from"]
        of_earlier_step = recorded is not None and recorded.date() < case["done"]
        on_record = held if of_earlier_step else recorded
        if on_record is None:
            told["not_recorded"] += 1
            continue
        told["from_load" if of_earlier_step or recorded == held else "from_source"] += 1
        if on_record > asked_at:
            told["recorded_since"] += 1
            continue
        told["recorded_by_then"] += 1
        told["reached_later"] += held is not None and held > asked_at
    return told


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
