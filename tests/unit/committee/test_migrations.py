"""Records of an earlier form are brought up in place, none lost; and what is written once cannot be changed."""

import threading
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, Table, create_engine, insert, inspect, text
from sqlalchemy.exc import DatabaseError

from scrutable.committee import corrections, migrations, publications
from scrutable.committee.publications import Publication, PublishedFigure
from scrutable.committee.records import Entry, Records
from scrutable.committee.tables import APPEND_ONLY, METADATA

AT = datetime(2020, 1, 6, 9)
FIRST = ("audit", "publication", "published_file", "published_figure", "correction", "corrected_in")


def shape(engine: Engine, table: str) -> dict[str, object]:
    """Return what is to be the same of a table however it came about."""
    seen = inspect(engine)
    return {
        "columns": {one["name"]: (str(one["type"]), one["nullable"]) for one in seen.get_columns(table)},
        "key": seen.get_pk_constraint(table)["constrained_columns"],
        "foreign": sorted(
            (one["constrained_columns"], one["referred_table"]) for one in seen.get_foreign_keys(table)
        ),
        "indexes": sorted(one["column_names"] for one in seen.get_indexes(table)),
    }


def filled(records: Records) -> None:
    records.note(Entry(AT, "an analyst", "init", "store"))
    corrections.add(
        records, AT, "an analyst", date(2020, 1, 6), "Service Manager", "children_missing/2019-20Q2", "49."
    )
    one = Publication("p", AT, "an analyst", "2019-20Q3", "2020-01-06", "", "0.1", {"pack.html": "0" * 64})
    figure = PublishedFigure("p", "children_missing/2019-20Q3", 49, None, 49, 0, "child", "", "0" * 64)
    publications.add(records, one, [figure], [1])


def held(records: Records) -> object:
    return (
        records.audit(),
        corrections.every(records),
        publications.published(records),
        publications.history(records, "children_missing/2019-20Q3"),
    )


def test_the_steps_make_what_the_tables_say(url: str, tmp_path: Path) -> None:
    with Records(tmp_path, url) as stepped:
        other = create_engine(f"sqlite:///{tmp_path / 'plain.sqlite'}")
        METADATA.create_all(other)
        if url.startswith("sqlite"):
            for table in METADATA.tables:
                assert shape(stepped.engine, table) == shape(other, table), table
        assert set(METADATA.tables) <= set(inspect(stepped.engine).get_table_names())
        other.dispose()


def test_records_from_before_there_were_steps_are_brought_up_in_place(url: str, tmp_path: Path) -> None:
    engine = create_engine(url)
    METADATA.create_all(engine, tables=[METADATA.tables[name] for name in FIRST])
    old = object.__new__(Records)  # as it was opened then: without steps
    old.engine = engine
    filled(old)
    before = held(old)
    engine.dispose()
    for _ in range(2):
        with Records(tmp_path, url) as opened:
            assert held(opened) == before
            with opened.engine.connect() as con:
                assert (
                    con.execute(text("select version_num from alembic_version")).scalar_one()
                    == migrations.newest()
                )


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_the_database_itself_refuses_to_change_what_is_written_once(
    url: str, tmp_path: Path, table: str
) -> None:
    with Records(tmp_path, url) as records:
        with records.engine.begin() as con:
            for name in dict.fromkeys(("request", table)):
                con.execute(insert(METADATA.tables[name]).values(**_row(METADATA.tables[name])))
        for change in (f"update {table} set at = null", f"delete from {table}"):
            with pytest.raises(DatabaseError, match="written once"), records.engine.begin() as con:
                con.execute(text(change))


def _row(table: Table) -> dict[str, object]:
    """Return a value for every column of a table that is to have one."""
    some = {
        datetime: datetime(2020, 1, 6, 9),
        date: date(2020, 1, 21),
        str: "x",
        bool: True,
        float: 0.5,
        int: 1,
    }
    return {
        one.name: some[one.type.python_type]
        for one in table.columns
        if not one.nullable and one.autoincrement is not True
    }


def test_a_step_that_fails_leaves_everything_as_it_was(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = create_engine(url)
    METADATA.create_all(engine, tables=[METADATA.tables[name] for name in FIRST])
    before = set(inspect(engine).get_table_names())
    monkeypatch.setattr(
        METADATA, "create_all", lambda _: 1 / 0
    )  # after the steps, within the same transaction
    with pytest.raises(ZeroDivisionError):
        migrations.bring_up(engine)
    engine.dispose()
    again = create_engine(url)
    assert set(inspect(again).get_table_names()) == before
    again.dispose()
    monkeypatch.undo()
    with Records(tmp_path, url) as opened:
        assert opened.audit() == []


def test_several_may_open_new_records_at_once(url: str, tmp_path: Path) -> None:
    faults: list[BaseException] = []

    def open_them() -> None:
        try:
            Records(tmp_path, url).close()
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=open_them) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


def test_a_missing_driver_is_named(tmp_path: Path) -> None:
    from scrutable.errors import UsageFault

    with pytest.raises(UsageFault, match=r"U602.*pymysql"):
        Records(tmp_path, "mysql+pymysql://localhost/none")
