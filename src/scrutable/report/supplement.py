"""The tabled update: what has moved since a pack was published, why, and what that does to its message. Nothing else.

Every figure of the pack is made again as known on the later moment, and each that reads otherwise has its causes to
the case. What has not moved is counted and not shown again. The pack that it amends is named on its first page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from scrutable.engine.period import Period
from scrutable.figures.contributions import Contribution
from scrutable.figures.revisions import Revision
from scrutable.indicators.definition import Definition, boards
from scrutable.report import amounts, back, choose, corrected, front, packjson, restated, words
from scrutable.report.anatomy import Cell, Column, Group, Pack, Part, Points, Section, Sentence, Table
from scrutable.report.edition import Edition
from scrutable.report.gather import Sheet
from scrutable.report.inputs import Load, Provenance
from scrutable.report.saying import BETTER, anchor, aside, figure_id, headline, stands

TITLE = "Tabled update"
FEW = 5  # so many are told first at the least, if so many have moved


@dataclass(frozen=True)
class Moved:
    """One indicator of the pack: what the pack had, what it is now, and what lies between."""

    then: Sheet
    now: Sheet
    revision: Revision

    @property
    def definition(self) -> Definition:
        """The definition of today."""
        return self.now.definition


@dataclass(frozen=True)
class Amended:
    """The pack that a supplement amends: its name, and the moment it speaks from."""

    name: str
    known_on: datetime


def compose(
    moved: Sequence[Moved],
    amended: Amended,
    period: Period,
    provenance: Provenance,
    known_on: datetime,
    edition: Edition,
) -> Pack:
    """Return the supplement. `moved` are all indicators of the pack; those that read the same are only counted."""
    changed = [one for one in moved if one.revision.moved]
    cover = front.cover(provenance, period, known_on, edition)
    sections = (
        corrected.section(edition),
        _summary(changed, moved, amended, known_on),
        _table(changed, amended, known_on) if changed else None,
        *_boards(changed),
        back.sources(replace(provenance, loads=_since(provenance, amended)), known_on),
        _made(amended, period, known_on, provenance),
    )
    return Pack(
        cover=replace(cover, title=f"{cover.title}: {TITLE.lower()}"),
        sections=tuple(section for section in sections if section is not None),
        figures=tuple(packjson.record(one.now, known_on.date()) for one in changed),
        area=provenance.area,
    )


def _since(provenance: Provenance, amended: Amended) -> tuple[Load, ...]:
    return tuple(load for load in provenance.loads if load.extracted_at > amended.known_on)


def _summary(
    changed: Sequence[Moved], every: Sequence[Moved], amended: Amended, known_on: datetime
) -> Section:
    """Return what moved, in sentences: the figures that the pack itself led with, and those whose message changed."""
    same = len(every) - len(changed)
    lead = (
        f"This update amends the pack {amended.name}, which spoke from {front.moment(amended.known_on)}. As known on"
        f" {front.moment(known_on)}, {words.number(len(changed))} of its {words.number(len(every))} figures read"
        f" otherwise and {words.number(same)} read the same. Only what has moved is told here."
    )
    led = {sheet.definition.id for sheet in choose.headlines([one.then for one in every])}
    told = [one for one in changed if message(one)[0]]
    told += [one for one in changed if one.definition.id in led and one not in told]
    told += [one for one in changed if one not in told][: max(0, FEW - len(told))]
    points = tuple(
        Sentence(_short(one), "headline", (figure_id(one.now.now),), message(one)[1], link=one.definition.id)
        for one in told
    )
    parts: list[Part] = [Sentence(lead)]
    if points:
        parts.append(Points(points))
        rule = (
            "Told here: every figure that says something else now, then what the pack led with, then others."
        )
        parts.append(Sentence(rule, "note"))
    return Section("what-has-moved", "What has moved", tuple(parts))


def _short(one: Moved) -> str:
    before, after = restated.then_and_now(one.definition, one.revision)
    if before == after:
        fewer = one.revision.adds.excluded < 0
        left_out = f"{words.number(abs(one.revision.adds.excluded))} {'fewer' if fewer else 'more'} left out"
        return f"{one.definition.title}: still {after}, with {left_out}."
    return f"{one.definition.title}: {after}, where the pack had {before}."


def message(one: Moved) -> tuple[bool, str]:
    """Return whether the figure says something else than the pack did, and in words what.

    What it says is how it stands to the period before, and whether there is a figure at all.
    """
    definition, noun = one.definition, words.noun(one.now.now.period)
    if (one.then.now.value is None) != (one.now.now.value is None):
        return (
            True,
            "The pack had no figure to give." if one.then.now.value is None else "There is no figure now.",
        )
    if one.now.now.value is None or one.then.before is None or one.now.before is None:
        return False, ""
    said = stands(definition, one.then.now, one.then.before)
    says = stands(definition, one.now.now, one.now.before)
    before = f"the {noun} before ({aside(definition, one.now.before)})"
    better = BETTER.get(definition.better, "")
    if said != says:
        return (
            True,
            f"The message changes: the pack said {said} the {noun} before; it is {says} {before}. {better}".strip(),
        )
    return False, f"The message stands: still {says} {before}."


def _table(changed: Sequence[Moved], amended: Amended, known_on: datetime) -> Section:
    columns = (
        Column("Indicator"),
        Column("In the pack", True),
        Column("Now", True),
        Column("Because of"),
        Column("Message"),
    )
    groups = []
    for board in boards(one.definition for one in changed):
        mine = [one for one in changed if one.definition.dashboard == board.id]
        groups.append(Group(tuple(_row(one) for one in mine), board.title))
    when = f"{front.moment(amended.known_on)} to {front.moment(known_on)}"
    caption = f"Every figure that has moved from {when}, with its causes"
    table = Table("moved", caption, columns, tuple(groups))
    return Section("figures-that-moved", "Every figure that has moved", (table,))


def _row(one: Moved) -> tuple[Cell, ...]:
    definition, ref = one.definition, figure_id(one.now.now)
    then, now = (amounts.amount(definition, figure) for figure in (one.revision.before, one.revision.after))
    causes = "; ".join(f"{cause.cause} ({restated.how_many(cause)})" for cause in one.revision.causes())
    changes = message(one)[0]
    return (
        Cell(definition.title, link=definition.id),
        Cell(then, ref),
        Cell(now, ref),
        Cell(causes or "no case"),
        Cell("changes" if changes else "stands"),
    )


def _boards(changed: Sequence[Moved]) -> list[Section]:
    made = []
    for board in boards(one.definition for one in changed):
        pages = tuple(_page(one) for one in changed if one.definition.dashboard == board.id)
        made.append(Section(f"dashboard-{board.id}", board.title, (), pages, kind="dashboard"))
    return made


def _page(one: Moved) -> Section:
    """Return what moved one figure: both sentences, the message, and the causes as a table that adds up to it."""
    definition, ref = one.definition, figure_id(one.now.now)
    parts: list[Part] = [
        Sentence("The pack said:", "note", (ref,), headline(one.then).text),
        Sentence("It is now:", "note", (ref,), headline(one.now).text, anchor=anchor(one.now.now)),
    ]
    if words_of := message(one)[1]:
        parts.append(Sentence(words_of, "comparison", (ref,)))
    if one.revision.definition_changed:
        changed = f"The definition has changed from {_hash(one.then.definition)} to {_hash(definition)}."
        parts.append(Sentence(changed, "note"))
    if one.revision.known:
        parts.append(_causes(one))
    return Section(definition.id, definition.title, tuple(parts))


def _hash(definition: Definition) -> str:
    return f"version {definition.version} ({definition.hash[:12]})"


def _causes(one: Moved) -> Table:
    definition, ref = one.definition, figure_id(one.now.now)
    parts = _added_columns(definition)
    rows = tuple(
        (
            Cell(words.sentence_case(cause.cause)),
            *(Cell(words.number(count), ref) for count in (cause.entered, cause.left, cause.changed)),
            *(Cell(text, ref) for text in _added(definition, cause.adds)),
        )
        for cause in one.revision.causes()
    )
    changes = one.revision.changes
    counts = [sum(change.what == what for change in changes) for what in ("entered", "left", "changed")]
    total = (
        Cell("All causes"),
        *(Cell(words.number(count), ref) for count in counts),
        *(Cell(text, ref) for text in _added(definition, one.revision.adds)),
    )
    columns = (
        Column("Cause"),
        Column("Entered", True),
        Column("Left", True),
        Column("Changed", True),
        *(Column(title, True) for title in parts),
    )
    caption = f"{amounts.things(definition)}: the cases that entered, left or changed, and what they add to the figure"
    return Table(f"causes-{definition.id}", caption, columns, (Group(rows),), total, compact=True)


def _added_columns(definition: Definition) -> list[str]:
    titles = ["Adds to n"] * restated.has_numerator(definition)
    return titles + ["Adds to d"] * restated.has_denominator(definition) + ["Left out"]


def _added(definition: Definition, adds: Contribution) -> list[str]:
    said = [restated.signed(adds.numerator)] * restated.has_numerator(definition)
    said += [restated.signed(adds.denominator)] * restated.has_denominator(definition)
    return [*said, restated.signed(Decimal(adds.excluded))]


def _made(amended: Amended, period: Period, known_on: datetime, provenance: Provenance) -> Section:
    command = f"--supplement-to {amended.name}"
    return back.made(provenance, period, known_on, command)


def moved_of(then: Sequence[Sheet], now: Sequence[Sheet], revisions: Mapping[str, Revision]) -> list[Moved]:
    """Return the indicators of a pack, each with its sheet then and now; one that is no longer defined is left out."""
    later = {sheet.definition.id: sheet for sheet in now}
    return [
        Moved(sheet, later[sheet.definition.id], revisions[sheet.definition.id])
        for sheet in then
        if sheet.definition.id in later
    ]
