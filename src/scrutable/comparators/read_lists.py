"""Reads the lists: statistical neighbours, in the long and the wide form, and authorities with their regions.

The neighbour models of 2021 and 2025 differ, and a file says only in its name which it is, so the model's year is kept
with every comparison and must be given where the name does not tell it.
"""

import re
from collections.abc import Iterator, Sequence

from scrutable.comparators import areas
from scrutable.comparators.areas import Area
from scrutable.comparators.rows import Finding, Neighbour, Reading
from scrutable.sources.grid import Grid
from scrutable.sources.headers import plain

TEN = 10
_OWN = ("old_la_code", "LA num", "LA number", "la_number")


def is_neighbours(headers: Sequence[str]) -> bool:
    """Say whether headers are those of a list of statistical neighbours, long or wide."""
    held = {plain(header) for header in headers}
    ten = {f"sn{rank}" for rank in range(1, TEN + 1)} <= held
    return _is_long(held) or (ten and any(plain(name) in held for name in _OWN))


def is_authorities(headers: Sequence[str]) -> bool:
    """Say whether headers are those of the list of authorities."""
    return {"lanumber", "laname", "region", "type"} <= {plain(header) for header in headers}


def read_neighbours(grid: Grid) -> Reading:
    """Return the neighbours of every authority, nearest first. A list that is not of ten is a finding."""
    reading = Reading(grid.file, "EES", "neighbours", version=year_in(grid.file))
    held = {plain(header) for header in grid.headers}
    rows = _long(grid) if _is_long(held) else _wide(grid, reading)
    for row, own, rank, other, closeness in rows:
        if areas.level_of(own) == "authority" and areas.level_of(other) == "authority" and own != other:
            reading.neighbours.append(Neighbour(own, rank, other, closeness))
        else:
            says = "The row names no authority, or no neighbour, by a number of three digits; it is not used."
            reading.findings.append(Finding("D421", says, row=row, unusable=True))
    counts: dict[str, int] = {}
    for one in reading.neighbours:
        counts[one.area] = counts.get(one.area, 0) + 1
    for area, many in counts.items():
        if many != TEN:
            says = f"Authority {area} has {many} neighbours in the list, not {TEN}."
            reading.findings.append(Finding("D428", says, "Look at the file.", area=area))
    return reading


def read_authorities(grid: Grid) -> Reading:
    """Return the authorities with the numbers of their regions."""
    reading = Reading(grid.file, "LAIT", "authorities")
    held = _columns(grid)
    said = zip(held["lanumber"], held["laname"], held["region"], strict=True)
    for number, name, region in said:
        code = areas.authority_code(number)
        if code and areas.level_of(code) == "authority":
            reading.areas.append(Area(code, name.strip(), "authority", areas.region_named(region)))
    return reading


def year_in(name: str) -> str:
    """Return the year that a file's name holds; nothing where it holds none, or more than one.

    >>> year_in("sn_may_2025.xlsx"), year_in("neighbours.csv")
    ('2025', '')
    """
    years = set(re.findall(r"(?<!\d)20\d\d(?!\d)", name))
    return years.pop() if len(years) == 1 else ""


def _is_long(held: set[str]) -> bool:
    return {"lanumber", "rank", "neighbournumber"} <= held


def _long(grid: Grid) -> Iterator[tuple[int, str, int, str, str]]:
    held = _columns(grid)
    closeness = held.get("closeness", [""] * len(grid.rows))
    said = zip(grid.rows, held["lanumber"], held["rank"], held["neighbournumber"], closeness, strict=True)
    for row, own, rank, other, close in said:
        number = int(rank) if re.fullmatch(r"\s*\d{1,3}\s*", rank) else 0
        yield row, areas.authority_code(own), number, areas.authority_code(other), close.strip()


def _wide(grid: Grid, reading: Reading) -> Iterator[tuple[int, str, int, str, str]]:
    """Yield the neighbours of a wide list. Closeness stands in the column after its neighbour, in May 2025 as SNP ten
    times over, so it is taken by its place.
    """
    held = _columns(grid)
    own = next(held[plain(name)] for name in _OWN if plain(name) in held)
    headers = [plain(header) for header in grid.headers]
    regions = held.get("regionname") or held.get("goreg") or [""] * len(own)
    names = held.get("laname") or [""] * len(own)
    for at, row in enumerate(grid.rows):
        area = areas.authority_code(own[at])
        cells = [(grid.columns[headers.index(f"sn{rank}")][at] or "").strip() for rank in range(1, TEN + 1)]
        if not area and not any(cells):
            if names[at].strip():  # a title: under it stands a list of another model
                says = "The rows under the title are of another list, and are not used."
                reading.findings.append(Finding("D429", says, row=row, rows=len(grid.rows) - at - 1))
                return
            continue
        if area:
            reading.areas.append(Area(area, names[at].strip(), "authority", areas.region_named(regions[at])))
        for rank, cell in enumerate(cells, 1):
            after = headers.index(f"sn{rank}") + 1
            close = (
                grid.columns[after][at] or ""
                if headers[after : after + 1] in (["snp"], [f"sn{rank}p"])
                else ""
            )
            if cell:
                yield row, area, rank, areas.authority_code(cell), close.strip()


def _columns(grid: Grid) -> dict[str, list[str]]:
    """Return the columns by their plain names; of two alike the first."""
    held: dict[str, list[str]] = {}
    for header, column in zip(grid.headers, grid.columns, strict=True):
        held.setdefault(plain(header), [text or "" for text in column])
    return held
