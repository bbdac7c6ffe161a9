"""The text of a Word document of minutes (.docx), with the numbers that Word shows before its list items.

Word keeps "(a)" not in the text but in the numbering of a list. Without it no resolution would have its reference.
"""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from scrutable.errors import DataFault
from scrutable.sources.unpack import DOCTYPE, NOT_UNPACKED

MOST_UNPACKED = 200 * 1024 * 1024
MOST_XML = (
    20 * 1024 * 1024
)  # of text and styles: a paragraph takes a KB, and held it takes thirty times its size
# What a reader of a damaged file may stumble over; damaged XML is a SyntaxError.
_BROKEN = (
    ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError, OSError, RecursionError,
    TypeError, ValueError,
)  # fmt: skip
_TO_MEND = "Open it in Word and save it again as .docx, or copy its text into a file that ends in .txt."
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


def read(name: str, content: bytes) -> str:
    """Return the text of a Word document, its tables row by row. Raises DataFault D604 where it cannot be read."""
    from docx.exceptions import PythonDocxError
    from docx.oxml.exceptions import XmlchemyError

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            unpacked, text = (
                sum(part.file_size for part in some)
                for some in (parts, [part for part in parts if _is_text(part)])
            )
            if len(parts) > 5000 or unpacked > MOST_UNPACKED or text > MOST_XML:
                raise DataFault("D604", f"{name} unpacks into far more than a document of minutes.", _TO_MEND)
            if "word/document.xml" not in archive.namelist():
                raise DataFault("D604", f"{name} is a zip file, and not a Word document.", _TO_MEND)
            if any(DOCTYPE.search(archive.read(part)) for part in parts if _is_text(part)):
                raise DataFault("D604", f"{name} holds a DOCTYPE, which can hide an attack.", _TO_MEND)
        return "\n\n".join(line for line in _lines(content) if line.strip()) + "\n"
    except (SyntaxError, PythonDocxError, XmlchemyError, *NOT_UNPACKED, *_BROKEN):
        raise DataFault(
            "D604", f"{name} is damaged: it cannot be read as a Word document.", _TO_MEND
        ) from None


def _is_text(part: zipfile.ZipInfo) -> bool:
    return part.filename.lower().endswith((".xml", ".rels"))


def _lines(content: bytes) -> Iterator[str]:
    from docx import Document
    from docx.table import Table, _Cell

    document = Document(io.BytesIO(content))
    numbering = _Numbering(document)
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            for row in part.rows:
                # Not `row.cells`: that gives a merged cell once for each column it says it spans, be it 10 to the 50.
                cells = dict.fromkeys(_Cell(cell, part).text.strip() for cell in row._tr.tc_lst)
                yield " ".join(cell for cell in cells if cell)
        else:
            yield numbering.marker(part) + part.text


class _Numbering:
    """Counts the items of each list as Word does."""

    def __init__(self, document: Any) -> None:
        self.counts: dict[tuple[str, int], int] = defaultdict(int)
        self.formats = _formats(document)

    def marker(self, paragraph: Any) -> str:
        """Return what Word shows before a paragraph: "1. ", "(a) ", "· " or nothing."""
        said = _numbered(paragraph)
        if said is None:
            return ""
        list_id, level = said
        for key in [key for key in self.counts if key[0] == list_id and key[1] > level]:
            self.counts[key] = 0  # a new number begins its letters again
        self.counts[said] += 1
        number, form = self.counts[said], self.formats.get(said, "decimal")
        if form == "lowerLetter" and number <= 26:
            return f"({chr(ord('a') + number - 1)}) "
        if form == "lowerRoman" and number < len(_ROMAN):
            return f"({_ROMAN[number]}) "
        return {"bullet": "· ", "none": ""}.get(form, f"{number}. ")


def _numbered(paragraph: Any) -> tuple[str, int] | None:
    """Return a paragraph's list and level, by itself or by its style; None where it is in no list."""
    styles: list[Any] = []
    style = paragraph.style
    while style is not None and len(styles) < 20:
        styles.append(style.element.pPr)
        style = style.base_style
    for properties in (paragraph._p.pPr, *styles):
        numbering = properties.numPr if properties is not None else None
        if numbering is not None and numbering.numId is not None:
            level = numbering.ilvl.val if numbering.ilvl is not None else 0
            return (str(numbering.numId.val), level) if numbering.numId.val else None
    return None


def _formats(document: Any) -> dict[tuple[str, int], str]:
    """Return how each level of each list is numbered: decimal, lowerLetter, lowerRoman, bullet."""
    from docx.oxml.ns import qn

    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}
    levels = {
        abstract.get(qn("w:abstractNumId")): {
            int(level.get(qn("w:ilvl"))): form.get(qn("w:val"))
            for level in abstract.findall(qn("w:lvl"))
            if (form := level.find(qn("w:numFmt"))) is not None
        }
        for abstract in root.findall(qn("w:abstractNum"))
    }
    found = {}
    for one in root.findall(qn("w:num")):
        points_to = one.find(qn("w:abstractNumId"))
        if points_to is not None:
            for level, form in levels.get(points_to.get(qn("w:val")), {}).items():
                found[one.get(qn("w:numId")), level] = form
    return found
