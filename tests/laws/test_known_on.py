"""What was known on a day stays what it was, whatever is loaded later, and in whatever order the rows stand."""

import csv
import json
import random
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import scrutable
from scrutable.figures.rows import as_row
from scrutable.store import Store
from tests.unit.register.making import everything

MOMENTS = ("2019-10-07", "2019-11-04", "2020-01-06", "2020-01-20", "2020-02-03")
DAYS = ("2019-09-30", "2019-10-01", "2019-10-14", "2019-10-15", "2019-12-31", "2020-01-01")
ASKED = ("child_protection_visits_in_time", "ehc_plans_within_20_weeks")
# No shrinking: each example makes two stores, and a smaller one would take minutes to find.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
Extract = dict[str, list[dict[str, str]]]


def extracts() -> st.SearchStrategy[Extract]:
    """Draw what a case system says one day. The same few ids come, go, change and come back from day to day."""
    day, child, team = st.sampled_from(DAYS), st.sampled_from("123"), st.sampled_from(["North", "South", ""])

    def rows(
        key: str, ids: str, **columns: st.SearchStrategy[str]
    ) -> st.SearchStrategy[list[dict[str, str]]]:
        one = st.fixed_dictionaries({key: st.sampled_from(ids), **columns})
        return st.lists(one, max_size=7, unique_by=lambda row: row[key])

    requested = st.sampled_from(["2019-05-14", "2019-05-13", ""])  # 140 and 141 days before 1 October
    planned = {"started": st.just("2019-09-16"), "visit_every_days": st.just("14")}
    return st.fixed_dictionaries(
        {
            "child": rows("child_id", "123", sex=st.sampled_from("MFU"), birth_date=day),
            "cp_plan": rows("plan_id", "AB", child_id=child, team=team, **planned),
            "cp_visit": rows("cp_visit.visit_id", "123456", child_id=child, made=day, team=team),
            "ehc_plan": rows(
                "plan_id",
                "1234",
                child_id=child,
                issued=day,
                requested=requested,
                exception=st.sampled_from("YN"),
            ),
        }
    )


def write(folder: Path, extract: Extract, order: random.Random | None) -> list[Path]:
    """Write an extract as plain CSVs; with `order`, the rows and the columns shuffled by it."""
    folder.mkdir()
    paths = []
    for table, rows in extract.items():
        if rows:
            columns, rows = list(rows[0]), list(rows)
            if order:
                order.shuffle(rows)
                order.shuffle(columns)
            path = folder / f"{table}.csv"
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, columns)
                writer.writeheader()
                writer.writerows(rows)
            paths.append(path)
    return paths


def answer(store: Store, moment: str) -> bytes:
    """Return all that can be asked about two indicators as known on a day, as bytes."""
    view = store.known_on(moment)
    said: list[Any] = []
    for one in ASKED:
        definition = view.definition(one)
        periods = ["2019-20Q2", "2019-20Q3"]
        said += [as_row(figure) for figure in view.figures([one], periods, by=["team", "sex"])]
        for period in periods:
            said.append([one, definition.hash, view.cases(one, period).to_pylist()])
    return json.dumps(said, default=str).encode()


def known(store: Store, moment: str) -> list[tuple[str, str]]:
    """Return what the register itself said at the end of a day, without the columns that a later load fills in."""
    with store.register.reading() as con:
        parts = [
            f"select '{table}' as name, cast(x as varchar) as said from (select * exclude (known_to) from {table}"
            f" where known_from <= timestamp '{moment} 23:59:59'"
            f" and (known_to is null or known_to > timestamp '{moment} 23:59:59')) x"
            for table in ("child", "cp_plan", "cp_visit", "ehc_plan")
        ]
        return con.execute(f"{' union all '.join(parts)} order by all").fetchall()


def loaded(
    folder: Path, history: list[Extract], order: random.Random | None = None
) -> tuple[Store, dict[str, list[tuple[str, str]]]]:
    """Load a history, a day at a time; return the store and what it said at the end of each day."""
    store = scrutable.init(folder / "store", number="999")
    said = {}
    for moment, extract in zip(MOMENTS, history, strict=False):
        if paths := write(folder / moment, extract, order):
            store.load(paths, extracted_at=moment)
            said[moment] = known(store, moment)
    return store, said


@pytest.mark.slow
@settings(max_examples=max(4, settings.default.max_examples // 25), phases=PHASES)
@given(st.lists(extracts(), min_size=2, max_size=5), st.integers(0, 99))
def test_later_loads_and_the_order_of_rows_change_nothing(history: list[Extract], seed: int) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "early").mkdir()
        (folder / "as given").mkdir()
        (folder / "shuffled").mkdir()
        half = len(history) // 2
        early, _ = loaded(folder / "early", history[:half])
        store, said = loaded(folder / "as given", history)
        for moment, rows in said.items():
            assert known(store, moment) == rows, f"what the register said on {moment} has changed"
        if early.register.generation():
            moment = MOMENTS[half - 1]
            assert answer(store, moment) == answer(early, moment), (
                f"what was answered on {moment} has changed"
            )
        other, said_there = loaded(folder / "shuffled", history, random.Random(seed))
        assert said_there == said
        if said:
            assert answer(other, MOMENTS[-1]) == answer(store, MOMENTS[-1])
        now, then = (
            [row for row in everything(one.register.current()) if not row[0].startswith("books.")]
            for one in (store, other)
        )
        assert now == then


def test_the_law_is_put_to_the_test(tmp_path: Path) -> None:
    """A correction changes what is known on the later day and not what was known on the earlier."""
    late = {
        "ehc_plan": [{"plan_id": "1", "child_id": "1", "issued": "2019-10-01", "requested": "2019-05-13"}]
    }
    in_time = {"ehc_plan": [{**late["ehc_plan"][0], "requested": "2019-05-14"}]}
    store, said = loaded(tmp_path, [late, in_time])
    first, second = said.values()
    assert first != second
    plans = store.indicator("ehc_plans_within_20_weeks")
    for moment, met in zip(MOMENTS, (0, 1), strict=False):
        assert plans.figures("2019-20Q3", known_on=moment).column("numerator").to_pylist() == [met]
