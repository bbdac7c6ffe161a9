"""Looked after children: placements, legal statuses, reviews, health and visits, until they leave or turn eighteen."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from .chance import Chance, Weights, written_up
from .days import FIRST_DAY, LAST_DAY, add_working_days, each_day, next_working_day
from .people import AUTHORITY, People, Person
from .recording import Casebook, Record

VISITS_FROM = date(2017, 4, 1)  # earlier visits stayed in the old case system
NEIGHBOURS = ["997", "998"]  # invented councils: no figure here should seem to be about a real one
NEEDS = Weights({"N1": 66, "N5": 16, "N4": 8, "N2": 6, "N3": 4})
TAKING_PART = Weights({"PN1": 60, "PN2": 3, "PN3": 8, "PN5": 14, "PN6": 8, "PN7": 7})
FIRST_STATUS = Weights({"V2": 52, "C1": 30, "L1": 8, "L2": 6, "J2": 2, "J1": 2})
PLACEMENTS = Weights({"U6": 50, "U3": 14, "U4": 12, "K2": 13, "U1": 5, "R1": 2, "P1": 4})
TEEN_PLACEMENTS = Weights({"U6": 40, "K2": 26, "H5": 18, "U4": 10, "P2": 3, "S1": 3})
PROVIDERS = Weights({"PR1": 47, "PR4": 45, "PR5": 6, "PR2": 2})
CHANGES = Weights({"CARPL": 40, "CREQB": 20, "CHILD": 12, "LAREQ": 12, "CREQO": 8, "PLACE": 5, "OTHER": 3})
WAYS_HOME = Weights(
    {"E4A": 46, "E4B": 12, "E13": 8, "E45": 10, "E46": 8, "E11": 8, "E41": 5, "E9": 2, "E3": 1}
)


@dataclass
class Stay:
    """One period of being looked after. `ended` is None while it lasts."""

    child: Person
    started: date
    ended: date | None
    grown_up: bool = False  # it ended, or will end, with the eighteenth birthday
    away: list[tuple[date, bool]] = field(default_factory=list)  # from each day on, whether placed elsewhere

    def elsewhere_on(self, day: date) -> bool:
        """Return whether the placement on a day is outside the council's area."""
        placed = [outside for start, outside in self.away if start <= day]
        return placed[-1] if placed else self.away[0][1]


