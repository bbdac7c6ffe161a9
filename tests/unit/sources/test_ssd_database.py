"""The SSD in PostgreSQL, on a server of the test run; the statements for SQL Server as text."""

import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest

from scrutable import sources
from scrutable.errors import DataFault, ScrutableError, UsageFault
from scrutable.sources import ssd_address, ssd_database
from scrutable.sources.ssd_sql import POSTGRESQL, SQL_SERVER, Column
from tests.unit.cli.running import Run
from tests.unit.sources.ssd_making import Loaded

_numbers = count(1)
TABLES = """
create schema ssd;
create table ssd.ssd_person (pers_person_id integer, pers_forename text, pers_sex char(4), pers_dob timestamp,
    pers_upn varchar(13), pers_ethnicity varchar(4));
insert into ssd.ssd_person values
    (1, 'CANARY', 'F', '2010-01-02', 'A1', 'WBRI'), (2, 'CANARY', 'M', null, null, 'MOTH');
create table ssd.ssd_cp_visits (cppv_cp_visit_id uuid, cppv_person_id numeric, cppv_cp_plan_id text,
    cppv_cp_visit_date timestamptz, cppv_cp_visit_seen bit(1), cppv_cp_visit_seen_alone boolean);
insert into ssd.ssd_cp_visits values
    ('00000000-0000-0000-0000-000000000001', 1, 'p', '2019-07-01 23:30+00', b'1', true),
    ('00000000-0000-0000-0000-000000000002', 2, null, '2019-12-01 23:30+00', b'0', null);
create table ssd."odd ""name"" x" ("CONT_CONTACT_ID" text, cont_person_id text, "cont_contact_date" date,
    "cont ""x"" y" text);
insert into ssd."odd ""name"" x" values ('c', '1', '2019-05-01', 'CANARY');
create table ssd.payroll (employee text, salary numeric);
"""


def do(url: str, *statements: str) -> None:
    """Run statements on a server, each on its own."""
    from adbc_driver_postgresql import dbapi

    with dbapi.connect(url, autocommit=True) as con, con.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.fixture
def url(postgresql_home: Path) -> Iterator[str]:
    """The address of a database with an SSD in it."""
    pytest.importorskip("adbc_driver_postgresql")
    name = f"cases_{next(_numbers)}_{os.getpid()}"
    server = f"postgresql://postgres@/NAME?host={postgresql_home}"
    do(server.replace("NAME", "postgres"), f"create database {name}")
    made = server.replace("NAME", name)
    do(made, *filter(str.strip, TABLES.split(";\n")))
    yield made


def read(url: str, schema: str | None = None) -> Any:
    """Read the one delivery of a database."""
    [delivery] = sources.read_database(ssd_address.parse(url, None, {}), schema)
    return delivery


def test_a_database_is_read(url: str, tmp_path: Path) -> None:
    delivery = read(url)
    loaded = Loaded(tmp_path / "store")
    from tests.unit.sources.ssd_making import EXTRACTED

    [loaded.report] = loaded.register.bring([delivery], modified=EXTRACTED, loaded_at=EXTRACTED)
    assert loaded.rows("child", "child_id", "upn", "birth_date", "sex") == [
        ("1", "A1", "2010-01-02", "F"), ("2", None, None, "M"),
    ]  # fmt: skip
    zeros = "00000000-0000-0000-0000-00000000000"
    assert loaded.rows("cp_visit", "visit_id", "child_id", "plan_id", "made", "seen", "seen_alone") == [
        (
            f"{zeros}1",
            "1",
            "p",
            "2019-07-02",
            True,
            True,
        ),  # half past eleven in London's summer is the next day
        (f"{zeros}2", "2", None, "2019-12-01", False, None),
    ]
    assert loaded.rows("contact", "contact_id", "received") == [("c", "2019-05-01")]
    assert "CANARY" not in repr((delivery, loaded.report))


def test_the_same_records_are_known_again(url: str) -> None:
    first = read(url)
    assert read(url).sha256 == first.sha256
    do(url, "update ssd.ssd_person set pers_sex = 'U' where pers_person_id = 2")
    assert read(url).sha256 != first.sha256


