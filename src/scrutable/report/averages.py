"""What the periods of each financial year come to together, beside a trend that moves up and down within the year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scrutable.figures.figure import Figure
from scrutable.indicators.definition import Definition
from scrutable.report import amounts, words
from scrutable.report.anatomy import Sentence
from scrutable.report.gather import Sheet
from scrutable.report.saying import figure_id


@dataclass(frozen=True)
class Average:
    """One financial year: of a count the mean of its periods (`counted` is None), of a share all of them together."""

    year: str
    periods: int
    met: float
    counted: float | None
    value: float


def averaged(sheet: Sheet) -> list[Average]:
    """Return the average of each financial year of a trend; none of a median or a mean, which have none."""
    one = sheet.definition
    if not (amounts.is_percentage(one) or amounts.is_count(one)) or sheet.now.period.months not in (1, 3):
        return []
    years: dict[str, list[Figure]] = {}
    for figure in sheet.trend:
        if figure.value is not None:
            first = figure.period.start.year - (figure.period.start.month < 4)
            years.setdefault(f"{first}-{(first + 1) % 100:02d}", []).append(figure)
    return [_average(one, year, figures) for year, figures in years.items()]


def averages(sheet: Sheet) -> Sentence | None:
    """Return the averages of the financial years in words; None where there are not two of them."""
    found, noun = averaged(sheet), words.noun(sheet.now.period)
    if len(found) < 2:
        return None
    told = []
    for each in found:
        few = each.periods < 12 // sheet.now.period.months
        part = f" ({words.number(each.periods)} {noun}{'s' * (each.periods > 1)})" if few else ""
        said = words.number(each.value) if each.counted is None else words.of(each.met, each.counted)
        told.append(f"{each.year}{part} {said}")
    how = (
        f"On average each {noun}" if amounts.is_count(sheet.definition) else f"All {noun}s of a year together"
    )
    return Sentence(f"{how}: {'; '.join(told)}.", "note", tuple(figure_id(figure) for figure in sheet.trend))


def _average(one: Definition, year: str, figures: Sequence[Figure]) -> Average:
    met, many = sum(figure.numerator or 0 for figure in figures), len(figures)
    if amounts.is_count(one):
        return Average(year, many, met, None, met / many)
    counted = sum(figure.denominator or 0 for figure in figures)
    return Average(year, many, met, counted, met / counted)
