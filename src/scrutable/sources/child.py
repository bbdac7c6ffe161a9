"""The process that reads files: `python -P -m scrutable.sources.child MODULE`, which only `apart.py` starts.

Paths come on standard input as JSON and what was read goes out on standard output in frames (see `frames.py`). MODULE
is the one whose `answer` does the reading. It writes no file.
"""

import json
import os
import sys
from importlib import import_module
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import BinaryIO

from scrutable import processes
from scrutable.frames import send

ASKED = "scrutable."  # nothing else is imported by name


def main(module: str) -> None:
    """Have the module read what standard input names, and leave."""

    def work(line: bytes, pipe: BinaryIO) -> None:
        send(pipe, "pid", str(os.getpid()).encode())
        if not module.startswith(ASKED):
            raise ValueError("not a module of ours")
        arrow_by_itself()
        import_module(module).answer([Path(name) for name in json.loads(line)], pipe)

    processes.serve(work)


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


if __name__ == "__main__":
    main(sys.argv[1])
