"""Says a definition in words, the same words for the command line, the pages of docs/ and the pack.

What an indicator's SQL says before its SELECT, in comments, belongs to the definition: it is told with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scrutable.indicators.definition import Definition

CERTAINTY = {
    "verified": "The rule was checked against the text of the law or guidance.",
    "partly": "The rule was checked in part.",
    "not verified": "The rule has not been checked against the text of the law or guidance.",
}
BETTER = {
    "higher": "Higher is better.",
    "lower": "Lower is better.",
    "band": "Best within a band.",
    "neither": "Neither higher nor lower is better in itself.",
}
NO_COMPARATOR = "No published figure compares with this one."


@dataclass(frozen=True)
class Told:
    """A thing said of an indicator under a heading; `beside` is the id of the indicator that it speaks of."""

    term: str
    words: str
    beside: str = ""


def told(one: Definition, known: Mapping[str, Definition]) -> list[Told]:
    """Return all there is to say of a definition but its question, its examples and its SQL. Nothing is empty."""
    beside = known.get(one.beside)
    said = [
        Told("In place of", _replaces(one)),
        Told("Measures", measures(one)),
        Told("Counted", " ".join(notes(one))),
        Told("Left out", _left_out(one)),
        Told("Cannot be judged", _unknown(one)),
        Told("Needs", _needs(one)),
        Told("Limit", stop(one.limit)),
        Told("Rests on", stop(one.source)),
        Told("Made from", stop(one.basis)),
        *(Told("Trap", stop(trap)) for trap in one.traps),
        Told("Better", BETTER[one.better]),
        Told("Read beside", stop(beside.title) if beside else "", beside.id if beside else ""),
        Told("Compares with", _compares(one)),
        Told("How sure", certainty(one)),
        Told("Breakdowns", stop(", ".join(name.replace("_", " ") for name in one.breakdowns))),
        Told("Checked by", _checked(one)),
    ]
    return [each for each in said if each.words]


def measures(one: Definition) -> str:
    """Return what a definition measures, and when a case counts."""
    when = (
        "as they stood on the last day of the period" if one.stock else "in the period in which they happened"
    )
    what = {
        "share": f"The share of {one.plural} that meet the condition",
        "count": f"How many {one.plural} there are",
        "rate": f"How many {one.plural} there are for every 10,000 children aged 0 to 17 in the area",
        "ratio": f"One amount for each {one.per}, added up over all {one.plural} before dividing"
        if one.per
        else f"One amount as a percentage of another, each added up over all {one.plural} first",
        "median": f"The middle value of the {one.plural}: half have less, half more",
        "mean": f"The average of the {one.plural}",
        "sum": f"The total of the {one.plural}",
    }[one.measures]
    people = ", each once in a period" if one.counts_children and one.measures == "count" else ""
    return f"{what}{people}. Counted {when}."


def notes(one: Definition) -> list[str]:
    """Return what the SQL says in comments before it begins, a line as it is written.

    >>> from dataclasses import replace
    >>> from scrutable.indicators.definition import catalogue
    >>> notes(replace(catalogue()[0], select="-- By the day it came.\\n-- Not by the decision.\\nselect 1"))
    ['By the day it came.', 'Not by the decision.']
    """
    found = []
    for line in one.select.strip().splitlines():
        if not line.startswith("--"):
            break
        found.append(line.removeprefix("--").strip())
    return found


def certainty(one: Definition) -> str:
    """Return how sure it is that the rule is the law's or the guidance's, and what is not sure."""
    return CERTAINTY.get(one.certainty, "") + (f" {stop(one.uncertain)}" if one.uncertain else "")


def stop(text: str) -> str:
    """Return a text with a full stop at its end, and nothing for nothing."""
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."


def _replaces(one: Definition) -> str:
    return (
        f"The built-in {one.variant_of}, which this council replaces by a rule of its own."
        if one.variant_of
        else ""
    )


def _left_out(one: Definition) -> str:
    if not one.excludes:
        return "Nothing: every case that is listed is counted."
    return f"Listed with the reason and not counted: {'; '.join(one.excludes)}."


def _unknown(one: Definition) -> str:
    if one.measures != "share":
        return ""
    flagged = "counts as not meeting the condition, and is flagged"
    return f"Where a date or an answer is missing, {_article(one.counts)} {flagged}."


def _article(counts: str) -> str:
    return f"{'an' if counts[:1].lower() in 'aeiou' or counts.startswith('EHC') else 'a'} {counts}"


def _needs(one: Definition) -> str:
    if not one.look_back:
        return ""
    return (
        f"Records that reach back {one.look_back} months before a case. Where fewer than"
        f" {round(one.covered * 100)}% of the cases have them, no figure is given."
    )


def _compares(one: Definition) -> str:
    if not one.compare:
        return NO_COMPARATOR
    table, of_table, part = one.compare.partition("/")
    if of_table:  # LAIT's codes have no such stroke
        return f"Published by DfE in Explore Education Statistics, table {table}: {part}."
    return f"Published by DfE in its local authority tool (LAIT) as {one.compare}."


def _checked(one: Definition) -> str:
    again = "" if one.checked_by == "not yet checked" else " again"
    review = f"; to be looked at{again} by {one.next_review}" if one.next_review else ""
    return stop(f"{one.checked_by[:1].upper()}{one.checked_by[1:]}{review}") if one.checked_by else ""
