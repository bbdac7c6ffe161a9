"""With-queries that several definitions have in the same words: run once for a view of the register, and kept.

A definition says on its own page all that it counts, so thirteen of them tell a time in care each for itself, in the
same words. The words stay where they are; what they give is worked out once. Only a with-query that does not look at
the periods is shared, for what it gives is then the same as long as the view lasts. `duckdb.py` keeps the tables.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable

from scrutable.indicators.dialect import code_only

_WITH = re.compile(r"\s*with\b", re.IGNORECASE)
_OPENING = re.compile(r"\s*(\w+)\s+as\s*\(", re.IGNORECASE)
_WORD = re.compile(r"\w+")


def split(select: str) -> tuple[dict[str, str], str]:
    """Return the with-queries that a SELECT opens with, name -> text, and the rest of it.

    >>> split("with a as (select 1 as x), b as (select ')' as y from a) select y from b")
    ({'a': 'select 1 as x', 'b': "select ')' as y from a"}, ' select y from b')
    """
    code = code_only(select)
    opening = _WITH.match(code)
    found: dict[str, str] = {}
    at = opening.end() if opening else 0
    while one := opening and _OPENING.match(code, at):
        end = _closing(code, one.end())
        found[one[1]] = select[one.end() : end]
        comma = re.compile(r"\s*,").match(code, end + 1)
        if not comma:
            return found, select[end + 1 :]
        at = comma.end()
    return (
        {},
        select,
    )  # there are none, or they are written in a way that is not read here: then nothing is shared


def _closing(code: str, at: int) -> int:
    """Return the place of the bracket that closes the one before `at`."""
    depth = 1
    while depth:
        depth += (code[at] == "(") - (code[at] == ")")
        at += 1
    return at - 1


def by_itself(queries: dict[str, str]) -> dict[str, str]:
    """Return each with-query that does not look at the periods as a SELECT of its own, with those that it reads.

    >>> by_itself({"a": "select 1 as x", "b": "select x from a", "c": "select x from b, period"})["b"]
    'with a as (select 1 as x), b as (select x from a) select * from b'
    """
    needed: dict[str, list[str]] = {}  # of each, those that it needs and itself, in their order
    before: list[str] = []
    for name, text in queries.items():
        words = _words(text)
        reads = [
            one for one in before if one in words
        ]  # a column of the same name only makes it wait for more
        before.append(name)
        if "period" not in words and all(one in needed for one in reads):
            needs = {other for one in reads for other in needed[one]}
            needed[name] = [one for one in before if one in needs] + [name]
    return {
        name: f"with {', '.join(f'{one} as ({queries[one]})' for one in names)} select * from {name}"
        for name, names in needed.items()
    }


def told_alike(selects: Iterable[str]) -> dict[str, str]:
    """Return what several of some SELECTs have in the same words: a SELECT of its own -> the table to keep it in."""
    told = Counter(whole for select in selects for whole in by_itself(split(select)[0]).values())
    return {whole: f"shared_{n}" for n, whole in enumerate(one for one in told if told[one] > 1)}


def over_kept(select: str, shared: dict[str, str], keep: Callable[[str, str], str]) -> str:
    """Return a SELECT that reads what it shares from the tables that `keep` makes, given a name and a SELECT."""
    queries, rest = split(select)
    wholes = {name: whole for name, whole in by_itself(queries).items() if whole in shared}
    if not wholes:
        return select
    own = {name: text for name, text in queries.items() if name not in wholes}
    words = _words(rest).union(*(_words(text) for text in own.values()))
    opening = [
        f"{name} as ({own[name] if name in own else f'select * from {keep(shared[wholes[name]], wholes[name])}'})"
        for name in queries
        if name in own or name in words
    ]
    return f"with {', '.join(opening)}{rest}"


def _words(sql: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(code_only(sql))}
