"""Makes register rows of SEN2 records, whether they came as XML or as COLLECT's CSV files.

Both forms are first brought to the same tree of records: person, requests, assessment, named plan and so on. A name,
an address or a postcode is never taken into the tree. SEN2 has no id of the council's, so a child is known by the
unique pupil number.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from scrutable.sources.census import Header
from scrutable.sources.children import SEX_ALIASES, Children, blank
from scrutable.sources.dates import iso
from scrutable.sources.delivery import Finding, Scope, TableRows, Texts
from scrutable.sources.naming import Names
from scrutable.sources.showing import is_numbered, shown

# The parts of the return, and what each hangs from.
PARENT = {
    "sen2": "", "person": "sen2", "requests": "person", "assessment": "requests", "namedplan": "assessment",
    "plandetail": "namedplan", "activeplans": "requests", "placementdetail": "activeplans", "senneed": "activeplans",
}  # fmt: skip
# The values that are read, by their names in lower case. Surname, Forename and PostCode are not among them.
WANTED = frozenset(
    "upn uniquelearnernumber nativeid personbirthdate sex gendercurrent ethnicity"
    " receiveddate requestsource rya requestoutcomedate requestoutcome requestmediation requesttribunal"
    " assessmentoutcome assessmentoutcomedate week20 startdate ceasedate ceasereason"
    " reviewmeeting reviewoutcome lastreview urn sensetting placementrank entrydate leavingdate sentype".split()
)


@dataclass
class Record:
    """One record of the return: its values by name in lower case, where it stands, and what hangs from it."""

    part: str
    said: dict[str, str | None]
    row: int
    place: str = ""
    parts: list["Record"] = field(default_factory=list)

    def all(self, part: str) -> Iterator["Record"]:
        """Yield the records of one kind that hang from this one."""
        return (record for record in self.parts if record.part == part)


_COLUMNS: dict[str, dict[str, str]] = {
    "ehc_request": {"received": "ReceivedDate", "source_group": "RequestSource", "decided": "RequestOutcomeDate",
                    "decision": "RequestOutcome", "mediation": "RequestMediation", "tribunal": "RequestTribunal"},
    "ehc_assessment": {"outcome": "AssessmentOutcome", "outcome_date": "AssessmentOutcomeDate", "exception": "Week20"},
    "ehc_plan": {"issued": "StartDate", "ceased": "CeaseDate", "cease_reason": "CeaseReason"},
    "annual_review": {"held": "ReviewMeeting", "decision": "ReviewOutcome", "notified": "LastReview"},
    "ehc_placement": {"started": "EntryDate", "ended": "LeavingDate", "setting": "SENsetting", "urn": "URN",
                      "rank": "PlacementRank"},
}  # fmt: skip


def scope_of(header: Header) -> Scope:
    """A return of January speaks for the calendar year before it, and up to its own day."""
    day = header.reference_date
    return Scope(first=date(day.year - 1, 1, 1), last=day) if day else Scope()


class Rows:
    """Gathers the rows of every table, person by person."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.people = Children(file, {"sex": SEX_ALIASES})
        self.findings: list[Finding] = []
        self.persons = 0
        self._tables: dict[tuple[str, str], tuple[dict[str, Texts], list[int]]] = {}
        self._names: dict[str, Names] = {}
        self._needs = 0

    def take(self, person: Record) -> None:
        """Take in one person and all that hangs from it."""
        self.persons += 1
        child = self._child(person)
        said = person.said
        self.people.headers.setdefault(person.place, {"child_id": "UPN", "birth_date": "PersonBirthDate", "sex": "Sex",
                                                      "ethnicity": "Ethnicity", "upn": "UPN"})  # fmt: skip
        values = {
            "upn": said.get("upn"),
            "birth_date": said.get("personbirthdate"),
            "sex": said.get("sex") or said.get("gendercurrent"),
            "ethnicity": said.get("ethnicity"),
        }
        self.people.add(person.place, person.row, child, values, parent=True)
        for request in person.all("requests"):
            self._request(child, request)

    def tables(self, scope: Scope) -> list[TableRows]:
        """Return the tables. The latest review will be replaced by another, so it speaks for nothing."""
        without = {"annual_review"}
        tables = self.people.tables()
        for (table, place), (columns, rows) in self._tables.items():
            headers = _COLUMNS[table] | {"child_id": "UPN", "requested": "ReceivedDate"}
            tables.append(
                TableRows(table, columns, rows, place, headers, scope=None if table in without else scope)
            )
        if self._needs:
            says = f"{self._needs} SEN needs are recognised; the register has no table for them yet."
            self.findings.append(
                Finding("D225", "note", self.file, says,
                        place="SENneed", rows=self._needs)
            )  # fmt: skip
        return tables

    def _child(self, person: Record) -> str:
        """Return the id: the unique pupil number, else the learner number, else the number in the file, and say so."""
        said = person.said
        for name, prefix in (("upn", ""), ("uniquelearnernumber", ""), ("nativeid", "native-")):
            value = said.get(name)
            if value and not blank(value) and is_numbered(value):  # an id is kept for good
                if prefix:
                    self._say_unnumbered(person)
                return prefix + value.strip()
        self._say_unnumbered(person)
        return f"person-{self.persons}"

    def _say_unnumbered(self, person: Record) -> None:
        self.findings.append(
            Finding("D232", "attention", self.file,
                    "The person has no UPN and no learner number: next year's records cannot be joined to these.",
                    "Fill in the UPN in the case system.", person.place or "Person", person.row, "UPN", table="child")
        )  # fmt: skip

    def _request(self, child: str, record: Record) -> None:
        own = self._own("ehc_request", f"{child}/{iso(record.said.get('receiveddate'))}", record)
        self._add("ehc_request", record, request_id=own, child_id=child)
        plan: str | None = None
        for assessment in record.all("assessment"):
            plan = self._assessment(child, own, record, assessment) or plan
        for active in record.all("activeplans"):
            self._active(child, own, plan, active)

    def _assessment(self, child: str, request: str, asked: Record, record: Record) -> str | None:
        """Add an assessment, and the plan that came of it. A request seldom has a second one."""
        own = self._own("ehc_assessment", request, record)
        self._add("ehc_assessment", record, assessment_id=own, request_id=request, child_id=child)
        plan: str | None = None
        for named in record.all("namedplan"):
            plan = self._own("ehc_plan", own, named)
            self._add(
                "ehc_plan", named, plan_id=plan, assessment_id=own, request_id=request, child_id=child,
                requested=asked.said.get("receiveddate"), exception=record.said.get("week20"),
            )  # fmt: skip
            for detail in named.all("plandetail"):
                name = f"{plan}/named/{shown(detail.said.get('placementrank') or '') or 1}"
                self._add("ehc_placement", detail, placement_id=self._own("ehc_placement", name, detail), plan_id=plan,
                          request_id=request, child_id=child)  # fmt: skip
        return plan

    def _active(self, child: str, request: str, plan: str | None, record: Record) -> None:
        """Add the latest review of an active plan, and where the child is educated."""
        met, wrote = record.said.get("reviewmeeting"), record.said.get("lastreview")
        if not (blank(met) and blank(wrote)):
            name = f"{request}/{iso(wrote if blank(met) else met)}"
            self._add(
                "annual_review",
                record,
                review_id=self._own("annual_review", name, record),
                plan_id=plan,
                child_id=child,
            )
        for detail in record.all("placementdetail"):
            name = f"{request}/{iso(detail.said.get('entrydate'))}/{shown(detail.said.get('placementrank') or '') or 1}"
            self._add("ehc_placement", detail, placement_id=self._own("ehc_placement", name, detail), plan_id=plan,
                      request_id=request, child_id=child)  # fmt: skip
        self._needs += sum(1 for _ in record.all("senneed"))

    def _own(self, table: str, name: str, record: Record) -> str:
        says = tuple(
            sorted((key, value) for key, value in record.said.items() if value and key != "nativeid")
        )
        return self._names.setdefault(table, Names()).own(name, says) or name

    def _add(self, table: str, record: Record, **linked: str | None) -> None:
        names = _COLUMNS[table]
        columns, rows = self._tables.setdefault(
            (table, record.place), ({name: [] for name in (*linked, *names)}, [])
        )
        for name, value in linked.items():
            columns[name].append(value)
        for name, tag in names.items():
            columns[name].append(record.said.get(tag.lower()))
        rows.append(record.row)


def take_all(rows: Rows, persons: Iterable[Record]) -> None:
    """Take in every person."""
    for person in persons:
        rows.take(person)
