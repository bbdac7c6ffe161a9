"""The front of a pack: the cover, the five sentences that open it, and the table of every headline figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time

from scrutable.engine.period import Period
from scrutable.figures.figure import Figure
from scrutable.indicators.definition import Definition, boards
from scrutable.report import aims, choose, standing, units, variation, words
from scrutable.report.amounts import NO_CASES, amount, is_percentage
from scrutable.report.anatomy import Cell, Column, Cover, Fact, Facts, Group, Points, Section, Sentence, Table
from scrutable.report.compared import ENGLAND, england_cell
from scrutable.report.edition import Edition
from scrutable.report.gather import Sheet
from scrutable.report.inputs import Provenance
from scrutable.report.saying import beside, comparison, figure_id, headline


def cover(provenance: Provenance, period: Period, known_on: datetime, edition: Edition) -> Cover:
    """Return the cover: whose report, of what period, known when, and resting on how old records."""
    facts = (
        Fact("Period", words.stretch(period.start, period.end)),
        Fact("As known on", moment(known_on)),
        Fact(
            "What it is",
            "Figures on the council's services for children, each counted from its own case records.",
        ),
        Fact("Status", edition.says()),
    )
    return Cover(
        council=provenance.council,
        committee=provenance.committee,
        title=provenance.paper,
        period=words.sentence_case(period.label),
        known_on=moment(known_on),
        dated=known_on.date(),
        facts=facts,
        loads=_latest(provenance, known_on),
        caution=" ".join(_cautions(provenance, period, known_on, edition)),
    )


def _cautions(provenance: Provenance, period: Period, known_on: datetime, edition: Edition) -> Iterator[str]:
    """Yield what a reader must know before reading on: the period is not over, or the records are old."""
    if known_on.date() < period.end:
        yield f"The period had not ended on {words.day(known_on)}: every figure of it is so far, and will change."
    youngest = min((load.age(known_on.date()) for load in provenance.loads), default=0)
    if edition.oldest_records_days and youngest > edition.oldest_records_days:
        yield (
            f"Even the youngest records here were {words.number(youngest)} days old on {words.day(known_on)}. The"
            f" council means to report from records of at most {words.number(edition.oldest_records_days)} days."
        )


def moment(known_on: datetime) -> str:
    """Return the moment a pack speaks from; a day without a time means its end."""
    whole_day = known_on.time() in (time.max, time(0, 0), time(23, 59, 59))
    return words.day(known_on) + ("" if whole_day else f", {known_on:%H:%M}")


def what_this_says(sheets: Sequence[Sheet]) -> Section:
    """Return the five headline sentences and the rule that chose them."""
    told, known = [], {sheet.definition.id: sheet for sheet in sheets}
    for sheet in choose.headlines(sheets):
        first, then = headline(sheet), comparison(sheet)
        after = [said for said in (then, beside(sheet, known)) if said is not None]
        figures = [figure for said in (first, *after) for figure in said.figures]
        told.append(
            Sentence(
                first.text,
                "headline",
                tuple(figures),
                " ".join(f"{said.text} {said.then}".strip() for said in after),
            )
        )
    parts = (Points(tuple(told)), Sentence(choose.RULE, "note"), at_a_glance(sheets))
    return Section("what-this-says", "What this says", tuple(part for part in parts if part is not None))


def at_a_glance(sheets: Sequence[Sheet]) -> Facts | None:
    """Return what is off target, what has really changed and what is not known, each with its figure."""
    off, close, better, worse = (
        [sheet for sheet in sheets if mark(sheet)]
        for mark in (
            lambda one: aims.status(one.definition, one.now, one.target) == aims.OFF,
            lambda one: aims.status(one.definition, one.now, one.target) == aims.CLOSE,
            lambda one: one.varied.verdict == variation.VERDICTS["improvement"],
            lambda one: one.varied.verdict == variation.VERDICTS["concern"],
        )
    )
    facts = [
        Fact("Off target", _named(off, with_target=True)),
        Fact("Close to target", _named(close, with_target=True)),
        Fact("Really worse", _named(worse)),
        Fact("Really better", _named(better)),
        Fact("What we do not know", _not_known(sheets)),
    ]
    facts = [fact for fact in facts if fact.words]
    return Facts("At a glance", tuple(facts)) if facts else None


def _named(sheets: Sequence[Sheet], *, with_target: bool = False) -> str:
    told = []
    for sheet in sheets:
        one, target = sheet.definition, sheet.target
        aim = f"; target {aims.said(one, target)}" if with_target and target is not None else ""
        told.append(f"{one.title} ({amount(one, sheet.now)}{aim})")
    return f"{'; '.join(told)}." if told else ""


def _not_known(sheets: Sequence[Sheet]) -> str:
    """Return which figures cannot be given and why. That nothing happened is known, and is not among them."""
    why: dict[str, list[str]] = {}
    for sheet in sheets:
        if sheet.now.value is None and sheet.now.absent not in ("", NO_CASES):
            why.setdefault(sheet.now.absent, []).append(sheet.definition.title)
    return " ".join(f"{words.joined(titles)}: {reason}." for reason, titles in why.items())


def headline_table(sheets: Sequence[Sheet], period: Period) -> Section:
    """Return every indicator's figure with those it is compared with, grouped by dashboard."""
    noun = words.noun(period)
    with_before, with_year = any(s.before for s in sheets), any(s.year_ago for s in sheets)
    columns = [Column("Indicator"), Column("Counted in"), Column(f"This {noun}", True)]
    columns += [Column(f"Last {noun}", True)] * with_before + [
        Column(f"Same {noun} last year", True)
    ] * with_year
    columns += [Column("Target and status"), Column("Direction")]
    with_england = any(s.compared for s in sheets)
    columns += [Column("England (year)", True)] * with_england
    groups = []
    for board in boards(sheet.definition for sheet in sheets):
        mine = [sheet for sheet in sheets if sheet.definition.dashboard == board.id]
        rows = tuple(
            (*_row(sheet, with_before, with_year), *[england_cell(sheet)] * with_england) for sheet in mine
        )
        if rows:
            groups.append(Group(rows, board.title))
    table = Table(
        "headline-figures-table", f"Every indicator, {words.short(period)}", tuple(columns), tuple(groups)
    )
    note = Sentence(
        'A share is written "n of d" with its percentage: n of the d cases counted meet the condition. '
        "A percentage is never shown without the cases behind it." + (f" {ENGLAND}" if with_england else ""),
        "note",
    )
    rules = (Sentence(aims.RULE, "note"), Sentence(standing.RULE, "note"))
    return Section("headline-figures", "Headline figures", (note, table, *rules))


