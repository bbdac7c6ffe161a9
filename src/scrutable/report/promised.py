"""Promises in words: what was promised, what chance it had and has, whether it was kept; for screen and pack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from scrutable.backlog import promised
from scrutable.backlog.forecast import Forecast
from scrutable.backlog.promised import Outlook, Result
from scrutable.committee.entries import Promise
from scrutable.errors import UsageFault
from scrutable.indicators.definition import Definition
from scrutable.report import words
from scrutable.report.anatomy import Cell, Column, Group, Part, Points, Section, Sentence, Table
from scrutable.report.outlook import percent

BASIS = {
    "finished": "of the cases finished in the quarter",
    "due": "of the cases falling due in the quarter",
    "defined": "as the indicator is defined",
}
FIELDS = tuple(Promise.__dataclass_fields__)
LISTED = ("No.", "Made on", "By", "Meeting", "Indicator", "Target", "By", "Chance then", "Words")
SCORED = (
    "number", "indicator", "basis", "target", "due", "chance_given", "chance_now", "course", "met", "counted", "kept",
    "absent",
)  # fmt: skip


@dataclass(frozen=True)
class Made:
    """A promise as it is given: nothing of it has been judged yet."""

    made: date
    by: str
    meeting: str
    indicator: str
    basis: str
    target: float
    due: date
    words: str


@dataclass(frozen=True)
class Scored:
    """A promise with how it stands on a moment: its result where its quarter has ended, else its chance now."""

    promise: Promise
    result: Result
    now: Outlook | None
    plural: str = "cases"

    @property
    def chance_and_result(self) -> tuple[float, bool] | None:
        """The chance that it was given and whether it was kept; None where either is not known."""
        if self.promise.chance is None or self.result.kept is None:
            return None
        return self.promise.chance, self.result.kept


def entered(view: Any, told: Made) -> tuple[Promise, Forecast | None]:
    """Return a promise with what can be told of it, as known on the view's moment, which is the day it was made.

    Raises UsageFault U102, U143, U144 or U146 for one that nobody could judge.
    """
    definition = view.definition(told.indicator)
    promised.check(definition, told.basis, told.target)
    promised.quarter_of(told.due)
    lacking = [name for name in ("by", "meeting", "words") if not getattr(told, name).strip()]
    if lacking or told.due <= told.made:
        wrong = f"It does not say: {words.joined(lacking)}" if lacking else "It was made after its own date"
        raise UsageFault(
            "U146", f"The promise was not written down. {wrong}.", "See: scrutable promises add --help"
        )
    now = promised.outlook(view, told.indicator, told.basis, told.target, told.due, whole=True)
    one, facts = now.forecast, {**vars(told), "number": 0, "known_on": view.said}
    if one is not None:
        most = one.ceiling
        facts |= {
            "ceiling": most.share if most else None,
            "needed": most.needed if most else None,
            "needed_weekly": one.needed,
            "weekly": one.weekly or None,
        }
    return Promise(**facts, chance=now.chance, why=now.why), one


def score(view: Any, promises: Sequence[Promise]) -> list[Scored]:
    """Return how each promise stands, as known on the view's moment."""
    found = []
    for one in promises:
        told = (view, one.indicator, one.basis, one.target, one.due)
        result = promised.result(*told)
        now = promised.outlook(*told) if result.kept is None else None
        found.append(Scored(one, result, now, _plural(view.definition(one.indicator))))
    return found


def _plural(definition: Definition) -> str:
    from scrutable.report import units

    return definition.plural or units.plural(definition.counts)


def what(one: Promise) -> str:
    """Return what was promised, by whom and when: the figure, not the words in which it was said."""
    return (
        f"{one.by} promised the committee on {words.day(one.made)} ({one.meeting}): {percent(one.target)} in time by"
        f" {words.day(one.due)}, {BASIS[one.basis]}."
    )


def at_entry(one: Promise) -> str:
    """Return what was told of a promise when it was made."""
    if one.chance is None:
        return f"No chance was given: {one.why}." if one.why else "No chance was given."
    said = f"As known that day its chance was {percent(one.chance)}."
    if one.ceiling is not None and one.needed:
        said += (
            f" At the pace of that day, with the overdue cases cleared, at most {percent(one.ceiling)} could be in"
            f" time; the target took {words.number(one.needed)} finished in the quarter."
        )
    if one.weekly is not None and one.needed_weekly is not None:
        said += (
            f" {words.tenths(one.weekly)} a week were being finished, and {words.tenths(one.needed_weekly)} were needed"
            " for a chance of 80%."
        )
    return said


