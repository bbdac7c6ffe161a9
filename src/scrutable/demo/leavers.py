"""Care leavers from 17 to 24: how they are is written down about every quarter, and round each birthday."""

from datetime import date, timedelta

from . import targets
from .care import Care
from .chance import Chance, Weights, written_up
from .days import FIRST_DAY, LAST_DAY
from .people import People, Person
from .recording import Casebook

FIRST_STATUS = date(2015, 10, 1)
ACTIVITIES = Weights(
    {"F2": 26, "F1": 8, "P2": 6, "F4": 5, "F5": 21, "P5": 7, "G5": 36, "G4": 12, "G6": 9, "0": 3}
)
HOMES = Weights(
    {"U": 36, "Z": 17, "B": 12, "D": 14, "E": 6, "K": 6, "T": 3, "Y": 3, "X": 1.4, "S": 0.5, "R": 2, "V": 1}
)
UNSUITABLE = {"X": 1.0, "S": 1.0, "V": 0.8, "B": 0.05, "U": 0.04, "K": 0.2, "Y": 0.2, "D": 0.05}


def care_leavers(book: Casebook, people: People, care: Care) -> None:
    """Follow those who left care at eighteen, and those who had left it before the simulation began."""
    chance = Chance("care leavers")
    young = {stay.child.child_id: stay.child for stay in care.stays if stay.grown_up and stay.ended}
    # Some who left care earlier than at eighteen keep their rights, and many were grown up before 2013.
    for stay in care.stays:
        if stay.ended and 16 <= stay.child.age(stay.ended) < 18 and chance.yes(0.6):
            young.setdefault(stay.child.child_id, stay.child)
    older = [people.aged(FIRST_DAY, 18, 20.9) for _ in range(44)]
    statuses = {child.child_id: _follow(book, people, chance, child) for child in [*young.values(), *older]}
    _bed_and_breakfast(book, people, [child for child in young.values() if statuses[child.child_id]])


def _follow(book: Casebook, people: People, chance: Chance, child: Person) -> bool:
    """Write down how a young person is until 21, or until 24 for the few who stay in touch; return whether living."""
    day = child.birth + timedelta(days=round(17.9 * 365.25) + chance.whole(0, 60))
    until = child.birth + timedelta(days=round((22 if chance.yes(0.75) else 24) * 365.25))
    activity, home = chance.weighted(ACTIVITIES), chance.weighted(HOMES)
    in_touch = "YES"
    while day <= min(until, LAST_DAY) and in_touch not in ("DIED", "RHOM"):
        if chance.yes(0.22):
            activity = chance.weighted(ACTIVITIES)
        if chance.yes(0.15):
            home = chance.weighted(HOMES)
        if chance.yes(0.1):
            in_touch = chance.weighted(
                Weights({"YES": 82, "NO": 10, "REFU": 4, "NREQ": 3, "RHOM": 0.6, "DIED": 0.1})
            )
        if day >= FIRST_STATUS:
            written = written_up(chance, day, slow=0.3)
            people.meet(child, written)
            unsuitable = chance.yes(UNSUITABLE.get(home, 0.01))
            book.add(
                "care_leaver",
                written,
                child_id=child.child_id,
                as_at=day,
                in_touch=in_touch,
                activity=activity if in_touch == "YES" else "0",
                accommodation=home,
                suitable=not unsuitable if home != "R" else None,
                unsuitable_reason="not fit for the young person" if unsuitable else None,
                team="Leaving Care",
            )
        day += timedelta(days=chance.whole(70, 105))
    return in_touch == "YES"


def _bed_and_breakfast(book: Casebook, people: People, young: list[Person]) -> None:
    """Put a few into bed and breakfast over the years; at the end of 2019 one is there, and housing is looking."""
    chance = Chance("bed and breakfast")
    for year in (2016, 2017, 2018, 2019):
        for _ in range(2):
            came = date(year, chance.whole(1, 8), chance.whole(1, 28))
            could = [child for child in young if 18 <= child.age(came) < 21]
            if could:
                child = chance.one_of(could)
                _home(book, people, child, came, "W", suitable=False)
                _home(book, people, child, came + timedelta(days=chance.whole(12, 45)), "U", suitable=True)
    found = targets.FOUND_IN_BED_AND_BREAKFAST
    could = [child for child in young if child.age(found) in (19, 20)]
    child = chance.one_of(could)
    _home(book, people, child, found, "W", suitable=False)
    for record in book.records("care_leaver"):  # what else was written of them since says nothing new
        as_at = record.values["as_at"]
        if record.values["child_id"] == child.child_id and isinstance(as_at, date) and as_at > found:
            record.values["accommodation"], record.values["suitable"] = "W", False


def _home(book: Casebook, people: People, child: Person, day: date, home: str, suitable: bool) -> None:
    written = day + timedelta(days=2)
    people.meet(child, written)
    book.add(
        "care_leaver",
        written,
        child_id=child.child_id,
        as_at=day,
        in_touch="YES",
        activity="G5" if home == "W" else "F5",
        accommodation=home,
        suitable=suitable,
        unsuitable_reason=None if suitable else "bed and breakfast",
        team="Leaving Care",
    )
