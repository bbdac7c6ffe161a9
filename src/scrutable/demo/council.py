"""Westmarch Borough Council, which does not exist: every part of the simulation put together, in a fixed order.

Code E06999999, number 999, South East, some 38,000 children. `simulate` gives the casebook: all that the council's
systems ever held, with the days on which it was written. `files.py` makes a day's extract of it.
"""

from datetime import date

from .care import Care
from .care_more import late_reviews, settle
from .chance import Chance
from .early_help import contacts, early_help
from .ehc import Families, Request, requests, write
from .ehc_after import disputes, exceptions, reviews_and_ends
from .ehc_autumn import autumn
from .ehc_steps import advice, drafts
from .health import health_checks
from .help_after import closures, decisions, help_given
from .leavers import care_leavers
from .missing import Missing
from .participation import participation
from .people import AUTHORITY, People
from .protection_more import core_groups, earlier_plans
from .recording import Casebook, Value
from .safeguarding import Case, Safeguarding
from .targets import LAST_LATE_REQUEST
from .visits import need_visits, protection_visits
from .workforce import Workforce, allocations

NAME = "Westmarch Borough Council"
CODE = "E06999999"
REGION = "South East"


def simulate() -> Casebook:
    """Return everything that was ever written in the council's systems, to 20 January 2020."""
    book = Casebook()
    people = People(book)
    care = Care(book, people)
    care.run()
    social_care = Safeguarding(book, people, care)
    social_care.run()
    protection_visits(book, social_care.protection_plans)
    need_visits(book, social_care.need_plans)
    Missing(book, people, care).run()
    care_leavers(book, people, care)
    made = _education(book, people, social_care.cases)
    early_help(book, people)
    contacts(book, people)
    workforce = Workforce(book)
    workforce.run()
    allocations(book, workforce, social_care.cases, care.stays)
    _population(book)
    _more(book, people, care, social_care, made)
    book.enter_first("child_id", ("child", "child_disability"))
    return book


def _more(book: Casebook, people: People, care: Care, social_care: Safeguarding, made: list[Request]) -> None:
    """Write what only the council's own systems hold. Each part draws from its own stream, so none moves another."""
    earlier_plans(book, social_care.cases, social_care.protection_plans)
    core_groups(book)
    decisions(book)
    closures(book)
    help_given(book, people, social_care.cases)
    settle(book, care)
    late_reviews(book, care)
    health_checks(book, care)
    advice(book, made)
    drafts(book, made)
    participation(book)


def _education(book: Casebook, people: People, cases: list[Case]) -> list[Request]:
    chance, families = Chance("education, health and care"), Families(people, cases)
    made = requests(chance, families, LAST_LATE_REQUEST)
    made += autumn(chance, families, made)
    write(book, people, Chance("writing of education, health and care"), made)
    exceptions(book, made)
    disputes(book, made)
    reviews_and_ends(book, made)
    return made


def _population(book: Casebook) -> None:
    """Write the number of children, as a council would copy it from the mid-year estimates: invented like the rest."""
    bands = {(0, 4): 9900, (5, 9): 10850, (10, 15): 12700, (16, 17): 3950}
    for year in range(2015, 2020):
        for (youngest, oldest), children in bands.items():
            grown = round(children * (1 + 0.006 * (year - 2016)))
            for sex, count in (("M", round(grown * 0.512)), ("F", grown - round(grown * 0.512))):
                values: dict[str, Value] = {
                    "area": AUTHORITY,
                    "year": year,
                    "age_from": youngest,
                    "age_to": oldest,
                }
                values |= {"sex": sex, "children": count, "source_release": f"invented mid-{year} estimate"}
                book.add("population", date(year + 1, 6, 26) if year < 2019 else date(2020, 1, 2), **values)
