"""Writes XML line by line. Every text here is made of codes, numbers and dates, so nothing needs escaping."""

from datetime import date, datetime
from pathlib import Path

from .people import AUTHORITY
from .recording import Value


class Lines:
    """An XML document as it grows, indented by hand so that a person can read it."""

    def __init__(self) -> None:
        self._lines = ['<?xml version="1.0" encoding="UTF-8"?>']
        self._indent = ""

    def open(self, tag: str) -> None:
        """Begin an element that holds others."""
        self._lines.append(f"{self._indent}<{tag}>")
        self._indent += "  "

    def close(self, tag: str) -> None:
        """End it."""
        self._indent = self._indent[:-2]
        self._lines.append(f"{self._indent}</{tag}>")

    def leaf(self, tag: str, value: Value) -> None:
        """Add an element with a value; one without a value is left out, as census files do."""
        if value is None:
            return
        if value is True or value is False:
            value = int(value)
        self._lines.append(f"{self._indent}<{tag}>{value}</{tag}>")

    def empty(self, tag: str) -> None:
        """Add an element with nothing in it."""
        self._lines.append(f"{self._indent}<{tag}/>")

    def save(self, path: Path) -> Path:
        """Write the document, with the same line ends on every system, and return where."""
        path.write_text("\n".join([*self._lines, ""]), encoding="utf-8", newline="\n")
        return path


def header(
    xml: Lines, collection: str, reference: date, extracted_at: datetime, *, numbered: bool = True
) -> None:
    """Add the header of a DfE census file; the workforce census has no release and serial number in it."""
    xml.open("Header")
    xml.open("CollectionDetails")
    xml.leaf("Collection", collection)
    xml.leaf("Year", reference.year)
    xml.leaf("ReferenceDate", reference)
    xml.close("CollectionDetails")
    xml.open("Source")
    xml.leaf("SourceLevel", "L")
    xml.leaf("LEA", AUTHORITY)
    xml.leaf("SoftwareCode", "Westmarch case system")
    if numbered:
        xml.leaf("Release", "1.0")
        xml.leaf("SerialNo", "001")
    xml.leaf("DateTime", extracted_at.isoformat())
    xml.close("Source")
    xml.close("Header")
