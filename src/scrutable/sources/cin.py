"""Reads the CIN census XML, of the collections of 2021 to 2026, child by child.

The element names are those of all these years (GenderCurrent was renamed Sex); order, case and empty containers do not
matter. The census has no ids below the child's, so a referral, assessment or plan is named by its child and first day.

This is the one reader that must be quick: a large county sends 60 MB. So a child is walked once, its tags looked up
in dictionaries, and its values appended to lists. A function for each value would double the time.
"""

from array import array
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from scrutable.sources.census import Header, read_header
from scrutable.sources.children import SEX_ALIASES
from scrutable.sources.dates import iso
from scrutable.sources.delivery import Delivery, Finding, Scope, TableRows, Texts
from scrutable.sources.guard import sha256_of
from scrutable.sources.naming import Names
from scrutable.sources.xml import Folded, elements

BATCH = 20_000  # rows of a table; a census with fewer of each is small enough to be kept as lists
# For each block: register column -> tag. The tags are in lower case, as they are looked up.
_FIELDS: dict[str, dict[str, str]] = {
    "referral": {
        "received": "CINreferralDate", "source_group": "ReferralSource", "primary_need": "PrimaryNeedCode",
        "no_further_action": "ReferralNFA", "closed": "CINclosureDate", "closure_reason": "ReasonForClosure",
    },
    "assessment": {"started": "AssessmentActualStartDate", "completed": "AssessmentAuthorisationDate"},
    "section_47": {"strategy_discussion": "S47ActualStartDate", "conference_not_required": "ICPCnotRequired"},
    "cin_plan": {"started": "CINPlanStartDate", "ended": "CINPlanEndDate"},
    "cp_plan": {
        "started": "CPPstartDate", "ended": "CPPendDate", "first_category": "InitialCategoryOfAbuse",
        "latest_category": "LatestCategoryOfAbuse", "previous_plans": "NumberOfPreviousCPP",
    },
}  # fmt: skip
_ID = {"referral": "referral_id", "assessment": "assessment_id", "section_47": "section_47_id",
       "cin_plan": "plan_id", "cp_plan": "plan_id"}  # fmt: skip
_CHILD = {
    "upn": "UPN", "birth_date": "PersonBirthDate", "expected_birth_date": "ExpectedPersonBirthDate",
    "death_date": "PersonDeathDate", "sex": "Sex",
}  # fmt: skip
_BLOCKS = {"cindetails": "referral", "assessments": "assessment", "section47": "section_47",
           "cinplandates": "cin_plan", "childprotectionplans": "cp_plan"}  # fmt: skip
# What a block may hold several of: rows of their own.
_REPEATED = {"disability": "child", "assessmentfactors": "assessment", "cppreviewdate": "cp_plan"}
_NOT_USED = {"preproceedingsandfgdm"}
# The block that each tag's value belongs to.
_TABLE_OF = {tag.lower(): table for table, fields in _FIELDS.items() for tag in fields.values()}
_TABLE_OF |= dict.fromkeys(
    ("lachildid", "gendercurrent", "ethnicity", *map(str.lower, _CHILD.values())), "child"
)
_TABLE_OF["initialcpctarget"] = "section_47"


def read(path: Path, say: Callable[[str], None]) -> Delivery:
    """Return the census as a delivery. Raises DataFault (D110, D111) for a DOCTYPE or damaged XML."""
    census = _Census(path.name)
    findings: list[Finding] = []
    header = Header()
    for name, element in elements(path, "Child", "Header"):
        if name == "header":
            header = read_header(element, path.name, findings)
        else:
            census.child(element)
    tables = census.tables(_scope(header.reference_date))
    say(f"{path.name}: CIN census, {census.children:,} children")
    return Delivery(
        "cin", [path.name], sha256_of([path]), tables, findings + census.findings(),
        header.authority, header.extracted_at,
    )  # fmt: skip


def _scope(reference: date | None) -> Scope:
    """A census is of the year to its reference date: it speaks for what touched that year."""
    return Scope(first=date(reference.year - 1, 4, 1), last=reference) if reference else Scope()


