"""The units that figures are counted in: their words, and the guard that no sentence borrows another's.

A committee was once told 49 incidents where 49 children were meant. Here a figure's unit comes from its
definition, every sentence takes the word from the figure, and a sentence that asks for another is an error.
"""

from scrutable.errors import UnitFault

IRREGULAR = {
    "child": "children",
    "person": "people",
    "visit due": "visits due",
    "enquiry": "enquiries",
    "request for advice": "requests for advice",
    "entry into care": "entries into care",
}

# What one of each is, for the glossary of the pack. Only the units that a pack uses are printed.
MEANINGS = {
    "child": "One child, counted once in a period however many times something happened to them.",
    "young person": "One person aged 17 to 25 whom the council once looked after, counted once.",
    "plan": "One education, health and care plan. A child has one at a time.",
    "request": "One request that the council assess a child's needs. The same child can have another later.",
    "assessment": "One assessment. A child can have more than one in a period.",
    "referral": "One referral to children's social care. A child can be referred more than once.",
    "mediation": "One mediation meeting about a decision on education, health and care.",
    "episode": "One time that a child went missing. One child can have many.",
    "visit due": "One day by which a child should have been visited. A child has several in a quarter.",
    "visit": "One visit to a child.",
    "child protection plan": "One plan to protect one child. A child can have another later.",
    "enquiry": "One section 47 enquiry about one child: is the child suffering significant harm?",
    "conference": "One initial child protection conference about one child.",
    "contact": "One contact about one child. A child can have several.",
    "early help episode": "One time that a child was given early help, from its start to its end.",
    "open assessment": "One assessment begun and not yet completed.",
    "request for advice": "One service asked once for its advice for one assessment.",
    "draft plan": "The draft of one education, health and care plan.",
    "exception": "One reason recorded for one plan. A plan may have several.",
    "annual review": "One yearly review of one plan.",
    "appeal": "One appeal registered with the Tribunal.",
    "appealable decision": (
        "One request refused, one assessment that ended without a plan, one plan held on 1 January, or one plan that"
        " ceased because it was no longer needed."
    ),
    "entry into care": "One time that a child came into care.",
    "monthly record": "What one young person was doing in one month. Three months are three records.",
    "full-time equivalent": "One worker's full week, or two who each work half of one.",
    "post": "One place for a social worker, filled or vacant, full time or part time.",
    "allocated case": "One child allocated to one worker.",
    "advert": "One time that a post was advertised.",
    "job offer": "One offer of a post to a candidate.",
    "new starter": "One person recruited to a post who has begun.",
    "worker": "One social worker, counted once, whether full time or part time.",
}
# One child has many of these in a period. They do not come by themselves, so that what chance would give cannot be
# worked out from how many there are.
MANY_OF_ONE = frozenset({"visit", "visit due", "episode", "monthly record"})
# Other words that a sentence may use for a unit. "Children went missing 112 times" counts episodes.
_ALSO = {"young person": ("care leaver",), "episode": ("time", "incident")}
_VERBS = {"was", "were", "is", "are", "has", "have", "did", "do", "does", "had", "it", "they", "its", "their"}


def plural(unit: str, given: str | None = None) -> str:
    """Return the plural of a unit's word.

    >>> plural("child"), plural("open EHC assessment"), plural("young person"), plural("visit due")
    ('children', 'open EHC assessments', 'young people', 'visits due')
    """
    if given:
        return given
    if unit in IRREGULAR:
        return IRREGULAR[unit]
    before, _, last = unit.rpartition(" ")
    if last in IRREGULAR:
        return f"{before} {IRREGULAR[last]}"
    return unit[:-1] + "ies" if unit.endswith("y") and unit[-2:-1] not in "aeiou" else unit + "s"


def word(unit: str, count: float, given: str | None = None) -> str:
    """Return the unit's word for so many of it.

    >>> word("plan", 0), word("plan", 1), word("plan", 2)
    ('plans', 'plan', 'plans')
    """
    return unit if count == 1 else plural(unit, given)


def names(singular: str, unit: str) -> bool:
    """Say whether a word of a template names this unit: the whole of it, its noun, or a closer name for it.

    >>> names("assessment", "open EHC assessment"), names("agency worker", "worker"), names("episode", "child")
    (True, True, False)
    """
    if singular in (unit, *_ALSO.get(unit, ())):
        return True
    return unit.endswith(f" {singular}") or unit.startswith(f"{singular} ") or singular.endswith(f" {unit}")


def meaning(unit: str) -> str:
    """Return what one of a unit is, by its own name or by its noun; nothing where the glossary does not say.

    >>> meaning("open EHC assessment") == MEANINGS["assessment"], meaning("desk")
    (True, '')
    """
    return MEANINGS.get(unit, MEANINGS.get(unit.rpartition(" ")[2], ""))


def noun(one: str) -> str:
    """Return the noun of one side of a pair, without the verb that agrees with it; nothing where it is only a verb.

    >>> noun("plan"), noun("care leaver was"), noun("was")
    ('plan', 'care leaver', '')
    """
    spoken = one.split(" ")
    while spoken and spoken[-1] in _VERBS:
        spoken.pop()
    return " ".join(spoken)


def check(asked: str, unit: str, where: str) -> None:
    """Raise UnitFault Q101 where `where` speaks of another unit than the figure has."""
    if not names(asked, unit):
        raise UnitFault(
            "Q101",
            f'{where} speaks of "{asked}", but its figure counts "{unit}".',
            f'Write the sentence with "{unit}", or change `counts` in the definition if the count itself is wrong.',
        )


def foreign(text: str, unit: str) -> str | None:
    """Return a unit that the words straight after a number name, where it is not the figure's own."""
    known = sorted({*MEANINGS, *IRREGULAR, "incident"}, key=len, reverse=True)
    for other in known:
        if any(f"{text} ".startswith(f"{form}{end}") for form in (other, plural(other)) for end in " ,.;:)"):
            return None if names(other, unit) else other
    return None
