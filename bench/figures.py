"""What all figures of one council cost: every indicator, 60 months, 3 breakdowns, as a multiple of the least work.

The least work is DuckDB's one scan of the columns that the indicators use, in the same process and by turns. Aim of
issue 3: below 25 scans and 300 MB for all of them. The register is made by another process: to make it takes more
memory than the figures do.

    python bench/figures.py [runs]
"""

import re
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench import council  # noqa: E402 - the checkout goes on the path first
from bench.measure import by_turns, peak_memory, without  # noqa: E402
from scrutable.engine.period import parse  # noqa: E402
from scrutable.figures.view import View, open_view  # noqa: E402
from scrutable.indicators.definition import catalogue  # noqa: E402
from scrutable.register.schema import tables  # noqa: E402
from scrutable.register.store import Register  # noqa: E402

without("pandas")  # DuckDB and Arrow import it where they find it; here it is only for bench/england.py

KNOWN_ON = "2020-01-06"
BY = ["sex", "age_band", "ethnicity"]
# Read by the views and the breakdowns for every table or child.
OF_EVERY_TABLE = {"authority", "source", "recorded", "load", "known_from", "known_to", "held_from"}
OF_A_CHILD = {"child_id", "birth_date", "sex", "ethnicity"}


def used(view: View) -> dict[str, list[str]]:
    """Return table -> columns that the indicators, the views and the breakdowns read."""
    found: dict[str, set[str]] = {"child": set(OF_A_CHILD)}
    for definition in catalogue():
        words = set(re.findall(r"\w+", definition.select))
        for table in view.engine.con.get_table_names(definition.select) & set(tables()):
            found.setdefault(table, set()).update(words & set(tables()[table].columns))
    return {table: sorted(columns | OF_EVERY_TABLE) for table, columns in sorted(found.items())}


def main(runs: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "store"
        subprocess.run([sys.executable, "-m", "bench.council", str(made)], cwd=ROOT, check=True)
        register = Register(made)
        months = parse("2019-12").run_up(60)
        ids = [definition.id for definition in catalogue()]
        view = open_view(register.current(), register.settings, KNOWN_ON)
        columns = used(view)

        def scan() -> None:
            for table, names in columns.items():
                shown = ", ".join(f"max({name})" for name in names)
                view.engine.con.execute(f"select {shown} from kept.{table}").fetchall()

        def opened() -> View:
            return open_view(register.current(), register.settings, KNOWN_ON)

        works = {
            "one scan of the columns used": scan,
            "open the register as known": opened,
            "figures, 60 months": lambda: view.figures(ids, months),
            "figures, 60 months, 3 breakdowns": lambda: view.figures(ids, months, BY),
        }
        taken = by_turns(works, runs)
        held = peak_memory()  # before the lists are opened below, only to be counted
        cases = sum(len(view.case_list(definition, months)) for definition in catalogue())
        figures = len(view.figures(ids, months, BY))
        sizes = ", ".join(f"{size:,} {table}" for table, size in council.SIZES.items() if size >= 10_000)
        print(f"{len(ids)} indicators, {cases:,} cases, {figures:,} figures; register: {sizes}")
        yardstick = taken["one scan of the columns used"]
        print(f"{'':36}{'CPU s':>9}{'scans':>9}")
        for name, seconds in taken.items():
            print(f"{name:36}{seconds:9.4f}{seconds / yardstick:9.1f}")
        print(f"most memory held: {held}; medians of {runs} runs by turns")
        slowest = by_turns({one: partial(view.figures, [one], months, BY) for one in ids}, 3)
        for one, seconds in sorted(slowest.items(), key=lambda item: -item[1]):
            print(f"    {one:48}{seconds:9.4f}{seconds / yardstick:9.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
