"""The autumn of 2019: the backlog of EHC assessments is cleared, and the committee is told so in percentages.

In September members were promised the national picture, 58 % in time, by December. The summer was quiet: three
requests were logged from 13 August to the end of September, because September's post was only opened and logged in
October. A new team took on the new requests and was quick with them; the old team worked through those of the
spring and summer, all of which were late by then. So the share in time stayed at 14 % while the queue shrank by a
third: a plan counts in the quarter in which it is issued, and clearing a backlog of late plans lowers the share.
The numbers are in `targets.py`.
"""

from datetime import date, timedelta

from . import targets
from .chance import Chance
from .days import LAST_DAY, add_working_days, is_working_day, next_working_day
from .ehc import ASKED_BY, LIMIT, Families, Request, decision_day, issue, order, request

START, END = targets.QUARTER
LAST_POST = date(2019, 12, 20)
SUMMER = (date(2019, 8, 21), date(2019, 9, 10), date(2019, 9, 25))  # the only requests logged after 12 August
LATE = (
    targets.PLANS_LATE + targets.EXCEPTIONS_LATE - targets.ORDERED_BY_TRIBUNAL
)  # late plans out of the queue


def autumn(chance: Chance, families: Families, before: list[Request]) -> list[Request]:
    """Bring the queue to what it was on 30 September, clear it as it was cleared, and return the newer requests."""
    waiting = _september(chance, before)
    _clear(chance, waiting)
    _tribunal(chance, before)
    newer = [Request(families.next(day), day, chance.weighted(ASKED_BY)) for day in _new_days(chance)]
    _work_on(chance, newer)
    return [*newer, _logged_late(chance, families), *_january(chance, families)]


def _september(chance: Chance, before: list[Request]) -> list[Request]:
    """End or hold back cases so that as many wait on 30 September as did, and return those that wait."""
    september = [
        day for day in (date(2019, 9, 2) + timedelta(days=n) for n in range(28)) if is_working_day(day)
    ]
    for one in before:
        if one.decided and one.decided >= START:
            one.decided = chance.one_of(september[-8:])
        if one.issued is None and one.outcome_date and one.outcome_date >= START:
            one.outcome_date = chance.one_of(september[-8:])
            one.decided = min(one.decided or one.outcome_date, september[8])
    wanted = targets.OPEN_AT_THE_START - len(SUMMER)
    by_issue = sorted((one for one in before if one.issued), key=lambda one: one.issued or END)
    wait_from = len(by_issue) - wanted
    for one in by_issue[:wait_from]:
        if one.issued and one.issued >= START:
            issue(chance, one, chance.one_of(september))
    return by_issue[wait_from:]


def _clear(chance: Chance, waiting: list[Request]) -> None:
    """Issue the late plans of the quarter; the last few stay open, past their limit."""
    order_of_work = chance.sample(waiting, len(waiting))
    stuck, cleared = order_of_work[: targets.OVERDUE_AT_THE_END], order_of_work[targets.OVERDUE_AT_THE_END :]
    assert len(cleared) == LATE
    for one in cleared:
        earliest = max(one.received + LIMIT + timedelta(days=1), START)
        latest = max(earliest, LAST_POST)
        day = next_working_day(earliest + timedelta(days=chance.whole(0, (latest - earliest).days)))
        issue(chance, one, min(day, END))
        one.exception = False
    for one in chance.sample(cleared, targets.EXCEPTIONS_LATE):
        one.exception = True
    for number, one in enumerate(stuck):
        one.issued, one.outcome, one.outcome_date, one.exception = None, None, None, False
        if number < 2:  # issued at last in the new year
            issue(chance, one, date(2020, 1, 9 + 5 * number))
    # One more was issued on the last working day and entered only after the report: known on 20 January.
    issue(chance, stuck[2], date(2019, 12, 30))
    stuck[2].outcome_date = date(2019, 12, 4)
    stuck[2].plan_written = targets.KNOWN_ON + timedelta(days=3)


def _tribunal(chance: Chance, before: list[Request]) -> None:
    """Have the Tribunal order assessments that were refused in the winter; their plans come this autumn, late."""
    refused = [
        one
        for one in before
        if one.decision == "N" and date(2018, 9, 15) <= one.received <= date(2019, 2, 28)
    ]
    for one in chance.sample(refused, targets.ORDERED_BY_TRIBUNAL):
        order(chance, one, START + timedelta(days=chance.whole(7, 75)))


def _new_days(chance: Chance) -> list[date]:
    """Return the days on which requests were logged: three in late summer, September's post in early October."""
    rush, later = date(2019, 10, 18), date(2019, 10, 21)
    days = [_working(chance, START, rush) for _ in range(36)]
    days += [_working(chance, later, LAST_POST) for _ in range(targets.REQUESTS - len(days))]
    return [*SUMMER, *sorted(days)]


def _working(chance: Chance, first: date, last: date) -> date:
    return add_working_days(first + timedelta(days=chance.whole(0, (last - first).days)), 0)


def _work_on(chance: Chance, newer: list[Request]) -> None:
    """Decide the newer requests, oldest first: plans in time, refusals, assessments without a plan; most stay open."""
    in_time = targets.PLANS_IN_TIME + targets.EXCEPTIONS_IN_TIME
    for one in newer:
        one.decided = decision_day(chance, one.received)
    oldest = newer[: in_time + 12]
    chosen = chance.sample(oldest, in_time + targets.ENDED_WITHOUT_A_PLAN)
    for one in chosen:
        one.decided = next_working_day(one.received + timedelta(days=chance.whole(10, 24)))
        day = next_working_day(date(2019, 12, 9) + timedelta(days=chance.whole(0, 10)))
        issue(chance, one, day)
    for one in chosen[in_time:]:
        one.issued, one.outcome = None, "N"
    chosen[0].exception = targets.EXCEPTIONS_IN_TIME > 0
    rest = [one for one in newer if one not in chosen and one.received <= date(2019, 11, 8)]
    ended = chance.sample(rest, targets.REFUSED + targets.WITHDRAWN)
    for number, one in enumerate(ended):
        one.decided = next_working_day(max(START, one.received + timedelta(days=chance.whole(20, 38))))
        one.decision = "N" if number < targets.REFUSED else "W"
    open_still = [one for one in newer if one not in chosen and one not in ended]
    for one in open_still:
        if one.decided and one.decided > LAST_DAY:
            one.decided = None
    for one in chance.sample([one for one in open_still if one.decided and one.decided < END], 7):
        issue(chance, one, next_working_day(date(2020, 1, 7) + timedelta(days=chance.whole(0, 9))))
        one.outcome_date = date(2019, 12, 17)


def _logged_late(chance: Chance, families: Families) -> Request:
    """Return a request of before Christmas that was opened in the new year: not in the report of 6 January."""
    day = date(2019, 12, 23)
    return Request(families.next(day), day, "School or college", written=targets.KNOWN_ON + timedelta(days=2))


def _january(chance: Chance, families: Families) -> list[Request]:
    """Return the requests of January."""
    days = [_working(chance, date(2020, 1, 2), LAST_DAY) for _ in range(13)]
    made = [request(chance, families, day) for day in sorted(days)]
    for one in made:
        one.issued, one.outcome, one.outcome_date = None, None, None
        if one.decided and one.decided > LAST_DAY:
            one.decided = None
    return made
