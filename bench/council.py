"""One council's register of five years, made straight into the history tables: for the benchmarks only.

20,000 referrals and 400,000 visits, half of them child protection visits; the other tables in proportion. One row in
thirty was changed by a later load, so the history holds a closed row beside it. Nothing here is meant to look like a
council (that is what `demo/` is for): only the sizes are.
"""

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from scrutable.register.schema import codes, tables
from scrutable.register.store import Register

FIRST, DAYS = np.datetime64("2015-01-01"), 1826
EXTRACTED = datetime(2020, 1, 6, 6)
NUMBER = "999"
SIZES = {
    "child": 15_000, "child_disability": 15_000, "contact": 50_000, "early_help_episode": 8_000,
    "referral": 20_000, "assessment": 16_000, "section_47": 6_000, "conference": 3_000,
    "cin_plan": 8_000, "cin_visit": 120_000, "cp_plan": 5_000, "cp_visit": 200_000, "core_group": 5_000,
    "cp_review": 8_000, "care_episode": 6_000, "care_review": 12_000, "care_visit": 80_000, "care_health": 15_000,
    "missing_episode": 3_000, "care_leaver": 6_000, "participation": 20_000, "ehc_request": 2_500,
    "ehc_assessment": 2_000, "ehc_advice": 10_000, "ehc_plan": 5_000, "ehc_plan_exception": 300,
    "ehc_placement": 6_000, "ehc_dispute": 300, "annual_review": 12_000, "worker": 800, "allocation": 20_000,
    "post": 400, "recruitment": 2_000,
}  # fmt: skip
POINTS_AT = {
    "child_id": "child", "plan_id": "cp_plan", "request_id": "ehc_request", "assessment_id": "ehc_assessment",
    "worker_id": "worker", "held_by": "worker", "covered_by": "worker", "section_47_id": "section_47",
    "referral_id": "referral", "post_id": "post",
}  # fmt: skip
# Of which table the plans, assessments and requests are that a table points at, where it is another.
PLANS = {
    "cin_visit": "cin_plan",
    "ehc_plan_exception": "ehc_plan",
    "ehc_placement": "ehc_plan",
    "annual_review": "ehc_plan",
}
# How long things last, in days, where the table has an end.
LASTS = {"cp_plan": 560, "cin_plan": 300, "assessment": 50, "referral": 120, "ehc_plan": 1500, "missing_episode": 1,
         "allocation": 300, "worker": 900}  # fmt: skip
# Words of the columns of text that the definitions read.
TEXTS = {
    "kind": ["health assessment", "dental check", "SDQ"], "status": ["yes", "no"], "outcome": ["support", "none"],
    "source_group": ["School", "Police", "Health"], "reason": ["a", "c"], "about": ["not to assess", "content"],
    "placed_in": ["998", "999"], "placed_by": ["998", "999"], "rule": ["a"],
}  # fmt: skip

Values = NDArray[np.generic]


def make(folder: Path, seed: int = 1) -> Register:
    """Return a new store in `folder` that holds the council's register."""
    register = Register.init(folder, number=NUMBER, name="A council", code="E06999999", region="South East")
    draw = np.random.default_rng(seed)
    with duckdb.connect(register.current()) as con:
        con.execute("insert into books.load values (1, ?, ?, ?)", [NUMBER, EXTRACTED, EXTRACTED])
        for table, size in SIZES.items():
            rows = pa.table(dict(columns(table, size, draw)))
            con.register("made", rows)
            con.execute(f"insert into {table} by name select * from made")
            con.execute("insert into books.counts values (1, 'csv', ?, ?, ?, 0, 0, 0)", [table, size, size])
            # What an earlier load had said of every thirtieth row.
            con.execute(
                f"insert into {table} by name select * replace (known_from - interval 30 day as known_from,"
                f" held_from - interval 30 day as held_from, known_from as known_to) from {table} where rowid % 30 = 0"
            )
            con.unregister("made")
            if tables()[table].span:
                con.execute(
                    "insert into books.window values (1, 'csv', ?, '2014-06-01', ?)",
                    [table, EXTRACTED.date()],
                )
        for area, age, sex in ((NUMBER, age, sex) for age in range(18) for sex in "MF"):
            con.execute(
                "insert into population"
                " (area, year, age_from, age_to, sex, children, authority, source, load, known_from, held_from)"
                " values (?, 2014, ?, ?, ?, 1000, ?, 'csv', 1, timestamp '2015-01-01', timestamp '2015-01-01')",
                [area, age, age, sex, area],
            )
        con.execute("insert into books.counts values (1, 'csv', 'population', 36, 36, 0, 0, 0)")
        con.execute("checkpoint")
    return register


