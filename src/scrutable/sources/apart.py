"""Has files read by a process of its own, with limits on memory and time, and outlives whatever becomes of it.

Whatever a file does to the reader (exhausts it, hangs it, brings a library of C down) it does to a process that holds
nothing else. The parent watches it, ends it where a limit is passed or the user stops the command, and says which file
it was. `child.py` is the other end, `handing.py` what is handed over.
"""

import json
import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

import psutil  # type: ignore[import-untyped]

from scrutable import processes
from scrutable.errors import DataFault, ScrutableError
from scrutable.frames import Kind, Unsound, fault, parsed, receive, text

MEGABYTE = 1024 * 1024
_EVERY = 0.02  # seconds between two looks at the memory
_TO_MEND = "Nothing was changed. Export the file again, and load the new one."
_REPORT = "If it happens again, please report it with the words in brackets, and never send the file."


@dataclass(frozen=True)
class Limits:
    """What reading may take: megabytes of memory held at once, and seconds from beginning to end, of all files."""

    megabytes: int = 4096
    seconds: float = 1800

    @property
    def bytes(self) -> int:
        """The memory in bytes."""
        return self.megabytes * MEGABYTE


def start(module: str) -> subprocess.Popen[bytes]:
    """Start the reading process. Raises DataFault D164 where there is no Python to start, as in a frozen program."""
    told = None if os.environ.get("SCRUTABLE_TRACEBACK") else subprocess.DEVNULL
    try:
        started = processes.start("scrutable.sources.child", module, errors=told)
    except OSError as error:
        raise _not_started(error.strerror or "the system does not say why") from None
    if started is None:
        raise _not_started("this program is packed with its Python inside")
    return started


@contextmanager
def asked(
    module: str,
    paths: Sequence[Path],
    say: Callable[[str], None] = lambda words: None,
    limits: Limits | None = None,
) -> Iterator[Iterator[tuple[Kind, bytes]]]:
    """Have `module` read the paths, and give the frames of its answer, json and columns, as they come.

    Raises what the reader raised, and DataFault: D161 over the memory, D162 over the time, D163 where the process
    stopped by itself, D164 where it cannot be started, D165 where its answer is none.
    """
    limits = limits or Limits()
    process = start(module)
    with _Watched(process, paths, limits) as watched:
        try:
            yield watched.frames(say)
        except Unsound:
            raise DataFault(
                "D165", f"The process that read {watched.file} handed back what no reader does.", _TO_MEND
            ) from None


class _Watched:
    """A reading process at work, and the thread that watches it."""

    def __init__(self, process: subprocess.Popen[bytes], paths: Sequence[Path], limits: Limits) -> None:
        self.process, self.paths, self.limits = process, paths, limits
        self.file = paths[0].name if paths else "no file"
        self.passed = ""  # the limit that was passed
        self.over = threading.Event()
        self.pid = process.pid  # of the one that reads
        self.thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "_Watched":
        self.thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        """End the process, however it came to this: also on Ctrl-C."""
        self.over.set()
        processes.end(self.process)
        self.thread.join()

    def frames(self, say: Callable[[str], None]) -> Iterator[tuple[Kind, bytes]]:
        """Yield what the process hands over, until it says that this was all."""
        self._ask()
        pipe: BinaryIO = self.process.stdout  # type: ignore[assignment]
        left = self.limits.bytes  # it cannot hand over more than it may hold
        while (frame := receive(pipe, left)) is not None:
            kind, content = frame
            left -= len(content)
            if kind in ("json", "columns"):
                yield kind, content
            elif kind == "end":
                return
            elif kind == "say":
                say(content.decode("utf-8", "replace"))
            elif kind == "at":
                self.file = self.paths[_whole(content, len(self.paths))].name
            elif kind == "pid":
                self._follow(_whole(content))
            else:
                raise self._fault(kind, content)
        raise self._stopped()

    def _ask(self) -> None:
        pipe: BinaryIO = self.process.stdin  # type: ignore[assignment]
        try:
            pipe.write(json.dumps([str(path) for path in self.paths]).encode() + b"\n")
            pipe.flush()
        except OSError:  # it is gone already: the pipe it would answer on tells
            return

    def _follow(self, pid: int) -> None:
        """Watch the process that reads: in a virtual environment on Windows it is one that ours has started."""
        try:
            if pid != self.pid and psutil.Process(pid).ppid() == self.process.pid:
                self.pid = pid
        except psutil.Error:
            return

    def _watch(self) -> None:
        until = time.monotonic() + self.limits.seconds
        while not self.over.wait(_EVERY):
            try:
                held = psutil.Process(self.pid).memory_info().rss
            except psutil.Error:
                held = 0  # it has ended, which the pipe tells
            if held > self.limits.bytes:
                self.passed = "memory"
            elif time.monotonic() > until:
                self.passed = "time"
            if self.passed:
                self.process.kill()
                return

    def _fault(self, kind: Kind, content: bytes) -> ScrutableError:
        """Return the error that the process says."""
        if kind == "fault":
            return fault(content)
        if kind != "broke":
            raise Unsound
        said = parsed(content)
        return self._too_much() if said.get("memory") is True else self._broken(text(said.get("where"), 200))

    def _stopped(self) -> DataFault:
        """Return the error for a process that is gone without an end."""
        status = self.process.wait()  # the pipe is closed: it has ended, or does so now
        self.over.set()
        self.thread.join()
        if self.passed == "memory":
            return self._too_much()
        if self.passed == "time":
            minutes = f"{self.limits.seconds / 60:g} minutes"
            return DataFault(
                "D162", f"{self.file} was not read to its end: reading took more than {minutes}.",
                "If the file is honest, raise `minutes` under [reading] in scrutable.toml. Nothing was changed.",
            )  # fmt: skip
        return self._broken(f"exit code {status}")

    def _too_much(self) -> DataFault:
        return DataFault(
            "D161", f"{self.file} was not read: it takes more than {self.limits.megabytes:,} MB of memory.",
            "If the file is honest, raise `memory_mb` under [reading] in scrutable.toml, or export fewer years at a"
            " time. Nothing was changed.",
        )  # fmt: skip

    def _broken(self, how: str) -> DataFault:
        return DataFault(
            "D163", f"The process that read {self.file} stopped ({how}).", f"{_TO_MEND} {_REPORT}"
        )


def _not_started(why: str) -> DataFault:
    return DataFault(
        "D164", f"The process that reads files cannot be started: {why}.",
        "Install scrutable into a Python of its own (pip install scrutable), and run it there.",
    )  # fmt: skip


def _whole(content: bytes, below: int = 2**31) -> int:
    if not (0 < len(content) < 12 and content.isdigit() and int(content) < below):
        raise Unsound
    return int(content)
