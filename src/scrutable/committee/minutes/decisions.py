"""Reads what was resolved: in a line, numbered, lettered, or numbered with letters under a number.

Each item is a resolution. One that asks for something to be done is an action too, with the same words: the resolution
says what was decided, the action what is now awaited.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from scrutable.committee.minutes.due import due_in
from scrutable.committee.minutes.extract import DONE as RESOLVED_DONE
from scrutable.committee.minutes.extract import UNDER, Extract
from scrutable.committee.minutes.layout import Block
from scrutable.committee.minutes.people import NAME, tidy
from scrutable.committee.minutes.phrases import DONE, GIVE, NOTING

_BODIES = (
    r"(?:[Ii]t\s+was|(?:[Tt]he\s+)?(?:[A-Z][\w’'-]*\s+){0,4}(?:Committee|Panel|Board|Commission|Forum"
    r"|Members|Council))"
)
_TAIL = (
    r"(?:\s+(?:unanimously|by\s+assent"
    r"|nem\.?\s*con\.?))?\s*(?:\([^)]{0,60}\)\s*)?[\s:–—,-]*(?:(?:[Tt]hat|THAT|to)\b[\s:–—-]*)?"
)
_OPENER = re.compile(
    rf"(?:^|(?<=[.;:!?])\s+)(?:{_BODIES}\s+(?:(?:therefore|then|also|further|unanimously|\w+ly)[\s,–—-]+)*)?"
    rf"(?:RESOLVED|AGREED|DECIDED|RECOMMENDED){_TAIL}"
    rf"|\b(?:RESOLVED|AGREED)\b(?=\s+(?:unanimously\s+)?(?:that|THAT|to)\b|\s*:){_TAIL}"
    r"|^(?:The\s+)?(?:[A-Z][\w’'-]*\s+){0,4}(?:Committee|Panel|Board|Commission|Forum)\s*:\s*$"
    r"|^(?:Resolved|Decisions?|Agreed|Recommended)(?=\s*[:–—-]|\s+(?:unanimously|that|That|to)\b"
    rf"|\s*$){_TAIL}"
    rf"|(?:^|(?<=[.;:!?])\s+){_BODIES}\s+(?:therefore\s+|then\s+|\w+ly\s+)*(?:resolved"
    r"|recommended)\s+(?:that|to)\b[\s:–—-]*"
)
_INLINE = re.compile(r"(?:(?<=^)|(?<=[\s;,:]))\(?([a-z]|\d{1,2}|[ivx]{1,4})\)\s*(?:[Tt]hat\s+)?")
_AND_THAT = re.compile(r"[,;]?\s+and\s+(?:also\s+)?(?=that\s)")
_LEADING = re.compile(r"(?:(?:and\s+)?[Tt]hat\b[\s:,–—-]*)?")
_TRAILING = re.compile(r"(?:[\s;,.:–—-]|\band\b|\bor\b)*$")
_ASKED_TO = re.compile(
    rf"^(?P<owner>[Oo]fficers|{NAME})\s+(?:(?:be|is|are)\s+(?:asked|requested|invited|instructed"
    r"|tasked|authorised)\s+to"
    rf"|to|would|will|should|shall|(?<=fficers\s)(?:{GIVE}))\b"  # "the report" is no owner that reports
)
_ASK_SOMEONE = re.compile(
    r"^(?:[Tt]o\s+)?(?:[Aa]sk|[Rr]equest|[Ii]nvite|[Ii]nstruct|[Tt]ask)(?:ed)?\s+(?:that\s+)?"
    rf"(?P<owner>{NAME})\s+(?:to|be|should|(?:{GIVE})s?)\b"
)
_RECEIVES = re.compile(r"^(?:[Tt]o\s+)?receive\s+(?:an?|further|regular)\b")
_SOMEONE_DOES = re.compile(
    r"^(?P<owner>(?:Mr|Mrs|Ms|Dr|Councillor|Cllr)\.?\s+[A-Z][\w’'-]+|(?:[Tt]he\s+)?(?:[A-Z][\w’'&,-]*\s+(?:(?:of|for|and|the)\s+)*)*(?:Director|Head|Manager|Officer|Leader|Lead"
    r"|Chair\w*|Secretary)(?:\s+(?:of|for)\s+(?:[A-Z][\w’'&,-]*\s*(?:and\s+)?)+|(?:\s+[A-Z][\w’'&,-]*)*)?)\s+"
    r"(?:provide|circulate|send|share|bring|write|submit|prepare|produce|arrange|inform|ensure|consider)s?\b"
)
_INTENTION = re.compile(r"\bintention\s+(?:to|of)\s+(?P<done>\w+)")
_AGENT = re.compile(rf"\bby\s+(?P<owner>(?:the\s+)?(?:{NAME}|officers))(?=\s|[,.;]|$)")
_MARKED = re.compile(r"[(\[]\s*Action(?:\s+by)?\s*[:–-]\s*(?P<owner>[^)\]]+)[)\]]", re.IGNORECASE)


@dataclass(frozen=True)
class _Item:
    start: int
    end: int
    printed: str
    parent: str = ""


def read(
    text: str, found: Sequence[Block], meeting: date | None
) -> tuple[list[Extract], list[tuple[int, int]]]:
    """Return the resolutions and resolved actions of some blocks, and the stretches that they take up."""
    extracts: list[Extract] = []
    taken: list[tuple[int, int]] = []
    at = 0
    while at < len(found):
        opener = _OPENER.search(text[found[at].start : found[at].end])
        if opener is None or found[at].marker.isalpha():
            at += 1
            continue
        first = found[at].start + opener.end()
        items, used = _items(text, found, at, first)
        extracts += _extracts(text, items, found[at].item, meeting)
        taken.append((found[at].start + opener.start(), found[at + used - 1].end))
        at += used
    return extracts, taken


def _items(text: str, found: Sequence[Block], at: int, first: int) -> tuple[list[_Item], int]:
    """Return the items of the resolution that opens in a block, and how many blocks it takes."""
    here = found[at]
    bare = not text[first : here.end].strip(" \u00a0.:;–—-")
    if not bare:
        inline = list(_split(text, first, here.end))
        if not text[first : here.end].rstrip().endswith((":", ";")) and len(inline) > 1:
            return inline, 1
        items = inline
    else:
        items = []
    used = 1
    for one in found[at + 1 :]:
        unmarked = (
            not one.marker and not (bare and not items) and not text[one.start : one.end].startswith("That ")
        )
        if unmarked or one.item != here.item or (one.bullet and items and not _open(text, items)):
            break
        if _OPENER.match(text[one.start : one.end]) or (not bare and not _open(text, items) and used == 1):
            break
        items.append(_Item(one.start, one.end, "" if one.bullet else one.marker))
        used += 1
    return _nested(text, items), used


def _open(text: str, items: Sequence[_Item]) -> bool:
    """Whether the first item says that others follow, or they are bullets or numbers of one list."""
    head = text[items[0].start : items[0].end].rstrip()
    return head.endswith((":", ";", "and")) or bool(items[0].printed) or len(items) > 1


def _split(text: str, start: int, end: int) -> Iterator[_Item]:
    """Yield the items of a resolution in a line: "(a) That ..., and (b) that ..."; or the whole, without a number."""
    marks = list(_INLINE.finditer(text, start, end))
    if (
        not marks
        or marks[0][1] not in ("a", "1", "i")
        or text[start : marks[0].start()].strip(" \u00a0(:–—-")
    ):
        for first, last in _joined(text, start, end):
            yield _Item(first, last, "")
        return
    ends = [*(one.start() for one in marks[1:]), end]
    for mark, stop in zip(marks, ends, strict=True):
        yield _Item(mark.end(), stop, mark[1])


def _joined(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the decisions of one sentence: "that the report be noted and that an analysis be circulated" are two."""
    for joint in _AND_THAT.finditer(text, start, end):
        yield start, joint.start()
        start = joint.end()
    yield start, end


