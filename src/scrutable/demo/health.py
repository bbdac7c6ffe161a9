"""The health of looked after children: health assessments, dental checks and SDQ scores, each with its day.

The SSDA903 return asks only for yes or no in the year; `files_ssda903.py` answers it from these.
"""

from datetime import date, timedelta

from .care import Care, Stay
from .chance import Chance, written_up
from .days import LAST_DAY, add_working_days, next_working_day
from .recording import Casebook

CHECKS_FROM = date(2015, 1, 1)  # earlier ones stayed in the old case system
FIRST_IN_TIME = {2015: 0.74, 2016: 0.72, 2017: 0.68, 2018: 0.63, 2019: 0.57, 2020: 0.55}
HEALTH, DENTAL, SDQ = "health assessment", "dental check", "SDQ"


def health_checks(book: Casebook, care: Care) -> None:
    """Check the health of every child in care, the teeth and the feelings, for as long as care lasts."""
    chance = Chance("health of children in care")
    for stay in care.stays:
        first = _first(chance, stay)
        _health(book, chance, stay, first)
        _dental(book, chance, stay, first)
        _feelings(book, chance, stay, first)


def _first(chance: Chance, stay: Stay) -> date:
    """Return the day of the first health assessment, due within 20 working days of coming into care."""
    if chance.yes(FIRST_IN_TIME.get(stay.started.year, 0.74)):
        return add_working_days(stay.started, chance.whole(9, 20))
    return add_working_days(stay.started, chance.whole(21, 45))


def _write(
    book: Casebook, chance: Chance, stay: Stay, kind: str, done: date, **said: int | str | None
) -> None:
    if CHECKS_FROM <= done <= min(stay.ended or LAST_DAY, LAST_DAY):
        values = {"score": None, "status": None} | said
        on = written_up(chance, done, slow=0.45, slow_days=11)
        book.add("care_health", on, child_id=stay.child.child_id, kind=kind, done=done, **values)


def _health(book: Casebook, chance: Chance, stay: Stay, done: date) -> None:
    """Assess the health of the youngest twice a year and of the others once; some teenagers refuse."""
    last = stay.ended or LAST_DAY
    while done <= last:
        refused = stay.child.age(done) >= 13 and chance.yes(0.05)
        _write(book, chance, stay, HEALTH, done, status="Refused" if refused else "yes")
        gap = 176 if stay.child.age(done) < 5 else 352
        gap += chance.whole(25, 130) if chance.yes(0.22) else chance.whole(-18, 6)
        done = next_working_day(done + timedelta(days=gap))


def _dental(book: Casebook, chance: Chance, stay: Stay, done: date) -> None:
    done = next_working_day(done + timedelta(days=chance.whole(10, 120)))
    last = stay.ended or LAST_DAY
    while done <= last:
        if stay.child.age(done) >= 1:
            _write(book, chance, stay, DENTAL, done, status="yes")
        gap = chance.whole(175, 345) if chance.yes(0.72) else chance.whole(390, 600)
        done = next_working_day(done + timedelta(days=gap))


def _feelings(book: Casebook, chance: Chance, stay: Stay, done: date) -> None:
    """Have a carer fill in the questionnaire once a year for children of 4 to 16. Some are never sent back."""
    middle = chance.around(13.8, 6)
    done = next_working_day(done + timedelta(days=chance.whole(60, 240)))
    last = stay.ended or LAST_DAY
    while done <= last:
        if 4 <= stay.child.age(done) <= 16 and chance.yes(0.84):
            score = min(40, max(0, round(middle + chance.around(0, 2.5))))
            _write(book, chance, stay, SDQ, done, score=score)
        done = next_working_day(done + timedelta(days=chance.whole(340, 362)))
