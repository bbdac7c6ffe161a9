"""CPU by turns: what is measured and its yardstick alternate in one process, so that a slow minute slows both."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median

# The command line as a council has it, without pandas.
SCRUTABLE = [
    sys.executable,
    "-c",
    f"import sys; sys.path.insert(0, {str(Path(__file__).parents[1])!r}); from bench.measure import without;"
    " without('pandas'); from scrutable.cli import main; main()",
]


class _Hidden:
    """Finds nothing under some names, as where they are not installed."""

    def __init__(self, *names: str) -> None:
        self.names = names

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        if name in self.names:
            raise ModuleNotFoundError(f"{name} is hidden from this benchmark", name=name)


def without(*names: str) -> None:
    """Make modules of the development set-up look as if they were not installed: no council has them."""
    sys.meta_path.insert(0, _Hidden(*names))


def cpu(work: Callable[[], object]) -> float:
    """Return the CPU seconds of one run, those of its threads and of the processes it has waited for included.

    Windows does not tell what such processes took.
    """
    begun = _taken()
    work()
    return _taken() - begun


def _taken() -> float:
    times = os.times()
    return time.process_time() + times.children_user + times.children_system


def by_turns(works: Mapping[str, Callable[[], object]], runs: int = 7) -> dict[str, float]:
    """Run each work once unmeasured and then in turn, `runs` times; return the median CPU seconds of each.

    The first run of each fills caches and imports modules, which is not what is asked.
    """
    for work in works.values():
        work()
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(runs):
        for name, work in works.items():
            taken[name].append(cpu(work))
    return {name: median(seconds) for name, seconds in taken.items()}


def read_by_duckdb(
    files: Sequence[Path], reads: str = "read_csv($1)", database: str = ":memory:", threads: int = 0
) -> None:
    """Read each file into a table of a fresh database, with as many threads as DuckDB takes by itself or with so many.

    The yardstick of the loads: `reads` is the function that reads a file.
    """
    import duckdb

    with duckdb.connect(database, config={"threads": threads} if threads else {}) as con:
        for file in files:
            con.execute(f'create table "{file.stem}" as select * from {reads}', [str(file)])


def peak_memory() -> str:
    """Return the most memory this process has held, and the largest of those it has waited for, if there was one.

    In MB, where the system tells.
    """
    if sys.platform == "win32":
        return "not known on Windows"
    import resource

    def most(who: int) -> float:
        return resource.getrusage(who).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)

    said = f"{most(resource.RUSAGE_SELF):,.0f} MB"
    started = most(resource.RUSAGE_CHILDREN)
    return said + (f", and {started:,.0f} MB in a process it started" if started else "")


def held_by(command: Sequence[str]) -> tuple[float, float]:
    """Return the most memory, in MB, that a command's processes held at one moment: all of them, the largest of them.

    What they share (code of libraries, most of all) is counted once: the proportional set size, where the system tells
    it, else what belongs to each alone. A process of its own looks, which shares none of it, every twentieth of a
    second: it can miss a short peak.
    """
    looks = [sys.executable, __file__, *command]
    together, largest = json.loads(subprocess.run(looks, check=True, capture_output=True).stdout)
    return together, largest


def _look(command: Sequence[str]) -> None:
    """Print what `held_by` returns, in a process that has loaded nothing."""
    import psutil  # type: ignore[import-untyped]

    def held(process: psutil.Process) -> float:
        try:
            memory = process.memory_full_info()
        except psutil.Error:  # it has ended since
            return 0.0
        return float(getattr(memory, "pss", memory.uss)) / 1e6

    together = largest = 0.0
    running = psutil.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while running.poll() is None:
        sizes = [held(one) for one in (running, *running.children(recursive=True))]
        together, largest = max(together, sum(sizes)), max(largest, *sizes)
        time.sleep(0.05)
    if running.returncode not in (0, 1):  # 1: done, and something needs attention
        raise RuntimeError(f"the command ended with {running.returncode}")
    print(json.dumps([together, largest]))


if __name__ == "__main__":
    _look(sys.argv[1:])
