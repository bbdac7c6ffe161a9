"""Reads XML in a stream and in safety: no document type, no entities, nothing from elsewhere.

A DOCTYPE is refused by reading the text before the root element ourselves, so that the parser never sees one. Tags are
matched without regard to case or namespace. Element trees are thrown away as they are read.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from lxml import etree

from scrutable.errors import DataFault
from scrutable.sources.guard import MEGABYTE, first_bytes

_DECLARATION = re.compile(r"<\?xml\s[^>]*?encoding\s*=\s*[\"']([\w.-]+)[\"']", re.IGNORECASE)
_KNOWN_ENCODINGS = re.compile(
    r"utf-?8|utf-?16(le|be)?|us-ascii|ascii|iso-8859-\d+|windows-125\d|cp125\d", re.IGNORECASE
)
_OPENING = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
_NOT_BLANK = re.compile(r"\S|$")
_TO_MEND = "Export it again from the case system, and load the new file."
# What is read of a file before the next child or person is complete; a real one is a few KB. Elements that are none of
# these are held until then, and a small one takes thirty times its size.
MOST_BETWEEN = 2 * MEGABYTE


class Folded(dict[Any, str]):
    """Maps a tag to its local name in lower case, worked out once a spelling. Comments have no name.

    >>> Folded()["{urn:x}LAchildID"]
    'lachildid'
    """

    def __missing__(self, tag: Any) -> str:
        name = tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
        self[tag] = name
        return name


def names_in_head(path: Path) -> list[str]:
    """Return the element names in the first 64 KB, as spelt, each once, the root first.

    Raises DataFault (D110) for a DOCTYPE, (D111) for what is not XML at all.
    """
    text = _head(path)
    _check_prolog(path.name, text)
    return list(dict.fromkeys(_OPENING.findall(re.sub(r"<!--.*?(-->|$)", "", text, flags=re.DOTALL))))


def elements(path: Path, *names: str) -> Iterator[tuple[str, Any]]:
    """Yield (name in lower case, element) for each element of these names when it is complete, then forget it.

    Raises DataFault (D111) with line and column where the XML is damaged, (D170) where none comes for very long.
    """
    spellings = {name.lower() for name in names}
    tags = [f"{{*}}{name}" for name in names_in_head(path) if name.lower() in spellings]
    tags += [
        f"{{*}}{form}"
        for name in names
        for form in (name, name.lower(), name.upper())
        if f"{{*}}{form}" not in tags
    ]
    folded = Folded()
    with path.open("rb") as file:
        metered = _Metered(path.name, file)
        parser = etree.iterparse(
            metered, events=("end",), tag=tags, resolve_entities=False, load_dtd=False, no_network=True,
            dtd_validation=False, attribute_defaults=False, remove_comments=True, remove_pis=True, huge_tree=False,
        )  # fmt: skip
        try:
            for _, element in parser:
                yield folded[element.tag], element
                metered.since = 0
                element.clear(keep_tail=False)
                # The emptied element still hangs from its parent, and so does what stands between two of them: without
                # this a big file is held to its end.
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except etree.XMLSyntaxError as error:
            raise damaged(path.name, error.lineno or 0, error.offset or 0) from None


class _Metered:
    """A file that counts what is read of it, and is refused where nothing that is wanted comes for too long."""

    def __init__(self, name: str, file: BinaryIO) -> None:
        self.name, self.file, self.since = name, file, 0

    def read(self, size: int) -> bytes:
        """Return the next bytes, as a file does."""
        self.since += size
        if self.since > MOST_BETWEEN:
            raise DataFault(
                "D170", f"{self.name} goes on for {MOST_BETWEEN // MEGABYTE} MB without a child or a person ending.",
                "Load the file as the case system exports it.",
            )  # fmt: skip
        return self.file.read(size)


def damaged(name: str, line: int, column: int) -> DataFault:
    """Return the error for XML that is not well formed. The parser's own words are left out: they may quote a value."""
    return DataFault("D111", f"{name} is damaged: the XML breaks at line {line}, column {column}.", _TO_MEND)


def doctype(name: str) -> DataFault:
    """Return the error for a document type, which no return has and which can make a small file enormous."""
    return DataFault(
        "D110", f"{name} holds a DOCTYPE, which no return needs and which can hide an attack.", _TO_MEND
    )


def _head(path: Path) -> str:
    raw = first_bytes(path)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    if raw.startswith(b"<\0"):
        return raw.decode("utf-16-le", "replace")
    if raw.startswith(b"\0<"):
        return raw.decode("utf-16-be", "replace")
    return raw.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def _check_prolog(name: str, text: str) -> None:
    """Walk from the start to the root element: a declaration, comments and instructions may stand there only."""
    found = _DECLARATION.match(text)
    if found and not _KNOWN_ENCODINGS.fullmatch(found[1]):
        raise DataFault("D118", f"{name} is in no character set that we know.", "Export it again as UTF-8.")
    at = 0
    while True:
        at = _NOT_BLANK.search(text, at).start()  # type: ignore[union-attr]  # the end of the text is always found
        if text.startswith("<?", at):
            end = text.find("?>", at)
        elif text.startswith("<!--", at):
            end = text.find("-->", at)
        elif text[at : at + 9].upper() == "<!DOCTYPE":
            raise doctype(name)
        elif _OPENING.match(text, at):
            return
        else:
            raise damaged(name, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
        if end < 0:
            raise damaged(name, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
        at = end + (2 if text.startswith("<?", at) else 3)
