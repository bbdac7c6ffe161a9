"""What has changed since the last report: its own figures as they stand now, its definitions, and what really moved.

A member holds the last report in her hand. Its figures may read otherwise today because records came late, and a
definition may be another; both are told before anything new. Then every verdict of the control charts is listed, those
without a real change too, so that a large move that means nothing is not taken for news.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from scrutable.engine.period import Period
from scrutable.figures.revisions import Revision
from scrutable.indicators.definition import Definition, boards
from scrutable.report import amounts, packjson, restated, variation, words
from scrutable.report.anatomy import Cell, Column, Fact, Facts, Group, Part, Section, Sentence, Table
from scrutable.report.front import moment
from scrutable.report.gather import Sheet
from scrutable.report.saying import figure_id

if TYPE_CHECKING:
    from scrutable.figures.view import View

Say = Callable[[str], None]


@dataclass(frozen=True)
class Since:
    """The last report and what has become of it. `revised` are its figures that read otherwise now, with the causes.

    `kept` are the indicators of both, `added` and `dropped` those of one of them, `changed` those with another rule.
    """

    pack: str
    period: Period
    known_on: datetime
    kept: tuple[Definition, ...]
    revised: tuple[tuple[Definition, Revision], ...]
    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


@dataclass(frozen=True)
class LastReport:
    """The last report as it was published: what it printed of each indicator, as pack.json has it, and its view.

    `opened` opens the register as that report knew it, which takes a while and is done only where a figure has moved.
    """

    pack: str
    period: Period
    known_on: datetime
    definitions: tuple[Definition, ...]
    printed: Mapping[str, Mapping[str, Any]]
    opened: Callable[[], View]


def since(last: LastReport, after: View, say: Say = lambda _: None) -> Since:
    """Return what has become of the last report. Its figures are as it printed them; the cases of those that read
    otherwise now are compared one by one.
    """
    from scrutable.figures.differences import Differences
    from scrutable.figures.revisions import revision

    then, now = ({one.id: one for one in some} for some in (last.definitions, after.definitions))
    both = [one for one in now.values() if one.id in then and one.id in last.printed]
    are = {figure.indicator: figure for figure in after.figures([one.id for one in both], [last.period])}
    moved = [
        one for one in both if _reads(then[one.id], last.printed[one.id]) != amounts.amount(one, are[one.id])
    ]
    revised = []
    if moved:
        with last.opened() as before:
            differences = Differences(before, after)
            for one in moved:
                say(one.title)
                made = revision(before, after, one.id, last.period, was=then[one.id], differences=differences)
                revised.append((one, made))
    return Since(
        pack=last.pack,
        period=last.period,
        known_on=last.known_on,
        kept=tuple(both),
        revised=tuple(revised),
        added=tuple(one.title for one in now.values() if one.id not in then),
        dropped=tuple(one.title for one in then.values() if one.id not in now),
        changed=tuple(one.title for one in both if then[one.id].hash != one.hash),
    )


def _reads(one: Definition, record: Mapping[str, Any]) -> str:
    """Return how a figure of pack.json reads in a table."""
    return amounts.amount(one, packjson.read_figure(record, one))


def tempered(sheets: Sequence[Sheet], last: Since | None) -> list[Sheet]:
    """Return the sheets with no verdict on a figure that is too young for one.

    What becomes of a referral is known months later, so the newest quarter always reads low. Where the last report's
    own newest figure has since moved against the direction of the verdict, by a quarter of the ordinary range or more,
    the series is not judged by its newest point.
    """
    if last is None:
        return list(sheets)
    moved = {one.id: made for one, made in last.revised}
    return [_tempered(sheet, moved.get(sheet.definition.id)) for sheet in sheets]


def _tempered(sheet: Sheet, made: Revision | None) -> Sheet:
    found, limits = sheet.varied, sheet.varied.now
    if made is None or limits is None or not found.is_signal:
        return sheet
    before, after = made.before.value, made.after.value
    if before is None or after is None or made.after.period.kind != sheet.now.period.kind:
        return sheet
    back = (before - after) if found.rising else (after - before)
    if back < (limits.upper - limits.lower) / 4:
        return sheet
    one = sheet.definition
    young = (
        f"the last report's newest figure read {amounts.value(one, made.before)} at first and reads"
        f" {amounts.value(one, made.after)} now, so this one is too young to judge"
    )
    return replace(sheet, varied=replace(found, verdict=variation.TOO_YOUNG, young=young))


def section(found: Since | None, sheets: Sequence[Sheet], known_on: datetime) -> Section:
    """Return the section. Without a last report it tells only what has really moved."""
    parts: list[Part] = []
    if found is None:
        parts.append(
            Sentence("No earlier report has been published from these records, so none can be compared.")
        )
    else:
        parts += [_lead(found, known_on), *_revised(found, known_on), *_definitions(found)]
    parts += _moves(sheets)
    return Section("what-has-changed", "What has changed since the last report", tuple(parts))


def _lead(found: Since, known_on: datetime) -> Sentence:
    count, of = len(found.revised), len(found.kept)
    read = "None reads" if not count else f"{words.number(count)} of them read{'s' if count == 1 else ''}"
    return Sentence(
        f"The last report, {found.pack}, was of {words.stretch(found.period.start, found.period.end)} and spoke from"
        f" {moment(found.known_on)}. Its {words.number(of)} figures were made again as known on {moment(known_on)}."
        f" {read} otherwise now."
    )


def _revised(found: Since, known_on: datetime) -> list[Part]:
    """Return the last report's figures that read otherwise now, with what moved them."""
    if not found.revised:
        return []
    groups = []
    for board in boards(one for one, _ in found.revised):
        rows = tuple(_row(one, made) for one, made in found.revised if one.dashboard == board.id)
        groups.append(Group(rows, board.title))
    columns = (
        Column("Indicator"),
        Column("As reported", True),
        Column("As known now", True),
        Column("Because of"),
    )
    when = words.stretch(found.period.start, found.period.end)
    caption = f"Figures of the last report, of {when}, that read otherwise on {moment(known_on)}"
    return [Table("revised", caption, columns, tuple(groups))]


