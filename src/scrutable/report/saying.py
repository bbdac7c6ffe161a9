"""A figure in words: its sentence, how it stands to earlier ones, and how it is written in a table or in brackets."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from scrutable.figures.figure import Figure
from scrutable.indicators.definition import Definition
from scrutable.report import amounts, units, words
from scrutable.report.anatomy import Cell, Sentence
from scrutable.report.gather import Sheet
from scrutable.report.sentences import Spoken, fill

BETTER = {
    "higher": "Higher is better.",
    "lower": "Lower is better.",
    "band": "Neither very high nor very low is better.",
}


def figure_id(figure: Figure) -> str:
    """Return the id of a figure in this pack: indicator, period and, for a part, the part. It holds no blank."""
    part = f"/{figure.by}={quote(figure.breakdown or '', safe='')}" if figure.by else ""
    return f"{figure.indicator}/{figure.period.name}{part}"


def anchor(figure: Figure) -> str:
    """Return the place that stands for a figure in a pack: `figure/` and its id, as in the address of a page."""
    return f"figure/{figure_id(figure)}"


def headline(sheet: Sheet) -> Sentence:
    """Return the figure in words: the definition's sentence, the one it keeps for no cases, or why there is none."""
    one, figure = sheet.definition, sheet.now
    units.check(one.counts, figure.unit, f"The definition of {one.id}")
    if _unknown(figure):
        text = f"{one.title}: there is no figure, because {figure.absent}."
    else:
        nothing = figure.value is None or (one.measures in ("count", "rate") and not figure.value)
        text = fill(one.none if nothing else one.sentence, spoken(one, figure))
    return Sentence(text, "headline", (figure_id(figure),))


def beside(sheet: Sheet, sheets: Mapping[str, Sheet]) -> Sentence | None:
    """Return the figure that keeps this one honest, in words: the late are not seen where only the issued count."""
    other = sheets.get(sheet.definition.beside)
    if other is None:
        return None
    said = headline(other)
    return Sentence("Read beside it:", "beside-it", said.figures, then=said.text, link=other.definition.id)


def comparison(sheet: Sheet) -> Sentence | None:
    """Return how the figure stands to the last period and to the year before, and which way is better."""
    one, period = sheet.definition, sheet.now.period
    others = [
        (figure, when)
        for figure, when in (
            (sheet.before, f"the {words.noun(period)} before"),
            (sheet.year_ago, "a year before"),
        )
        if figure is not None
    ]
    if not others or sheet.now.value is None:
        return None
    told, last = [], ""
    for figure, when in others:
        if figure.value is None:
            continue
        how = stands(one, sheet.now, figure)
        told.append(f"{'' if how == last else how + ' '}{when} ({aside(one, figure)})")
        last = how
    said = [f"That is {words.joined(told)}."] if told else []
    said += [_nothing(one, figure, when) for figure, when in others if figure.value is None]
    text = " ".join([*said, BETTER.get(one.better, "") if told else ""]).strip()
    return Sentence(text, "comparison", tuple(figure_id(figure) for figure, _ in others))


def _nothing(one: Definition, figure: Figure, when: str) -> str:
    no_cases = amounts.amount(one, figure) == "no cases"
    return f"For {when} there {'were no cases' if no_cases else 'is no figure'}."


def aside(one: Definition, figure: Figure) -> str:
    """Return a figure as it stands in brackets in a sentence: a count of nought is 'none'."""
    return "none" if amounts.is_count(one) and figure.value == 0 else amounts.amount(one, figure)


def cells(one: Definition, figure: Figure) -> tuple[Cell, ...]:
    """Return a figure as cells, one a column, each with the figure's id."""
    return amounts.cells(one, figure, figure_id(figure))


def stands(one: Definition, now: Figure, then: Figure) -> str:
    """Return 'more than', 'lower than', 'the same as'... by what a reader will see, not by hidden decimals."""
    if then.value is None or now.value is None:
        return "beside"
    if amounts.amount(one, now) == amounts.amount(one, then):
        return "the same as"
    if amounts.value(one, now) == amounts.value(one, then):
        return "level with"
    if amounts.is_count(one):
        return "more than" if now.value > then.value else "fewer than"
    return "higher than" if now.value > then.value else "lower than"


def spoken(one: Definition, figure: Figure) -> Spoken:
    """Return what a sentence may say of a figure. Days after the known-on moment are not spoken of."""
    numbers: dict[str, float] = {"counted": figure.denominator or 0}
    if one.measures in ("share", "ratio"):
        numbers["met"] = figure.numerator or 0
    else:
        numbers["n"] = (figure.numerator if one.measures == "rate" else figure.value) or 0
    texts = {"base": figure.base} if figure.base else {}
    if figure.value is not None and one.measures != "share":
        numbers["value"], texts["value"] = figure.value, amounts.value(one, figure)
    return Spoken(one.id, figure.unit, numbers, figure.period.start, figure.period_end, one.plural, texts)


def _unknown(figure: Figure) -> bool:
    """Say whether nothing is known of a figure, which is not the same as knowing that there were no cases."""
    return figure.value is None and figure.absent not in ("", "no cases")
