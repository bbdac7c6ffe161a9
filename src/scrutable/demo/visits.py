"""Visits, and the days on which they were written up: the third dashboard's trouble in the seed minutes.

Most visits are made within the fortnight and written up within days. In December 2019 many were made in time and
written up only in January, so that a report run on the 6th saw visits missing which the one of the 20th did not.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from . import targets
from .chance import Chance, written_up
from .days import LAST_DAY, add_working_days, is_christmas, is_working_day, next_working_day
from .recording import Casebook, Record
from .safeguarding import Plan

# What the present case system holds of visits: earlier ones stayed in the old one.
PROTECTION_VISITS_FROM = date(2015, 10, 1)
NEED_VISITS_FROM = date(2018, 4, 1)


def protection_visits(book: Casebook, plans: Iterable[Plan], chance: Chance | None = None) -> None:
    """Visit every child with a child protection plan, at best every fortnight."""
    chance = chance or Chance("protection visits")
    for plan in plans:
        for made in _days(plan, PROTECTION_VISITS_FROM, lambda day: _protection_gap(chance, day)):
            age = plan.child.age(made)
            seen = chance.yes(0.96)
            record = book.add(
                "cp_visit",
                _written(chance, made),
                child_id=plan.child.child_id,
                made=made,
                seen=seen,
                seen_alone=(seen and chance.yes(0.7)) if age >= 4 else None,
                team=plan.team,
            )
            if chance.yes(0.003):  # entered on the wrong day, and put right when the manager reads the notes
                record.values["made"] = made + timedelta(days=1)
                record.write(record.recorded + timedelta(days=chance.whole(5, 40)), made=made)
            if chance.yes(0.005):  # entered twice, and the second taken out
                twice = book.add("cp_visit", record.recorded, **record.values)
                twice.removed = record.recorded + timedelta(days=chance.whole(7, 60))
            _await_the_notes(record, made)


def need_visits(book: Casebook, plans: Iterable[Plan]) -> None:
    """Visit every child with a child in need plan, about every four weeks."""
    chance = Chance("need visits")
    for plan in plans:
        for made in _days(plan, NEED_VISITS_FROM, lambda day: max(7, round(chance.around(26, 7)))):
            book.add(
                "cin_visit",
                written_up(chance, made, slow=0.35, slow_days=9),
                child_id=plan.child.child_id,
                plan_started=plan.started,
                made=made,
                seen=chance.yes(0.95),
                seen_alone=chance.yes(0.5) if plan.child.age(made) >= 4 else None,
                team=plan.team,
            )


def _await_the_notes(record: Record, made: date) -> None:
    """Have one visit in twenty entered with its day alone: its report is written ten days later, or has not been yet.

    Told by the number of the row and not by chance, so that it moves nothing else. The visit counts as made.
    """
    if made < targets.NOTES_AWAITED_FROM or record.number % 20:
        return
    record.write(record.recorded, recorded=None)
    if record.number % 40 == 0:
        written = next_working_day(record.recorded + timedelta(days=10))
        record.write(written, recorded=written)


def _days(plan: Plan, since: date, gap: Callable[[date], int]) -> Iterator[date]:
    """Yield the working days on which visits are made while the plan is open."""
    day = plan.started
    while True:
        nominal = day + timedelta(days=gap(day))
        made = nominal if is_working_day(nominal) else add_working_days(nominal, 0)
        if made <= day:
            made = next_working_day(nominal)
        if made > min(plan.ended or LAST_DAY, LAST_DAY):
            return
        if made >= since:
            yield made
        day = made


def _protection_gap(chance: Chance, day: date) -> int:
    """Return the days to the next visit: one in ten is late, more at Christmas and in August."""
    late = 0.16 if is_christmas(day + timedelta(days=12)) or day.month == 8 else 0.085
    if chance.yes(late):
        return chance.whole(16, 24)
    return chance.whole(8, 14)


def _written(chance: Chance, made: date) -> date:
    """Return the day on which a protection visit is written up: a full report, so later the busier the team."""
    first, last = targets.LATE_WRITING_FROM, targets.LATE_WRITING_UNTIL
    if first <= made <= targets.QUARTER[1] and chance.yes(targets.LATE_WRITING_SHARE):
        start = targets.KNOWN_ON + timedelta(days=1)
        return next_working_day(start + timedelta(days=chance.whole(0, (last - start).days)))
    written = written_up(chance, made, slow=0.3, slow_days=8)
    if made <= targets.QUARTER[1] and written > targets.KNOWN_ON:
        return targets.KNOWN_ON
    return written
