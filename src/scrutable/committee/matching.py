"""Which indicators a question may be about: the nearest by the catalogue's own words, with the words that make them so.

Nothing is chosen here. Each proposal says which word of the question stands where in the definition, so that whoever
answers can see why it is proposed, and that another may be meant. A rare word tells more than one that many share.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from scrutable.committee.minutes.wording import words_of
from scrutable.indicators.definition import Definition

# Where a word of a definition stands, and how much it tells there.
_PLACES = (
    ("title", 3.0),
    ("what it counts", 2.5),
    ("question", 2.0),
    ("breakdown", 1.5),
    ("sentence", 1.0),
    ("dashboard", 1.0),
)
# Everyday words for the catalogue's. What is read otherwise than it is written is said so in the explanation.
READ_AS: Mapping[str, tuple[str, ...]] = {
    "gender": ("sex",),
    "boy": ("sex",),
    "girl": ("sex",),
    "ehcp": ("ehc", "plan"),
    "ehcps": ("ehc", "plan"),
    "b": ("bed", "breakfast"),
    "bnb": ("bed", "breakfast"),
    "neet": ("education", "employment", "training"),
    "eet": ("education", "employment", "training"),
    "looked": ("care",),
    "lac": ("care",),
    "cla": ("care",),
    "cin": ("need",),
    "cp": ("protection",),
    "s47": ("section", "47"),
    "icpc": ("conference", "initial"),
    "caseload": ("caseload", "allocated"),
    "repeat": ("repeat", "re-referral"),
    "overdue": ("overdue", "over"),
    "tribunal": ("appeal",),
}
_TELLS_NOTHING = frozenset(
    "against around use statistic trend issue local risk other case split many much".split()
)
_ANY = (
    "sex",
    "age band",
    "ethnicity",
    "disability",
    "send",
    "care status",
)  # breakdowns that every indicator has


@dataclass(frozen=True)
class Reason:
    """A word of the question, how it is read where that differs, and where in the definition it stands."""

    word: str
    place: str
    read_as: str = ""

    def says(self) -> str:
        """Return it in words: 'gender' (read as sex) in breakdown."""
        read = f" (read as {self.read_as})" if self.read_as else ""
        return f'"{self.word}"{read} in {self.place}'


@dataclass(frozen=True)
class Proposal:
    """An indicator that a question may be about. `share` of what the question tells it has: 0 to 1."""

    indicator: str
    title: str
    share: float
    reasons: tuple[Reason, ...]
    breakdowns: tuple[str, ...]  # those that the question names
    lacks: tuple[str, ...]  # the words of the question that it does not have

    def says(self) -> str:
        """Return why it is proposed, and which words of the question speak against it."""
        lacks = ", ".join(f'"{word}"' for word in self.lacks)
        return "; ".join(reason.says() for reason in self.reasons) + (
            f". It has nothing of {lacks}" if lacks else ""
        )


def proposals(question: str, definitions: Sequence[Definition], most: int = 5) -> list[Proposal]:
    """Return the nearest indicators to a question, the nearest first; none where no word of it is in the catalogue.

    Those equally near are given in the catalogue's order. The share is of the weight of the question's words: each
    weighs by how few definitions have it, and counts for most in a title.
    """
    asked = read(question)
    found = [
        one for definition in definitions if (one := _proposal(asked, definition, definitions)).share > 0
    ]
    return sorted(found, key=lambda one: -one.share)[:most]


def read(question: str) -> list[tuple[str, str]]:
    """Return the telling words of a question as (how it is read, how it is written).

    >>> read("gender of EHCP children")
    [('sex', 'gender'), ('ehc', 'ehcp'), ('plan', 'ehcp'), ('child', 'child')]
    """
    text = question.replace("B&B", "bnb").replace("b&b", "bnb")
    told = [said for said in words_of(text) if said not in _TELLS_NOTHING]
    return [(word, said) for said in told for word in READ_AS.get(said, (said,))]


def weight(word: str, definitions: Sequence[Definition]) -> float:
    """Return how much a word tells: less the more definitions have it; 0 where none has."""
    times = _counts(tuple(definitions))[word]
    return math.log(1 + len(definitions) / times) if times else 0.0


def score(
    asked: Iterable[tuple[str, str]], definition: Definition, definitions: Sequence[Definition]
) -> float:
    """Return how much of some words a definition has, weighed: what orders the proposals."""
    places = _words(definition)
    return sum(
        places[word][1] / _PLACES[0][1] * weight(word, definitions) for word, _ in asked if word in places
    )


def _proposal(
    asked: Sequence[tuple[str, str]], definition: Definition, definitions: Sequence[Definition]
) -> Proposal:
    places = _words(definition)
    whole = sum(weight(word, definitions) or _UNKNOWN for word, _ in asked)
    reasons = tuple(
        Reason(said, places[word][0], word if word != said else "") for word, said in asked if word in places
    )
    own = {by: set(by.split("_")) for by in definition.breakdowns}
    telling = {word for word, _ in asked if places.get(word, ("",))[0] not in ("title", "what it counts")}
    named = [by for by, words in own.items() if words & telling]
    named += [by.replace(" ", "_") for by in _ANY if by in {word for word, _ in asked}]
    lacks = tuple(dict.fromkeys(said for word, said in asked if word not in places))
    share = score(asked, definition, definitions) / whole if whole else 0.0
    return Proposal(definition.id, definition.title, share, reasons, tuple(named), lacks)


_UNKNOWN = 3.0  # what a word weighs that the catalogue does not have: it may be what the question is about


@lru_cache(maxsize=512)
def _words(definition: Definition) -> dict[str, tuple[str, float]]:
    """Return the words of a definition, each with the place where it tells most."""
    texts = {
        "title": definition.title,
        "what it counts": f"{definition.counts} {definition.plural}",
        "question": definition.question,
        "breakdown": " ".join([*definition.breakdowns, *_ANY]).replace("_", " "),
        "sentence": f"{definition.sentence} {definition.none}",
        "dashboard": definition.board.title,
    }
    found: dict[str, tuple[str, float]] = {}
    for place, tells in reversed(_PLACES):
        found |= dict.fromkeys(words_of(texts[place]), (place, tells))
    return found


@lru_cache(maxsize=8)
def _counts(definitions: tuple[Definition, ...]) -> Counter[str]:
    return Counter(word for one in definitions for word in _words(one))
