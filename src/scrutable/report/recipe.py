"""Makes the packs of a store. What a pack is made from is settled first and can be written down; then it is made.

A draft, a published pack, a supplement and a pack made again years later all go the same way, so that what is verified
is what was published. Read `frozen.py` for what is settled, `publishing.py` for what is kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrutable.checks.behind import Doubts
from scrutable.checks.running import run
from scrutable.committee import agenda, commentary, corrections, meetings, promises, publications, requests
from scrutable.committee.agenda import Asked
from scrutable.committee.records import Records
from scrutable.comparators.loading import last_loaded
from scrutable.engine.period import Period, parse
from scrutable.engine.views import moment_of
from scrutable.figures.differences import Differences
from scrutable.figures.revisions import revision
from scrutable.figures.view import View, moment_asked, open_view
from scrutable.report import drawing, frozen, gather, inputs, supplement
from scrutable.report.aims import Aims
from scrutable.report.anatomy import Area, Pack
from scrutable.report.briefing import compose as compose_briefing
from scrutable.report.compose import compose
from scrutable.report.edition import Edition, name_of
from scrutable.report.frozen import Frozen
from scrutable.report.making import DATA, Made, laid_out
from scrutable.report.since import LastReport

if TYPE_CHECKING:
    import duckdb

    from scrutable.indicators.definition import Definition
    from scrutable.store import Store

PUBLISHED, INPUTS, CASES = "published", "inputs.json", "cases.parquet"
Say = Callable[[str], None]


def settle(
    store: Store,
    period: str,
    known_on: str | date | datetime | None,
    *,
    status: str,
    amends: str = "",
    audience: str = "member",
) -> Frozen:
    """Return what a pack of a store is to be made from, as things stand now.

    A supplement is of the period of the pack that it amends, which is to be given as `period`.
    """
    asked = parse(period)
    definitions = store.definitions()
    with store.register.reading() as con:
        moment, said = moment_asked(con, known_on, store.settings)
        loads = tuple(_loads(con, moment))
    with store.records() as records:
        outstanding = corrections.outstanding(records)
        promised = promises.made_by(records, moment.date())
        follows = "" if amends else _last(records, said)
        comments = () if amends else commentary.of_period(records, asked.name)
        wanted = () if amends else _requests(records, definitions, moment.date())
    edition = Edition(
        status=status,
        name=name_of(asked, said, amends),
        amends=amends,
        corrections=outstanding,
        promises=promised,
        oldest_records_days=store.settings.oldest_records_days,
        follows=follows,
        audience=audience,
        commentary=comments,
        requests=wanted,
    )
    return Frozen(
        period=asked.name,
        known_on=said,
        edition=edition,
        settings=store.settings,
        definitions=tuple(frozen.kept(one, store.register.folder) for one in definitions),
        version=version("scrutable"),
        loads=loads,
        published_by=last.isoformat() if (last := last_loaded(store.register.folder)) else "",
        checks=None
        if amends
        else tuple(frozen.kept_check(one, store.register.folder) for one in store.checks()),
    )


def _requests(records: Records, definitions: Sequence[Definition], day: date) -> tuple[Asked, ...]:
    """Return the committee's requests as a pack of a day prints them; a supplement leaves them to its pack."""
    before = [one.known_on for one in publications.published(records) if not one.amends]
    earlier = [known for said in before if (known := date.fromisoformat(said[:10])) < day]
    since = max(earlier, default=None)
    return agenda.settle(requests.every(records), meetings.every(records), definitions, day, since)


def made(store: Store, recipe: Frozen, say: Say = lambda _: None) -> Made:
    """Return the pack that a recipe makes, with its files."""
    with drawing.apart():
        pack = _composed(store, recipe, say)
    # The registers that it opened are closed by now: laying out has their memory.
    return laid_out(pack, parse(recipe.period), recipe.edition)


