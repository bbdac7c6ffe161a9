"""The words that a process of ours and its parent exchange: a kind, a length, and so many bytes.

The process that reads files sends no pickle: it would let a file that has taken it over take over its parent too. What
its frames hold is text, JSON or Arrow columns, and the parent looks at each before it believes it. Only the process
that composes a pack, which sees no file from outside, hands over Python's own objects.
"""

import json
import re
import struct
from typing import Any, BinaryIO, Literal

from scrutable.errors import ScrutableError

Kind = Literal["pid", "at", "say", "fault", "broke", "json", "columns", "object", "end"]
_LETTERS: dict[Kind, bytes] = {
    "pid": b"P", "at": b"A", "say": b"S", "fault": b"F", "broke": b"B", "json": b"J", "columns": b"C", "object": b"O",
    "end": b"E",
}  # fmt: skip
_KINDS = {letter: kind for kind, letter in _LETTERS.items()}
_HEAD = struct.Struct("<cQ")
_FAULTS = {kind.__name__: kind for kind in ScrutableError.__subclasses__()}
_LONGEST = 10_000  # characters of an error


class Unsound(Exception):
    """What came through the pipe is not what a process of ours sends."""


def send(pipe: BinaryIO, kind: Kind, content: bytes | memoryview = b"") -> None:
    """Write one frame, and see that it goes out."""
    pipe.write(_HEAD.pack(_LETTERS[kind], len(content)))
    pipe.write(content)
    pipe.flush()


def send_json(pipe: BinaryIO, kind: Kind, said: Any) -> None:
    """Write one frame of JSON. A lone surrogate, which is no text, becomes a question mark."""
    send(pipe, kind, json.dumps(said, ensure_ascii=False).encode("utf-8", "replace"))


def receive(pipe: BinaryIO, most: int) -> tuple[Kind, bytes] | None:
    """Return the next frame, or None where the pipe ends. Raises Unsound for one of more than `most` bytes."""
    head = pipe.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    letter, length = _HEAD.unpack(head)
    if letter not in _KINDS or length > most:
        raise Unsound
    content = pipe.read(length)
    return None if len(content) < length else (_KINDS[letter], content)


def send_fault(pipe: BinaryIO, error: ScrutableError) -> None:
    """Write an error that is to be shown to the user."""
    says, do = error.says[:_LONGEST], error.do[:_LONGEST]
    send_json(pipe, "fault", {"class": type(error).__name__, "code": error.code, "says": says, "do": do})


def fault(content: bytes) -> ScrutableError:
    """Return the error that a frame of `send_fault` holds. Raises Unsound where it holds none."""
    said = parsed(content)
    kind, code = _FAULTS.get(text(said.get("class"), 50)), text(said.get("code"), 4)
    if kind is None or not re.fullmatch(r"[DFQRU]\d{3}", code):
        raise Unsound
    return kind(code, text(said.get("says")), text(said.get("do")))


def parsed(content: bytes) -> dict[str, Any]:
    """Return the JSON object that a frame holds. Raises Unsound where it holds none."""
    try:
        said = json.loads(content)
    except (ValueError, RecursionError):
        raise Unsound from None
    if not isinstance(said, dict):
        raise Unsound
    return said


def text(said: object, most: int = _LONGEST) -> str:
    """Return what was said if it is a text of no more than so many characters. Raises Unsound if not."""
    if not isinstance(said, str) or len(said) > most:
        raise Unsound
    return said
