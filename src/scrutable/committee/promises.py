"""What the committee was promised: by whom (a role), when, at which meeting, of which figure, by when, in what words.

A promise is written down once, with the chance that it had and the capacity that it would have taken, as told on that
day. Nothing of it is changed afterwards: whether it was kept is told anew from the register each time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import insert, select

from scrutable.committee.records import Records
from scrutable.committee.tables import AUDIT, PROMISE


@dataclass(frozen=True)
class Promise:
    """One promise. `target` and `chance` are from 0 to 1; `due` is the last day of the quarter that it is judged on.

    What was told when it was made, as known on `known_on`: the `chance` (None, and `why`), the `ceiling` of the share
    of the finished, `needed` cases to be finished in the quarter for the target, and a week for an 80 per cent chance
    (`needed_weekly`), where `weekly` were being finished.
    """

    number: int
    made: date
    by: str
    meeting: str
    indicator: str
    basis: str
    target: float
    due: date
    words: str
    known_on: str
    chance: float | None = None
    why: str = ""
    ceiling: float | None = None
    needed: int | None = None
    needed_weekly: float | None = None
    weekly: float | None = None


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
