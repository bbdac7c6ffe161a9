"""Settles what a pack is to be made from, as things stand now: the records of the committee and of the loads are asked.

Read `frozen.py` for what is settled, `recipe.py` for what is composed of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from scrutable.committee import agenda, commentary, corrections, meetings, promises, publications, requests
from scrutable.committee.entries import Asked
from scrutable.committee.records import Records
from scrutable.comparators.loading import last_loaded
from scrutable.engine.period import parse
from scrutable.figures.view import moment_asked
from scrutable.report import frozen, recipe
from scrutable.report.edition import Edition, name_of
from scrutable.report.frozen import Frozen

if TYPE_CHECKING:
    import duckdb

    from scrutable.indicators.definition import Definition
    from scrutable.store import Store


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


def kept(store: Store, pack: str) -> Frozen:
    """Return what a published pack was made from. Raises UsageFault U122 where it was not published."""
    with store.records() as records:
        publications.find(records, pack)
    return recipe.kept(store, pack)


def _requests(records: Records, definitions: Sequence[Definition], day: date) -> tuple[Asked, ...]:
    """Return the committee's requests as a pack of a day prints them; a supplement leaves them to its pack."""
    before = [one.known_on for one in publications.published(records) if not one.amends]
    earlier = [known for said in before if (known := date.fromisoformat(said[:10])) < day]
    since = max(earlier, default=None)
    return agenda.settle(requests.every(records), meetings.every(records), definitions, day, since)


def _last(records: Records, known_on: str) -> str:
    """Return the name of the last report: of whole packs that speak from before, the youngest; nothing if none."""
    before = [one for one in publications.published(records) if not one.amends and one.known_on < known_on]
    return max(before, key=lambda one: (one.known_on, one.at)).pack if before else ""


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
