"""The CIN census as XML, one file a year: every case open in the year, as known at the end of the extract's day.

The first extract runs the past years anew, the second the latest of them once more, with what was put right since;
the others bring the year in hand. All show a case as it is known now, so that two files never differ about it.
"""

from datetime import date
from pathlib import Path

from .extract import Holdings, day_of, touches
from .files_xml import Lines, header
from .recording import Row, Value

Key = tuple[Value, ...]
GENDERS = {"M": 1, "F": 2}  # GenderCurrent, in the census until 2024


def write(holdings: Holdings, folder: Path, years: list[int]) -> list[Path]:
    """Write a file for each year, named by the calendar year in which it ends, and return the files."""
    census = _Census(holdings)
    return [census.year(year).save(folder / f"cin_{year - 1}-{year % 100:02d}.xml") for year in years]


class _Census:
    """The cases, gathered by child and referral once for all years."""

    def __init__(self, holdings: Holdings) -> None:
        self.holdings = holdings
        self.disabilities = holdings.disabilities()
        case = ("child_id", "referral_received")
        self.assessments = holdings.by("assessment", *case)
        self.enquiries = holdings.by("section_47", *case)
        self.need_plans = holdings.by("cin_plan", *case)
        self.protection_plans = holdings.by("cp_plan", *case)
        self.reviews = holdings.by("cp_review", "child_id", "plan_started")

    def year(self, year: int) -> Lines:
        """Return the census of the year to 31 March."""
        first, last = date(year - 1, 4, 1), date(year, 3, 31)
        xml = Lines()
        xml.open("Message")
        header(xml, "CIN", last, self.holdings.extracted_at)
        xml.open("Children")
        cases: dict[str, list[Row]] = {}
        for row in self.holdings.rows("referral"):
            if touches(row, "received", "closed", first, last):
                cases.setdefault(str(row["child_id"]), []).append(row)
        for number, child_id in enumerate(sorted(cases)):
            xml.open("Child")
            self._child(xml, self.holdings.children[child_id])
            for row in sorted(cases[child_id], key=lambda row: str(row["received"])):
                self._case(xml, row, first, last, number)
            xml.close("Child")
        xml.close("Children")
        xml.close("Message")
        return xml

    def _child(self, xml: Lines, child: Row) -> None:
        xml.open("ChildIdentifiers")
        xml.leaf("LAchildID", child["child_id"])
        xml.leaf("UPN", child["upn"])
        if not child["upn"]:
            xml.leaf("UPNunknown", "UN1")
        xml.leaf("PersonBirthDate", child["birth_date"])
        xml.leaf("GenderCurrent", GENDERS[str(child["sex"])])
        xml.close("ChildIdentifiers")
        xml.open("ChildCharacteristics")
        xml.leaf("Ethnicity", child["ethnicity"])
        if codes := self.disabilities.get(str(child["child_id"])):
            xml.open("Disabilities")
            for code in codes:
                xml.leaf("Disability", code)
            xml.close("Disabilities")
        xml.close("ChildCharacteristics")

    def _case(self, xml: Lines, row: Row, first: date, last: date, number: int) -> None:
        key = (row["child_id"], row["received"])
        xml.open("CINdetails")
        xml.leaf("CINreferralDate", row["received"])
        xml.leaf("ReferralSource", row["source_group"])
        # Now and then a code of the council's own, which the census does not know.
        xml.leaf("PrimaryNeedCode", "N99" if number % 700 == 350 else row["primary_need"])
        xml.leaf("CINclosureDate", row["closed"])
        xml.leaf("ReasonForClosure", row["closure_reason"])
        for assessment in self.assessments.get(key, ()):
            if touches(assessment, "started", "completed", first, last):
                self._assessment(xml, assessment)
        for plan in self.need_plans.get(key, ()):
            if touches(plan, "started", "ended", first, last):
                xml.open("CINPlanDates")
                xml.leaf("CINPlanStartDate", plan["started"])
                xml.leaf("CINPlanEndDate", plan["ended"])
                xml.close("CINPlanDates")
        for enquiry in self.enquiries.get(key, ()):
            self._enquiry(xml, enquiry, first, last)
        xml.leaf("ReferralNFA", row["no_further_action"])
        for plan in self.protection_plans.get(key, ()):
            if touches(plan, "started", "ended", first, last):
                self._protection(xml, plan)
        xml.close("CINdetails")

    def _assessment(self, xml: Lines, row: Row) -> None:
        xml.open("Assessments")
        xml.leaf("AssessmentActualStartDate", row["started"])
        xml.leaf("AssessmentAuthorisationDate", row["completed"])
        factors = row["factors"]
        if isinstance(factors, str) and factors:
            xml.open("FactorsIdentifiedAtAssessment")
            for code in factors.split():
                xml.leaf("AssessmentFactors", code)
            xml.close("FactorsIdentifiedAtAssessment")
        elif row["completed"] is None:
            xml.empty("FactorsIdentifiedAtAssessment")  # real files have it empty while an assessment is open
        xml.close("Assessments")

    def _enquiry(self, xml: Lines, row: Row, first: date, last: date) -> None:
        days = [day_of(row, "strategy_discussion"), day_of(row, "conference_held")]
        if not any(day and first <= day <= last for day in days):
            return
        xml.open("Section47")
        xml.leaf("S47ActualStartDate", row["strategy_discussion"])
        xml.leaf("InitialCPCtarget", row["conference_due"])
        xml.leaf("DateOfInitialCPC", row["conference_held"])
        xml.leaf("ICPCnotRequired", row["conference_not_required"])
        xml.close("Section47")

    def _protection(self, xml: Lines, row: Row) -> None:
        xml.open("ChildProtectionPlans")
        xml.leaf("CPPstartDate", row["started"])
        xml.leaf("CPPendDate", row["ended"])
        xml.leaf("InitialCategoryOfAbuse", row["first_category"])
        xml.leaf("LatestCategoryOfAbuse", row["latest_category"])
        xml.leaf("NumberOfPreviousCPP", row["previous_plans"])
        if reviews := self.reviews.get((row["child_id"], row["started"])):
            xml.open("Reviews")
            for review in reviews:
                xml.leaf("CPPreviewDate", review["held"])
            xml.close("Reviews")
        xml.close("ChildProtectionPlans")
