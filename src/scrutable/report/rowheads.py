"""Gives every row of a table in Typst's PDF its header, so that a screen reader can say whose number it reads.

Typst marks the heads of columns. It can mark those of rows too (`pdf.header-cell`), but only under a switch that its
Python binding does not offer. So what Typst wrote is taken up here: in each row the first cell becomes a header of
the row, and each cell names the headers of its column, its group and its row. No page changes, only its tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scrutable.report.pdffile import replaced, unexpected

ELEMENT = re.compile(rb"<</Type/StructElem/S/(\w+)/P \d+ 0 R")
KIDS = re.compile(rb"/K\[((?:\d+ 0 R ?)+)\]")
HEADERS = re.compile(rb"/Headers\[[^\]]*\]")
NAME = re.compile(rb"/ID\((\w+)\)")
NAMES = re.compile(rb"/IDTree<</Names\[([^\]]*)\]>>")


def mark(objects: dict[int, bytes]) -> None:
    """Mark the head of each row of each table. Raises DataFault D186 where an object is not as Typst writes it."""
    named: dict[bytes, int] = {}
    for number in [one for one, text in objects.items() if _kind(text) == b"Table"]:
        named |= _table(objects, number)
    if named:
        _name(objects, named)


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
                objects[cell] = replaced(HEADERS, b"/Headers[]", objects[cell])
        else:
            columns = [_named(objects[cell]) for cell in cells]
    return named


def _rows(objects: dict[int, bytes], table: int) -> Iterator[tuple[int, list[int]]]:
    """Yield each row of a table with its cells, in order."""
    for part in _kids(objects[table]):
        for row in _kids(objects[part]):
            if _kind(objects[row]) != b"TR":
                raise unexpected(f"object {row}")
            yield row, _kids(objects[row])


def _row(
    objects: dict[int, bytes], cells: list[int], columns: list[bytes], group: list[bytes], name: bytes
) -> None:
    """Make a row's first cell its header, and have each of the others name its headers."""
    if len(cells) != len(columns):
        raise unexpected(f"the row of object {cells[0]}")
    for cell, column in zip(cells, columns, strict=True):
        first = cell == cells[0]
        theirs = b"".join(b"(%s)" % one for one in [column, *group, *([] if first else [name])])
        text = replaced(HEADERS, b"/Headers[%s]" % theirs, objects[cell])
        if first:
            text = replaced(re.compile(rb"/S/TD(/P \d+ 0 R)"), rb"/S/TH\1/ID(%s)" % name, text)
            text = replaced(re.compile(rb"<</O/Table/Headers"), b"<</O/Table/Scope/Row/Headers", text)
        objects[cell] = text


def _name(objects: dict[int, bytes], named: dict[bytes, int]) -> None:
    """Enter the names of new headers where the document keeps the names of all: sorted, as the format asks."""
    root = next((one for one, text in objects.items() if b"<</Type/StructTreeRoot/" in text[:40]), 0)
    found = NAMES.search(objects.get(root, b""))
    if found is None:
        raise unexpected("its names of headers")
    known = {name: int(number) for name, number in re.findall(rb"\((\w+)\)(\d+) 0 R", found[1])}
    listed = b"".join(b"(%s)%d 0 R" % pair for pair in sorted((known | named).items()))
    objects[root] = replaced(NAMES, b"/IDTree<</Names[%s]>>" % listed, objects[root])


def _kind(text: bytes) -> bytes:
    """Return what kind of structure element an object is; nothing where it is none."""
    found = ELEMENT.match(text, text.index(b"\n") + 1)
    return found[1] if found else b""


def _kids(text: bytes) -> list[int]:
    found = KIDS.search(text)
    if found is None:
        raise unexpected("a part of a table")
    return [int(number) for number in re.findall(rb"(\d+) 0 R", found[1])]


def _named(text: bytes) -> bytes:
    found = NAME.search(text)
    if found is None:
        raise unexpected("the head of a column")
    return found[1]
