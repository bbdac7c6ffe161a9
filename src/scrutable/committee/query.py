"""A saved query: an indicator, a breakdown with the parts to keep, and the rule for its period.

An answer binds one, so that it can be asked again as known on any day: as it was given, or as it stands now.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Protocol
from urllib.parse import quote

from scrutable.engine.period import Period, parse
from scrutable.errors import UsageFault
from scrutable.figures.figure import Figure
from scrutable.figures.view import View

RULES: dict[str, Callable[[Period], Period]] = {
    "report": lambda period: period,
    "year-to-date": lambda period: parse(f"ytd-to-{period.end}"),
    "twelve-months": lambda period: parse(f"12m-to-{period.end}"),
}


@dataclass(frozen=True)
class Query:
    """What an answer rests on. `rule` is one of RULES or the name of a period, which then never moves.

    `only` names the parts of the breakdown `by` that are given, all where it is empty. The whole is always given.
    """

    indicator: str
    by: str = ""
    only: tuple[str, ...] = ()
    rule: str = "report"

    def says(self) -> str:
        """Return it in words for the command line: children_missing by placing_authority, report."""
        parts = f" by {self.by}" if self.by else ""
        only = f" ({'; '.join(self.only)})" if self.only else ""
        return f"{self.indicator}{parts}{only}, period: {self.rule}"


class Asking(Protocol):
    """What figures are asked of: a view of the register."""

    def figures(
        self, ids: Sequence[str], periods: Sequence[Period], by: str | None = None
    ) -> Sequence[Figure]:
        """Return the figures of some indicators for some periods, whole or by one breakdown."""


@dataclass(frozen=True)
class Given:
    """One figure of an answer. `part` is the part of the breakdown as recorded; None for the whole."""

    figure: str
    part: str | None
    numerator: float | None
    denominator: float | None
    value: float | None
    absent: str


def bound(query: Query | None, known_on: str, report: str) -> str:
    """Return a query with the moment and the report that it was asked for, as JSON; empty for none."""
    return json.dumps({**asdict(query), "known_on": known_on, "report": report}) if query else ""


def unbound(text: str) -> tuple[Query | None, str, str]:
    """Return a query, the moment and the report's period from their JSON."""
    if not text:
        return None, "", ""
    said: dict[str, Any] = json.loads(text)
    known_on, report = said.pop("known_on"), said.pop("report")
    return Query(**{**said, "only": tuple(said["only"])}), known_on, report


def period_of(query: Query, report: Period) -> Period:
    """Return the period that a query is of, in a report of some period. Raises UsageFault for a name that is none."""
    rule = RULES.get(query.rule)
    return rule(report) if rule else parse(query.rule)


def check(query: Query, view: View) -> None:
    """Raise UsageFault where a query cannot be asked: U102 an indicator, U101 a breakdown, U605 a part there is not."""
    view.definition(query.indicator)
    if query.rule not in RULES:
        parse(query.rule)
    if query.only and not query.by:
        raise UsageFault("U605", "Parts are named, and not of which breakdown.", "Name it with --by.")
    if query.by and query.by not in view.breakdowns(query.indicator):
        known = ", ".join(view.breakdowns(query.indicator))
        raise UsageFault(
            "U101", f'{query.indicator} cannot be broken down by "{query.by}".', f"It has: {known}."
        )


def figures(query: Query, view: Asking, report: Period) -> list[Figure]:
    """Return the whole and then the parts that a query asks for. Raises UsageFault U605 for a part there is not."""
    period = period_of(query, report)
    found = list(view.figures([query.indicator], [period]))
    if query.by:
        found += view.figures([query.indicator], [period], by=query.by)
    if not query.only:
        return found
    named = {one.breakdown for one in found if one.by}
    if unknown := [part for part in query.only if part not in named]:
        raise UsageFault(
            "U605",
            f'"{unknown[0]}" is no part of {query.indicator} by {query.by} in {period.name}.',
            f"Its parts are: {'; '.join(sorted(str(part) for part in named))}.",
        )
    return [one for one in found if not one.by or one.breakdown in query.only]


def given(found: Sequence[Figure]) -> tuple[Given, ...]:
    """Return figures as an answer keeps them."""
    return tuple(
        Given(
            _id(one), one.breakdown if one.by else None, one.numerator, one.denominator, one.value, one.absent
        )
        for one in found
    )


def as_text(found: Sequence[Given]) -> str:
    """Return the figures of an answer as JSON."""
    return json.dumps([asdict(one) for one in found], ensure_ascii=False)


def from_text(text: str) -> tuple[Given, ...]:
    """Return the figures of an answer from their JSON."""
    return tuple(Given(**one) for one in json.loads(text)) if text else ()


def _id(one: Figure) -> str:
    part = f"/{one.by}={quote(one.breakdown or '', safe='')}" if one.by else ""
    return f"{one.indicator}/{one.period.name}{part}"
