"""Puts the readers together: the text of minutes in, the whole draft list out, in the order of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from scrutable.committee.minutes import decisions, quoted, talk
from scrutable.committee.minutes.due import meeting_date
from scrutable.committee.minutes.extract import Extract
from scrutable.committee.minutes.layout import Block, blocks
from scrutable.committee.minutes.people import People
from scrutable.committee.minutes.wording import covered


@dataclass(frozen=True)
class Minutes:
    """What minutes say: the meeting's day (None where it is not given), who spoke, and the draft list."""

    text: str
    meeting: date | None
    items: tuple[str, ...]
    speakers: tuple[tuple[str, str | None], ...]  # name and role, in the order in which they first speak
    extracts: tuple[Extract, ...]


def read(text: str, *, name: str = "", meeting: date | None = None) -> Minutes:
    """Return the draft list of some minutes. `name` is the file's, `meeting` the day, where it is known otherwise.

    >>> said = read("Minutes:\\n\\nMembers asked why.\\n\\nRESOLVED that a report be brought to the next meeting.")
    >>> [one.kind for one in said.extracts], said.extracts[1].text
    (['question', 'resolution', 'action'], 'a report be brought to the next meeting')
    >>> said.extracts[2].due, said.extracts[2].owner
    ('next meeting', None)
    """
    day = meeting or meeting_date(text, name)
    found, people = blocks(text), People()
    people.introduce(text)
    decided, taken = decisions.read(text, found, day)
    said = [one for block in found for one in _talk(text, block, taken, people, day)]
    extracts = _linked(
        sorted([*decided, *said], key=lambda one: (one.start, one.kind == "figure", -one.end)), found
    )
    spoke = dict.fromkeys(one.speaker for one in extracts if one.speaker)
    return Minutes(
        text=text,
        meeting=day,
        items=tuple(dict.fromkeys(block.item for block in found if block.item)),
        speakers=tuple((name, people.roles.get(name)) for name in spoke),
        extracts=tuple(extracts),
    )


def _talk(
    text: str, block: Block, taken: Sequence[tuple[int, int]], people: People, day: date | None
) -> list[Extract]:
    """Return what a paragraph says apart from resolutions, with the figures quoted in it."""
    if _ASIDE.match(text, block.start):
        return []
    ends = [start for start, end in taken if block.start <= start < block.end]
    if any(start <= block.start < end for start, end in taken):
        return []
    part = replace(block, end=min([block.end, *ends]))
    found = talk.read(text, part, people, day)
    for start, end in talk.sentences(text, part.start, part.end):
        speaker = next(
            (
                one.speaker
                for one in found
                if start <= one.start < end and one.speaker and one.rule != _ANSWERED
            ),
            None,
        )
        speaker = speaker or talk.speaker_of(text[start:end], people)
        for one in quoted.figures(text, start, end):
            words = text[one.start : one.end].rstrip()
            found.append(
                Extract(
                    "figure",
                    words,
                    one.start,
                    one.start + len(words),
                    speaker,
                    item=part.item,
                    role=people.roles.get(speaker) if speaker else None,
                    rule="a number and what it counts",
                )
            )
    return found


def _linked(extracts: Sequence[Extract], found: Sequence[Block]) -> list[Extract]:
    """Say of each oral request and undertaking which resolved action it came to, where most of its words stand in it.

    A request and the undertaking that follows it in the same paragraph are one matter: what is known of the one is
    known of the other. So a request about appeals, met by an undertaking about mediation, is followed to where it went.
    """
    resolved = [one for one in extracts if one.resolved and one.reference]
    came_to = {one: _came_to(one, resolved) for one in extracts if one.kind in ("request", "undertaking")}
    for block in found:
        mine = [one for one in came_to if block.start <= one.start < block.end]
        for asked, met in pairwise(mine):
            if asked.kind == "request" and met.kind == "undertaking":
                came_to[asked] = came_to[met] = came_to[met] or came_to[asked]
    return [replace(one, repeats=came_to[one]) if came_to.get(one) else one for one in extracts]


def _came_to(one: Extract, resolved: Sequence[Extract]) -> str | None:
    said = one.text.replace(one.speaker or "", "")
    best = max(resolved, key=lambda each: covered(said, each.text), default=None)
    return best.reference if best and covered(said, best.text) >= _MOST else None


_ASIDE = re.compile(r"(?:Reasons?|Alternative\s+options?|Note)\b[^.]{0,40}:", re.IGNORECASE)
_ANSWERED = "in response to a question"  # its speaker asked; the figures are those of whoever answered
_MOST = 0.5  # of the telling words of what was asked


def shown(text: str) -> str:
    """Return an extract on one line, for reading."""
    return re.sub(r"\s+", " ", text).strip()
