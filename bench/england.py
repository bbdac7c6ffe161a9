"""What eight figures of England cost: 153 councils, 3 million referrals, 30 million visits, from a lake of exports.

The yardstick is DuckDB's one scan of the columns that the eight indicators use, in the same process and by turns.
Beside it a straightforward version of the same eight in pandas, a council at a time, by someone who knows what to
count. Aim of issue 3: 8 scans, at most 15, and under 1.5 GB.

    python bench/england.py [runs] [FOLDER]    the lake is made in FOLDER, or in a temporary one, and takes minutes
"""

import json
import re
import sys
import tempfile
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402 - the checkout goes on the path first
import pyarrow as pa  # noqa: E402
import pyarrow.parquet as pq  # noqa: E402

from bench import council, england_pandas  # noqa: E402
from bench.measure import by_turns, peak_memory  # noqa: E402
from scrutable.engine import export, lake  # noqa: E402
from scrutable.engine.duckdb import Engine  # noqa: E402
from scrutable.engine.period import parse  # noqa: E402
from scrutable.figures.view import View, find  # noqa: E402
from scrutable.register.schema import relations  # noqa: E402

COUNCILS = [f"{number}" for number in range(201, 354)]
EIGHT = (
    "ehc_plans_within_20_weeks",
    "re_referrals_within_12_months",
    "child_protection_visits_in_time",
    "assessments_within_45_working_days",
    "children_in_care",
    "children_missing",
    "care_leavers_in_suitable_accommodation",
    "average_caseload",
)
MONTHS = parse("2019-11").run_up(12)
VISITS = 196_000  # a council's: 30 million in all


def make(folder: Path) -> None:
    """Write each council's export, as `scrutable export` lays it out."""
    used = {table for one in EIGHT for table in Engine.over_rows({}).tables_of(find(one))} | {"records"}
    for place, number in enumerate(COUNCILS):
        into = folder / number
        if (into / "export.json").exists():
            continue
        into.mkdir(parents=True, exist_ok=True)
        draw = np.random.default_rng(place)
        held = sorted(used & set(council.SIZES))
        for table in held:
            size = VISITS if table == "cp_visit" else council.SIZES[table]
            columns = dict(council.columns(table, size, draw, number))
            pq.write_table(pa.table(columns), into / f"{table}.parquet", compression="zstd")
        begins = [date(2014, 6, 1)] * len(held)
        records = {"authority": [number] * len(held), "table_name": held, "begins": begins}
        pq.write_table(pa.table(records), into / "records.parquet")
        about = {"format": export.FORMAT, "authority": number, "name": f"Council {number}"}
        about |= {"known_on": "2020-01-06T23:59:59", "tables": dict.fromkeys([*held, "records"], 0)}
        (into / "export.json").write_text(json.dumps(about), encoding="utf-8")
        print(f"\rcouncil {place + 1} of {len(COUNCILS)}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


def used_columns(engine: Engine) -> dict[str, list[str]]:
    """Return table -> columns that the eight indicators read."""
    found: dict[str, set[str]] = {}
    for definition in map(find, EIGHT):
        words = set(re.findall(r"\w+", definition.select))
        for table in engine.tables_of(definition) & set(council.SIZES):
            known = {*relations()[table].columns, "authority", "recorded"}
            found.setdefault(table, set()).update(words & known)
    return {table: sorted(columns) for table, columns in sorted(found.items())}


def main(runs: int, folder: Path) -> None:
    """Print the table."""
    make(folder)
    opened = lake.read(folder)
    engine = lake.open_duckdb(opened)
    view = View(engine, opened.known_on, "2020-01-06", opened.held)
    columns = used_columns(engine)

    def scan() -> None:
        for table, names in columns.items():
            engine.rows(f"select {', '.join(f'max({name})' for name in names)} from {table}")

    def figures() -> object:
        return view.figures(EIGHT, MONTHS)

    mine = {
        (one.indicator, one.period.end): (one.numerator, one.denominator)
        for one in view.figures(EIGHT, MONTHS)
    }
    memory = peak_memory()
    theirs = england_pandas.figures(folder, COUNCILS, [(month.start, month.end) for month in MONTHS])
    different = [key for key, said in theirs.items() if not _same(mine[key], said)]
    print(f"the two agree on {len(theirs) - len(different)} of {len(theirs)} figures", *different[:5])
    taken = by_turns({"one scan of the columns used": scan, "the eight figures, 12 months": figures}, runs)
    taken |= by_turns({"the same eight in pandas": lambda: england_pandas.figures(
        folder, COUNCILS, [(month.start, month.end) for month in MONTHS])}, 1)  # fmt: skip
    yardstick = taken["one scan of the columns used"]
    sizes = {table: pq.read_metadata(folder / COUNCILS[0] / f"{table}.parquet").num_rows for table in columns}
    print(", ".join(f"{size * len(COUNCILS):,} {table}" for table, size in sizes.items()))
    for name, seconds in taken.items():
        print(f"{name:36}{seconds:9.2f} CPU s{seconds / yardstick:9.1f} scans")
    print(
        f"most memory held by the figures: {memory}; with pandas: {peak_memory()}; medians of {runs} runs by turns"
    )
    for one in EIGHT:
        [seconds] = by_turns({one: lambda one=one: view.figures([one], MONTHS)}, 1).values()  # type: ignore[misc]
        print(f"    {one:44}{seconds:9.2f}{seconds / yardstick:9.1f}")


def _same(mine: tuple[float | None, float | None], theirs: tuple[float, float | None]) -> bool:
    return all(
        a is None or b is None or abs(a - b) < 1e-6 * max(1, abs(b))
        for a, b in zip(mine, theirs, strict=True)
    )


if __name__ == "__main__":
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    if len(sys.argv) > 2:
        main(times, Path(sys.argv[2]))
    else:
        with tempfile.TemporaryDirectory() as made:
            main(times, Path(made))
