"""Lays a pack out as one PDF for paper and for a screen reader: tagged, by PDF/UA-1 and PDF/A-2a at once.

Typst sets `templates/pack.typ` with the parts as data, in its own fonts only, so that the same pack gives the same
bytes on any machine. It refuses a drawing without alt text and a document without a title. No network, no clock.
What Typst cannot say of a table's rows, `rowheads.py` adds; `pdflinks.py` points its links.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from functools import partial
from importlib.resources import files
from typing import Any, BinaryIO, cast

from scrutable import processes
from scrutable.errors import DataFault
from scrutable.report import rowheads
from scrutable.report.anatomy import Cell, Chart, Code, Drawn, Pack, Part, Section, Table
from scrutable.report.drawing import EDGE
from scrutable.report.pdffile import amended
from scrutable.report.pdflinks import pointed
from scrutable.report.typesetter import set_type

FILE = "pack.pdf"
FONT = "Libertinus Serif"  # comes with Typst; drawings take the font of the text
CONTENTS = "In this report"
# A second thread waits for the first more than it lays out: a fifth more of the processor's time, a tenth more memory.
ONE_THREAD = {"RAYON_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}
_EDGED = re.compile(rf'(<text\b[^>]*?) stroke="{EDGE}"([^>]*>.*?</text>)', re.S)
LONG = 24  # a table of more rows may run over a page's end


def render(pack: Pack) -> bytes:
    """Return the PDF."""
    return begun(pack)()


def begun(pack: Pack) -> Callable[[], bytes]:
    """Have a process begin to set the PDF; return what gives it when it is done."""
    template = files("scrutable.report").joinpath("templates/pack.typ").read_text(encoding="utf-8")
    setting = _begun(template, json.dumps(plain(pack), ensure_ascii=False))

    def done() -> bytes:
        try:
            made = setting()
        except ValueError as error:
            raise _without_a_font(error) from None
        titles = {section.id: section.title for section in _all(pack.sections)}
        return amended(made, rowheads.mark, pointed(titles))

    return done


def _all(sections: Iterable[Section]) -> Iterator[Section]:
    """Yield sections with those in them."""
    for section in sections:
        yield section
        yield from _all(section.sections)


def _begun(template: str, said: str) -> Callable[[], bytes]:
    """Begin to set the PDF in a process of its own, where one can be started, else put it off; return what gives it.

    That raises ValueError as `set_type` does.
    """
    try:
        setter = processes.start("scrutable.report.typesetter", errors=subprocess.PIPE, told=ONE_THREAD)
    except OSError:
        setter = None
    if setter is None:
        return lambda: set_type(template, said)
    pipe = cast(BinaryIO, setter.stdin)
    try:
        pipe.write(json.dumps([template, said]).encode())
        pipe.close()
    except OSError:  # it is gone already, as its exit code will tell
        pass
    setter.stdin = None
    return partial(_set, setter)


def _set(setter: subprocess.Popen[bytes]) -> bytes:
    """Return what a process has set."""
    made, wrong = setter.communicate()
    if setter.returncode == 3:
        raise ValueError(wrong.decode("utf-8", "replace"))
    if setter.returncode:
        raise DataFault(
            "D189", f"The process that sets the PDF stopped with exit code {setter.returncode}: no pack was made.",
            "Try again with more memory free: it takes some 320 MB.",
        )  # fmt: skip
    return made


def _without_a_font(error: ValueError) -> Exception:
    """Return the error that says which letter no font has: PDF/A wants a shape for each. Any other is returned."""
    found = re.search(r'the text `?"(.*?)"`? could not be displayed', str(error), re.S)
    if found is None:
        return error
    letters = ", ".join(f"U+{ord(letter):04X}" for letter in dict.fromkeys(found[1]))
    return DataFault(
        "D187",
        f"The fonts of the PDF do not have a letter of this pack: {letters}. No pack was made.",
        "Look for it in the council's name and in the names of teams and files, and write it in another way.",
    )


def plain(pack: Pack) -> dict[str, Any]:
    """Return the pack as the template reads it: parts with their kind, sections with where a page begins."""
    cover = pack.cover
    ids: list[str] = []
    laid = [_section(section, ids) for section in pack.sections]
    return {
        "title": pack.title,
        "foot": f"{cover.council} · {cover.title} · as known on {cover.known_on}",
        "contents": CONTENTS,
        "cover": _value(cover),
        "sections": laid,
        "ids": ids,
    }


def _section(section: Section, ids: list[str]) -> dict[str, Any]:
    ids.append(section.id)
    return {
        "id": section.id,
        "title": section.title,
        "kind": section.kind,
        "parts": [_value(part) for part in section.parts if not isinstance(part, Code)],
        "sections": [_section(each, ids) for each in section.sections],
    }


def _value(part: Any) -> Any:
    """Return a part as plain values. SQL is left out on paper, as the page's own style sheet does."""
    if isinstance(part, list | tuple):
        return [_value(each) for each in part]
    if isinstance(part, date):
        return [part.year, part.month, part.day]
    if isinstance(part, Cell):  # there are thousands
        return {"text": part.text, "link": part.link}
    if not is_dataclass(part) or isinstance(part, type):
        return part
    said = {field.name: _value(getattr(part, field.name)) for field in fields(part)}
    if isinstance(part, Table):
        said["long"] = sum(len(group.rows) for group in part.groups) > LONG
    if isinstance(part, Drawn):  # half a page wide, so drawn as for a telephone
        said["chart"]["drawn"] = _standing(part.chart.narrow)
    if isinstance(part, Chart):
        said = {name: said[name] for name in ("id", "title", "subtitle", "alt")} | {
            "drawn": _standing(part.wide)
        }
    if isinstance(part, Part):
        said["kind"] = type(part).__name__.lower()
    return said


def _standing(svg: str) -> str:
    """Return a drawing as a file of its own: what the page leaves out, and the font of the text.

    Typst draws the white edge of a text letter by letter, each over the one before: a decimal point would be gone. So
    the words are written once more over it, without an edge.
    """
    svg = _EDGED.sub(rf'\1 stroke="{EDGE}"\2\1\2', svg)
    named = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return named.replace("Arial, Helvetica, sans-serif", FONT)
