"""One indicator's page: its figure in words, its trend, its parts, what was left out, and its definition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scrutable.figures.figure import Figure
from scrutable.indicators.definition import Definition
from scrutable.report import charts, units, words
from scrutable.report.anatomy import (
    Cell,
    Chart,
    Column,
    Fact,
    Facts,
    Group,
    Part,
    Section,
    Sentence,
    Table,
    Trend,
)
from scrutable.report.gather import Breakdown, Sheet
from scrutable.report.sentences import Spoken, fill

CERTAINTY = {
    "verified": "The rule was checked against the text of the law or guidance.",
    "partly": "The rule was checked in part.",
    "not verified": "The rule has not been checked against the text of the law or guidance.",
}
BETTER = {
    "higher": "Higher is better.",
    "lower": "Lower is better.",
    "band": "Neither very high nor very low is better.",
}


@dataclass(frozen=True)
class Setting:
    """What every page needs to know: the council and the other indicators."""

    council: str
    catalogue: Mapping[str, Definition]


def figure_id(figure: Figure) -> str:
    """Return the id of a figure in this pack: indicator, period and, for a part, the part."""
    return f"{figure.indicator}/{figure.period.name}" + (
        f"/{figure.by}={figure.breakdown}" if figure.by else ""
    )


def headline(sheet: Sheet) -> Sentence:
    """Return the figure in words: the definition's sentence, the one it keeps for no cases, or why there is none."""
    one, figure = sheet.definition, sheet.now
    units.check(one.counts, figure.unit, f"The definition of {one.id}")
    if _unknown(figure):
        text = f"{one.title}: there is no figure, because {figure.absent}."
    else:
        nothing = figure.value is None or (one.measures == "count" and not figure.value)
        text = fill(one.none if nothing else one.sentence, _spoken(one, figure))
    return Sentence(text, "headline", (figure_id(figure),))


def _spoken(one: Definition, figure: Figure) -> Spoken:
    """Return what a sentence may say of a figure. Days after the known-on moment are not spoken of."""
    numbers: dict[str, float] = {}
    if one.measures == "share":
        numbers = {"met": figure.numerator or 0, "counted": figure.denominator or 0}
    elif figure.value is not None:
        numbers = {"n": figure.value, "value": figure.value, "counted": figure.denominator or 0}
    return Spoken(one.id, figure.unit, numbers, figure.period.start, figure.period_end, one.plural)


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
        stands = _stands(one, sheet.now, figure)
        told.append(f"{'' if stands == last else stands + ' '}{when} ({amount(one, figure)})")
        last = stands
    text = f"That is {words.joined(told)}. {BETTER.get(one.better, '')}".strip()
    return Sentence(text, "comparison", tuple(figure_id(figure) for figure, _ in others))


def amount(one: Definition, figure: Figure) -> str:
    """Return a figure as it stands in a table or in brackets: '15 of 106, 14%', '80', 'no cases'."""
    if figure.value is None:
        return "no records" if _unknown(figure) else "no cases"
    if one.measures != "share":
        return words.number(figure.value)
    met, counted = figure.numerator or 0, figure.denominator or 0
    return f"{words.number(met)} of {words.number(counted)}, {words.percent(met, counted)}"


def _unknown(figure: Figure) -> bool:
    """Say whether nothing is known of a figure, which is not the same as knowing that there were no cases."""
    return figure.value is None and figure.absent not in ("", "no cases")


def section(sheet: Sheet, setting: Setting) -> Section:
    """Return an indicator's page."""
    one = sheet.definition
    parts: list[Part | None] = [
        Sentence(one.question, "question"),
        headline(sheet),
        comparison(sheet),
        _trend(sheet, setting),
        *(_breakdown(sheet, each) for each in sheet.breakdowns),
        *_left_out(sheet),
        _definition(one, setting.catalogue),
    ]
    return Section(one.id, one.title, tuple(part for part in parts if part is not None), kind="indicator")