def test_only_wanted_columns_are_asked_for(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    real = type(POSTGRESQL).select

    def watched(self: Any, schema: str, table: str, columns: list[Column]) -> str:
        asked.append(real(self, schema, table, columns))
        return asked[-1]

    monkeypatch.setattr(type(POSTGRESQL), "select", watched)
    read(url)
    assert len(asked) == 3
    assert not [one for one in asked if "*" in one or "forename" in one or "payroll" in one]


def test_nothing_can_be_written(url: str) -> None:
    con = ssd_database._postgresql(ssd_address.parse(url, None, {}))
    try:
        with con.cursor() as cursor, pytest.raises(Exception, match="read-only transaction"):
            cursor.execute("delete from ssd.ssd_person")
    finally:
        con.close()
    do(url, "select 1")
    assert read(url).tables


def refused(url: str, code: str, schema: str | None = None) -> str:
    """Return the words of the refusal, which has this code and holds no password."""
    with pytest.raises(ScrutableError) as error:
        read(url, schema)
    assert error.value.code == code
    assert "SECRET" not in str(error.value)
    assert (
        error.value.__context__ is None or error.value.__suppress_context__
    )  # a traceback would show the driver's words
    return str(error.value)


def test_each_fault_has_its_number_and_holds_no_password(url: str) -> None:
    assert "does not answer" in refused("postgresql://reader:SECRET@127.0.0.1:1/cases", "D145")
    assert "does not answer" in refused("postgresql://reader:SECRET@no.such.host.invalid/cases", "D145")
    name = url.split("/")[3].split("?")[0]
    assert "no such database" in refused(url.replace(name, "nowhere"), "D146")
    assert "does not let this user in" in refused(url.replace("postgres@", "nobody:SECRET@"), "D146")
    assert "in the schema other" in refused(url, "D147", "other")


def test_missing_rights_are_named(url: str) -> None:
    reader = f"reader_{next(_numbers)}_{os.getpid()}"
    do(url, f"create user {reader}", f"grant usage on schema ssd to {reader}",
       f"grant select on ssd.ssd_person to {reader}", f'grant select on ssd."odd ""name"" x" to {reader}')  # fmt: skip
    as_reader = url.replace("postgres@", f"{reader}:SECRET@")
    assert "may not read ssd.ssd_cp_visits." in refused(as_reader, "D148")
    # A user that may read only the wanted columns is enough.
    do(url, "grant select (cppv_cp_visit_id, cppv_person_id, cppv_cp_plan_id, cppv_cp_visit_date, cppv_cp_visit_seen,"
       f" cppv_cp_visit_seen_alone) on ssd.ssd_cp_visits to {reader}")  # fmt: skip
    assert len(read(as_reader).tables) == 3


def test_two_schemas_must_be_told_apart(url: str) -> None:
    do(url, "create schema old", "create table old.ssd_person as select * from ssd.ssd_person")
    assert "several schemas" in refused(url, "U164")
    assert len(read(url, "ssd").tables) == 3
    assert len(read(url, "old").tables) == 1


def test_of_two_copies_the_one_with_the_right_name_is_read(url: str) -> None:
    do(url, "create table ssd.a_copy (like ssd.ssd_person)", "create table ssd.z_copy (like ssd.ssd_person)")
    assert "ssd.ssd_person" in str(read(url).files)
    do(url, "drop table ssd.ssd_person")
    assert "are both ssd_person" in refused(url, "D142")


def test_a_table_of_any_number_of_rows_ends(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ssd_database, "MOST_ROWS", 1)
    assert "more than 1 rows" in refused(url, "D144")


def test_the_command_loads_plans_and_takes_the_password_from_a_variable(
    url: str, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    run("init", store, "--number", "999")
    planned = run("load", "--from", url.replace("postgres@", "postgres:SECRET@"), "--plan", "--store", store)
    assert planned.code == 0 and "Nothing was loaded." in planned.out and "cp_visit" in planned.out
    monkeypatch.setenv("SSD_PASSWORD", "SECRET")
    done = run("load", "--from", url, "--password-from", "SSD_PASSWORD", "--schema", "ssd", "--store", store)
    assert done.code == 1, done.err  # columns are missing
    assert "cp_visit" in done.out
    again = run("load", "--from", url, "--store", store)
    assert "Already loaded" in again.out
    assert "SECRET" not in planned.out + planned.err + done.out + done.err
    for file in store.rglob("*"):
        if file.is_file():
            assert b"SECRET" not in file.read_bytes() and b"CANARY" not in file.read_bytes(), file


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--from", "http://host/cases"), "U162"),
        (("--from", "postgresql://host"), "U162"),
        (("--from", "postgresql://host:99999999/cases"), "U162"),
        (("--from", "postgresql://host/cases", "--password-from", "NOT_SET"), "U163"),
        (("--from", "postgresql://host/cases", "a.csv"), "U164"),
        ((), "U110"),
    ],
)
def test_what_cannot_be_asked_for(arguments: tuple[str, ...], code: str, tmp_path: Path, run: Run) -> None:
    run("init", tmp_path / "store")
    done = run("load", *arguments, "--store", tmp_path / "store")
    assert done.code == 2 and code in done.err


