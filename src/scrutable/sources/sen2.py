"""Reads the SEN2 person-level return as XML. Writers differ in spelling (PlanWBP, PlanWPB; SENsetting, SENSetting)."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from scrutable.sources.census import Header, read_header
from scrutable.sources.delivery import Delivery, Finding
from scrutable.sources.guard import sha256_of
from scrutable.sources.sen2_records import PARENT, WANTED, Record, Rows, scope_of
from scrutable.sources.xml import Folded, elements

_FOLDED = Folded()


def read(path: Path, say: Callable[[str], None]) -> Delivery:
    """Return the return as a delivery. Raises DataFault (D110, D111) for a DOCTYPE or damaged XML."""
    rows = Rows(path.name)
    findings: list[Finding] = []
    header = Header()
    for name, element in elements(path, "Person", "Header"):
        if name == "header":
            header = read_header(element, path.name, findings)
        else:
            rows.take(_record(element))
    say(f"{path.name}: SEN2, {rows.persons:,} persons")
    tables = rows.tables(scope_of(header))
    findings += rows.findings + rows.people.findings
    return Delivery(
        "sen2", [path.name], sha256_of([path]), tables, findings, header.authority, header.extracted_at
    )


def _record(element: Any) -> Record:
    """Return an element of the return as a record: its values, and the elements inside it that are records."""
    record = Record(_FOLDED[element.tag], {}, element.sourceline or 0)
    for part in element:
        name = _FOLDED[part.tag]
        if name in PARENT:
            if len(part):  # an empty container says nothing
                record.parts.append(_record(part))
        elif name in WANTED:
            record.said[name] = part.text
        elif len(part):
            # A container that we do not know may hold records that we do.
            record.parts += [_record(inner) for inner in part if _FOLDED[inner.tag] in PARENT and len(inner)]
    return record