def _row(one: Definition, made: Revision) -> tuple[Cell, ...]:
    ref = figure_id(made.after)
    causes = "; ".join(f"{cause.cause} ({restated.how_many(cause)})" for cause in made.causes())
    return (
        Cell(one.title, link=one.id),
        Cell(amounts.amount(one, made.before), ref),
        Cell(amounts.amount(one, made.after), ref),
        Cell(causes or _without_cases(made)),
    )


def _without_cases(made: Revision) -> str:
    """Return why no case can be named: there was no figure, or its cases are the same and its population is not."""
    if made.known:
        return "another population" if made.before.base != made.after.base else "no case of its own"
    return "there was no figure" if made.before.value is None else "there is no figure now"


def _definitions(found: Since) -> list[Part]:
    facts = [
        Fact("Counted by another rule", _list(found.changed)),
        Fact("New here", _list(found.added)),
        Fact("No longer here", _list(found.dropped)),
    ]
    facts = [fact for fact in facts if fact.words]
    if not facts:
        return [Sentence("Every definition is the same, letter for letter.", "note")]
    return [Facts("Definitions", tuple(facts))]


def _list(titles: Sequence[str]) -> str:
    return f"{'; '.join(titles)}." if titles else ""


def _moves(sheets: Sequence[Sheet]) -> list[Part]:
    """Return the figures that are more than ordinary variation, those that are not, and those that cannot be told."""
    signals = [sheet for sheet in sheets if sheet.varied.is_signal]
    calm = [sheet.definition.title for sheet in sheets if sheet.varied.verdict == variation.NO_CHANGE]
    rest = [
        sheet.definition.title
        for sheet in sheets
        if not sheet.varied.is_signal and sheet.varied.verdict != variation.NO_CHANGE
    ]
    parts: list[Part] = []
    if signals:
        parts.append(_signals(signals))
    for term, titles in (("No real change", calm), ("Cannot be told", rest)):
        if titles:
            parts.append(Sentence(f"{term} ({words.number(len(titles))}): {_list(titles)}", "note"))
    return parts


def _signals(sheets: Sequence[Sheet]) -> Table:
    rows = []
    for sheet in sheets:
        one, now, ref = sheet.definition, sheet.varied.now, figure_id(sheet.now)
        ends = (
            f"{variation.level(one, now.lower)} to {variation.level(one, now.upper)}" if now else "not known"
        )
        rows.append(
            (
                Cell(one.title, link=one.id),
                Cell(amounts.amount(one, sheet.now), ref),
                Cell(words.sentence_case(sheet.varied.verdict)),
                Cell(words.sentence_case(sheet.varied.signal)),
                Cell(ends),
            )
        )
    noun = words.noun(sheets[0].now.period)
    columns = (
        Column("Indicator"),
        Column(f"This {noun}", True),
        Column("Direction"),
        Column("Why"),
        Column("Ordinary variation", True),
    )
    caption = f"What is more than ordinary variation this {noun}"
    return Table("moved-beyond-variation", caption, columns, (Group(tuple(rows)),))
