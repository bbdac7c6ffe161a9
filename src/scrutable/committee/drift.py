"""Where the wording of a request drifts: from what was asked to what was resolved, and to what was answered.

Told by the words alone: those that one wording has and the other has not, and the same thing spoken of in another
relation ("missing from other local authorities", "placed with other local authorities"). Whether it matters is for the
reader to judge: a drift is pointed out and never mended.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from scrutable.committee.matching import READ_AS
from scrutable.committee.minutes.wording import words_of

# Words of asking and of counting, which drift without the matter drifting.
_ASKING = frozenset(
    "against around use statistic split across trend issue risk total overall breakdown data detail figure update"
    " current currently many council say ours among local show shown give given go case full further".split()
)
_RELATION = re.compile(
    r"\b(?P<word>[a-z’'-]{3,})\s+(?P<by>from|with|by|in|at|to|against|for|outside|within|under|over)\s+"
    r"(?:(?:the|other|another|their|our|a|an|any|local)\s+)*(?P<thing>[a-z’'-]{3,})",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Drift:
    """One drift: between which wordings, and what the earlier and the later one say."""

    between: str  # asked and resolved, or resolved and answered
    earlier: tuple[str, ...]
    later: tuple[str, ...]
    relation: bool = False  # the same thing in another relation, not other words

    def says(self) -> str:
        """Return it as a sentence."""
        first, second = self.between.split(" and ")
        if self.relation:
            return f'{first.capitalize()} was "{self.earlier[0]}", {second} is "{self.later[0]}".'
        if not self.later:
            return f"What was {first} speaks of {_listed(self.earlier)}; what is {second} does not."
        if not self.earlier:
            return f"What is {second} speaks of {_listed(self.later)}; what was {first} does not."
        lost, gained = _listed(self.earlier), _listed(self.later)
        return f"What was {first} speaks of {lost}; what is {second}, of {gained} instead."


def between(earlier: str, later: str, names: str = "asked and resolved") -> list[Drift]:
    """Return how two wordings of one request differ; nothing where one of them is empty.

    An answer says more than it was asked, so of an answer only what it leaves out is told.

    >>> found = between("statistics around appeal cases", "the number of EHCP mediation cases and their outcomes")
    >>> [one.says() for one in found][0]
    'What was asked speaks of appeal; what is resolved, of ehcp, mediation and outcome instead.'
    >>> one = "gone missing from other local authorities"
    >>> [each.says() for each in between(one, "missing from care and placed with other local authorities")][0]
    'Asked was "missing from other local authorities", resolved is "placed with other local authorities".'
    """
    if not earlier.strip() or not later.strip():
        return []
    first, second = _telling(earlier), _telling(later)
    lost = tuple(
        word for word in first if word not in second and not set(READ_AS.get(word, (word,))) <= set(second)
    )
    gained = tuple(word for word in second if word not in first)
    found = [Drift(names, (said,), (other,), relation=True) for said, other in _relations(earlier, later)]
    if lost and gained and names.endswith("resolved"):
        found.append(Drift(names, lost, gained))
    elif lost:
        found.append(Drift(names, lost, ()))
    return found


def _telling(text: str) -> list[str]:
    return [word for word in words_of(text) if word not in _ASKING and not word.isdigit()]


def _relations(earlier: str, later: str) -> list[tuple[str, str]]:
    """Return the pairs of relations in which the same thing stands in two wordings."""
    first, second = _related(earlier), _related(later)
    shared = [thing for thing in first if thing in second]
    return [
        (first[thing][0], second[thing][0])
        for thing in shared
        if first[thing][1] != second[thing][1]  # the word and the preposition, without what stands between
    ]


def _related(text: str) -> dict[str, tuple[str, tuple[str, str]]]:
    found: dict[str, tuple[str, tuple[str, str]]] = {}
    plain = re.sub(r"\s+", " ", text.lower())
    for one in _RELATION.finditer(plain):
        thing = words_of(one["thing"])
        if thing:
            found[thing[0]] = (one[0], (one["word"], one["by"]))
    return found


def _listed(words: tuple[str, ...]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
