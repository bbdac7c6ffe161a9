"""What came of contacts and of early help assessments: how each contact was decided, and the help that was given.

Also why cases closed that had no plan.

Nothing here adds a contact, an assessment or a referral. Where help did not last, the episode is given to a child whom
somebody refers within the year that follows it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from .chance import Chance, Weights, written_up
from .days import LAST_DAY, add_working_days, is_working_day
from .people import People
from .recording import Casebook, Record
from .safeguarding import Case
from .targets import KNOWN_ON, QUARTER

OUTCOMES = Weights({"advice and information": 44, "no further action": 33, "early help": 23})
BY_NEXT_DAY = {
    2016: 0.93,
    2017: 0.92,
    2018: 0.9,
    2019: 0.86,
    2020: 0.84,
}  # of the contacts that are not referred
REASONS = Weights(
    {"needs met": 62, "family no longer takes part": 19, "moved away": 7, "another service": 12}
)
REFERRED_AFTER = 0.15  # of the help that ended: within a year
YEAR = timedelta(days=365)


def decisions(book: Casebook) -> None:
    """Write when it was decided what to do about each contact: mostly by the next working day."""
    chance = Chance("decisions on contacts")
    referred = {
        (row.values["child_id"], row.values["received"])
        for row in book.records("referral")
        if row.removed is None
    }
    for record in book.records("contact"):
        received = record.values["received"]
        assert isinstance(received, date)
        record.values |= {"decided": None, "outcome": None}
        to_referral = (record.values["child_id"], received) in referred
        in_time = chance.yes(0.98 if to_referral else BY_NEXT_DAY[received.year])
        wait = chance.whole(0, 1) if in_time else chance.whole(2, 5)
        day = add_working_days(received, wait) if wait or is_working_day(received) else received
        if to_referral and not is_working_day(received):
            day = received  # the emergency duty team
        moment = datetime.combine(day, time(chance.whole(9, 17), chance.whole(0, 11) * 5))
        outcome = "referral" if to_referral else chance.weighted(OUTCOMES)
        if day <= LAST_DAY and chance.yes(0.995):  # now and then nobody writes it down
            record.write(_by_the_report(day, day), decided=moment, outcome=outcome)


def closures(book: Casebook) -> None:
    """Write of some cases closed without a plan that a service had been given and had ended: not all needed nothing."""
    chance = Chance("closures")
    for record in book.records("referral"):
        for _, said in record.later:
            if (
                said.get("closure_reason") == "RC8"
                and not record.values["no_further_action"]
                and chance.yes(0.36)
            ):
                said["closure_reason"] = "RC7"


def help_given(book: Casebook, people: People, cases: Sequence[Case]) -> None:
    """Write what followed each early help assessment: help for some months, or none, and how it ended."""
    chance = Chance("early help given")
    later = _Referred(cases)
    for record in book.records("early_help_episode"):
        began = record.values["assessment_started"]
        assert isinstance(began, date)
        record.values |= {
            "referred": began - timedelta(days=chance.whole(1, 16)),
            "started": None,
            "ended": None,
        }
        record.values |= {"end_reason": None, "team": "Early Help"}
        completed = next((said["assessment_completed"] for _, said in record.later), None)
        if isinstance(completed, date):
            _help(record, people, chance, later, completed)


def _help(record: Record, people: People, chance: Chance, later: "_Referred", completed: date) -> None:
    fate = chance.weighted(Weights({"helped": 83, "none needed": 12, "declined": 4, "not written down": 1}))
    written = max(day for day, _ in record.later)
    if fate == "not written down":
        return
    if fate != "helped":
        record.write(written, end_reason="no help needed" if fate == "none needed" else "family declined")
        return
    started = add_working_days(completed, chance.whole(1, 12))
    if started > LAST_DAY:
        return
    record.write(max(written, _by_the_report(started, written_up(chance, started))), started=started)
    ended = started + timedelta(days=round(chance.waiting(150)) + 40)
    reason = chance.weighted(REASONS)
    if chance.yes(REFERRED_AFTER):
        case = later.after(chance, ended)
        if case and case.child.age(started) >= 0 and case.child.birth < record.recorded:
            record.values["child_id"] = case.child.child_id
            people.meet(case.child, record.recorded)
            if case.received - ended < timedelta(days=45):
                ended, reason = case.received, "passed to social care"
    if ended <= LAST_DAY:
        written = _by_the_report(ended, written_up(chance, ended, slow=0.4, slow_days=9))
        record.write(written, ended=ended, end_reason=reason)


class _Referred:
    """The first referral of each child, each given once to an episode of early help before it."""

    def __init__(self, cases: Sequence[Case]) -> None:
        first: dict[str, Case] = {}
        for case in cases:
            first.setdefault(case.child.child_id, case)
        self._cases = sorted(first.values(), key=lambda case: case.received)
        self._received = [case.received for case in self._cases]
        self._taken: set[str] = set()

    def after(self, chance: Chance, day: date) -> Case | None:
        """Return a referral that was received within the year after a day, or None where the draw finds none."""
        first, last = (
            bisect_left(self._received, day),
            bisect_right(self._received, day + YEAR - timedelta(days=5)),
        )
        for _ in range(8 if first < last else 0):
            case = self._cases[chance.whole(first, last - 1)]
            if case.child.child_id not in self._taken and case.child.birth + YEAR < day - YEAR:
                self._taken.add(case.child.child_id)
                return case
        return None


def _by_the_report(happened: date, written: date) -> date:
    """Return when something is written up: what happened by the year's end is in the report of 6 January."""
    return min(written, KNOWN_ON) if happened <= QUARTER[1] else written
