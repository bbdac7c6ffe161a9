"""The trend of an indicator: a chart with its message, a subtitle that says what is drawn, and the table of values."""

from __future__ import annotations

from scrutable.report import aims, amounts, charts, units, variation, words
from scrutable.report.amounts import amount, columns, things
from scrutable.report.anatomy import Cell, Chart, Column, Group, Table, Trend
from scrutable.report.gather import Sheet
from scrutable.report.saying import anchor, aside, cells, stands


def trend(sheet: Sheet, council: str) -> Trend | Table | None:
    """Return the chart and its table; the table alone where there is too little to draw."""
    table = _trend_table(sheet)
    known = [figure for figure in sheet.trend if figure.value is not None]
    if len(sheet.trend) < 2:
        return None
    if len(known) < 3:
        return table
    one, share = sheet.definition, amounts.is_percentage(sheet.definition)
    marks = [_mark(sheet, place) for place in range(len(sheet.trend))]
    chart_id = f"chart-{one.id}"
    title = _message(sheet)
    alt = _alt(sheet, title)
    wide, narrow = (charts.draw(marks, form, share, chart_id, alt) for form in (charts.WIDE, charts.NARROW))
    return Trend(Chart(chart_id, title, _subtitle(sheet, council), alt, wide, narrow), table)


def _mark(sheet: Sheet, place: int) -> charts.Mark:
    one, figure = sheet.definition, sheet.trend[place]
    limits = sheet.varied.limits[place] if sheet.varied.limits else None
    target = sheet.aimed[place] if sheet.aimed else None
    return charts.Mark(
        label=tuple(words.tick(figure.period)),
        value=figure.value,
        text=amounts.value(one, figure) if figure.value is not None else "",
        stressed=figure in (sheet.now, sheet.year_ago),
        lower=limits.lower if limits else None,
        upper=limits.upper if limits else None,
        aim=None if target is None else target.value / (100 if amounts.is_percentage(one) else 1),
        aim_text="" if target is None else f"Target {aims.said(one, target)}",
    )


def _message(sheet: Sheet) -> str:
    """Return the chart's title: what it says, in about ten words."""
    one, now, then = sheet.definition, sheet.now, sheet.year_ago or sheet.before
    if now.value is None:
        return f"No cases this {words.noun(now.period)}"
    figure = amount(one, now)
    if amounts.is_count(one):
        figure += f" {units.word(now.unit, now.value, one.plural)}"
    if then is None or then.value is None:
        return words.sentence_case(figure)
    when = "a year before" if sheet.year_ago else f"the {words.noun(now.period)} before"
    return f"{words.sentence_case(figure)}: {stands(one, now, then)} {when} ({aside(one, then)})"


def _subtitle(sheet: Sheet, council: str) -> str:
    """Return what is drawn: measure, spacing, stretch and place."""
    one, noun = sheet.definition, words.noun(sheet.now.period)
    what = amounts.what(one)
    first, last = sheet.trend[0].period, sheet.trend[-1].period
    if one.stock:
        when = f"at the end of each {noun}, {words.day(first.end)} to {words.day(last.end)}"
        return f"{what} {when}, {council}.{_drawn(sheet)}"
    stretch = f"{words.short(first)} to {words.short(last)}"
    named = " Each quarter is named by its last month." if noun == "quarter" else ""
    return f"{what} in each {noun}, {stretch}, {council}.{named}{_drawn(sheet)}"


def _drawn(sheet: Sheet) -> str:
    """Return what else is drawn than the values."""
    band = " Shaded between dashed lines: ordinary variation." if any(sheet.varied.limits) else ""
    return band + (" Long dashes: the target." if any(sheet.aimed) else "")


def _alt(sheet: Sheet, title: str) -> str:
    """Return the alt text: what kind of drawing, its message, its ends. The values are in the table beside it."""
    one = sheet.definition
    kind = "Line chart" if amounts.is_percentage(one) else "Bar chart"
    known = [figure for figure in sheet.trend if figure.value is not None]
    high = max(known, key=lambda figure: figure.value or 0)
    low = min(known, key=lambda figure: figure.value or 0)
    noun = words.noun(sheet.now.period)
    return (
        f"{kind} of {len(sheet.trend)} {noun}s: {one.title}. {title}. "
        f"Highest {amount(one, high)}, {words.short(high.period, one.stock)}; "
        f"lowest {amount(one, low)}, {words.short(low.period, one.stock)}.{_alt_lines(sheet)}"
        " Every value is in the table."
    )


def _alt_lines(sheet: Sheet) -> str:
    """Return the lines of the drawing in words: the range of ordinary variation now, and the target."""
    one, now, said = sheet.definition, sheet.varied.now, ""
    if now is not None:
        said += (
            f" Ordinary variation: {variation.level(one, now.lower)} to {variation.level(one, now.upper)}."
        )
    return said + (f" Target: {aims.said(one, sheet.target)}." if sheet.target else "")


def _trend_table(sheet: Sheet) -> Table:
    one = sheet.definition
    head = "At" if one.stock else words.sentence_case(words.noun(sheet.now.period))
    rows = tuple(
        (
            Cell(words.short(figure.period, one.stock), anchor="" if figure is sheet.now else anchor(figure)),
            *cells(one, figure),
        )
        for figure in sheet.trend
    )
    return Table(
        id=f"trend-{one.id}",
        caption=f"{things(one)}: the trend in figures",
        columns=(Column(head), *columns(one)),
        groups=(Group(rows),),
        compact=True,
    )
