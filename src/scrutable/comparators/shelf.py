"""One published series on the shelf: for every area and period the value that speaks, or why there is none.

Of several releases the latest speaks. Explore Education Statistics speaks before LAIT, because it keeps the reasons and
the counts; where both say when they were released, the later one does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from scrutable.comparators import symbols
from scrutable.comparators.areas import NAMES, Area, level_of
from scrutable.comparators.series import Series, known
from scrutable.comparators.when import LAIT_KINDS, Year, order
from scrutable.engine.period import say_day

if TYPE_CHECKING:
    import duckdb

SOURCES = {"EES": "Explore Education Statistics", "LAIT": "Local Authority Interactive Tool"}


@dataclass(frozen=True)
class Release:
    """Where a value comes from. `released` is None where nobody has said; `updated` is what LAIT's dictionary says."""

    number: int
    file: str
    source: str
    released: date | None
    loaded_at: datetime
    updated: date | None = None

    @property
    def words(self) -> str:
        """What it is and when it was released, in words."""
        where = f"{SOURCES[self.source]} ({self.file})"
        if self.released:
            return f"{where}, released {say_day(self.released)}"
        if self.updated:
            return f"{where}, updated there on {say_day(self.updated)}"
        return f"{where}, loaded {say_day(self.loaded_at.date())}; its day of release was not given"


@dataclass(frozen=True)
class Published:
    """One published figure. `value` is exactly as printed; the counts are there where they are published beside it."""

    series: Series
    area: Area
    period: Year
    value: Decimal
    numerator: Decimal | None
    denominator: Decimal | None
    release: Release
    row: int
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Absent:
    """No figure, and why in words. `symbol` is what stands in its place in the publication, where something does."""

    series: Series
    area: Area
    period: Year | None
    reason: str
    symbol: str = ""


Answer = Published | Absent
Shelf = dict[tuple[str, str], Answer]  # by area and label of the period
_VALUES = """
select r.number, r.file, r.source, r.released, r.loaded_at, v.measure, v.part, v.area, v.period, v.kind, v.value,
    v.symbol, v.numerator, v.denominator, v.row
from value v join release r on r.number = v.release
where v.measure in (?, ?) and ((r.source = 'LAIT' and v.measure = ? and v.part = '')
    or (r.source = 'EES' and v.measure = ? and v.part = ?))
"""
_FINDINGS = """
select release, measure, part, area, period, says, unusable from finding where measure in (?, ?) and not (code = 'D427')
"""


def described(con: duckdb.DuckDBPyConnection, code: str) -> Series:
    """Return what is known of a code; of one that only LAIT's dictionary knows, what that says."""
    if code in known():
        return known()[code]
    found = con.execute(
        "select title, year_type, unit, places from measure where code = ? order by release desc limit 1",
        [code],
    ).fetchall()
    if not found:
        return Series(code, title=code)
    title, year_type, unit, places = found[0]
    unit = "%" if unit.startswith("%") else unit
    return Series(code, title, "as LAIT defines it", LAIT_KINDS.get(year_type, "unknown"), unit, places)


def shelf(con: duckdb.DuckDBPyConnection, series: Series, names: Mapping[str, Area] | None = None) -> Shelf:
    """Return the answer of every area and period that is published of a series. `names`: `area_names`, if at hand."""
    ees = series.ees or series.code
    # `in` stands first although it says nothing new: by it the blocks of other measures are passed over unread.
    rows = con.execute(_VALUES, [series.code, ees, series.code, ees, series.part]).fetchall()
    names = area_names(con) if names is None else names
    doubts = _doubts(con, series)
    updated = _updated(con, series)
    best: dict[tuple[str, str], tuple[Any, ...]] = {}
    for row in rows:
        key = (row[7], row[8])
        if key not in best or _speaks_before(row, best[key]):
            best[key] = row
    return {key: _answer(series, row, names, doubts, updated) for key, row in best.items()}


def area_names(con: duckdb.DuckDBPyConnection) -> dict[str, Area]:
    """Return the areas by code: the latest name and region, with the part of London before London."""
    rows = con.execute("select code, name, level, region from area order by release").fetchall()
    found = {code: Area(code, name, level_of(code)) for code, name in NAMES.items()}
    for code, name, level, region in rows:
        before = found.get(code)
        keep = before and (not region or (before.region in ("987", "988") and region == "986"))
        found[code] = Area(
            code, name or (before.name if before else ""), level, before.region if keep and before else region
        )
    return found


def periods(held: Mapping[tuple[str, str], Answer]) -> list[str]:
    """Return the labels of the periods of which somebody has a figure, in order of time."""
    return sorted({period for (_, period), one in held.items() if isinstance(one, Published)}, key=order)


def _speaks_before(one: Sequence[Any], other: Sequence[Any]) -> bool:
    """Say whether the first of two rows of the same area and period speaks."""
    (number, _, source, released, loaded), (number2, _, source2, released2, loaded2) = one[:5], other[:5]
    if source != source2 and not (released and released2 and released != released2):
        return bool(source == "EES")
    # A file that does not say when it was released had been released when it was loaded.
    ours, theirs = ((released or loaded.date()), number), ((released2 or loaded2.date()), number2)
    return bool(ours > theirs)


def _answer(
    series: Series,
    row: Sequence[Any],
    names: Mapping[str, Area],
    doubts: Mapping[tuple[Any, ...], list[tuple[str, bool]]],
    updated: date | None,
) -> Answer:
    (
        number,
        file,
        source,
        released,
        loaded,
        measure,
        part,
        area,
        label,
        own_kind,
        value,
        symbol,
        top,
        bottom,
        at,
    ) = row
    place = names.get(area) or Area(area, "", level_of(area))
    period = Year(label, series.kind if series.kind != "unknown" else own_kind)
    said = [
        *doubts.get((number, measure, part, area, label), []), *doubts.get((number, measure, part, "", label), [])
    ]  # fmt: skip
    if bad := next((says for says, unusable in said if unusable), None):
        return Absent(series, place, period, f"{source} has a value that is not used: {bad}")
    if value is None:
        reason = symbols.WORDS.get(symbol, "the file has neither a number nor a symbol that is known")
        return Absent(series, place, period, reason, symbol or "")
    release = Release(number, file, source, released, loaded, updated if source == "LAIT" else None)
    return Published(
        series=series,
        area=place,
        period=period,
        value=Decimal(value),
        numerator=None if top is None else Decimal(top),
        denominator=None if bottom is None else Decimal(bottom),
        release=release,
        row=at,
        doubts=tuple(says for says, _ in said),
    )


def _doubts(con: duckdb.DuckDBPyConnection, series: Series) -> dict[tuple[Any, ...], list[tuple[str, bool]]]:
    found: dict[tuple[Any, ...], list[tuple[str, bool]]] = {}
    for *key, says, unusable in con.execute(_FINDINGS, [series.code, series.ees]).fetchall():
        found.setdefault(tuple(key), []).append((says, unusable))
    return found


def _updated(con: duckdb.DuckDBPyConnection, series: Series) -> date | None:
    """Return when LAIT last updated a measure, as its dictionary says; None where that is not loaded."""
    found = con.execute(
        "select updated from measure where code = ? order by release desc limit 1", [series.code]
    ).fetchall()
    return found[0][0] if found else None
