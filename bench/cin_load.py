"""What loading a census costs: 10,000 children of CIN census XML, as a multiple of one bare lxml pass over the file.

The bare pass builds nothing: it asks for each Child and clears it. By turns in one process. Aim of issue 2: below 6.

    python bench/cin_load.py [runs]
"""

import sys
import tempfile
from datetime import datetime
from itertools import count
from pathlib import Path

from lxml import etree

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench import cin_file  # noqa: E402 - the checkout goes on the path first
from bench.measure import by_turns, peak_memory  # noqa: E402
from scrutable import sources  # noqa: E402
from scrutable.register.store import Register  # noqa: E402

CHILDREN = 10_000
EXTRACTED = datetime(2020, 4, 20, 9)


def bare_pass(path: Path) -> None:
    """Go once through the file as our reader must: no entities, no network, each child cleared behind it."""
    parts = etree.iterparse(
        path, tag="Child", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
    )
    for _, element in parts:
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def main(runs: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "census.xml"
        cin_file.write(file, CHILDREN)
        fresh = count()

        def load() -> None:
            register = Register.init(Path(folder) / f"store-{next(fresh)}", number="999")
            report = register.load([file], loaded_at=EXTRACTED, extracted_at=EXTRACTED)[0]
            assert sum(done.new for done in report.counts if done.table == "child") == CHILDREN

        works = {
            "one bare lxml pass": lambda: bare_pass(file),
            "read into columns": lambda: sources.read([file]),
            "load into a new store": load,
        }
        taken = by_turns(works, runs)
        yardstick = taken["one bare lxml pass"]
        print(f"{CHILDREN:,} children, {file.stat().st_size / 1e6:.1f} MB of CIN census XML")
        print(f"{'':36}{'CPU s':>9}{'passes':>9}")
        for name, seconds in taken.items():
            print(f"{name:36}{seconds:9.3f}{seconds / yardstick:9.1f}")
        print(f"most memory held: {peak_memory()}; medians of {runs} runs by turns")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
