"""When a minute says that something is due: a day where it names one, else its own words; nothing where it is silent.

Not every date in a request is its due date ("the figure given on 3 September"): only one that follows words of
delivery.
"""

from __future__ import annotations

import re
from datetime import date

MONTHS = {name: at + 1 for at, name in enumerate(
    "January February March April May June July August September October November December".split()
)}  # fmt: skip
_MONTH = "|".join(MONTHS)
_DAY = rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<month>{_MONTH})(?:,?\s+(?P<year>(?:19|20)\d\d))?"
_COUNT = r"(?:\d+|one|two|three|four|five|six|twelve)"
_BEFORE = (
    r"(?:by|at|on|to|in|for|until|before|no later than)\s+(?:the\s+|its\s+|a\s+)?(?:meeting\s+(?:on|of)\s+)?"
    r"(?:the\s+)?(?:(?:Mon|Tues|Wednes|Thurs|Fri)day,?\s+)?(?:the\s+)?"
)
_RULES = (
    re.compile(rf"\b(?:{_BEFORE}|meeting\s+(?:on|of)\s+(?:the\s+)?){_DAY}"),
    re.compile(r"\b(?P<words>next\s+(?:ordinary\s+|scheduled\s+)?meeting)\b"),
    re.compile(r"\b(?:the|its|their)\s+(?P<following>following)\s+meeting\b"),
    re.compile(r"\b(?:a|any|the|at|to|in)\s+(?P<words>future\s+meeting)s?\b"),
    re.compile(
        r"\b(?P<words>(?:future|subsequent|later)\s+(?:performance\s+|quarterly\s+)?(?:reports|dashboards)"
        r"|next\s+(?:\w+\s+)?report)\b"
    ),
    re.compile(
        rf"\bby\s+(?:the\s+)?(?P<words>(?:(?:end|beginning|start|middle)\s+of\s+(?:the\s+)?)?(?:{_MONTH})"
        r"(?:\s+(?:19|20)\d\d)?)\b"
    ),
    re.compile(
        r"\bby\s+(?:the\s+)?(?P<words>end\s+of\s+(?:the\s+)?(?:month|year|term|week|quarter"
        r"|financial\s+year))\b"
    ),
    re.compile(rf"\b(?P<words>within\s+(?:the\s+next\s+)?{_COUNT}\s+(?:working\s+)?(?:day|week|month)s?)\b"),
    re.compile(rf"\b(?P<words>in\s+{_COUNT}\s+(?:week|month)s?[’']?(?:\s+time)?)\b"),
    re.compile(rf"\b(?:the|its|their)\s+(?P<words>(?:{_MONTH})(?:\s+(?:19|20)\d\d)?\s+meeting)\b"),
    re.compile(rf"\bmeeting\s+in\s+(?P<words>(?:{_MONTH})(?:\s+(?:19|20)\d\d)?)\b"),
)
_RANGE = re.compile(r"\b(?:between|from)\b[^,;.]{0,40}$")
_DATED = re.compile(
    rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri)day,?|Date(?: of meeting)?:|held on|meeting of|Meeting date:)\s+"
    rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri)day,?\s+)?(?:the\s+)?{_DAY}",
    re.IGNORECASE,
)
_OF_BEFORE = re.compile(r"\b(?:minutes\s+of|at)\s+the\s+(?:last\s+|previous\s+)?(?:meeting\s+)?$")
_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)-(0[1-9]|1[0-2])(?:-(\d\d))?(?!\d)")


def due_in(words: str, meeting: date | None = None) -> str | None:
    """Return when something is due, by the first words of delivery in a text.

    A day without a year is the first such day after the meeting, where the meeting's date is known.

    >>> due_in("be provided to the Panel at its meeting on 22 October 2015"), due_in("with the figures of 3 May")
    ('2015-10-22', None)
    >>> due_in("carried in the report to the 21 January meeting", date(2019, 12, 3))
    '2020-01-21'
    >>> due_in("be shown in future reports"), due_in("by the end of June 2021")
    ('future reports', 'end of June 2021')
    """
    found = sorted(
        (one.start(), at, one)
        for at, rule in enumerate(_RULES)
        for one in rule.finditer(words)
        if not _RANGE.search(words[: one.start()])
    )
    return _said(found[0][2], meeting) if found else None


def _said(found: re.Match[str], meeting: date | None) -> str:
    groups = found.groupdict()
    if "following" in groups:
        return "next meeting"
    if "words" in groups:
        return re.sub(r"\s+", " ", found["words"])
    day, month = int(found["day"]), MONTHS[found["month"]]
    year = int(found["year"]) if found["year"] else None
    if year is None and meeting is not None:
        year = meeting.year + ((month, day) <= (meeting.month, meeting.day))
    named = _date(year, month, day) if year else None
    return named.isoformat() if named else f"{day} {found['month']}"


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def meeting_date(text: str, name: str = "") -> date | None:
    """Return the day of the meeting as the head of the minutes gives it, or else the name of the file; None if neither.

    A name that holds a month only ("minutes-2019-12.txt") stands for its first day.
    """
    dated = _DATED.finditer(text[:3000])
    # "That the minutes of the meeting held on 3 March be agreed" is of the meeting before.
    found = next((one for one in dated if not _OF_BEFORE.search(text[: one.start()])), None)
    if found and found["year"]:
        return _date(int(found["year"]), MONTHS[found["month"].capitalize()], int(found["day"]))
    named = _IN_NAME.search(name)
    return _date(int(named[1]), int(named[2]), int(named[3] or 1)) if named else None