class _Rows:
    """Rows of one table while the file is read: each a tuple of the columns, and the line it stands on, in `at`.

    Of a large census they are put into Arrow arrays a batch at a time. A million tuples would be gone through by
    Python's garbage collector again and again, and turning them all into columns at the end would hold both at once.
    """

    def __init__(self, *columns: str) -> None:
        self.columns = columns
        self.values: list[tuple[str | None, ...]] = []
        self.at = array("q")
        self.packed: list[list[pa.Array]] = []  # of each batch, its columns

    def by_column(self) -> dict[str, Texts]:
        """Return the columns, each as long as `at`: lists, or Arrow arrays of a large census. To be asked once."""
        if self.packed:
            self._pack()
            whole = [pa.concat_arrays(column) for column in zip(*self.packed, strict=True)]
            self.packed.clear()
            return dict(zip(self.columns, whole, strict=True))
        if not self.values:
            return {column: [] for column in self.columns}
        return {
            column: list(texts)
            for column, texts in zip(self.columns, zip(*self.values, strict=True), strict=True)
        }

    def lines(self) -> Sequence[int]:
        """Return the line of each row, of a large census as they are: a list would be several times the size."""
        return self.at if len(self.at) >= BATCH else self.at.tolist()

    def add(self, row: int, values: tuple[str | None, ...]) -> None:
        self.values.append(values)
        self.at.append(row)
        if len(self.values) == BATCH:
            self._pack()

    def _pack(self) -> None:
        if self.values:
            self.packed.append([pa.array(texts, pa.string()) for texts in zip(*self.values, strict=True)])
            self.values.clear()


class _Block:
    """One block of a child while it is walked: the values it says once, those it says several times, its own blocks."""

    __slots__ = ("inside", "line", "said", "several", "table")

    def __init__(self, table: str, line: int) -> None:
        self.table, self.line = table, line
        self.said: dict[str, str | None] = {}
        self.several: list[str] = []
        self.inside: list[_Block] = []


