"""What may be a request: asked and resolved brought together, roles and not names, nothing that is not said."""

from scrutable.committee.minutes.reading import read
from scrutable.committee.minutes.review import Draft, drafts

TEXT = """Minutes:

The report was presented by Ann Other, Service Manager Intelligence.

Councillor Ash was interested to know the split of agency workers across departments. Ann Other agreed to send the list.

Councillor Ash was interested to know the number of appeals. Officers agreed to report back on mediation.

Councillor Elm requested a note on attendance.

Members asked why.

RESOLVED That officers would provide:

a) the number of mediation cases by 3 March 2020;

b) agency workers split across departments.
"""


def made() -> list[Draft]:
    return drafts(read(TEXT), "minutes.txt")


def test_a_resolved_action_goes_with_the_oral_request_that_it_came_from() -> None:
    first, second, *_ = made()
    assert (first.reference, first.due, first.owner) == ("a", "2020-03-03", "officers")
    assert (
        first.asked == "Councillor was interested to know the number of appeals"
    )  # met by an undertaking on mediation
    assert first.resolved == "the number of mediation cases by 3 March 2020"
    assert second.asked == "Councillor was interested to know the split of agency workers across departments"


def test_names_give_way_to_roles_and_every_place_can_be_looked_up() -> None:
    for one in made():
        assert "Ash" not in one.asked and "Elm" not in one.asked and "Other" not in one.owner
        for place in one.source.split("; "):
            _, _, span = place.partition(", characters ")
            start, _, end = span.partition(" to ")
            assert TEXT[int(start) : int(end)]


def test_what_was_never_resolved_follows_and_questions_come_last_and_unlikely() -> None:
    found = made()[2:]
    assert [(one.asked, one.likely) for one in found] == [
        ("Councillor requested a note on attendance", True),
        ("Members asked why", False),
    ]
    assert all((one.resolved, one.reference, one.due) == ("", "", "") for one in found)
