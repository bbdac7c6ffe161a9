import pytest

from scrutable import sources
from scrutable.errors import DataFault
from scrutable.register.schema import tables
from scrutable.sources.delivery import Scope
from scrutable.sources.plain_csv import nearest_table, table_of


@pytest.fixture
def read(write):
    def done(text, name="x.csv"):
        (delivery,) = sources.read([write(name, text)])
        return delivery

    return done


@pytest.mark.parametrize("name", tables())
def test_every_table_can_be_given_in_full_with_its_name(name):
    columns = list(tables()[name].columns)
    match = table_of("f", [f"{name}.{columns[0]}", *columns[1:], "recorded"])
    assert match is not None
    assert match.table == name
    assert list(match.columns) == [*columns, "recorded"]


SHARED = ("cin_plan", "cin_visit", "cp_visit", "care_visit")  # another table has all their columns


@pytest.mark.parametrize("name", [name for name in tables() if name not in SHARED])
def test_every_table_with_columns_of_its_own_is_known_without(name):
    match = table_of("f", [column.upper().replace("_", " ") for column in tables()[name].columns])
    assert match is not None
    assert match.table == name


def test_a_row_is_read_as_text_with_when_it_was_recorded(read, table):
    delivery = read("Worker ID,kind,Department,recorded\n0012,agency,North,2019-10-02 09:00\n")
    rows = table(delivery, "worker")
    assert rows.columns == {
        "worker_id": ["0012"], "kind": ["agency"], "department": ["North"], "recorded": ["2019-10-02 09:00"],
    }  # fmt: skip
    assert (delivery.source, rows.scope, rows.rows, rows.place) == ("csv", Scope(whole=True), [2], "")
    assert rows.headers["worker_id"] == "Worker ID"


def test_a_table_without_a_span_is_whole_too(read, table):
    rows = table(read("child_id,birth_date,sex\n7,2010-01-01,1\n"), "child")
    assert rows.scope == Scope(whole=True)
    assert rows.aliases["sex"]["1"] == "M"


def test_visits_that_could_be_of_several_tables_are_refused_with_what_to_write(read):
    with pytest.raises(DataFault) as refused:
        read("visit_id,plan_id,child_id,made,seen\n1,2,3,2019-10-01,y\n")
    assert refused.value.code == "D113"
    assert "cin_visit or cp_visit" in refused.value.says
    assert "cin_visit.visit_id" in refused.value.do


def test_the_files_name_settles_only_what_its_headers_leave_open():
    headers = ["visit_id", "plan_id", "child_id", "made", "seen"]
    assert table_of("cp_visit.csv", headers).table == "cp_visit"
    assert table_of("CIN Visit.csv", headers).table == "cin_visit"
    assert table_of("cp_visit.csv", ["child_id", "birth_date", "sex"]).table == "child"


def test_one_header_with_its_table_settles_it(read, table):
    delivery = read("cp_visit.visit_id,plan_id,child_id,Made\n1,2,3,2019-10-01\n")
    assert table(delivery, "cp_visit").columns["made"] == ["2019-10-01"]


def test_headers_of_two_tables_are_refused(read):
    with pytest.raises(DataFault, match="cin_visit and cp_visit"):
        read("cp_visit.visit_id,cin_visit.made,child_id\n1,2,3\n")


def test_unknown_columns_are_said_and_not_read(read, table, coded):
    delivery = read("worker_id,kind,role,shoe size\n1,agency,x,9\n")
    assert [(f.level, f.column) for f in coded(delivery.findings, "D223")] == [("note", "column 4")]
    assert "shoe size" not in table(delivery, "worker").columns


def test_a_needed_column_that_is_not_there_is_said(read, coded):
    delivery = read("cp_visit.visit_id,made\n1,2019-10-01\n")
    assert [f.column for f in coded(delivery.findings, "D224")] == ["child_id"]


def test_two_files_of_a_table_are_one_extract(write):
    one, two = (write(f"{n}.csv", f"worker_id,kind\n{n},agency\n") for n in "12")
    (delivery,) = sources.read([one, two])
    assert [(rows.place, rows.columns["worker_id"]) for rows in delivery.tables] == [
        ("1.csv", ["1"]),
        ("2.csv", ["2"]),
    ]
    assert delivery.files == ["1.csv", "2.csv"]


@pytest.mark.parametrize(
    ("headers", "guess"),
    [
        ("visit_id,made", "lacks child_id"),
        ("worker_id,kind,a,b,c,d", "nearest to the table worker"),
        ("a,b", "none of the formats"),
    ],
)
def test_what_is_no_table_is_refused_with_a_guess(read, headers, guess):
    with pytest.raises(DataFault, match=guess) as refused:
        read(headers + "\n")
    assert refused.value.code == "D112"


def test_nearest_table():
    assert nearest_table(["request id", "received"])[0] == "ehc_request"
    assert nearest_table(["a"]) == ("", [])
