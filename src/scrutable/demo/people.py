"""The children of Westmarch and a few from elsewhere: ids, birth dates, sex, ethnicity, disability. No names at all.

A child gets into the case system on the day that something about it is first written up.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from .chance import Chance, Weights
from .days import age_on
from .recording import Casebook, Record

AUTHORITY = "999"
CHECK_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"  # of the unique pupil number: no I, O or S
ETHNICITIES = Weights(
    {
        "WBRI": 660, "WOTH": 62, "AIND": 55, "APKN": 48, "MOTH": 25, "MWAS": 24, "BAFR": 28, "MWBC": 20, "AOTH": 22,
        "MWBA": 10, "BCRB": 9, "OOTH": 10, "WIRI": 6, "BOTH": 6, "CHNE": 6, "WROM": 5, "WIRT": 3, "ABAN": 5,
        "NOBT": 14, "REFU": 4,
    }
)  # fmt: skip
DISABILITIES = Weights({"LD": 30, "AUT": 32, "BEH": 18, "COMM": 12, "MOB": 9, "CON": 5, "HEAR": 4, "VIS": 3})


@dataclass(frozen=True)
class Person:
    """A child or young person. `upn` is empty for those who have not been to school."""

    child_id: str
    upn: str
    birth: date
    sex: str
    ethnicity: str
    disabilities: tuple[str, ...]
    unaccompanied: bool

    def age(self, day: date) -> int:
        """Return the age in whole years on a day."""
        return age_on(self.birth, day)


def upn(school: int, year: int, serial: int) -> str:
    """Return a unique pupil number with its right check letter.

    >>> upn(2001, 12, 7)
    'N999200112007'
    """
    digits = f"{AUTHORITY}{school:04d}{year % 100:02d}{serial:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(2, 14), strict=True))
    return CHECK_LETTERS[total % 23] + digits


class People:
    """Everyone the council has met, in the order in which it met them."""

    def __init__(self, book: Casebook) -> None:
        self._book = book
        self._chance = Chance("people")
        self._serials: dict[tuple[int, int], int] = {}
        self._met: dict[str, list[Record]] = {}
        self.everyone: list[Person] = []

    def born(self, birth: date, male: float, disabled: float, unaccompanied: bool) -> Person:
        """Return a new person, not yet in the case system."""
        chance = self._chance
        count = len(self.everyone)
        person = Person(
            child_id=f"{104233 + count * 7 + chance.whole(0, 6):07d}",
            upn=self._pupil_number(birth),
            birth=birth,
            sex="M" if chance.yes(male) else "F",
            ethnicity="OOTH" if unaccompanied else chance.weighted(ETHNICITIES),
            disabilities=self._disabilities(disabled),
            unaccompanied=unaccompanied,
        )
        self.everyone.append(person)
        return person

    def aged(
        self,
        day: date,
        youngest: float,
        oldest: float,
        male: float = 0.52,
        disabled: float = 0.09,
        unaccompanied: bool = False,
    ) -> Person:
        """Return a new person whose age on a day lies between two, in years."""
        days_old = self._chance.whole(round(youngest * 365.25), round(oldest * 365.25) - 1)
        return self.born(day - timedelta(days=days_old), male, disabled, unaccompanied)

    def meet(self, person: Person, on: date) -> None:
        """Put a person into the case system on a day, or have them there from that day if it is an earlier one."""
        for record in self._met.setdefault(person.child_id, []) or self._enter(person, on):
            record.recorded = min(record.recorded, on)

    def _enter(self, person: Person, on: date) -> list[Record]:
        asked_later = person.ethnicity not in ("NOBT", "REFU") and self._chance.yes(0.05)
        record = self._book.add(
            "child",
            on,
            child_id=person.child_id,
            upn=person.upn or None,
            birth_date=person.birth,
            sex=person.sex,
            ethnicity="NOBT" if asked_later else person.ethnicity,
            unaccompanied_asylum_seeking=person.unaccompanied,
        )
        if asked_later:  # at first the family is not asked
            record.write(on + timedelta(days=self._chance.whole(20, 120)), ethnicity=person.ethnicity)
        records = self._met[person.child_id]
        records.append(record)
        for code in person.disabilities:
            records.append(self._book.add("child_disability", on, child_id=person.child_id, code=code))
        return records

    def _pupil_number(self, birth: date) -> str:
        starts = birth.year + 4 + (birth.month >= 9)
        if starts > 2019:
            return ""
        place = (self._chance.whole(2001, 2038), starts)
        self._serials[place] = self._serials.get(place, 0) + 1
        return upn(*place, self._serials[place])

    def _disabilities(self, share: float) -> tuple[str, ...]:
        if not self._chance.yes(share):
            return ()
        codes = {self._chance.weighted(DISABILITIES) for _ in range(self._chance.whole(1, 2))}
        return tuple(sorted(codes))
