"""The words that the reading process and its parent exchange: a kind, a length, and so many bytes.

No pickle: it would let a file that has taken over the reading process take over its parent too. What a frame holds is
text, JSON or Arrow columns, and the parent looks at each before it believes it.
"""

import json
import struct
from typing import Any, BinaryIO, Literal

Kind = Literal["pid", "at", "say", "fault", "broke", "json", "columns", "end"]
_LETTERS: dict[Kind, bytes] = {
    "pid": b"P", "at": b"A", "say": b"S", "fault": b"F", "broke": b"B", "json": b"J", "columns": b"C", "end": b"E",
}  # fmt: skip
_KINDS = {letter: kind for kind, letter in _LETTERS.items()}
_HEAD = struct.Struct("<cQ")


class Unsound(Exception):
    """What came through the pipe is not what a reading process sends."""


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
