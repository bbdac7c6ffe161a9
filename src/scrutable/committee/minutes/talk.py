"""Reads the discussion: who asked, who undertook to do something, and what was noted or promised.

A sentence is cut where a new form of words begins ("..., and asked how many"), so that each extract is one matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from scrutable.committee.minutes import phrases
from scrutable.committee.minutes.due import due_in
from scrutable.committee.minutes.extract import Extract
from scrutable.committee.minutes.layout import Block
from scrutable.committee.minutes.people import NAME, People, is_body, is_member, speaker_before, tidy
from scrutable.committee.minutes.phrases import Rule

_STOP = re.compile(
    r"(?:(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bCllr)(?<!\bNo)(?<!\bSt)(?<!\be\.g)(?<!\bi\.e)[.?!]|;)(?=\s|$)"
)
_MARK = re.compile(
    r"[(\[]\s*ACTIONS?(?:\s+(?:by|for|points?|\d+))?\s*[:–-]\s*(?P<owner>[^)\]]+)[)\]]"
    r"|(?:^|(?<=[.;]\s)|(?<=\n))ACTIONS?(?:\s+\d+)?\s*[:–-]\s*(?P<line>[^\n]+)", re.IGNORECASE,
)  # fmt: skip
_OWNER_THEN = re.compile(r"^(?P<who>[^,;]{2,80}?)\s*(?:\bto\b|[,;–-]|\bby\b|$)")
_JOINT = re.compile(r"(?:[,;]\s*(?:and|but)?|\s(?:and|but))\s+(?=(?:\S+\s+){0,6}$)")
_DECIDES = re.compile(
    r"\b(?:note|approve|endorse|recommend|establish|set\s+up|adopt|support|refer|accept|defer|appoint)\b"
)
_AGREED_WHO = re.compile(
    rf"\b[Aa]greed\s+that\s+(?P<owner>[Oo]fficers|{NAME})\s+(?:would|will|should)\b(?!\s+be\b)"
)
_DOER = re.compile(
    r"^(?:[Ii]t\s+was\s+(?:\w+\s+)?agreed\s+(?:for|with)\s+)?(?P<who>.+?)\s+to\s+\S+$", re.DOTALL
)
_CAN_ONLY = re.compile(r"\b(?:could|might|may|should|can)\s+be\b")
_MATTERS = 300  # letters up to which a whole paragraph is what an action in brackets speaks of


@dataclass(frozen=True)
class _Said:
    """A sentence: its place, and who spoke last before it in the same paragraph."""

    start: int
    text: str
    last: str | None


def read(text: str, block: Block, people: People, meeting: date | None) -> list[Extract]:
    """Return the extracts of a paragraph of the discussion, in their order."""
    found: list[Extract] = []
    marked = list(_marked(text, block, meeting))
    last: str | None = None
    for start, end in sentences(text, block.start, block.end):
        words = text[start:end]
        speaker = speaker_of(words, people)
        for one in _sentence(_Said(start, words, last), people, meeting):
            covered = any(mark.start <= one.start and one.end <= mark.end for mark in marked)
            if not covered or one.kind in ("question", "promise"):
                found.append(one)
        last = speaker or last
    return [replace(one, item=block.item) for one in sorted([*found, *marked], key=lambda one: one.start)]


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the place of each sentence of a paragraph, without the stop at its end."""
    for stop in [*_STOP.finditer(text, start, end), None]:
        last = stop.start() if stop else end
        while start < last and text[start].isspace():
            start += 1
        if start < last:
            yield start, last
        start = stop.end() if stop else end


def speaker_of(words: str, people: People) -> str | None:
    """Return the name of who speaks in a sentence; None where nobody is named."""
    verb = _SAYS.search(words)
    said = speaker_before(words, verb.start()) if verb else None
    return people.split(said)[0] if said else None


_WERE_TOLD = re.compile(
    r"\b(?:was|were|had\s+been)\s+(?:also\s+|then\s+)?(?:advised|told|informed|assured)\b"
)
_FROM = re.compile(
    rf"\b(?:question|query|questions|queries)\s+(?:from|by|raised\s+by|asked\s+by)\s+((?:a\s+Member|Members)\b|{NAME})"
)
_TOLD = re.compile(
    r"\b(?:stated|said|explained|advised|reported|confirmed|clarified|informed|told|added|agreed|responded|replied|indicated)\b"
)
_SAYS = re.compile(
    r"\b(?:stated|said|explained|advised|reported|confirmed|clarified|informed|told|asked|requested|suggested|commented"
    r"|referred|reiterated|believed|agreed|undertook|offered|(?:was|were)\s+interested|queried|enquired|sought|outlined"
    r"|highlighted|added|noted|presented|introduced|responded|replied|acknowledged|felt|considered|thought|would|did)\b"
)


