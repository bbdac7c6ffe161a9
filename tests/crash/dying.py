"""Loads into copies of a store and kills itself at a stated moment: the half of the crash test that dies.

It imports everything once and then makes a child process for each line of JSON that it is given, so that an attempt
costs a load and no start of Python. In the child, every call that changes a file or the register is counted: opening,
writing through, renaming and removing files, copying, and each statement to DuckDB. The child is killed (SIGKILL,
which nothing can catch) just before the nth, just after it, or while it runs; or after some milliseconds. A second
child then opens what is left, says what is in it, does the same load again and says what is in it then.
"""

import builtins
import hashlib
import io
import json
import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

import duckdb
import filelock  # noqa: F401 - imported before the first child is made, like the next six
import pandas  # noqa: F401 - DuckDB looks for it at a statement's first parameter, and each child would load it anew
import pyarrow.acero
import pyarrow.compute  # noqa: F401

import scrutable.committee.records
import scrutable.register.schema
import scrutable.sources.recognition
from scrutable.sources.delivery import Delivery
from scrutable.store import open as open_store
from tests.unit.register.making import everything

LOADED_AT = datetime(2026, 1, 1)
COUNTED = {
    os: ("fsync", "replace", "rename", "unlink", "remove", "sendfile", "open"),
    io: ("open",),
    builtins: ("open",),
}


def die() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("still here")


class Death:
    """Counts calls, and kills this process at the one it was told."""

    def __init__(self, at: int, when: str) -> None:
        self.at, self.when, self.calls = at, when, 0

    def around(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any, **kwargs: Any) -> Any:
            self.calls += 1
            if self.calls != self.at:
                return function(*args, **kwargs)
            if self.when == "before":
                die()
            if self.when == "during":
                threading.Timer(0.0005, die).start()
            try:
                return function(*args, **kwargs)
            finally:  # also where the call failed, which the code may expect
                # The timer may be late on a busy machine: it is waited for.
                die() if self.when == "after" else time.sleep(60)

        return counted


class CountedConnection:
    """A connection to DuckDB whose statements are counted."""

    def __init__(self, con: duckdb.DuckDBPyConnection, death: Death) -> None:
        self.con, self.death = con, death

    def __enter__(self) -> "CountedConnection":
        return self

    def __exit__(self, *_: object) -> None:
        self.death.around(self.con.close)()

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.con, name)
        return self.death.around(found) if name in ("execute", "executemany", "close") else found


def load(order: dict[str, Any]) -> None:
    open_store(order["store"]).load(order["files"], loaded_at=LOADED_AT)


def read_in_two(paths: list[Path], say: Callable[[str], None], limits: object) -> list[Delivery]:
    """Read the files as ever, and have the first say that it is of the day before: the command makes two loads."""
    deliveries = scrutable.sources.recognition.read_all(paths, say)
    deliveries[0].extracted_at = datetime(2020, 1, 5)
    return deliveries


def doomed(order: dict[str, Any]) -> None:
    """Load, and die on the way; where the moment never comes, write down how many calls there were."""
    if "ms" in order:
        timer = threading.Timer(order["ms"] / 1000, die)
        timer.daemon = True
        timer.start()
        load(order)
        return
    death = Death(order["at"], order["when"])
    for module, names in COUNTED.items():
        for name in names:
            setattr(module, name, death.around(getattr(module, name)))
    connect = duckdb.connect
    duckdb.connect = lambda *args, **kwargs: CountedConnection(connect(*args, **kwargs), death)  # type: ignore[assignment]
    load(order)
    print(json.dumps({"calls": death.calls}), flush=True)


def says(store: str) -> str:
    """Return a fingerprint of all that the current register holds, the books with it."""
    held = everything(open_store(store).register.current())
    return hashlib.sha256(repr(held).encode()).hexdigest()


def judged(order: dict[str, Any]) -> None:
    """Write down what the store holds as it was left, after the same load, and that nothing half done remains."""
    first = says(order["store"])
    load(order)
    register = Path(order["store"]) / "register"
    left_over = sorted(path.name for path in register.glob("*.part*"))
    audit = scrutable.committee.records.Records(Path(order["store"])).audit()
    print(
        json.dumps(
            {"first": first, "again": says(order["store"]), "left_over": left_over, "audited": len(audit)}
        ),
        flush=True,
    )


def in_child(do: Callable[[dict[str, Any]], None], order: dict[str, Any]) -> int:
    """Do something in a process of its own and return its exit code, negative for a signal."""
    child = os.fork()
    if child == 0:
        try:
            do(order)
            os._exit(0)
        except BaseException as error:
            print(json.dumps({"error": repr(error)}), flush=True)
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main() -> None:
    scrutable.sources.read = read_in_two  # type: ignore[assignment]
    scrutable.register.schema.tables()  # read once here, and not in every child
    for line in sys.stdin:
        order = json.loads(line)
        shutil.copytree(order["from"], order["store"])
        print(json.dumps({"ended": in_child(doomed, order)}), flush=True)
        in_child(judged, order)
        shutil.rmtree(order["store"])
        print("{}", flush=True)


if __name__ == "__main__":
    main()
