"""Which year does an SSDA903 return cover? Its files do not say; their dates do.

A collection covers 1 April to 31 March and is of everything that touched that year, so the latest financial year in
which episodes start or end is the year of collection. A date mistyped into the future must not move it: a year counts
only if at least one in two hundred of the dates lies in it. Review dates are left out, since files hold planned ones.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from scrutable.sources.dates import read_date
from scrutable.sources.delivery import Texts

_DATED_BY = (
    ("episodes", ("DECOM", "DEC")),
    ("missing", ("MIS_START", "MIS_END")),
    ("sw_episodes", ("SW_DECOM", "SW_DEC")),
)
_SHARE = 200


@dataclass(frozen=True)
class Year:
    """A collection year: 1 April to 31 March."""

    first: date
    last: date


def collection_year(files: Mapping[str, Mapping[str, Texts]]) -> Year | None:
    """Return the year of the return: by its episodes, else by missing episodes, else by social worker episodes.

    `files` maps the kind of file to its columns. None where no file has a date.
    """
    for kind, names in _DATED_BY:
        columns = files.get(kind, {})
        days = [day for name in names for text in columns.get(name, []) if (day := read_date(text))]
        if days:
            return _latest(days)
    return None


def _latest(days: list[date]) -> Year:
    counts = Counter(day.year if (day.month, day.day) >= (4, 1) else day.year - 1 for day in days)
    year = max(
        year for year, count in counts.items() if count * _SHARE >= len(days) or count == max(counts.values())
    )
    return Year(date(year, 4, 1), date(year + 1, 3, 31))


def birthday_in(year: Year | None, born: str | None) -> str | None:
    """Return the birthday in the year, in ISO form, or None. One born on 29 February has it on 1 March in other years.

    >>> birthday_in(Year(date(2018, 4, 1), date(2019, 3, 31)), "29/02/2000")
    '2019-03-01'
    """
    birth = read_date(born)
    if year is None or birth is None:
        return None
    for candidate in (year.first.year, year.last.year):
        try:
            day = birth.replace(year=candidate)
        except ValueError:
            day = date(candidate, 3, 1)
        if year.first <= day <= year.last:
            return day.isoformat()
    return None