class _Census:
    """The rows of every table, as they come."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.children = 0
        self.folded = Folded()
        self.rows = {
            "child": _Rows("child_id", *_CHILD, "ethnicity"),
            "child_disability": _Rows("child_id", "code"),
            "assessment_factor": _Rows("assessment_id", "code"),
            "conference": _Rows("conference_id", "section_47_id", "child_id", "due", "held", "transfer_in"),
            "cp_review": _Rows("review_id", "plan_id", "child_id", "held"),
        }
        for table, fields in _FIELDS.items():
            linked = () if table == "referral" else ("referral_id",)
            self.rows[table] = _Rows(_ID[table], *linked, "child_id", *fields)
        self.tags = {table: [tag.lower() for tag in fields.values()] for table, fields in _FIELDS.items()}
        self.names = {table: Names() for table in self.rows}
        self.not_used: dict[str, int] = {}

    def child(self, element: Any) -> None:
        """Take in one Child element, in one walk over all that is in it.

        Every tag but DateOfInitialCPC stands in one kind of block, so the block that a value belongs to is the one of
        its kind that was opened last.
        """
        folded, table_of = self.folded, _TABLE_OF
        self.children += 1
        child = _Block("child", element.sourceline)
        referrals: list[_Block] = []
        referral, open_blocks = _Block("referral", 0), {"child": child}
        for part in element.iter():
            tag = folded[part.tag]
            table = table_of.get(tag)
            if table is not None:
                if table in open_blocks and (text := part.text):
                    open_blocks[table].said[tag] = text
            elif tag in _BLOCKS:
                block = _Block(_BLOCKS[tag], part.sourceline)
                open_blocks[block.table] = block
                if tag == "cindetails":
                    referral, open_blocks = block, {"child": child, "referral": block}
                    referrals.append(block)
                else:
                    referral.inside.append(block)
            elif tag == "dateofinitialcpc":
                open_blocks[_BLOCKS.get(folded[part.getparent().tag], "child")].said[tag] = part.text
            elif tag in _REPEATED and (text := part.text) and not text.isspace():
                if _REPEATED[tag] in open_blocks:
                    open_blocks[_REPEATED[tag]].several.append(text)
            elif tag in _NOT_USED:
                self.not_used[tag] = self.not_used.get(tag, 0) + 1
        self._keep(child, referrals)

    def _keep(self, child: _Block, referrals: list[_Block]) -> None:
        """Keep the rows of a child: who it is first, then each referral and what followed from it."""
        get = child.said.get
        own = (get("lachildid") or "").strip() or None
        self.rows["child"].add(
            child.line,
            (own, get("upn"), get("personbirthdate"), get("expectedpersonbirthdate"), get("persondeathdate"),
             get("sex") or get("gendercurrent"), get("ethnicity")),
        )  # fmt: skip
        for code in child.several:
            self.rows["child_disability"].add(child.line, (own, code))
        for referral in referrals:
            self._referral(own, referral)

    def _referral(self, child: str | None, block: _Block) -> None:
        values = tuple(map(block.said.get, self.tags["referral"]))
        referral = self._own("referral", child, values[0], values)
        self.rows["referral"].add(block.line, (referral, child, *values))
        # A conference here, and not under a section 47 enquiry, is of a child who came with a plan from elsewhere.
        if held := block.said.get("dateofinitialcpc"):
            conference = self._own("conference", child, held, referral)
            self.rows["conference"].add(block.line, (conference, None, child, None, held, "true"))
        for inside in block.inside:
            if inside.said or inside.several:  # an empty container says nothing
                self._block(child, referral, inside)

    def _block(self, child: str | None, referral: str | None, block: _Block) -> None:
        """Keep one assessment, enquiry or plan, with its conference, factors or reviews."""
        table, row, said = block.table, block.line, block.said
        values = tuple(map(said.get, self.tags[table]))
        own = self._own(table, child, values[0], (referral, values))
        self.rows[table].add(row, (own, referral, child, *values))
        if held := said.get("dateofinitialcpc"):
            conference = self._own("conference", child, held, own)
            self.rows["conference"].add(
                row, (conference, own, child, said.get("initialcpctarget"), held, "false")
            )
        for one in block.several:
            if table == "assessment":
                self.rows["assessment_factor"].add(row, (own, one))
            else:
                self.rows["cp_review"].add(row, (self._own("cp_review", child, one, own), own, child, one))

    def _own(self, table: str, child: str | None, day: str | None, says: object) -> str | None:
        """Return the id of a block. What it says is remembered as one text: of a million tuples Python keeps count."""
        return None if child is None else self.names[table].own(f"{child}/{iso(day)}", repr(says))

    def tables(self, scope: Scope) -> list[TableRows]:
        """Return the tables. Child, disabilities and factors have no dates: the census adds and changes them."""
        without = {"child", "child_disability", "assessment_factor"}
        headers = _headers()
        return [
            TableRows(
                table, held.by_column(), held.lines(), "", headers.get(table, {}),
                {"sex": SEX_ALIASES} if table == "child" else {}, None if table in without else scope,
            )
            for table, held in self.rows.items()
        ]  # fmt: skip

    def findings(self) -> list[Finding]:
        """Return what the file holds and the register does not."""
        says = "blocks are recognised; the register has no table for them yet."
        return [
            Finding("D225", "note", self.file, f"{count} {tag} {says}", place=tag, rows=count)
            for tag, count in self.not_used.items()
        ]


def _headers() -> dict[str, dict[str, str]]:
    """Return the file's name of each register column, for findings."""
    headers = {table: fields | {"child_id": "LAchildID"} for table, fields in _FIELDS.items()}
    headers["child"] = _CHILD | {"child_id": "LAchildID", "ethnicity": "Ethnicity"}
    headers["child_disability"] = {"child_id": "LAchildID", "code": "Disability"}
    headers["assessment_factor"] = {"code": "AssessmentFactors"}
    headers["conference"] = {"held": "DateOfInitialCPC", "due": "InitialCPCtarget", "child_id": "LAchildID"}
    headers["cp_review"] = {"held": "CPPreviewDate", "child_id": "LAchildID"}
    return headers
