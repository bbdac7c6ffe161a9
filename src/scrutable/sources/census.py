"""What the header of a DfE census file says: of which council, as at which day, extracted when."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from scrutable.sources.dates import local_moment, read_date
from scrutable.sources.delivery import Finding
from scrutable.sources.showing import shown
from scrutable.sources.xml import Folded


@dataclass(frozen=True)
class Header:
    """The header of a return; each part may be missing."""

    authority: str | None = None
    reference_date: date | None = None
    extracted_at: datetime | None = None


AUTHORITY_TAGS = ("lea", "la", "lacode", "lanumber")


def read_header(element: Any, file: str, findings: list[Finding]) -> Header:
    """Return what a Header element says. What is there and cannot be read is a finding."""
    folded = Folded()
    said = {
        folded[e.tag]: (e.text or "").strip()
        for e in element.iter()
        if len(e) == 0 and (e.text or "").strip()
    }
    return header_from(said, file, findings, element.sourceline)


def header_from(said: dict[str, str], file: str, findings: list[Finding], row: int | None = None) -> Header:
    """Return what the values of a header say, by their names in lower case."""
    number = next((said[name] for name in AUTHORITY_TAGS if name in said), "")
    authority = number if number.isdecimal() and len(number) == 3 else None
    reference = read_date(said.get("referencedate"))
    moment = local_moment(said.get("datetime"))
    for name, text, value in (
        ("LEA", number, authority), ("ReferenceDate", said.get("referencedate", ""), reference),
        ("DateTime", said.get("datetime", ""), moment),
    ):  # fmt: skip
        if text and value is None:
            findings.append(
                Finding("D235", "attention", file, f"The {name} in the header cannot be read.",
                        "Correct it, or say it when loading (scrutable load --help).", "Header", row, name, shown(text))
            )  # fmt: skip
    return Header(authority, reference, moment)
