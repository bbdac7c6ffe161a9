"""Numbers, dates and comparisons as the pack says them. Every rounding of a share is here.

A percentage never stands without its parts, no cases are "no cases" and never 0%, and counts of things are
"more" or "fewer" where shares are "higher" or "lower".
"""

from collections.abc import Sequence
from datetime import date, datetime

from scrutable.engine.period import MONTHS, Period, say_day
from scrutable.register.schema import codes

LEVELS = {
    "unusable": "Row could not be used",
    "attention": "Value could not be used",
    "note": "Nothing lost; for information",
}
SOURCES = {
    "ssda903": "SSDA903 return (children looked after)",
    "cin": "Children in need census",
    "annex_a": "Annex A child-level lists",
    "sen2": "SEN2 person-level return",
    "ssd": "Standard Safeguarding Dataset (nightly extract)",
    "workforce": "Social work workforce census",
    "send_lists": "Inspection lists of SEND",
    "daily_feed": "Daily children's social care feed",
    "population": "Population estimates (ONS)",
    "csv": "Council's own lists (CSV)",
}


def _census_sources() -> dict[str, str]:
    groups = {
        "Individual": "1A 1B 1C 1D",
        "School": "2A",
        "Education service": "2B",
        "Health service": "3A 3B 3C 3D 3E 3F",
        "Housing": "4",
        "Council service": "5A 5B 5C 5D",
        "Police": "6",
        "Other legal agency": "7",
        "Other": "8",
        "Anonymous": "9",
        "Not known": "10",
    }
    return {code: name for name, codes_of in groups.items() for code in codes_of.split()}


_BREAKDOWNS = {
    "sex": "sex",
    "age_band": "age",
    "send": "special educational needs",
    "source_group": "who asked",
    "placing_authority": "who placed the child, and where",
    "went_on_to_appeal": "whether an appeal followed",
    "exception": "statutory exception",
    "weeks_open": "weeks waited",
    "kind": "kind",
    "about": "what it is about",
    "what": "kind of decision",
    "decision": "what was decided",
    "which_assessment": "first or later assessment",
    "first_category": "category of abuse at the start",
    "latest_category": "latest category of abuse",
    "primary_need": "main need",
    "placement_type": "where the child lives",
    "cover": "whether an agency worker covers it",
    "outcome_so_far": "what came of it so far",
    "times_missing": "how often",
    "carried_over": "when it began",
    "one_of_the_ten": "whose it was",
    "around_birthday": "when the contact was",
    "academic_age": "school age",
    "activity": "what they do",
    "in_touch": "whether we are in touch",
    "authority": "council",
}
_GROUPS = {
    "sex": {"F": "Female", "M": "Male", "U": "Not known", "Unknown": "Not known"},
    # CIN census referral sources by their groups, which are those of Annex A. Words of other sources stay as they are.
    "source_group": _census_sources(),
    "exception": dict.fromkeys(("yes", "Yes", "true"), "Statutory exception")
    | dict.fromkeys(("no", "No", "false"), "No statutory exception"),
    "went_on_to_appeal": {"yes": "Followed by an appeal", "no": "Not followed by an appeal"},
}
# Columns whose codes are a set of another name.
_CODES = {"first_category": "category_of_abuse", "latest_category": "category_of_abuse"}
NOT_RECORDED = "not recorded"


def number(value: float) -> str:
    """Return a whole number with commas, any other to one decimal place, halves rounded up.

    >>> number(1204), number(12.25), number(3.0)
    ('1,204', '12.3', '3')
    """
    if value == int(value):
        return f"{int(value):,}"
    tenths = int(abs(value) * 10 + 0.5)
    return f"{'-' if value < 0 else ''}{tenths // 10:,}.{tenths % 10}"


def some(count: float, said: str) -> str:
    """Return so many of what is said of many; of one, its first word in the singular.

    >>> some(2, "plans issued"), some(1, "plans issued"), some(1, "children came back"), some(1, "refused")
    ('2 plans issued', '1 plan issued', '1 child came back', '1 refused')
    """
    if count == 1:
        first, blank, rest = said.partition(" ")
        said = f"{'child' if first == 'children' else first.removesuffix('s')}{blank}{rest}"
    return f"{number(count)} {said}"


def were(count: float) -> str:
    """Return 'was' of one, 'were' of more or none."""
    return "was" if count == 1 else "were"


def tenths(value: float) -> str:
    """Return any number to one decimal place, whole ones too: in a column of rates 15.0 stands beside 13.7.

    >>> tenths(15), tenths(13.66), tenths(1204)
    ('15.0', '13.7', '1,204.0')
    """
    said = number(value)
    return said if "." in said else f"{said}.0"