def columns(
    table: str, size: int, draw: np.random.Generator, number: str = NUMBER
) -> Iterator[tuple[str, pa.Array]]:
    """Yield the columns of so many rows of a table, ids made unique by the council's number."""
    shape = tables()[table]
    started = FIRST + draw.integers(-200, DAYS, size).astype("timedelta64[D]")
    lasts = draw.exponential(LASTS.get(table, 100), size).astype("timedelta64[D]")
    ended = np.where(started + lasts < FIRST + DAYS, started + lasts, np.datetime64("NaT"))
    if table == "cp_visit":  # forty visits a plan, about a fortnight apart: most are in time and some are not
        yield "plan_id", _ids("cp_plan", np.arange(size) % SIZES["cp_plan"], number)
        rounds = np.arange(size) // SIZES["cp_plan"]
        plans = FIRST + np.random.default_rng(7).integers(-200, DAYS, SIZES["cp_plan"]).astype(
            "timedelta64[D]"
        )
        started = plans[np.arange(size) % SIZES["cp_plan"]] + (rounds * 13 + draw.integers(0, 4, size) + 10)
    elif table == "cp_plan":
        started = FIRST + np.random.default_rng(7).integers(-200, DAYS, size).astype("timedelta64[D]")
        ended = np.where(started + lasts < FIRST + DAYS, started + lasts, np.datetime64("NaT"))
    elif table == "care_episode":  # two that follow each other for every child of the first half
        half = size // 2
        started, lasts = started[:half], lasts[:half]
        second = started + lasts
        ended = np.where(second + lasts < FIRST + DAYS, second + lasts, np.datetime64("NaT"))
        started, ended = np.concatenate([started, second]), np.concatenate([second, ended])
        yield "child_id", _ids("child", np.arange(size) % half, number)
    for name, column in shape.columns.items():
        if (table, name) in (("cp_visit", "plan_id"), ("care_episode", "child_id")):
            continue
        if name == shape.key[0] and column.type == "id":
            yield name, _ids(table, np.arange(size), number)
        elif column.type == "id":
            target = (
                PLANS.get(table, POINTS_AT.get(name, "child"))
                if name == "plan_id"
                else POINTS_AT.get(name, "child")
            )
            yield name, _ids(target, draw.integers(0, SIZES[target], size), number)
        elif column.type in ("date", "moment"):
            yield name, pa.array(_days(name, shape.span, started, ended, draw), from_pandas=True)
        elif column.codes:
            yield name, _pick(list(codes()[column.codes]), size, draw)
        elif column.type == "flag":
            yield name, pa.array(draw.random(size) < 0.1)
        elif name in ("team", "department"):
            yield name, _pick([f"Team {number}" for number in range(12)], size, draw)
        elif name == "visit_every_days":
            yield name, pa.array(np.full(size, 14))
        elif name in TEXTS:
            yield name, _pick(TEXTS[name], size, draw)
        elif column.type in ("fte", "number"):
            yield name, pa.array(draw.integers(1, 40, size) / 10)
    yield "authority", _pick([number], size, draw)
    yield "source", _pick(["csv"], size, draw)
    yield "load", pa.array(np.ones(size, dtype="int32"))
    recorded = started.astype("datetime64[s]") + draw.integers(0, 10 * 86_400, size).astype("timedelta64[s]")
    yield "recorded", pa.array(recorded)
    known_from = pa.array(np.minimum(recorded, np.datetime64(EXTRACTED, "s")))
    yield "known_from", known_from
    yield "held_from", known_from


def _ids(table: str, numbers: Values, number: str) -> pa.Array:
    return pa.array(np.char.add(f"{number}/{table[0]}", numbers.astype("U7")))


def _pick(words: list[str], size: int, draw: np.random.Generator) -> pa.Array:
    return pa.array(np.array(words)[draw.integers(0, len(words), size)])


def _days(
    name: str, span: tuple[str, ...], started: Values, ended: Values, draw: np.random.Generator
) -> Values:
    size = len(started)
    if name == "birth_date":
        return np.asarray(FIRST - draw.integers(-1000, 20 * 365, size).astype("timedelta64[D]"))
    if name in ("expected_birth_date", "death_date", "interview_offered", "interview_done"):
        return np.full(size, np.datetime64("NaT"), dtype="datetime64[D]")
    if span and name == span[0]:
        return started
    if span and name == span[-1]:
        return ended
    # Any other date lies between its row's two, or a while after the first.
    return np.asarray(started + draw.integers(1, 250, size).astype("timedelta64[D]"))


if __name__ == "__main__":
    make(Path(sys.argv[1]))