class Care:
    """The children in care service. `stays` is every period of being looked after, earliest first."""

    def __init__(self, book: Casebook, people: People) -> None:
        self._book, self._people = book, people
        self._chance = Chance("care")
        self.stays: list[Stay] = []

    def run(self) -> None:
        """Take in those already in care, and those who came alone to the country; `safeguarding.py` sends the rest."""
        chance = self._chance
        for _ in range(76):
            before = FIRST_DAY - timedelta(days=chance.whole(20, 700))
            self.admit(self._people.aged(FIRST_DAY, 3, 15), before, long_stay=True)
        for _ in range(18):  # the oldest, who will be the first care leavers we follow
            self.admit(
                self._people.aged(FIRST_DAY, 15.5, 17.9), FIRST_DAY - timedelta(days=chance.whole(100, 900))
            )
        for day in each_day():
            if chance.yes(12 / 365):
                child = self._people.aged(day, 14.5, 17.7, male=0.9, unaccompanied=True)
                self.admit(child, day, long_stay=True)

    def admit(self, child: Person, started: date, long_stay: bool | None = None) -> Stay:
        """Look after a child from a day on."""
        chance = self._chance
        eighteenth = child.birth.replace(year=child.birth.year + 18, day=min(child.birth.day, 28))
        if long_stay is None:
            long_stay = chance.yes(0.58)
        days = round(chance.waiting(1260)) + 220 if long_stay else round(chance.waiting(110)) + 3
        ends = min(started + timedelta(days=days), eighteenth)
        grown_up = ends == eighteenth
        stay = Stay(child, started, ends if ends <= LAST_DAY else None, grown_up)
        self.stays.append(stay)
        self._people.meet(child, max(started, FIRST_DAY - timedelta(days=700)))
        self._episodes(stay, min(ends, LAST_DAY), ends)
        self._reviews(stay)
        self._visits(stay)
        return stay

    def _episodes(self, stay: Stay, last: date, ends: date) -> None:
        """Write the episodes: a new one whenever the legal status or the placement changes."""
        chance, child = self._chance, stay.child
        status = "V2" if child.unaccompanied else chance.weighted(FIRST_STATUS)
        need = "N8" if child.unaccompanied else chance.weighted(NEEDS)
        started, reason = stay.started, "S"
        placement = self._placement(stay, started)
        while True:
            gap = chance.waiting(60 if status in ("L1", "L2", "J2") else 300)
            change = next_working_day(started + timedelta(days=max(5, round(gap))))
            record = self._book.add(
                "care_episode",
                written_up(chance, started, slow=0.3, slow_days=8),
                child_id=child.child_id,
                started=started,
                start_reason=reason,
                legal_status=status,
                primary_need=need,
                **placement,
                ended=None,
                end_reason=None,
                change_reason=None,
            )
            if change >= last:
                if ends <= LAST_DAY:
                    code = (
                        "E17" if chance.yes(0.3) else "E15" if stay.grown_up else chance.weighted(WAYS_HOME)
                    )
                    if not stay.grown_up and code == "E17":
                        code = "E4A"
                    self._close(record, ends, code, None)
                return
            moved = chance.yes(0.55)
            self._close(record, change, "X1", chance.weighted(CHANGES) if moved else None)
            started, reason = change, "P" if moved else "L"
            if moved:
                placement = self._placement(stay, started)
            else:
                status = {"V2": "C1", "L1": "C1", "L2": "C1", "J2": "V2", "J1": "V2", "C1": "C2", "C2": "C2"}[
                    status
                ]

    def _close(self, record: Record, ended: date, reason: str, change: str | None) -> None:
        on = written_up(self._chance, ended, slow=0.4, slow_days=9)
        record.write(on, ended=ended, end_reason=reason, change_reason=change)

    def _placement(self, stay: Stay, day: date) -> dict[str, str | float | bool | None]:
        """Return where the child is placed from a day on."""
        chance = self._chance
        teen = stay.child.age(day) >= 15
        kind = chance.weighted(TEEN_PLACEMENTS if teen else PLACEMENTS)
        outside = chance.yes(0.52 if kind in ("K2", "H5", "S1") else 0.36)
        stay.away.append((day, outside))
        return {
            "placement_type": kind,
            "provider": "PR0" if kind == "P1" else chance.weighted(PROVIDERS),
            "placement_urn": f"SC{chance.whole(400000, 499999)}" if kind in ("K2", "R1") else None,
            "placed_in": chance.one_of(NEIGHBOURS) if outside else AUTHORITY,
            "distance_miles": round(chance.waiting(24 if outside else 5), 1),
            "outside_authority": outside,
        }

    def _reviews(self, stay: Stay) -> None:
        """Hold the reviews: within 20 working days, then three months, then every six."""
        chance = self._chance
        due, gap = add_working_days(stay.started, 20), 88
        while True:
            held = next_working_day(due - timedelta(days=chance.whole(-3, 10)))
            if held >= (stay.ended or LAST_DAY):
                return
            young = stay.child.age(held) < 4
            code = "PN0" if young else chance.weighted(TAKING_PART)
            self._book.add(
                "care_review",
                written_up(chance, held),
                child_id=stay.child.child_id,
                held=held,
                participation=code,
            )
            due, gap = held + timedelta(days=gap), 178

    def _visits(self, stay: Stay) -> None:
        """Visit the child in the first week and then about every five weeks."""
        chance = self._chance
        made = next_working_day(stay.started + timedelta(days=chance.whole(1, 8)))
        while made < (stay.ended or LAST_DAY):
            if made >= VISITS_FROM:
                self._book.add(
                    "care_visit",
                    written_up(chance, made, slow=0.35, slow_days=9),
                    child_id=stay.child.child_id,
                    made=made,
                    seen=chance.yes(0.97),
                    seen_alone=chance.yes(0.75) if stay.child.age(made) >= 4 else None,
                    team="Children in Care",
                )
            made = next_working_day(made + timedelta(days=max(10, round(chance.around(36, 7)))))
