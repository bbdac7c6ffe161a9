"""Asks the published figures: one of them, an authority's neighbours, or a comparison as a page of the pack wants it.

A comparison gives England, the region, and the median and mean of the ten statistical neighbours, and says how many of
the ten are missing. A rank is a range of places: shares are compared by Newcombe's interval where their counts are
published, else authorities with the same printed value share their places.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from statistics import mean, median
from typing import TYPE_CHECKING, Literal

from scrutable.comparators.areas import ENGLAND, IN_LONDON, LONDON, Area, level_of, region_named
from scrutable.comparators.loading import file_of, reading
from scrutable.comparators.series import Series, series_of
from scrutable.comparators.shelf import (
    Absent,
    Answer,
    Published,
    Shelf,
    area_names,
    described,
    periods,
    shelf,
)
from scrutable.comparators.when import Year, order

if TYPE_CHECKING:
    import duckdb

    from scrutable.statistics.ranking import Places

Better = Literal["higher", "lower", "neither", "band"]
NOTHING_LOADED = "no published figures have been loaded into this store"
_FEWEST_FOR_COUNTS = 2


@dataclass(frozen=True)
class Neighbours:
    """The statistical neighbours of an authority, nearest first. `version` is the year of the model: print it.

    Empty where there are none, with the reason in words.
    """

    area: str
    version: str
    areas: tuple[Area, ...]
    closeness: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Rank:
    """The places that an authority can hold among those with a figure; 1 is the `first` (highest or lowest).

    `by_value` is the place that its printed value alone gives it among all. With `by_counts` the places are those that
    chance allows, among the authorities whose counts are published: `without` others.
    """

    best: int
    worst: int
    of: int
    first: str
    how: str
    by_value: int = 0
    by_counts: bool = False
    without: int = 0


@dataclass(frozen=True)
class Comparison:
    """One published series and period about one authority.

    `median` and `mean` are of the neighbours that have a figure, unweighted; None where fewer than two have one.
    """

    series: Series
    period: Year | None
    ours: Answer
    england: Answer
    region: Answer
    neighbours: Neighbours
    of_neighbours: tuple[Answer, ...]
    median: Decimal | None
    mean: Decimal | None
    rank: Rank | None

    @property
    def missing(self) -> tuple[Absent, ...]:
        """The neighbours without a figure, each with its reason."""
        return tuple(one for one in self.of_neighbours if isinstance(one, Absent))


def published(
    store: Path, code: str, area: str, period: str | date | None = None, *, loaded_by: datetime | None = None
) -> Answer:
    """Return the published figure of a series, an area and a period, or why there is none.

    `code` is what a definition's `compare` says, `area` a number (872, 970 for England, 980 to 990 for regions).
    `period` is a label as published, a day (the last period that had ended by then), or None for the latest.
    `loaded_by` leaves out what was loaded after a moment, so that a past pack can be made again.
    """
    series = series_of(code)
    if not file_of(store).exists():
        return Absent(series, Area(area, "", level_of(area)), None, NOTHING_LOADED)
    with reading(store, loaded_by) as con:
        series, names = described(con, code), area_names(con)
        held = shelf(con, series, names)
        return _of(held, series, area, _label(held, series, period), names)


def neighbours(store: Path, area: str, version: str = "") -> Neighbours:
    """Return an authority's statistical neighbours, of the latest model or of the one named."""
    if not file_of(store).exists():
        return Neighbours(area, version, (), reason=NOTHING_LOADED)
    with reading(store) as con:
        return _neighbours(con, area, version)


def compare(
    store: Path,
    code: str,
    area: str,
    period: str | date | None = None,
    *,
    better: Better = "neither",
    version: str = "",
    loaded_by: datetime | None = None,
    region: str = "",
) -> Comparison:
    """Return how an authority compares in a series and period with England, its region and its neighbours.

    `better` says from which end places are counted. Everything that is missing is there, as why it is missing.
    `region` names the authority's region where no published file does.
    """
    asked = [(code, better)]
    return comparisons(store, asked, area, period, version=version, loaded_by=loaded_by, region=region)[0]


def comparisons(
    store: Path,
    asked: Sequence[tuple[str, Better]],
    area: str,
    period: str | date | None = None,
    *,
    version: str = "",
    loaded_by: datetime | None = None,
    region: str = "",
) -> list[Comparison]:
    """Return what `compare` does of many series, each a code and which way is better, in their order."""
    if not file_of(store).exists():
        return [_nothing(series_of(code), area, version) for code, _ in asked]
    with reading(store, loaded_by) as con:
        names, near = area_names(con), _neighbours(con, area, version)
        here = names.get(area, Area(area, "", level_of(area)))
        names[area] = here if here.region else replace(here, region=region_named(region))
        found = []
        for code, better in asked:
            series = described(con, code)
            found.append(_compared(shelf(con, series, names), series, names, near, area, period, better))
        return found


def _nothing(series: Series, area: str, version: str) -> Comparison:
    none = Absent(series, Area(area, "", level_of(area)), None, NOTHING_LOADED)
    near = Neighbours(area, version, (), reason=NOTHING_LOADED)
    return Comparison(series, None, none, none, none, near, (), None, None, None)


def _compared(
    held: Shelf,
    series: Series,
    names: dict[str, Area],
    near: Neighbours,
    area: str,
    period: str | date | None,
    better: Better,
) -> Comparison:
    label = _label(held, series, period)
    ours = _of(held, series, area, label, names)
    others = tuple(_of(held, series, one.code, label, names) for one in near.areas)
    values = [one.value for one in others if isinstance(one, Published)]
    enough = len(values) >= _FEWEST_FOR_COUNTS
    return Comparison(
        series=series,
        period=_year(held, series, label),
        ours=ours,
        england=_of(held, series, ENGLAND, label, names),
        region=_region(held, series, area, label, names),
        neighbours=near,
        of_neighbours=others,
        median=median(values) if enough else None,
        mean=mean(values) if enough else None,
        rank=_rank(held, ours, better),
    )