def _sort(printed: str, before: str) -> str:
    """Return what kind of number it is. An i after an h is a letter; any other i, v or x is a Roman number."""
    if not printed or printed[0].isdigit():
        return "number" if printed else "bullet"
    follows = len(before) == 1 and before.isalpha() and len(printed) == 1 and ord(printed) == ord(before) + 1
    return "roman" if re.fullmatch(r"[ivx]+", printed) and not follows else "letter"


def _nested(text: str, items: Sequence[_Item]) -> list[_Item]:
    """Return items with the number that a letter stands under."""
    made: list[_Item] = []
    top = above = before = ""
    for one in items:
        kind = _sort(one.printed, before)
        top = top or kind
        if kind != top and made:
            one = replace(one, parent=above or "-")
        else:
            above = one.printed
        before = one.printed
        made.append(one)
    return made


def _extracts(
    text: str, items: Sequence[_Item], heading: str | None, meeting: date | None
) -> Iterator[Extract]:
    printed = [one.printed for one in items if not one.parent]
    repeated = len(set(printed)) < len(printed) and bool(printed[0])
    number, owner, asks = 0, None, False
    for at, one in enumerate(items):
        start, end = _trimmed(text, one.start, one.end)
        words = text[start:end]
        if not words:
            continue
        leads = at + 1 < len(items) and bool(items[at + 1].parent) and not one.parent
        number += not one.parent
        ref: str | None = str(number) if repeated and not one.parent else one.printed or None
        if one.parent and one.printed and one.parent != "-":
            ref = f"{one.parent}({one.printed})"
        named = _owner(words)
        wanted = action_in(words)
        base = Extract(
            "resolution", words, start, end, reference=ref, item=heading, printed=one.printed or None
        )
        if one.parent and asks:
            yield replace(
                base,
                kind="action",
                owner=named or owner,
                due=due_in(words, meeting),
                rule=UNDER,
            )
            continue
        yield replace(base, rule="resolved")
        if leads:
            owner, asks = named, wanted is not None
        elif wanted is not None:
            due = due_in(words[wanted:], meeting) or due_in(words[:wanted], meeting)
            yield replace(base, kind="action", owner=named, due=due, rule=RESOLVED_DONE)


def action_in(words: str) -> int | None:
    """Return where the words of a resolution begin to say what is to be done; None where they only note or thank.

    >>> action_in("the report be noted"), action_in("a note on absence be sent to members")
    (None, 18)
    """
    for form in (_ASKED_TO, _ASK_SOMEONE, _SOMEONE_DOES, _INTENTION, _RECEIVES):
        if found := form.search(words):
            return found.end()
    done = DONE.search(words)
    return done.start() if done else None


def _owner(words: str) -> str | None:
    marked = _MARKED.search(words)
    found = marked or next(
        (one for form in (_ASKED_TO, _ASK_SOMEONE, _SOMEONE_DOES) if (one := form.search(words))), None
    )
    if found is None and DONE.search(words) and not NOTING.search(words):
        found = _AGENT.search(words, DONE.search(words).start())  # type: ignore[union-attr]
    return re.sub(r"^[Tt]he\s+", "", tidy(found["owner"])) if found else None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return an item's place without "That" before it and "; and" after it."""
    start = _LEADING.match(text, start).end()  # type: ignore[union-attr]
    while start < end and text[start].isspace():
        start += 1
    tail = _TRAILING.search(text[start:end])
    return start, start + tail.start() if tail else end
