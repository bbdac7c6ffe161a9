"""How the cost of a census grows with it: `load` of CIN census XML of 1,000, 10,000 and 100,000 children.

The growth exponent is the power of the number of children by which CPU grows: 1 where twice the children cost twice
the time. It is told for the whole range and for each step, since what a load costs whatever its size makes the small
one dear and the exponent of the whole range low. CPU is that of this process and of those it started, after one load of
the small file that fills caches and imports modules. The most memory is what `scrutable load` of the largest file holds
at one moment, with the process that reads for it. Aim of issue 8: at most 1.05, and under 1 GB.

    python bench/cin_growth.py [runs]
"""

import sys
import tempfile
from datetime import datetime
from itertools import count, pairwise
from math import log
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench import cin_file  # noqa: E402 - the checkout goes on the path first
from bench.measure import SCRUTABLE, cpu, held_by, without  # noqa: E402
from scrutable.register.store import Register  # noqa: E402

without("pandas")

SIZES = (1_000, 10_000, 100_000)
EXTRACTED = datetime(2020, 4, 20, 9)


def main(runs: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        files = {size: Path(folder) / f"{size}.xml" for size in SIZES}
        for size, file in files.items():
            cin_file.write(file, size)
        stores = (Path(folder) / f"store-{number}" for number in count())

        def load(size: int) -> None:
            register = Register.init(next(stores), number="999")
            [report] = register.load([files[size]], loaded_at=EXTRACTED, extracted_at=EXTRACTED)
            assert sum(done.new for done in report.counts if done.table == "child") == size

        load(SIZES[0])
        taken: dict[int, list[float]] = {size: [] for size in SIZES}
        for _ in range(runs):  # by turns, so that a slow minute slows all
            for size in SIZES:
                taken[size].append(cpu(lambda: load(size)))  # noqa: B023 - called at once
        seconds = {size: median(each) for size, each in taken.items()}
        print(f"{'children':>10}{'MB of XML':>11}{'CPU s':>9}{'ms a child':>12}")
        for size, file in files.items():
            print(
                f"{size:10,}{file.stat().st_size / 1e6:11.1f}{seconds[size]:9.2f}{seconds[size] / size * 1e3:12.3f}"
            )
        for one, other in [(SIZES[0], SIZES[-1]), *pairwise(SIZES)]:
            exponent = log(seconds[other] / seconds[one]) / log(other / one)
            print(f"growth exponent from {one:,} to {other:,}: {exponent:.3f}")
        store = next(stores)
        Register.init(store, number="999")
        together, largest = held_by([*SCRUTABLE, "load", str(files[SIZES[-1]]), "--store", str(store)])
        print(f"most memory held at once: {together:,.0f} MB, {largest:,.0f} MB in the larger process")
        print(f"medians of {runs} runs by turns")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