def percent(met: float, counted: float) -> str:
    """Return a share as a whole percentage, halves rounded up; never 0% for some, nor 100% for not all.

    >>> percent(15, 106), percent(1, 8), percent(1, 1000), percent(999, 1000), percent(0, 9)
    ('14%', '13%', 'under 1%', 'over 99%', '0%')
    """
    if counted <= 0:
        raise ValueError("no cases: say so in words")
    rounded = int((200 * met + counted) // (2 * counted))
    if rounded == 0 and met > 0:
        return "under 1%"
    if rounded == 100 and met < counted:
        return "over 99%"
    return f"{rounded}%"


def of(met: float, counted: float) -> str:
    """Return a share with its parts.

    >>> of(15, 106), of(0, 0)
    ('15 of 106 (14%)', 'no cases')
    """
    return f"{number(met)} of {number(counted)} ({percent(met, counted)})" if counted else "no cases"


def day(when: date | datetime) -> str:
    """Return a day in words.

    >>> day(date(2020, 1, 6))
    '6 January 2020'
    """
    return say_day(when.date() if isinstance(when, datetime) else when)


def short_day(when: date) -> str:
    """Return a day for a narrow column.

    >>> short_day(date(2020, 9, 30))
    '30 Sep 2020'
    """
    return f"{when.day} {_month(when)} {when.year}"


def window(start: date, end: date) -> str:
    """Return when things happened, with its preposition.

    >>> window(date(2019, 10, 1), date(2019, 12, 31))
    'between 1 October and 31 December 2019'
    >>> window(date(2019, 12, 1), date(2019, 12, 31))
    'between 1 and 31 December 2019'
    >>> window(date(2019, 4, 1), date(2020, 3, 31))
    'between 1 April 2019 and 31 March 2020'
    """
    if start == end:
        return f"on {say_day(end)}"
    if (start.year, start.month) == (end.year, end.month):
        return f"between {start.day} and {say_day(end)}"
    if start.year == end.year:
        return f"between {start.day} {MONTHS[start.month - 1]} and {say_day(end)}"
    return f"between {say_day(start)} and {say_day(end)}"


def stretch(start: date, end: date) -> str:
    """Return the days of a period as a heading has them.

    >>> stretch(date(2019, 10, 1), date(2019, 12, 31))
    '1 October to 31 December 2019'
    """
    return window(start, end).replace("between ", "").replace("on ", "").replace(" and ", " to ")


def short(period: Period, stock: bool = False) -> str:
    """Return a period for a row of a trend table: 'Oct to Dec 2019', or for a stock '31 Dec 2019'."""
    end = period.end
    if stock:
        return short_day(end)
    if period.kind == "month":
        return f"{_month(end)} {end.year}"
    if period.kind == "quarter":
        return f"{_month(period.start)} to {_month(end)} {end.year}"
    return period.name if period.kind == "calendar" else period.label[:1].upper() + period.label[1:]


def tick(period: Period) -> list[str]:
    """Return a period's mark on a chart's axis, a line each: the month and the year it ends in."""
    return [f"{period.end.year}"] if period.kind == "calendar" else [_month(period.end), f"{period.end.year}"]


def noun(period: Period) -> str:
    """Return what kind of period it is: quarter, month, year."""
    return {"month": "month", "quarter": "quarter"}.get(period.kind, "year")


def joined(items: Sequence[str]) -> str:
    """Return a list in a sentence.

    >>> joined(["a"]), joined(["a", "b"]), joined(["a", "b", "c"])
    ('a', 'a and b', 'a, b and c')
    """
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def ago(days: int) -> str:
    """Return the age of an extract.

    >>> ago(0), ago(1), ago(91)
    ('0 days', '1 day', '91 days')
    """
    return f"{days:,} day{'' if days == 1 else 's'}"


def source(name: str) -> str:
    """Return what a source is called: 'SEN2 person-level return'."""
    return SOURCES.get(name, name)


def listed(files: Sequence[str]) -> str:
    """Return file names; the first few where there are many.

    >>> listed(["a.csv", "b.csv"]), listed(["a.csv", "b.csv", "c.csv", "d.csv", "e.csv"])
    ('a.csv, b.csv', 'a.csv, b.csv, c.csv and 2 more')
    """
    return ", ".join(files) if len(files) <= 4 else f"{', '.join(files[:3])} and {len(files) - 3} more"


def record(table: str) -> str:
    """Return what a row of a register table is called: 'EHC plan', 'Care episode'.

    >>> record("ehc_plan"), record("care_episode"), record("section_47")
    ('EHC plan', 'Care episode', 'Section 47')
    """
    first, *rest = table.split("_")
    return " ".join([first.upper() if first in ("ehc", "cp", "cin") else sentence_case(first), *rest])


def breakdown(by: str) -> str:
    """Return a breakdown's name in a sentence: 'sex', 'age', 'team'."""
    return _BREAKDOWNS.get(by, by.replace("_", " "))


def group(by: str, value: str | None) -> str:
    """Return the words for one row of a breakdown; codes become words, nothing becomes 'Not recorded'."""
    if value is None or value.strip().lower() in ("", NOT_RECORDED):
        return "Not recorded"
    said = _GROUPS.get(by) or codes().get(_CODES.get(by, by), {})
    return said.get(value, sentence_case(value))


def sentence_case(text: str) -> str:
    """Return text with its first letter a capital and the rest as it was."""
    return text[:1].upper() + text[1:]


def _month(when: date) -> str:
    return MONTHS[when.month - 1][:3]
