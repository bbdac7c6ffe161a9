"""Social workers: posts, who holds them, agency workers who cover the vacant ones, and how posts are filled."""

from datetime import date, timedelta

from . import targets
from .care import Stay
from .chance import Chance, Weights, written_up
from .days import LAST_DAY, next_working_day
from .recording import Casebook, Record, Value
from .safeguarding import Case

DEPARTMENTS = {  # posts in each; agency workers gather where the work is hardest to staff
    "Front Door and Assessment": (28, 0.6),
    "Family Safeguarding": (38, 0.52),
    "Children in Care": (22, 0.36),
    "Children with Disabilities": (13, 0.36),
    "Leaving Care": (9, 0.25),
    "Fostering and Adoption": (12, 0.14),
}
ROLES = Weights({"Social worker": 66, "Senior social worker": 22, "Team manager": 12})
ORIGINS = Weights(
    {"Newly qualified": 34, "Another council in England": 36, "Agency": 18, "Other social work": 12}
)
REASONS = Weights({"Resignation": 74, "Retirement": 14, "Moved within the council": 8, "Other": 4})
ALLOCATIONS_FROM = date(2018, 4, 1)
FIRST_POST = date(2014, 4, 1)


class Workforce:
    """The establishment of social workers and its history. `staff` is who held cases in each department and when."""

    def __init__(self, book: Casebook) -> None:
        self._book = book
        self._chance = Chance("workforce")
        self._workers = 0
        self.staff: dict[str, list[tuple[str, date, date | None]]] = {name: [] for name in DEPARTMENTS}

    def run(self) -> None:
        """Fill, leave, cover and advertise every post from 2014 on."""
        number = 0
        for department, (posts, agency) in DEPARTMENTS.items():
            for _ in range(posts):
                number += 1
                self._post(f"P{number:03d}", department, agency)
        self._recruit(number)

    def _post(self, post_id: str, department: str, agency: float) -> None:
        """Live through one post: employees come and go, and in between it is vacant or an agency worker covers it."""
        chance = self._chance
        role = chance.weighted(ROLES)
        fte = chance.weighted(Weights({1.0: 84, 0.8: 8, 0.6: 6, 0.5: 2}))
        values: dict[str, Value] = {"post_id": post_id, "department": department, "role": role, "fte": fte}
        values |= {"opened": FIRST_POST, "closed": None, "held_by": None, "covered_by": None}
        post = self._book.add("post", FIRST_POST, **values)
        day = FIRST_POST
        covered = chance.yes(agency)
        while day <= LAST_DAY:
            if not covered:
                kind, until = "employee", day + timedelta(days=round(chance.waiting(1150)) + 60)
            else:
                kind, until = "agency", day + timedelta(days=round(chance.waiting(380)) + 30)
            until = next_working_day(until)
            self._worker(kind, post, department, role, fte, day, until)
            gap = chance.whole(20, 110)
            covered = chance.yes(agency)
            day = next_working_day(until + timedelta(days=7 if covered else gap))

    def _worker(
        self, kind: str, post: Record, department: str, role: str, fte: float, started: date, until: date
    ) -> None:
        chance = self._chance
        self._workers += 1
        worker_id = f"SW{1000 + self._workers * 3}"
        new = kind == "employee" and role == "Social worker" and chance.yes(0.3)
        ended = until if until <= LAST_DAY else None
        record = self._book.add(
            "worker",
            started,
            worker_id=worker_id,
            kind=kind,
            role=role,
            department=department,
            newly_qualified=new,
            fte=fte if kind == "employee" else 1.0,
            started=started,
            ended=None,
            start_origin=None if kind == "agency" else "Newly qualified" if new else chance.weighted(ORIGINS),
            leave_reason=None,
        )
        holder = "held_by" if kind == "employee" else "covered_by"
        post.write(started, **{holder: worker_id})
        if ended:
            reason = "End of engagement" if kind == "agency" else chance.weighted(REASONS)
            record.write(
                min(written_up(chance, ended), ended + timedelta(days=9)), ended=ended, leave_reason=reason
            )
            post.write(ended, **{holder: None})
        # Managers and seniors hold none, and children in care are given to those who mean to stay.
        if role == "Social worker" and (kind == "employee" or department != "Children in Care"):
            self.staff[department].append((worker_id, started, ended))

    def on_duty(self, department: str, day: date, number: int) -> str | None:
        """Return one of those who hold cases in a department on a day, the same one for the same number."""
        there = [
            who for who, came, left in self.staff[department] if came <= day and (left is None or left > day)
        ]
        return there[number % len(there)] if there else None

    def _recruit(self, posts: int) -> None:
        """Advertise and interview; in the last quarter six offers go out, as the committee was told."""
        chance = self._chance
        start = targets.QUARTER[0]
        days = [date(2018, 4, 1) + timedelta(days=chance.whole(0, 545)) for _ in range(22)]
        offers = sorted(day for day in days if day < start - timedelta(days=1))
        offers += sorted(start + timedelta(days=chance.whole(10, 75)) for _ in range(targets.JOB_OFFERS))
        for number, day in enumerate(offers):
            self._filled(f"P{chance.whole(1, posts):03d}", number, next_working_day(day))

    def _filled(self, post_id: str, number: int, offered: date) -> None:
        """Write the steps that led to an offer, and those after it."""
        chance = self._chance
        advertised = next_working_day(offered - timedelta(days=chance.whole(35, 60)))
        interviewed = next_working_day(offered - timedelta(days=chance.whole(2, 8)))
        candidate = f"C{2000 + number * 4}"
        self._step(post_id, None, "advertised", advertised)
        for other in range(chance.whole(1, 4)):
            applied = next_working_day(advertised + timedelta(days=chance.whole(3, 20)))
            self._step(post_id, f"C{2000 + number * 4 + other}", "applied", applied)
        self._step(post_id, candidate, "interviewed", interviewed)
        self._step(post_id, candidate, "offered", offered)
        if chance.yes(0.8):
            self._step(
                post_id, candidate, "accepted", next_working_day(offered + timedelta(days=chance.whole(2, 9)))
            )
            self._step(
                post_id,
                candidate,
                "started",
                next_working_day(offered + timedelta(days=chance.whole(50, 95))),
            )

    def _step(self, post_id: str, candidate: str | None, stage: str, day: date) -> None:
        if day <= LAST_DAY:
            self._book.add(
                "recruitment",
                day,
                post_id=post_id,
                candidate_id=candidate,
                stage=stage,
                happened=day,
                outcome=None,
            )


