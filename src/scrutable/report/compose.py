"""Makes a pack out of figures: gathers all that is asked of a view, has each part written, and sets them in order.

Nothing here lays out. If one section cannot be made the error goes up and there is no pack: a report with a hole
in it is worse than none. Read `anatomy.py` for the parts, `html.py` for the page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
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
from scrutable.report.anatomy import Area, Cover, Pack, Section
from scrutable.report.audience import before_publishing, for_audience
from scrutable.report.definitions import definitions as defined
from scrutable.report.edition import Edition
from scrutable.report.gather import Sheet
from scrutable.report.inputs import Provenance, View
from scrutable.report.page import Setting, section
from scrutable.report.since import LastReport, Since

Say = Callable[[str], None]


@dataclass(frozen=True)
class Gathered:
    """All that was asked for a pack: its view is not needed any more. `before` and `after` are the sections about more
    than one indicator, as they stand before the dashboards and after them.
    """

    sheets: tuple[Sheet, ...]
    setting: Setting
    cover: Cover
    before: tuple[Section | None, ...]
    after: tuple[Section | None, ...]
    figures: tuple[dict[str, Any], ...]
    requests: tuple[dict[str, Any], ...]
    checks: tuple[dict[str, Any], ...]
    area: Area
    audience: str


def gathered(
    view: View,
    definitions: Sequence[Definition],
    period: Period,
    provenance: Provenance,
    edition: Edition,
    say: Say,
    asked_at: datetime | None = None,
    aims: Aims = NO_AIMS,
    last: LastReport | None = None,
) -> Gathered:
    """Ask for all that the pack of a period says, as known on the view's moment, and write what draws no trend.

    `asked_at` is the moment of an earlier pack of the period.
    """
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
    records = tuple(packjson.record(sheet, view.known_on.date()) for sheet in sheets)
    return Gathered(
        sheets=tuple(sheets),
        setting=_setting(sheets, provenance, view, edition, waiting),
        cover=front.cover(provenance, period, view.known_on, edition),
        before=(
            before_publishing(sheets, records, edition),
            corrected.section(edition),
            front.what_this_says(sheets),
            changed.section(moved, sheets, view.known_on),
            requests.section(asked),
            promised.section(view, edition.promises),
            front.headline_table(sheets, period),
        ),
        after=(
            waiting,
            claimed.section(view),
            back.sources(provenance, view.known_on),
            back.quality(provenance, checked.parts(provenance.doubts, sheets)),
            back.glossary(definitions),
            defined(definitions),
            back.made(provenance, period, view.known_on),
        ),
        figures=records,
        requests=requests.records(asked),
        checks=checked.records(provenance.doubts, sheets),
        area=provenance.area,
        audience=edition.audience,
    )


def written(told: Gathered, say: Say) -> Pack:
    """Return the pack that says what was gathered, with a page for each indicator."""
    sections = (*told.before, *_dashboards(told.sheets, told.setting, say), *told.after)
    pack = Pack(
        cover=told.cover,
        sections=tuple(part for part in sections if part is not None),
        figures=told.figures,
        requests=told.requests,
        checks=told.checks,
        area=told.area,
    )
    return for_audience(pack, told.audience)


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
