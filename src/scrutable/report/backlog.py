"""Flow and backlog in the pack: what came in, what went out, what waits, how timely, and what that will come to.

Everything is told from the view and the period alone, with fixed seeds: the same pack can be made again. A queue that
the register holds no records of is left out; one with too little history has everything but the fan, and says why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from scrutable.backlog import flow, lenses, queues
from scrutable.backlog.flow import Flow, Standing
from scrutable.backlog.forecast import Forecast, MonthEnd, of_cases
from scrutable.backlog.lenses import Lenses
from scrutable.backlog.queues import Cases, Queue
from scrutable.engine.period import Period
from scrutable.report import bars, fan, outlook, words
from scrutable.report.anatomy import Cell, Chart, Column, Drawn, Group, Part, Section, Sentence, Table, Trend

AHEAD, RUNS = (
    9,
    1_000,
)  # months after the records, and how many runs: a pack is made again whenever it is verified


def section(view: Any, period: Period) -> Section | None:
    """Return the section, a part for each queue; None where the view has no queue to tell of."""
    if not getattr(getattr(view, "engine", None), "keeps", False) or period.end < period.start:
        return None
    told = [
        made
        for queue in queues.QUEUES
        if not queues.lacking(view, queue) and (made := _queue(view, queue, period))
    ]
    if not told:
        return None
    lead = Sentence(
        "A share of the cases that were finished says nothing of those that wait. Here each queue is"
        " followed from what came"
        " in to what went out and what is left, and looked at from three sides. Where there is enough"
        " history it is carried"
        " on into the months to come: the range holds eight in ten of the runs that were drawn from"
        " the council's own weeks."
    )
    return Section("flow-and-backlog", "Flow and backlog", (lead,), tuple(told))


@dataclass(frozen=True)
class Ahead:
    """What an indicator's own page has of its queue: the section that tells of it, and what is to come, where told."""

    section: str
    said: str
    drawn: Drawn | None


def places(told: Section | None) -> dict[str, Ahead]:
    """Return for each indicator of a queue what its page has of it: the drawing of the section, by another id."""
    shown = {each.id: each for each in told.sections} if told else {}
    return {
        indicator: _for_page(shown[f"queue-{queue.id}"], indicator)
        for queue in queues.QUEUES
        for indicator in queue.indicators
        if f"queue-{queue.id}" in shown
    }


def _for_page(section: Section, indicator: str) -> Ahead:
    said = next(
        (one.text for one in section.parts if isinstance(one, Sentence) and one.role == "comparison"), ""
    )
    fans = (one for one in section.parts if isinstance(one, Trend) and one.chart.id.startswith("fan-share-"))
    found = next(fans, None)
    if found is None:
        return Ahead(section.id, said, None)
    old, new = found.chart.id, f"{found.chart.id}-{indicator}"
    wide, narrow = (svg.replace(old, new) for svg in (found.chart.wide, found.chart.narrow))
    chart = replace(found.chart, id=new, wide=wide, narrow=narrow)
    return Ahead(section.id, said, Drawn(chart, replace(found.table, id=f"table-{new}")))


def _queue(view: Any, queue: Queue, period: Period) -> Section | None:
    some = queues.cases(view, queue)
    if not len(some.ids) or some.until < period.start:
        return None
    moved = flow.checked(view, some, period)
    stands = flow.standing(some, moved.last)
    parts: list[Part | None] = [
        Sentence(_flow_said(moved), "headline"),
        _flow_table(moved),
        *(Sentence(said, "note") for said in _doubts(moved)),
        _ages(queue, stands),
        Sentence(_standing_said(queue, stands)),
        _certain(queue, stands),
        *_lenses(some, lenses.lenses(some, period)),
        *_ahead(some, view.known_on.date(), view.said),
    ]
    return Section(f"queue-{queue.id}", queue.title, tuple(part for part in parts if part is not None))


def _flow_said(one: Flow) -> str:
    """Return the flow as a sentence that adds up: 98 were open, 80 came in, 106 were issued and so on, 66 are open."""
    queue = one.queue
    came = [words.some(count, queue.entries[kind]) for kind, count in one.came.items() if count]
    left = [words.some(one.finished, queue.done)]
    left += [words.some(one.left[kind], said) for kind, said in queue.exits.items() if one.left[kind]]
    return (
        f"{words.number(one.opening)} {_named(queue, one.opening)} {words.were(one.opening)} open when"
        f" {words.day(one.period.start)} began. Until"
        f" {words.day(one.last)}: {words.joined(came) or 'nothing came in'}; {words.joined(left)}."
        f" {words.number(one.closing)} {words.were(one.closing)} open at the end."
    )


def _named(queue: Queue, count: int) -> str:
    return queue.one if count == 1 else queue.many


