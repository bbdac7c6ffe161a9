"""Row headers in Typst's PDF, read back with pikepdf, which shares no line with what wrote them."""

import io

import pikepdf
import pytest
import typst

from scrutable.errors import DataFault
from scrutable.report import rowheads
from scrutable.report.pdffile import amended

SOURCE = """
#set document(title: "Visits")
#figure(rect(), alt: "Not a table: 5 0 obj <</Type/StructElem/S/TD/P 1 0 R/A[<</O/Table/Headers[(x)]>>]>> endobj")
#table(
  columns: 3,
  table.header[Team][Due][Seen],
  [Neither], [1], [0],
  table.header(level: 2, repeat: false, table.cell(colspan: 3)[Long term]),
  [North], [40], [31],
  strong[South], [12], [12],
)
#table(columns: 2, table.header[Sex][Children], [Girls], [20])
"""


def with_row_heads(pdf: bytes) -> bytes:
    return amended(pdf, rowheads.mark)


@pytest.fixture(scope="module")
def raw() -> bytes:
    return bytes(typst.Compiler(SOURCE.encode()).compile(format="pdf", pdf_standards=["ua-1", "a-2a"]))


@pytest.fixture(scope="module")
def tables(raw: bytes) -> list[list[list[tuple[str, str, list[str]]]]]:
    """Return the tables of the mended file: rows of cells, each its tag, its scope and the words of its headers."""
    with pikepdf.open(io.BytesIO(with_row_heads(raw))) as pdf:
        names = pdf.Root.StructTreeRoot.IDTree.Names
        by_name = {bytes(names[at]): names[at + 1] for at in range(0, len(names), 2)}
        assert list(by_name) == sorted(by_name), "a reader looks a name up by halving"
        found = [
            one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Table"
        ]
        return [
            [[_cell(cell, by_name, found[at]) for cell in row.K] for part in found[at].K for row in part.K]
            for at in range(len(found))
        ]


def _cell(cell, by_name, table) -> tuple[str, str, list[str]]:
    places = {}
    for y, row in enumerate(row for part in table.K for row in part.K):
        places |= {each.objgen: f"{y},{x}" for x, each in enumerate(row.K)}
    says = cell.A[0]
    headers = [by_name[bytes(one)] for one in says.get("/Headers", [])]
    assert all(one.S == "/TH" for one in headers)
    return str(cell.S), str(says.get("/Scope", "")), [places[one.objgen] for one in headers]


def test_each_row_has_a_header_and_each_cell_names_its_column_group_and_row(tables):
    assert tables[0] == [
        [("/TH", "/Column", [])] * 3,
        [("/TH", "/Row", ["0,0"]), ("/TD", "", ["0,1", "1,0"]), ("/TD", "", ["0,2", "1,0"])],
        [("/TH", "/Column", [])],
        [
            ("/TH", "/Row", ["0,0", "2,0"]),
            ("/TD", "", ["0,1", "2,0", "3,0"]),
            ("/TD", "", ["0,2", "2,0", "3,0"]),
        ],
        [
            ("/TH", "/Row", ["0,0", "2,0"]),
            ("/TD", "", ["0,1", "2,0", "4,0"]),
            ("/TD", "", ["0,2", "2,0", "4,0"]),
        ],
    ]
    assert tables[1] == [
        [("/TH", "/Column", [])] * 2,
        [("/TH", "/Row", ["0,0"]), ("/TD", "", ["0,1", "1,0"])],
    ]


def test_the_file_is_whole_and_nothing_but_tags_has_changed(raw):
    with pikepdf.open(io.BytesIO(raw)) as before, pikepdf.open(io.BytesIO(with_row_heads(raw))) as after:
        assert after.check_pdf_syntax() == []
        assert len(before.objects) == len(after.objects) and before.trailer.ID == after.trailer.ID
        changed = [
            new.get("/S", new.get("/Type"))
            for old, new in zip(before.objects, after.objects, strict=True)
            if old.unparse(resolved=True) != new.unparse(resolved=True)
            or (isinstance(old, pikepdf.Stream) and old.read_raw_bytes() != new.read_raw_bytes())
        ]
    # Four rows of one header and the cells after it, the group's own list of headers, and the list of names.
    assert sorted(map(str, changed)) == ["/StructTreeRoot"] + ["/TD"] * 7 + ["/TH"] * 5


def test_words_that_look_like_a_table_are_left_as_they_are(raw):
    with pikepdf.open(io.BytesIO(with_row_heads(raw))) as pdf:
        (figure,) = [
            one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"
        ]
        assert "/S/TD/P 1 0 R" in str(figure.Alt)


def test_a_document_without_tables_comes_back_as_it_was():
    plain = typst.Compiler(b'#set document(title: "x")\nNo table.').compile(
        format="pdf", pdf_standards=["ua-1"]
    )
    assert with_row_heads(bytes(plain)) == bytes(plain)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"startxref", b"startxxxx"),
        (b"xref\n0 ", b"xref\n1 "),
        (b"/Headers[(", b"/Hidders[("),
        (b"/IDTree<<", b"/IDTrees<"),
        (b"/S/TR/", b"/S/XR/"),
        (b"/ID(", b"/IE("),
    ],
)
def test_what_is_not_as_expected_is_refused(raw, old, new):
    with pytest.raises(DataFault, match="D186"):
        with_row_heads(raw.replace(old, new))
    assert old in raw
