"""What the opening comment of a definition may say, and the check of it.

The comment is TOML. Every key is listed in KEYS with its type; a key that is not there is a fault, because a
misspelt `exclude` would otherwise be silently without effect. Read `definition.py` next.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from scrutable.indicators.faults import Fault, did_you_mean

OPENING, CLOSING = "/*", "*/"
PLACEHOLDERS = ("met", "counted", "n", "window", "percent", "of", "at", "value", "base")
# share   cases that meet a condition, of those that count      count   cases, or children where it counts them
# rate    cases for every 10,000 children of the area           ratio   a sum of `amount` over a sum of `base`
# median, mean, sum   of the `amount` of the cases that count
MEASURES = ("share", "count", "rate", "ratio", "median", "mean", "sum")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


VARIANT = " (this council's own variant)"


@dataclass(frozen=True)
class Key:
    """One key of the front matter: its type in Python and in words, what it may be, and whether it must be there."""

    type: type
    words: str
    needed: bool = False
    choices: tuple[str, ...] = ()


def text(needed: bool = False, choices: tuple[str, ...] = ()) -> Key:
    """Return a key whose value is a text."""
    return Key(str, 'text in quotes, like "..."', needed, choices)


def texts(needed: bool = False) -> Key:
    """Return a key whose value is a list of texts."""
    return Key(list, 'a list of texts, like ["a", "b"]', needed)


KEYS: Mapping[str, Key] = {
    "title": text(needed=True),
    "question": text(needed=True),
    "counts": text(needed=True),
    "plural": text(),
    "measures": text(True, MEASURES),
    "better": text(True, ("higher", "lower", "neither", "band")),
    "dashboard": text(needed=True),
    "variant_of": text(),
    "version": Key(int, "a whole number, one more than before where the rule has changed"),
    "order": Key(int, "a whole number"),
    "stock": Key(bool, "true or false"),
    "per": text(),
    "amounts_in": text(),
    "look_back": Key(int, "a whole number of months"),
    "covered": Key(float, "a share, like 0.9"),
    "optional": texts(),
    "needs": texts(),
    "basis": text(needed=True),
    "limit": text(),
    "excludes": texts(),
    "cannot_say": texts(),
    "compare": text(),
    "beside": text(),
    "breakdowns": texts(),
    "traps": texts(),
    "source": text(),
    "certainty": text(choices=("verified", "partly", "not verified")),
    "uncertain": text(),
    "checked_by": text(),
    "next_review": Key(date, "a day, like 2027-09-01 without quotes"),
    "sentence": text(),
    "none": text(),
}


def split(text: str) -> tuple[str, str] | None:
    """Return the front matter and the SELECT of a definition; None where no comment opens the file.

    A comment that begins `/*+` is no front matter: Spark would read it as a hint.
    """
    if not text.startswith(OPENING) or text.startswith("/*+"):
        return None
    head, closing, body = text[len(OPENING) :].partition(CLOSING)
    return (head, body) if closing else None


def parse(
    head: str, file: str, keys: Mapping[str, Key] = KEYS, placeholders: Sequence[str] = PLACEHOLDERS
) -> tuple[dict[str, Any], list[Fault]]:
    """Return the values of a front matter and every fault in it. `head` begins on line 1 of the file.

    `keys` are those it may have, and `placeholders` what its sentences may.
    """
    try:
        values = tomllib.loads(head)
    except tomllib.TOMLDecodeError as fault:
        place = re.search(r"at line (\d+), column (\d+)", str(fault))
        line, column = (int(place[1]), int(place[2])) if place else (1 + head.count("\n"), 1)
        says = "The front matter is not TOML here. Write each line as key = value, with text in quotes."
        return {}, [Fault("F002", file, line, column, says)]
    places = _places(head)
    faults = [
        fault
        for key in values
        for fault in _check(key, values[key], file, places.get(key, (1, 1)), keys, placeholders)
    ]
    faults += [
        Fault("F004", file, 1, 1, f'The front matter has no "{key}". Add {key} = {rule.words}.')
        for key, rule in keys.items()
        if rule.needed and key not in values
    ]
    if values.get("certainty") in ("partly", "not verified") and not values.get("uncertain"):
        place_of = places.get("certainty", (1, 1))
        says = 'A definition that is not verified says why: add uncertain = "...".'
        faults.append(Fault("F004", file, *place_of, says))
    return values, faults


def _places(head: str) -> dict[str, tuple[int, int]]:
    """Return where each key stands: line and column from 1."""
    places: dict[str, tuple[int, int]] = {}
    for number, line in enumerate(head.split("\n"), start=1):
        if found := re.match(r"(\s*)([A-Za-z0-9_-]+)\s*=", line):
            places.setdefault(found[2], (number, len(found[1]) + 1))
    return places


def _check(
    key: str,
    value: Any,
    file: str,
    place: tuple[int, int],
    keys: Mapping[str, Key],
    placeholders: Sequence[str],
) -> list[Fault]:
    """Return what is wrong with one key: unknown, of another type, not among the choices, a wrong placeholder."""
    rule = keys.get(key)
    if rule is None:
        says = f'The front matter has no key "{key}".{did_you_mean(key, keys)}'
        return [Fault("F003", file, *place, says)]
    # type() and not isinstance(): a datetime is no day and true is no whole number.
    wrong_type = type(value) is not rule.type
    if wrong_type or (rule.type is list and not all(isinstance(item, str) for item in value)):
        return [Fault("F005", file, *place, f'"{key}" is to be {rule.words}.')]
    if rule.choices and value not in rule.choices:
        near, choices = did_you_mean(value, rule.choices), ", ".join(rule.choices)
        return [Fault("F006", file, *place, f'"{key}" cannot be "{value}".{near} Write one of: {choices}.')]
    if key not in ("sentence", "none"):
        return []
    return [
        Fault(
            "F008", file, *place, f'"{key}" has no placeholder {{{name}}}.{did_you_mean(name, placeholders)}'
        )
        for name in _unknown_placeholders(value, placeholders)
    ]


def _unknown_placeholders(sentence: str, placeholders: Sequence[str]) -> list[str]:
    """Return the placeholders of a sentence that do not exist: {n} gives a number, {n:plan|plans} chooses by it."""
    unknown = []
    for inside in _PLACEHOLDER.findall(sentence):
        name, colon, choice = inside.partition(":")
        if name not in placeholders or (colon and choice.count("|") != 1):
            unknown.append(inside)
    return unknown


def named(
    values: Mapping[str, Any], key: str, known: Iterable[str], what: str, code: str, file: str
) -> list[Fault]:
    """Return a fault for each text in the list of a key that is not among the known names."""
    names, listed = list(known), values.get(key)
    return [
        Fault(code, file, 1, 1, f'{key} names no {what}: "{one}".{did_you_mean(one, names)}')
        for one in (listed if isinstance(listed, list) else [])
        if one not in names
    ]


def facts(values: Mapping[str, Any], body: str, text: str, path: Path, own: bool) -> dict[str, Any]:
    """Return what a file that has no fault says, and what it is: its id, its SELECT, its text and the hash of that."""
    said: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in values.items()
    }
    if said.get("variant_of"):
        said["title"] += VARIANT
    return said | {
        "id": path.stem,
        "select": body.strip().removesuffix(";").rstrip() + "\n",  # a last line may be a comment
        "sql": text,
        "hash": hashlib.sha256(text.encode("utf-8")).hexdigest(),
        "path": path,
        "own": own,
    }