def _stands(one: Definition, now: Figure, then: Figure) -> str:
    """Return 'more than', 'lower than', 'the same as'... by what a reader will see, not by hidden decimals."""
    if then.value is None or now.value is None:
        return "beside"
    if amount(one, now) == amount(one, then):
        return "the same as"
    if one.measures == "share":
        shown = [words.percent(figure.numerator or 0, figure.denominator or 0) for figure in (now, then)]
        if shown[0] == shown[1]:
            return "level with"
        return "higher than" if now.value > then.value else "lower than"
    if one.measures == "count":
        return "more than" if now.value > then.value else "fewer than"
    return "higher than" if now.value > then.value else "lower than"


def _trend(sheet: Sheet, setting: Setting) -> Part | None:
    """Return the chart and its table; the table alone where there is too little to draw."""
    table = _trend_table(sheet)
    known = [figure for figure in sheet.trend if figure.value is not None]
    if len(sheet.trend) < 2:
        return None
    if len(known) < 3:
        return table
    one, share = sheet.definition, sheet.definition.measures == "share"
    marks = [_mark(one, figure, figure in (sheet.now, sheet.year_ago)) for figure in sheet.trend]
    chart_id = f"chart-{one.id}"
    title = _message(sheet)
    alt = _alt(sheet, title)
    wide, narrow = (charts.draw(marks, form, share, chart_id, alt) for form in (charts.WIDE, charts.NARROW))
    return Trend(Chart(chart_id, title, _subtitle(sheet, setting.council), alt, wide, narrow), table)


def _mark(one: Definition, figure: Figure, stressed: bool) -> charts.Mark:
    text = ""
    if figure.value is not None:
        share = one.measures == "share"
        text = (
            words.percent(figure.numerator or 0, figure.denominator or 0)
            if share
            else words.number(figure.value)
        )
    return charts.Mark(tuple(words.tick(figure.period)), figure.value, text, stressed)


def _message(sheet: Sheet) -> str:
    """Return the chart's title: what it says, in about ten words."""
    one, now, then = sheet.definition, sheet.now, sheet.year_ago or sheet.before
    if now.value is None:
        return f"No cases this {words.noun(now.period)}"
    figure = amount(one, now)
    if one.measures == "count":
        figure += f" {units.word(now.unit, now.value, one.plural)}"
    if then is None or then.value is None:
        return words.sentence_case(figure)
    when = "a year before" if sheet.year_ago else f"the {words.noun(now.period)} before"
    return f"{words.sentence_case(figure)}: {_stands(one, now, then)} {when} ({amount(one, then)})"


def _subtitle(sheet: Sheet, council: str) -> str:
    """Return what is drawn: measure, spacing, stretch and place."""
    one, noun = sheet.definition, words.noun(sheet.now.period)
    unit = one.plural or units.plural(one.counts)
    what = f"Share of {unit}" if one.measures == "share" else f"Number of {unit}"
    first, last = sheet.trend[0].period, sheet.trend[-1].period
    if one.stock:
        return (
            f"{what} at the end of each {noun}, {words.day(first.end)} to {words.day(last.end)}, {council}."
        )
    stretch = f"{words.short(first)} to {words.short(last)}"
    named = " Each quarter is named by its last month." if noun == "quarter" else ""
    return f"{what} in each {noun}, {stretch}, {council}.{named}"


def _alt(sheet: Sheet, title: str) -> str:
    """Return the alt text: what kind of drawing, its message, its ends. The values are in the table beside it."""
    one = sheet.definition
    kind = "Line chart" if one.measures == "share" else "Bar chart"
    known = [figure for figure in sheet.trend if figure.value is not None]
    high = max(known, key=lambda figure: figure.value or 0)
    low = min(known, key=lambda figure: figure.value or 0)
    noun = words.noun(sheet.now.period)
    return (
        f"{kind} of {len(sheet.trend)} {noun}s: {one.title}. {title}. "
        f"Highest {amount(one, high)}, {words.short(high.period, one.stock)}; "
        f"lowest {amount(one, low)}, {words.short(low.period, one.stock)}. Every value is in the table."
    )


