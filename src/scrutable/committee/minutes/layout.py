"""Cuts the text of minutes into blocks: paragraphs, bullets and list items, each with its place in the text.

A block is one stretch of the source, wrapped lines and all, so that what is found in it keeps its exact place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|\Z)")
_BLANKS = " \t\u00a0\u200b\ufeff"
MARKER = re.compile(
    rf"[{_BLANKS}]*(?:(?P<bullet>[·•▪◦●‣∙*\uf0b7]|[-–](?=[{_BLANKS}]))[{_BLANKS}]*"
    rf"|\((?P<closed>\d{{1,3}}|[a-zA-Z]|[ivx]{{1,5}})\)[{_BLANKS}]*"
    rf"|(?P<open>\d{{1,3}}(?:\.\d{{1,2}})*|[a-z]|[ivx]{{1,5}})[.)][{_BLANKS}]+)"
)
_STARTS = re.compile(
    r"(?:RESOLVED|Resolved|AGREED|Agreed|DECISION|RECOMMENDED|ACTION|Action|Minutes:|Supporting documents)"
)
_NAMES_ONLY = re.compile(r"ACTIONS?(?:\s+by)?\s*[:–-]\s*(?!.*\bto\b)[^.;]{2,60}", re.IGNORECASE)
_BODY = re.compile(r"(?:Minutes|Supporting documents):?")
_ENDED = (".", ":", ";", "?", "!")
_WRAPPED = 60  # letters of a line from which it may have been broken by the width of the page
_TITLE = re.compile(r"(?:\d{1,4}[A-Z]?\.?(?:\s+\(\d+\))?\s+)?[A-Z][^.?!;]{3,118}")


@dataclass(frozen=True)
class Block:
    """A paragraph or list item: its body is `text[start:end]`, and `marker` is "1", "a", "·" or empty."""

    start: int
    end: int
    marker: str = ""
    bullet: bool = False
    item: str | None = None  # the heading above it


def blocks(text: str) -> list[Block]:
    """Return the blocks of minutes in order, without headings, notes in square brackets and lists of documents."""
    spans = list(_spans(text))
    first = next(
        (at + 1 for at, (start, end, *_) in enumerate(spans) if text[start:end].strip() == "Minutes:"), 0
    )
    item = _first_item(text, spans[:first])
    found: list[Block] = []
    skipping = False
    for one in spans[first:]:
        start, end, marker, bullet = one
        body = text[start:end]
        if _BODY.fullmatch(body):
            skipping = body.startswith("Supporting")
        elif _is_title(text, one):
            item, skipping = _said(text, one), False
        elif not skipping and not (body.startswith("[") and body.endswith("]")):
            if found and _NAMES_ONLY.fullmatch(body):
                found[-1] = replace(found[-1], end=end)  # whose action it is, under what is to be done
            else:
                found.append(Block(start, end, marker, bullet, item))
    return found


def _first_item(text: str, head: Sequence[Span]) -> str | None:
    """Return the item that minutes are of, by the lines before them: what follows "Agenda item", or the first title."""
    said = [_said(text, one) for one in head]
    if "Agenda item" in said[:-1]:
        return said[said.index("Agenda item") + 1]
    return next((_said(text, one) for one in head if _is_title(text, one)), None)


Span = tuple[int, int, str, bool]  # start, end, marker, whether it is a bullet


def _spans(text: str) -> Iterator[Span]:
    """Yield each stretch with its marker: lines that the width of a page has broken are one."""
    held: Span | None = None
    for line in _LINE.finditer(text):
        start, end = _trim(text, *line.span(1))
        marker = MARKER.match(text, line.start(), end)
        if held and start < end and not marker and _goes_on(text, held, start):
            held = (held[0], end, *held[2:])
            continue
        if held:
            yield held
        held = _opened(start, end, marker) if start < end else None
    if held:
        yield held


def _opened(start: int, end: int, marker: re.Match[str] | None) -> Span:
    if marker is None or marker.end() >= end:
        return start, end, "", False
    said = marker["bullet"] or marker["closed"] or marker["open"]
    return marker.end(), end, said, marker["bullet"] is not None


def _goes_on(text: str, held: Span, start: int) -> bool:
    """Whether a line carries on the one before it."""
    last_line = text[max(held[0], text.rfind("\n", 0, held[1]) + 1) : held[1]]
    if last_line.endswith(_ENDED) or _STARTS.match(text, start):
        return False
    return text[start].islower() or len(last_line) >= _WRAPPED


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _BLANKS:
        start += 1
    while end > start and text[end - 1] in _BLANKS:
        end -= 1
    return start, end


def _is_title(text: str, span: Span) -> bool:
    """Whether a block is the heading of an item: numbered, without a full stop and with a capital in most words."""
    start, end, marker, bullet = span
    body = text[start:end]
    if (
        bullet
        or body.endswith(":")
        or not _TITLE.fullmatch(body)
        or _STARTS.match(body)
        or body.lower() == "agenda item"
    ):
        return False
    if (marker and not marker.isdigit()) or body.startswith(("Report ", "Reports ")):
        return False
    long = [word for word in re.findall(r"[A-Za-z’']+", body) if len(word) > 3]
    capitals = sum(word[0].isupper() for word in long)
    return (
        bool(long)
        and capitals >= 0.7 * len(long)
        and not re.search(r"\b(?:was|were|be|is|are|would|will)\b", body)
    )


def _said(text: str, span: Span) -> str:
    return re.sub(r"\s+", " ", re.sub(r"\s*PDF \d+ [KM]B$", "", text[span[0] : span[1]]))
