"""Compares wordings: the words that tell, without endings, and how much of one wording stands in another."""

from __future__ import annotations

import re

_WORD = re.compile(r"[A-Za-z][A-Za-z’'-]*|\d+")
_EMPTY = frozenset(
    "a an and any are as asked at be been being but by can could did do does for from further had"
    " has have having he her his"
    " how i if in into is it its know like may members more much no not of officers on one only or"
    " other our out please"
    " provide provided receive relation report requested see she should so some than that the their"
    " them then there these"
    " they this those to understand up was were what when where whether which who why will with"
    " would you about additional"
    " also agreed back committee information interested councillor inform member number numbers"
    " regarding response question"
    " following s stated said".split()
)
_ENDINGS = (
    ("ies", "y"),
    ("sses", "ss"),
    ("xes", "x"),
    ("ches", "ch"),
    ("ss", "ss"),
    ("us", "us"),
    ("is", "is"),
    ("s", ""),
)
_IRREGULAR = {
    "children": "child",
    "people": "person",
    "went": "go",
    "gone": "go",
    "going": "go",
    "authorities": "authority",
}


def words_of(text: str) -> list[str]:
    """Return the telling words of a text, in order, each once and without the ending of a plural.

    >>> words_of("the number of children missing from home/care who were placed with other local authorities")
    ['child', 'missing', 'home', 'care', 'placed', 'local', 'authority']
    """
    plain = re.sub(r"[’']s\b", "", text.lower())
    found = (_stem(word) for word in _WORD.findall(plain) if word not in _EMPTY and len(word) > 1)
    return list(dict.fromkeys(found))


def _stem(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for ending, instead in _ENDINGS:
        if len(word) > 3 and word.endswith(ending):
            return word[: -len(ending)] + instead
    return word


def covered(asked: str, by: str) -> float:
    """Return the share of the telling words of one wording that stand in another: 0 to 1; 0 where it has none.

    >>> covered("outcomes of the mediation cases", "the number of EHCP mediation cases and their outcomes")
    1.0
    >>> covered("report back", "the number of EHCP mediation cases")
    0.0
    """
    first = set(words_of(asked))
    return len(first & set(words_of(by))) / len(first) if first else 0.0
