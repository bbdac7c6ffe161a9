"""The rules on what stands in the rows: times, places, filters and numbers. A rule's first line says what it asks; it
yields each break in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scrutable.engine.period import MONTHS
from scrutable.report.harmless import LIVE
from scrutable.report.opendata import COUNTRY, NOT_APPLICABLE, PLACE, TIME, TOTAL
from scrutable.report.screener.sheet import Sheet, few, is_number, items, twice

YEARS = {  # identifier -> digits of time_period
    "Calendar year": 4, "Reporting year": 4, "Academic year": 6, "Financial year": 6, "Tax year": 6,
    **{f"{year} Q{quarter}": digits for year, digits in (("Financial year", 6), ("Academic year", 6),
       ("Calendar year", 4), ("Tax year", 6)) for quarter in range(1, 5)},
    **dict.fromkeys(MONTHS, 4),
    **{f"Week {week}": 4 for week in range(1, 54)},
    **dict.fromkeys(("Autumn term", "Spring term", "Summer term", "Autumn and spring term"), 6),
    **dict.fromkeys(("Part 1 (April to September)", "Part 2 (October to March)"), 6),
}  # fmt: skip
LEVELS = (
    "National",
    "Regional",
    "Local authority",
    "School",
    "Local authority district",
    "Institution",
    "Provider",
)
SYMBOLS = ("z", "x", "c", "low", "k", "u")
SEX = {"Total", "Female", "Male", "Unknown"}


def rows_once(sheet: Sheet) -> Iterator[str]:
    """No two rows are of the same time, place and filters."""
    columns = [*TIME, *PLACE, *sheet.filters]
    keys = zip(*(sheet.by_column[name] for name in columns), strict=True)
    yield from twice(" / ".join(key) for key in keys)


def digits(sheet: Sheet) -> Iterator[str]:
    """time_period has 4 digits, or 6 of two years that follow one another."""
    for said in items(sheet, "time_period"):
        whole = re.fullmatch(r"(\d{2})(\d{2})(\d{2})?", said)
        if whole is None or (whole[3] and int(whole[3]) != (int(whole[2]) + 1) % 100):
            yield f"time_period {said}"


def identifiers(sheet: Sheet) -> Iterator[str]:
    """time_identifier is one of the standard's."""
    for said in items(sheet, "time_identifier"):
        if said not in YEARS:
            yield f"time_identifier {said}"


def digits_fit(sheet: Sheet) -> Iterator[str]:
    """time_period has as many digits as its identifier asks for."""
    pairs = set(zip(sheet.by_column["time_period"], sheet.by_column["time_identifier"], strict=True))
    for period, identifier in sorted(pairs):
        if identifier in YEARS and len(period) != YEARS[identifier]:
            yield f"{period} is not a {identifier}"


def one_kind(sheet: Sheet) -> Iterator[str]:
    """The file does not mix kinds of year, or years with parts of a year."""
    kinds = {re.sub(r"(Q)\d|Week \d+", r"\1", said) for said in items(sheet, "time_identifier")}
    kinds = {"month" if kind in MONTHS else kind for kind in kinds}
    if len(kinds) > 1:
        yield f"times of {len(kinds)} kinds: {', '.join(sorted(kinds))}"


def level(sheet: Sheet) -> Iterator[str]:
    """geographic_level is one of the standard's."""
    for said in items(sheet, "geographic_level"):
        if said not in LEVELS:
            yield f"geographic_level {said}"


def country(sheet: Sheet) -> Iterator[str]:
    """The country is England with its code."""
    for pair in sorted(
        set(zip(sheet.by_column["country_code"], sheet.by_column["country_name"], strict=True))
    ):
        if pair != COUNTRY:
            yield f"the country {' '.join(pair)}"


def region(sheet: Sheet) -> Iterator[str]:
    """A region has its code and its name."""
    for code, name in sorted(
        set(zip(sheet.by_column["region_code"], sheet.by_column["region_name"], strict=True))
    ):
        if not re.fullmatch(r"E1[23]\d{6}", code) or name in ("", NOT_APPLICABLE):
            yield f"the region {code} {name}"


