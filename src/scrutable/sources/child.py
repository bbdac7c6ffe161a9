"""The process that reads files: `python -P -m scrutable.sources.child MODULE`, which only `apart.py` starts.

Paths come on standard input as JSON and what was read goes out on standard output in frames (see `frames.py`). MODULE
is the one whose `answer` does the reading. It writes no file. It ends with its parent: standard input that closes
means that nobody waits for an answer, and records are not to outlive the one who asked for them.
"""

import json
import os
import signal
import sys
import threading
import traceback
from collections.abc import Sequence
from importlib import import_module
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import BinaryIO

from scrutable.errors import ScrutableError
from scrutable.sources.frames import send, send_json

ASKED = "scrutable."  # nothing else is imported by name
LONGEST = 10_000  # characters of an error


def main(module: str) -> None:
    """Read what standard input names, answer on standard output, and leave."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears Ctrl-C too, and ends us
    arrow_by_itself()
    # What a library prints must not run into the answer: from here on standard output is standard error.
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    paths = [Path(name) for name in json.loads(_line())]
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    send(pipe, "pid", str(os.getpid()).encode())
    answer(module, paths, pipe)
    pipe.flush()
    os._exit(0)  # taking down millions of cells one by one would take as long as reading them


def arrow_by_itself() -> None:
    """Import Arrow without what it looks for and needs for none of our reading: that takes longer than most files."""
    hidden = Hidden({"numpy", "pandas"})
    sys.meta_path.insert(0, hidden)
    import_module("pyarrow.compute")
    hidden.names.remove("numpy")  # a large CSV is looked through with it; pandas nobody needs


class Hidden(MetaPathFinder):
    """Lets libraries seem not to be installed."""

    def __init__(self, names: set[str]) -> None:
        self.names = names

    def find_spec(self, fullname: str, path: object, target: object = None) -> None:
        if fullname in self.names:
            raise ModuleNotFoundError(f"{fullname} is not for the reading process", name=fullname)


def answer(module: str, paths: Sequence[Path], pipe: BinaryIO) -> None:
    """Have the module read the paths. What goes wrong goes to the parent as a frame: no traceback, which may quote."""
    try:
        if not module.startswith(ASKED):
            raise ValueError("not a module of ours")
        import_module(module).answer(paths, pipe)
        send(pipe, "end")
    except ScrutableError as error:
        says, do = error.says[:LONGEST], error.do[:LONGEST]
        fault = {"class": type(error).__name__, "code": error.code, "says": says, "do": do}
        send_json(pipe, "fault", fault)
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


if __name__ == "__main__":
    main(sys.argv[1])
