"""The committee's requests in a pack: each as asked, as resolved and as answered, with its figures; overdue first.

A standing answer's figures are those of this pack's period and moment. Others stand as they were given, with the moment
that they were given as known on. Where the wording drifted on the way, that is said and not mended.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from scrutable.committee import query
from scrutable.committee.agenda import Asked
from scrutable.committee.query import Given
from scrutable.committee.requests import DECLINED, OPEN, STANDING
from scrutable.engine.period import Period, parse
from scrutable.figures.figure import Figure
from scrutable.indicators.definition import Definition
from scrutable.report import words
from scrutable.report.amounts import columns, things
from scrutable.report.anatomy import Cell, Column, Fact, Facts, Group, Part, Section, Sentence, Table
from scrutable.report.edition import Edition
from scrutable.report.inputs import View
from scrutable.report.saying import cells

NO_RESOLUTION = "It never became a resolution."


def section(
    view: View, definitions: Sequence[Definition], period: Period, edition: Edition
) -> Section | None:
    """Return the section "Requests and promises"; None where the committee has asked for nothing."""
    if not edition.requests:
        return None
    known = {one.id: one for one in definitions}
    pages = tuple(_request(one, view, known, period) for one in edition.requests)
    return Section(
        "requests", "Requests and promises", (_lead(edition.requests), _summary(edition.requests)), pages
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


def _request(one: Asked, view: View, known: dict[str, Definition], period: Period) -> Section:
    parts: list[Part] = [Facts("", tuple(_facts(one)))]
    if one.query is not None and one.query.indicator in known:
        parts += _figures(one, view, known[one.query.indicator], period)
    return Section(_id(one), f"{_reference(one)}: {_title(one)}", tuple(parts))


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


def _figures(one: Asked, view: View, definition: Definition, period: Period) -> list[Part]:
    """Return the figures of an answer as a table: worked out anew where it stands in each pack, else as given."""
    if one.query is None:
        return []
    asked = query.period_of(one.query, period if one.standing else _named(one.report, period))
    if one.standing:
        found = query.figures(one.query, view, period)
        known_on = words.day(view.known_on)
    else:
        found = [_as_given(each, definition, asked, one) for each in one.figures]
        known_on = words.day(date.fromisoformat(one.known_on[:10]))
    if not found:
        return []
    by = one.query.by
    end = found[0].period_end
    when = f"at {words.day(end)}" if definition.stock else words.stretch(asked.start, end)
    table = Table(
        id=f"answer-{one.number}",
        caption=f"{definition.title}{f', by {words.breakdown(by)}' if by else ''}, {when}, as known on {known_on}",
        columns=(
            Column(words.sentence_case(words.breakdown(by)) if by else things(definition)),
            *columns(definition),
        ),
        groups=(Group(tuple(_row(definition, by, each) for each in found if each.by)),) if by else (),
        total=(Cell("All"), *cells(definition, found[0])),
    )
    return [table]


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


def _named(report: str, otherwise: Period) -> Period:
    return parse(report) if report else otherwise


def _reference(one: Asked) -> str:
    return f"Minute {one.reference}" if one.reference else "Asked"


def _title(one: Asked) -> str:
    return one.resolved or one.asked


def _id(one: Asked) -> str:
    return f"request-{one.number}"
