"""Makes a pack out of figures: gathers them, has each part written, and sets the parts in order.

Nothing here lays out. If one section cannot be made the error goes up and there is no pack: a report with a hole
in it is worse than none. Read `anatomy.py` for the parts, `html.py` for the page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from scrutable.engine.period import Period
from scrutable.indicators.definition import Definition, boards
from scrutable.report import aims as targets
from scrutable.report import (
    back,
    backlog,
    checked,
    claimed,
    corrected,
    front,
    gather,
    packjson,
    promised,
    published,
    requests,
)  # fmt: skip
from scrutable.report import since as changed
from scrutable.report.aims import NO_AIMS, Aims
from scrutable.report.anatomy import Pack, Section
from scrutable.report.audience import before_publishing, for_audience
from scrutable.report.definitions import definitions as defined
from scrutable.report.edition import Edition
from scrutable.report.gather import Sheet
from scrutable.report.inputs import Provenance, View
from scrutable.report.page import Setting, section
from scrutable.report.since import LastReport, Since

Say = Callable[[str], None]


def compose(
    view: View,
    definitions: Sequence[Definition],
    period: Period,
    provenance: Provenance,
    edition: Edition,
    say: Say,
    asked_at: datetime | None = None,
    aims: Aims = NO_AIMS,
    last: LastReport | None = None,
) -> Pack:
    """Return the pack of a period, as known on the view's moment. `asked_at`: that of an earlier pack of the period."""
    targets.check(aims, definitions)
    say("figures")
    sheets = gather.sheets(view, definitions, period, asked_at, aims)
    moved = _since(last, view, say)
    sheets = changed.tempered(sheets, moved)
    sheets = published.comparisons(sheets, view, provenance.published, provenance.area)
    sheets = checked.marked(sheets, provenance.doubts, period)
    asked = requests.shown(view, definitions, period, edition)
    say("flow and backlog")
    waiting = backlog.section(view, period)
    setting = _setting(sheets, provenance, view, edition, waiting)
    records = tuple(packjson.record(sheet, view.known_on.date()) for sheet in sheets)
    parts: list[Section | None] = [
        before_publishing(sheets, records, edition),
        corrected.section(edition),
        front.what_this_says(sheets),
        changed.section(moved, sheets, view.known_on),
        requests.section(asked),
        promised.section(view, edition.promises),
        front.headline_table(sheets, period),
        *_dashboards(sheets, setting, say),
        waiting,
        claimed.section(view),
        back.sources(provenance, view.known_on),
        back.quality(provenance, checked.parts(provenance.doubts, sheets)),
        back.glossary(definitions),
        defined(definitions),
        back.made(provenance, period, view.known_on),
    ]
    pack = Pack(
        cover=front.cover(provenance, period, view.known_on, edition),
        sections=tuple(part for part in parts if part is not None),
        figures=records,
        requests=requests.records(asked),
        checks=checked.records(provenance.doubts, sheets),
        area=provenance.area,
    )
    return for_audience(pack, edition.audience)


def _setting(
    sheets: Sequence[Sheet], provenance: Provenance, view: View, edition: Edition, waiting: Section | None
) -> Setting:
    """Return what every page needs to know of the rest."""
    by_id = {sheet.definition.id: sheet for sheet in sheets}
    said = {one.indicator: one for one in edition.commentary}
    return Setting(provenance.council, view.known_on, by_id, said, backlog.places(waiting))


def _since(last: LastReport | None, view: Any, say: Say) -> Since | None:
    if last is None:
        return None
    say("the last report")
    return changed.since(last, view, say)


def _dashboards(sheets: Sequence[Sheet], setting: Setting, say: Say) -> list[Section]:
    made = []
    for board in boards(sheet.definition for sheet in sheets):
        mine = [sheet for sheet in sheets if sheet.definition.dashboard == board.id]
        if mine:
            say(board.title)
            pages = tuple(section(sheet, setting) for sheet in mine)
            made.append(Section(f"dashboard-{board.id}", board.title, (), pages, kind="dashboard"))
    return made
