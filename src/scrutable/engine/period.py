"""Periods by name: what an analyst types, the days it means, and the words a member reads.

    2019-12            the month of December 2019
    2019-20Q3          the third quarter of the financial year: October to December 2019
    2019               the calendar year
    2019-20            the financial year, April 2019 to March 2020
    AY2019-20          the academic year, September 2019 to August 2020
    12m-to-2019-12-31  the twelve months to that day
    ytd-to-2019-12-31  the financial year so far, to that day

`2011-12` could be a month or a year. It is read as the month; the financial year may be written FY2011-12.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from scrutable.errors import UsageFault

MONTHS = "January February March April May June July August September October November December".split()
# Outside these years a period is a slip of the keyboard.
FIRST_YEAR, LAST_YEAR = 1900, 2100
_DAY = r"(\d{4})-(\d{2})-(\d{2})"


@dataclass(frozen=True, order=True)
class Period:
    """A named stretch of days, `start` and `end` both in it."""

    start: date
    end: date
    name: str
    label: str
    months: (
        int  # how far the previous period of the same kind lies back; 0 for a stretch that does not repeat
    )

    def before(self, steps: int = 1) -> "Period":
        """Return the period of the same kind `steps` earlier: last quarter, the quarter before it."""
        return _REBUILD[self.kind](add_months(self.start, -self.months * steps))

    def year_before(self) -> "Period":
        """Return the same period a year earlier."""
        return _REBUILD[self.kind](add_months(self.start, -12))

    def run_up(self, count: int) -> list["Period"]:
        """Return the `count` periods of this kind that end with this one, oldest first."""
        return [self.before(step) for step in range(count - 1, 0, -1)] + [self]

    @property
    def kind(self) -> str:
        """month, quarter, calendar, financial, academic, twelve or to_date."""
        return next(kind for kind, pattern in _PATTERNS.items() if re.fullmatch(pattern, self.name))


def add_months(day: date, months: int) -> date:
    """Return the same day of another month, or its last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (following - timedelta(days=1)).day))


def parse(name: str) -> Period:
    """Return the period a name means. Raises UsageFault U103 for a name that means none."""
    for kind, pattern in _PATTERNS.items():
        if found := re.fullmatch(pattern, name.strip()):
            try:
                period = _READ[kind](*found.groups())
            except ValueError:
                break
            if FIRST_YEAR <= period.start.year <= LAST_YEAR:
                return period
    raise UsageFault(
        "U103",
        f'"{name}" is not a period.',
        "Write 2019-12, 2019-20Q3, 2019, 2019-20, AY2019-20, 12m-to-2019-12-31 or ytd-to-2019-12-31.",
    )


def say_day(day: date) -> str:
    """Return a day as a person writes it: 6 January 2020."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _short_year(start: int) -> str:
    return f"{start}-{(start + 1) % 100:02d}"


def _month(start: date) -> Period:
    end = add_months(start, 1) - timedelta(days=1)
    return Period(start, end, f"{start:%Y-%m}", f"{MONTHS[start.month - 1]} {start.year}", 1)


def _quarter(start: date) -> Period:
    number = (start.month - 4) % 12 // 3 + 1
    year = start.year - (start.month < 4)
    end = add_months(start, 3) - timedelta(days=1)
    name = f"{_short_year(year)}Q{number}"
    label = f"{MONTHS[start.month - 1]} to {MONTHS[end.month - 1]} {end.year} (quarter {number})"
    return Period(start, end, name, label, 3)


def _calendar(start: date) -> Period:
    return Period(start, date(start.year, 12, 31), f"{start.year}", f"calendar year {start.year}", 12)


def _financial(start: date) -> Period:
    name = _short_year(start.year)
    # "2011-12" is also a month, and is read as one.
    name = f"FY{name}" if 1 <= int(name[5:]) <= 12 else name
    label = f"April {start.year} to March {start.year + 1}"
    return Period(start, date(start.year + 1, 3, 31), name, label, 12)


def _academic(start: date) -> Period:
    label = f"September {start.year} to August {start.year + 1}"
    return Period(start, date(start.year + 1, 8, 31), f"AY{_short_year(start.year)}", label, 12)


def _twelve(start: date, end: date | None = None) -> Period:
    end = end or add_months(start, 12) - timedelta(days=1)
    return Period(start, end, f"12m-to-{end}", f"twelve months to {say_day(end)}", 12)


def _year_pair(first: str, second: str) -> int:
    if (int(first) + 1) % 100 != int(second):
        raise ValueError(f"{first}-{second} is not a year")
    return int(first)


def _read_to_date(year: str, month: str, day: str) -> Period:
    end = date(int(year), int(month), int(day))
    start = date(end.year - (end.month < 4), 4, 1)
    return Period(start, end, f"ytd-to-{end}", f"{say_day(start)} to {say_day(end)}", 12)


def _read_twelve(year: str, month: str, day: str) -> Period:
    end = date(int(year), int(month), int(day))
    after = end + timedelta(days=1)
    # The twelve months to 28 February 2020 begin on 1 March 2019: there was no 29 February to begin on.
    start = date(after.year - 1, 3, 1) if (after.month, after.day) == (2, 29) else add_months(after, -12)
    return _twelve(start, end)


def _to_date_before(start: date) -> Period:
    raise UsageFault(
        "U104", "A year to date has no series of earlier ones.", "Ask for a quarter or a whole year."
    )


# In the order they are tried: 2011-12 is a month before it is a year.
_PATTERNS = {
    "month": r"(\d{4})-(0[1-9]|1[0-2])",
    "quarter": r"(\d{4})-(\d{2})Q([1-4])",
    "calendar": r"(\d{4})",
    "financial": r"(?:FY)?(\d{4})-(\d{2})",
    "academic": r"AY(\d{4})-(\d{2})",
    "twelve": rf"12m-to-{_DAY}",
    "to_date": rf"ytd-to-{_DAY}",
}
_READ: dict[str, Callable[..., Period]] = {
    "month": lambda year, month: _month(date(int(year), int(month), 1)),
    "quarter": lambda first, second, number: _quarter(
        add_months(date(_year_pair(first, second), 4, 1), 3 * int(number) - 3)
    ),
    "calendar": lambda year: _calendar(date(int(year), 1, 1)),
    "financial": lambda first, second: _financial(date(_year_pair(first, second), 4, 1)),
    "academic": lambda first, second: _academic(date(_year_pair(first, second), 9, 1)),
    "twelve": _read_twelve,
    "to_date": _read_to_date,
}
_REBUILD: dict[str, Callable[[date], Period]] = {
    "month": _month,
    "quarter": _quarter,
    "calendar": _calendar,
    "financial": _financial,
    "academic": _academic,
    "twelve": _twelve,
    "to_date": _to_date_before,
}
