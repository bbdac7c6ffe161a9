"""One indicator's page: its figure in words, its trend, its parts, what was left out, and its definition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scrutable.indicators.definition import Definition
from scrutable.report import words
from scrutable.report.anatomy import Fact, Facts, Part, Section, Sentence
from scrutable.report.awaiting import still_to_come
from scrutable.report.definitions import place
from scrutable.report.gather import Sheet
from scrutable.report.parts import breakdown, left_out
from scrutable.report.saying import beside, comparison, headline
from scrutable.report.timing import three_clocks
from scrutable.report.trend import trend

CERTAINTY = {
    "verified": "The rule was checked against the text of the law or guidance.",
    "partly": "The rule was checked in part.",
    "not verified": "The rule has not been checked against the text of the law or guidance.",
}


@dataclass(frozen=True)
class Setting:
    """What every page needs to know: the council and the other indicators of the pack."""

    council: str
    sheets: Mapping[str, Sheet]


def section(sheet: Sheet, setting: Setting) -> Section:
    """Return an indicator's page."""
    one = sheet.definition
    parts: list[Part | None] = [
        Sentence(one.question, "question"),
        headline(sheet),
        comparison(sheet),
        beside(sheet, setting.sheets),
        trend(sheet, setting.council),
        *(breakdown(sheet, each) for each in sheet.breakdowns),
        *three_clocks(sheet, setting.council),
        still_to_come(sheet),
        *left_out(sheet),
        _definition(one),
    ]
    return Section(one.id, one.title, tuple(part for part in parts if part is not None), kind="indicator")


def _definition(one: Definition) -> Facts:
    """Return how the figure is made, in the definition's own words."""
    certainty = CERTAINTY.get(one.certainty, "") + (f" {_stop(one.uncertain)}" if one.uncertain else "")
    facts = [
        Fact("Made from", _stop(one.basis)),
        Fact("Limit", _stop(one.limit)),
        Fact("Rests on", _stop(one.source)),
        Fact("Left out", _stop(words.sentence_case(words.joined(one.excludes)))) if one.excludes else None,
        Fact("How sure", certainty),
        Fact("Definition", f"{one.id} {one.hash[:12]}", link=place(one), mono=True),
    ]
    return Facts("How this figure is made", tuple(fact for fact in facts if fact is not None and fact.words))


def _stop(text: str) -> str:
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."
