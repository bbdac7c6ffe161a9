"""A lake of exports: what is written, what is read of it, and what is refused."""

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from scrutable.engine import lake
from scrutable.engine.duckdb import Engine
from scrutable.engine.export import FORMAT, Council, councils, export
from scrutable.engine.period import parse
from scrutable.engine.reads import tables_read
from scrutable.engine.views import Spoken
from scrutable.errors import DataFault, Refused, UsageFault
from scrutable.figures.lake import open_lake
from scrutable.indicators.definition import catalogue
from scrutable.register.settings import Settings

EXPORTED_ON = datetime(2020, 1, 6, 23, 59)
Q3 = "2019-20Q3"


def plan(council: str, number: int, issued: date | None = date(2019, 12, 1)) -> dict[str, Any]:
    return {
        "authority": council, "plan_id": f"{council}/P{number}", "child_id": f"{council}/C{number}",
        "requested": date(2019, 9, 1), "issued": issued,
    }  # fmt: skip


def write(
    into: Path,
    council: str,
    *plans: dict[str, Any],
    known_on: datetime = EXPORTED_ON,
    **more: list[dict[str, Any]],
) -> Path:
    """Export a council that holds plans, requests of which there are none, and what else is given."""
    engine = Engine.over_rows({"ehc_plan": list(plans), **more})
    held = frozenset({"ehc_plan", "ehc_request", "ehc_assessment", "child", *more})
    [folder] = export(engine, [Council(council, f"Council {council}", held)], known_on, into)
    engine.con.close()
    return folder


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """A lake of two councils: one plan in the first, two in the second; the quotation mark is of the path."""
    into = tmp_path / "it's a lake"
    write(into, "998", plan("998", 1), known_on=datetime(2020, 2, 1))
    write(into, "999", plan("999", 1), plan("999", 2))
    return into


def issued(into: Path, *chosen: str, **asked: Any) -> list[tuple[Any, ...]]:
    """Return the plans issued in the quarter, as a lake counts them."""
    found = open_lake(into, chosen).figures(["ehc_plans_issued"], [Q3], **asked)
    return [(figure.breakdown, figure.value) for figure in found]


def test_a_figure_over_all_councils_and_by_council(two: Path) -> None:
    assert issued(two) == [(None, 3)]
    assert issued(two, by="authority") == [("998", 1), ("999", 2)]
    assert issued(two, "998") == [(None, 1)]


def test_one_council_alone_is_broken_down_by_council_too(two: Path) -> None:
    assert issued(two, "998", by="authority") == [("998", 1)]


def test_an_export_again_replaces_that_council_whole_and_no_other(two: Path) -> None:
    (two / "999" / "referral.parquet").write_bytes(b"of an earlier export")
    write(two, "999", plan("999", 7))
    assert issued(two, by="authority") == [("998", 1), ("999", 1)]
    assert not (two / "999" / "referral.parquet").exists()
    assert sorted(path.name for path in two.iterdir()) == [".lock", "998", "999", "calendar.parquet"]


def test_an_export_that_was_stopped_leaves_no_half(two: Path) -> None:
    """What a stopped export leaves lies beside, is not read, and is gone after the next."""
    for name in (".999.part", ".999.old"):
        (two / name).mkdir()
        (two / name / "export.json").write_text("{", encoding="utf-8")
    assert issued(two) == [(None, 3)]
    write(two, "999", plan("999", 7))
    assert issued(two) == [(None, 2)]
    assert not list(two.glob(".999*"))


def test_the_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    one = write(tmp_path / "one", "999", plan("999", 1), plan("999", 2))
    other = write(tmp_path / "other", "999", plan("999", 2), plan("999", 1))
    files = sorted(path.name for path in one.iterdir())
    assert [(one / name).read_bytes() for name in files] == [(other / name).read_bytes() for name in files]


def test_what_an_export_says_of_itself(two: Path) -> None:
    said = json.loads((two / "999" / "export.json").read_text(encoding="utf-8"))
    assert (said["authority"], said["name"], said["known_on"]) == (
        "999",
        "Council 999",
        "2020-01-06T23:59:00",
    )
    assert said["tables"] == {
        "child": 0, "ehc_request": 0, "ehc_assessment": 0, "ehc_plan": 2, "records": 0, "local_rule": 0,
    }  # fmt: skip


def test_the_calendar_lies_in_the_lake(two: Path) -> None:
    days = pq.read_table(two / "calendar.parquet").filter(pa.compute.field("day") == date(2019, 12, 25))
    assert days.column("is_working_day").to_pylist() == [False]


def test_only_a_councils_own_rows_are_exported(tmp_path: Path) -> None:
    write(tmp_path, "999", plan("999", 1), plan("998", 1))
    assert issued(tmp_path) == [(None, 1)]


