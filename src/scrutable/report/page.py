"""One indicator's page: its figure in words, its trend, its parts, what was left out, and its definition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from scrutable.committee.entries import Commentary
from scrutable.report import compared, words
from scrutable.report.anatomy import Fact, Facts, Part, Section, Sentence
from scrutable.report.averages import averages
from scrutable.report.awaiting import still_to_come
from scrutable.report.backlog import Ahead
from scrutable.report.checked import provisional
from scrutable.report.definitions import place
from scrutable.report.differing import over_a_year
from scrutable.report.gather import Sheet
from scrutable.report.parts import breakdown, left_out
from scrutable.report.remarks import remarks
from scrutable.report.saying import anchor, beside, comparison, figure_id, headline
from scrutable.report.standing import standing
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
    known_on: datetime
    sheets: Mapping[str, Sheet]
    commentary: Mapping[str, Commentary] = field(default_factory=dict)
    queues: Mapping[str, Ahead] = field(default_factory=dict)  # indicator -> what is to come of its queue


def section(sheet: Sheet, setting: Setting) -> Section:
    """Return an indicator's page."""
    one = sheet.definition
    parts: list[Part | None] = [
        Sentence(one.question, "question"),
        replace(headline(sheet), anchor=anchor(sheet.now)),
        provisional(sheet),
        _beside_earlier(sheet, setting.known_on),
        beside(sheet, setting.sheets),
        *_queue(sheet, setting),
        standing(sheet),
        *remarks(setting.commentary.get(one.id)),
        trend(sheet, setting.council),
        averages(sheet),
        compared.part(sheet),
        *(breakdown(sheet, each) for each in sheet.breakdowns),
        *three_clocks(sheet, setting.council),
        still_to_come(sheet),
        *left_out(sheet),
        _definition(sheet, setting.known_on),
    ]
    return Section(one.id, one.title, tuple(part for part in parts if part is not None), kind="indicator")


def _queue(sheet: Sheet, setting: Setting) -> list[Part]:
    """Return what is to come of the queue behind an indicator, and where that is told in full."""
    ahead = setting.queues.get(sheet.definition.id)
    if ahead is None:
        return []
    then = ahead.said or "Those who wait, and how many are bound to wait too long, stand there."
    said: list[Part] = [Sentence("Flow and backlog:", "beside-it", then=then, link=ahead.section)]
    return said if ahead.drawn is None else [*said, ahead.drawn]


def _beside_earlier(sheet: Sheet, known_on: datetime) -> Sentence | None:
    """Return how the figure stands to earlier ones and what of that chance would explain, as one paragraph."""
    said, year = comparison(sheet), over_a_year(sheet, known_on.date())
    if said is None or year is None:
        return said or year
    return replace(said, then=year.text, figures=tuple(dict.fromkeys((*said.figures, *year.figures))))


def _definition(sheet: Sheet, known_on: datetime) -> Facts:
    """Return how the figure is made, in the definition's own words, how old its records are, and how to cite it."""
    one = sheet.definition
    certainty = CERTAINTY.get(one.certainty, "") + (f" {_stop(one.uncertain)}" if one.uncertain else "")
    facts = [
        Fact("Made from", _stop(one.basis)),
        Fact("Limit", _stop(one.limit)),
        Fact("Rests on", _stop(one.source)),
        Fact("Left out", _stop(words.sentence_case(words.joined(one.excludes)))) if one.excludes else None,
        Fact("How sure", certainty),
        Fact("Records", _records(sheet, known_on)),
        Fact("Definition", f"version {one.version}, {one.hash[:12]}", link=place(one), mono=True),
        Fact("Cite it as", figure_id(sheet.now), mono=True),
    ]
    return Facts("How this figure is made", tuple(fact for fact in facts if fact is not None and fact.words))


def _records(sheet: Sheet, known_on: datetime) -> str:
    """Return how old the records behind a figure were on the day it speaks from."""
    if sheet.records is None:
        return ""
    age = sheet.records.age(known_on.date())
    return (
        f"Taken out on {words.day(sheet.records.taken_out)}: {words.ago(age)} old on {words.day(known_on)}."
    )


def _stop(text: str) -> str:
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."
