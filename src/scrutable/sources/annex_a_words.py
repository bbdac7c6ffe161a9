"""Reads the wordings of Annex A as codes: "a) WBRI", "N1 - Abuse or Neglect", "q) 6: Police", "Female".

Councils number the choices, add words to a code or write words only. A value is read by its code where it starts with
one, else by the words below, else not at all: then it stays as it is and the register reports it. The patterns are
ours, from the code sets; each is tried in turn, so the order within a set matters.
"""

import re
from collections.abc import Iterable
from functools import cache

from scrutable.register.schema import codes
from scrutable.sources.headers import words

_CHOICE = re.compile(r"\s*\(?[a-z]{1,2}[).]\s+|\s*[a-z]\)\s*", re.IGNORECASE)
_CODE = re.compile(r"([A-Za-z]{1,4}\d{0,2}[A-Za-z]?)(?=$|\s*[:.)–—-]|\s)")

_WORDS: dict[str, tuple[tuple[str, str], ...]] = {
    "sex": (
        (r"female|girl|woman|f", "F"),
        (r"male|boy|man|m", "M"),
        (r".*(not|un|neither|indeterminate|other|recorded).*|0|9", "U"),
        (r"1", "M"),
        (r"2", "F"),
    ),
    "ethnicity": (
        (r".*(any )?other.*\bblack\b.*|\bblack\b.*\bother\b.*", "BOTH"),
        (r".*other.*mixed.*|mixed.*other.*", "MOTH"),
        (r".*other.*\basian\b.*|\basian\b.*\bother\b.*", "AOTH"),
        (r".*other.*\bwhite\b.*|\bwhite\b.*\bother\b.*", "WOTH"),
        (r".*white.*black caribbean.*", "MWBC"),
        (r".*white.*black african.*", "MWBA"),
        (r".*white (and|&|asian).*asian.*", "MWAS"),
        (r".*(mixed|multiple|dual).*", "MOTH"),
        (r".*traveller.*", "WIRT"),
        (r".*(gypsy|\broma\b|romany).*", "WROM"),
        (r".*pakistani.*", "APKN"),
        (r".*bangladeshi.*", "ABAN"),
        (r".*chinese.*", "CHNE"),
        (r".*\bindian\b.*", "AIND"),
        (r".*\basian\b.*", "AOTH"),
        (r".*caribbean.*", "BCRB"),
        (r".*african.*", "BAFR"),
        (r".*\bblack\b.*", "BOTH"),
        (r".*(british|english|welsh|scottish|northern irish).*", "WBRI"),
        (r".*irish.*", "WIRI"),
        (r".*white.*", "WOTH"),
        (r".*(refus|prefer not|declined).*", "REFU"),
        (r".*(not |unknown|no information|blank).*", "NOBT"),
        (r".*(other|arab).*", "OOTH"),
    ),
    "category_of_abuse": (
        (r".*multiple.*|.*more than one.*|mul", "MUL"),
        (r"neglect.*", "NEG"),
        (r"physical.*", "PHY"),
        (r"sexual.*", "SAB"),
        (r"emotional.*", "EMO"),
    ),
    "primary_need": (
        (r".*(abuse|neglect).*", "N1"),
        (r".*parent.*(disab|illness).*", "N3"),
        (r".*(disab|illness).*", "N2"),
        (r".*acute stress.*", "N4"),
        (r".*dysfunction.*", "N5"),
        (r".*unacceptable.*", "N6"),
        (r".*low income.*", "N7"),
        (r".*absent parent.*", "N8"),
        (r".*(other than|not (a )?child).*in need.*", "N9"),
        (r"not stated.*", "N0"),
    ),
    "legal_status": (
        (r".*interim care.*|ico", "C1"),
        (r".*placement order.*", "E1"),
        (r".*freeing.*", "D1"),
        (r".*(full care|care order).*|fco", "C2"),
        (r".*police protection.*", "L1"),
        (r".*emergency protection.*|epo", "L2"),
        (r".*assessment order.*", "L3"),
        (r".*remand.*", "J1"),
        (r".*criminal evidence.*|.*\bpace\b.*", "J2"),
        (r".*youth rehab.*", "J3"),
        (r".*short.*breaks?.*each.*", "V4"),
        (r".*short.*breaks?.*", "V3"),
        (r".*(section|s) ?20.*|.*single period.*", "V2"),
    ),
    "placement_type": (
        (r".*(own parent|parental responsib).*", "P1"),
        (r".*semi independent.*", "H5"),
        (r".*independent living.*", "P2"),
        (r".*residential employment.*", "P3"),
        (r".*secure.*", "K1"),
        (r".*children s home.*", "K2"),
        (r".*supported accommodation.*", "K3"),
        (r".*residential care home.*", "R1"),
        (r".*(nhs|health).*", "R2"),
        (r".*(mother and baby|parent and (child|baby)|family centre).*", "R3"),
        (r".*(young offender|prison|custody).*", "R5"),
        (r".*residential school.*", "S1"),
        (r".*foster.*(relative|friend).*not long term.*", "U3"),
        (r".*foster.*(relative|friend).*(ffa|concurrent|adopt).*", "U2"),
        (r".*foster.*(relative|friend).*long term.*", "U1"),
        (r".*foster.*(relative|friend).*", "U3"),
        (r".*foster.*not long term.*", "U6"),
        (r".*foster.*long term.*", "U4"),
        (r".*foster.*not ffa.*", "U6"),
        (r".*foster.*(ffa|concurrent|adopt).*", "U5"),
    ),
    "provider": (
        (r".*parent.*", "PR0"),
        (r".*\bown\b.*", "PR1"),
        (r".*other (la|local authority|council).*", "PR2"),
        (r".*other public.*", "PR3"),
        (r".*private.*", "PR4"),
        (r".*(voluntary|third sector|charit).*", "PR5"),
    ),
    "episode_end_reason": (
        (r".*\bdied\b.*|.*death.*", "E2"),
        (r".*abroad.*", "E16"),
        (r".*custody.*", "E9"),
        (r".*returned home.*(not|un) ?planned.*", "E4B"),
        (r".*returned home.*planned.*", "E4A"),
        (r".*child arrangements.*", "E41"),
        (r".*remand.*ended.*", "E14"),
    ),
    "disability": (
        (r"y|yes|true|1", "DDA"),
        (r"n|no|none|false|0", "NONE"),
    ),
    "in_touch": (
        (r".*\bdied\b.*|deceased", "DIED"),
        (r".*refus.*", "REFU"),
        (r".*(no longer|not) requir.*|.*does not (need|require).*", "NREQ"),
        (r".*returned home.*", "RHOM"),
        (r"n|no|false|not in touch", "NO"),
        (r"y|yes|true|in touch", "YES"),
    ),
    "accommodation": (
        (r"not applicable", "0"),
        (r".*former foster.*|.*staying put.*", "Z"),
        (r".*(bed and breakfast|b b)\b.*", "W"),
        (r".*(semi independent|transitional).*", "D"),
        (r".*independent living.*", "U"),
        (r".*supported lodging.*", "E"),
        (r".*ordinary lodging.*", "K"),
        (r".*(parent|relative).*", "B"),
        (r".*(community home|residential care).*", "C"),
        (r".*foyer.*", "T"),
        (r".*no fixed abode.*|.*homeless.*", "S"),
        (r".*emergency.*", "V"),
        (r".*(custody|prison).*", "X"),
        (r".*deported.*", "H"),
        (r".*abroad.*", "G"),
        (r".*not known.*|unknown.*", "R"),
        (r"other( accommodation)?", "Y"),
    ),
    "suitable": (
        (r".*(un|not )suitable.*|n|no|false|2", "no"),
        (r".*suitable.*|y|yes|true|1", "yes"),
    ),
    "activity": (
        (r".*(not in|neet).*(illness|disab).*", "G4"),
        (r".*(not in|neet).*(pregnan|parent).*", "G6"),
        (r".*(not in|neet).*", "G5"),
        (r"(activity |information )?not known|unknown.*", "0"),
    ),
    "yes_no": (
        (r"y|yes|true", "yes"),
        (r"n|no|false", "no"),
    ),
    "outside": (
        (r"out( .*)?|outside.*", "yes"),
        (r"in( .*)?|inside.*|within.*", "no"),
    ),
    "case_status": (
        (r".*looked after.*|.*\b(lac|cla|cic)\b.*", "looked after"),
        (r".*protection.*|.*\bcpp?\b.*", "protection"),
        (r".*in need.*|.*\bcin\b.*", "cin plan"),
        (r".*assessment.*", "assessment"),
        (r".*clos.*", "closed"),
    ),
}