def test_an_address_never_shows_its_password() -> None:
    parse: Callable[[str], ssd_address.Address] = lambda text: ssd_address.parse(text, None, {})  # noqa: E731
    for text in (
        "postgresql://reader:SECRET@host:5433/cases",
        "postgres://reader@host/cases?password=SECRET&sslmode=require",
        "mssql://reader:SECRET@host/cases",
    ):
        address = parse(text)
        assert address.password == "SECRET"
        assert "SECRET" not in f"{address} {address!r} {address.options}"
    odd = parse("postgresql://a%40b:p%2Fw%3A%40@host/cases")
    assert (odd.user, odd.password) == ("a@b", "p/w:@")
    assert odd.uri(connect_timeout="5") == "postgresql://a%40b:p%2Fw%3A%40@host/cases?connect_timeout=5"


def test_the_statements_for_sql_server() -> None:
    columns = [
        Column("pers_person_id", "int"), Column("pers]dob", "datetime"), Column("id", "uniqueidentifier"),
        Column("seen", "bit"), Column("at", "datetimeoffset"), Column("miles", "decimal"),
    ]  # fmt: skip
    assert SQL_SERVER.select("dbo", "ssd]person", columns) == (
        "select [pers_person_id], [pers]]dob], cast([id] as nvarchar(max)) as [id], [seen],"
        " cast([at] at time zone 'GMT Standard Time' as datetime2) as [at], cast([miles] as nvarchar(max)) as [miles]"
        " from [dbo].[ssd]]person]"
    )
    for statement in (SQL_SERVER.catalogue, POSTGRESQL.catalogue):
        assert "*" not in statement.replace("(*)", "") and statement.lower().startswith("select ")


def test_sql_server_without_its_driver_says_what_to_install() -> None:
    with pytest.raises(UsageFault, match=r"U161 The driver of SQL Server is not installed"):
        sources.read_database(ssd_address.parse("mssql://host/cases", None, {}), None)


def test_what_the_driver_of_sql_server_is_given() -> None:
    said = ssd_database.connection_string(ssd_address.parse("mssql://a;b:p}w;x@host:1433/cases", None, {}))
    assert said == (
        "Server={host,1433};Database={cases};Encrypt={yes};ApplicationIntent={ReadOnly};UID={a;b};PWD={p}}w;x};"
    )
    trusted = ssd_database.connection_string(
        ssd_address.parse("mssql://host/cases?TrustServerCertificate=yes", None, {})
    )
    assert trusted.endswith("Trusted_Connection={yes};TrustServerCertificate={yes};")


class FakeCursor:
    """A cursor as DB-API has it, without Arrow: a catalogue, then a table, a few rows at a time."""

    CATALOGUE: ClassVar = [
        ("dbo", "ssd_cp_visits", name, kind, 1, 3)
        for name, kind in (
            ("cppv_cp_visit_id", "nvarchar"), ("cppv_person_id", "int"), ("cppv_cp_visit_date", "datetime"),
            ("cppv_cp_visit_bedroom", "nchar"),
        )
    ]  # fmt: skip

    def __init__(self) -> None:
        self.left: list[Any] = []

    def __enter__(self) -> "FakeCursor":
        return self

    def __exit__(self, *_: object) -> None: ...

    def execute(self, statement: str, parameters: Any = None) -> None:
        from tests.unit.sources.ssd_making import day

        assert statement.startswith("select ")
        self.left = [("v1", 1, day("2019-04-01")), ("v2", 2, day("2019-04-02")), ("v3", None, None)]
        if parameters is not None:
            self.left = list(self.CATALOGUE)

    def fetchall(self) -> list[Any]:
        return self.left

    def fetchmany(self, size: int) -> list[Any]:
        taken, self.left = self.left[:2], self.left[2:]
        return taken


def test_a_driver_without_arrow_gives_the_same_form(monkeypatch: pytest.MonkeyPatch) -> None:
    """It stands for SQL Server, which no test run has: rows come in batches and are put together."""
    con = SimpleNamespace(cursor=FakeCursor, close=lambda: None)
    monkeypatch.setattr(ssd_database, "_sql_server", lambda address: con)
    [delivery] = sources.read_database(ssd_address.parse("mssql://host/cases", None, {}), None)
    [rows] = delivery.tables
    assert rows.columns["visit_id"].to_pylist() == ["v1", "v2"]  # type: ignore[attr-defined]
    assert rows.columns["child_id"].to_pylist() == ["1", "2"]  # type: ignore[attr-defined]
    assert delivery.files == ["cases/dbo.ssd_cp_visits"]


def test_a_connection_that_is_lost_is_a_fault_with_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    class Lost(FakeCursor):
        def fetchmany(self, size: int) -> list[Any]:
            raise RuntimeError("the value CANARY of SECRET was lost")

    monkeypatch.setattr(
        ssd_database, "_sql_server", lambda address: SimpleNamespace(cursor=Lost, close=lambda: None)
    )
    with pytest.raises(
        DataFault, match=r"D149 Reading from mssql://host/cases broke off \(RuntimeError\)"
    ) as error:
        sources.read_database(ssd_address.parse("mssql://host/cases", None, {}), None)
    assert "CANARY" not in str(error.value)