def _flow_table(one: Flow) -> Table:
    queue = one.queue
    rows = [("Open at the start", one.opening)]
    rows += [(f"+ {queue.entries[kind]}", count) for kind, count in one.came.items()]
    rows += [(f"− {queue.done}", one.finished)]
    rows += [(f"− {said}", one.left[kind]) for kind, said in queue.exits.items()]
    return Table(
        f"flow-{queue.id}",
        f"{queue.title}: what came in and what went out",
        (Column(words.sentence_case(words.window(one.period.start, one.last))), Column("Number", True)),
        (Group(tuple((Cell(name), Cell(words.number(count))) for name, count in rows)),),
        total=(Cell("Open at the end"), Cell(words.number(one.closing))),
    )


def _doubts(one: Flow) -> list[str]:
    """Return what does not add up, or that all does."""
    said = list(one.differences)
    if one.faults:
        said.append(f"Not in this queue, because their dates cannot be right: {words.joined(one.faults)}.")
    if not one.differences:
        held = " and agrees with the indicators that count the same by themselves" if one.queue.beside else ""
        said.insert(0, f"The sum closes{held}.")
    return said


def _ages(queue: Queue, one: Standing) -> Trend | None:
    """Return the ages of what is open as bars with their table; nothing where nothing is open."""
    if not one.waiting:
        return None
    rows = [(words.sentence_case(name), count) for name, count in one.ages]
    title = f"{words.number(one.waiting)} open, {words.number(one.overdue)} of them overdue"
    subtitle = f"Number of {queue.many} open on {words.day(one.day)}, by how long they had been open."
    alt = f"Bar chart of {len(rows)} bars: {title}. Every value is in the table."
    marks = [bars.Bar(name, count, words.number(count)) for name, count in rows]
    chart_id = f"ages-{queue.id}"
    wide, narrow = (bars.draw(marks, form, chart_id, alt) for form in (bars.WIDE, bars.NARROW))
    table = Table(
        f"table-{chart_id}",
        f"{queue.title} open on {words.day(one.day)}, by age",
        (Column("Open for"), Column("Number", True)),
        (Group(tuple((Cell(name), Cell(words.number(count))) for name, count in rows)),),
        total=(Cell("All"), Cell(words.number(one.waiting))),
        compact=True,
    )
    return Trend(Chart(chart_id, title, subtitle, alt, wide, narrow), table)


def _standing_said(queue: Queue, one: Standing) -> str:
    if not one.waiting:
        return f"No {queue.many} were open on {words.day(one.day)}."
    return (
        f"Half of the {words.number(one.waiting)} open on {words.day(one.day)} had been open for"
        f" {words.number(one.median_days or 0)} days or more, the oldest for {words.number(one.oldest_days or 0)} days."
        f" Overdue is past {queue.limit}."
    )


def _certain(queue: Queue, one: Standing) -> Table | None:
    """Return how many of what is open will be overdue by coming month ends whatever comes in; nothing where none is."""
    if not one.waiting:
        return None
    rows = [(f"On {words.day(one.day)}", one.overdue)]
    for end, count in one.certain:
        rows.append((f"By {words.day(end)}", count))
        if count == one.waiting:  # later it is all of them too
            break
    return Table(
        f"certain-{queue.id}",
        "Overdue now, and certain to be unless they end first",
        (Column("When"), Column(f"Of the {words.number(one.waiting)} open", True)),
        (Group(tuple((Cell(when), Cell(words.number(count))) for when, count in rows)),),
        compact=True,
    )


def _lenses(some: Cases, one: Lenses) -> list[Part]:
    """Return the three shares side by side, and why they differ here."""
    queue, last = some.queue, min(one.period.end, some.until)
    rows = [
        (f"Of the {queue.done} in the period", _of(one.finished)),
        ("Of those that fell due in it", _of(one.due)),
    ]
    if one.in_time is not None:
        share = f"{outlook.percent(one.in_time)}, told from {words.number(one.cohort)}"
        rows.append(("Chance of one that came in within a year", share))
    table = Table(
        f"lenses-{queue.id}",
        "In time, from three sides",
        (Column("Share in time"), Column("Figure", True)),
        (Group(tuple(tuple(Cell(text) for text in row) for row in rows)),),
    )
    late_before = int(
        (
            some.done
            & ~some.apart
            & _within(some.gone, one.period.start, last)
            & (some.due < _day(one.period.start))
        ).sum()
    )
    fell_due_open = int(
        (
            some.open_on(last)
            & ~some.apart
            & _within(some.due, one.period.start, last)
            & (some.due < _day(last))
        ).sum()
    )
    return [table, Sentence(_why(queue, one, late_before, fell_due_open))]


def _why(queue: Queue, one: Lenses, late_before: int, open_still: int) -> str:
    told = [
        "The three differ because they look at different cases.",
        _late_before(one.finished.counted, late_before),
        f"Of the {words.number(one.due.counted)} that fell due in the period, {_open_still(open_still)}",
    ]
    if one.in_time is not None:
        other = f" ({outlook.percent(one.otherwise)} leave in another way by then)" if one.otherwise else ""
        told.append(
            f"The third counts the cases of the last twelve months, the open ones for as long as they have waited: of a"
            f" hundred that come in, about {round(100 * one.in_time)} are done in time{other}."
        )
    return " ".join(told)


