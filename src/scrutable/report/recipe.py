"""Composes the packs of a store from what was settled for them, so that what is verified is what was published.

A draft, a published pack, a supplement and a pack made again years later all go this way. Read `settling.py` for what
comes before and `making.py` for what comes after. The committee's records are not opened here: what a pack takes from
them was settled.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrutable.checks.behind import Doubts
from scrutable.checks.running import run
from scrutable.engine.period import Period, parse
from scrutable.engine.views import moment_of
from scrutable.figures.differences import Differences
from scrutable.figures.revisions import revision
from scrutable.figures.view import View, open_view
from scrutable.report import drawing, frozen, gather, inputs, packjson, supplement
from scrutable.report.aims import Aims
from scrutable.report.anatomy import Area, Pack
from scrutable.report.compose import Gathered, gathered, written
from scrutable.report.frozen import Frozen
from scrutable.report.since import LastReport

if TYPE_CHECKING:
    from scrutable.store import Store

PUBLISHED, INPUTS, CASES = "published", "inputs.json", "cases.parquet"
Say = Callable[[str], None]


def composed(store: Store, recipe: Frozen, say: Say) -> Pack:
    """Return the pack that a recipe makes, whole or a supplement, composed in this process."""
    with drawing.apart():
        with view_of(store, recipe) as view:
            if recipe.edition.amends:
                return _supplement(store, recipe, view, say)
            told = _gathered(store, recipe, view, say)
        # The register is closed by now: what draws has its memory.
        return written(told, say)


def _gathered(store: Store, recipe: Frozen, view: View, say: Say) -> Gathered:
    """Return all that is asked for a whole pack."""
    aims, last = Aims(recipe.settings.targets, recipe.settings.breaks), None
    if recipe.edition.follows:
        last = _last_report(store, recipe.edition.follows)
    whose = replace(
        provenance(recipe, view),
        published=_published(store, recipe),
        doubts=_doubts(store, recipe, view),
    )
    return gathered(
        view,
        view.definitions,
        parse(recipe.period),
        whose,
        recipe.edition,
        say,
        aims=aims,
        last=last,
    )


def _supplement(store: Store, recipe: Frozen, view: View, say: Say) -> Pack:
    """Return the pack that a recipe makes of what has moved since the pack that it amends."""
    say("the pack that it amends")
    period = parse(recipe.period)
    with view_of(store, kept(store, recipe.edition.amends)) as before:
        moved = _moved(before, view, period, say)
        amended = supplement.Amended(recipe.edition.amends, before.known_on)
    return supplement.compose(moved, amended, period, provenance(recipe, view), view.known_on, recipe.edition)


def provenance(recipe: Frozen, view: View) -> inputs.Provenance:
    """Return whose records a pack rests on, and where they came from."""
    council = recipe.settings.name or f"Council {recipe.settings.number}".strip()
    area = Area(recipe.settings.number, recipe.settings.code, recipe.settings.region)
    return inputs.provenance(view, council, recipe.version, area=area)


def case_lists(store: Store, recipe: Frozen) -> Any:
    """Return the cases behind a pack's figures of its period, as an Arrow table: a row an indicator and case.

    They stay in the store. What an indicator's list does not have (met, amount, base) is null.
    """
    import pyarrow as pa

    schema = pa.schema(
        {
            "indicator": pa.string(), "period_end": pa.date32(), "case_id": pa.string(), "child_id": pa.string(),
            "excluded": pa.string(), "met": pa.bool_(), "amount": pa.float64(), "base": pa.float64(),
        }
    )  # fmt: skip
    tables = []
    with view_of(store, recipe) as view:
        for one in view.definitions:
            listed = view.case_list(one, [parse(recipe.period)])
            columns = {
                field.name: listed[field.name].cast(field.type)
                if field.name in listed.column_names
                else pa.nulls(len(listed), field.type)
                for field in schema
                if field.name != "indicator"
            }
            ids = pa.array([one.id] * len(listed), pa.string())
            tables.append(pa.table({"indicator": ids, **columns}, schema))
    return pa.concat_tables(tables)


def folder_of(store: Store, pack: str) -> Path:
    """Return the folder of the store in which a published pack is kept."""
    return store.register.folder / PUBLISHED / pack


def kept(store: Store, pack: str) -> Frozen:
    """Return what a published pack was made from."""
    return frozen.read((folder_of(store, pack) / INPUTS).read_text(encoding="utf-8"), pack)


def _last_report(store: Store, pack: str) -> LastReport:
    """Return a published pack as the next one looks back on it."""
    earlier = kept(store, pack)
    printed = json.loads((folder_of(store, pack) / packjson.FILE).read_text(encoding="utf-8"))["figures"]
    return LastReport(
        pack=pack,
        period=parse(earlier.period),
        known_on=moment_of(earlier.known_on),
        definitions=earlier.restored(store.register.folder, store.definitions()),
        printed={one["indicator"]: one for one in printed},
        opened=lambda: view_of(store, earlier),
    )


def _published(store: Store, recipe: Frozen) -> inputs.PublishedFigures | None:
    """Return the published figures as they were loaded when the pack was settled."""
    if recipe.published_by is None:
        return None
    by = datetime.fromisoformat(recipe.published_by) if recipe.published_by else None
    return inputs.PublishedFigures(store.register.folder, by)


def _doubts(store: Store, recipe: Frozen, view: View) -> Doubts | None:
    """Return what the checks of the records find in a pack's view; None where the pack does not speak of them."""
    checks = (
        recipe.restored_checks(store.register.folder, store.checks()) if recipe.checks is not None else None
    )
    return None if checks is None else Doubts(view, run(view, checks))


def view_of(store: Store, recipe: Frozen) -> View:
    """Return the view that a pack speaks from, which remembers what it was asked."""
    definitions = recipe.restored(store.register.folder, store.definitions())
    return open_view(store.register.current(), recipe.settings, recipe.known_on, definitions).remembering()


def _moved(before: View, after: View, period: Period, say: Say) -> list[supplement.Moved]:
    """Return every indicator of the earlier pack, as it stood and as it stands, with what lies between."""
    known = {one.id for one in after.definitions}
    asked = [one for one in before.definitions if one.id in known]
    now = [one for one in after.definitions if one.id in {each.id for each in asked}]
    then_sheets, now_sheets = (
        gather.sheets(before, asked, period),
        gather.sheets(after, now, period, before.known_on),
    )
    differences, revisions = Differences(before, after), {}
    for one in asked:
        say(one.title)
        revisions[one.id] = revision(before, after, one.id, period, was=one, differences=differences)
    return supplement.moved_of(then_sheets, now_sheets, revisions)
