"""What a nightly extract costs: an SSD of 400,000 visits from Parquet, as a multiple of reading its files with DuckDB.

The yardstick is `create table as select * from read_parquet(file)` for every file of the extract, into a fresh database
in memory, by DuckDB as it comes. What is measured is the whole load into a new store: reading by a process of its own,
typing and its findings, the look-ups between tables, the register's file on the disk. Making the empty store is not
counted. By turns in one process. Aim of issue 8: below 4.

Held to one thread DuckDB reads with half the processor's time or little more; that is told beside it. Even DuckDB takes
some four times as long as that to read the files into a database on the disk, which is the least that a load does.

    python bench/ssd_load.py [runs]
"""

import sys
import tempfile
from datetime import datetime
from itertools import count
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench import ssd_extract  # noqa: E402 - the checkout goes on the path first
from bench.measure import by_turns, peak_memory, read_by_duckdb, without  # noqa: E402
from scrutable import sources  # noqa: E402
from scrutable.register.store import Register  # noqa: E402

without("pandas")  # DuckDB and Arrow import it where they find it, and no council has it

VISITS = 400_000
READS = "read_parquet($1)"
EXTRACTED = datetime(2020, 1, 6, 6)


def main(runs: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder, fresh = Path(name), count()
        files = ssd_extract.write(folder / "extract", VISITS)

        stores = [Register.init(folder / f"store-{number}", number="999") for number in range(runs + 1)]

        def load() -> None:
            report = stores.pop().load(files, loaded_at=EXTRACTED, extracted_at=EXTRACTED)[0]
            assert sum(done.new for done in report.counts if done.table.endswith("_visit")) == VISITS

        works = {
            "read by DuckDB, in memory": lambda: read_by_duckdb(files, READS),
            "the same with one thread": lambda: read_by_duckdb(files, READS, threads=1),
            "read by DuckDB, to a file": lambda: read_by_duckdb(
                files, READS, str(folder / f"database-{next(fresh)}")
            ),
            "read into columns": lambda: sources.read(files),
            "load into a new store": load,
        }
        taken = by_turns(works, runs)
        as_it_comes, one_thread = taken["read by DuckDB, in memory"], taken["the same with one thread"]
        size = sum(file.stat().st_size for file in files) / 1e6
        print(f"{VISITS:,} visits and what stands beside them: {size:.1f} MB of Parquet")
        print(f"{'':36}{'CPU s':>9}{'reads':>9}{'of one thread':>16}")
        for work, seconds in taken.items():
            print(f"{work:36}{seconds:9.3f}{seconds / as_it_comes:9.1f}{seconds / one_thread:16.1f}")
        print(f"most memory held: {peak_memory()}; medians of {runs} runs by turns")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
