"""The SEN2 return as XML, one file a January: requests, assessments and plans of the year before, as known now.

The return has been person level only since 2023; the demo council is ahead of its time, so that the plans of 2019 can
be shown case by case. A person is in a file if anything of theirs was going on from the 1 January before the return.
"""

from datetime import date
from pathlib import Path

from .extract import Holdings, day_of, touches
from .files_xml import Lines, header
from .recording import Row, Value
from .schools import school_of

Key = tuple[Value, ...]
# The day of the return of each year; of 2020 and 2021 ours, since there was no such return.
REFERENCE = {
    2017: date(2017, 1, 19), 2018: date(2018, 1, 18), 2019: date(2019, 1, 17), 2020: date(2020, 1, 16),
    2021: date(2021, 1, 21),
}  # fmt: skip


def write(holdings: Holdings, folder: Path, years: list[int]) -> list[Path]:
    """Write the return that covers each calendar year, and return the files."""
    returns = _Returns(holdings)
    return [returns.covering(year).save(folder / f"sen2_{year}.xml") for year in years]


class _Returns:
    """The requests and what came of them, gathered by child once for all years."""

    def __init__(self, holdings: Holdings) -> None:
        self.holdings = holdings
        self.requests = holdings.by("ehc_request", "child_id")
        self.assessments = holdings.by("ehc_assessment", "child_id", "received")
        self.plans = holdings.by("ehc_plan", "child_id", "received")
        self.reviews = holdings.by("annual_review", "child_id", "request_received")

    def covering(self, year: int) -> Lines:
        """Return the return of the January after a calendar year."""
        reference = REFERENCE[year + 1]
        xml = Lines()
        xml.open("Message")
        header(xml, "SEN2", reference, self.holdings.extracted_at)
        xml.open("Persons")
        first = date(year, 1, 1)
        for key, rows in sorted(self.requests.items(), key=lambda item: str(self._child(item[1])["upn"])):
            if any(self._going_on(row, first, reference) for row in rows):
                self._person(xml, self._child(rows[0]), self.requests[key])
        xml.close("Persons")
        xml.close("Message")
        return xml

    def _child(self, rows: Row | list[Row]) -> Row:
        return self.holdings.child(rows[0] if isinstance(rows, list) else rows)

    def _going_on(self, row: Row, first: date, last: date) -> bool:
        """Return whether a request, its assessment or its plan was going on between two days."""
        key = (row["child_id"], row["received"])
        received = day_of(row, "received")
        assert received is not None
        if received > last:
            return False
        return (
            touches(row, "received", "decided", first, last)
            or any(
                not (end := day_of(one, "outcome_date")) or end >= first
                for one in self.assessments.get(key, ())
            )
            or any(touches(plan, "issued", "ceased", first, last) for plan in self.plans.get(key, ()))
        )

    def _person(self, xml: Lines, child: Row, requests: list[Row]) -> None:
        xml.open("Person")
        xml.leaf("PersonBirthDate", child["birth_date"])
        xml.leaf("GenderCurrent", {"M": 1, "F": 2}[str(child["sex"])])
        xml.leaf("Ethnicity", child["ethnicity"])
        xml.leaf("UPN", child["upn"])
        for row in requests:
            self._request(xml, row)
        xml.close("Person")

    def _request(self, xml: Lines, row: Row) -> None:
        key = (row["child_id"], row["received"])
        xml.open("Requests")
        xml.leaf("ReceivedDate", row["received"])
        xml.leaf("RequestSource", row["source_group"])
        xml.leaf("RYA", 0)
        xml.leaf("RequestOutcomeDate", row["decided"])
        xml.leaf("RequestOutcome", row["decision"])
        xml.leaf("RequestMediation", 0)
        xml.leaf("RequestTribunal", row["tribunal"])
        for assessment in self.assessments.get(key, ()):
            xml.open("Assessment")
            xml.leaf("AssessmentOutcome", assessment["outcome"])
            xml.leaf("AssessmentOutcomeDate", assessment["outcome_date"])
            xml.leaf("Week20", assessment["exception"])
            for plan in self.plans.get(key, ()):
                self._plan(xml, plan)
            xml.close("Assessment")
        for plan in self.plans.get(key, ()):
            if plan["ceased"] is None:
                self._active(xml, key, plan)
        xml.close("Requests")

    def _plan(self, xml: Lines, plan: Row) -> None:
        xml.open("NamedPlan")
        xml.leaf("StartDate", plan["issued"])
        xml.leaf("PlanRes", 0)
        xml.leaf("PlanWBP", 0)
        xml.leaf("PB", 0)
        xml.leaf("CeaseDate", plan["ceased"])
        xml.leaf("CeaseReason", plan["cease_reason"])
        xml.open("PlanDetail")
        self._school(xml, plan)
        xml.close("PlanDetail")
        xml.close("NamedPlan")

    def _school(self, xml: Lines, plan: Row) -> None:
        """Name the school: an invented one, the same in every extract."""
        school = school_of(plan)
        xml.leaf("SENsetting", school["setting"])
        xml.leaf("URN", school["urn"])
        xml.leaf("PlacementRank", 1)

    def _active(self, xml: Lines, key: Key, plan: Row) -> None:
        xml.open("ActivePlans")
        held = [row for row in self.reviews.get(key, ()) if row["held"] is not None]
        if held:
            xml.leaf("ReviewMeeting", held[-1]["held"])
            xml.leaf(
                "ReviewOutcome", {"maintain": "M", "amend": "A", "cease": "C"}.get(str(held[-1]["decision"]))
            )
            xml.leaf("LastReview", held[-1]["notified"])
        xml.open("PlacementDetail")
        self._school(xml, plan)
        xml.leaf("EntryDate", plan["issued"])
        xml.close("PlacementDetail")
        needs = ("ASD", "SEMH", "SLCN", "MLD", "SLD", "PD", "SPLD", "HI")
        xml.open("SENneed")
        xml.leaf("SENtype", needs[min(int(str(plan["child_id"])) % 11, 7)])
        xml.leaf("SENtypeRank", 1)
        xml.close("SENneed")
        xml.close("ActivePlans")