def _trend_table(sheet: Sheet) -> Table:
    one = sheet.definition
    head = "At" if one.stock else words.sentence_case(words.noun(sheet.now.period))
    rows = tuple((Cell(words.short(figure.period, one.stock)), *cells(one, figure)) for figure in sheet.trend)
    return Table(
        id=f"trend-{one.id}",
        caption=f"{_things(one)}: the trend in figures",
        columns=(Column(head), *columns(one)),
        groups=(Group(rows),),
        compact=True,
    )


def columns(one: Definition) -> tuple[Column, ...]:
    """Return the columns that a figure of this indicator takes."""
    share = (Column("n of d", True), Column("Share", True))
    return share if one.measures == "share" else (Column(_things(one), True),)


def cells(one: Definition, figure: Figure) -> tuple[Cell, ...]:
    """Return a figure as cells: its parts and its percentage, or its count."""
    ref = figure_id(figure)
    if one.measures != "share":
        return (Cell(amount(one, figure), ref),)
    if not figure.denominator:
        return (Cell(amount(one, figure), ref), Cell("no share", ref))
    met, counted = figure.numerator or 0, figure.denominator
    return (
        Cell(f"{words.number(met)} of {words.number(counted)}", ref),
        Cell(words.percent(met, counted), ref),
    )


def _breakdown(sheet: Sheet, each: Breakdown) -> Table:
    one, by = sheet.definition, words.breakdown(each.by)
    rows = tuple((Cell(words.group(each.by, part.breakdown)), *cells(one, part)) for part in each.parts)
    return Table(
        id=f"{each.by}-{one.id}",
        caption=f"{_things(one)} by {by}, {_when(sheet.now, one.stock)}",
        columns=(Column(words.sentence_case(by)), *columns(one)),
        groups=(Group(rows),),
        total=(Cell("All"), *cells(one, sheet.now)),
    )


def _left_out(sheet: Sheet) -> list[Part]:
    """Return the cases that are listed and not counted, and those counted as not met for want of a date."""
    one, now = sheet.definition, sheet.now
    made: list[Part] = []
    if sheet.reasons:
        told = [f"{reason} ({words.number(count)})" for reason, count in sheet.reasons]
        count = sum(count for _, count in sheet.reasons)
        are = "case is" if count == 1 else "cases are"
        why = sheet.reasons[0][0] if len(told) == 1 else words.joined(told)
        text = f"{words.number(count)} {are} listed but not counted: {why}."
        made.append(Sentence(text, "note", (figure_id(now),)))
    if now.unknown:
        unit = units.word(now.unit, now.unknown, one.plural)
        lack, stand = ("lacks", "counts") if now.unknown == 1 else ("lack", "count")
        text = f"{words.number(now.unknown)} {unit} {lack} a date that the measure needs, and {stand} as not met."
        made.append(Sentence(text, "note", (figure_id(now),)))
    return made


def _definition(one: Definition, catalogue: Mapping[str, Definition]) -> Facts:
    """Return how the figure is made, in the definition's own words."""
    beside = catalogue.get(one.beside)
    certainty = CERTAINTY.get(one.certainty, "") + (f" {_stop(one.uncertain)}" if one.uncertain else "")
    facts = [
        Fact("Counts", _counts(one)),
        Fact("Made from", _stop(one.basis)),
        Fact("Law or guidance", _stop(one.limit)),
        Fact("Left out", _stop(words.sentence_case(words.joined(one.excludes)))) if one.excludes else None,
        Fact("Read beside", beside.title, link=one.beside) if beside else None,
        Fact("How sure", certainty),
        Fact("Definition", f"{one.id} {one.hash[:12]}", mono=True),
    ]
    return Facts("How this figure is made", tuple(fact for fact in facts if fact is not None and fact.words))


def _counts(one: Definition) -> str:
    unit = one.plural or units.plural(one.counts)
    moment = "on the last day of the period" if one.stock else "in the period"
    if one.measures == "share":
        return f"{words.sentence_case(unit)} {moment}, and how many of them meet the condition."
    return f"{words.sentence_case(unit)} {moment}."


def _stop(text: str) -> str:
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."


def _things(one: Definition) -> str:
    return words.sentence_case(one.plural or units.plural(one.counts))


def _when(figure: Figure, stock: bool) -> str:
    return f"at {words.day(figure.period_end)}" if stock else words.short(figure.period)
