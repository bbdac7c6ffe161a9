"""More about child protection plans: the meetings of their core groups, and the plans that a child had had before.

About one plan in five is not the child's first. Of some the record holds only the number, for the earlier plan is of
years ago or of another council. Of others the earlier plan is here: the child was protected after the referral before
this one, and the case was closed when the plan had ended.
"""

from datetime import date, timedelta

from . import targets
from .chance import Chance, Weights, written_up
from .days import LAST_DAY, add_working_days, next_working_day
from .recording import Casebook, Record, Value
from .safeguarding import CATEGORIES, Case, Plan
from .visits import protection_visits

MEETINGS_FROM = date(2016, 1, 1)  # earlier minutes are on paper
FIRST_IN_TIME = {2016: 0.88, 2017: 0.86, 2018: 0.84, 2019: 0.81, 2020: 0.8}
HAD_ONE_ELSEWHERE = 0.16  # of the plans: one before, of which only the number is known
HAD_ONE_HERE = 0.62  # of the children who could have had one here in the year before
SHORTEST = timedelta(days=50)


def earlier_plans(book: Casebook, cases: list[Case], plans: list[Plan]) -> list[Plan]:
    """Write the plans that children had had before, and return those that are held here."""
    chance = Chance("plans before")
    records = {_key(record, "started"): record for record in book.records("cp_plan")}
    referrals = {
        _key(record, "received"): record for record in book.records("referral") if not record.removed
    }
    assessed = {_key(record, "referral_received"): record for record in book.records("assessment")}
    before: dict[str, Case] = {}
    last: dict[int, Case | None] = {}
    for case in cases:
        last[id(case)] = before.get(case.child.child_id)
        before[case.child.child_id] = case
    case_of = {id(plan): case for case in cases for plan in case.plans}
    found = []
    elsewhere: dict[
        int, int
    ] = {}  # of the plan with this number: how many the child had had that are not held here
    for plan in plans:
        record = records[(plan.child.child_id, plan.started)]
        if chance.yes(HAD_ONE_ELSEWHERE) and plan.child.age(plan.started) >= 1:
            elsewhere[record.number] = chance.weighted(Weights({1: 80, 2: 20}))
        earlier = last[id(case_of[id(plan)])]
        if earlier is None or earlier.plans or earlier.into_care or not chance.yes(HAD_ONE_HERE):
            continue
        referral = referrals.get((earlier.child.child_id, earlier.received))
        if referral is not None and (made := _protect(book, chance, earlier, referral, case_of[id(plan)])):
            assessed[(earlier.child.child_id, earlier.received)].values["needs_support"] = True
            found.append(made)
    protection_visits(book, found, Chance("visits of earlier protection plans"))
    _number(book, elsewhere)
    return found


def _key(record: Record, column: str) -> tuple[object, object]:
    return record.values["child_id"], record.values[column]


def _number(book: Casebook, elsewhere: dict[int, int]) -> None:
    """Write with each plan how many the child had had before it, here and elsewhere."""
    before: dict[object, int] = {}
    others: dict[object, int] = {}
    for record in sorted(book.records("cp_plan"), key=lambda record: str(record.values["started"])):
        child = record.values["child_id"]
        others[child] = max(others.get(child, 0), elsewhere.get(record.number, 0))
        record.values["previous_plans"] = others[child] + before.get(child, 0)
        before[child] = before.get(child, 0) + 1


def _protect(book: Casebook, chance: Chance, case: Case, referral: Record, after: Case) -> Plan | None:
    """Protect a child after a referral that led to nothing, until some time before the child is referred again."""
    discussed = next_working_day(case.received + timedelta(days=chance.whole(1, 9)))
    held = add_working_days(discussed, chance.whole(9, 15) if chance.yes(0.84) else chance.whole(16, 22))
    latest = min(after.received - timedelta(days=12), targets.QUARTER[0] - timedelta(days=15))
    if held + SHORTEST > latest or referral.values["no_further_action"]:
        return None
    spare = (latest - held - SHORTEST).days
    ends = min(next_working_day(held + SHORTEST + timedelta(days=chance.whole(0, spare))), latest)
    of_the_case: dict[str, Value] = {
        "child_id": case.child.child_id,
        "referral_received": case.received,
        "team": case.team,
    }
    enquiry = book.add(
        "section_47", written_up(chance, discussed), **of_the_case, strategy_discussion=discussed,
        conference_not_required=False, conference_due=add_working_days(discussed, 15), conference_held=None,
        plan_made=None,
    )  # fmt: skip
    enquiry.write(written_up(chance, held), conference_held=held, plan_made=True)
    category = chance.weighted(CATEGORIES)
    record = book.add(
        "cp_plan", written_up(chance, held), **of_the_case, started=held, ended=None, first_category=category,
        latest_category=category, previous_plans=0,
    )  # fmt: skip
    record.write(written_up(chance, ends, slow=0.4, slow_days=8), ended=ends)
    met = next_working_day(held + timedelta(days=chance.whole(70, 88)))
    if met < ends:
        book.add(
            "cp_review", written_up(chance, met), child_id=case.child.child_id, plan_started=held, held=met
        )
    closed = min(ends + timedelta(days=chance.whole(1, 9)), after.received - timedelta(days=2))
    referral.later.clear()
    referral.write(written_up(chance, closed), closed=closed, closure_reason="RC9")
    return Plan(case.child, held, ends, case.team)


def core_groups(book: Casebook) -> None:
    """Hold the core groups: the first within ten working days, if it goes well, then about every six weeks."""
    chance = Chance("core groups")
    for plan in book.records("cp_plan"):
        started = plan.values["started"]
        ended = next((said["ended"] for _, said in reversed(plan.later) if "ended" in said), None)
        assert isinstance(started, date)
        last = min(ended if isinstance(ended, date) else LAST_DAY, LAST_DAY)
        in_time = chance.yes(FIRST_IN_TIME.get(started.year, 0.88))
        held = add_working_days(started, chance.whole(5, 10) if in_time else chance.whole(11, 22))
        while held <= last:
            if held >= MEETINGS_FROM:
                written = written_up(chance, held, slow=0.35, slow_days=9)
                book.add(
                    "core_group", written, child_id=plan.values["child_id"], plan_started=started, held=held
                )
            held = next_working_day(held + timedelta(days=chance.whole(36, 47)))
