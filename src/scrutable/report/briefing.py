"""What members will probably ask: for the officers who sit before them, with the figures, and not for publication.

Asked is about what is off target or short of a limit, what has moved for the worse, what was said before and is no
longer so, and what was asked before and is not answered. The rules are printed with it. It guesses at no answer: it
gives the figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from scrutable.committee import publications
from scrutable.committee.entries import OPEN, Asked
from scrutable.committee.publications import PublishedFigure
from scrutable.engine.period import Period, parse
from scrutable.indicators.definition import Definition
from scrutable.report import aims as targets
from scrutable.report import amounts, choose, front, gather, recipe, settling, words
from scrutable.report.aims import NO_AIMS, Aims
from scrutable.report.anatomy import Fact, Facts, Pack, Part, Points, Section, Sentence
from scrutable.report.edition import Edition
from scrutable.report.gather import Sheet
from scrutable.report.inputs import Provenance, View
from scrutable.report.saying import figure_id, headline

if TYPE_CHECKING:
    from scrutable.store import Store

FILE = "briefing.html"
MARK = "Not for publication. For officers only: it is no part of the agenda and is not to be handed on."
MOST, TRAPS = 12, 2
UNUSUAL = 1.5  # times the usual change from one period to the next
RULE = (
    "How these were chosen: every figure that is off its target, every share that falls short of a limit of law or"
    f" guidance by more than a tenth, every figure that moved for the worse over a year by more than {UNUSUAL} times"
    " what it usually moves from one period to the next, and every figure that a published pack printed otherwise."
    " Those with most reasons come first, then those that fall furthest short, then those that moved most; at most"
    f" {MOST} are shown."
)
Printed = Callable[[str], Sequence[PublishedFigure]]


def of(store: Store, period: str, known_on: str | date | datetime | None) -> Pack:
    """Return the briefing on a period of a store's records."""
    settled = settling.settle(store, period, known_on, status="draft")
    with recipe.view_of(store, settled) as view, store.records() as records:
        return compose(
            view, view.definitions, parse(period), recipe.provenance(settled, view), settled.edition,
            lambda figure: publications.history(records, figure),
            Aims(settled.settings.targets, settled.settings.breaks),
        )  # fmt: skip


def compose(
    view: View,
    definitions: Sequence[Definition],
    period: Period,
    provenance: Provenance,
    edition: Edition,
    printed: Printed,
    aims: Aims = NO_AIMS,
) -> Pack:
    """Return the briefing on a period as a pack of its own, marked as not for publication."""
    cover = front.cover(replace(provenance, paper="Officers' briefing"), period, view.known_on, edition)
    sheets = gather.sheets(view, definitions, period, None, aims)
    likely = [(sheet, list(reasons(sheet, printed))) for sheet in sheets]
    chosen = sorted((one for one in likely if one[1]), key=lambda one: _rank(*one))[:MOST]
    pages = tuple(_page(sheet, why) for sheet, why in chosen)
    lead = Sentence(RULE, "note")
    parts: list[Part] = (
        [lead] if pages else [lead, Sentence("By these rules there is nothing that stands out.")]
    )
    asked = Section("likely-questions", "What members will probably ask", tuple(parts), pages)
    waiting = _waiting(edition.requests)
    return Pack(
        cover=replace(cover, caution=f"{MARK} {cover.caution}".strip(), facts=_facts(cover.facts)),
        sections=(asked,) if waiting is None else (waiting, asked),
        area=provenance.area,
    )


def reasons(sheet: Sheet, printed: Printed) -> Iterator[str]:
    """Yield why members may ask about a figure, in words; nothing where there is no reason."""
    one, now = sheet.definition, sheet.now
    if now.value is None:
        return
    if targets.status(one, now, sheet.target) == targets.OFF and sheet.target is not None:
        yield targets.level(one, now, sheet.target)
    if one.limit and one.measures == "share" and choose.short_of(sheet) > 0.1:
        yield f"It falls short of a limit: {one.limit}."
    then = sheet.year_ago or sheet.before
    if then is not None and then.value is not None and worse(one, then.value, now.value):
        times = choose.move(sheet)
        if times > UNUSUAL:
            yield (
                f"It moved for the worse: {amounts.in_full(one, then)} in {then.period.label}. That is"
                f" {words.number(times)} times what it usually moves from one period to the next."
            )
    earlier = printed(figure_id(now))
    if earlier and earlier[-1].value is not None and earlier[-1].value != now.value:
        was = replace(
            now, numerator=earlier[-1].numerator, denominator=earlier[-1].denominator, value=earlier[-1].value
        )
        yield f"The pack {earlier[-1].pack} printed {amounts.in_full(one, was)}."


def worse(one: Definition, then: float, now: float) -> bool:
    """Whether a figure moved in the direction that is not better; never where neither is."""
    return {"higher": now < then, "lower": now > then}.get(one.better, False)


def _rank(sheet: Sheet, why: Sequence[str]) -> tuple[int, float, float, str]:
    short = choose.short_of(sheet) if sheet.definition.limit and sheet.definition.measures == "share" else 0.0
    return -len(why), -short, -choose.move(sheet), sheet.definition.id


def _page(sheet: Sheet, why: Sequence[str]) -> Section:
    one = sheet.definition
    facts = [Fact("They may ask", one.question), *(Fact("Because", reason) for reason in why)]
    if sheet.before is not None:
        facts.append(Fact("The period before", amounts.in_full(one, sheet.before)))
    if sheet.year_ago is not None:
        facts.append(Fact("A year before", amounts.in_full(one, sheet.year_ago)))
    if one.beside:
        facts.append(Fact("Look beside it at", one.beside))
    facts += [Fact("Take care", trap) for trap in one.traps[:TRAPS]]
    return Section(f"ask-{one.id}", one.title, (headline(sheet), Facts("", tuple(facts))))


def _facts(of_a_pack: Sequence[Fact]) -> tuple[Fact, ...]:
    return (*(one for one in of_a_pack if one.term != "Status"), Fact("Status", MARK))


def _waiting(requests: Sequence[Asked]) -> Section | None:
    """Return the requests that are not answered yet, and those whose wording has drifted; None where there are none."""
    lines = [
        Sentence(f"{one.resolved or one.asked}: {_due(one.due, one.overdue)}. It is {one.status}.", "note")
        for one in requests
        if one.status in OPEN
    ]
    lines += [
        Sentence(
            f"{one.resolved or one.asked}: members may say that they asked something else. {said}", "note"
        )
        for one in requests
        for said in one.drifts
    ]
    return Section("open-requests", "What they asked before", (Points(tuple(lines)),)) if lines else None


def _due(due: date | None, overdue: bool) -> str:
    said = words.day(due) if due else "the next meeting"
    return f"overdue since {said}" if overdue else f"due on {said}"
