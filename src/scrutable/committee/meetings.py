"""The calendar of a committee: when it meets, when its papers are due, and what must be ready by when.

Papers are open to the public five clear days before a meeting (Local Government Act 1972, section 100B; SI 2002/715).
A clear day is neither the day on which they are published nor that of the meeting; as councils do, only working days
are counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import insert, select

from scrutable.committee.records import Records
from scrutable.committee.tables import AUDIT, MEETING
from scrutable.engine.calendar import FIRST_KNOWN, LAST_KNOWN, bank_holidays
from scrutable.errors import UsageFault

CLEAR_DAYS = 5
# What is to be ready how many working days before the papers are published. A proposal that leaves each a week or so.
STEPS = (
    (10, "The records are extracted and loaded: the report speaks from that day"),
    (7, "Answers to the committee's requests are entered, and services have written their commentary"),
    (5, "The draft of the report is made and read"),
    (2, "The report is approved by somebody who did not write it"),
    (0, "The report is published with the agenda, five clear working days before the meeting"),
)


@dataclass(frozen=True)
class Meeting:
    """A meeting of a committee that stands in the calendar."""

    committee: str
    held: date


@dataclass(frozen=True)
class Step:
    """What must be ready for a meeting, and the last day for it."""

    by: date
    what: str


def add(
    records: Records, at: datetime, who: str, committee: str, held: date, *, stands: bool = True
) -> Meeting:
    """Enter a meeting in the calendar, or with `stands` false call one off. Raises UsageFault U603 for none there."""
    if not stands and Meeting(committee, held) not in every(records, committee):
        raise UsageFault(
            "U603", f"No meeting on {held} stands in the calendar.", "See them with: scrutable meetings list"
        )
    did = "enter meeting" if stands else "call off meeting"
    with records.engine.begin() as con:
        con.execute(insert(MEETING).values(at=at, who=who, committee=committee, held=held, stands=stands))
        con.execute(insert(AUDIT).values(at=at, who=who, did=did, about=f"{committee}, {held}"[:1000]))
    return Meeting(committee, held)


def every(records: Records, committee: str | None = None) -> tuple[Meeting, ...]:
    """Return the meetings that stand, by day and committee; of one committee where one is named."""
    with records.engine.connect() as con:
        rows = con.execute(select(MEETING).order_by(MEETING.c.entry)).all()
    last = {(row.held, row.committee): row.stands for row in rows}
    return tuple(
        Meeting(whose, held)
        for (held, whose), stands in sorted(last.items())
        if stands and committee in (None, whose)
    )


def after(found: Sequence[Meeting], day: date, committee: str | None = None) -> Meeting | None:
    """Return the first meeting after a day; None where none stands in the calendar."""
    later = [one for one in found if one.held > day and committee in (None, one.committee)]
    return min(later, key=lambda one: one.held, default=None)


def papers_due(held: date) -> date:
    """Return the last day on which papers may be published for a meeting, five clear working days before it.

    >>> papers_due(date(2020, 3, 17)), papers_due(date(2020, 4, 15))  # Easter: 10 and 13 April 2020
    (datetime.date(2020, 3, 9), datetime.date(2020, 4, 3))
    """
    return working_days_before(held, CLEAR_DAYS + 1)


def steps(held: date) -> list[Step]:
    """Return what must be ready for a meeting, first things first. Raises UsageFault U604 where no year is known."""
    published = papers_due(held)
    return [Step(working_days_before(published, days), what) for days, what in STEPS]


def working_days_before(day: date, count: int) -> date:
    """Return the working day that lies `count` working days before a day; the day itself for none.

    Raises UsageFault U604 in years of which the bank holidays are not published.
    """
    while count:
        day -= timedelta(days=1)
        if not FIRST_KNOWN <= day.year <= LAST_KNOWN:
            raise UsageFault(
                "U604",
                f"The bank holidays of {day.year} are not known.",
                f"Known are {FIRST_KNOWN} to {LAST_KNOWN}.",
            )
        count -= day.weekday() < 5 and day not in bank_holidays()
    return day
