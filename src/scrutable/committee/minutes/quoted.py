"""The figures that minutes quote: a number and what it counts, not the numbers of pages, dates, weeks and items."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

WORDS = {word: at + 1 for at, word in enumerate(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen"
    " nineteen twenty".split()
)}  # fmt: skip
_NUMBER = re.compile(
    rf"(?<![\w£/.–-])(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|(?:{'|'.join(WORDS)})(?=\s))"
    r"(?P<percent>\s?%|\s+per\s?cent\b)?(?![\w/–-]|\.\d|,\d)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\b(?:dashboards?|quarters?|q|pages?|items?|minutes?|indicators?|sections?|paragraphs?|paras?"
    r"|appendix|phase|year|aged|ages?"
    r"|stage|part|tier|level|step|key\s+stage|recommendations?|tables?|figures?\s+(?:no|number)|no\.?"
    r"|post|under|over|route|and|to|-)\s*$",
    re.IGNORECASE,
)
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_NOT_COUNTED = re.compile(
    rf"\s*(?:(?:st|nd|rd|th)\b|(?:of\s+)?{_MONTH}|(?:working\s+|calendar\s+)?(?:weeks?|days?|months?"
    r"|years?|hours?|minutes?)\b|[KM]B\b|[ap]\.?m\b|o’clock)"
)
_NOUN = re.compile(
    r"\s+(?:[\w/’'()-]+\s+){0,4}?[\w/’'()-]*(?:s|ren|ple|people|staff|case|leaver|child|plan|request"
    r"|worker)\b"
)
_COUNTS = re.compile(r"\s+(?:was|were|is|are|had|have|has|of\s+(?:those|these|them|which|whom))\b")
_ENDS = re.compile(
    r"[,.;:()]|\s(?:and|but|if|which|whether|while|whilst|although|however|so|because|compared"
    r"|at\s+the\s+same)\b"
)
_CARE = re.compile(
    r"^one\s+(?:of|or|another|to|year|time|thing|way|point|that|which|who|side|stage)\b", re.IGNORECASE
)
_REACH = 120  # letters before and after a number that are looked at
# Counts of the paper itself, and limits ("three or more"), are no figures about the service.
_PAPERS = re.compile(
    r"\s+(?:(?:\w+\s+){0,2}(?:items?|reports?|recommendations?|resolutions?|points?|options?|parts?"
    r"|meetings?|things|issues"
    r"|areas|themes|priorities|questions?|pages?|members|councillors|sections?|dashboards?"
    r"|indicators?)\b|or\s+(?:more|fewer|less)\b)"
)


@dataclass(frozen=True)
class Quoted:
    """A figure as quoted: the number, whether it is a percentage, and the place of the words that go with it."""

    number: float
    percent: bool
    start: int
    end: int


def figures(text: str, start: int, end: int) -> Iterator[Quoted]:
    """Yield the figures in a sentence.

    >>> said = "Since quarter 2 there were 80 new requests, 14% within 20 weeks; 8 of those were late"
    >>> [said[one.start : one.end] for one in figures(said, 0, len(said))]
    ['80 new requests', '14% within 20 weeks', '8 of those were late']
    """
    for found in _NUMBER.finditer(text, start, end):
        words = found["number"].lower().replace(",", "")
        number = float(WORDS.get(words, 0) or words)
        rest = text[found.end() : min(end, found.end() + _REACH)]
        percent = found["percent"] is not None
        if not percent and not _counted(
            text[max(start, found.start() - _REACH) : found.start()], found["number"], rest, number
        ):
            continue
        yield Quoted(number, percent, found.start(), found.end() + _stop(rest))


def _stop(rest: str) -> int:
    """Return where the words that go with a number end: "between April and June" is not cut in two."""
    for stop in _ENDS.finditer(rest):
        if not (stop[0].strip() == "and" and re.search(r"\bbetween\s+[\w ]+$", rest[: stop.start()])):
            return stop.start()
    return len(rest)


def _counted(before: str, said: str, rest: str, number: float) -> bool:
    """Whether a number counts something, and is no label, date, year or length of time."""
    if (
        _NOT_COUNTED.match(rest)
        or _LABEL.search(before)
        or (said.isdigit() and 1900 <= number <= 2100 and len(said) == 4)
    ):
        return False
    if re.search(rf"{_MONTH}\s*$", before) or _CARE.match(said + rest):
        return False
    clause = rest[: _stop(rest)]
    if _PAPERS.match(clause):
        return False
    return bool(_NOUN.match(clause + " ") or _COUNTS.match(clause))
