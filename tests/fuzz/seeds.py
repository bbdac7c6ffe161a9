"""What fuzzing begins with: the published samples cut to a few rows each, so that an input takes a millisecond.

Where the samples are not beside the checkout, small invented files of the same formats stand in for them.
"""

import gzip
import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path

from lxml import etree

from tests.fuzz.mutations import packed
from tests.unit.sources.ssd_making import write
from tests.unit.sources.test_daily_feed import EVERYTHING
from tests.unit.sources.test_hostile import LINES
from tests.unit.sources.test_sen2_blade import FILES
from tests.unit.sources.test_send_lists import LIST_1, LIST_2, plan, support
from tests.unit.sources.test_ssd import CASES
from tests.unit.sources.test_ssda903_xml import CHILD, SECOND

SHARED = Path(__file__).parents[2].parent / "shared" / "data"
ROWS = 4  # kept of a CSV or a sheet
CHILDREN = 2  # kept of an XML file
HEADER = (
    "<Header><CollectionDetails><ReferenceDate>2020-01-16</ReferenceDate></CollectionDetails><Source><LEA>999</LEA>"
    "<DateTime>2020-01-20T09:00:00</DateTime></Source></Header>"
)


@cache
def of(target: str) -> tuple[bytes, ...]:
    """Return the seeds of a target, always the same and in the same order."""
    return tuple(seed for seed in _MAKERS[target]() if seed)


def _samples(pattern: str) -> list[Path]:
    return sorted(SHARED.glob(pattern))


def _cut_csv(path: Path, rows: int = ROWS) -> bytes:
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return b"".join(content.splitlines(keepends=True)[: rows + 1])


def _cut_xml(path: Path, *names: str) -> bytes:
    tree = etree.parse(path)
    for name in names:
        for element in list(tree.iter(name))[CHILDREN:]:
            element.getparent().remove(element)
    return etree.tostring(tree)


def _csvs() -> Iterator[bytes]:
    for path in _samples("samples/ssda903/*.csv"):
        yield _cut_csv(path)
    for text in (
        LINES["ssda903"],
        LINES["oc3"],
        LINES["annex"],
        LINES["csv"],
        LINES["send"],
        LINES["ons"],
        *FILES.values(),
    ):
        yield text.encode()
    yield b"cp_visit.visit_id,child_id,made,recorded\r\nV1,C1,2019-10-07,2019-10-07 14:30\r\nV2,C1,07/10/2019,\r\n"
    yield "CHILD;SEX;DOB;ETHNIC;UPN\n1;1;01/02/2003;WBRI;\n".encode("utf-16")
    yield 'CHILD\tDECOM\tLS\n"1"\t"01/01/2018"\t"C""2"\n'.encode("cp1252")


def _cin() -> Iterator[bytes]:
    for path in _samples("samples/cin/*.xml"):
        yield _cut_xml(path, "Child")
    yield LINES["cin"].encode()
    yield LINES["cin"].encode("utf-16")


def _sen2() -> Iterator[bytes]:
    yield LINES["sen2"].replace("<Persons>", f"{HEADER}<Persons>").encode()
    yield LINES["sen2"].encode()


def _returns() -> Iterator[bytes]:
    for path in _samples("samples/workforce/*.xml"):
        yield _cut_xml(path, "CSWWWorker")
    yield LINES["csww"].encode()
    yield f"<EXPSSDA903>{CHILD}{SECOND}</EXPSSDA903>".encode()
    yield LINES["903"].encode()


def _feed() -> Iterator[bytes]:
    yield json.dumps([EVERYTHING, {"la_child_id": "2", "purge": True}]).encode()
    yield json.dumps(EVERYTHING, indent=1).encode("utf-16")
    yield b'{"la_child_id": "1"}\n{"la_child_id": 2, "child_details": {"sex": null, "disabilities": ["NONE"]}}\n'


