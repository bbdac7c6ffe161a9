"""Takes the PDF that Typst wrote apart into its objects and puts it together again, so that its tags can be added to.

Typst writes each object plain and the table of their places (xref) last. Nothing is guessed: objects are found by
that table, and a file that does not look as expected is refused. `rowheads.py` and `pdflinks.py` change objects.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from scrutable.errors import DataFault

XREF = re.compile(
    rb"xref\n0 (\d+)\n0000000000 65535 f\r\n((?:\d{10} 00000 n\r\n)+)(trailer\n.*\nstartxref\n)", re.S
)
OPENING = re.compile(rb"(\d+) 0 obj\n")


def amended(pdf: bytes, *changes: Callable[[dict[int, bytes]], None]) -> bytes:
    """Return the PDF with its objects changed. Raises DataFault D186 where it is not Typst's."""
    head, objects, trailer = _taken_apart(pdf)
    for change in changes:
        change(objects)
    return _put_together(head, objects, trailer)


def _taken_apart(pdf: bytes) -> tuple[bytes, dict[int, bytes], bytes]:
    """Return what stands before the objects, each object by its number in the order of the file, and the trailer."""
    place = pdf.rfind(b"startxref\n")
    start = int(pdf[place + 10 :].split(b"\n", 1)[0]) if place >= 0 else 0
    found = XREF.match(pdf, start)
    if found is None or int(found[1]) != len(found[2]) // 20 + 1:
        raise unexpected("its table of objects")
    listed = found[2]  # each asking of a match makes a copy of half a megabyte
    places = sorted((int(listed[at : at + 10]), at // 20 + 1) for at in range(0, len(listed), 20))
    ends = [begin for begin, _ in places[1:]] + [start]
    objects = {number: pdf[begin:end] for (begin, number), end in zip(places, ends, strict=True)}
    for number, text in objects.items():
        opening = OPENING.match(text)
        if opening is None or int(opening[1]) != number:
            raise unexpected(f"object {number}")
    return pdf[: places[0][0]], objects, found[3]


def _put_together(head: bytes, objects: dict[int, bytes], trailer: bytes) -> bytes:
    places, at = {}, len(head)
    for number, text in objects.items():
        places[number] = at
        at += len(text)
    lines = b"".join(b"%010d 00000 n\r\n" % places[number] for number in sorted(places))
    xref = b"xref\n0 %d\n0000000000 65535 f\r\n" % (len(places) + 1)
    return b"".join([head, *objects.values(), xref, lines, trailer, b"%d\n%%%%EOF" % at])


def replaced(what: re.Pattern[bytes], by: bytes, text: bytes) -> bytes:
    """Return an object with what is in it once put otherwise."""
    text, times = what.subn(by, text, count=1)
    if times != 1:
        raise unexpected("a cell of a table")
    return text


def unexpected(what: str) -> DataFault:
    """Return the error for a PDF that is not as Typst writes it."""
    return DataFault(
        "D186",
        f"The PDF is not as expected: {what}. No pack was made.",
        "It happens with a version of typst that was not tried: install the one in requirements.lock.",
    )