def says(one: Scored) -> str:
    """Return all that is said of a promise: what it was, how it stands, what had been told."""
    return f"{what(one.promise)} {stands(one)} {at_entry(one.promise)}"


def stands(one: Scored) -> str:
    """Return how a promise stands: kept or not, or its chance now."""
    result = one.result
    if result.kept is not None:
        if not result.counted:
            return "It was not kept: there were no cases."
        figure = words.of(result.met or 0, result.counted).replace(" (", f" {one.plural} (", 1)
        return f"It was {'kept' if result.kept else 'not kept'}: {figure}."
    if one.now is None or one.now.chance is None:
        why = one.now.why if one.now else result.why
        return f"Nobody can say yet how it stands: {why}."
    return f"It is {one.now.course}: its chance now is {percent(one.now.chance)}."


def running(scored: Sequence[Scored]) -> str:
    """Return the Brier score so far, in words."""
    given = [each for one in scored if (each := one.chance_and_result) is not None]
    found = promised.brier(given)
    if found is None:
        return "No promise that was given a chance has come to its date yet, so there is no score."
    kept = sum(kept for _, kept in given)
    were = "none" if not kept else words.number(kept)
    return (
        f"Of {words.number(len(given))} promise{'' if len(given) == 1 else 's'} that came to"
        f" {'its' if len(given) == 1 else 'their'}"
        f" date {were} {'were' if kept > 1 else 'was'} kept. The chances that had been given score {found:.2f}"
        " (Brier: 0 is perfect, 0.25 is saying one in two each time)."
    )


def listed(one: Promise) -> list[str]:
    """Return a promise as a row of a list."""
    chance = "" if one.chance is None else percent(one.chance)
    return [
        str(one.number), one.made.isoformat(), one.by, one.meeting, one.indicator, percent(one.target),
        one.due.isoformat(), chance, one.words,
    ]  # fmt: skip


def as_row(one: Scored) -> dict[str, Any]:
    """Return how a promise stands, for a program. Shares and chances are from 0 to 1."""
    it = one.promise
    return {
        "number": it.number,
        "indicator": it.indicator,
        "basis": it.basis,
        "target": it.target,
        "due": it.due,
        "chance_given": it.chance,
        "chance_now": one.now.chance if one.now else None,
        "course": one.now.course if one.now else "",
        "met": one.result.met,
        "counted": one.result.counted,
        "kept": one.result.kept,
        "absent": (one.now.why if one.now and one.now.chance is None else "") or "",
    }


def section(view: Any, promises: Sequence[Promise]) -> Section | None:
    """Return the promises as the pack has them; None where none had been made."""
    if not promises:
        return None
    scored = score(view, promises)
    points = Points(tuple(_point(one) for one in scored))
    parts: list[Part] = [
        Sentence(
            "Each promise is given in the words in which it was made, with the chance that the"
            " records gave it on that day"
            " and with what has come of it."
        ),
        points,
        _table(scored),
        Sentence(running(scored)),
    ]
    return Section("promises", "Promises", tuple(parts))


def _point(one: Scored) -> Sentence:
    it = one.promise
    quarter = promised.quarter_of(it.due)
    head = f"“{it.words}” {stands(one)}"
    ids = (f"{it.indicator}/{quarter.name}",) if one.result.kept is not None and it.basis != "due" else ()
    return Sentence(head, "headline", ids, f"{what(it)} {at_entry(it)}")


def _table(scored: Sequence[Scored]) -> Table:
    columns = [Column(title) for title in ("Promise", "By", "How it stands")]
    columns += [
        Column("Target", True),
        Column("Chance when made", True),
        Column("Chance now, or result", True),
    ]
    rows = tuple(_row(one) for one in scored)
    return Table("promises-table", "Every promise, its chance and its result", tuple(columns), (Group(rows),))


def _row(one: Scored) -> tuple[Cell, ...]:
    it, result = one.promise, one.result
    if result.kept is not None:
        now = words.of(result.met or 0, result.counted or 0)
    else:
        now = "not known" if one.now is None or one.now.chance is None else percent(one.now.chance)
    state = (
        "kept"
        if result.kept
        else "not kept"
        if result.kept is not None
        else one.now.course
        if one.now
        else ""
    )
    return (
        Cell(f"{it.number}", link=it.indicator),
        Cell(words.day(it.due)),
        Cell(words.sentence_case(state or "not known")),
        Cell(percent(it.target)),
        Cell("not given" if it.chance is None else percent(it.chance)),
        Cell(now),
    )
