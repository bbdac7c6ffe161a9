"""What the next extract costs: 400,000 visits of which 1 % changed, as a multiple of one read of that file by DuckDB.

The yardstick is `create table as select * from read_csv(file)` into a fresh database in memory, which is less work than
into a file, with one thread or as many as DuckDB takes, whichever takes less. What is measured is the whole load of the
second extract into a store that holds the first: reading the CSV, the typing and its findings, the copy of the
register, the comparison, and the disk. Making the store, and copying it for each run, is not counted. By turns in one
process. Aim of issue 4: below 6.

    python bench/reload.py [runs]
"""

import shutil
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench import visits_file  # noqa: E402 - the checkout goes on the path first
from bench.measure import cpu, peak_memory, read_by_duckdb, without  # noqa: E402
from scrutable import sources  # noqa: E402
from scrutable.register.loading import LoadReport  # noqa: E402
from scrutable.register.store import Register  # noqa: E402

without("pandas")  # DuckDB and Arrow import it where they find it, and no council has it

VISITS = 400_000
SHARE = 0.01
FIRST, SECOND = datetime(2020, 1, 6, 6), datetime(2020, 1, 13, 6)


def load(store: Path, file: Path, at: datetime) -> LoadReport:
    """Load the file into the store."""
    [report] = Register(store).load([file], loaded_at=at, extracted_at=at)
    return report


def prepare(folder: Path) -> tuple[Path, Path]:
    """Return a store that holds the first extract, and the file of the second."""
    first, second = folder / "first.csv", folder / "second.csv"
    visits = list(visits_file.rows(VISITS))
    visits_file.write(first, visits)
    visits_file.write(second, visits_file.changed(visits, SHARE))
    store = folder / "store"
    Register.init(store, number="999")
    load(store, first, FIRST)
    return store, second


def main(runs: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store, second = prepare(folder)
        taken: dict[str, list[float]] = {}
        waited: list[float] = []
        for run in range(runs + 1):  # the first fills caches and imports modules, which is not what is asked
            copy, database = folder / f"copy-{run}", folder / f"database-{run}"
            shutil.copytree(store, copy)
            reports: list[LoadReport] = []
            begun = time.perf_counter()
            works = {
                "load of the changed extract": lambda: reports.append(load(copy, second, SECOND)),  # noqa: B023
                "one read by DuckDB, in memory": lambda: read_by_duckdb([second]),
                "the same with one thread": lambda: read_by_duckdb([second], threads=1),
                "one read by DuckDB, to a file": lambda: read_by_duckdb([second], database=str(database)),  # noqa: B023
                "read into columns": lambda: sources.read([second]),
            }
            for work, do in works.items():
                seconds = cpu(do)
                if work == "load of the changed extract":
                    waited.append(time.perf_counter() - begun)
                if run:
                    taken.setdefault(work, []).append(seconds)
            shutil.rmtree(copy)
            database.unlink()
        [counts] = reports[0].counts
        print(f"{counts.read:,} visits, {second.stat().st_size / 1e6:.1f} MB of CSV; {counts.new:,} new,"
              f" {counts.changed:,} changed, {counts.closed:,} gone")  # fmt: skip
        yardstick = min(
            median(taken[one]) for one in ("one read by DuckDB, in memory", "the same with one thread")
        )
        print(f"{'':36}{'CPU s':>9}{'reads':>9}")
        for work, each in taken.items():
            print(f"{work:36}{median(each):9.3f}{median(each) / yardstick:9.1f}")
        print(
            f"the load takes {median(waited):.2f} s; most memory held: {peak_memory()}; medians of {runs} runs by turns"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
