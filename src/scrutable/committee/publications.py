"""What was published: the packs with their files and figures. Written once; nothing here can be written over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.engine import Row
from sqlalchemy.exc import IntegrityError

from scrutable.committee.records import Records
from scrutable.committee.tables import AUDIT, CORRECTED_IN, PUBLICATION, PUBLISHED_FIGURE, PUBLISHED_FILE
from scrutable.errors import Refused, UsageFault


@dataclass(frozen=True)
class Publication:
    """One published pack or supplement: what it speaks of and from when, and the hash of each of its files."""

    pack: str
    at: datetime
    who: str
    period: str
    known_on: str
    amends: str
    version: str
    files: Mapping[str, str]  # name -> SHA-256


@dataclass(frozen=True)
class PublishedFigure:
    """One figure as a pack printed it."""

    pack: str
    figure: str
    numerator: float | None
    denominator: float | None
    value: float | None
    excluded: int
    unit: str
    absent: str
    definition: str


def add(
    records: Records,
    publication: Publication,
    figures: Iterable[PublishedFigure],
    corrections: Iterable[int],
) -> None:
    """Write down a publication with its figures and the corrections that it printed, all or nothing.

    Raises Refused R301 where a pack of that name has been published.
    """
    one = publication
    facts = {
        name: getattr(one, name) for name in ("pack", "at", "who", "period", "known_on", "amends", "version")
    }
    files = [{"pack": one.pack, "name": name, "sha256": said} for name, said in sorted(one.files.items())]
    printed = [{"pack": one.pack, "correction": number} for number in corrections]
    shown = [vars(figure) for figure in figures]
    try:
        with records.engine.begin() as con:
            con.execute(insert(PUBLICATION).values(**facts))
            for table, rows in ((PUBLISHED_FILE, files), (PUBLISHED_FIGURE, shown), (CORRECTED_IN, printed)):
                if rows:
                    con.execute(insert(table), rows)
            con.execute(insert(AUDIT).values(at=one.at, who=one.who, did="publish", about=f"pack {one.pack}"))
    except IntegrityError:
        raise refusal(one.pack) from None


def refusal(pack: str) -> Refused:
    """Return the error of publishing a pack again."""
    return Refused(
        "R301",
        f"The pack {pack} has been published, and is not written over.",
        "To say what has changed since, make a supplement: scrutable publish --supplement-to",
    )


def published(records: Records) -> list[Publication]:
    """Return every publication, oldest first."""
    with records.engine.connect() as con:
        rows = con.execute(select(PUBLICATION).order_by(PUBLICATION.c.at, PUBLICATION.c.known_on)).all()
        files = con.execute(select(PUBLISHED_FILE)).all()
    return [_publication(row, files) for row in rows]


def find(records: Records, pack: str) -> Publication:
    """Return one publication by its name. Raises UsageFault U122, naming those that there are."""
    known = published(records)
    for one in known:
        if one.pack == pack:
            return one
    raise UsageFault(
        "U122",
        f'No pack "{pack}" has been published from this store.',
        f"Published are: {', '.join(one.pack for one in known)}."
        if known
        else "Publish one with: scrutable publish",
    )


def history(records: Records, figure: str) -> list[PublishedFigure]:
    """Return a figure as each publication printed it, in the order of the moments they speak from."""
    order = (PUBLICATION.c.known_on, PUBLICATION.c.at)
    asked = (
        select(PUBLISHED_FIGURE).join(PUBLICATION).where(PUBLISHED_FIGURE.c.figure == figure).order_by(*order)
    )
    with records.engine.connect() as con:
        return [PublishedFigure(**row._mapping) for row in con.execute(asked)]


def _publication(row: Row[tuple[object, ...]], files: Iterable[Row[tuple[object, ...]]]) -> Publication:
    facts = dict(row._mapping)
    mine = {file.name: file.sha256 for file in files if file.pack == facts["pack"]}
    return Publication(**facts, files=mine)
