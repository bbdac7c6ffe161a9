"""The log of material corrections: who corrected which figure, when, and the words to be read out.

Each is printed at the front of the next pack that is published, and of none after it.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import insert, select

from scrutable.committee.entries import Correction
from scrutable.committee.records import Records
from scrutable.committee.tables import AUDIT, CORRECTED_IN, CORRECTION


def add(records: Records, at: datetime, who: str, made: date, by: str, figure: str, words: str) -> Correction:
    """Write a correction down and return it with its number."""
    with records.engine.begin() as con:
        done = con.execute(insert(CORRECTION).values(at=at, made=made, by=by, figure=figure, words=words))
        number = int((done.inserted_primary_key or (0,))[0])
        con.execute(
            insert(AUDIT).values(at=at, who=who, did="correct", about=f"correction {number}: {figure}")
        )
    return Correction(number, made, by, figure, words)


def every(records: Records) -> list[tuple[Correction, tuple[str, ...]]]:
    """Return every correction, oldest first, each with the packs that have printed it."""
    with records.engine.connect() as con:
        rows = con.execute(select(CORRECTION).order_by(CORRECTION.c.number)).all()
        printed = con.execute(select(CORRECTED_IN)).all()
    return [
        (
            Correction(row.number, row.made, row.by, row.figure, row.words),
            tuple(sorted(one.pack for one in printed if one.correction == row.number)),
        )
        for row in rows
    ]


def outstanding(records: Records) -> tuple[Correction, ...]:
    """Return those that no published pack has printed yet."""
    return tuple(correction for correction, packs in every(records) if not packs)