def allocations(book: Casebook, workforce: Workforce, cases: list[Case], stays: list[Stay]) -> None:
    """Give every open child a worker: one for the assessment, another for the plan, and one in care.

    The system knows of those who held a case on its first day, and not of those before them.
    """
    chance = Chance("allocations")
    for number, case in enumerate(cases):
        if case.ends <= max(ALLOCATIONS_FROM, case.received + timedelta(days=3)):
            continue
        ends = min(case.ends, case.into_care or case.ends)  # in care the child has a worker there
        assessed = min(case.plans[0].started, ends) if case.plans else ends
        _allocate(book, workforce, chance, case, "Front Door and Assessment", case.received, assessed, number)
        if case.plans:
            own = (
                "Children with Disabilities"
                if case.team == "Children with Disabilities"
                else "Family Safeguarding"
            )
            _allocate(book, workforce, chance, case, own, assessed, ends, number)
    for number, stay in enumerate(stays):
        _allocate(
            book, workforce, chance, stay, "Children in Care", stay.started, stay.ended or date.max, number
        )


def _allocate(
    book: Casebook,
    force: Workforce,
    chance: Chance,
    whose: Case | Stay,
    where: str,
    first: date,
    last: date,
    number: int,
) -> None:
    """Write the workers that a child has in one department, a new one when the last leaves."""
    day = max(first, ALLOCATIONS_FROM)
    longest = (400, 1800) if where == "Children in Care" else (200, 700)
    while day < min(last, LAST_DAY):
        worker = force.on_duty(where, day, number)
        if worker is None:
            return
        left = next(ended for who, _, ended in force.staff[where] if who == worker)
        held_for = chance.whole(*longest) * (chance.share() if day == ALLOCATIONS_FROM else 1)
        until = min(last, left or date.max, day + timedelta(days=max(1, round(held_for))))
        record = book.add(
            "allocation",
            written_up(chance, day, slow=0.1),
            child_id=whose.child.child_id,
            worker_id=worker,
            started=day,
            ended=None,
            role="Allocated case worker",
            end_reason=None,
        )
        if until <= LAST_DAY:
            reason = (
                "Worker left" if until == left else "Case closed" if until == last else "Change of worker"
            )
            record.write(written_up(chance, until, slow=0.3), ended=until, end_reason=reason)
        day = until
        number += 7