def test_a_council_without_the_records_is_named_and_not_counted_as_none(two: Path) -> None:
    write(two, "997", missing_episode=[])
    found = open_lake(two).figures(["missing_episodes"], [Q3])
    assert [(one.value, one.absent) for one in found] == [
        (
            None,
            "no records of missing_episode in the export of 998; no records of missing_episode in the export of 999",
        )
    ]
    [alone] = open_lake(two, ["997"]).figures(["missing_episodes"], [Q3])
    assert alone.value == 0


def test_a_period_ends_with_the_day_that_all_councils_know(two: Path) -> None:
    view = open_lake(two)
    assert view.engine.last_day(parse("2020-01")) == date(2020, 1, 6)
    assert view.said == "2020-01-06 to 2020-02-01"
    assert open_lake(two, ["998"]).said == "2020-02-01"


def test_records_begin_where_the_last_of_the_councils_begins(tmp_path: Path) -> None:
    for council, begins in (("998", date(2018, 4, 1)), ("999", date(2019, 4, 1))):
        row = {"authority": council, "table_name": "ehc_plan", "begins": begins}
        write(tmp_path, council, records=[row])
    assert lake.open_duckdb(lake.read(tmp_path)).begins == {"ehc_plan": date(2019, 4, 1)}


def test_a_column_that_an_earlier_version_did_not_write_is_null(two: Path) -> None:
    file = two / "998" / "ehc_plan.parquet"
    pq.write_table(pq.read_table(file).drop_columns(["team", "recorded"]), file)
    assert [row["team"] for row in cases(two)] == [None, None, None]
    for council in ("998", "999"):
        file = two / council / "ehc_plan.parquet"
        kept = [name for name in pq.read_table(file).column_names if name not in ("team", "recorded")]
        pq.write_table(pq.read_table(file, columns=kept), file)
    assert [row["team"] for row in cases(two)] == [None, None, None]


def cases(into: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = open_lake(into).cases("ehc_plans_issued", Q3).to_pylist()
    return rows


@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_csv('/etc/hostname')",
        "copy (select 1) to 'x.parquet'",
        "select * from read_json('{folder}/999/export.json')",
        "set lock_configuration = false",
        "set memory_limit = '1TB'",
    ],
)
def test_a_lake_is_read_and_nothing_else(two: Path, statement: str) -> None:
    con = lake.open_duckdb(lake.read(two)).con
    with pytest.raises(duckdb.Error):
        con.execute(statement.format(folder=two.as_posix().replace("'", "''")))


def test_more_than_the_memory_goes_into_the_temporary_folder(
    two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lake, "MEMORY", "30MB")
    con = lake.open_duckdb(lake.read(two)).con
    rows = con.execute(
        "select count(*) from (select i, i * 7 % 1000003 as k from range(2000000) t(i) order by k, i)"
    )
    assert rows.fetchall() == [(2_000_000,)]


def spoil(file: Path, change: Callable[[dict[str, Any]], object]) -> None:
    said = json.loads(file.read_text(encoding="utf-8"))
    change(said)
    file.write_text(json.dumps(said), encoding="utf-8")


def test_what_cannot_be_opened_is_said(two: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageFault, match="U113"):
        lake.read(tmp_path / "nowhere")
    with pytest.raises(UsageFault, match=r"U114 .*997"):
        lake.read(two, ["997"])
    for change in (
        lambda said: said.pop("known_on"),
        lambda said: said.update(format=FORMAT - 1),
        lambda said: said.update(format=FORMAT + 1),
    ):
        write(two, "999")
        spoil(two / "999" / "export.json", change)
        with pytest.raises(DataFault, match="D121"):
            lake.read(two)


def test_nothing_loaded_is_no_export(tmp_path: Path) -> None:
    with pytest.raises(UsageFault, match="U109"):
        export(Engine.over_rows({}), [], EXPORTED_ON, tmp_path / "lake")
    assert not (tmp_path / "lake").exists()


def test_an_authority_that_cannot_name_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="R121"):
        write(tmp_path / "lake", "../999")
    assert not (tmp_path / "999").exists()


def test_a_store_of_several_councils_gives_each_its_tables() -> None:
    held = [("999", "referral"), ("998", "child"), ("999", "child")]
    spoken = [Spoken(council, table, "cin", ()) for council, table in held]
    assert councils(spoken, Settings(number="999", name="Ours")) == [
        Council("998", "", frozenset({"child"})), Council("999", "Ours", frozenset({"child", "referral"})),
    ]  # fmt: skip


@pytest.mark.parametrize("definition", catalogue(), ids=lambda one: one.id)
def test_what_a_definition_reads_is_told_from_its_text(empty: Engine, definition: Any) -> None:
    """DuckDB, which binds the text to its tables, says the same, and the calendar where a function looks there."""
    told = tables_read(empty.con, definition.select)
    assert told == empty.tables_of(definition) - ({"calendar"} - told)


@pytest.fixture(scope="module")
def empty() -> Engine:
    return Engine.over_rows({})
