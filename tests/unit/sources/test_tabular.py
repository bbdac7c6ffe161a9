import pytest

from scrutable.errors import DataFault
from scrutable.sources.tabular import read_csv


def test_a_plain_csv_keeps_text_as_it_is(write):
    grid = read_csv(write("a.csv", "CHILD,DOB\n0012,01/02/2003\n,\n7,\n"))
    assert grid.headers == ["CHILD", "DOB"]
    assert grid.columns == [["0012", "7"], ["01/02/2003", ""]]
    assert grid.findings == []


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_delimiters_byte_order_marks_and_line_ends(write, delimiter, encoding, newline):
    text = newline.join([f"CHILD{delimiter}NAME", f"1{delimiter}Zoë", ""])
    grid = read_csv(write("a.csv", text.encode(encoding)))
    assert grid.headers == ["CHILD", "NAME"]
    assert grid.columns == [["1"], ["Zoë"]]
    assert grid.rows == [2]
    assert grid.findings == []


def test_windows_1252_is_read_and_said(write):
    grid = read_csv(write("a.csv", "CHILD,TEAM\n1,Café – North\n".encode("cp1252")))
    assert grid.columns[1] == ["Café – North"]
    assert [finding.code for finding in grid.findings] == ["D231"]


def test_line_numbers_count_line_breaks_inside_cells(write):
    grid = read_csv(write("a.csv", 'a,b\n1,"two\nlines"\n\n3,4\n'))
    assert grid.rows == [2, 5]
    assert grid.columns == [["1", "3"], ["two\nlines", "4"]]


def test_ragged_rows_are_findings(write):
    grid = read_csv(write("a.csv", "a,b\n1,2,3\n4\n5,6,,\n7,8\n"))
    assert grid.columns == [["4", "5", "7"], ["", "6", "8"]]
    assert grid.rows == [3, 4, 5]
    assert [(f.code, f.level, f.row) for f in grid.findings] == [
        ("D221", "unusable", 2),
        ("D222", "attention", 3),
    ]


def test_many_ragged_rows_do_not_flood_the_findings(write):
    grid = read_csv(write("a.csv", "a,b\n" + "1\n" * 1000))
    assert len(grid.findings) == 51
    assert sum(finding.rows for finding in grid.findings) == 1000


def test_a_header_alone_is_a_table_of_no_rows(write):
    grid = read_csv(write("a.csv", "a,b"))
    assert grid.columns == [[], []]
    assert grid.rows == []


def test_rows_of_nothing_but_commas_are_passed_over(write):
    grid = read_csv(write("a.csv", "a,b\n,\n1,2\n,,,,\n"))
    assert grid.rows == [3]


def test_a_doubled_header_is_said_and_the_first_is_used(write):
    grid = read_csv(write("a.csv", "CHILD,child,x\n1,2,3\n"))
    assert grid.named(["CHILD"]) == {"CHILD": ["1"]}
    assert [finding.code for finding in grid.findings] == ["D237"]


def test_quotation_marks_inside_a_cell_are_read_and_said(write):
    grid = read_csv(write("a.csv", 'a,b\n"Fred" Smith,2\n3,4\n'))
    assert grid.columns[1] == ["2", "4"]
    assert [finding.code for finding in grid.findings] == ["D238"]


def test_a_quotation_mark_never_closed_is_refused_with_its_line(write):
    with pytest.raises(DataFault, match="line 3") as refused:
        read_csv(write("a.csv", 'a,b\n1,2\n3,"4\n5,6\n'))
    assert refused.value.code == "D119"


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"a,b\n1,\x002\n", "D105"), (b"a,b\n\x01\n", "D105"), (b"a,b\n\x81\xff\n", "D118"), (b"\n\n", "D103")],
)
def test_what_is_no_text_is_refused(write, content, code):
    with pytest.raises(DataFault) as refused:
        read_csv(write("a.csv", content))
    assert refused.value.code == code


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_line_ends_may_be_mixed(write, ends):
    grid = read_csv(write("a.csv", f"a,b{ends}1,x\r\n2,y\r3,z\n4,w{ends}"))
    assert (grid.headers, grid.columns) == (["a", "b"], [["1", "2", "3", "4"], ["x", "y", "z", "w"]])
    assert list(grid.rows) == [2, 3, 4, 5]


def test_rows_of_nothing_but_delimiters_are_not_held(write):
    grid = read_csv(write("a.csv", "a,b\n" + ",\n" * 1_000 + "1,x\n" + ",,,\n" * 1_000))
    assert (grid.columns, list(grid.rows)) == ([["1"], ["x"]], [1_002])
