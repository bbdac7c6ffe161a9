"""Education, health and care plans: requests, decisions, assessments and plans, and the backlog they grow into.

Requests rise from year to year and the team does not: three plans in five are in time in 2016, one in six in 2019.
`ehc_autumn.py` tells the autumn of 2019, when the backlog is cleared; this module tells what led to it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from . import targets
from .chance import Chance, Weights, written_up
from .days import LAST_DAY, each_day, is_working_day, next_working_day, school_is_out
from .people import People, Person
from .recording import Casebook
from .safeguarding import Case

FIRST_REQUEST = date(2014, 9, 1)  # the day the Children and Families Act's plans began
WEEK = timedelta(days=7)
LIMIT = timedelta(days=140)
ASKED_BY = Weights(
    {"School or college": 58, "Parent or young person": 33, "Health service": 5, "Social care": 4}
)
REQUESTS_A_YEAR = {2014: 150, 2015: 168, 2016: 184, 2017: 200, 2018: 226, 2019: 282, 2020: 260}
IN_TIME = {2014: 0.66, 2015: 0.64, 2016: 0.58, 2017: 0.42, 2018: 0.25, 2019: 0.13, 2020: 0.5}
WEEKS_OVER = {2014: 4.0, 2015: 4.0, 2016: 5.0, 2017: 6.0, 2018: 8.5, 2019: 13.0, 2020: 4.0}


@dataclass
class Request:
    """A request and what came of it. Decisions: Y assess, N refuse, W withdrawn; of the assessment: Y plan, N none."""

    child: Person
    received: date
    asked_by: str
    decision: str = "Y"
    decided: date | None = None
    outcome: str | None = None
    outcome_date: date | None = None
    issued: date | None = None
    exception: bool = False
    ordered: bool = False  # the Tribunal ordered the assessment that had been refused
    written: date | None = None  # when the request was logged, where it is not as usual
    plan_written: date | None = None

    @property
    def has_assessment(self) -> bool:
        """Return whether the child was, or is being, assessed."""
        return self.ordered or (self.decision == "Y" and self.decided is not None)


class Families:
    """Who asks: mostly families new to the council, some whose child social care knows. Nobody asks twice."""

    def __init__(self, people: People, cases: Sequence[Case]) -> None:
        self._people = people
        self._cases = cases
        self._received = [case.received for case in cases]
        self._chance = Chance("families")
        self._known = [person for person in people.everyone if person.upn]
        self._asked: set[str] = set()

    def next(self, day: date) -> Person:
        """Return a child for whom a request is made on a day."""
        child = self._choose(day)
        self._asked.add(child.child_id)
        return child

    def _choose(self, day: date) -> Person:
        if self._chance.yes(0.2):
            for number in range(80):
                child = self._open_to_social_care(day) if number < 60 else self._chance.one_of(self._known)
                if child and child.upn and 5 <= child.age(day) <= 16 and child.child_id not in self._asked:
                    return child
        youngest, oldest = self._chance.weighted(
            Weights({(4.45, 7): 38, (7, 11): 34, (11, 16): 22, (16, 19): 6})
        )
        return self._people.aged(day, youngest, oldest, male=0.71, disabled=0.3)

    def _open_to_social_care(self, day: date) -> Person | None:
        """Return a child referred in the last year and a half whose case is open, or None if the draw finds none."""
        last = bisect_right(self._received, day)
        first = bisect_left(self._received, day - timedelta(days=550))
        case = self._cases[self._chance.whole(first, last - 1)]
        return case.child if case.ends > day else None


def requests(chance: Chance, families: Families, last: date) -> list[Request]:
    """Return the requests up to a day, each followed to its natural end: the backlog grows by itself."""
    made = []
    for day in each_day(FIRST_REQUEST, last):
        if is_working_day(day):
            rate = REQUESTS_A_YEAR[day.year] / 253 * (0.42 if school_is_out(day) else 1.12)
            made += [request(chance, families, day) for _ in range(chance.arrivals(rate))]
    return made


def request(chance: Chance, families: Families, day: date) -> Request:
    """Return one request with its decisions and, mostly, its plan."""
    made = Request(families.next(day), day, chance.weighted(ASKED_BY))
    fate = chance.weighted(Weights({"refused": 14, "withdrawn": 3, "no plan": 6, "dropped": 2, "plan": 75}))
    made.decided = decision_day(chance, day)
    if fate in ("refused", "withdrawn"):
        made.decision = "N" if fate == "refused" else "W"
        if fate == "refused" and day < date(2018, 3, 1) and chance.yes(0.06):
            order(chance, made, day + WEEK * chance.whole(38, 50))
    elif fate in ("no plan", "dropped"):
        made.outcome = "N" if fate == "no plan" else "W"
        made.outcome_date = next_working_day(day + timedelta(days=chance.whole(80, 135)))
    else:
        issue(chance, made, _issue_day(chance, day))
        made.exception = chance.yes(0.02)
    return made


def decision_day(chance: Chance, received: date) -> date:
    """Return when it is decided whether to assess: mostly within the six weeks."""
    days = chance.whole(20, 40) if chance.yes(0.88) else chance.whole(43, 60)
    return next_working_day(received + timedelta(days=days))


def issue(chance: Chance, made: Request, day: date) -> None:
    """Issue the plan on a day, some weeks after it was decided that there should be one."""
    made.issued, made.outcome = day, "Y"
    start = made.decided if made.decided and not made.ordered else day - 6 * WEEK
    made.outcome_date = next_working_day(
        max(start + timedelta(days=1), day - timedelta(days=chance.whole(20, 45)))
    )
    made.outcome_date = min(made.outcome_date, day)


def order(chance: Chance, made: Request, day: date) -> None:
    """Have the Tribunal order the assessment that was refused, and issue the plan that comes of it."""
    made.decision, made.ordered, made.exception = "N", True, False
    issue(chance, made, next_working_day(day))


def _issue_day(chance: Chance, received: date) -> date:
    if chance.yes(IN_TIME[received.year]):
        day = received + timedelta(days=min(140, round(chance.around(131, 9))))
        return day if is_working_day(day) else day - timedelta(days=3)
    over = timedelta(days=3 + round(7 * chance.waiting(WEEKS_OVER[received.year])))
    return next_working_day(received + LIMIT + over)


def write(book: Casebook, people: People, chance: Chance, made: Iterable[Request]) -> None:
    """Write the requests into the case system, in the order in which they came."""
    for one in sorted(made, key=lambda one: one.received):
        logged = one.written or _by_the_report(one.received, written_up(chance, one.received, slow=0.15))
        people.meet(one.child, logged)
        request_record = book.add(
            "ehc_request",
            logged,
            child_id=one.child.child_id,
            received=one.received,
            source_group=one.asked_by,
            decided=None,
            decision="A",
            tribunal=False,
        )
        if one.decided and one.decided <= LAST_DAY:
            decided = _by_the_report(one.decided, written_up(chance, one.decided, slow=0.2))
            request_record.write(decided, decided=one.decided, decision=one.decision)
            if one.has_assessment:
                _write_assessment(book, chance, one, max(decided, logged), request_record.write)


def _write_assessment(
    book: Casebook, chance: Chance, one: Request, began: date, write_request: object
) -> None:
    assert callable(write_request)
    if one.ordered:
        assert one.outcome_date is not None
        began = one.outcome_date - 10 * WEEK
        write_request(began, tribunal=True)
    if began > LAST_DAY:
        return
    record = book.add(
        "ehc_assessment",
        began,
        child_id=one.child.child_id,
        received=one.received,
        outcome="A",
        outcome_date=None,
        exception=False,
    )
    if one.outcome_date and one.outcome_date <= LAST_DAY:
        on = _by_the_report(one.outcome_date, written_up(chance, one.outcome_date, slow=0.2))
        record.write(on, outcome=one.outcome, outcome_date=one.outcome_date)
    if one.issued and one.issued <= LAST_DAY:
        on = one.plan_written or _by_the_report(one.issued, written_up(chance, one.issued, slow=0.3))
        on = max(on, record.recorded)
        record.write(on, exception=one.exception)
        book.add(
            "ehc_plan",
            on,
            child_id=one.child.child_id,
            received=one.received,
            issued=one.issued,
            exception=one.exception,
            ceased=None,
            cease_reason=None,
        )


def _by_the_report(happened: date, written: date) -> date:
    """Return when something is written up: what happened by the year's end is in the report of 6 January."""
    return min(written, targets.KNOWN_ON) if happened <= targets.QUARTER[1] else written
