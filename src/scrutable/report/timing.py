"""The three clocks in words: of what was due and done in time, what was on record when a report ran, and what since.

Was it late, or only written up late? `figures/clocks.py` counts; here it is said, drawn and put into a small table. The
drawing and the table stand only where something was not on record: else the sentence says all there is.
"""

from __future__ import annotations

from datetime import datetime, time

from scrutable.figures.clocks import Clocks
from scrutable.indicators.definition import Definition
from scrutable.report import bars, units, words
from scrutable.report.anatomy import Cell, Chart, Column, Drawn, Group, Part, Sentence, Table
from scrutable.report.gather import Sheet
from scrutable.report.saying import figure_id


def three_clocks(sheet: Sheet, council: str) -> list[Part]:
    """Return what the page of a timed indicator says of its three clocks: nothing where nothing was in time."""
    one = sheet.clocks
    if one is None or not one.in_time:
        return []
    ids = (figure_id(one.figure),)
    parts: list[Part] = [Sentence(said(sheet.definition, one), "clocks", ids, then=where_from(one))]
    if one.recorded_since or one.not_recorded:
        parts.append(_drawn(sheet.definition, one, council))
    return parts


def said(definition: Definition, one: Clocks) -> str:
    """Return the sentence of the three clocks.

    "Of the 120 visits due, 112 were in time: 97 of them were on record when the report of 6 January 2020 ran, 14 have
    been recorded since and 1 still is not written up."
    """
    due, in_time = one.due or 0, one.in_time or 0
    the = "the " if due > 1 else ""
    head = (
        f"Of {the}{words.number(due)} {units.word(one.figure.unit, due, definition.plural)},"
        f" {words.number(in_time)} {words.were(in_time)} in time"
    )
    then, parts = _then(one), []
    if one.recorded_by_then == in_time:
        return f"{head}, and {'it was' if in_time == 1 else 'all of them were'} on record when {then} ran."
    if one.recorded_by_then:
        parts.append(
            f"{words.number(one.recorded_by_then)} of them {words.were(one.recorded_by_then)} on record when {then} ran"
        )
    else:
        parts.append(f"{'it was not' if in_time == 1 else 'none of them was'} on record when {then} ran")
    if since := one.recorded_since:
        parts.append(f"{words.number(since)} {'has' if since == 1 else 'have'} been recorded since")
    if still := one.not_recorded:
        parts.append(
            f"{words.number(still)} still {'is' if still == 1 else 'are'} not written up"
            if is_later(one)
            else f"{words.number(still)} {words.were(still)} not yet written up"
        )
    return f"{head}: {words.joined(parts)}."


def where_from(one: Clocks) -> str:
    """Return where the dates of recording come from, and what the report could not have known."""
    source, load = one.from_source or 0, one.from_load or 0
    if source and load:
        parts = [
            f"The date of recording is the source's own for {words.number(source)} of them; {words.number(load)}"
            f" {'counts' if load == 1 else 'count'} as recorded from the first delivery of data that held"
            f" {'it' if load == 1 else 'them'}."
        ]
    elif source:
        parts = ["The dates of recording are the source's own."]
    elif load:
        parts = [
            "The records do not say when these were written up: each counts as recorded from the first delivery of data"
            " that held it."
        ]
    else:
        parts = []
    if later := one.reached_later:
        parts.append(
            f"{words.number(later)} of those on record by then reached this register only with a later delivery, so"
            f" that report could not have known of {'it' if later == 1 else 'them'}."
        )
    if one.running and one.recorded_since:
        parts.append(
            "The period was still running then, so some of what was recorded since was also done since."
        )
    return " ".join(parts)


def note(one: Clocks) -> str:
    """Return what stands beside the clocks in a table of the command line."""
    if one.in_time is None:
        return one.figure.absent
    source, load = one.from_source or 0, one.from_load or 0
    notes = [f"dates: {source:,} the source's, {load:,} the load's"] if source and load else []
    notes += ["dates: the source's"] if source and not load else []
    notes += ["dates: the load's"] if load and not source else []
    if one.reached_later:
        notes.append(f"{one.reached_later:,} loaded after the report")
    if one.running and one.recorded_since:
        notes.append("the period was still running")
    return "; ".join(notes)


def is_later(one: Clocks) -> bool:
    """Whether the clocks look back at an earlier report than the one they stand in."""
    return one.asked_at < one.known_at


def shown_moment(moment: datetime) -> str:
    """Return a moment in words; of the end of a day, the day.

    >>> shown_moment(datetime(2020, 1, 6, 10)), shown_moment(datetime.combine(datetime(2020, 1, 6), time.max))
    ('10:00 on 6 January 2020', '6 January 2020')
    """
    whole_day = moment.time() == time.max
    return words.day(moment) if whole_day else f"{moment:%H:%M} on {words.day(moment)}"


def _then(one: Clocks) -> str:
    return f"the report of {shown_moment(one.asked_at)}" if is_later(one) else "this report"


def _rows(one: Clocks) -> dict[str, str]:
    """Return the parts of what was due, by their names in pack.json: what each is called. They add up."""
    rows = {
        "recorded_by_then": f"In time, on record by {shown_moment(one.asked_at)}",
        "recorded_since": "In time, recorded since",
        "not_recorded": "In time, not yet written up",
        "not_in_time": "Not in time",
    }
    return rows if is_later(one) else {name: said for name, said in rows.items() if name != "recorded_since"}


def _drawn(definition: Definition, one: Clocks, council: str) -> Drawn:
    rows = _rows(one)
    figure = f"{figure_id(one.figure)}/clocks"
    chart_id = f"clocks-{definition.id}"
    unwritten = (one.recorded_since or 0) + (one.not_recorded or 0)
    title = (
        f"Of {words.number(one.in_time or 0)} in time, {words.number(unwritten)}"
        f" {words.were(unwritten)} not on record when {_then(one)} ran"
    )
    many = definition.plural or units.plural(definition.counts)
    subtitle = f"Number of {many}, {words.window(one.figure.period.start, one.figure.period_end)}, {council}."
    alt = f"Bar chart of {len(rows)} bars: {title}. Every value is in the table."
    counts = {name: getattr(one, name) or 0 for name in rows}
    marks = [
        bars.Bar(said, counts[name], words.number(counts[name]), name != "not_in_time")
        for name, said in rows.items()
    ]
    wide, narrow = (bars.draw(marks, form, chart_id, alt) for form in (bars.WIDE, bars.NARROW))
    table = Table(
        id=f"table-{chart_id}",
        caption=f"{words.sentence_case(many)}: in time, and on record",
        columns=(Column("What became of them"), Column("Number", numeric=True)),
        groups=(
            Group(
                tuple(
                    (Cell(said), Cell(words.number(counts[name]), f"{figure}/{name}"))
                    for name, said in rows.items()
                )
            ),
        ),
        total=(Cell("All"), Cell(words.number(one.due or 0), f"{figure}/due")),
        compact=True,
    )
    return Drawn(Chart(chart_id, title, subtitle, alt, wide, narrow), table)