def _composed(store: Store, recipe: Frozen, say: Say) -> Pack:
    """Return the pack that a recipe makes, whole or a supplement."""
    with _view(store, recipe) as view:
        if recipe.edition.amends:
            return _supplement(store, recipe, view, say)
        aims, last = Aims(recipe.settings.targets, recipe.settings.breaks), None
        if recipe.edition.follows:
            last = _last_report(store, recipe.edition.follows)
        provenance = replace(
            _provenance(recipe, view),
            published=_published(store, recipe),
            doubts=_doubts(store, recipe, view),
        )
        return compose(
            view,
            view.definitions,
            parse(recipe.period),
            provenance,
            recipe.edition,
            say,
            aims=aims,
            last=last,
        )


def _supplement(store: Store, recipe: Frozen, view: View, say: Say) -> Pack:
    """Return the pack that a recipe makes of what has moved since the pack that it amends."""
    say("the pack that it amends")
    period = parse(recipe.period)
    with _view(store, kept(store, recipe.edition.amends)) as before:
        moved = _moved(before, view, period, say)
        amended = supplement.Amended(recipe.edition.amends, before.known_on)
    return supplement.compose(
        moved, amended, period, _provenance(recipe, view), view.known_on, recipe.edition
    )


def _provenance(recipe: Frozen, view: View) -> inputs.Provenance:
    """Return whose records a pack rests on, and where they came from."""
    council = recipe.settings.name or f"Council {recipe.settings.number}".strip()
    area = Area(recipe.settings.number, recipe.settings.code, recipe.settings.region)
    return inputs.provenance(view, council, recipe.version, area=area)


def briefing(store: Store, period: str, known_on: str | date | datetime | None) -> Pack:
    """Return the officers' briefing on a period: what members will probably ask. It is not for publication."""
    recipe = settle(store, period, known_on, status="draft")
    with _view(store, recipe) as view, store.records() as records:
        return compose_briefing(
            view, view.definitions, parse(period), _provenance(recipe, view), recipe.edition,
            lambda figure: publications.history(records, figure), Aims(recipe.settings.targets, recipe.settings.breaks),
        )  # fmt: skip


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
    with _view(store, recipe) as view:
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
    """Return what a published pack was made from. Raises UsageFault U122 where it was not published."""
    with store.records() as records:
        publications.find(records, pack)
    return frozen.read((folder_of(store, pack) / INPUTS).read_text(encoding="utf-8"), pack)


def _last(records: Records, known_on: str) -> str:
    """Return the name of the last report: of whole packs that speak from before, the youngest; nothing if none."""
    before = [one for one in publications.published(records) if not one.amends and one.known_on < known_on]
    return max(before, key=lambda one: (one.known_on, one.at)).pack if before else ""


def _last_report(store: Store, pack: str) -> LastReport:
    """Return a published pack as the next one looks back on it."""
    earlier = kept(store, pack)
    printed = json.loads((folder_of(store, pack) / DATA).read_text(encoding="utf-8"))["figures"]
    return LastReport(
        pack=pack,
        period=parse(earlier.period),
        known_on=moment_of(earlier.known_on),
        definitions=earlier.restored(store.register.folder, store.definitions()),
        printed={one["indicator"]: one for one in printed},
        opened=lambda: _view(store, earlier),
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


def _view(store: Store, recipe: Frozen) -> View:
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


def _loads(con: duckdb.DuckDBPyConnection, moment: datetime) -> list[Mapping[str, Any]]:
    """Return the loads that what was known on a moment rests on, with the hash of every file."""
    found = con.execute(
        "select l.load, l.extracted_at, list({'file': f.file, 'source': f.source, 'sha256': f.sha256}"
        " order by f.source, f.file) from books.load l join books.file f using (load)"
        " where l.extracted_at <= ? group by all order by l.load",
        [moment],
    ).fetchall()
    return [
        {"load": load, "extracted_at": moment.isoformat(), "files": files} for load, moment, files in found
    ]