def authority(sheet: Sheet) -> Iterator[str]:
    """A council has its two codes and its name."""
    for old in items(sheet, "old_la_code"):
        if not re.fullmatch(r"\d{3}|z", old):
            yield f"old_la_code {old}"
    for new in items(sheet, "new_la_code"):
        if not re.fullmatch(r"E\d{8}|z", new):
            yield f"new_la_code {new}"
    if "" in sheet.by_column["la_name"]:
        yield "a row without la_name"


def authority_known(sheet: Sheet) -> Iterator[str]:
    """A council's codes are known."""
    for name in ("old_la_code", "new_la_code", "la_name"):
        if NOT_APPLICABLE in sheet.by_column[name]:
            yield f"{name} is {NOT_APPLICABLE}"


def place_once(sheet: Sheet) -> Iterator[str]:
    """A place's code has one name, and a name one code."""
    pairs = set(zip(sheet.by_column["new_la_code"], sheet.by_column["la_name"], strict=True))
    for side in (0, 1):
        yield from twice(pair[side] for pair in pairs)


def filters_filled(sheet: Sheet) -> Iterator[str]:
    """No filter is blank."""
    for name in sheet.filters:
        if "" in sheet.by_column[name]:
            yield f"the filter {name}"


def filters_trimmed(sheet: Sheet) -> Iterator[str]:
    """No filter item begins or ends with a space."""
    for name in sheet.filters:
        yield from few(f'"{said}" of {name}' for said in items(sheet, name) if said != said.strip())


def filters_short(sheet: Sheet) -> Iterator[str]:
    """A filter item has at most 120 characters."""
    for name in sheet.filters:
        yield from few(f'"{said}" of {name}' for said in items(sheet, name) if len(said) > 120)


def filters_many(sheet: Sheet) -> Iterator[str]:
    """A filter has at most 25,000 items."""
    for name in sheet.filters:
        if len(items(sheet, name)) > 25_000:
            yield f"the filter {name}"


def filters_several(sheet: Sheet) -> Iterator[str]:
    """A filter has more than one item."""
    for name in sheet.named("Filter"):
        if len(items(sheet, name)) == 1:
            yield f"the filter {name}"


def totals(sheet: Sheet) -> Iterator[str]:
    """A filter has the item Total; one of indicators has none, for plans and children do not add up."""
    for name in sheet.named("Filter"):
        if TOTAL not in items(sheet, name):
            yield f"the filter {name}"


def harmonised(sheet: Sheet) -> Iterator[str]:
    """Sex has the items Total, Female, Male and Unknown."""
    if "sex" in sheet.filters:
        yield from few(f"sex {said}" for said in items(sheet, "sex") if said not in SEX)
    for topic, item in sorted(_parts(sheet)):
        if topic == "Sex" and item not in SEX:
            yield f"sex {item}"


def numbers_filled(sheet: Sheet) -> Iterator[str]:
    """No indicator is blank."""
    for name in sheet.named("Indicator"):
        if "" in sheet.by_column[name]:
            yield f"the indicator {name}"


def numbers(sheet: Sheet) -> Iterator[str]:
    """An indicator is a plain number or one of the symbols z, x, c, low, k and u."""
    for name in sheet.named("Indicator"):
        wrong = (said for said in items(sheet, name) if said not in SYMBOLS and not is_number(said))
        yield from few(f'"{said}" in {name}' for said in wrong)


def live(sheet: Sheet) -> Iterator[str]:
    """No cell would run as a formula."""
    for name in sheet.columns:
        found = (said for said in items(sheet, name) if said.startswith(LIVE) and not is_number(said))
        yield from few(f'"{said}" in {name}' for said in found)


def _parts(sheet: Sheet) -> set[tuple[str, str]]:
    if not {"breakdown_topic", "breakdown"} <= set(sheet.columns):
        return set()
    return set(zip(sheet.by_column["breakdown_topic"], sheet.by_column["breakdown"], strict=True))
