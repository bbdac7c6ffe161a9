"""What the committee was promised: by whom (a role), when, at which meeting, of which figure, by when, in what words.

A promise is written down once, with the chance that it had and the capacity that it would have taken, as told on that
day. Nothing of it is changed afterwards: whether it was kept is told anew from the register each time.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import insert, select

from scrutable.committee.entries import Promise
from scrutable.committee.records import Records
from scrutable.committee.tables import AUDIT, PROMISE


def add(records: Records, at: datetime, who: str, promise: Promise) -> Promise:
    """Write a promise down and return it with its number; the number that it is given with counts for nothing."""
    facts = {name: value for name, value in vars(promise).items() if name != "number"}
    with records.engine.begin() as con:
        done = con.execute(insert(PROMISE).values(at=at, **facts))
        number = int((done.inserted_primary_key or (0,))[0])
        about = f"promise {number}: {promise.indicator} by {promise.due}"
        con.execute(insert(AUDIT).values(at=at, who=who, did="promise", about=about))
    return Promise(**{**vars(promise), "number": number})


def every(records: Records) -> list[Promise]:
    """Return every promise, in the order in which they were written down."""
    with records.engine.connect() as con:
        rows = con.execute(select(PROMISE).order_by(PROMISE.c.number)).all()
    return [Promise(**{name: getattr(row, name) for name in Promise.__dataclass_fields__}) for row in rows]


def made_by(records: Records, day: date) -> tuple[Promise, ...]:
    """Return those that had been made by the end of a day."""
    return tuple(one for one in every(records) if one.made <= day)
