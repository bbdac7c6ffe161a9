"""The pack's figures by the open data standard of DfE's Explore Education Statistics: `data.csv` and `data.meta.csv`.

One row a figure: each indicator's trend and its parts in this period. The names, the parts and the words are the
pack's; numbers are not rounded as in sentences, and where there is none the standard's bare symbols stand: z for what
does not apply, x for what is not known. `screener` holds the standard's rules.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from scrutable.engine.period import MONTHS, Period, parse
from scrutable.report import words
from scrutable.report.anatomy import Area, Pack
from scrutable.report.harmless import harmless, in_csv

FILE, META = "data.csv", "data.meta.csv"
NOT_APPLICABLE, UNAVAILABLE = "z", "x"
PLACES = Decimal("0.000001")
COUNTRY = ("E92000001", "England")
REGIONS = {
    "North East": "E12000001", "North West": "E12000002", "Yorkshire and The Humber": "E12000003",
    "East Midlands": "E12000004", "West Midlands": "E12000005", "East of England": "E12000006",
    "London": "E12000007", "South East": "E12000008", "South West": "E12000009",
}  # fmt: skip
TIME = ("time_period", "time_identifier")
PLACE = (
    "geographic_level", "country_code", "country_name", "region_code", "region_name", "old_la_code", "new_la_code",
    "la_name",
)  # fmt: skip
META_COLUMNS = (
    "col_name", "col_type", "label", "indicator_grouping", "indicator_unit", "indicator_dp", "filter_hint",
    "filter_grouping_column",
)  # fmt: skip
FILTERS = ("dashboard", "indicator", "breakdown_topic", "breakdown")
TOTAL = "Total"


@dataclass(frozen=True)
class Measured:
    """A column of numbers: what it is called, its unit and decimal places, and the measures that fill it."""

    name: str
    label: str
    unit: str
    places: int
    fills: tuple[str, ...]
    field: str = "value"


MEASURED = (
    Measured(
        "cases_count",
        "Cases counted, or of a share or ratio those that meet the condition",
        "",
        0,
        ("count", "share", "ratio", "rate"),
        "numerator",
    ),
    Measured(
        "base_count",
        "Cases or children that it is out of",
        "",
        0,
        ("share", "ratio", "rate", "median", "mean", "sum"),
        "denominator",
    ),
    Measured("cases_percent", "Percentage of cases that meet the condition", "%", 1, ("share",)),
    Measured("cases_rate", "Rate for every 10,000 children", "", 1, ("rate",)),
    Measured("cases_ratio", "Ratio", "", 2, ("ratio",)),
    Measured("cases_average", "Median, mean or sum of an amount", "", 1, ("median", "mean", "sum")),
    Measured(
        "excluded_count",
        "Cases listed and not counted",
        "",
        0,
        ("count", "share", "ratio", "rate", "median", "mean", "sum"),
        "excluded",
    ),
)
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)  # all is text here, and a negative number is to stay one
COLUMNS = (*TIME, *PLACE, *FILTERS, *(one.name for one in MEASURED))


def rows(pack: Pack) -> list[dict[str, str]]:
    """Return the rows of data.csv, in the order of the pack: for each indicator its periods, then its parts."""
    boards = {section.id: section.title for section in pack.sections if section.kind == "dashboard"}
    where = _place(pack.area, pack.cover.council)
    found = []
    for record in pack.figures:
        said = {"dashboard": boards[f"dashboard-{record['dashboard']}"], "indicator": record["title"]}
        total = said | {"breakdown_topic": TOTAL, "breakdown": TOTAL}
        found += [where | _row(figure, total, record) for figure in record["trend"] or [record]]
        for by, parts in record["breakdowns"].items():
            names = part_names(by, parts)
            if by == "sex":  # the standard's own word
                names = ["Unknown" if name == "Not recorded" else name for name in names]
            topic = words.sentence_case(words.breakdown(by))
            found += [
                where | _row(part, said | {"breakdown_topic": topic, "breakdown": name}, record)
                for name, part in zip(names, parts, strict=True)
            ]
    return found


def data(pack: Pack) -> bytes:
    """Return data.csv: UTF-8 without a byte-order mark, rows ended by a line feed."""
    return _csv(COLUMNS, ([row[column] for column in COLUMNS] for row in rows(pack)))


def meta(pack: Pack, period: Period) -> bytes:
    """Return data.meta.csv: what each filter and each column of numbers is."""
    lines = [
        ("indicator", "Filter", "Indicator", "", "", "", hint(period), "dashboard"),
        ("breakdown", "Filter", "Part", "", "", "", "Total, or one part of this period", "breakdown_topic"),
    ]
    lines += [
        (one.name, "Indicator", one.label, "Figures", one.unit, str(one.places), "", "") for one in MEASURED
    ]
    return _csv(META_COLUMNS, lines)


def hint(period: Period) -> str:
    """Return what a row's time means, where the standard's own name of it does not say it."""
    stock = "What is counted on a day is counted at the end of the time named"
    if period.kind == "twelve":
        return f"{stock}. A reporting year is the twelve months to {_day(period)} of the year named"
    if period.kind == "to_date":
        return f"{stock}. A reporting year runs from 1 April to {_day(period)}"
    return stock


def time_of(period: Period) -> tuple[str, str]:
    """Return a period as the standard has it: its digits and its identifier.

    >>> time_of(parse("2019-20Q3")), time_of(parse("2019-12")), time_of(parse("12m-to-2019-12-31"))
    (('201920', 'Financial year Q3'), ('2019', 'December'), ('2019', 'Reporting year'))
    """
    start, end = period.start, period.end
    financial = start.year - (start.month < 4)
    pair = f"{financial}{(financial + 1) % 100:02d}"
    return {
        "month": (f"{start.year}", MONTHS[start.month - 1]),
        "quarter": (pair, f"Financial year Q{(start.month - 4) % 12 // 3 + 1}"),
        "calendar": (f"{start.year}", "Calendar year"),
        "financial": (pair, "Financial year"),
        "academic": (f"{start.year}{(start.year + 1) % 100:02d}", "Academic year"),
    }.get(period.kind, (f"{end.year}", "Reporting year"))


def _day(period: Period) -> str:
    return words.day(period.end).rpartition(" ")[0]


def _place(area: Area, council: str) -> dict[str, str]:
    """Return the columns that say where; a code that the store does not know is z."""
    region = REGIONS.get(area.region, NOT_APPLICABLE)
    known = tuple(map(harmless, (region, area.region, area.number, area.code, council)))
    return dict(
        zip(PLACE, ("Local authority", *COUNTRY, *(one or NOT_APPLICABLE for one in known)), strict=True)
    )


def _row(figure: Mapping[str, Any], said: Mapping[str, str], record: Mapping[str, Any]) -> dict[str, str]:
    numbers = {one.name: _number(one, figure, record["measures"]) for one in MEASURED}
    texts = {name: harmless(text) for name, text in said.items()}
    return dict(zip(TIME, time_of(parse(figure["period"])), strict=True)) | texts | numbers


def _number(one: Measured, figure: Mapping[str, Any], measures: str) -> str:
    """Return one number, or the symbol that stands for there being none."""
    if measures not in one.fills:
        return NOT_APPLICABLE
    number = figure[one.field]
    if number is None:
        nothing = one.field == "value" and not figure["denominator"] and figure["absent"] == "no cases"
        return NOT_APPLICABLE if nothing else UNAVAILABLE
    exact = Decimal(number)
    if one.name == "cases_percent":
        exact = 100 * Decimal(figure["numerator"]) / Decimal(figure["denominator"])
    text = f"{exact.quantize(PLACES, ROUND_HALF_UP):f}"
    return text.rstrip("0").rstrip(".")


def part_names(by: str, parts: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return what the parts of a breakdown are called. Two codes of one name are told apart by their codes."""
    named = [words.group(by, part["breakdown"]) for part in parts]
    return [
        name if named.count(name) == 1 else f"{name} ({part['breakdown']})"
        for name, part in zip(named, parts, strict=True)
    ]


def _csv(columns: Sequence[str], lines: Iterator[Sequence[str]] | Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell if _NUMBER.fullmatch(cell) else in_csv(cell) for cell in line] for line in lines)
    return text.getvalue().encode("utf-8")
