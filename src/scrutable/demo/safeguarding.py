"""From referral to child protection plan: who is referred, what is found, and what is done about it.

Each day brings some referrals. A child who is already open is not referred again, and a share of those referred
were known within the last year. A referral's way through the service is drawn when it arrives, and each step of
it is written up when somebody gets round to it. Visits are in `visits.py`, children in care in `care.py`.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from .care import Care
from .chance import Chance, Weights, written_up
from .days import (
    FIRST_DAY,
    LAST_DAY,
    add_working_days,
    each_day,
    is_christmas,
    is_working_day,
    next_working_day,
    school_is_out,
)
from .people import People, Person
from .recording import Casebook

SOURCES = Weights(
    {"6": 29, "2A": 20, "3A": 8, "3C": 4, "5B": 9, "1A": 7, "1B": 4, "5A": 3, "7": 5, "8": 4, "4": 2, "9": 3, "2B": 2}
)  # fmt: skip
NEEDS = Weights({"N1": 54, "N5": 16, "N4": 9, "N2": 8, "N3": 4, "N6": 5, "N8": 2, "N7": 1, "N0": 1})
CATEGORIES = Weights({"NEG": 44, "EMO": 37, "PHY": 9, "SAB": 5, "MUL": 5})
FACTORS = Weights(
    {"3B": 30, "4B": 28, "17A": 18, "16A": 17, "1B": 13, "2B": 13, "4A": 14, "18B": 8, "5A": 6, "14A": 8, "15A": 5,
     "6A": 4, "19B": 3, "13A": 3, "11A": 2, "24A": 3, "7A": 4, "10A": 3, "21": 10}
)  # fmt: skip
AGES = Weights({(0, 1): 9, (1, 5): 22, (5, 11): 34, (11, 17): 35})
CLOSURES = Weights({"RC9": 45, "RC7": 20, "RC3": 8, "RC1": 3})
AREAS = ["North", "South", "East"]


@dataclass
class Plan:
    """A child in need plan or a child protection plan, from its first day to the last known one."""

    child: Person
    started: date
    ended: date | None
    team: str


@dataclass
class Case:
    """A referral and what followed: `ends` is when it closes, after the end of the simulation for the open ones."""

    child: Person
    received: date
    ends: date
    team: str = ""
    into_care: date | None = None
    plans: list[Plan] = field(default_factory=list)


@dataclass
class Safeguarding:
    """The service as it runs: what the other parts of the simulation need of it."""

    book: Casebook
    people: People
    care: Care
    chance: Chance = field(default_factory=lambda: Chance("safeguarding"))
    cases: list[Case] = field(default_factory=list)
    need_plans: list[Plan] = field(default_factory=list)
    protection_plans: list[Plan] = field(default_factory=list)
    _latest: dict[str, Case] = field(default_factory=dict)
    _protected_before: dict[str, int] = field(default_factory=dict)

    def run(self) -> None:
        """Live through every day of the simulation."""
        for day in each_day(FIRST_DAY, LAST_DAY):
            for _ in range(self.chance.arrivals(_referrals_on(day))):
                self.refer(self._who(day), day)

    def _who(self, day: date) -> Person:
        """Return who is referred: nearly a quarter were referred in the last year and have been closed since."""
        if self.chance.yes(0.225):
            recent = self.cases[-1500:]
            for _ in range(60):
                case = self.chance.one_of(recent) if recent else None
                if case and self._may_come_back(case, day):
                    return case.child
        youngest, oldest = self.chance.weighted(AGES)
        return self.people.aged(day, youngest, oldest)

    def _may_come_back(self, case: Case, day: date) -> bool:
        """Return whether a case is closed, recent and the child's last: an open child is not referred again."""
        recent = case.ends < day and day - case.received < timedelta(days=360)
        return recent and self._latest[case.child.child_id] is case and case.child.age(day) < 18

    def refer(self, child: Person, day: date) -> Case:
        """Take a referral and follow it to its end."""
        chance = self.chance
        number = len(self.cases)
        disabled = "LD" in child.disabilities
        team = "Children with Disabilities" if disabled else f"Family Safeguarding {AREAS[number % 3]}"
        case = Case(child, day, ends=day, team=team)
        self.cases.append(case)
        self._latest[child.child_id] = case
        written = written_up(chance, day, slow=0.05, slow_days=3)
        self.people.meet(child, written)
        no_further_action = chance.yes(0.09)
        record = self.book.add(
            "referral",
            written,
            child_id=child.child_id,
            received=day,
            source_group=chance.weighted(SOURCES),
            primary_need=chance.weighted(NEEDS),
            no_further_action=no_further_action,
            closed=None,
            closure_reason=None,
            team=team,
        )
        if no_further_action:
            case.ends, reason = day + timedelta(days=chance.whole(0, 2)), "RC8"
        else:
            reason = self._assess(case)
        if case.into_care and case.into_care <= LAST_DAY and child.age(case.into_care) < 18:
            stay = self.care.admit(child, case.into_care)
            case.ends = max(case.ends, stay.ended or LAST_DAY + timedelta(days=1))
        if case.ends <= LAST_DAY:
            closed = max(written_up(chance, case.ends, slow=0.5, slow_days=12), written)
            record.write(closed, closed=case.ends, closure_reason=reason)
        self._written_twice(case, written)
        return case

    def _written_twice(self, case: Case, written: date) -> None:
        """Now and then a referral is entered twice, a day apart, and the second is taken out when somebody sees it."""
        if self.chance.yes(0.004):
            second = self.book.add(
                "referral",
                written,
                child_id=case.child.child_id,
                received=case.received - timedelta(days=1),
                source_group="10",
                primary_need="N0",
                no_further_action=False,
                closed=None,
                closure_reason=None,
                team=case.team,
            )
            second.removed = written + timedelta(days=self.chance.whole(15, 90))

    def _assess(self, case: Case) -> str:
        """Assess the child, act on what is found, and return why the case closed."""
        chance, child = self.chance, case.child
        started = next_working_day(case.received + timedelta(days=chance.whole(0, 2)))
        completed = add_working_days(started, _assessment_days(chance, started))
        in_danger, in_need = chance.yes(0.17), chance.yes(0.36)
        record = self.book.add(
            "assessment",
            written_up(chance, started, slow=0.2),
            child_id=child.child_id,
            referral_received=case.received,
            started=started,
            completed=None,
            child_seen=chance.yes(0.97),
            needs_support=in_danger or in_need,
            factors="",
            team=case.team,
        )
        if chance.yes(0.01):  # the start was entered a week early and put right at the next audit
            record.values["started"] = max(case.received, started - timedelta(days=7))
            record.write(record.recorded + timedelta(days=chance.whole(30, 150)), started=started)
        if completed <= LAST_DAY:
            factors = " ".join(sorted({chance.weighted(FACTORS) for _ in range(chance.whole(1, 4))}))
            record.write(completed, completed=completed, factors=factors)
        case.ends = completed + timedelta(days=chance.whole(0, 10))
        if in_danger:
            self._enquire(case, started)
        if in_need or (in_danger and not case.plans):
            self._support(case, completed)
        if chance.yes(0.012) and child.age(started) < 17:
            case.into_care = started + timedelta(days=chance.whole(0, 30))
        return "RC8" if not case.plans else chance.weighted(CLOSURES)

    def _enquire(self, case: Case, started: date) -> None:
        """Hold a section 47 enquiry and, if needed, a conference, which mostly makes a child protection plan."""
        chance = self.chance
        discussed = next_working_day(started + timedelta(days=chance.whole(0, 12)))
        to_conference = chance.yes(0.66)
        due = add_working_days(discussed, 15)
        held = add_working_days(discussed, chance.whole(9, 15) if chance.yes(0.84) else chance.whole(16, 27))
        record = self.book.add(
            "section_47",
            written_up(chance, discussed),
            child_id=case.child.child_id,
            referral_received=case.received,
            strategy_discussion=discussed,
            conference_not_required=not to_conference,
            conference_due=due if to_conference else None,
            conference_held=None,
            plan_made=None,
            team=case.team,
        )
        if to_conference:
            plan_made = chance.yes(0.84)
            if held <= LAST_DAY:
                record.write(written_up(chance, held), conference_held=held, plan_made=plan_made)
            case.ends = max(case.ends, held + timedelta(days=7))
            if plan_made and held <= LAST_DAY:
                self._protect(case, held)

    def _protect(self, case: Case, started: date) -> None:
        """Make a child protection plan, with its reviews, until it is no longer needed or the child comes into care."""
        chance, child = self.chance, case.child
        days = max(50, round(chance.waiting(350)))
        if chance.yes(0.17) and child.age(started) < 17:
            days = min(days, chance.whole(20, 300))
            case.into_care = started + timedelta(days=days)
        eighteenth = child.birth + timedelta(days=round(18 * 365.25))
        ends = next_working_day(min(started + timedelta(days=days), eighteenth))
        category = chance.weighted(CATEGORIES)
        before = self._protected_before.get(child.child_id, 0)
        self._protected_before[child.child_id] = before + 1
        record = self.book.add(
            "cp_plan",
            written_up(chance, started),
            child_id=child.child_id,
            referral_received=case.received,
            started=started,
            ended=None,
            first_category=category,
            latest_category=category,
            previous_plans=before,
            team=case.team,
        )
        if chance.yes(0.15):
            record.write(started + timedelta(days=days // 2), latest_category=chance.weighted(CATEGORIES))
        self._review(child, started, ends)
        if ends <= LAST_DAY:
            record.write(written_up(chance, ends, slow=0.4, slow_days=8), ended=ends)
        plan = Plan(child, started, ends if ends <= LAST_DAY else None, case.team)
        case.plans.append(plan)
        self.protection_plans.append(plan)
        case.ends = max(case.ends, ends + timedelta(days=chance.whole(5, 90)))

    def _review(self, child: Person, started: date, ends: date) -> None:
        """Hold the review conferences: the first within three months, then six-monthly, the last ends the plan."""
        due = started + timedelta(days=88)
        while due < ends:
            held = next_working_day(due - timedelta(days=self.chance.whole(-4, 12)))
            if held > min(ends, LAST_DAY):
                break
            self.book.add(
                "cp_review",
                written_up(self.chance, held),
                child_id=child.child_id,
                plan_started=started,
                held=held,
            )
            due = held + timedelta(days=178)

    def _support(self, case: Case, completed: date) -> None:
        """Make a child in need plan."""
        chance = self.chance
        started = next_working_day(completed + timedelta(days=chance.whole(0, 10)))
        days = max(21, round(chance.waiting(150)))
        ends = next_working_day(started + timedelta(days=days))
        if case.plans:  # the plan of need begins when the protection plan ends
            last = case.plans[-1].ended
            if last is None:
                return
            started, ends = last, last + timedelta(days=chance.whole(60, 200))
        if started > LAST_DAY:
            case.ends = max(case.ends, ends)
            return
        record = self.book.add(
            "cin_plan",
            written_up(chance, started),
            child_id=case.child.child_id,
            referral_received=case.received,
            started=started,
            ended=None,
            team=case.team,
        )
        if ends <= LAST_DAY:
            record.write(written_up(chance, ends, slow=0.4, slow_days=8), ended=ends)
        plan = Plan(case.child, started, ends if ends <= LAST_DAY else None, case.team)
        case.plans.append(plan)
        self.need_plans.append(plan)
        case.ends = max(case.ends, ends + timedelta(days=chance.whole(0, 20)))


def _referrals_on(day: date) -> float:
    """Return how many referrals a day brings on average: about 1,700 a year and slowly rising."""
    if not is_working_day(day):
        return 0.6
    rate = 6.3 + 0.12 * (day.year - FIRST_DAY.year)
    return rate * (0.5 if is_christmas(day) else 0.72 if school_is_out(day) else 1.08)


def _assessment_days(chance: Chance, started: date) -> int:
    """Return how many working days an assessment takes: most near the limit of 45, in 2019 as if hurried to meet it."""
    in_time = {2013: 0.82, 2014: 0.82, 2015: 0.80, 2016: 0.82, 2017: 0.80, 2018: 0.78}.get(started.year, 0.88)
    if not chance.yes(in_time):
        return chance.whole(46, 80)
    if started.year >= 2019 and chance.yes(0.45):
        return chance.whole(38, 45)  # the committee asked whether quality was given up for the target
    return min(45, max(3, round(chance.around(32, 10))))
