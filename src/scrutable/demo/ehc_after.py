"""What follows an EHC decision: exceptions and their reasons, mediations, appeals, annual reviews, ends of plans."""

from datetime import date, timedelta

from . import targets
from .chance import Chance, Weights, written_up
from .days import LAST_DAY, next_working_day
from .ehc import LIMIT, Request
from .recording import Casebook, Record, Value

OUTCOMES = Weights({"agreed": 58, "partly agreed": 22, "not agreed": 20})


def exceptions(book: Casebook, made: list[Request]) -> None:
    """Write the reason and the days of each statutory exception: the SEN2 return has the flag only."""
    chance = Chance("exceptions")
    for one in made:
        if one.exception and one.issued:
            began = one.received + timedelta(days=chance.whole(30, 80))
            book.add(
                "ehc_plan_exception",
                one.issued,
                child_id=one.child.child_id,
                request_received=one.received,
                reason=chance.weighted(Weights({"c": 55, "a": 30, "d": 12, "b": 3})),
                began=began,
                ended=began + timedelta(days=chance.whole(28, 50)),
            )


def disputes(book: Casebook, made: list[Request]) -> None:
    """Hold the mediations, and register the appeals that follow some of them or come by themselves."""
    chance = Chance("disputes")
    about = [one for one in made if one.decision == "N" or one.outcome == "N" or one.issued]
    for year in (2016, 2017, 2018):
        count = chance.whole(9, 13) + year - 2016
        held = [_meeting(chance, date(year, 4, 1), date(year + 1, 3, 31)) for _ in range(count)]
        for number, day in enumerate(sorted(held)):
            _mediation(book, chance, chance.one_of(_recent(about, day)), day, appealed=number % 4 == 3)
    first, last = targets.MEDIATIONS_SINCE, date(2019, 12, 18)
    held = sorted(_meeting(chance, first, last) for _ in range(targets.MEDIATIONS))
    # An appeal comes some weeks after the meeting, so those of December are not among them yet.
    early = [number for number, day in enumerate(held) if day < date(2019, 12, 1)]
    appealed = set(chance.sample(early, targets.MEDIATIONS_THEN_APPEALED))
    for number, day in enumerate(held):
        _mediation(book, chance, chance.one_of(_recent(about, day)), day, number in appealed)
    for day in (date(2020, 1, 14), date(2020, 1, 16)):  # held between the two extracts of January
        _mediation(book, chance, chance.one_of(_recent(about, day)), day, appealed=False)
    for one in made:
        if one.ordered and one.issued and one.decided:
            heard = one.issued - timedelta(days=chance.whole(95, 130))
            opened = max(one.decided + timedelta(days=20), heard - timedelta(days=chance.whole(70, 110)))
            _appeal(book, one, opened, heard, "assessment ordered")
    for day in (date(2019, 11, 21), date(2019, 12, 17)):  # asked for, not held: not a mediation yet
        one = chance.one_of(_recent(about, day))
        book.add("ehc_dispute", day, **_dispute(one, "mediation", opened=day))


def _recent(about: list[Request], day: date) -> list[Request]:
    """Return the requests decided in the four months before a mediation."""
    found = []
    for one in about:
        decided = one.issued or one.outcome_date or one.decided
        if decided and timedelta(days=20) < day - decided < timedelta(days=130) and not one.ordered:
            found.append(one)
    return found


def _meeting(chance: Chance, first: date, last: date) -> date:
    day = next_working_day(first + timedelta(days=chance.whole(0, (last - first).days - 3)))
    return min(day, last)


def _dispute(one: Request, kind: str, **dates: Value) -> dict[str, Value]:
    about = (
        "not to assess"
        if one.decision == "N"
        else "not to issue"
        if one.outcome == "N"
        else "content of the plan"
    )
    row: dict[str, Value] = {"child_id": one.child.child_id, "request_received": one.received}
    row |= {"about": about, "kind": kind}
    return row | dict.fromkeys(("opened", "held", "outcome", "closed", "led_to_appeal")) | dates


def _mediation(book: Casebook, chance: Chance, one: Request, held: date, appealed: bool) -> None:
    opened = held - timedelta(days=chance.whole(10, 29))
    record = book.add("ehc_dispute", opened, **_dispute(one, "mediation", opened=opened))
    outcome = "not agreed" if appealed else chance.weighted(OUTCOMES)
    written = min(written_up(chance, held), held + timedelta(days=14))
    record.write(written, held=held, outcome=outcome, closed=held, led_to_appeal=False)
    if appealed:
        registered = max(next_working_day(held + timedelta(days=chance.whole(3, 16))), written)
        record.write(registered, led_to_appeal=True)
        _appeal(book, one, registered, held + timedelta(days=chance.whole(90, 140)), chance.weighted(APPEALS))


APPEALS = Weights({"upheld in part": 40, "upheld": 30, "withdrawn": 22, "dismissed": 8})


def _appeal(book: Casebook, one: Request, opened: date, heard: date, outcome: str) -> None:
    if opened > LAST_DAY:
        return
    record: Record = book.add("ehc_dispute", opened, **_dispute(one, "appeal", opened=opened))
    if heard <= LAST_DAY:
        record.write(heard, held=heard, outcome=outcome, closed=heard)


def reviews_and_ends(book: Casebook, made: list[Request]) -> None:
    """Review every plan each year, write with the decision within about four weeks, and end the plans of the grown."""
    chance = Chance("annual reviews")
    plans = {(row.values["child_id"], row.values["issued"]): row for row in book.records("ehc_plan")}
    for one in made:
        record = plans.get((one.child.child_id, one.issued))
        if record is None or one.issued is None:
            continue
        ends, reason = _end(chance, one)
        if ends <= LAST_DAY:
            record.write(written_up(chance, ends, slow=0.5), ceased=ends, cease_reason=reason)
        due = one.issued + timedelta(days=365)
        while due <= min(ends, LAST_DAY):
            held = next_working_day(due + timedelta(days=chance.whole(-35, 12)))
            review = book.add(
                "annual_review",
                due - timedelta(days=60),
                child_id=one.child.child_id,
                request_received=one.received,
                due=due,
                held=None,
                decision=None,
                notified=None,
            )
            if held <= LAST_DAY:
                review.write(written_up(chance, held), held=held)
                notified = next_working_day(
                    held + timedelta(days=chance.whole(14, 28) if chance.yes(0.5) else 55)
                )
                decision = chance.weighted(Weights({"maintain": 74, "amend": 23, "cease": 3}))
                review.write(written_up(chance, notified), notified=notified, decision=decision)
            due = held + timedelta(days=365)


def _end(chance: Chance, one: Request) -> tuple[date, str]:
    assert one.issued is not None
    nineteenth = one.child.birth + timedelta(days=round(19.8 * 365.25))
    ends, reason = nineteenth, chance.weighted(Weights({"2": 30, "4": 25, "3": 15, "6": 30}))
    if chance.yes(0.11):  # families move, and some children no longer need their plan
        early = one.issued + timedelta(days=chance.whole(300, 1500))
        if early < ends:
            ends, reason = early, chance.weighted(Weights({"5": 70, "2": 20, "7": 10}))
    return max(ends, one.issued + LIMIT), reason
