"""Gives every row of a table in Typst's PDF its header, so that a screen reader can say whose number it reads.

Typst marks the heads of columns. It can mark those of rows too (`pdf.header-cell`), but only under a switch that its
Python binding does not offer. So what Typst wrote is taken up here: in each row the first cell becomes a header of
the row, and each cell names the headers of its column, its group and its row. No page changes, only its tags.

Typst writes each object plain and the table of their places (xref) last. Nothing is guessed: objects are found by
that table, and a file that does not look as expected is refused. `pdf.py` calls this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scrutable.errors import DataFault

ELEMENT = re.compile(rb"<</Type/StructElem/S/(\w+)/P \d+ 0 R")
KIDS = re.compile(rb"/K\[((?:\d+ 0 R ?)+)\]")
HEADERS = re.compile(rb"/Headers\[[^\]]*\]")
NAME = re.compile(rb"/ID\((\w+)\)")
NAMES = re.compile(rb"/IDTree<</Names\[([^\]]*)\]>>")
XREF = re.compile(
    rb"xref\n0 (\d+)\n0000000000 65535 f\r\n((?:\d{10} 00000 n\r\n)+)(trailer\n.*\nstartxref\n)", re.S
)
OPENING = re.compile(rb"(\d+) 0 obj\n")


def with_row_heads(pdf: bytes) -> bytes:
    """Return the PDF with a header for each row of each table. Raises DataFault D186 where it is not Typst's."""
    head, objects, trailer = _taken_apart(pdf)
    named: dict[bytes, int] = {}
    for number in [one for one, text in objects.items() if _kind(text) == b"Table"]:
        named |= _table(objects, number)
    if named:
        _name(objects, named)
    return _put_together(head, objects, trailer)


def _taken_apart(pdf: bytes) -> tuple[bytes, dict[int, bytes], bytes]:
    """Return what stands before the objects, each object by its number in the order of the file, and the trailer."""
    place = pdf.rfind(b"startxref\n")
    start = int(pdf[place + 10 :].split(b"\n", 1)[0]) if place >= 0 else 0
    found = XREF.match(pdf, start)
    if found is None or int(found[1]) != len(found[2]) // 20 + 1:
        raise _unexpected("its table of objects")
    listed = found[2]  # each asking of a match makes a copy of half a megabyte
    places = sorted((int(listed[at : at + 10]), at // 20 + 1) for at in range(0, len(listed), 20))
    ends = [begin for begin, _ in places[1:]] + [start]
    objects = {number: pdf[begin:end] for (begin, number), end in zip(places, ends, strict=True)}
    for number, text in objects.items():
        opening = OPENING.match(text)
        if opening is None or int(opening[1]) != number:
            raise _unexpected(f"object {number}")
    return pdf[: places[0][0]], objects, found[3]


def _table(objects: dict[int, bytes], number: int) -> dict[bytes, int]:
    """Mark the heads of one table's rows in `objects`; return the names given to them, with their objects."""
    columns: list[bytes] = []
    group: list[bytes] = []
    named = {}
    for row, cells in _rows(objects, number):
        if _kind(objects[cells[0]]) == b"TD":
            name = b"R%d" % row
            named[name] = cells[0]
            _row(objects, cells, columns, group, name)
        elif columns:  # a heading over the rows that follow, as wide as the table
            group = [_named(objects[cell]) for cell in cells]
            for cell in cells:
                objects[cell] = _replaced(HEADERS, b"/Headers[]", objects[cell])
        else:
            columns = [_named(objects[cell]) for cell in cells]
    return named


def _rows(objects: dict[int, bytes], table: int) -> Iterator[tuple[int, list[int]]]:
    """Yield each row of a table with its cells, in order."""
    for part in _kids(objects[table]):
        for row in _kids(objects[part]):
            if _kind(objects[row]) != b"TR":
                raise _unexpected(f"object {row}")
            yield row, _kids(objects[row])


def _row(
    objects: dict[int, bytes], cells: list[int], columns: list[bytes], group: list[bytes], name: bytes
) -> None:
    """Make a row's first cell its header, and have each of the others name its headers."""
    if len(cells) != len(columns):
        raise _unexpected(f"the row of object {cells[0]}")
    for cell, column in zip(cells, columns, strict=True):
        first = cell == cells[0]
        theirs = b"".join(b"(%s)" % one for one in [column, *group, *([] if first else [name])])
        text = _replaced(HEADERS, b"/Headers[%s]" % theirs, objects[cell])
        if first:
            text = _replaced(re.compile(rb"/S/TD(/P \d+ 0 R)"), rb"/S/TH\1/ID(%s)" % name, text)
            text = _replaced(re.compile(rb"<</O/Table/Headers"), b"<</O/Table/Scope/Row/Headers", text)
        objects[cell] = text


def _name(objects: dict[int, bytes], named: dict[bytes, int]) -> None:
    """Enter the names of new headers where the document keeps the names of all: sorted, as the format asks."""
    root = next((one for one, text in objects.items() if b"<</Type/StructTreeRoot/" in text[:40]), 0)
    found = NAMES.search(objects.get(root, b""))
    if found is None:
        raise _unexpected("its names of headers")
    known = {name: int(number) for name, number in re.findall(rb"\((\w+)\)(\d+) 0 R", found[1])}
    listed = b"".join(b"(%s)%d 0 R" % pair for pair in sorted((known | named).items()))
    objects[root] = _replaced(NAMES, b"/IDTree<</Names[%s]>>" % listed, objects[root])


def _put_together(head: bytes, objects: dict[int, bytes], trailer: bytes) -> bytes:
    places, at = {}, len(head)
    for number, text in objects.items():
        places[number] = at
        at += len(text)
    lines = b"".join(b"%010d 00000 n\r\n" % places[number] for number in sorted(places))
    xref = b"xref\n0 %d\n0000000000 65535 f\r\n" % (len(places) + 1)
    return b"".join([head, *objects.values(), xref, lines, trailer, b"%d\n%%%%EOF" % at])


def _kind(text: bytes) -> bytes:
    """Return what kind of structure element an object is; nothing where it is none."""
    found = ELEMENT.match(text, text.index(b"\n") + 1)
    return found[1] if found else b""


def _kids(text: bytes) -> list[int]:
    found = KIDS.search(text)
    if found is None:
        raise _unexpected("a part of a table")
    return [int(number) for number in re.findall(rb"(\d+) 0 R", found[1])]


def _named(text: bytes) -> bytes:
    found = NAME.search(text)
    if found is None:
        raise _unexpected("the head of a column")
    return found[1]


def _replaced(what: re.Pattern[bytes], by: bytes, text: bytes) -> bytes:
    text, times = what.subn(by, text, count=1)
    if times != 1:
        raise _unexpected("a cell of a table")
    return text


def _unexpected(what: str) -> DataFault:
    return DataFault(
        "D186",
        f"The PDF is not as expected: {what}. No pack was made.",
        "It happens with a version of typst that was not tried: install the one in requirements.lock.",
    )
