"""Reads the population estimates that DfE publishes with its statistics: the base of rates, as it is downloaded.

The file is a data set of Explore Education Statistics with the Office for National Statistics' mid-year estimates. It
has one number of children an authority and year, not by sex or age: rates by sex and age band need a plain CSV of the
table population, which then speaks instead. Regions and England are passed over: a council's rate is of its own area.
"""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from scrutable.sources.delivery import Delivery, Scope, TableRows, Texts
from scrutable.sources.grid import Grid
from scrutable.sources.guard import sha256_of
from scrutable.sources.headers import plain, positions

_NEEDED = ("time_period", "geographic_level", "old_la_code", "age_group", "population_estimate")
_PUBLISHED = ("time_period", "time_identifier", "geographic_level", "country_code")
_HEADERS = {"area": "old_la_code", "year": "time_period", "children": "population_estimate", "age_from": "age_group",
            "age_to": "age_group"}  # fmt: skip
_AGES = re.compile(r"\D*(\d{1,2})\D+(\d{1,2})\D*", re.ASCII)


def is_population(headers: Sequence[str]) -> bool:
    """Say whether the headers are those of the estimates."""
    return len(positions(headers, _NEEDED)) == len(_NEEDED)


def is_published(headers: Sequence[str]) -> bool:
    """Say whether the headers are those of any data set of Explore Education Statistics."""
    return {plain(name) for name in _PUBLISHED} <= {plain(header) for header in headers}


def read(path: Path, grid: Grid, say: Callable[[str], None]) -> Delivery:
    """Return the estimates of every authority in the file. They speak for all that this source has said before."""
    held = grid.named(_NEEDED)
    columns: dict[str, Texts] = {
        name: [] for name in ("area", "year", "age_from", "age_to", "sex", "children", "source_release")
    }
    rows: list[int] = []
    without, unread = [], []
    for n, row in enumerate(grid.rows):
        level, area, year, ages, children = (
            (held[name][n] or "").strip()
            for name in ("geographic_level", "old_la_code", "time_period", "age_group", "population_estimate")
        )
        if plain(level) != "localauthority":
            continue
        span = _AGES.fullmatch(ages)
        if not re.fullmatch(r"\d{3}", area, re.ASCII) or span is None:
            unread.append(row)
        elif not re.fullmatch(r"\d+", children, re.ASCII):
            without.append(row)
        else:
            rows.append(row)
            values = (area, year, span[1], span[2], "U", children, path.stem)
            for texts, value in zip(columns.values(), values, strict=True):
                texts.append(value)
    _say(grid, without, unread)
    areas = len(set(columns["area"]))
    say(f"{path.name}: population estimates, {len(rows):,} of {areas:,} authorities")
    table = TableRows("population", columns, rows, "", _HEADERS, scope=Scope(whole=True))
    return Delivery("population", [path.name], sha256_of([path]), [table], grid.findings)


def _say(grid: Grid, without: Sequence[int], unread: Sequence[int]) -> None:
    if without:
        says = f"Estimates that are a symbol and no number: {len(without):,}, as of authorities not in being that year."
        grid.note("D247", "note", says, "Nothing is lost: a symbol is not nought.", row=without[0],
                  column="population_estimate", rows=len(without), table="population")  # fmt: skip
    if unread:
        says = f"Rows of authorities without a three-digit number or ages: {len(unread):,}. Not read."
        grid.note("D247", "attention", says, "Download the file again.", row=unread[0], rows=len(unread),
                  table="population")  # fmt: skip
