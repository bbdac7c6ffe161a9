"""How a figure of each measure is written: in a table, in brackets, on a chart, on the command line.

A share and a ratio of like to like are percentages with their parts; a rate names the population it is of; a median or
a mean names what it is measured in. Nothing else in the report asks what kind of measure a figure is.
"""

from __future__ import annotations

from scrutable.figures.figure import Figure
from scrutable.indicators.definition import Definition
from scrutable.report import units, words
from scrutable.report.anatomy import Cell, Column

NO_CASES = "no cases"
NO_FIGURE = "no figure"
DIVIDED = ("rate", "ratio", "mean")  # measures whose value is hardly ever whole


def is_percentage(one: Definition) -> bool:
    """Whether it is written as a percentage of a whole."""
    return one.measures == "share" or (one.measures == "ratio" and not one.per)


def is_count(one: Definition) -> bool:
    """Whether it is a plain number of things."""
    return one.measures == "count"


def value(one: Definition, figure: Figure) -> str:
    """Return the value alone: '14%', '80', '15.2'."""
    if is_percentage(one) and figure.value is not None:
        return words.percent(figure.numerator or 0, figure.denominator or 0)
    if figure.value is None:
        return NO_CASES
    return words.tenths(figure.value) if one.measures in DIVIDED else words.number(figure.value)


def amount(one: Definition, figure: Figure) -> str:
    """Return a figure as it stands in a table or in brackets: '15 of 106, 14%', '80', '52.3 for every 10,000'."""
    if figure.value is None:
        return NO_CASES if figure.absent in ("", NO_CASES) else NO_FIGURE
    if is_percentage(one):
        return f"{parts(figure)}, {value(one, figure)}"
    if one.measures == "rate":
        return f"{value(one, figure)} for every 10,000"
    return measured(one, figure)


def measured(one: Definition, figure: Figure) -> str:
    """Return a median, a mean or a sum with what it is in: '12.3 days', '1 day', '80'."""
    said = value(one, figure)
    return f"{said} {one.amounts_in.removesuffix('s') if said == '1' else one.amounts_in}".rstrip()


def parts(figure: Figure) -> str:
    """Return what a percentage or a ratio is made of: '15 of 106', '10.4 of 76.9'."""
    return f"{words.number(figure.numerator or 0)} of {words.number(figure.denominator or 0)}"


def in_full(one: Definition, figure: Figure) -> str:
    """Return a figure with its parts and its unit, as the command line has it.

    "14 of 100 plans (14%)", "49 children", "52.3 for every 10,000 children (198 children, mid-2019 estimate)".
    """
    if figure.value is None:
        return NO_CASES if figure.absent == NO_CASES else "not known"
    many = one.plural or units.plural(one.counts)
    if is_percentage(one):
        noun = one.counts if figure.denominator == 1 else many
        return f"{parts(figure)} {noun} ({value(one, figure)})"
    if one.measures == "rate":
        number = figure.numerator or 0
        counted = f"{words.number(number)} {one.counts if number == 1 else many}"
        return f"{value(one, figure)} for every 10,000 children ({counted}, {figure.base})"
    if one.measures == "ratio":
        return f"{value(one, figure)} {many} for each {one.per} ({parts(figure)})"
    if one.measures == "count":
        return f"{value(one, figure)} {one.counts if figure.value == 1 else many}"
    return f"{one.measures} {amount(one, figure)} ({words.number(figure.denominator or 0)} {many})"


def columns(one: Definition) -> tuple[Column, ...]:
    """Return the columns that a figure of this indicator takes."""
    if is_percentage(one):
        return (Column("n of d", True), Column("Share", True))
    if one.measures == "rate":
        return (Column(things(one), True), Column("For every 10,000", True))
    if one.measures == "ratio":
        return (Column("n of d", True), Column("For each", True))
    if one.measures == "count":
        return (Column(things(one), True),)
    return (Column(things(one), True), Column(words.sentence_case(f"{one.measures} {one.amounts_in}"), True))


def cells(one: Definition, figure: Figure, ref: str) -> tuple[Cell, ...]:
    """Return a figure as cells, one a column: its parts and its value."""
    if one.measures == "count":
        return (Cell(amount(one, figure), ref),)
    if figure.numerator is None and not figure.denominator:
        return (Cell(amount(one, figure), ref), Cell(NO_FIGURE, ref))
    made_of = {"rate": figure.numerator, "share": None, "ratio": None}.get(one.measures, figure.denominator)
    first = parts(figure) if made_of is None else words.number(made_of)
    if is_percentage(one) and not figure.denominator:
        first = NO_CASES
    return (Cell(first, ref), Cell(NO_FIGURE if figure.value is None else value(one, figure), ref))


def not_adding_up(one: Definition) -> str:
    """Return what is said beside the parts of a median or a mean, which are not parts of a sum; else nothing."""
    return (
        f". A {one.measures} of the whole is not the sum of these"
        if one.measures in ("median", "mean")
        else ""
    )


def things(one: Definition) -> str:
    """Return what an indicator counts, as a heading has it: 'Plans'."""
    return words.sentence_case(one.plural or units.plural(one.counts))


def what(one: Definition) -> str:
    """Return what is drawn, for a chart's subtitle: 'Share of plans', 'Children for every 10,000'."""
    many = one.plural or units.plural(one.counts)
    return {
        "share": f"Share of {many}",
        "count": f"Number of {many}",
        "rate": f"{words.sentence_case(many)} for every 10,000 children",
        "ratio": f"{words.sentence_case(many)} for each {one.per}" if one.per else f"Share of {many}",
    }.get(one.measures, f"{words.sentence_case(one.measures)} {one.amounts_in}, {many}")
