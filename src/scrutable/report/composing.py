"""Has a pack composed by a process of its own, `composer.py`, which ends before the pack is laid out.

Composing holds as much memory as setting the PDF does: one after the other they need half of it.
"""

from __future__ import annotations

import json
import pickle
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from scrutable import frames, processes
from scrutable.errors import DataFault

if TYPE_CHECKING:
    from scrutable.report.anatomy import Pack

MOST = 2**32  # bytes of a pack; the demo council's has three million


@contextmanager
def ready() -> Iterator[Composer | None]:
    """Give a process that composes one pack, and end it; None where no process can be started.

    It makes itself ready while the pack is being settled.
    """
    try:
        process = processes.start("scrutable.report.composer")
    except OSError:
        process = None
    if process is None:
        yield None
        return
    try:
        yield Composer(process)
    finally:
        processes.end(process)


class Composer:
    """A process that composes one pack."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process

    def compose(self, folder: Path, recipe: str, say: Callable[[str], None]) -> Pack:
        """Return the pack of a recipe, given as text, from a store's folder.

        Raises what composing raises, and DataFault D190 where the process stops or breaks.
        """
        self._ask(json.dumps([str(folder.resolve()), recipe]).encode() + b"\n")
        try:
            return self._answer(say)
        except frames.Unsound:
            raise _stopped("an answer that is none") from None
        finally:
            processes.end(self.process)  # with all that it holds, before anything else is done with the pack

    def _ask(self, line: bytes) -> None:
        pipe = cast(BinaryIO, self.process.stdin)
        try:
            pipe.write(line)
            pipe.flush()
        except OSError:  # it is gone already: the pipe it would answer on tells
            return

    def _answer(self, say: Callable[[str], None]) -> Pack:
        pack: Pack | None = None
        while (frame := frames.receive(cast(BinaryIO, self.process.stdout), MOST)) is not None:
            kind, content = frame
            if kind == "say":
                say(content.decode())
            elif kind == "object":
                pack = pickle.loads(content)
            elif kind == "end" and pack is not None:
                return pack
            elif kind == "broke":
                raise _stopped(frames.text(frames.parsed(content).get("where")))
            else:
                raise frames.fault(content)
        raise _stopped(f"exit code {self.process.wait()}")


def _stopped(how: str) -> DataFault:
    return DataFault(
        "D190", f"The process that composes the pack stopped ({how}): no pack was made.",
        "Try again; with more memory free. If it happens again, please report it with the words in brackets.",
    )  # fmt: skip
