"""What the demo council's whole pack costs in all its media, as a multiple of the figures alone.

Figures alone: the register opened as known, and every indicator over the 13 quarters of its trend. The pack asks for
the parts, the three clocks and what is still to come as well, draws two charts an indicator and sets page, PDF,
workbook and data. Aim of issue 5: CPU below 12 times the figures alone, under 20 s on two cores, under 500 MB.

    python bench/pack.py [store of a demo council] [runs]
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench.measure import SCRUTABLE, by_turns, held_by, without  # noqa: E402 - the checkout goes on the path first
from scrutable.engine.period import parse  # noqa: E402
from scrutable.figures.view import View, open_view  # noqa: E402
from scrutable.report import composing, gather, html, making, opendata, packjson, pdf, settling, workbook  # noqa: E402
from scrutable.report.making import Made  # noqa: E402
from scrutable.store import Store  # noqa: E402
from scrutable.store import open as open_store  # noqa: E402

without("pandas")  # no council has it

PERIOD, KNOWN_ON, QUARTERS = "2019-20Q3", "2020-01-06", 13


def main(folder: Path | None, runs: int) -> None:
    """Print the table, with a store that is made first where none is given."""
    with tempfile.TemporaryDirectory() as made:
        if folder is None:
            subprocess.run([*SCRUTABLE, "demo", "--into", made], check=True, stdout=subprocess.DEVNULL)
            folder = Path(made) / "store"
        _measure(open_store(folder), runs)


def _measure(store: Store, runs: int) -> None:
    period = parse(PERIOD)
    definitions = store.definitions()
    ids = [one.id for one in definitions]

    def whole() -> Made:
        with composing.ready() as composer:  # as Store.report does
            settled = settling.settle(store, PERIOD, KNOWN_ON, status="draft")
            return making.made(store, settled, composer=composer)

    begun = time.perf_counter()
    made = whole()
    waited = time.perf_counter() - begun
    with tempfile.TemporaryDirectory() as into:
        which = ("--store", str(store.register.folder), "--period", PERIOD, "--known-on", KNOWN_ON)
        together, largest = held_by([*SCRUTABLE, "report", *which, "--into", into])
    edition = settling.settle(store, PERIOD, KNOWN_ON, status="draft").edition

    def opened(work: Callable[[View], object]) -> object:
        with open_view(store.register.current(), store.settings, KNOWN_ON, definitions) as view:
            return work(view)

    works = {
        "figures alone": lambda: opened(lambda view: view.figures(ids, period.run_up(QUARTERS))),
        "all that the pack asks for": lambda: opened(lambda view: gather.sheets(view, definitions, period)),
        "the whole pack in all media": whole,
        "    of it the page": lambda: html.render(made.pack),
        "    of it the PDF": lambda: pdf.render(made.pack),
        "    of it the workbook": lambda: workbook.render(made.pack),
        "    of it the data": lambda: (packjson.text(made.pack, PERIOD, edition), opendata.data(made.pack)),
    }
    taken = by_turns(works, runs)
    yardstick = taken["figures alone"]
    print(
        f"{len(ids)} indicators, {sum(map(len, made.files.values())) / 1e6:.1f} MB in {len(made.files)} files"
    )
    print(f"{'':36}{'CPU s':>9}{'times':>9}")
    for name, seconds in taken.items():
        print(f"{name:36}{seconds:9.2f}{seconds / yardstick:9.1f}")
    print(
        f"first pack of the process: {waited:.1f} s of waiting; most memory that `scrutable report` holds at once:"
    )
    print(f"{largest:,.0f} MB in the largest of its processes, {together:,.0f} MB in all that run then")
    print(f"medians of {runs} runs by turns")


if __name__ == "__main__":
    given = sys.argv[1:]
    runs = int(given.pop()) if given and given[-1].isdigit() else 3
    main(Path(given[0]) if given else None, runs)
