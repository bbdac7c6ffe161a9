"""The committee of the demo council: its meetings, what it asked in January 2020, and what it was answered for March.

The requests are in our own words, after the kind of thing that a committee asked for that month. Two of them drift on
the way from the question to the resolution, one never became a resolution, and one the register cannot answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from scrutable.committee import desk, meetings, requests
from scrutable.committee.query import Query
from scrutable.committee.requests import Answer

if TYPE_CHECKING:
    from scrutable.store import Store

COMMITTEE = "Children's Services Overview and Scrutiny Committee"
MET, NEXT = date(2020, 1, 21), date(2020, 3, 17)
MEETINGS = (date(2019, 10, 15), MET, NEXT, date(2020, 6, 16))
ENTERED, ANSWERED = datetime(2020, 1, 22, 10), datetime(2020, 1, 27, 15)
CLERK, ANALYST = "the clerk", "an analyst"
KNOWN_ON, REPORT = "2020-01-20", "2019-20Q3"  # of the answers: the records that the January meeting had
MANAGER = "Service Manager, Intelligence and Impact"


@dataclass(frozen=True)
class Matter:
    """A request with its answer: by a query, or by what data it would take."""

    asked: str
    words: str
    resolved: str = ""
    reference: str = ""
    query: Query | None = None
    standing: bool = False
    needs: str = ""
    needs_from: str = ""


MATTERS = (
    Matter(
        asked="What do the statistics say about appeal cases against the council?",
        resolved="The number of mediation cases about EHC plans, and their outcomes",
        reference="1(a)",
        words="The mediations of the year so far, by whether an appeal followed. After a late one it still may.",
        query=Query("ehc_mediations", "went_on_to_appeal", rule="year-to-date"),
        standing=True,
    ),
    Matter(
        asked="How many of our children have gone missing from other local authorities?",
        resolved="The number of missing children who were placed with other local authorities",
        reference="1(b)",
        words="Our own children who were placed with another council when they went missing.",
        query=Query("children_missing", "placing_authority", ("Ours, placed elsewhere",)),
        standing=True,
    ),
    Matter(
        asked="How is the use of agency workers split across departments?",
        resolved="The number of agency workers split across departments",
        reference="1(c)",
        words="The agency social workers of each department on the last day of the quarter.",
        query=Query("agency_social_workers", "department"),
        standing=True,
    ),
    Matter(
        asked="Are there gender issues, risks or trends among the children who go missing?",
        words="The children missing in the quarter by sex. The page on them has thirteen quarters.",
        query=Query("children_missing", "sex"),
    ),
    Matter(
        asked="How many appeals have been registered against our decisions, and about what?",
        words="The appeals of the year so far by what they are about: the question as it was put.",
        query=Query("ehc_appeals", "about", rule="year-to-date"),
    ),
    Matter(
        asked="By when will the Early Help review be completed?",
        words="",
        needs="The day that the service sets for the end of its review. It is a decision, and in no record of a case.",
        needs_from="the Director of Children's Services",
    ),
)


def minute(store: Store) -> None:
    """Enter the committee's calendar, and the requests that it made in January, as the clerk would."""
    with store.records() as records:
        for held in MEETINGS:
            meetings.add(records, datetime(2019, 6, 3, 9), CLERK, COMMITTEE, held)
        for one in MATTERS:
            values = {
                "meeting": MET, "reference": one.reference, "asked": one.asked, "asked_by": "Member",
                "resolved": one.resolved, "owner": MANAGER if one.resolved else "",
            }  # fmt: skip
            requests.add(records, ENTERED, CLERK, {name: value for name, value in values.items() if value})


def answer(store: Store) -> None:
    """Answer what the register can answer, for the meeting in March, by the records that January had."""
    for number, one in enumerate(MATTERS, start=1):
        given = Answer(
            0,
            NEXT,
            MANAGER,
            one.words,
            one.standing,
            one.query,
            (),
            KNOWN_ON,
            REPORT,
            one.needs,
            one.needs_from,
        )
        desk.answered(store, number, ANSWERED, ANALYST, given)