def _ssd_tables(form: str) -> Iterator[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        for name, (tables, *_) in CASES.items():
            for path in write(Path(folder) / name, tables, form):
                yield path.read_bytes()


def _workbooks() -> Iterator[bytes]:
    import xlsxwriter

    from scrutable.sources.workbook import sheets

    books: list[dict[str, list[list[str]]]] = [
        {"L": [["Child Unique ID", "Date of Contact", "Contact Source"], ["1", "2019-01-01", "x"]]},
        {"1": [LIST_1, list(map(str, plan("Q1", "A1")))], "2": [LIST_2, list(map(str, support("Q2", "")))]},
    ]
    for path in _samples("samples/annex_a/*.xlsx"):
        books += [{name: records[: ROWS + 1]} for name, records, _ in sheets(path)]
    for book in books:
        held = io.BytesIO()
        with xlsxwriter.Workbook(held, {"in_memory": True}) as made:
            made.set_properties({"created": datetime(2020, 1, 6)})
            for name, records in book.items():
                sheet = made.add_worksheet(name)
                for at, record in enumerate(records):
                    sheet.write_row(at, 0, record)
                sheet.write_formula(len(records), 0, "=1+1", value="")
        yield held.getvalue()


def _published() -> Iterator[bytes]:
    for pattern in ("comparators/ees/*", "comparators/*.csv", "comparators/lait/*.csv"):
        for path in _samples(pattern):
            yield _cut_csv(path, 2)
    yield (
        b"Short Desc,Data item,Years,LA and Regions,Values,LA Number,Region\nA,,2019-20,x,1.5,301,NA\n"
        b"A,,2020,y,-,302,\n"
    )
    yield gzip.compress(
        b"measure,area,level,la_number,period,value\n%_of LAC,England,national,970,2016,15\n", mtime=0
    )


def _parquet() -> Iterator[bytes]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = {
        "Short Desc": ["A", "B", None], "Data item": ["", "", ""], "Years": ["2019-20", "2020", "2021"],
        "LA and Regions": ["x", "y", "z"], "Values": ["1.5", "-", "c"], "LA Number": [301.0, None, 303.0],
        "Region": ["NA", "London", None],
    }  # fmt: skip
    for options in ({}, {"compression": "gzip"}, {"use_dictionary": False, "data_page_version": "2.0"}):
        held = io.BytesIO()
        pq.write_table(pa.table(columns), held, **options)
        yield held.getvalue()


def _texts() -> Iterator[bytes]:
    for path in _samples("minutes/*.txt"):
        yield path.read_bytes()
    yield b"RESOLVED: That (a) the report be noted; (b) officers provide the data on absence by 3 May 2021.\n"


def _pages() -> Iterator[bytes]:
    for path in _samples("minutes/*.txt")[:4]:
        lines = path.read_text(encoding="utf-8").splitlines()
        yield ("<html><div class='mgContent'>" + "".join(f"<p>{line}</p>" for line in lines[:9])).encode()
    yield (
        b"<!DOCTYPE html><meta charset='windows-1252'><body><main><ol start='3' type='a'><li>one<ol><li>two</ol>"
        b"<li value='9'>three</ol><table><tr><td>a<td>b</table><br>&amp;&nbsp;&#x2019;<script>x</script>"
    )


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    + "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        f'wordprocessingml.{kind}+xml"/>'
        for name, kind in (("document", "document.main"), ("styles", "styles"), ("numbering", "numbering"))
    )
    + "</Types>",
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship'
    f' Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/styles" Target="styles.xml"/><Relationship Id="r2"'
    f' Type="{OFFICE}/numbering" Target="numbering.xml"/></Relationships>',
    "word/styles.xml": f'<w:styles {W}><w:style w:type="paragraph" w:styleId="L"><w:name w:val="List"/><w:basedOn'
    ' w:val="L2"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph"'
    ' w:styleId="L2"><w:name w:val="Base"/></w:style></w:styles>',
    "word/numbering.xml": f'<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt'
    ' w:val="decimal"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/></w:lvl></w:abstractNum><w:num'
    ' w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
    "word/document.xml": f"<w:document {W}><w:body><w:p><w:r><w:t>RESOLVED: That</w:t></w:r></w:p><w:p><w:pPr><w:pStyle"
    ' w:val="L"/></w:pPr><w:r><w:t>the report be noted.</w:t></w:r></w:p><w:p><w:pPr><w:numPr><w:ilvl w:val="1"/>'
    '<w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>officers reply</w:t><w:br/><w:tab/></w:r></w:p><w:tbl><w:tr><w:tc>'
    "<w:p><w:r><w:t>Action</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p/></w:tc></w:tr>"
    "</w:tbl><w:sectPr/></w:body></w:document>",
}  # fmt: skip


def _documents() -> Iterator[bytes]:
    yield packed({name: part.encode() for name, part in WORD.items()}, zipfile.ZIP_DEFLATED)


def _pdfs() -> Iterator[bytes]:
    import zlib

    from tests.unit.sources.bombs import pdf

    text = b"BT /F1 12 Tf 1 0 0 1 9 9 Tm (RESOLVED: That the report be noted.) Tj T* [(a) -20 (b)] TJ ET"
    for pages in (1, 3):
        yield pdf(pages, zlib.compress(text))
    yield pdf(1, text).replace(b" /Filter /FlateDecode", b"")


_MAKERS: dict[str, Callable[[], Iterator[bytes]]] = {
    "csv": _csvs, "cin": _cin, "sen2": _sen2, "returns": _returns, "feed": _feed, "ssd": lambda: _ssd_tables("csv"),
    "ssd_parquet": lambda: _ssd_tables("parquet"), "workbook": _workbooks, "published": _published,
    "parquet": _parquet, "minutes": _texts, "page": _pages, "word": _documents, "pdf": _pdfs,
}  # fmt: skip
TARGETS = tuple(_MAKERS)
