"""How an indicator compares with what is published: a table, what chance would explain, and the place among councils.

England is treated as fixed: the question is whether it lies in the interval of our own figure. Nothing is compared by
whether two intervals overlap, and nothing of a quarter with what grows over a year. See `published.py` for what is
asked, `differing.py` for two periods of our own.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from scrutable.comparators import saying
from scrutable.comparators.ask import Rank
from scrutable.comparators.series import Series
from scrutable.comparators.shelf import Absent, Answer, Published
from scrutable.comparators.when import Year
from scrutable.figures.figure import Figure
from scrutable.indicators.definition import Definition
from scrutable.report import amounts, units, words
from scrutable.report.anatomy import Cell, Column, Comparisons, Group, Sentence, Table
from scrutable.report.chance import Chance, alike, chance, comparable, exact, left_out, range_of
from scrutable.report.published import Compared, is_a_year
from scrutable.report.saying import figure_id

if TYPE_CHECKING:
    from scrutable.report.gather import Sheet

NONE = "none published"
ENGLAND = (
    "England's figure is the published one, of the year in brackets; its basis is on the indicator's page. Where it "
    'says "by year", a shorter period does not compare with it; where "none", nothing is published that does.'
)


def part(sheet: Sheet) -> Comparisons | Sentence | None:
    """Return how an indicator compares; a sentence where nothing is published; None where nothing could be."""
    compared = sheet.compared
    if compared is None:
        return None
    if compared.found.period is None or not _anything(compared):
        return Sentence(f"Nothing published is compared with it: {_why(compared.found.england)}.", "note")
    return Comparisons(
        label=f"How this compares: {sheet.definition.title}",
        sentences=tuple(_sentences(sheet, compared, compared.found.period)),
        table=_table(sheet, compared, compared.found.period),
        notes=tuple(Sentence(text, "note") for text in _notes(sheet, compared)),
    )


def england_cell(sheet: Sheet) -> Cell:
    """Return England's figure and its year for the table of headline figures, in the unit of the row.

    In few letters, for the table is wide: "none" where none is published, "by year" where only a whole year compares.
    """
    compared = sheet.compared
    if compared is None or isinstance(england := compared.found.england, Absent):
        return Cell("none")
    if compared.series.whole_year and not is_a_year(sheet.now):
        return Cell("by year")
    percent = "%" if compared.series.unit == "%" else ""
    return Cell(f"{saying.number(compared.series, england.value)}{percent} ({england.period.label})")


def _anything(compared: Compared) -> bool:
    """Say whether anything of the series is published for the year, of England, the region, the council or others."""
    found = compared.found
    answers = (found.england, found.region, found.ours, *found.of_neighbours)
    return any(isinstance(one, Published) for one in answers)


def _why(one: Answer) -> str:
    return one.reason if isinstance(one, Absent) else ""


def _table(sheet: Sheet, compared: Compared, year: Year) -> Table:
    series, found, one = compared.series, compared.found, sheet.definition
    rows = []
    if comparable(sheet, compared) is not compared.own or is_a_year(sheet.now):
        rows.append(_our_row(sheet, sheet.now, series))
    if compared.own is not None:
        rows.append(_our_row(sheet, compared.own, series))
    ours = [] if isinstance(found.ours, Absent) else [("This council, as published", found.ours)]
    region = found.region.area.name or "Its region"
    for who, answer in (*ours, ("England", found.england), (region, found.region)):
        rows.append(
            (
                Cell(who),
                Cell(words.sentence_case(year.said)),
                Cell(saying.counts(answer) or "not published"),
                _cell(series, answer),
            )
        )
    basis = f" ({series.basis})" if series.basis else ""
    return Table(
        id=f"compared-{one.id}",
        caption=f"{series.title}{basis}: {year.said}",
        columns=(Column("Whose"), Column("Of"), Column("n of d", True), Column("Figure, with its range", True)),
        groups=(Group((*rows, *_neighbour_rows(compared, year))),),
        compact=True,
    )  # fmt: skip


def _our_row(sheet: Sheet, figure: Figure, series: Series) -> tuple[Cell, ...]:
    one = sheet.definition
    ends = range_of(one, series, figure)
    shown = amounts.amount(one, figure)
    if figure.value is not None and alike(one, series):
        shown = saying.amount(series, exact(one, figure))
    # The same words as elsewhere in the pack lead to the same figure; a rate's parts are written here alone.
    ref = (
        figure_id(figure) if figure is sheet.now and amounts.is_percentage(one) and figure.denominator else ""
    )
    return (
        Cell("This council, by these records"),
        Cell(words.short(figure.period, one.stock)),
        Cell(_counted(one, figure), ref),
        Cell(f"{shown} ({_ends(series, ends)})" if ends else shown),
    )


def _counted(one: Definition, figure: Figure) -> str:
    """Return what a figure is made of: '14 of 100', or of an average '49 children'."""
    if not figure.denominator:
        return amounts.NO_CASES
    if figure.numerator is None:
        return f"{words.number(figure.denominator)} {units.word(one.counts, figure.denominator, one.plural)}"
    return amounts.parts(figure)


def _ends(series: Series, ends: tuple[float, float]) -> str:
    unit = "%" if series.unit == "%" else ""
    lower, upper = (f"{saying.number(series, Decimal(str(round(end, 9))))}{unit}" for end in ends)
    return f"{lower} to {upper}"


def _cell(series: Series, one: Answer) -> Cell:
    """Return a published figure, or the symbol that stands in its place; the notes say why."""
    if isinstance(one, Published):
        return Cell(saying.amount(series, one.value))
    return Cell(f"none [{one.symbol}]" if one.symbol else NONE)


def _neighbour_rows(compared: Compared, year: Year) -> Iterator[tuple[Cell, ...]]:
    """Yield the median and the mean of the statistical neighbours; none where no list holds this council."""
    found, series = compared.found, compared.series
    near = found.neighbours
    if not near.areas or found.median is None or found.mean is None:
        return
    having = f"{len(near.areas) - len(found.missing)} of {len(near.areas)} councils"
    for what, value in (("Middle", found.median), ("Mean, unweighted,", found.mean)):
        yield (
            Cell(f"{what} of its statistical neighbours ({near.version} model)"),
            Cell(words.sentence_case(year.said)),
            Cell(having),
            Cell(saying.amount(series, value, least=1)),
        )


def _sentences(sheet: Sheet, compared: Compared, year: Year) -> Iterator[Sentence]:
    found, series, now = compared.found, compared.series, sheet.now
    told = chance(sheet)
    if told is not None and isinstance(found.england, Published):
        yield Sentence(
            _by_chance(sheet, told, found.england, series), "comparison", (figure_id(told.figure),)
        )
    elif series.whole_year and not is_a_year(now) and compared.own is None:
        yield Sentence(
            f"The published figures are of a whole year, and a {words.noun(now.period)} of this council is not set"
            f" against them: {series.whole_year}.", "comparison",
        )  # fmt: skip
    if found.rank is not None and found.rank.of > 1:
        yield Sentence(_place(found.rank, year), "comparison")
    if told is not None and told.figure is now and year.own != now.period.name:
        yield Sentence(
            f"The published figures are {_of(year)}, this council's {_our_time(sheet)}: part of a difference may be one"
            " of time.", "comparison",
        )  # fmt: skip


def _by_chance(sheet: Sheet, told: Chance, england: Published, series: Series) -> str:
    one, figure = sheet.definition, told.figure
    mine = amounts.parts(figure) if one.measures == "share" else saying.amount(series, exact(one, figure))
    where = "outside" if told.outside else "inside"
    then = (
        "the difference is more than chance would explain"
        if told.outside
        else "the difference could be chance"
    )
    same = " of the same year, by its records" if figure is not sheet.now else ""
    return (
        f"England's {saying.amount(series, england.value)} ({england.period.label}"
        f"{f', {series.basis}' if series.basis else ''}) lies {where} the range"
        f" {_ends(series, (told.lower, told.upper))} that chance alone would give round this council's {mine}{same}:"
        f" {then}."
    )


def _place(rank: Rank, year: Year) -> str:
    """Return the place among councils: a range, for a league table prints chance as order."""
    places = saying.ordinal(rank.best)
    if rank.best != rank.worst:
        places += f" to {saying.ordinal(rank.worst)}"
    first = f"the {rank.first} being 1st"
    if not rank.by_counts:
        return (
            f"As published for {year.label}, this council was {places} of {rank.of} councils by printed value, {first}:"
            " chance is not allowed for."
        )
    others = f" {rank.without} councils whose counts are not published are left out." if rank.without else ""
    return (
        f"As published for {year.label}, this council was {saying.ordinal(rank.by_value)} by printed value, and chance"
        f" allows {places} of {rank.of} councils, {first}.{others}"
    )


def _of(year: Year) -> str:
    return year.said if year.said.startswith("at ") else f"of the {year.said}"


def _our_time(sheet: Sheet) -> str:
    period = sheet.now.period
    if sheet.definition.stock:
        return f"at {words.day(sheet.now.period_end)}"
    return f"of {words.stretch(period.start, sheet.now.period_end)}"


def _notes(sheet: Sheet, compared: Compared) -> Iterator[str]:
    """Yield what must be known to read the table: what is missing and why, cautions, doubts and sources."""
    found, series = compared.found, compared.series
    one = sheet.definition
    if count := left_out(sheet, series):
        case = "case that is" if count == 1 else "cases that are"
        yield (
            f"The published figures count {words.number(count)} {case} left out here ({series.keeps}): "
            "what chance would give is not said."
        )
    if one.counts in units.MANY_OF_ONE:
        yield f"No range is given: one child or young person has several {one.plural}, which do not come by themselves."
    elif one.measures not in ("share", "rate"):
        yield "No range is given: this is not a count of cases one by one."
    for who, answer in (
        ("England", found.england),
        ("The region", found.region),
        ("This council", found.ours),
    ):
        if isinstance(answer, Absent):
            yield f"{who} has no published figure: {answer.reason}."
    if found.ours.area.level == "joint":
        place = found.ours.area
        yield f"This council is published together with others, as one return: {place.name or place.code}."
    near = found.neighbours
    if not near.areas:
        yield f"There are no statistical neighbours: {near.reason}."
    elif found.missing or found.median is None:
        why = saying.missing(found) or "fewer than two have a figure"
        yield f"Of its {len(near.areas)} statistical neighbours, {why}."
    if series.caution:
        yield series.caution
    answers = [
        one
        for one in (found.england, found.region, found.ours, *found.of_neighbours)
        if isinstance(one, Published)
    ]
    for doubt in dict.fromkeys(f"{one.area.name}: {says}" for one in answers for says in one.doubts):
        yield f"In doubt: {doubt}"
    yield f"Source: {'; '.join(dict.fromkeys(one.release.words for one in answers))}."
