"""What a published period means: 2024 is a calendar year in one series, the year to 31 March in the next.

Labels are kept as published. Two figures are lined up only with their kinds of year beside them.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

# kind -> words, and the month and day on which the year of the label ends.
KINDS = {
    "calendar": ("calendar year", (12, 31)),
    "financial": ("year to 31 March", (3, 31)),
    "march": ("at 31 March", (3, 31)),
    "september": ("at 30 September", (9, 30)),
    "year_to_september": ("year to 30 September", (9, 30)),
    "academic": ("academic year", (8, 31)),
    "january": ("January census", (1, 31)),
    "midyear": ("mid-year estimate", (6, 30)),
    "winter": ("average of December, January and February", (3, 1)),
    "unknown": ("a year whose kind the file does not say", None),
}
# As LAIT's dictionary writes it. "Annual" is of a day or a year, and it does not say which: left unknown.
LAIT_KINDS = {
    "calendar year": "calendar",
    "financial year": "financial",
    "academic year": "academic",
    "annual (end of sept)": "september",
    "annual - january": "january",
}
# As Explore Education Statistics writes it; "Reporting year" may be of any kind.
EES_KINDS = {"calendar year": "calendar", "financial year": "financial", "academic year": "academic"}


@dataclass(frozen=True)
class Year:
    """A published period: its label, what kind of year it is, and its last day where that is known."""

    label: str
    kind: str = "unknown"

    @property
    def words(self) -> str:
        """The kind of year in words."""
        return KINDS[self.kind][0]

    @property
    def said(self) -> str:
        """The period in words, with its year: 'year to 31 March 2019', 'at 31 March 2019'; else its label.

        >>> Year("2019", "financial").said, Year("2018/19", "march").said, Year("2015-17", "unknown").said
        ('year to 31 March 2019', 'at 31 March 2019', '2015-17')
        """
        year = end_year(self.label)
        return self.label if year is None or self.kind == "unknown" else f"{self.words} {year}"

    @property
    def ends(self) -> date | None:
        """The last day it speaks for."""
        year, day = end_year(self.label), KINDS[self.kind][1]
        if year is None or day is None:
            return None
        last = date(year, *day)
        return last - timedelta(days=1) if self.kind == "winter" else last

    @property
    def own(self) -> str | None:
        """The name of our period that covers the same days; None where there is none."""
        year = end_year(self.label)
        if year is None:
            return None
        if self.kind == "calendar":
            return f"{year}"
        if self.kind == "financial":
            short = f"{year - 1}-{year % 100:02d}"
            return f"FY{short}" if 1 <= year % 100 <= 12 else short
        day = KINDS[self.kind][1]
        if self.kind == "year_to_september":
            return f"12m-to-{year}-09-30"
        return f"{year}-{day[0]:02d}" if self.kind in ("march", "september") and day else None


def end_year(label: str) -> int | None:
    """Return the year in which a published period ends; None for what names none.

    >>> [end_year(label) for label in ("2024", "2016/17", "2015-17", "2013/14-15/16", "2024 (Rev)", "202324", "0")]
    [2024, 2017, 2017, 2016, 2024, 2024, None]
    """
    bare = re.sub(r"\s*\(.*\)$", "", label.strip())
    if six := re.fullmatch(r"(20\d\d)(\d\d)", bare):
        bare = f"{six[1]}/{six[2]}"
    found = re.fullmatch(r"((?:19|20)\d\d)(?:[-/](?:\d\d(?:\d\d)?))*", bare)
    if not found:
        return None
    last = re.split(r"[-/]", bare)[-1]
    return int(last) if len(last) == 4 else int(found[1][:2] + last)


def order(label: str) -> tuple[int, str]:
    """Return a key that puts labels in order of time."""
    return (end_year(label) or 0, label)
