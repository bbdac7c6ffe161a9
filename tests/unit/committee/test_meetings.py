"""Five clear working days: counted here day by day, in another way than the module does."""

from datetime import date, datetime, timedelta

import pytest

from scrutable.committee import meetings
from scrutable.committee.records import Records
from scrutable.engine.calendar import bank_holidays
from scrutable.errors import UsageFault

AT = datetime(2020, 1, 1)


def clear_days(published: date, held: date) -> int:
    between = (published + timedelta(days=n) for n in range(1, (held - published).days))
    return sum(day.weekday() < 5 and day not in bank_holidays() for day in between)


@pytest.mark.parametrize(
    ("held", "due"),
    [
        (date(2020, 3, 17), date(2020, 3, 9)),  # a Tuesday: Monday of the week before
        (date(2020, 3, 16), date(2020, 3, 6)),  # a Monday
        (date(2020, 4, 15), date(2020, 4, 3)),  # over Good Friday and Easter Monday
        (date(2020, 1, 7), date(2019, 12, 27)),  # over New Year's Day
    ],
)
def test_papers_are_due_five_clear_working_days_before(held: date, due: date) -> None:
    assert meetings.papers_due(held) == due


def test_no_later_day_would_do_and_every_day_of_five_years_has_its_five() -> None:
    day = date(2018, 1, 1)
    while day < date(2023, 1, 1):
        due = meetings.papers_due(day)
        assert clear_days(due, day) == 5 and due.weekday() < 5 and due not in bank_holidays()
        later = due + timedelta(days=1)
        while later.weekday() > 4 or later in bank_holidays():
            later += timedelta(days=1)
        assert clear_days(later, day) == 4
        day += timedelta(days=3)


def test_what_must_be_ready_comes_in_order_and_ends_with_the_papers() -> None:
    steps = meetings.steps(date(2020, 3, 17))
    assert [one.by for one in steps] == sorted(one.by for one in steps)
    assert steps[-1].by == date(2020, 3, 9) and steps[0].by == date(2020, 2, 24)


def test_years_without_published_bank_holidays_are_refused() -> None:
    with pytest.raises(UsageFault, match="U604"):
        meetings.papers_due(date(2040, 1, 1))


def test_the_last_entry_of_a_day_counts_and_both_are_kept(records: Records) -> None:
    held = date(2020, 3, 17)
    meetings.add(records, AT, "x", "Scrutiny", held)
    meetings.add(records, AT, "x", "Another", date(2020, 2, 1))
    meetings.add(records, AT, "x", "Scrutiny", held, stands=False)
    assert [one.held for one in meetings.every(records)] == [date(2020, 2, 1)]
    with pytest.raises(UsageFault, match="U603"):
        meetings.add(records, AT, "x", "Scrutiny", held, stands=False)
    meetings.add(records, AT, "x", "Scrutiny", held)
    assert meetings.every(records, "Scrutiny") == (meetings.Meeting("Scrutiny", held),)
    assert meetings.after(meetings.every(records), date(2020, 2, 1), "Scrutiny") == meetings.Meeting(
        "Scrutiny", held
    )
    assert meetings.after(meetings.every(records), held) is None
    assert [entry.did for entry in records.audit()] == ["enter meeting"] * 2 + [
        "call off meeting",
        "enter meeting",
    ]