def _row(sheet: Sheet, with_before: bool, with_year: bool) -> tuple[Cell, ...]:
    one = sheet.definition
    then = [sheet.before] * with_before + [sheet.year_ago] * with_year
    unit = words.sentence_case(one.plural or units.plural(one.counts))
    figures = (_cell(one, figure) for figure in (sheet.now, *then))
    return (Cell(one.title, link=one.id), Cell(unit), *figures, _status(sheet), _direction(sheet))


def _status(sheet: Sheet) -> Cell:
    """Return the target with the status in words, each for itself: a colour is not needed to tell them apart."""
    one, now = sheet.definition, sheet.now
    stand = words.sentence_case(aims.status(one, now, sheet.target))
    if sheet.target is None:
        return Cell(stand)
    return Cell(f"{stand} ({aims.said(one, sheet.target)})")


def _direction(sheet: Sheet) -> Cell:
    return Cell(words.sentence_case(sheet.varied.verdict))


def _cell(one: Definition, figure: Figure | None) -> Cell:
    if figure is None:
        return Cell("not asked for")
    if is_percentage(one) and figure.denominator:
        return Cell(words.of(figure.numerator or 0, figure.denominator), figure_id(figure))
    return Cell(amount(one, figure), figure_id(figure))


def _latest(provenance: Provenance, known_on: datetime) -> Table | None:
    """Return the latest delivery of each source and how old it was, oldest first."""
    latest, on = {load.source: load for load in provenance.loads}, known_on.date()
    if not latest:
        return None
    rows = tuple(
        (Cell(words.source(load.source)), Cell(words.day(load.extracted_at)), Cell(words.ago(load.age(on))))
        for load in sorted(latest.values(), key=lambda load: (load.extracted_at, load.source))
    )
    columns = (Column("Records"), Column("Taken out on"), Column("Age", True))
    return Table("cover-loads", "The records it rests on, and how old they were", columns, (Group(rows),))
