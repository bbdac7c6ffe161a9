"""What loading a return costs: SSDA903 of 10,000 children in ten files, as a multiple of reading them with DuckDB.

The yardstick is `create table ... as select * from read_csv(file, all_varchar = true)` for each file, into one fresh
database in memory, with one thread or as many as DuckDB takes, whichever takes less CPU: every cell as text, as it
reaches our typing. What is measured is the whole `load` into a new store: recognising, reading, typing and its
findings, the history, and the disk. By turns in one process. Aim of issue 8: below 10.

    python bench/ssda903_load.py [runs]
"""

import sys
import tempfile
from datetime import datetime
from itertools import count
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench import ssda903_files  # noqa: E402 - the checkout goes on the path first
from bench.measure import by_turns, peak_memory, read_by_duckdb, without  # noqa: E402
from scrutable import sources  # noqa: E402
from scrutable.register.store import Register  # noqa: E402

without("pandas")  # DuckDB and Arrow import it where they find it, and no council has it

CHILDREN = 10_000
READS = "read_csv($1, all_varchar = true)"
EXTRACTED = datetime(2020, 4, 20, 9)


def main(runs: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        files = ssda903_files.write(Path(folder) / "return", CHILDREN)
        stores = (Path(folder) / f"store-{number}" for number in count())

        def load() -> None:
            register = Register.init(next(stores), number="999")
            [report] = register.load(files, loaded_at=EXTRACTED, extracted_at=EXTRACTED)
            assert sum(done.new for done in report.counts if done.table == "child") == CHILDREN

        works = {
            "read by DuckDB, in memory": lambda: read_by_duckdb(files, READS),
            "the same with one thread": lambda: read_by_duckdb(files, READS, threads=1),
            "read into columns": lambda: sources.read(files),
            "load into a new store": load,
        }
        taken = by_turns(works, runs)
        yardstick = min(taken["read by DuckDB, in memory"], taken["the same with one thread"])
        lines = sum(file.read_bytes().count(b"\n") for file in files) - len(files)
        size = sum(file.stat().st_size for file in files) / 1e6
        print(f"{CHILDREN:,} children, {len(files)} files, {lines:,} rows, {size:.1f} MB of SSDA903")
        print(f"{'':36}{'CPU s':>9}{'reads':>9}")
        for name, seconds in taken.items():
            print(f"{name:36}{seconds:9.3f}{seconds / yardstick:9.1f}")
        print(f"most memory held: {peak_memory()}; medians of {runs} runs by turns")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
