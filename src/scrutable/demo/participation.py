"""Young people of academic age 16 and 17 month by month: the client caseload that goes to DfE, of the whole area.

It is a system of its own, with ids of its own: social care knows few of these young people. It keeps the last month of
each quarter of the years before, and every month since September 2019.
"""

from datetime import date, timedelta

from .chance import Chance, Weights
from .days import LAST_DAY
from .recording import Casebook

FIRST, MONTHLY_FROM = date(2016, 9, 1), date(2019, 9, 1)
A_YEAR = {
    2016: 1795,
    2017: 1790,
    2018: 1805,
    2019: 1830,
}  # who turned 16 in the school year before, by September
STARTS = {16: Weights({"EET": 951, "NEET": 19, "NK": 30}), 17: Weights({"EET": 928, "NEET": 33, "NK": 39})}
# From month to month: few leave their course, and those who are out of one or lost from sight come back in time.
LEAVE, FOUND, BACK = 0.009, {10: 0.45, 11: 0.4, 12: 0.3}, 0.12


def participation(book: Casebook) -> None:
    """Write the monthly records of each school year's young people."""
    chance = Chance("participation")
    number = 0
    for year, count in ({2015: 1800} | A_YEAR).items():
        for _ in range(count):
            number += 1
            _two_years(book, chance, f"Y{number:06d}", year)


def _two_years(book: Casebook, chance: Chance, child_id: str, year: int) -> None:
    """Follow one young person through the school years at 16 and 17."""
    in_custody = chance.yes(0.0006)
    for age in (16, 17):
        doing = chance.weighted(STARTS[age])
        for day in _months(year + age - 16):
            if doing == "EET":
                doing = "EET" if not chance.yes(LEAVE) else "NEET" if chance.yes(0.6) else "NK"
            elif chance.yes(FOUND.get(day.month, BACK) if doing == "NK" else BACK):
                doing = "EET" if chance.yes(0.8) else "NEET"
            if day > LAST_DAY:
                return
            if day >= MONTHLY_FROM or (day >= FIRST and day.month % 3 == 0):
                book.add(
                    "participation", day + timedelta(days=6), child_id=child_id, as_at=day, academic_age=age,
                    activity=doing, in_custody=in_custody,
                )  # fmt: skip


def _months(year: int) -> list[date]:
    """Return the last days of the months of a school year."""
    firsts = [date(year + (month > 12), (month - 1) % 12 + 1, 1) for month in range(10, 22)]
    return [first - timedelta(days=1) for first in firsts]
