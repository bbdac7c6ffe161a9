"""The requests register: what the committee asked, what it resolved and what it was answered, side by side.

A request is what its changes say, each written once with who and when: nothing in its history can be lost. An answer
keeps the figures that were given and the query they came from, or says what data it would take and from where.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from scrutable.committee import drift, query
from scrutable.committee.entries import ANSWERED, ASKED, DECLINED, IN_HAND, OPEN, STANDING, STATUSES
from scrutable.committee.meetings import Meeting, after
from scrutable.committee.query import Given, Query
from scrutable.committee.records import Records
from scrutable.committee.tables import ANSWER, AUDIT, REQUEST, REQUEST_CHANGE
from scrutable.errors import UsageFault
from scrutable.indicators.definition import Definition

FIELDS = (
    "meeting",
    "reference",
    "asked",
    "asked_by",
    "resolved",
    "owner",
    "due",
    "status",
    "reason",
    "source",
)


@dataclass(frozen=True)
class Change:
    """One change of a request: when, by whom, of which field, and what it says since."""

    at: datetime
    who: str
    field: str
    value: str


@dataclass(frozen=True)
class Answer:
    """An answer as it was given. `query` is None where the register cannot answer; `needs` says what it would take."""

    number: int
    given: date
    by: str
    words: str
    standing: bool
    query: Query | None
    figures: tuple[Given, ...]
    known_on: str = ""  # the moment that the figures were given as known on
    report: str = ""  # the period of the report that they were given for
    needs: str = ""
    needs_from: str = ""

    @property
    def said(self) -> str:
        """All that it says, for comparing wordings: its words, the indicator and the parts."""
        asked = self.query
        return (
            f"{self.words} {asked.indicator} {asked.by} {' '.join(asked.only)}".replace("_", " ")
            if asked
            else self.words
        )


@dataclass(frozen=True)
class Request:
    """One request as its changes say. Whoever asked and whoever owns it is a role, never a person's name.

    `due` is the day that was set; None where none was, and then the next meeting is meant. What is not known is empty.
    """

    number: int
    meeting: date
    reference: str = ""
    asked: str = ""
    asked_by: str = ""
    resolved: str = ""
    owner: str = ""
    due: date | None = None
    status: str = ASKED
    reason: str = ""  # why it was declined
    source: str = ""  # where in which minutes it was read
    answers: tuple[Answer, ...] = ()
    changes: tuple[Change, ...] = field(default=(), repr=False)

    @property
    def title(self) -> str:
        """What is asked for, as resolved or else as asked."""
        return self.resolved or self.asked

    def due_on(self, meetings: Sequence[Meeting]) -> date | None:
        """Return the day on which it is due: as set, or the next meeting; None where none is in the calendar."""
        following = after(meetings, self.meeting)
        return self.due or (following.held if following else None)

    def overdue(self, today: date, meetings: Sequence[Meeting]) -> bool:
        """Whether it is still open and its day has passed."""
        due = self.due_on(meetings)
        return self.status in OPEN and due is not None and due < today

    def drifts(self, definitions: Sequence[Definition] = ()) -> list[drift.Drift]:
        """Return where its wording drifts: from asked to resolved, and from resolved to answered.

        What an answer speaks of is its own words and those of the indicator that it binds, of the definitions given.
        """
        found = drift.between(self.asked, self.resolved)
        if self.answers and self.title:
            names = "resolved and answered" if self.resolved else "asked and answered"
            last = self.answers[-1]
            bound = [one for one in definitions if last.query and one.id == last.query.indicator]
            speaks = " ".join(f"{one.title} {one.question} {one.sentence}" for one in bound)
            found += drift.between(self.title, f"{last.said} {speaks}", names)
        return found


def add(records: Records, at: datetime, who: str, values: Mapping[str, Any]) -> Request:
    """Enter a request and return it with its number. Raises UsageFault U606 for values that cannot be.

    `values` are fields of a request: `meeting` and `asked` or `resolved` are to be among them.
    """
    said = checked({"status": ASKED, **values})
    if "meeting" not in said or not (said.get("asked") or said.get("resolved")):
        raise UsageFault("U606", "A request has a meeting, and words as asked or as resolved.", "Give both.")
    with records.engine.begin() as con:
        done = con.execute(insert(REQUEST).values(at=at, who=who))
        number = int((done.inserted_primary_key or (0,))[0])
        _write(con, number, at, who, said)
        con.execute(insert(AUDIT).values(at=at, who=who, did="enter request", about=f"request {number}"))
    return find(records, number)


def change(records: Records, at: datetime, who: str, number: int, values: Mapping[str, Any]) -> Request:
    """Change some fields of a request; what they said before is kept. Raises UsageFault U606 or U607."""
    before = find(records, number)
    said = {name: value for name, value in checked(values).items() if value != _plain(getattr(before, name))}
    if said.get("status", before.status) == DECLINED and not (said.get("reason") or before.reason):
        raise UsageFault("U606", "A request is declined with a reason.", "Give it with --reason.")
    with records.engine.begin() as con:
        _write(con, number, at, who, said)
        about = f"request {number}: {', '.join(said)}" if said else f"request {number}: nothing new"
        con.execute(insert(AUDIT).values(at=at, who=who, did="change request", about=about))
    return find(records, number)


def answer(records: Records, at: datetime, who: str, number: int, one: Answer) -> Request:
    """Write down an answer to a request, and with it the request's status. Raises UsageFault U606 or U607."""
    before = find(records, number)
    if not one.words.strip() and not one.needs.strip():
        raise UsageFault(
            "U606", "An answer has words, or says what data it would take.", "Give --words or --needs."
        )
    if one.standing and one.query is None:
        raise UsageFault(
            "U606", "Only what can be asked again can stand in each pack.", "Name an --indicator."
        )
    status = IN_HAND if one.query is None and one.needs else STANDING if one.standing else ANSWERED
    with records.engine.begin() as con:
        con.execute(
            insert(ANSWER).values(
                request=number, at=at, who=who, given=one.given, by=one.by, words=one.words, standing=one.standing,
                query=query.bound(one.query, one.known_on, one.report), figures=query.as_text(one.figures),
                needs=one.needs, needs_from=one.needs_from,
            )
        )  # fmt: skip
        if before.status != status:
            _write(con, number, at, who, {"status": status})
        con.execute(insert(AUDIT).values(at=at, who=who, did="answer request", about=f"request {number}"))
    return find(records, number)


