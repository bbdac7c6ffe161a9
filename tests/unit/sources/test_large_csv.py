"""A large CSV is read at one go only where the careful reader finds the same, and then all of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from scrutable.errors import DataFault
from scrutable.sources import large_csv
from scrutable.sources.tabular import read_csv

NEVER = 10**9


@pytest.fixture
def any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every file for large."""
    monkeypatch.setattr(large_csv, "LARGE", 0)


def found(path: Path, large: int) -> Any:
    """Return all that is read from a file, or the fault it is refused for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(large_csv, "LARGE", large)
        try:
            grid = read_csv(path).listed()
        except DataFault as fault:
            return str(fault)
    return grid.headers, grid.columns, list(grid.rows), grid.findings


def read(text: str, delimiter: str = ",") -> tuple[list[str], list[list[str]], list[int]] | None:
    done = large_csv.read(text, delimiter)
    return done and (done.headers, [column.to_pylist() for column in done.columns], list(done.rows))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("quoted", [False, True])
@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_it_reads_every_delimiter_and_line_end_with_and_without_quotation_marks(
    mark: str, quoted: bool, end: str
) -> None:
    cells = [["a", "b"], ["1", "Zoë"], ["", " x "], ["", ""], ["NA", "#N/A"]]
    lines = [mark.join(f'"{cell}"' if quoted else cell for cell in row) for row in cells]
    assert read(end.join([*lines, ""]), mark) == (
        ["a", "b"],
        [["1", "", "NA"], ["Zoë", " x ", "#N/A"]],
        [2, 3, 5],
    )


def test_a_quoted_cell_may_hold_the_delimiter() -> None:
    assert read('a,b\n"1,2",3\n4,"5,"\n') == (["a", "b"], [["1,2", "4"], ["3", "5,"]], [2, 3])


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n1,2,3\n", "a,b\n1\n", "a,b\n\n1,2\n", "a,b\r\n\r\n1,2\r\n", "\na,b\n1,2\n", "a,b\r1,2\r", "a\n1\n",
        "a,b\n", 'a,b\n1,2"\n', 'a,b\n1,"2\n', 'a,b\n1,"2\n3"\n', 'a,b\n1,"2""3"\n', 'a,b\n"1" x,2\n', 'a,b\n1, "2"\n',
        'a,b\n"1,"2",3\n4,5",6"\n', f"a,b\n1,{'x' * 140_000}\n",
    ],
)  # fmt: skip
def test_what_the_careful_reader_must_see_is_left_to_it(text: str) -> None:
    assert read(text) is None


def csvs() -> st.SearchStrategy[str]:
    """Draw texts in which marks that matter are frequent: some are whole tables, some are anything."""
    cell = st.sampled_from(
        ["", "", " ", "1", "a b", "ü", "#N/A", '"x"', '"x,y"', '""', '"', 'x"y', '"x""y"', '"\n"']
    )
    plain = st.sampled_from(["", "1", "a b", "ü", '"x"', '"x,y"'])
    end = st.sampled_from(["\n", "\n", "\r\n", "\n\n", "\r", ""])

    def table(cells: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        row = st.tuples(cells, cells, cells, end).map(
            lambda parts: f"{parts[0]},{parts[1]},{parts[2]}{parts[3]}"
        )
        return st.lists(row, min_size=1, max_size=6).map(lambda rows: "id,made,team\n" + "".join(rows))

    return st.one_of(table(plain), table(cell), st.text(alphabet='a1 ,;"\n\r\u00a0\x85\f', max_size=40))


@settings(max_examples=500, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(csvs())
@example("a,b\n1,2\n , \n")
@example("a,b\n1,2\n ")
@example("a,b,a\n1,2,3\n")
def test_both_readers_find_the_same(tmp_path: Path, text: str) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes(text.encode())
    assert found(path, 0) == found(path, NEVER)


@pytest.fixture
def visits(tmp_path: Path) -> Iterator[Path]:
    """A file that is large as it stands."""
    path = tmp_path / "cp_visit.csv"
    lines = (f"V{n},C{n % 900},{1 + n % 28:02}/{1 + n % 12:02}/2019,Y\n" for n in range(45_000))
    path.write_text("cp_visit.visit_id,child_id,made,seen\n" + "".join(lines), encoding="cp1252")
    yield path


def test_a_large_file_is_read_so_and_its_rows_are_told_by_their_lines(visits: Path) -> None:
    assert visits.stat().st_size > large_csv.LARGE
    grid = read_csv(visits)
    assert isinstance(grid.rows, range)  # the careful reader counts lines in a list
    assert found(visits, 0) == found(visits, NEVER)
    assert (grid.rows[0], grid.rows[-1], len(grid.rows)) == (2, 45_001, 45_000)


def test_guessed_letters_and_doubled_headers_are_said(any_size: None, write: Any) -> None:
    grid = read_csv(write("a.csv", "x,X\n1,Zoë\n".encode("cp1252")))
    assert [finding.code for finding in grid.findings] == ["D231", "D237"]