def _label(held: Shelf, series: Series, period: str | date | None) -> str:
    """Return the label of the period that is meant; nothing where there is none."""
    if isinstance(period, str):
        return period.strip()
    labels = periods(held)
    if period is not None:
        ends = {label: Year(label, _kind(held, series, label)).ends for label in labels}
        labels = [label for label in labels if (last := ends[label]) is not None and last <= period]
    return labels[-1] if labels else ""


def _kind(held: Shelf, series: Series, label: str) -> str:
    year = _year(held, series, label)
    return year.kind if year else series.kind


def _year(held: Shelf, series: Series, label: str) -> Year | None:
    if not label:
        return None
    return next(
        (one.period for (_, of), one in held.items() if of == label and one.period), Year(label, series.kind)
    )


def _of(held: Shelf, series: Series, area: str, label: str, names: dict[str, Area]) -> Answer:
    """Return the answer of an area, by its own return or by a joint one; else why there is none."""
    found, joint = held.get((area, label)), _joint(held, area, label)
    if joint is not None and (not isinstance(found, Published) or found.release.source == "LAIT"):
        return joint  # LAIT writes what two authorities returned together to each of them
    if found is not None:
        return found
    place = names.get(area) or Area(area, "", level_of(area))
    labels = sorted({of for _, of in held}, key=order)
    if not labels:
        reason = f"no file that holds {series.code} has been loaded"
    elif label not in labels:
        reason = f"{series.code} is published for {labels[0]} to {labels[-1]}" + (
            f", not for {label}" if label else ""
        )
    else:
        reason = f"nothing is published for it in {label}"
    return Absent(series, place, Year(label, series.kind) if label else None, reason)


def _joint(held: Shelf, area: str, label: str) -> Answer | None:
    """Return the answer of the joint return that an authority is part of, where there is one."""
    return next(
        (one for (code, of), one in held.items() if of == label and "/" in code and area in code.split("/")),
        None,
    )


def _region(held: Shelf, series: Series, area: str, label: str, names: dict[str, Area]) -> Answer:
    """Return the answer of an authority's region; of London's boroughs, where a part has none, London's."""
    region = names[area].region if area in names else ""
    if not region:
        reason = "no file that is loaded says in which region the authority lies"
        return Absent(series, Area("", "its region", "regional"), None, reason)
    found = _of(held, series, region, label, names)
    if isinstance(found, Absent) and region in IN_LONDON:
        return _of(held, series, LONDON, label, names)
    return found


def _neighbours(con: duckdb.DuckDBPyConnection, area: str, version: str) -> Neighbours:
    rows = con.execute(
        "select release, version, neighbour, closeness from neighbour where area = ? and (version = ? or ? = '')"
        " order by version desc, release desc, rank",
        [area, version, version],
    ).fetchall()
    if not rows:
        model = f"of the {version} model " if version else ""
        return Neighbours(
            area, version, (), reason=f"no list of neighbours {model}that is loaded holds this authority"
        )
    of = [row for row in rows if row[:2] == rows[0][:2]]
    names = area_names(con)
    found = tuple(names.get(row[2]) or Area(row[2], "", "authority") for row in of)
    return Neighbours(area, rows[0][1], found, tuple(row[3] for row in of))


def _rank(held: Shelf, ours: Answer, better: Better) -> Rank | None:
    """Return the places of our authority among all that have a figure in its period; None where it has none itself."""
    if isinstance(ours, Absent):
        return None
    here = {area: one for (area, label), one in sorted(held.items()) if label == ours.period.label}
    together = {one for area in here if level_of(area) == "joint" for one in area.split("/")}
    others = [
        one
        for area, one in here.items()
        if isinstance(one, Published) and level_of(area) in ("authority", "joint") and area not in together
    ]
    if ours not in others:
        return None  # England's, or a region's
    at = others.index(ours)
    highest_first = better != "lower"
    first = "highest" if highest_first else "lowest"
    by_value = _by_value(others, at, highest_first)
    places = _by_counts(others, at, highest_first)
    if places is None:
        return Rank(*by_value, first, "by printed value, without an interval", by_value.best)
    without = len(others) - places.of
    how = "95% interval, from the published counts"
    how += f", without {without} whose counts are not published" if without else ""
    return Rank(*places, first, how, by_value.best, by_counts=True, without=without)


def _by_counts(others: list[Published], at: int, highest_first: bool) -> Places | None:
    """Return the places that chance allows; None where the authority's own counts are not those of the very figure."""
    from scrutable.statistics import ranking

    counted = [one for one in others if _has_counts(one)]
    if others[at] not in counted:
        return None
    met = [float(one.numerator or 0) for one in counted]
    of = [float(one.denominator or 0) for one in counted]
    return ranking.places_of_shares(met, of, counted.index(others[at]), highest_first=highest_first)


def _by_value(others: Sequence[Published], at: int, highest_first: bool) -> Places:
    from scrutable.statistics import ranking

    return ranking.places([float(one.value) for one in others], at, highest_first=highest_first)


def _has_counts(one: Published) -> bool:
    """Say whether a figure is a share of things that were counted one by one, with its counts beside it."""
    top, bottom = one.numerator, one.denominator
    if one.series.unit != "%" or top is None or bottom is None:
        return False
    return 0 <= top <= bottom and bottom > 0 and top == int(top) and bottom == int(bottom)
