"""What the service says of a figure: in Markdown, by whom (a role) and when. The newest of a figure is printed.

Nothing is written over: an earlier commentary stays, and a published pack keeps the one that it printed.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import insert, select

from scrutable.committee.entries import Commentary
from scrutable.committee.records import Records
from scrutable.committee.tables import AUDIT, COMMENTARY


def add(
    records: Records, at: datetime, who: str, made: date, by: str, indicator: str, period: str, words: str
) -> Commentary:
    """Write a commentary down and return it with its number."""
    facts = {"made": made, "by": by, "indicator": indicator, "period": period, "words": words}
    with records.engine.begin() as con:
        done = con.execute(insert(COMMENTARY).values(at=at, **facts))
        number = int((done.inserted_primary_key or (0,))[0])
        about = f"commentary {number}: {indicator}/{period}"
        con.execute(insert(AUDIT).values(at=at, who=who, did="comment", about=about))
    return Commentary(number, made, by, indicator, period, words)


def every(records: Records) -> list[Commentary]:
    """Return every commentary, oldest first."""
    with records.engine.connect() as con:
        rows = con.execute(select(COMMENTARY).order_by(COMMENTARY.c.number)).all()
    return [Commentary(row.number, row.made, row.by, row.indicator, row.period, row.words) for row in rows]


def of_period(records: Records, period: str) -> tuple[Commentary, ...]:
    """Return the newest commentary of each indicator on its figure of a period, in the order of the indicators' ids."""
    newest = {one.indicator: one for one in every(records) if one.period == period}
    return tuple(newest[indicator] for indicator in sorted(newest))
