"""Reads the social work workforce census (CSWW) as XML: who works for the council on 30 September, and who has left.

The census is of one day. It holds everyone in post then, and employees who left in the year before; an agency worker
who left is not in it. So it speaks for that day alone, and a figure of another day is refused. Names of workers are
not in it; birth dates, sex, ethnicity and qualifications are passed over. `workforce_codes.py` has its words.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from scrutable.sources.census import AUTHORITY_TAGS, Header, read_header
from scrutable.sources.children import blank
from scrutable.sources.dates import iso, read_date
from scrutable.sources.delivery import Delivery, Finding, Scope, TableRows, Texts
from scrutable.sources.guard import sha256_of
from scrutable.sources.naming import Names
from scrutable.sources.showing import is_numbered, shown
from scrutable.sources.workforce_codes import KINDS, ORIGINS, REASONS, ROLES
from scrutable.sources.xml import Folded, elements

# Register column -> element. What is not here is never taken out of the file.
_HEADERS = {
    "worker_id": "SWENo", "kind": "AgencyWorker", "role": "OrgRole", "newly_qualified": "CFKSSstatus", "fte": "FTE",
    "started": "RoleStartDate", "ended": "RoleEndDate", "start_origin": "StartOrigin", "leave_reason": "ReasonLeave",
}  # fmt: skip
_WANTED = {tag.lower() for tag in _HEADERS.values()} | {"leaverdestination", "cases30"}
_TOTALS = {"numberofvacancies": "vacant", "noagencyfte": "agency FTE", "noagencyheadcount": "agency workers"}
_CODED = {
    "orgrole": ("role", ROLES),
    "startorigin": ("start_origin", ORIGINS),
    "reasonleave": ("leave_reason", REASONS),
}


@dataclass
class _Record:
    """One CSWWWorker: its values by element in lower case, with every CFKSS status, and its line."""

    said: dict[str, str]
    line: int
    statuses: list[str] = field(default_factory=list)

    @property
    def worker(self) -> str:
        """The number, or nothing where what stands there has none: a name does in some extracts, and ids are kept."""
        said = self.said.get("sweno", "")
        return said if is_numbered(said) else ""

    @property
    def employed(self) -> bool:
        return KINDS.get(self.said.get("agencyworker", "").lower()) == "employee"

    @property
    def ended(self) -> str:
        return self.said.get("roleenddate", "")

    def gone(self, day: date | None) -> bool:
        """Say whether the worker has left by the day of the census. An end after it is none for that day."""
        left = read_date(self.ended)
        return bool(self.ended) and not (day and left and left > day)


def read(path: Path, say: Callable[[str], None]) -> Delivery:
    """Return the census as a delivery. Raises DataFault (D110, D111) for a DOCTYPE or damaged XML."""
    census = _Census(path.name)
    header, councils = Header(), []
    for name, element in elements(path, "CSWWWorker", "LALevelVacancies", "Header"):
        if name == "header":
            header = read_header(element, path.name, census.findings)
            councils = _councils(element)
        elif name == "lalevelvacancies":
            census.totals |= {tag: text for tag, text in _leaves(element) if tag in _TOTALS}
        else:
            census.take(element)
    say(f"{path.name}: workforce census, {len(census.records):,} workers")
    if len(councils) > 1:
        census.say_joint(councils)
    table = census.table(header.reference_date)
    return Delivery(
        "workforce", [path.name], sha256_of([path]), [table], census.findings,
        header.authority if len(councils) < 2 else None, header.extracted_at,
    )  # fmt: skip


_FOLDED = Folded()


def _leaves(element: Any) -> Iterator[tuple[str, str]]:
    for part in element.iter():
        if len(part) == 0 and (text := (part.text or "").strip()):
            yield _FOLDED[part.tag], text


def _councils(header: Any) -> list[str]:
    """Return the numbers of the councils that a header names: a joint return names two."""
    return list(dict.fromkeys(text for tag, text in _leaves(header) if tag in AUTHORITY_TAGS))


class _Census:
    """The workers of a census, and what there is to say of them."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.records: list[_Record] = []
        self.totals: dict[str, str] = {}
        self.findings: list[Finding] = []

    def take(self, element: Any) -> None:
        """Take in one worker: the values that are wanted, the first where one stands twice."""
        record = _Record({}, element.sourceline or 0)
        for tag, text in _leaves(element):
            if tag == "cfkssstatus":
                record.statuses.append(text)
            elif tag in _WANTED and not blank(text):
                record.said.setdefault(tag, text)
        self.records.append(record)

    def table(self, day: date | None) -> TableRows:
        """Return the workers. `day` is that of the census; without it, it speaks for the day of extraction."""
        rows = list(self._named(self._joined(day), day))
        columns: dict[str, Texts] = {name: [] for name in _HEADERS}
        for own, record in rows:
            values = self._values(record)
            for name, texts in columns.items():
                texts.append(own if name == "worker_id" else values.get(name))
        self._place_in_time(columns, rows, day)
        self._say_totals(columns, day)
        lines = [record.line for _, record in rows]
        scope = Scope(first=day, last=day) if day else Scope(today=True)
        return TableRows("worker", columns, lines, "CSWWWorker", _HEADERS, {"kind": KINDS}, scope)

    def say_joint(self, councils: Sequence[str]) -> None:
        """Say that the return is of several councils: no record says whose worker is whose."""
        named = " and ".join(shown(number) or "another" for number in councils)
        says = f"The return is of {named} together, and does not say whose worker is whose."
        do = "Load it into a store for the councils together; each one's own list can be loaded as plain CSV."
        self._say("D248", "attention", says, do, column="LEA")

    def _values(self, record: _Record) -> dict[str, str | None]:
        said = record.said
        values = {
            "kind": said.get("agencyworker"), "fte": said.get("fte"), "started": said.get("rolestartdate"),
            "ended": said.get("roleenddate"), "newly_qualified": _newly_qualified(record.statuses),
        }  # fmt: skip
        for tag, (column, words) in _CODED.items():
            code = said.get(tag)
            if code and code not in words:
                self._say("D244", "attention", f"The {_HEADERS[column]} is no code of the census; it is read as blank.",
                          "Correct it where staff are kept.", row=record.line, column=_HEADERS[column])  # fmt: skip
            values[column] = words.get(code or "")
        return values

    def _joined(self, day: date | None) -> list[_Record]:
        """Join what an employee in post stands for twice, in two posts: one person, of both posts' hours.

        DfE counts such a person once and the hours of both, in the more senior role. Agency workers it never joins.
        """
        joined: dict[str, _Record] = {}
        records: list[_Record] = []
        again = 0
        for record in self.records:
            if not (record.worker and record.employed) or record.gone(day):
                records.append(record)
            elif record.worker in joined:
                again += 1
                _add(joined[record.worker], record)
            else:
                records.append(record)
                joined[record.worker] = record
        if again:
            says = (
                f"Records of another post of an employee: {again:,}. Each is one worker, of the hours of all."
            )
            self._say("D249", "note", says, "Nothing is lost.", rows=again)
        return records

    def _named(self, records: Sequence[_Record], day: date | None) -> Iterator[tuple[str | None, _Record]]:
        """Name each row. The number alone is of someone in post, so that the cases they hold can be put to them.

        One who left may come back, and then stands twice: leaving is named with its day.
        """
        names = Names()
        for record in records:
            own = f"{record.worker}/{iso(record.ended)}" if record.gone(day) else record.worker
            yield names.own(own, id(record)) if record.worker else None, record

    def _place_in_time(
        self, columns: dict[str, Texts], rows: Sequence[tuple[str | None, _Record]], day: date | None
    ) -> None:
        """Have someone in post whose first day is not said be there on the day of the census, which says so."""
        undated, unended, later, early = [], [], [], []
        for nth, (_, record) in enumerate(rows):
            began = read_date(record.said.get("rolestartdate"))
            if not record.gone(day) and blank(columns["started"][nth]):
                undated.append(record.line)
                columns["started"][nth] = day.isoformat() if day else None
            if not record.ended and {"reasonleave", "leaverdestination"} & record.said.keys():
                unended.append(record.line)
            if record.ended and not record.gone(day):
                later.append(record.line)
            if day and began and began > day:
                early.append(record.line)
        what = f"Taken to be there from {day:%d %B %Y} on" if day else "In no figure"
        for lines, says, do in (
            (undated, f"In post without a RoleStartDate: {{}}. {what}.", "Fill it in where staff are kept."),
            (unended, "With a reason or destination of leaving and without a RoleEndDate: {}. Counted as in post.",
             "Fill in the last day, or take out the reason."),
            (early, "Begun after the day of the census: {}. Not in post on it.",
             "Check the first days where staff are kept."),
            (later, "Left after the day of the census: {}. Counted as in post on it.",
             "Check the last days where staff are kept."),
        ):  # fmt: skip
            if lines:
                says = says.format(f"{len(lines):,}")
                self._say("D241", "attention", says, do, row=lines[0], rows=len(lines))

    def _say_totals(self, columns: dict[str, Texts], day: date | None) -> None:
        """Say what the council gives as totals. No list of posts comes of them, so no vacancy is counted."""
        given = ", ".join(
            f"{total} {words}" for tag, words in _TOTALS.items() if (total := shown(self.totals.get(tag, "")))
        )
        if given:
            says = f"The totals ({given}) are not kept: a figure rests on posts and workers one by one."
            self._say(
                "D242",
                "note",
                says,
                "For vacancies, load the list of posts as plain CSV.",
                place="LALevelVacancies",
            )
        if held := sum("cases30" in record.said for record in self.records):
            says = f"Numbers of cases held, not kept: {held:,}. A caseload rests on who holds which case."
            self._say(
                "D242",
                "note",
                says,
                "Load the allocations, or the daily feed, which has them.",
                column="Cases30",
            )
        said = self.totals.get("noagencyheadcount", "")
        there = sum(
            KINDS.get((kind or "").lower()) == "agency" and _in_post(began, ended, day)
            for kind, began, ended in zip(columns["kind"], columns["started"], columns["ended"], strict=True)
        )
        if re.fullmatch(r"\d{1,6}", said) and int(said) != there:
            says = f"The total says {int(said):,} agency workers, the records hold {there:,}; figures rest on these."
            do = "Find out which is right; an agency worker without a record is in no figure."
            self._say("D242", "attention", says, do, place="LALevelVacancies", column="NoAgencyHeadcount")

    def _say(self, code: str, level: Any, says: str, do: str, **facts: Any) -> None:
        facts = {"place": "CSWWWorker", "table": "worker"} | facts
        self.findings.append(Finding(code, level, self.file, says, do, **facts))


def _in_post(began: str | None, ended: str | None, day: date | None) -> bool:
    """Say whether someone is in post on the day of the census; where it has none, whether no end is said."""
    came, left = read_date(began), read_date(ended)
    return left is None if day is None else (came is None or came <= day) and (left is None or left > day)


def _add(first: _Record, other: _Record) -> None:
    """Add another post of the same person: hours together, the more senior role, the earlier day."""
    hours = [record.said.get("fte") for record in (first, other)]
    try:
        first.said["fte"] = f"{sum(float(text or '') for text in hours):.6f}"
    except ValueError:
        first.said.pop("fte", None)  # half of an unknown whole would be taken for all of it
    for tag, least in (("orgrole", lambda code: code.zfill(2)), ("rolestartdate", iso)):
        said = [record.said[tag] for record in (first, other) if tag in record.said]
        if said:
            first.said[tag] = min(said, key=least)
    first.statuses += other.statuses


def _newly_qualified(statuses: Sequence[str]) -> str | None:
    """Return whether one of the statuses is the assessed and supported year; None where none is given."""
    return ("yes" if "1" in statuses else "no") if statuses else None