def _marked(text: str, block: Block, meeting: date | None) -> Iterator[Extract]:
    """Yield the actions in brackets or after "ACTION:", each with the words that it stands at the end of."""
    start = block.start
    for mark in _MARK.finditer(text, block.start, block.end):
        said = mark["owner"] or mark["line"]
        begins = start if mark.end() - start <= _MATTERS else _last_sentence(text, start, mark.start())
        if mark["line"] and re.search(r"\bto\b", said):
            begins = mark.start()  # it says itself what is to be done
        who = _OWNER_THEN.match(said.strip())
        owner = tidy(who["who"]) if who and not who["who"].islower() else None
        yield Extract(
            "action", text[begins : mark.end()], begins, mark.end(), owner=owner,
            due=due_in(said, meeting) or due_in(text[begins : mark.start()], meeting), rule="marked as an action",
        )  # fmt: skip
        start = mark.end()
        while start < block.end and text[start] in " \u00a0\t\r\n.;":
            start += 1


def _last_sentence(text: str, start: int, end: int) -> int:
    return [first for first, _ in sentences(text, start, end)][-1]


def _sentence(said: _Said, people: People, meeting: date | None) -> Iterator[Extract]:
    if said.text.rstrip().endswith(":"):
        return  # a heading: "The following points were noted:"
    if promise := _promise(said, people):
        yield promise
    matches = list(_forms(said.text))
    starts = [_clause(said.text, matches, at) for at in range(len(matches))]
    before: Extract | None = None
    for at, (rule, form) in enumerate(matches):
        end = starts[at + 1] if at + 1 < len(matches) else len(said.text)
        one = _extract(said, (starts[at], end), rule, form, people, meeting)
        if one and one.speaker is None and before and starts[at] == form.start():
            one = replace(
                one, speaker=before.speaker, role=before.role
            )  # "Members asked why ..., and asked how many"
        if one:
            yield one
        before = one or before


def _forms(words: str) -> Iterator[tuple[Rule, re.Match[str]]]:
    """Yield the forms of words in a sentence, in order, none within another; a weak one only where it stands alone."""
    found = sorted(
        (
            (form.start(), at, rule, form)
            for at, rule in enumerate(phrases.RULES)
            for form in rule.form.finditer(words)
        ),
        key=lambda one: one[:2],
    )
    end, held = -1, False
    for start, _, rule, form in found:
        told = _WERE_TOLD.search(words, max(end, 0), start)
        if start < end or (rule.weak and held and not told):
            continue
        if rule.name == "would be done" and _CAN_ONLY.search(form[0]):
            continue
        yield rule, form
        end, held = form.end(), True


def _clause(words: str, matches: Sequence[tuple[Rule, re.Match[str]]], at: int) -> int:
    """Return where the words of a form begin: the first at the sentence's start, another after what joins it."""
    if at == 0:
        return 0
    before, here = matches[at - 1][1].end(), matches[at][1].start()
    joint = list(_JOINT.finditer(words[before:here]))
    return before + joint[-1].end() if joint else here


def _extract(
    said: _Said, span: tuple[int, int], rule: Rule, form: re.Match[str], people: People, meeting: date | None
) -> Extract | None:
    start, end = span
    while end > start and said.text[end - 1] in " \u00a0\t\r\n,;":
        end -= 1
    if end - start > 4 and re.search(r"\s(?:and|but)$", said.text[start:end]):
        end = start + len(re.sub(r"[\s,;]+(?:and|but)$", "", said.text[start:end]))
    words, after = said.text[start:end], said.text[form.start() : end]
    spoken = speaker_before(said.text[start:], form.start() - start)
    ahead = said.text[start : form.start()]
    if rule.name == "would be done" and (not _TOLD.search(ahead) or _WERE_TOLD.search(ahead)):
        spoken = None  # what stands before the verb is what is to be done, not who says so
    speaker, role = people.split(spoken) if spoken else (said.last if _pronoun(words) else None, None)
    role = role or (people.roles.get(speaker) if speaker else None)
    if re.match(r"(?:was|were)\s", form[0]) and rule.name == "sought":
        speaker = role = None  # "clarification was sought": nobody is named
    if rule.kind == "request" and phrases.THANKS.search(after):
        return None  # "asked that her thanks be passed on"
    kind, owner = _kind(rule, form, words, after, speaker)
    if not kind:
        return None
    if rule.name == "in response to a question":
        asker = _FROM.search(words)  # who answered is in the words; who asked is seldom written down
        speaker, role = people.split(asker[1].partition(",")[0]) if asker else (None, None)
    due = due_in(after, meeting) if kind in ("request", "undertaking", "action") else None
    at = said.start + start
    return Extract(kind, words, at, at + len(words), speaker, owner, due, role=role, rule=rule.name)


