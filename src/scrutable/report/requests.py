"""The committee's requests in a pack: each as asked, as resolved and as answered, with its figures; overdue first.

A standing answer's figures are those of this pack's period and moment. Others stand as they were given, with the moment
that they were given as known on. Where the wording drifted on the way, that is said and not mended.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from scrutable.committee import query
from scrutable.committee.entries import DECLINED, OPEN, STANDING, Asked
from scrutable.committee.query import Given
from scrutable.engine.period import Period, parse
from scrutable.figures.figure import Figure
from scrutable.indicators.definition import Definition
from scrutable.report import packjson, words
from scrutable.report.amounts import columns, things
from scrutable.report.anatomy import Cell, Column, Fact, Facts, Group, Part, Section, Sentence, Table
from scrutable.report.edition import Edition
from scrutable.report.inputs import View
from scrutable.report.saying import cells

ONLY_SOME = "Only the parts that were asked for are shown: they do not come to all."
NO_RESOLUTION = "It never became a resolution."


@dataclass(frozen=True)
class Shown:
    """A request as a pack prints it, with the figures of its answer: none where the register could not answer."""

    asked: Asked
    definition: Definition | None
    figures: tuple[Figure, ...]


def shown(
    view: View, definitions: Sequence[Definition], period: Period, edition: Edition
) -> tuple[Shown, ...]:
    """Return the requests of a pack with their figures, those overdue first."""
    known = {one.id: one for one in definitions}
    made = []
    for one in edition.requests:
        definition = known.get(one.query.indicator) if one.query else None
        made.append(Shown(one, definition, tuple(_figures(one, definition, view, period))))
    return tuple(made)


def section(found: Sequence[Shown]) -> Section | None:
    """Return the section "Requests and promises"; None where the committee has asked for nothing."""
    if not found:
        return None
    asked = [one.asked for one in found]
    pages = tuple(_request(one) for one in found)
    return Section("requests", "Requests and promises", (_lead(asked), _summary(asked)), pages)


def records(found: Sequence[Shown]) -> tuple[dict[str, Any], ...]:
    """Return the requests as pack.json has them, each with the figures of its answer."""
    names = ("number", "reference", "asked", "resolved", "status", "overdue", "standing", "words", "needs")
    return tuple(
        {name: getattr(one.asked, name) for name in names}
        | {
            "definition": one.definition.hash if one.definition else "",
            "known_on": one.figures[0].known_on if one.figures else "",
            "figures": [packjson.figure(each) for each in one.figures],
        }
        for one in found
    )


def _lead(found: Sequence[Asked]) -> Sentence:
    late = sum(one.overdue for one in found)
    waiting = sum(one.status in OPEN for one in found) - late
    parts = [
        (late, "overdue"),
        (waiting, "open and not yet due"),
        (sum(one.status == STANDING for one in found), "answered in every report"),
        (sum(one.status not in (*OPEN, STANDING, DECLINED) for one in found), "answered in this one"),
        (sum(one.status == DECLINED for one in found), "declined, with the reason"),
    ]
    told = words.joined([f"{words.number(count)} {what}" for count, what in parts if count])
    many = (
        "One request of the committee is"
        if len(found) == 1
        else f"{len(found)} requests of the committee are"
    )
    return Sentence(f"{many} shown here: {told}.", "headline")


def _summary(found: Sequence[Asked]) -> Table:
    rows = tuple(
        (
            Cell(_title(one), link=_id(one)),
            Cell(one.reference or "Not resolved"),
            Cell(words.sentence_case("overdue" if one.overdue else one.status)),
            Cell(one.owner or "No owner named"),
            Cell(words.day(one.due) if one.due else "Next meeting"),
        )
        for one in found
    )
    titles = ("Request", "Minute", "Status", "Owner", "Due")
    caption = "Requests of the committee, those overdue first"
    return Table("requests-all", caption, tuple(Column(title) for title in titles), (Group(rows),))


def _request(one: Shown) -> Section:
    parts: list[Part] = [Facts("", tuple(_facts(one.asked)))]
    if one.definition is not None and one.figures:
        parts.append(_table(one, one.definition))
    return Section(_id(one.asked), f"{_reference(one.asked)}: {_title(one.asked)}", tuple(parts))


def _facts(one: Asked) -> list[Fact]:
    """Return what was asked, resolved and answered, under each other."""
    who = f"{one.asked_by}, " if one.asked_by else ""
    facts = [
        Fact("Asked", f"{one.asked or 'Not written down'} ({who}{words.day(one.meeting)})"),
        Fact("Resolved", one.resolved or NO_RESOLUTION),
    ]
    if one.words:
        on = f", {words.day(one.given)}" if one.given else ""
        facts.append(Fact("Answered", f"{one.words} ({one.by}{on})"))
    elif not one.needs:
        facts.append(Fact("Answered", "Declined." if one.status == DECLINED else "Not yet."))
    if one.needs:
        source = f" They would have to come from: {one.needs_from}." if one.needs_from else ""
        facts.append(Fact("What it would take", f"{one.needs}{source}"))
    if one.reason:
        facts.append(Fact("Reason", one.reason))
    facts += [Fact("The wording drifts", said) for said in one.drifts]
    return facts


def _figures(one: Asked, definition: Definition | None, view: View, period: Period) -> Sequence[Figure]:
    """Return the figures of an answer: worked out anew where it stands in each pack, else as they were given."""
    if one.query is None or definition is None:
        return ()
    if one.standing:
        # In a period in which a part has no cases it has no row; the pack is not to fail for it, as entering would.
        every, only = query.figures(replace(one.query, only=()), view, period), one.query.only
        return [each for each in every if not (each.by and only) or each.breakdown in only]
    asked = query.period_of(one.query, parse(one.report) if one.report else period)
    return [_as_given(each, definition, asked, one) for each in one.figures]


def _table(one: Shown, definition: Definition) -> Table:
    by, whole = one.asked.query.by if one.asked.query else "", one.figures[0]
    end = whole.period_end
    when = f"at {words.day(end)}" if definition.stock else words.stretch(whole.period.start, end)
    known_on = words.day(date.fromisoformat(whole.known_on[:10]))
    first = words.sentence_case(words.breakdown(by)) if by else things(definition)
    return Table(
        id=f"answer-{one.asked.number}",
        caption=f"{definition.title}{f', by {words.breakdown(by)}' if by else ''}, {when}, as known on {known_on}",
        columns=(Column(first), *columns(definition)),
        groups=(Group(tuple(_row(definition, by, each) for each in one.figures if each.by)),) if by else (),
        total=(Cell("All"), *cells(definition, whole)),
        note=ONLY_SOME if one.asked.query and one.asked.query.only else "",
    )


def _row(definition: Definition, by: str, figure: Figure) -> tuple[Cell, ...]:
    return (Cell(words.group(by, figure.breakdown)), *cells(definition, figure))


def _as_given(each: Given, definition: Definition, period: Period, one: Asked) -> Figure:
    """Return a figure that was written down with an answer as a figure again."""
    by = one.query.by if one.query and each.part is not None else None
    end = min(period.end, date.fromisoformat(one.known_on[:10]))
    return Figure(
        definition.id, period, end, by, each.part, definition.measures, each.numerator, each.denominator, each.value,
        0, 0, definition.counts, one.known_on, "", each.absent,
    )  # fmt: skip


def _reference(one: Asked) -> str:
    return f"Minute {one.reference}" if one.reference else "Asked"


def _title(one: Asked) -> str:
    return one.resolved or one.asked


def _id(one: Asked) -> str:
    return f"request-{one.number}"
