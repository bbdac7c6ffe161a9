"""Who speaks: the name or role straight before a verb of saying, and the role that goes with a name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_CAPITAL = r"(?:(?:Mr|Mrs|Ms|Dr|Cllr|[A-Z])\.|[A-Z](?:[\w’'&/-]|\.(?=\w))*)"
_JOINED = r"(?:,?\s+(?:(?:of|for|and|the|to|in|with|&)\s+){0,3})"
NAME = rf"(?:officers(?![\w’'])|(?:[Tt]he\s+|[Aa]n?\s+)?{_CAPITAL}(?:{_JOINED}{_CAPITAL}|\s+\([A-Z][^)]*\))*)"
_BEFORE_VERB = re.compile(
    rf"({NAME}),?\s+(?:(?:also|then|further|again|had|has|therefore|did|not|just|both|all|subsequently)\s+)*$"
)
_OPENS = re.compile(rf"^({NAME})(?:,|\s+[a-z])")
# What may stand before the speaker and holds capitals of its own.
_LEAD = re.compile(
    r"^(?:(?:In\s+(?:response|relation|reply|answer|respect|terms)|With\s+(?:regard|reference|respect)|Regarding|Following"
    r"|During|On|At|When|Asked|As|After|Concerning|Responding)\b[^,]*,\s+)+"
)
_MEMBER = re.compile(
    r"\b(?:Members?|Councillors?|Cllrs?|Chair(?:man|woman|person)?|Committee|Panel|Board|Commission|Forum)\b"
)
_BODY = re.compile(
    r"^(?:The\s+|the\s+)?(?:[A-Z][\w’'-]*\s+){0,6}?(?:Members|Councillors|Committee|Panel|Board|Commission|Forum)$"
)
_INTRODUCED = re.compile(
    rf"\b(?:from|by|to)\s+({_CAPITAL}(?:\s+{_CAPITAL})+),\s+({_CAPITAL}(?:{_JOINED}{_CAPITAL})*)"
)
_TITLES = ("Councillor", "Cllr", "Mr", "Mrs", "Ms", "Miss", "Dr", "The ", "the ")


@dataclass
class People:
    """The speakers of some minutes: name -> role, as introduced. A role that speaks for itself is its own."""

    roles: dict[str, str | None] = field(default_factory=dict)

    def introduce(self, text: str) -> None:
        """Note who is introduced with a role: "presented by Ann Other, Service Manager Intelligence"."""
        for found in _INTRODUCED.finditer(text):
            self.roles.setdefault(tidy(found[1]), tidy(found[2]))

    def split(self, said: str) -> tuple[str, str | None]:
        """Return a speaker and the role: "Ann Other, Service Manager" is a name with a role, "The Director" a role."""
        words = tidy(said)
        name, comma, role = words.partition(", ")
        if words.startswith(("The ", "the ")) and _PERSON.fullmatch(role) and _ROLE.search(name):
            name, role = role, re.sub(r"^[Tt]he\s+", "", name)  # "The Head of Service, Ann Other"
            words = name
        if words == name and comma:
            self.roles[name] = self.roles.get(name) or role
            return name, self.roles[name]
        if not comma or words.startswith(("The ", "the ")) or " " not in name:
            bare = re.sub(r"^(?:[Tt]he|[Aa]n?)\s+", "", words)
            self.roles.setdefault(bare, _own_role(bare))
            return bare, self.roles[bare]
        self.roles[name] = self.roles.get(name) or role
        return name, self.roles[name]


_ROLE = re.compile(r"\b(?:Director|Head|Manager|Officer|Leader|Lead|Chair\w*|Secretary)\b")
_PERSON = re.compile(r"(?:(?:Mr|Mrs|Ms|Dr)\.?\s)?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){1,2}")


def _own_role(name: str) -> str | None:
    if name.startswith(("Councillor", "Cllr")):
        return "Councillor"
    if _BODY.match(name) or name in ("Member", "Officers", "Officer"):
        return name
    return name if _ROLE.search(name) else None


def speaker_before(sentence: str, verb: int) -> str | None:
    """Return who stands straight before a verb, or else who opens the sentence; None where nobody is named."""
    lead = _LEAD.match(sentence[:verb])
    said = sentence[lead.end() if lead else 0 : verb]
    near = _BEFORE_VERB.search(said)
    if near and near[1] not in ("It", "He", "She", "They", "This", "That", "There", "A", "The"):
        return near[1]
    opens = _OPENS.match(said)
    if opens and opens[1] not in ("It", "He", "She", "They", "This", "That", "There", "In", "A", "The"):
        return opens[1]
    return None


def is_member(name: str | None) -> bool:
    """Whether it is the committee that speaks, or one of its members: such a one asks and does not undertake."""
    return bool(
        name and _MEMBER.search(name) and not re.search(r"\b(?:Officer|Director|Head|Manager|Leader)\b", name)
    )


def is_body(name: str | None) -> bool:
    """Whether it is the committee as a whole."""
    return bool(name and _BODY.match(name))


def tidy(words: str) -> str:
    """Return words on one line, without the stop at their end."""
    return re.sub(r"\s+", " ", words).strip(" ,;:")
