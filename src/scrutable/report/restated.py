"""A restatement in words: what a figure was, what it is and what each cause did to it, for screen and pack."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from scrutable.figures.contributions import Case, Contribution
from scrutable.figures.revisions import CauseSum, Change, Revision
from scrutable.indicators.definition import Definition
from scrutable.report import amounts, words

# What of a case is told where it has changed, in this order.
_TOLD = ("case_date", "due", "done", "excluded", "met", "amount", "base")


def signed(number: Decimal) -> str:
    """Return a change as it is written: '+2', '-1', '0', with no more decimals than it has.

    >>> [signed(Decimal(text)) for text in ("2", "-1", "0.000000", "1234.500000")]
    ['+2', '-1', '0', '+1,234.5']
    """
    plain = words.number(abs(float(number)))
    return plain if not number else f"{'+' if number > 0 else '-'}{plain}"


def has_numerator(one: Definition) -> bool:
    """Whether a figure of this measure has a numerator that its cases add up to; a median has none."""
    return one.measures != "median"


def has_denominator(one: Definition) -> bool:
    """Whether it has a denominator that its cases add up to; the children of a rate are not cases."""
    return one.measures not in ("count", "rate")


def added(one: Definition, adds: Contribution) -> str:
    """Return what some cases add, by the parts that the measure has: '+1 of +2', '+3', '-1 of 0; 2 more left out'."""
    parts = [signed(adds.numerator)] * has_numerator(one) + [signed(adds.denominator)] * has_denominator(one)
    said = " of ".join(parts)
    if adds.excluded:
        said += f"; {words.number(abs(adds.excluded))} {'more' if adds.excluded > 0 else 'fewer'} left out"
    return said


def then_and_now(one: Definition, revision: Revision) -> tuple[str, str]:
    """Return the figure in full as known on both moments; where there was none, that, and why."""
    figures = (revision.before, revision.after)
    before, after = (
        amounts.in_full(one, figure) + (f": {figure.absent}" if figure.absent not in ("", "no cases") else "")
        for figure in figures
    )
    return before, after


def how_many(cause: CauseSum) -> str:
    """Return how many cases a cause moved and how: '3 entered, 1 left'."""
    counts = ((cause.entered, "entered"), (cause.left, "left"), (cause.changed, "changed"))
    return ", ".join(f"{words.number(count)} {what}" for count, what in counts if count)


def differs(change: Change) -> str:
    """Return what is otherwise in a case, before and after: 'met no, now yes; done empty, now 2019-12-12'."""
    if change.what != "changed":
        case = (change.after or change.before)[0]
        return f"dated {case['case_date']}"
    before, after = change.before[0], change.after[0]
    if len(change.before) != len(change.after):
        return f"{len(change.before)} cases, now {len(change.after)}"
    told = [
        f"{name.replace('_', ' ')} {_value(before, name)}, now {_value(after, name)}"
        for name in _TOLD
        if before.get(name) != after.get(name)
    ]
    return "; ".join(told)


def as_row(revision: Revision, change: Change) -> dict[str, Any]:
    """Return a change as JSON and CSV have it. Numbers are what the case adds to the figure now less then."""
    return {
        "indicator": revision.after.indicator,
        "period": revision.after.period.name,
        "from": revision.before.known_on,
        "to": revision.after.known_on,
        "case": change.key,
        "child_id": change.child_id,
        "what": change.what,
        "cause": change.cause,
        "numerator": float(change.adds.numerator),
        "denominator": float(change.adds.denominator),
        "excluded": change.adds.excluded,
        "differs": differs(change),
        "record": change.row.says() if change.row else "",
    }


COLUMNS = (
    "indicator", "period", "from", "to", "case", "child_id", "what", "cause", "numerator", "denominator", "excluded",
    "differs", "record",
)  # fmt: skip


def _value(case: Case | Mapping[str, Any], name: str) -> str:
    value = case.get(name)
    if value is None:
        return {"excluded": "counted", "met": "not known"}.get(name, "empty")
    return (
        {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value).removesuffix(" 00:00:00")
    )
