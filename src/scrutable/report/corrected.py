"""Corrections at the front of a pack, and the guard that their words count what the figure counts."""

from __future__ import annotations

import re

from scrutable.committee.entries import Correction
from scrutable.indicators.definition import Definition
from scrutable.report import units, words
from scrutable.report.anatomy import Points, Section, Sentence
from scrutable.report.edition import Edition

_NUMBER = re.compile(r"\b\d[\d,]*\b(?: of (?:the )?\d[\d,]*)?\s+(?:of (?:the )?)?")


def check(said: str, definition: Definition) -> None:
    """Raise UnitFault Q101 where words give a number of something else than the indicator counts.

    A committee was told of 49 incidents where 49 children were meant: a correction may not say so again. Words may
    name another unit where they say what the figure is not: after "not" nothing is checked.
    """
    for found in _NUMBER.finditer(said):
        rest = re.split(r"\bnot\b", said[found.end() :])[0]
        if other := units.foreign(rest, definition.counts):
            units.check(other, definition.counts, "The correction")


def section(edition: Edition) -> Section | None:
    """Return the corrections that a pack opens with; None where there are none."""
    if not edition.corrections:
        return None
    one = len(edition.corrections) == 1
    lead = Sentence(
        f"{'One thing' if one else f'{words.number(len(edition.corrections))} things'} said to the committee before"
        f" {'was' if one else 'were'} wrong or misleading. {'It is' if one else 'They are'} corrected here."
    )
    points = Points(tuple(_sentence(each) for each in edition.corrections))
    return Section("corrections", "Corrections", (lead, points))


def _sentence(each: Correction) -> Sentence:
    then = f"Corrected on {words.day(each.made)} by: {each.by}. Figure: {each.figure}."
    return Sentence(each.words, "headline", (each.figure,), then)
