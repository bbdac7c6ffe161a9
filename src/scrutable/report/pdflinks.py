"""Points the links of Typst's PDF to its own sections.

A link to a label has Typst lay out everything that links a second time, since it cannot know before that the label is
there: a quarter of its time and forty megabytes of the demo pack. So the template links to an address, `to:` and the
section's id, and here the address becomes the destination that Typst has made of each section's heading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from scrutable.report.pdffile import unexpected

LINK = re.compile(rb"/A<</Type/Action/S/URI/URI\(to:([\w-]+)\)>>(.*?)/Contents\(to:\1\)", re.S)
DESTINATION = re.compile(rb"\(([\w-]+)\)\d+ 0 R")


def pointed(titles: Mapping[str, str]) -> Callable[[dict[int, bytes]], None]:
    """Return what points a file's links. `titles` are those of its sections, which a screen reader says of a link."""

    def point(objects: dict[int, bytes]) -> None:
        known = next((text for text in objects.values() if b"/Names<</Dests<</Names[" in text), b"")
        known = known.partition(b"/Names<</Dests<</Names[")[2].partition(b"]")[0]
        there = set(DESTINATION.findall(known))
        for number, text in objects.items():
            if b"/URI(to:" in text:
                objects[number] = _points(text, there, titles)

    return point


def _points(text: bytes, there: set[bytes], titles: Mapping[str, str]) -> bytes:
    found = LINK.search(text)
    if found is None or found[1] not in there:
        raise unexpected("a link")
    said = titles[found[1].decode()].encode("utf-16-be").hex().upper().encode()
    return LINK.sub(lambda _: b"/Dest(%s)%s/Contents<FEFF%s>" % (found[1], found[2], said), text)
