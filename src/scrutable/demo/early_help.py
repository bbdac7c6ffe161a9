"""Contacts and early help: the first dashboard but one, and the one for which no national figure exists.

`help_after.py` tells what came of them: how each contact was decided, and the help that followed an assessment.
"""

from datetime import date, timedelta

from .chance import Chance, Weights, written_up
from .days import DAY, LAST_DAY, add_working_days, each_day, is_working_day, school_is_out
from .people import People, Person
from .recording import Casebook

FIRST_CONTACT = date(2016, 1, 1)  # earlier ones stayed in the old case system
CONTACTS_FROM = date(
    2018, 12, 1
)  # from here on they are drawn with the rest of the council, before it by themselves
SOURCES = Weights(
    {"Police": 30, "Schools": 26, "Health services": 16, "Individual": 12, "LA services": 9, "Other": 4, "Anonymous": 3}
)  # fmt: skip
ORGANISATIONS = Weights(
    {"Early Help Hub": 38, "Primary school": 24, "Secondary school": 14, "Health visiting": 12, "Children's centre": 12}
)  # fmt: skip


def contacts(book: Casebook, people: People) -> None:
    """Write the contacts about children: those who are then referred, and twice as many who are not."""
    known = [person for person in people.everyone if person.age(CONTACTS_FROM) < 16]
    born = [
        person
        for person in people.everyone
        if person.birth < FIRST_CONTACT and person.age(FIRST_CONTACT) < 15
    ]
    _contacts(book, people, Chance("contacts"), known, CONTACTS_FROM, LAST_DAY)
    _contacts(book, people, Chance("contacts before"), born, FIRST_CONTACT, CONTACTS_FROM - DAY)


def _contacts(
    book: Casebook, people: People, chance: Chance, known: list[Person], first: date, last: date
) -> None:
    for record in list(book.records("referral")):
        received = record.values["received"]
        if isinstance(received, date) and first <= received <= last and record.removed is None:
            _contact(book, str(record.values["child_id"]), received, record.recorded, chance)
    for day in each_day(first, last):
        for _ in range(chance.arrivals(8 if is_working_day(day) else 1.5)):
            child = chance.one_of(known) if chance.yes(0.6) else people.aged(day, 0.1, 17.5)
            written = written_up(chance, day, slow=0.03, slow_days=2)
            people.meet(child, written)
            _contact(book, child.child_id, day, written, chance)


def _contact(book: Casebook, child_id: str, day: date, written: date, chance: Chance) -> None:
    book.add("contact", written, child_id=child_id, received=day, source_group=chance.weighted(SOURCES))


def early_help(book: Casebook, people: People) -> None:
    """Write the early help assessments: some 70 a quarter, more each year, fewer in the summer."""
    chance = Chance("early help")
    known: list[Person] = []
    for day in each_day(date(2015, 11, 1), LAST_DAY):
        rate = (1.05 + 0.09 * (day.year - 2016)) * (0.6 if school_is_out(day) else 1.1)
        if not is_working_day(day):
            continue
        for _ in range(chance.arrivals(rate)):
            child = chance.one_of(known) if known and chance.yes(0.08) else people.aged(day, 0.5, 16.5)
            known.append(child)
            _assessment(book, people, chance, child, day)


def _assessment(book: Casebook, people: People, chance: Chance, child: Person, started: date) -> None:
    completed = add_working_days(started, chance.whole(12, 44) if chance.yes(0.82) else chance.whole(46, 85))
    written = written_up(chance, started, slow=0.2)
    people.meet(child, written)
    record = book.add(
        "early_help_episode",
        written,
        child_id=child.child_id,
        assessment_started=started,
        assessment_completed=None,
        organisation=chance.weighted(ORGANISATIONS),
    )
    if chance.yes(0.06):  # the family did not go on with it
        return
    if completed <= LAST_DAY:
        later = completed + timedelta(days=chance.whole(0, 10))
        record.write(written_up(chance, later, slow=0.3), assessment_completed=completed)
