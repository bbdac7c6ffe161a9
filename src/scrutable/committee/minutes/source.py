"""Makes one text of a file of minutes: plain text, a saved page, a PDF that holds text, or a Word document.

Places in the draft list are places in this text. A plain text file is read letter for letter; of the others, the text
that is read can be written out with `scrutable minutes FILE --text`, so that any place can be looked up.
Files come from the web and by mail: nothing in them is fetched, run or unpacked beyond a limit, and they are opened by
a process of its own (`sources/apart.py`): a PDF can be made to keep any reader busy for days.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from scrutable.errors import DataFault
from scrutable.frames import Unsound, send_json
from scrutable.sources.apart import Limits, asked

MEGABYTE = 1024 * 1024
LARGEST = 20 * MEGABYTE  # a year's minutes with their pictures are less
LIMITS = Limits(megabytes=1024, seconds=120)  # many times what any minutes take
MOST_TEXT = 5 * MEGABYTE
_TO_MEND = "Save the page or the document again, or copy its text into a file that ends in .txt."


def text_apart(path: Path) -> str:
    """Return the text of a file of minutes, opened by a process of its own.

    Raises DataFault as `text_of` does, and D161 to D165 where the process passes a limit, stops or cannot be started.
    """
    with asked("scrutable.committee.minutes.source", [path], limits=LIMITS) as frames:
        kind, content = next(frames, (None, b""))
        if kind != "json":
            raise Unsound
        text = json.loads(content)
        if not isinstance(text, str) or len(text) > MOST_TEXT:
            raise Unsound
        return text


def answer(paths: Sequence[Path], pipe: BinaryIO) -> None:
    """Hand over the text of a file of minutes: what the process does that opens it."""
    send_json(pipe, "json", text_of(paths[0]))


def text_of(path: Path) -> str:
    """Return the text of a file of minutes. Raises DataFault D601 to D604 where it cannot be read."""
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= LARGEST else b""
    except OSError as error:
        raise DataFault(
            "D601",
            f"{path.name} cannot be opened: {error.strerror or 'it cannot be read'}.",
            "Check its name and folder.",
        ) from None
    if size > LARGEST:
        raise DataFault(
            "D602",
            f"{path.name} is {size // MEGABYTE:,} MB; the most that is read of minutes is {LARGEST // MEGABYTE} MB.",
            _TO_MEND,
        )
    text = _read(path.name, content)
    if len(text) > MOST_TEXT:
        raise DataFault("D602", f"{path.name} holds more text than any minutes do.", _TO_MEND)
    if not text.strip():
        raise DataFault(
            "D603", f"{path.name} holds no text.",
            "If it is a scanned picture, ask for the text: minutes are published as text too.",
        )  # fmt: skip
    return text


def _read(name: str, content: bytes) -> str:
    """Return the text by what the file is, not by what it is called."""
    if content.startswith(b"%PDF"):
        from scrutable.committee.minutes.pdf import read as read_pdf

        return read_pdf(name, content)
    if content.startswith(b"PK"):
        from scrutable.committee.minutes.word import read as read_word

        return read_word(name, content)
    text = _decoded(name, content)
    if text.lstrip()[:1] == "<" and _is_page(text):
        from scrutable.committee.minutes.page import read as read_page

        return read_page(content)
    return text


def _is_page(text: str) -> bool:
    head = text.lstrip()[:2000].lower()
    return any(mark in head for mark in ("<!doctype html", "<html", "<head", "<body", "<div", "<p>", "<p "))


def _decoded(name: str, content: bytes) -> str:
    """Return text as UTF-8, or as Windows writes it; it is not guessed further."""
    if b"\0" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise DataFault(
            "D604", f"{name} is neither text, a page, a PDF nor a Word document (.docx).", _TO_MEND
        )
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
