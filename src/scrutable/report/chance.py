"""What chance alone would give round a figure of ours, and whether England's published figure lies beyond it.

A published figure of England is treated as fixed, so that the question is whether the interval of our own leaves it
out: Wilson's for shares, Byar's or the exact one for rates. Of sums of full-time equivalents, means and medians there
is none: they are not cases counted one by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from scrutable.comparators.series import Series
from scrutable.comparators.shelf import Absent
from scrutable.figures.figure import Figure
from scrutable.indicators.definition import Definition
from scrutable.report import amounts, units
from scrutable.report.published import Compared, is_a_year

if TYPE_CHECKING:
    from scrutable.report.gather import Sheet


@dataclass(frozen=True)
class Chance:
    """The interval of one of our figures, in the unit of the published series, and whether England lies outside it."""

    figure: Figure
    lower: float
    upper: float
    outside: bool


def chance(sheet: Sheet) -> Chance | None:
    """Return what chance alone would give round our figure, and whether England lies beyond; None where untold."""
    compared = sheet.compared
    if compared is None or isinstance(compared.found.england, Absent) or left_out(sheet, compared.series):
        return None
    series, figure = compared.series, comparable(sheet, compared)
    ends = range_of(sheet.definition, series, figure)
    if figure is None or ends is None:
        return None
    # England is printed rounded: it lies outside only where all that could have been rounded to it does.
    value, half = float(compared.found.england.value), 0.5 * 10.0 ** -(series.places or 0)
    return Chance(figure, *ends, outside=not ends[0] - half <= value <= ends[1] + half)


def comparable(sheet: Sheet, compared: Compared) -> Figure | None:
    """Return the figure of ours that may stand against the published one."""
    if compared.series.whole_year and not is_a_year(sheet.now):
        return compared.own
    return sheet.now if sheet.now.value is not None else None


def range_of(one: Definition, series: Series, figure: Figure | None) -> tuple[float, float] | None:
    """Return the 95% interval of a figure in the series' unit; None where its cases are not counted one by one."""
    if figure is None or not figure.denominator or one.counts in units.MANY_OF_ONE or not alike(one, series):
        return None
    if one.measures == "share":
        from scrutable.statistics.wilson import wilson

        lower, upper = wilson(figure.numerator or 0, figure.denominator)
        return 100 * float(lower), 100 * float(upper)
    if one.measures == "rate":
        from scrutable.statistics.intervals import rate_interval

        lower, upper = rate_interval(figure.numerator or 0, figure.denominator)
        return float(lower), float(upper)
    return None


def alike(one: Definition, series: Series) -> bool:
    """Say whether an indicator and a series are in one unit."""
    if series.unit == "%":
        return amounts.is_percentage(one)
    return (one.measures == "rate") == (series.unit == "per 10,000") and one.measures not in (
        "share",
        "count",
    )


def left_out(sheet: Sheet, series: Series) -> int:
    """Return how many cases our figure leaves out that the published one counts."""
    return dict(sheet.reasons).get(series.keeps, 0) if series.keeps else 0


def exact(one: Definition, figure: Figure) -> Decimal:
    """Return a figure in the unit of its series, so exactly that a half is a half."""
    if amounts.is_percentage(one):
        return 100 * Decimal(str(figure.numerator or 0)) / Decimal(str(figure.denominator))
    return Decimal(str(round(figure.value or 0, 9)))
