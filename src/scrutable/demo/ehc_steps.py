"""The steps inside an EHC assessment that SEN2 does not hold: advice asked for and given, and the draft of the plan.

The council keeps them in its own system and sends them as plain CSVs: the advice, and all its plans with the day on
which the draft was sent, also those that are not issued yet.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from . import targets
from .chance import Chance, written_up
from .days import LAST_DAY, next_working_day
from .ehc import Request
from .recording import Casebook, Value

SIX_WEEKS = timedelta(days=42)
# Kind of advice -> the share that comes within six weeks, in 2016 and what is lost of it each year since.
IN_TIME = {
    "school": (0.9, 0.01),
    "social care": (0.84, 0.025),
    "psychology": (0.8, 0.06),
    "health": (0.74, 0.075),
}
SLOWEST = {"school": 62, "social care": 75, "psychology": 110, "health": 98}  # days


def advice(book: Casebook, made: Iterable[Request]) -> None:
    """Ask each service for its advice when it is decided to assess, and write when the advice came."""
    chance = Chance("advice for education, health and care")
    for one in _by_day(made):
        if not one.has_assessment or one.decided is None:
            continue
        begun = one.decided
        if one.ordered and one.outcome_date:
            begun = one.outcome_date - timedelta(days=70)
        # A plan made by the quick new team rests on advice that was quick too.
        last = (one.outcome_date or date.max) - timedelta(days=1)
        for kind, (at_first, lost) in IN_TIME.items():
            asked = next_working_day(begun + timedelta(days=chance.whole(0, 4)))
            in_time = chance.yes(at_first - lost * max(0, begun.year - 2016))
            days = chance.whole(12, 42) if in_time else chance.whole(44, SLOWEST[kind])
            came: date | None = next_working_day(asked + timedelta(days=days - 2))
            never = chance.yes(0.02)
            if asked > LAST_DAY:
                continue
            on = _by_the_report(asked, asked)
            of_whom: dict[str, Value] = {"child_id": one.child.child_id, "request_received": one.received}
            record = book.add("ehc_advice", on, **of_whom, kind=kind, requested=asked, received=None)
            came = min(came, max(last, asked)) if came else None
            if came and came <= LAST_DAY and not never:
                record.write(_by_the_report(came, written_up(chance, came, slow=0.2)), received=came)


def drafts(book: Casebook, made: Iterable[Request]) -> None:
    """Send the draft of each plan some weeks before it is issued: the family has fifteen days to answer."""
    chance = Chance("drafts of education, health and care plans")
    for one in _by_day(made):
        if one.issued is None or one.outcome_date is None:
            continue
        sent = next_working_day(one.issued - timedelta(days=chance.whole(17, 34)))
        sent = max(min(sent, one.issued), min(one.outcome_date, one.issued))
        if sent <= LAST_DAY:
            on = _by_the_report(sent, written_up(chance, sent, slow=0.2))
            book.add("ehc_draft", on, child_id=one.child.child_id, received=one.received, draft_sent=sent)


def _by_day(made: Iterable[Request]) -> list[Request]:
    return sorted(made, key=lambda one: one.received)


def _by_the_report(happened: date, written: date) -> date:
    """Return when something is written up: what happened by the year's end is in the report of 6 January."""
    return min(written, targets.KNOWN_ON) if happened <= targets.QUARTER[1] else written