def _pronoun(words: str) -> bool:
    return bool(re.match(r"(?:She|He|she|he)\b", words))


def _kind(
    rule: Rule, form: re.Match[str], words: str, after: str, speaker: str | None
) -> tuple[str, str | None]:
    """Return what an extract is and who owns it; nothing where the form of words does not mean it here."""
    officer = speaker if speaker and not is_member(speaker) else None
    if rule.kind == "undertaking" and rule.name.startswith("agreed"):
        if is_body(speaker):
            return ("resolution" if _DECIDES.match(form["does"]) else "", None)
        return ("undertaking", speaker) if speaker or _pronoun(words) else ("", None)
    if rule.name in ("is to do", "agreed for somebody to do"):
        named = _DOER.search(form[0])
        return (
            ("", None)
            if is_body(named["who"] if named else None)
            else (rule.kind, _bare(named["who"] if named else None))
        )
    if rule.kind == "undertaking" and rule.name == "would do":
        told = officer and _for_committee(after)
        return ("undertaking", officer) if told else ("", None)
    if rule.name == "would be done":
        if phrases.ELSEWHERE.search(after) or not _for_committee(words):
            return "", None
        agent = re.search(r"\bby\s+(?:the\s+)?([A-Z][\w’' ]+)", after)
        owner = tidy(agent[1]) if agent else officer
        return ("undertaking", owner) if officer else ("action", owner)
    if rule.name == "agreed that it would be done":
        done = re.search(r"\b(?:would|will|should|to)\b", after)
        subjunctive = phrases.DONE.search(after) or phrases.NOTING.search(after)
        agreed = _AGREED_WHO.search(after)
        owner = _bare(agreed["owner"]) if agreed else None
        return ("action", owner) if done else ("resolution" if subjunctive else "", None)
    asked = re.search(r"\basked\s+(?:that\s+)?(?P<owner>officers|the\s+(?:[A-Z][\w’']*\s?)+)", after)
    if rule.kind == "request" and asked:
        return rule.kind, _bare(asked["owner"])
    return (rule.kind, officer) if rule.kind == "undertaking" else (rule.kind, None)


def _bare(name: str | None) -> str | None:
    """Return an owner without the article."""
    return re.sub(r"^[Tt]he\s+", "", tidy(name)) if name else None


def _for_committee(words: str) -> bool:
    """Whether what is to be done is information, or is to come to the committee or into a report."""
    return bool(phrases.INFORMATION.search(words) or phrases.COME_TO_COMMITTEE.search(words))


def _promise(said: _Said, people: People) -> Extract | None:
    """Return a promise: something measured that is to be so by a day, with who is to bring it about."""
    will = phrases.PROMISE.search(said.text)
    due = phrases.PROMISE_DUE.search(said.text, will.end()) if will else None
    if will is None or due is None or re.match(r"[^.]*\b(?:asked|if|whether)\b", said.text[: will.start()]):
        return None
    subject = re.search(
        r"(?:\bthat\s+|^|,\s+)(?P<who>(?:the\s+|The\s+|[A-Z])[\w’' ]{1,60}?|it|they|he|she)\s+$",
        said.text[: will.start()],
    )
    start = subject.start("who") if subject else will.start()
    speaker = speaker_of(said.text[:start], people) if start else None
    at, words = said.start + start, said.text[start : due.end()]
    told = re.search(r"\b(?:was|were|had\s+been)\s+told\b", said.text[:start])
    owner = (
        tidy(subject["who"])
        if subject and subject["who"].lower() not in ("it", "they", "he", "she")
        else None
    )
    named = None if told else speaker
    when = due_in(said.text[due.start() :]) or due["due"]
    return Extract(
        "promise", words, at, at + len(words), named, re.sub(r"^[Tt]he\s+", "", owner) if owner else None,
        re.sub(r"\s+", " ", when), role=people.roles.get(named) if named else None, rule="would be so by a day",
    )  # fmt: skip
