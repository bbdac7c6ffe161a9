"""How many children a rate is of: from the population table, with the year of the estimate named.

A mid-year estimate is for 30 June. A figure is divided by the latest estimate whose day had come by the period's end,
so that a rate never rests on a year that had not been; a later release changes it only through what was known when.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from scrutable.figures.breakdowns import AGE_BANDS

if TYPE_CHECKING:
    from scrutable.engine.duckdb import Engine

CHILDREN = (0, 17)
PER = 10_000
SEXES = {"Female": "F", "Male": "M"}


@dataclass(frozen=True)
class Base:
    """What a rate is divided by: how many children, or None with the reason in words."""

    children: int | None
    words: str


class Population:
    """The population table as a view knows it."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._told: dict[tuple[date, str | None, str | None], Base] = {}

    def base(self, day: date, by: str | None = None, part: str | None = None) -> Base:
        """Return the number of children on a day: of the whole area, of a sex, of an age band or of one council."""
        key = (day, by, part)
        if key not in self._told:
            self._told[key] = self._base(day, by, part)
        return self._told[key]

    def _base(self, day: date, by: str | None, part: str | None) -> Base:
        areas: Sequence[str] = self._areas
        ages = CHILDREN
        sexes: tuple[str, ...] = ("M", "F")
        if by == "sex" and part in SEXES:
            sexes = (SEXES[part],)
        elif by == "age_band" and (band := _ages(part)):
            ages = band
        elif by == "authority" and part:
            areas = [part]
        elif by is not None:
            return Base(None, f"the population is not known by {by.replace('_', ' ')}")
        years = sorted({year for area, year, *_ in self._rows if date(year, 6, 30) <= day and area in areas})
        if not years:
            return Base(None, f"no population estimate of {day.year} or before had been loaded")
        children = [self._of(area, years[-1], ages, sexes) for area in areas]
        known = [count for count in children if count is not None]
        if not known or len(known) < len(areas):
            return Base(None, f"the mid-{years[-1]} estimate does not hold every age and sex of the area")
        return Base(sum(known), f"mid-{years[-1]} estimate")

    def _of(self, area: str, year: int, ages: tuple[int, int], sexes: tuple[str, ...]) -> int | None:
        """Return the children of some ages and sexes in one area; None where the table does not hold them all."""
        if len(sexes) == 2 and (both := self._sum(area, year, ages, "U")) is not None:
            return both
        counts = [self._sum(area, year, ages, sex) for sex in sexes]
        return None if None in counts else sum(count for count in counts if count is not None)

    def _sum(self, area: str, year: int, ages: tuple[int, int], sex: str) -> int | None:
        """Add bands that follow each other without a gap or an overlap, the widest first."""
        bands = {
            (youngest, oldest): children
            for where, when, youngest, oldest, whose, children in self._rows
            if (where, when, whose) == (area, year, sex)
        }
        age, total = ages[0], 0
        while age <= ages[1]:
            fitting = [oldest for youngest, oldest in bands if youngest == age and oldest <= ages[1]]
            if not fitting:
                return None
            total += bands[age, max(fitting)]
            age = max(fitting) + 1
        return total

    @cached_property
    def _areas(self) -> list[str]:
        """The councils whose cases are counted; all that have a population where there is none to be told."""
        told = [row[0] for row in self.engine.rows("select distinct authority from local_rule")]
        return sorted(told or {row[0] for row in self._rows})

    @cached_property
    def _rows(self) -> list[tuple[str, int, int, int, str, int]]:
        rows: Iterable[tuple[str, int, int, int, str, int]] = self.engine.rows(
            "select area, year, age_from, age_to, coalesce(sex, 'U'), children from population"
        )
        return [row for row in rows if None not in row]


def _ages(part: str | None) -> tuple[int, int] | None:
    start = 0
    for band, below in AGE_BANDS:
        if band == part:
            return (start, below - 1) if below - 1 <= CHILDREN[1] else None
        start = below
    return None