@cache
def code_of(kind: str, text: str) -> str | None:
    """Return the code that a wording means, or None where we cannot tell.

    `kind` is a code set of the register, or yes_no, outside (yes: outside the council's area) or case_status.

    >>> code_of("ethnicity", "a) WBRI"), code_of("primary_need", "N1 - Abuse or Neglect"), code_of("sex", "b) Female")
    ('WBRI', 'N1', 'F')
    >>> code_of("ethnicity", "Any other Black background"), code_of("category_of_abuse", "Neglect, physical abuse")
    ('BOTH', 'MUL')
    >>> code_of("primary_need", "PSRMEM - Support with memory and cognition") is None
    True
    """
    held = _CHOICE.sub("", text, count=1).strip() if _CHOICE.match(text) else text.strip()
    known = codes().get(kind, {})
    if (found := _CODE.match(held)) and _written(found[1], held, known):
        return found[1].upper()
    spoken = words(held)
    if kind == "category_of_abuse" and len({c for p, c in _WORDS[kind][1:] if re.search(p[:-2], spoken)}) > 1:
        return "MUL"
    return next((code for pattern, code in _WORDS.get(kind, ()) if re.fullmatch(pattern, spoken)), None)


def _written(text: str, held: str, known: dict[str, str]) -> bool:
    """Say whether the first word of a value is a code. "Both parents" is none: without a digit, it is in capitals."""
    alone = text == held or text.isupper() or any(mark.isdigit() for mark in text)
    return alone and text.upper() in known


def aliases(kind: str, texts: Iterable[str | None]) -> dict[str, str]:
    """Return what typing needs: each wording met, in lower case with single spaces, and the code it means."""
    found: dict[str, str] = {}
    for text in dict.fromkeys(texts):
        if text and (code := code_of(kind, text)) and code != text.strip():
            found[" ".join(text.lower().split())] = code
    return found
