"""Processes of our own: starts one for a module, is one, ends one. Whatever memory it takes goes when it ends.

`start` and `end` are for the parent. `serve` is for the process: what it answers goes out in frames (see `frames.py`).
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO

from scrutable.errors import ScrutableError
from scrutable.frames import send, send_fault, send_json


def start(
    module: str, *said: str, errors: int | None = None, told: Mapping[str, str] | None = None
) -> subprocess.Popen[bytes] | None:
    """Start a module in a Python process with pipes to its input and from its output.

    `errors` is where its error output goes: to ours where nothing is said. `told` are variables of its environment,
    beside ours. None is returned where there is no Python to start, as in a program that is packed with its Python
    inside. Raises OSError where the system refuses.
    """
    if getattr(sys, "frozen", False) or not sys.executable:
        return None
    # -P: without it a module that lies in the working folder would be imported before Python's own.
    return subprocess.Popen(
        [sys.executable, "-P", "-X", "utf8", "-m", module, *said],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, env={**os.environ, **(told or {})},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )  # fmt: skip


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process, whatever it is doing, and close its pipes."""
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        try:
            pipe.close()  # type: ignore[union-attr]
        except OSError:  # what could not be written to a process that was gone
            continue


def serve(work: Callable[[bytes, BinaryIO], None]) -> None:
    """Hand the first line of standard input to `work`, with the pipe to answer on, and leave.

    What goes wrong goes to the parent as a frame: no traceback, which may quote. The process ends with its parent:
    standard input that closes means that nobody waits for an answer, and records are not to outlive the one who asked
    for them.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears Ctrl-C too, and ends us
    # What a library prints must not run into the answer: from here on standard output is standard error.
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    line = _line()
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    _answer(work, line, pipe)
    pipe.flush()
    os._exit(0)  # taking down millions of cells one by one would take as long as reading them


def _answer(work: Callable[[bytes, BinaryIO], None], line: bytes, pipe: BinaryIO) -> None:
    try:
        work(line, pipe)
        send(pipe, "end")
    except ScrutableError as error:
        send_fault(pipe, error)
    except BrokenPipeError:
        return
    except BaseException as error:  # also the panic of a library in Rust, which is no Exception
        if os.environ.get("SCRUTABLE_TRACEBACK"):
            traceback.print_exc()
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{type(error).__name__} in {Path(last.filename).name}, line {last.lineno}"
        send_json(pipe, "broke", {"where": where, "memory": isinstance(error, MemoryError)})


def _line() -> bytes:
    """Return the first line of standard input, read past Python's buffers: the rest is for the thread that waits."""
    line = b""
    while not line.endswith(b"\n") and (piece := os.read(0, 65536)):
        line += piece
    return line


def _end_with_the_parent() -> None:
    while os.read(0, 1):
        pass
    os._exit(1)
