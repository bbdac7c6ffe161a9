"""What stands in each list of Annex A, row by row, as plain values: `files_annex_a.py` puts it into a workbook."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from .days import age_on
from .extract import Holdings, day_of, touches
from .recording import Row, Value

PERSON = ["Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)"]
DISABILITY = "Does the Child have a Disability"
TEAM = ["Allocated Team", "Allocated Worker"]
GENDERS = {"M": "a) Male", "F": "b) Female"}
LETTERS = dict(
    zip("WBRI WIRI WIRT WOTH WROM MWBC MWBA MWAS MOTH AIND APKN ABAN AOTH BCRB BAFR BOTH CHNE OOTH REFU NOBT".split(),
        "abcdefghijklmnopqrst", strict=True)
)  # fmt: skip
CATEGORIES = {
    "NEG": "Neglect", "PHY": "Physical abuse", "SAB": "Sexual abuse", "EMO": "Emotional abuse", "MUL": "Multiple",
}  # fmt: skip
CLOSURES = {"RC8": "RC8 - Case closed after assessment, no further action"}
Cells = list[Value]


class Lists:
    """The lists of one day."""

    def __init__(self, holdings: Holdings) -> None:
        self.holdings = holdings
        self.day = holdings.day
        self.half_year = holdings.day - timedelta(days=182)
        self.year = holdings.day - timedelta(days=365)
        self.disabled = holdings.disabilities()
        self.workers = {
            row["child_id"]: row["worker_id"] for row in holdings.rows("allocation") if not row["ended"]
        }

    def person(self, row: Row) -> Cells:
        """Return the first five cells of every list. Now and then a gender is a word and an age is not known."""
        child = self.holdings.child(row)
        number = int(str(child["child_id"]))
        gender = GENDERS[str(child["sex"])]
        birth = child["birth_date"]
        assert isinstance(birth, date)
        ethnicity = str(child["ethnicity"])
        return [
            child["child_id"],
            gender[3:] if number % 50 == 0 else gender,
            f"{LETTERS[ethnicity]}) {ethnicity}",
            birth,
            "#N/A" if number % 400 == 0 else age_on(birth, self.day),
        ]

    def disability(self, row: Row) -> str:
        """Return whether the child has a disability."""
        return "a) Yes" if self.disabled.get(str(row["child_id"])) else "b) No"

    def team(self, row: Row) -> Cells:
        """Return the team and the worker: a number, as no name is ever made."""
        return [row.get("team"), self.workers.get(row["child_id"])]

    def recent(self, table: str, started: str, ended: str, since: date) -> Iterator[Row]:
        """Yield the rows of a table that were going on at any time since a day."""
        return (row for row in self.holdings.rows(table) if touches(row, started, ended, since, self.day))

    def contacts(self) -> Iterator[Cells]:
        """List 1: the contacts of six months."""
        for row in self.recent("contact", "received", "received", self.half_year):
            yield [*self.person(row), row["received"], row["source_group"]]

    def early_help(self) -> Iterator[Cells]:
        """List 2: every early help assessment the council holds."""
        for row in self.holdings.rows("early_help_episode"):
            yield [
                *self.person(row),
                row["assessment_started"],
                row["assessment_completed"],
                row["organisation"],
            ]

    def referrals(self) -> Iterator[Cells]:
        """List 3: the referrals of six months."""
        rows = list(self.recent("referral", "received", "received", self.half_year))
        times = Counter(row["child_id"] for row in rows)
        for row in rows:
            nfa = "Yes" if row["no_further_action"] else "No"
            count = times[row["child_id"]]
            yield [*self.person(row), row["received"], row["source_group"], nfa, count, *self.team(row)]

    def assessments(self) -> Iterator[Cells]:
        """List 4: the assessments of six months."""
        for row in self.recent("assessment", "started", "completed", self.half_year):
            needed = None if row["completed"] is None else "a) Yes" if row["needs_support"] else "b) No"
            seen = "Yes" if row["child_seen"] else "No"
            own = [row["started"], seen, row["completed"], needed]
            yield [*self.person(row), self.disability(row), *own, *self.team(row)]

    def enquiries(self) -> Iterator[Cells]:
        """List 5: the section 47 enquiries of six months, with their conferences."""
        rows = list(self.recent("section_47", "strategy_discussion", "strategy_discussion", self.half_year))
        times = Counter(row["child_id"] for row in rows)
        held = Counter(row["child_id"] for row in rows if row["conference_held"])
        for row in rows:
            made = None if row["plan_made"] is None else "Yes" if row["plan_made"] else "No"
            yield [
                *self.person(row), self.disability(row), row["strategy_discussion"],
                "Yes" if row["conference_not_required"] else "No", row["conference_held"], made,
                times[row["child_id"]], held[row["child_id"]], *self.team(row),
            ]  # fmt: skip

    def in_need(self) -> Iterator[Cells]:
        """List 6: every case open now, and those closed in six months."""
        in_care = {row["child_id"] for row in self.holdings.rows("care_episode") if row["ended"] is None}
        protected = {row["child_id"] for row in self.holdings.rows("cp_plan") if row["ended"] is None}
        planned = {row["child_id"] for row in self.holdings.rows("cin_plan") if row["ended"] is None}
        seen = _latest(self.holdings.rows("cin_visit"), "made")
        for number, row in enumerate(self.recent("referral", "received", "closed", self.half_year)):
            child = row["child_id"]
            status = (
                "e) Closed episode" if row["closed"]
                else "a) Looked after child" if child in in_care
                else "b) Child Protection plan" if child in protected
                else "c) Child in need plan" if child in planned
                else "d) Open assessment"
            )  # fmt: skip
            need = "PSRMEM - Support with memory" if number % 450 == 449 else row["primary_need"]
            last = seen.get(child) or ("#N/A" if number % 300 == 299 else None)
            reason = CLOSURES.get(str(row["closure_reason"]), row["closure_reason"])
            yield [
                *self.person(row), self.disability(row), row["received"], need, last, row["closed"], reason, status,
                *self.team(row),
            ]  # fmt: skip

    def protection(self) -> Iterator[Cells]:
        """List 7: the child protection plans of twelve months."""
        visits = _latest(self.holdings.rows("cp_visit"), "made")
        reviews = _latest(self.holdings.rows("cp_review"), "held")
        alone = {(row["child_id"], row["made"]): row["seen_alone"] for row in self.holdings.rows("cp_visit")}
        for row in self.recent("cp_plan", "started", "ended", self.year):
            child = row["child_id"]
            visit = visits.get(child)
            seen = alone.get((child, visit))
            yield [
                *self.person(row), self.disability(row), row["started"], CATEGORIES[str(row["first_category"])],
                CATEGORIES[str(row["latest_category"])], visit, None if seen is None else "a) Yes" if seen else "b) No",
                reviews.get(child), row["ended"], "b) No", row["previous_plans"], *self.team(row),
            ]  # fmt: skip

    def looked_after(self) -> Iterator[Cells]:
        """List 8: the children looked after in twelve months, one row a period of care, as it stands now."""
        visits = _latest(self.holdings.rows("care_visit"), "made")
        reviews = _latest(self.holdings.rows("care_review"), "held")
        gone = Counter(
            (row["child_id"], row["kind"])
            for row in self.holdings.rows("missing_episode")
            if str(row["began"]) >= self.year.isoformat()
        )
        for first, last, placed, moves in _stays(self.holdings.rows("care_episode"), self.year):
            child = first["child_id"]
            outside = last["outside_authority"]
            alone = self.holdings.child(first)["unaccompanied_asylum_seeking"]
            yield [
                *self.person(first), "a) Yes" if alone else "b) No", self.disability(first), first["started"],
                last["primary_need"], "b) No", last["started"], last["legal_status"], reviews.get(child),
                visits.get(child), moves, last["ended"], last["end_reason"], placed, last["placement_type"],
                last["provider"], last["placement_urn"], "Out" if outside else "In", last["placed_in"],
                gone[(child, "M")], gone[(child, "A")], "Children in Care", self.workers.get(child),
            ]  # fmt: skip


def _latest(rows: list[Row], column: str) -> dict[Value, date]:
    """Return the latest date of each child."""
    found: dict[Value, date] = {}
    for row in rows:
        day = day_of(row, column)
        if day and day > found.get(row["child_id"], date.min):
            found[row["child_id"]] = day
    return found


def _stays(rows: list[Row], since: date) -> Iterator[tuple[Row, Row, Value, int]]:
    """Yield each period of care that lasted past a day: first and last episode, start of the placement, placements."""
    stays: list[list[Row]] = []
    for row in sorted(rows, key=lambda row: (str(row["child_id"]), str(row["started"]))):
        if row["start_reason"] == "S":
            stays.append([])
        stays[-1].append(row)
    for stay in stays:
        last = stay[-1]
        ended = day_of(last, "ended")
        if ended is None or ended >= since:
            moved = [row for row in stay if row["start_reason"] in ("S", "P")]
            recent = [row for row in moved if str(row["started"]) >= since.isoformat()]
            yield stay[0], last, moved[-1]["started"], max(1, len(recent))


Lister = Callable[[Lists], Iterator[Cells]]
LISTS: list[tuple[list[str], Lister]] = [
    ([*PERSON, "Date of Contact", "Contact Source"], Lists.contacts),
    (
        [*PERSON, "Assessment start date", "Assessment completion date", "Organisation completing assessment"],
        Lists.early_help,
    ),
    (
        [
            *PERSON, "Date of Referral", "Referral Source", "Referral NFA?", "Number of Referrals in Last 12 Months",
            *TEAM,
        ],
        Lists.referrals,
    ),
    (
        [
            *PERSON, DISABILITY, "Continuous Assessment Start Date", "Child Seen During Continuous Assessment",
            "Continuous Assessment Date of Authorisation",
            "Was the child assessed as requiring LA children’s social care support?", *TEAM,
        ],
        Lists.assessments,
    ),
    (
        [
            *PERSON, DISABILITY, "Strategy discussion initiating Section 47 Enquiry Start Date",
            "Was an Initial Child Protection Conference deemed unnecessary?",
            "Date of Initial Child Protection Conference",
            "Did the Initial Child Protection Conference Result in a Child Protection Plan ",
            "Number of Section 47 Enquiries in the last 12 months", "Number of ICPCs in the last 12 months", *TEAM,
        ],
        Lists.enquiries,
    ),
    (
        [
            *PERSON, DISABILITY, "CIN Start Date", "Primary Need Code", "Date Child Was Last Seen", "CIN Closure Date",
            "Reason for Closure", "Case Status", *TEAM,
        ],
        Lists.in_need,
    ),
    (
        [
            *PERSON, DISABILITY, "Child Protection Plan Start Date", "Initial Category of Abuse",
            "Latest Category of Abuse", "Date of the Last Statutory Visit", "Was the Child Seen Alone?",
            "Date of latest review conference", "Child Protection Plan End Date",
            "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)",
            "Number of Previous Child Protection Plans", *TEAM,
        ],
        Lists.protection,
    ),
    (
        [
            *PERSON, "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N))", DISABILITY,
            "Date Started to be Looked After", "Child's Category of Need",
            "Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)",
            "Start date of current legal status", "Child's Legal Status", "Date of Latest Statutory Review",
            "Date of Last Social Work Visit", "Number of Placements in the Last 12 months",
            "Date Ceased to be Looked After", "Reason Ceased to be Looked After",
            "Start Date of Most Recent Placement", "Placement Type", "Placement Provider", "URN of Placement",
            "Placement Location", "LA of Placement",
            "Number of Episodes the Child has been ‘Missing’ from their Placement in the last 12 months",
            "Number of Episodes the Child has been ‘Absent’ from their Placement in the last 12 months", *TEAM,
        ],
        Lists.looked_after,
    ),
]  # fmt: skip
