"""The committee's work with a store: what the verbs and the pack ask of minutes, requests and meetings together.

A store is passed in and its parts are asked for what they know; nothing is worked out here that a part could say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from scrutable.committee import publications, query, requests
from scrutable.committee.minutes import checking
from scrutable.committee.minutes.checking import Checked
from scrutable.committee.minutes.reading import Minutes
from scrutable.committee.query import Given
from scrutable.committee.requests import Answer, Request
from scrutable.engine.period import Period, parse
from scrutable.errors import UsageFault

if TYPE_CHECKING:
    from scrutable.store import Store


def check_minutes(store: Store, minutes: Minutes, period: str | None = None) -> list[Checked]:
    """Return the figures that minutes quote, each checked against the figure as known on the day of the meeting.

    They are of the period of the pack that was last published by then, or of the last quarter that had ended, unless
    one is given. Raises UsageFault U601 where the day of the meeting is not known.
    """
    met = minutes.meeting
    if met is None:
        raise UsageFault(
            "U601", "These minutes do not say on which day the committee met.", "Give the day with --met-on."
        )
    with store.records() as records:
        packs = {one.pack: one for one in publications.published(records) if one.at.date() <= met}

        def printed(figure: str) -> Sequence[tuple[str, float | None, float | None]]:
            known = publications.history(records, figure)
            return [(one.pack, one.numerator, one.value) for one in known if one.pack in packs]

        asked = parse(period) if period else _reported(met, [one.period for one in packs.values()])
        return checking.check(minutes, store.known_on(met), asked, printed)


def _reported(met: date, periods: Sequence[str]) -> Period:
    """Return the period that a meeting's report was of: that of the pack last published before it."""
    return parse(periods[-1]) if periods else checking.report_period(met)


@dataclass(frozen=True)
class Again:
    """An answer asked again: its figures as they were given, and as known on another moment."""

    answer: Answer
    known_on: str
    period: Period
    figures: tuple[Given, ...]

    @property
    def same(self) -> bool:
        """Whether every figure is what was given."""
        return self.figures == self.answer.figures


def answered(store: Store, number: int, at: datetime, who: str, one: Answer) -> Request:
    """Write down an answer to a request; where it binds a query, with the figures that the query gives.

    `one.known_on` and `one.report` are the moment and the report's period to ask for; where they are empty, the latest
    load and the last quarter that had ended by then. Raises UsageFault for what cannot be asked.
    """
    if one.query is not None:
        view = store.known_on(one.known_on or None)
        report = parse(one.report) if one.report else checking.report_period(view.known_on.date())
        query.check(one.query, view)
        found = query.given(query.figures(one.query, view, report))
        one = replace(one, figures=found, known_on=view.said, report=report.name)
    with store.records() as records:
        return requests.answer(records, at, who, number, one)


def again(store: Store, number: int, known_on: str | None = None, period: str | None = None) -> Again:
    """Return the last answer to a request asked again, as known when it was given or on another moment.

    Raises UsageFault U608 where no answer binds a query.
    """
    with store.records() as records:
        request = requests.find(records, number)
    bound = [(one, one.query) for one in request.answers if one.query is not None]
    if not bound:
        raise UsageFault(
            "U608",
            f"No answer to request {number} can be asked again.",
            "Answer it with an --indicator first.",
        )
    last, saved = bound[-1]
    view = store.known_on(known_on or last.known_on)
    report = parse(period or last.report)
    found = query.given(query.figures(saved, view, report))
    return Again(last, view.said, query.period_of(saved, report), found)
