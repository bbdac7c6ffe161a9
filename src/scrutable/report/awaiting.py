"""What of a young figure is still to be written up, in words: a range beside it, never a number put in its place."""

from __future__ import annotations

from scrutable.figures.delay import Awaited
from scrutable.indicators.definition import Definition
from scrutable.report import units, words
from scrutable.report.anatomy import Sentence
from scrutable.report.gather import Sheet
from scrutable.report.saying import figure_id

LEAST = 1  # cases expected, below which a page is not burdened with it


def still_to_come(sheet: Sheet) -> Sentence | None:
    """Return what a page says of it: nothing where all is on record, or where nothing can be known of recording."""
    one = sheet.awaited
    text = said(one, sheet.definition) if one is not None else ""
    return Sentence(text, "note", (figure_id(sheet.now),)) if text else None


def said(one: Awaited, definition: Definition) -> str:
    """Return the range as a sentence, or why there is none for an indicator that is about recording itself.

    "By how the 12 quarters before filled up, between 30 and 70 more of the 940 visits due are likely to prove to have
    been in time once written up: the figure would then be 84% to 89%. The range holds in four of five quarters..."
    """
    noun = words.noun(one.figure.period)
    if one.why:
        about_recording = definition.measures == "median"
        return f"How much is still to be written up cannot be told: {one.why}." if about_recording else ""
    if one.expected < LEAST:
        return ""
    how = f"By how the {one.past} {noun}s before filled up"
    many = definition.plural or units.plural(definition.counts)
    if one.in_time:
        due = words.number(one.figure.denominator or 0)
        prove = "is likely to prove" if one.high == 1 else "are likely to prove"
        text = f"{how}, {_between(one)} more of the {due} {many} {prove} to have been in time once written up"
        return f"{text}{_shares(one)}. {_range(noun)}"
    thing = definition.counts if one.high == 1 else many
    is_ = "is" if one.high == 1 else "are"
    return f"{how}, {_between(one)} more {thing} of this {noun} {is_} likely still to be written up. {_range(noun)}"


def note(one: Awaited | None, definition: Definition) -> list[str]:
    """Return what stands beside a figure in a table of the command line."""
    if one is None or one.why or one.expected < LEAST:
        return []
    shares = one.shares
    if shares is None:
        return [f"by past periods {_short(one)} more likely still to be written up"]
    low, high = (words.percent(*parts) for parts in shares)
    then = low if low == high else f"{low} to {high}"
    return [f"by past periods {_short(one)} more likely to prove in time once written up: {then}"]


def _between(one: Awaited) -> str:
    if one.low == one.high:
        return f"about {words.number(one.high)}"
    if not one.low:
        return f"up to {words.number(one.high)}"
    return f"between {words.number(one.low)} and {words.number(one.high)}"


def _short(one: Awaited) -> str:
    return words.number(one.high) if one.low == one.high else f"{one.low:,} to {one.high:,}"


def _shares(one: Awaited) -> str:
    if one.shares is None:
        return ""
    low, high = (words.percent(*parts) for parts in one.shares)
    return (
        f": the figure would then be {low}" if low == high else f": the figure would then be {low} to {high}"
    )


def _range(noun: str) -> str:
    return f"The range holds in four of five {noun}s that are like those before."
