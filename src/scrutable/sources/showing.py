"""What of a file may be shown or kept where it is not what it should be: the one place where that is decided.

A cell that cannot be read as a date may hold a name, since a column slipped or somebody wrote where there was room. So
what stands in it is shown only where it could not name anyone: digits and the marks between them, with at most two
letters in a row, months, and words that are codes. A postcode, a telephone number, an e-mail address and a word that is
in no code set are not shown; nor are headers and sheet names that are not made of words known here. Where something
stands is always said, so that it can be looked up in the file.

    shown, quoted    a cell, for a finding
    is_code          a cell, for a column of codes: one that is not is not kept
    header, sheet    what a file calls its columns and sheets
"""

import re
from functools import cache

from scrutable.register.schema import codes, tables

LONGEST = 30  # characters of a cell that is shown
WORDY = 60  # characters of a cell that can be one of a few words; a longer one is free text
_DIGITS = 8  # in a date; a telephone number or an NHS number has more
_MOMENT = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?)?", re.ASCII)
_POSTCODE = re.compile(r"[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}", re.ASCII | re.IGNORECASE)
# One word with a digit, or one sign over and over.
_NUMBERED = re.compile(r"[^\s@\d]*\d[^\s@]*|([^\s@])\1*", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")
_MONTHS = frozenset(
    "jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september"
    " october november december".split()
)
# Codes of the guides that no code set holds, since their columns also hold words: SENsetting, SW_REASON, SDQ.
_OTHER_CODES = frozenset(
    "ola opa ehe eyp oth neet niec nieo manage fconta leftrl orgrst tsproc absenc chchan pcchan swdied others"
    " sdq1 sdq2 sdq3 sdq4 sdq5".split()
)
# Who asks: the guide's numbers for it were not found, and sources write words. One alone may be a surname.
_WHO_ASKS = frozenset(
    "parent parents or young person school college health service services social care education local authority early"
    " years provider setting other custodial and the".split()
)
# What people write for yes, no and nothing, and what the readers themselves write for an answer.
_ANSWERS = frozenset(
    "y n yes no true false t f none null unknown na nan tbc xx xxxxxxx x".split()
) | {"not known", "not recorded", "n/a", "#n/a", "none recorded"}  # fmt: skip
_HEADER_WORDS = frozenset(
    "a about activ address age allocated and any at birth by case category child children code comment comments"
    " common completed contact count created date day days dec decom description dob does email end ended ethnic"
    " ethnicity export extract family field file first forename free from full gender had has home id identifier in"
    " information is key la"
    " last lead legal line local manager mc mother name names nhs no note notes number of old on or order organisation"
    " other outcome parent period person phone place placement plan post postcode previous primary pupil reason record"
    " ref reference reg registration report reserved review row school sex social source start started status street"
    " surname system team telephone text the time to town type uasc unique unit upn urn value when with worker workers"
    " year column extra spare blank column1 f1 filler seq index datasource version".split()
)

_SHEET_WORDS = frozenset(
    "list sheet annex contacts early help referrals assessments looked after cin cla need protection leavers".split()
)


def shown(text: str) -> str:
    """Return the text of a cell where it could name no one, else nothing.

    >>> [shown(text) for text in ("31/02/2025", "12th May 2019", "zz/05/2020", "N12", "999.9", "NONE")]
    ['31/02/2025', '12th May 2019', 'zz/05/2020', 'N12', '999.9', 'NONE']
    >>> [shown(text) for text in ("maybe", "May", "Jo", "3 Ash Rd", "SW1A 1AA", "07700 900123", "m.smith@x.org")]
    ['', '', '', '', '', '', '']
    """
    text = text.strip()
    return text if len(text) <= LONGEST and (_is_known(text) or _is_figures(text)) else ""


def quoted(text: str) -> str:
    """Return the text of a cell as a sentence about it begins, or what stands for it.

    >>> quoted("31/02/2025"), quoted("Mary Smith")
    ('"31/02/2025"', 'What is written there (not shown, since it may name someone)')
    """
    return (
        f'"{shown(text)}"' if shown(text) else "What is written there (not shown, since it may name someone)"
    )


def is_code(text: str) -> bool:
    """Say whether a cell may be kept in a column of codes: it is one, of any code set, or could name no one."""
    return bool(shown(text))


def is_numbered(text: str) -> bool:
    """Say whether a cell may be kept in a column of numbers given by an office, such as a UPN: one word with a digit.

    >>> [is_numbered(text) for text in ("A123456789012", "SW12345", "Smith", "Smith 2", "XXXXXXX", "0f-aa")]
    [True, True, False, False, True, True]
    """
    return _NUMBERED.fullmatch(text.strip()) is not None


def header(text: str) -> str:
    """Return a header where all its words are known, else nothing.

    >>> header("Date of Birth"), header("Mary's notes"), header("cp_visit.visit_id")
    ('Date of Birth', '', 'cp_visit.visit_id')
    """
    return text if all(word in _header_words() for word in _words(text)) else ""


def sheet(name: str, number: int) -> str:
    """Return a sheet's name where all its words are known, else which sheet it is.

    >>> sheet("List 3", 4), sheet("Mary", 2)
    ('List 3', 'sheet 2')
    """
    known = _header_words() | _SHEET_WORDS
    return name if all(word in known for word in _words(name)) else f"sheet {number}"


def _words(text: str) -> list[str]:
    """Return the words of a header in lower case: also those that only a capital parts, as in birthDate."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return [word.lower() for word in _LETTERS.findall(parted)]


def _is_known(text: str) -> bool:
    plain = " ".join(text.lower().split())
    words = plain.split()
    asks = len(words) > 1 and all(word in _WHO_ASKS for word in words)
    return plain in _ANSWERS or plain in _codes() or asks


def _is_figures(text: str) -> bool:
    """Say whether a text is digits and marks with at most two letters in a row, and no number of a person or place."""
    if not any(letter.isdigit() for letter in text) or _POSTCODE.fullmatch(text) or not text.isprintable():
        return len(text) == 1 and text.isalpha() and text.isascii()
    if sum(letter.isdigit() for letter in text) > _DIGITS and not _MOMENT.fullmatch(text):
        return False
    for word in text.split():
        runs = _LETTERS.findall(word)
        alone = len(runs) == 1 and runs[0] == word
        if any(len(run) > 2 and run.lower() not in _MONTHS for run in runs):
            return False
        if alone and word.lower() not in _MONTHS and word.lower() not in ("am", "pm"):
            return False
    return "@" not in text


@cache
def _codes() -> frozenset[str]:
    """Return every code of every set, in lower case."""
    return _OTHER_CODES | frozenset(code.lower() for one in codes().values() for code in one)


@cache
def _header_words() -> frozenset[str]:
    """Return the words that headers of a source are made of, those of the register's tables among them."""
    names = " ".join(f"{table.name} {' '.join(table.columns)}" for table in tables().values())
    return _HEADER_WORDS | frozenset(_words(names.replace("_", " ")))
