"""The requests register: nothing is lost, what is due is reckoned from the calendar, and drift is pointed out."""

from datetime import date, datetime, timedelta

import pytest

from scrutable.committee import meetings, requests
from scrutable.committee.query import Given, Query
from scrutable.committee.records import Records
from scrutable.committee.requests import Answer
from scrutable.errors import UsageFault

AT = datetime(2020, 1, 22, 9)
MET, NEXT = date(2020, 1, 21), date(2020, 3, 17)
GIVEN = (Given("ehc_mediations/ytd-to-2019-12-31", None, 16, None, 16, ""),)
QUERY = Query("ehc_mediations", rule="year-to-date")
ANSWER = Answer(0, NEXT, "Service Manager", "16 mediations.", False, QUERY, GIVEN, "2020-01-20", "2019-20Q3")


def entered(records: Records, **values: object) -> requests.Request:
    return requests.add(records, AT, "the clerk", {"meeting": MET, "asked": "How many appeals?", **values})


def test_a_request_is_what_its_changes_say_and_none_is_lost(records: Records) -> None:
    one = entered(records, asked_by="Member", reference="1(a)")
    changed = requests.change(
        records, AT + timedelta(days=1), "an analyst", one.number, {"owner": "Service Manager"}
    )
    again = requests.change(
        records, AT + timedelta(days=2), "an analyst", one.number, {"owner": "Head of Service"}
    )
    assert (one.owner, changed.owner, again.owner) == ("", "Service Manager", "Head of Service")
    assert [(each.who, each.value) for each in again.changes if each.field == "owner"] == [
        ("an analyst", "Service Manager"), ("an analyst", "Head of Service"),
    ]  # fmt: skip
    as_it_was = requests.every(records, as_of=AT + timedelta(days=1))
    assert [each.owner for each in as_it_was] == ["Service Manager"]
    assert [entry.did for entry in records.audit()] == ["enter request", "change request", "change request"]


def test_what_says_nothing_new_is_no_change(records: Records) -> None:
    one = entered(records)
    again = requests.change(
        records, AT, "x", one.number, {"asked": "How many appeals?", "owner": None, "due": None}
    )
    assert again.changes == one.changes


def test_it_is_due_at_the_next_meeting_unless_a_day_is_set(records: Records) -> None:
    one, two = entered(records), entered(records, due=date(2020, 2, 1))
    assert one.due_on(()) is None and not one.overdue(date(2030, 1, 1), ())
    for held in (MET, NEXT, date(2020, 6, 9)):
        meetings.add(records, AT, "the clerk", "Scrutiny", held)
    calendar = meetings.every(records)
    assert (one.due_on(calendar), two.due_on(calendar)) == (NEXT, date(2020, 2, 1))
    assert not one.overdue(NEXT, calendar) and one.overdue(NEXT + timedelta(days=1), calendar)
    meetings.add(records, AT, "the clerk", "Scrutiny", NEXT, stands=False)
    assert one.due_on(meetings.every(records)) == date(2020, 6, 9)


def test_an_answer_binds_its_query_and_sets_the_status(records: Records) -> None:
    one = entered(records, resolved="The number of mediation cases and their outcomes")
    done = requests.answer(records, AT, "an analyst", one.number, ANSWER)
    kept = done.answers[0]
    assert (done.status, kept.query, kept.figures, kept.known_on, kept.report) == (
        "answered", QUERY, GIVEN, "2020-01-20", "2019-20Q3",
    )  # fmt: skip
    standing = requests.answer(
        records, AT, "an analyst", one.number, Answer(**{**vars(ANSWER), "standing": True})
    )
    assert (standing.status, len(standing.answers)) == ("standing", 2)


def test_what_the_register_cannot_answer_stays_open_with_what_it_would_take(records: Records) -> None:
    one = entered(records)
    needs = Answer(
        0,
        NEXT,
        "Head of Service",
        "",
        False,
        None,
        (),
        needs="The end of the review.",
        needs_from="The board",
    )
    done = requests.answer(records, AT, "x", one.number, needs)
    assert (done.status, done.answers[0].needs_from, done.answers[0].query) == ("in hand", "The board", None)


@pytest.mark.parametrize(
    "values",
    [
        {"asked": "", "resolved": ""},
        {"status": "done"},
        {"colour": "red"},
        {"meeting": None},
    ],
)
def test_what_cannot_be_a_request_is_refused(records: Records, values: dict[str, object]) -> None:
    with pytest.raises(UsageFault, match="U606"):
        entered(records, **values)
    assert requests.every(records) == ()


def test_declining_needs_a_reason_and_standing_a_query(records: Records) -> None:
    number = entered(records).number
    with pytest.raises(UsageFault, match="U606"):
        requests.change(records, AT, "x", number, {"status": "declined"})
    assert (
        requests.change(records, AT, "x", number, {"status": "declined", "reason": "Not held."}).status
        == "declined"
    )
    with pytest.raises(UsageFault, match="U606"):
        requests.answer(records, AT, "x", number, Answer(0, NEXT, "r", "words", True, None, ()))
    with pytest.raises(UsageFault, match="U606"):
        requests.answer(records, AT, "x", number, Answer(0, NEXT, "r", " ", False, None, ()))
    with pytest.raises(UsageFault, match="U607"):
        requests.find(records, 99)


def test_overdue_come_first_then_open_standing_answered_declined(records: Records) -> None:
    meetings.add(records, AT, "x", "Scrutiny", NEXT)
    declined = entered(records, status="declined", reason="Not held.")
    answered = requests.answer(records, AT, "x", entered(records).number, ANSWER)
    standing = requests.answer(
        records, AT, "x", entered(records).number, Answer(**{**vars(ANSWER), "standing": True})
    )
    waiting = entered(records)
    late = entered(records, due=date(2020, 2, 1))
    found = requests.in_order(requests.every(records), date(2020, 3, 1), meetings.every(records))
    assert [one.number for one in found] == [
        one.number for one in (late, waiting, standing, answered, declined)
    ]


def test_drift_is_told_from_asked_to_resolved_and_on_to_answered(records: Records) -> None:
    one = entered(
        records,
        asked="How many cases go to appeal?",
        resolved="The number of mediation cases and their outcomes",
    )
    done = requests.answer(records, AT, "x", one.number, ANSWER)
    assert [drift.says() for drift in done.drifts()] == [
        "What was asked speaks of appeal; what is resolved, of mediation and outcome instead.",
        "What was resolved speaks of outcome; what is answered does not.",
    ]
    same = entered(records, asked="the split across departments in the use of agency workers",
                   resolved="The number of agency workers split across departments")  # fmt: skip
    assert same.drifts() == []
    assert entered(records).drifts() == []  # never resolved: there is nothing to drift to


def test_the_same_thing_in_another_relation_is_drift(records: Records) -> None:
    one = entered(
        records,
        asked="How many of our children have gone missing from other local authorities?",
        resolved="The number of missing children who were placed with other local authorities",
    )
    assert one.drifts()[0].says() == (
        'Asked was "missing from other local authorities", resolved is "placed with other local authorities".'
    )
