"""The words by which minutes ask, undertake, decide and promise. Every rule is one of these, with what it is called.

They are the forms of English minutes, not the words of any one council: a rule that names a subject does not belong
here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ADVERB = r"(?:(?:also|then|further|now|all|be|both|therefore|subsequently|again)\s+)*"
# What is done with information when a committee is to have it, as a person does it and as it is done.
GIVE = (
    "provide|circulate|send|share|report|bring|write|e-?mail|supply|forward|include|add|follow|look|check|feed|respond"
    "|come|present|submit|inform|update|advise|confirm|clarify|investigate|explore|prepare|produce|obtain|arrange|let|give"
    "|identify|find|raise|take|amend|review|show|put|pass|ensure|speak|contact|liaise|return|consider|seek"
)
_GIVEN = (
    "provided|circulated|sent|shared|reported|brought|e-?mailed|supplied|forwarded|included|added|presented|submitted"
    "|shown|issued|fed\\s+back|given|appended|attached|made\\s+available|produced|prepared|distributed|passed\\s+on"
    "|tabled"
)
DONE = re.compile(
    rf"\bbe\s+{_ADVERB}(?P<done>{_GIVEN}|written|established|set\s+up|arranged|convened|undertaken"
    r"|invited|sought"
    r"|amended|updated|placed|monitored|scheduled|simplified|identified|investigated|explored"
    r"|reviewed|extended"
    r"|asked|requested|instructed|tasked|commissioned|raised)\b"
)
COME_TO_COMMITTEE = re.compile(
    r"\b(?:members?|committee|panel|board|commission|forum|councillors?|chair(?:man)?|meetings?"
    r"|reports?|dashboards?|datasets?"
    r"|commentary|minutes|appendix|work\s+programme|agenda)\b", re.IGNORECASE,
)  # fmt: skip
INFORMATION = re.compile(
    r"\b(?:information|data|figures?|details?|breakdown|numbers?|rates?|statistics|briefing|updates?"
    r"|paper|split|trends?"
    r"|analysis|comparisons?|percentages?|costs?|explanation|presentation|evidence|list|definitions?"
    r"|benchmarking"
    r"|indicators?|measures?|commentary|narrative|note|response|reply|answer)\b", re.IGNORECASE,
)  # fmt: skip
THANKS = re.compile(
    r"\b(?:thanks|thanked|congratulat\w+|condolences|apologies|best\s+wishes)\b", re.IGNORECASE
)
ELSEWHERE = re.compile(
    r"\bto\s+(?:the\s+)?(?:Improvement|Health|Corporate|Safeguarding|Partnership|Programme|Project|Governing)\b[\w\s]*\bBoard\b|"
    r"\bto\s+(?:the\s+)?(?:Cabinet|Executive|Full\s+Council|Council|Ofsted|DfE|Department|Government"
    r"|Minister|schools?"
    r"|parents|families|children)\b"
)
NOTING = re.compile(
    r"\bbe\s+(?:\w+ly\s+)?(?:noted|received|thanked|approved|endorsed|accepted|welcomed|agreed"
    r"|commended|supported)\b"
)


@dataclass(frozen=True)
class Rule:
    """A form of words and what it makes of a sentence. `weak` ones count only where no other stands before them."""

    kind: str
    name: str
    form: re.Pattern[str]
    weak: bool = False


def _rule(kind: str, name: str, form: str, weak: bool = False) -> Rule:
    return Rule(kind, name, re.compile(form), weak)


_NOT_PASSIVE = "".join(
    rf"(?<!\b{word} )" for word in ("was", "were", "been", "as", "had", "has", "have", "be", "previously")
)
_ASKED_WORD = (
    r"(?:why|what|whether|if|how|who|whom|when|where|which|about|is|are|was|were|did|does|do|has|have"
    r"|can|could|would|will"
    r"|should|a\s+(?:\w+\s+)?question|questions?)\b"
)
RULES = (
    _rule("request", "a request was made", r"\brequests?\s+(?:was|were)\s+made\s+(?:for|that|to)\b"),
    _rule("request", "wished to have", r"\bwished\s+to\s+(?:see|receive|have|understand)\b"),
    _rule(
        "action",
        "is to do",
        r"^(?:Officers|(?:The\s+)?(?:[A-Z][\w’'&-]*,?\s+(?:(?:of|for|and|the|&)\s+)*){1,8})\s*"
        rf"to\s+(?:{GIVE})\b",
    ),
    _rule(
        "action",
        "agreed for somebody to do",
        r"\b[Ii]t\s+was\s+(?:\w+ly\s+|also\s+)?agreed\s+(?:for|with)\s+[\w’',\s]{3,60}?\s+"
        rf"to\s+(?:{GIVE})\b",
    ),
    _rule("request", "asked or requested that",
        rf"{_NOT_PASSIVE}\b(?:asked|requested|requests|requesting)\s+that\b"),
    _rule("request", "it was requested that", r"\b[Ii]t\s+was\s+(?:\w+\s+)?requested\s+that\b"),
    _rule("request", "asked for",
        rf"{_NOT_PASSIVE}\basked\s+(?:[\w’' ]{{1,40}}?\s)?for\b(?!\s+(?:the|that|this)\s+reasons?\b)"),
    _rule("request", "asked to have or to be given",
        rf"{_NOT_PASSIVE}\basked\s+(?!(?:why|what|whether|if|how|who|when|where|which|about)\b)"
          rf"(?:[\w’',]+\s+){{0,8}}?to\s+(?:be\s+(?:given|sent|provided|kept|informed|shown)|see"
          rf"|receive|have|{GIVE})\b"),
    _rule("request", "requested",
        rf"{_NOT_PASSIVE}\brequested\s+(?!by\b|at\b|in\b|on\b|from\b|that\b|and\b|or\b)\w+"),
    _rule("request", "interested to know",
        r"\b(?:was|were)\s+(?:also\s+)?interested\s+to\s+(?:know|see|understand|hear|learn"
        r"|find\s+out)\b"),
    _rule("request", "would like to see",
        r"\bwould\s+(?:also\s+)?(?:like|welcome|appreciate|find\s+it\s+(?:helpful"
        r"|useful))\s+(?:to\s+(?:see|receive|know|have|understand|be)|an?\b|further|more|sight)\b"),
    _rule("request", "called for",
        r"\bcalled\s+for\b|\bsought\s+(?:further|more|additional|an?\s+(?:update|breakdown))\b"),
    _rule("question", "in response to a question",
        r"^[Ii]n\s+(?:response|reply|answer)\s+to\s+(?:an?|the|further|some|several|other"
        r"|questions?)\b[^,;.]{0,25}?\bquer(?:y|ies)\b|^[Ii]n\s+(?:response|reply"
        r"|answer)\s+to\s+(?:an?\s+|the\s+|further\s+|another\s+|some\s+)?(?:\w+\s+){0,2}?questions?\b"),
    _rule("question", "asked",
        rf"{_NOT_PASSIVE}\b(?:asked|Asked|asking)\s+(?:(?:officers"
        rf"|the\s+\w+(?:\s+\w+)?)\s+)?(?:for\s+what\s+reason|{_ASKED_WORD})"),
    _rule("question", "queried",
        r"\b(?:queried|enquired|inquired|questioned|wondered|wanted\s+to\s+know|wished\s+to\s+know"
        r"|raised\s+(?:an?\s+)?(?:questions?|quer(?:y|ies)))\b"),
    _rule("question", "sought",
        r"\bsought\s+(?:clarification|assurances?|reassurances?|clarity|confirmation|views)\b"
        r"|\b(?:was|were)\s+sought\b|\b(?:was|were)\s+asked\s+(?:why|what|whether|if|how|who|when"
        r"|where|which)\b"),
    _rule("undertaking", "agreed, undertook or offered to",
        r"\b(?:agreed|undertook|offered|promised|committed|volunteered|agreeing)\s+to\s+(?:(?:also"
        rf"|then)\s+)?(?P<does>(?:{GIVE})\b|\w+)"),
    _rule("undertaking", "would be happy to",
        rf"\b(?:would|will|was|were)\s+be\s+(?:happy|pleased|willing|able)\s+to\s+(?:{GIVE})\b"
        rf"|\b(?:was|were)\s+(?:happy|willing)\s+to\s+(?:{GIVE})\b"),
    _rule("action", "agreed that it would be done",
        r"\b(?:[Ii]t\s+was|(?:Members|Committee|Panel|Board|Commission|Forum)(?:\s+(?:also|therefore"
        r"|then))?)\s+(?:\w+ly\s+|also\s+|further\s+)?(?:agreed|AGREED)\s+that\b"),
    _rule("resolution", "agreed to", r"\b[Ii]t\s+was\s+(?:\w+ly\s+|also\s+)?(?:agreed|AGREED)\s+to\b"),
    _rule("undertaking", "would do",
        rf"\b(?:would|will|shall|’ll)\s+{_ADVERB}(?:{GIVE})\b(?!\s+(?:place|part|into\s+account|shape"
        r"|that\s+visit|be))", True),
    _rule("action", "would be done",
        rf"\b(?:would|will|shall|is\s+to|are\s+to)\s+{_ADVERB}be\s+{_ADVERB}(?:{_GIVEN})\b", True),
    _rule("noted", "noted",
        r"\b(?:Members?|Committee|Panel|Board|Commission|Forum)\s+(?:(?:was"
        r"|were)\s+pleased\s+to\s+note|noted|NOTED)\b(?!:)"),
)  # fmt: skip
PROMISE = re.compile(
    r"\b(?:would|will|shall|aim(?:s|ed)?\s+to|expect(?:s|ed)?\s+(?:it\s+|this\s+)?to|(?:was|were|is"
    r"|are)\s+on\s+(?:track|course)\s+to"
    r"|plan(?:s|ned)?\s+to|intend(?:s|ed)?\s+to|hope[sd]?\s+to|commit(?:s|ted)\s+to)\s+(?:\w+\s+){0,2}?"
    r"(?:achieve|reach|meet|hit|attain|deliver|be\s+(?:at|cleared|met|reached|achieved|completed?)"
    r"|clear|complete|increase|reduce|rise|fall"
    r"|improve|recruit|eliminate)\b"
)
PROMISE_DUE = re.compile(
    r"\bby\s+(?:the\s+)?(?P<due>(?:(?:end|start|beginning"
    r"|middle)\s+of\s+(?:the\s+)?)?(?:\d{1,2}\s+)?(?:January|February|March|April|May|June|July"
    r"|August|September|October|November|December|year|month|term|quarter|financial\s+year|spring"
    r"|summer|autumn|winter)"
    r"(?:\s+(?:19|20)\d\d)?|(?:19|20)\d\d)"
)
