"""What a hundred monthly loads leave behind: the register must grow with what changed, not with what was delivered.

A small council delivers three whole tables a month (referrals, child protection plans, visits), each a little longer
than the last and with 1 % of its rows changed. Printed: the rows delivered so far, those in the history, and the file.
The first ratio is the history over its first rows and those that were new or changed since: 1, or something was kept
twice. The second is the file over one freshly written with the same rows, the third over one with the rows known now.
Aim of issue 4: the file follows the rows, and the rows what changed.

    python bench/growth.py [loads]
"""

import csv
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import duckdb

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench.measure import peak_memory  # noqa: E402 - the checkout goes on the path first
from scrutable.register.store import Register  # noqa: E402

SHOWN = (1, 10, 50, 100)
BEGINS = datetime(2012, 1, 6, 6)
MONTH = timedelta(days=30)
CHANGED = 0.01
# Of each table: the rows of the first month, and how many each month brings.
SIZES = {"referral": (4_000, 40), "cp_plan": (1_000, 10), "cp_visit": (20_000, 200)}
HEADERS = {
    "referral": ("referral_id", "child_id", "received", "closed", "team"),
    "cp_plan": ("plan_id", "child_id", "started", "ended", "team"),
    "cp_visit": ("cp_visit.visit_id", "plan_id", "child_id", "made", "team", "recorded"),
}
Row = list[str]


def row(table: str, number: int, day: datetime, draw: Random) -> Row:
    """Return a row as it is first written up."""
    child, team = f"C{draw.randrange(3_000)}", f"Team {draw.randrange(12)}"
    if table == "cp_visit":
        written = day + timedelta(minutes=draw.randrange(5_000))
        return [
            f"V{number}",
            f"P{draw.randrange(1_000)}",
            child,
            f"{day:%Y-%m-%d}",
            team,
            f"{written:%Y-%m-%d %H:%M}",
        ]
    return [f"{table[0]}{number}", child, f"{day:%Y-%m-%d}", "", team]


def months(draw: Random) -> Iterator[dict[str, list[Row]]]:
    """Yield what the case system holds each month: the same lists, grown and changed in place."""
    held: dict[str, list[Row]] = {table: [] for table in SIZES}
    today = BEGINS
    while True:
        for table, rows in held.items():
            first, more = SIZES[table]
            for at in draw.sample(range(len(rows)), round(CHANGED * len(rows))):
                rows[at][HEADERS[table].index("team")] = f"Team {draw.randrange(12, 99)}"
                if table != "cp_visit" and draw.random() < 0.5:
                    rows[at][3] = f"{today:%Y-%m-%d}"
            span = 3 * 365 if not rows else 30
            for _ in range(more if rows else first):
                rows.append(row(table, len(rows), today - timedelta(days=draw.randrange(span)), draw))
        yield held
        today += MONTH


def write(folder: Path, held: dict[str, list[Row]]) -> list[Path]:
    """Write each table as plain CSV."""
    paths = []
    for table, rows in held.items():
        paths.append(folder / f"{table}.csv")
        with paths[-1].open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEADERS[table], *rows])
    return paths


def rows_of(register: Register) -> tuple[int, int]:
    """Return how many rows the history holds, and how many the loads say were new or changed."""
    with register.reading() as con:
        counts = " + ".join(f"(select count(*) from {table})" for table in SIZES)
        [history] = con.execute(f"select {counts}").fetchone() or (0,)
        [kept] = con.execute("select sum(new + changed) from books.counts").fetchone() or (0,)
    return int(history), int(kept)


def written_anew(register: Register, folder: Path, where: str) -> int:
    """Return the bytes of a register freshly written with some rows of this one."""
    fresh = Register.init(folder / f"fresh-{time.monotonic_ns()}", number="999")
    with duckdb.connect(fresh.current()) as con:
        con.execute(f"attach '{register.current()}' as old (read_only)")
        for schema, table in con.execute(
            "select schema_name, table_name from duckdb_tables() where database_name = 'old'"
        ).fetchall():
            wanted = where if schema == "main" else "true"
            con.execute(f"insert into {schema}.{table} select * from old.{schema}.{table} where {wanted}")
        con.execute("checkpoint")
    return fresh.current().stat().st_size


def main(loads: int, say: Callable[[str], None] = print) -> None:
    """Print the table."""
    say(
        f"{'load':>6}{'delivered':>12}{'history':>10}{'ratio':>7}{'file MB':>9}{'of all':>8}{'of now':>8}{'CPU s':>8}"
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        register = Register.init(folder / "store", number="999")
        delivered = 0
        for number, held in zip(range(1, loads + 1), months(Random(1)), strict=False):
            paths = write(folder, held)
            delivered += sum(len(rows) for rows in held.values())
            at, begun = BEGINS + number * MONTH, time.process_time()
            register.load(paths, loaded_at=at, extracted_at=at)
            taken = time.process_time() - begun
            if number in SHOWN or number == loads:
                history, kept = rows_of(register)
                size = register.current().stat().st_size
                all_rows, now = (
                    written_anew(register, folder, where) for where in ("true", "known_to is null")
                )
                say(f"{number:6}{delivered:12,}{history:10,}{history / kept:7.3f}{size / 1e6:9.1f}"
                    f"{size / all_rows:8.2f}{size / now:8.2f}{taken:8.2f}")  # fmt: skip
    say(f"most memory held: {peak_memory()}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