def every(records: Records, *, as_of: datetime | None = None) -> tuple[Request, ...]:
    """Return every request by its number, as it stands, or as it stood at the end of a moment."""
    until = as_of or datetime.max
    with records.engine.connect() as con:
        entered = con.execute(select(REQUEST).where(REQUEST.c.at <= until).order_by(REQUEST.c.number)).all()
        changes = con.execute(
            select(REQUEST_CHANGE).where(REQUEST_CHANGE.c.at <= until).order_by(REQUEST_CHANGE.c.entry)
        ).all()
        answers = con.execute(select(ANSWER).where(ANSWER.c.at <= until).order_by(ANSWER.c.number)).all()
    return tuple(
        _request(
            row.number,
            [Change(one.at, one.who, one.field, one.value) for one in changes if one.request == row.number],
            [_answer(one) for one in answers if one.request == row.number],
        )
        for row in entered
    )


def find(records: Records, number: int) -> Request:
    """Return one request. Raises UsageFault U607 where there is none of that number."""
    for one in every(records):
        if one.number == number:
            return one
    raise UsageFault("U607", f"There is no request {number}.", "See them with: scrutable requests list")


def in_order(found: Iterable[Request], today: date, meetings: Sequence[Meeting]) -> list[Request]:
    """Return requests with those overdue first, then the open, the standing, and the rest; each by when it is due."""
    rank = {ASKED: 1, IN_HAND: 1, STANDING: 2, ANSWERED: 3, DECLINED: 4}
    return sorted(
        found,
        key=lambda one: (
            0 if one.overdue(today, meetings) else rank[one.status],
            one.due_on(meetings) or date.max,
            one.number,
        ),
    )


def checked(values: Mapping[str, Any]) -> dict[str, str]:
    """Return values as they are written down. Raises UsageFault U606 for a field or a status there is not."""
    for name in values:
        if name not in FIELDS:
            raise UsageFault("U606", f'A request has no "{name}".', f"It has: {', '.join(FIELDS)}.")
    said = {name: _plain(value) for name, value in values.items() if value is not None}
    if said.get("status", ASKED) not in STATUSES:
        raise UsageFault("U606", f'"{said["status"]}" is no status.', f"A request is {', '.join(STATUSES)}.")
    return said


def _plain(value: Any) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value).strip()


def _write(con: Connection, number: int, at: datetime, who: str, said: Mapping[str, str]) -> None:
    rows = [
        {"request": number, "at": at, "who": who, "field": name, "value": value}
        for name, value in said.items()
    ]
    if rows:
        con.execute(insert(REQUEST_CHANGE), rows)


def _request(number: int, changes: Sequence[Change], answers: Sequence[Answer]) -> Request:
    now: dict[str, Any] = {one.field: one.value for one in changes}
    for name in ("meeting", "due"):
        now[name] = date.fromisoformat(now[name]) if now.get(name) else None
    return Request(number, **now, answers=tuple(answers), changes=tuple(changes))


def _answer(row: Any) -> Answer:
    saved, known_on, report = query.unbound(row.query)
    return Answer(
        row.number, row.given, row.by, row.words, row.standing, saved, query.from_text(row.figures), known_on, report,
        row.needs, row.needs_from,
    )  # fmt: skip