def _late_before(finished: int, late_before: int) -> str:
    """Say what those that were late already when the period began do to the share of the finished."""
    of = f"Of the {words.number(finished)} finished, "
    if not late_before:
        return f"{of}none had been due before the period began."
    return (
        f"{of}{words.number(late_before)} had been due before the period began: finishing"
        f" {'it' if late_before == 1 else 'them'} lowers the first share, and leaving"
        f" {'it' if late_before == 1 else 'them'} would have raised it."
    )


def _open_still(many: int) -> str:
    """Say what those that fell due and are open do to the shares."""
    if not many:
        return "none is open and overdue."
    one = many == 1
    return (
        f"{words.number(many)} {'is' if one else 'are'} open and overdue: {'it counts' if one else 'they count'}"
        f" against the second share and {'is' if one else 'are'} not in the first."
    )


def _ahead(some: Cases, today: Any, said: str) -> list[Part]:
    """Return the forecast: two fans with their table, and what is to be said of them; or why there is none."""
    end = flow.month_end(some.until, AHEAD)
    found = of_cases(some, some.queue.indicators[0], end, today, said, None, runs=RUNS)
    if found.why or found.end is None:
        sentences = [f"No forecast is made: {found.why}."]
        if found.ceiling is not None:
            sentences.append(outlook.ceiling(found, found.ceiling))
        return [Sentence(each, "note") for each in sentences]
    first = next((one for one in found.months if one.day >= found.until + timedelta(days=80)), found.end)
    told = [outlook.ahead(found, first), outlook.overdue(found, first)]
    notes = [outlook.otherwise(found)] if found.otherwise else []
    if found.ceiling is not None:
        notes.insert(0, outlook.ceiling(found, found.ceiling))
    if found.backtest is not None:
        notes.append(outlook.held_against(found.backtest))
    charts = [chart for chart in (_share_fan(found), _overdue_fan(found)) if chart is not None]
    return [Sentence(" ".join(told), "comparison"), *charts, *(Sentence(note) for note in notes)]


def _share_fan(found: Forecast) -> Trend | None:
    known = [one for one in found.months if one.share is not None]
    if len(known) < 2:
        return None
    points = [
        fan.Spread(_label(one), one.share.p10, one.share.p50, one.share.p90, outlook.percent(one.share.p50))
        for one in known
        if one.share is not None
    ]
    last = points[-1]
    title = f"About {last.text} in time by {words.day(known[-1].day)} if all goes on as now"
    what = outlook.cases_of(found)
    subtitle = (
        f"Share in time of the {what} in the three months to each month end. Line: the middle of"
        f" {words.number(found.runs)} runs; band: eight in ten of them."
    )
    return _trend(found, "share", title, subtitle, points, known, share=True)


def _overdue_fan(found: Forecast) -> Trend | None:
    if not found.months:
        return None
    points = [
        fan.Spread(
            _label(one),
            one.overdue.p10,
            one.overdue.p50,
            one.overdue.p90,
            words.number(round(one.overdue.p50)),
        )
        for one in found.months
    ]
    title = (
        f"About {points[-1].text} open and overdue by {words.day(found.months[-1].day)} if all goes on as now"
    )
    subtitle = f"Number of {found.queue.many} open and overdue at each month end. Line and band as above."
    return _trend(found, "overdue", title, subtitle, points, found.months, share=False)


def _trend(
    found: Forecast,
    kind: str,
    title: str,
    subtitle: str,
    points: Sequence[fan.Spread],
    months: Sequence[MonthEnd],
    *,
    share: bool,
) -> Trend:
    chart_id = f"fan-{kind}-{found.queue.id}"
    alt = f"Fan chart of {len(points)} month ends: {title}. Every value is in the table."
    wide, narrow = fan.drawn(points, share, found.target if share else None, chart_id, alt)
    write = outlook.percent if share else lambda value: words.number(round(value))
    rows = tuple(
        (
            Cell(words.short_day(one.day)),
            Cell(write(point.low)),
            Cell(write(point.middle)),
            Cell(write(point.high)),
            *((Cell(words.number(round(one.counted))),) if share else ()),
        )
        for one, point in zip(months, points, strict=True)
    )
    titles = ["1 in 10 below", "Middle", "1 in 10 above"] + (["Of about"] if share else [])
    table = Table(
        f"table-{chart_id}",
        f"{found.queue.title}: {'in time' if share else 'open and overdue'}, to come",
        (Column("Three months to" if share else "On"), *(Column(each, True) for each in titles)),
        (Group(rows),),
        compact=True,
    )
    return Trend(Chart(chart_id, title, subtitle, alt, wide, narrow), table)


def _label(one: MonthEnd) -> tuple[str, ...]:
    return (f"{one.day:%b}", f"{one.day:%Y}")


def _of(share: lenses.Share) -> str:
    return words.of(share.met, share.counted)


def _day(day: Any) -> Any:
    import numpy as np

    return np.datetime64(day, "D")


def _within(days: Any, first: Any, last: Any) -> Any:
    return (days >= _day(first)) & (days <= _day(last))
