"""Files made to bring a reader down, and a process that measures what becomes of it.

    python -m tests.unit.sources.bombs FOLDER   # makes each in FOLDER, has it read, and prints a line a bomb

Each is read in a process of its own, forked from one in which everything is imported. What is said of it is the time
it takes from the call of the reader to its refusal, and the memory that this adds to what the process held before.
"""

import gzip
import io
import json
import os
import resource
import struct
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

MEGABYTE = 1024 * 1024
SHEET = "xl/worksheets/sheet1.xml"
BOOK = (
    '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
    '<sheet name="L" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"'
    ' Target="worksheets/sheet1.xml"/></Relationships>'
)
CENSUS = "<Message><Header/><Children>{}</Children></Message>"


def book(sheet: str | bytes = "<worksheet/>", **more: str | bytes) -> bytes:
    """Return a workbook of one sheet, and more parts."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {
            "xl/workbook.xml": BOOK, "xl/_rels/workbook.xml.rels": LINKS, SHEET: sheet, **more,
        }.items():  # fmt: skip
            archive.writestr(name, content)
    return held.getvalue()


def cells(*names: str, rows: str = "") -> str:
    """Return a sheet with these cells."""
    inside = "".join(f'<c r="{name}" t="inlineStr"><is><t>x</t></is></c>' for name in names)
    return f'<worksheet><sheetData><row r="1">{inside}</row>{rows}</sheetData></worksheet>'


def lying() -> bytes:
    """Return a workbook whose sheet of 30 MB says that it is of 1,000 bytes."""
    made = bytearray(book(b"<" * (30 * MEGABYTE)))
    entry = made.index(b"PK\x01\x02")
    while made[entry + 46 : entry + 46 + len(SHEET)] != SHEET.encode():
        entry = made.index(b"PK\x01\x02", entry + 4)
    made[entry + 24 : entry + 28] = struct.pack("<I", 1000)
    made[entry + 16 : entry + 20] = struct.pack("<I", zlib.crc32(b"<" * 1000))
    return bytes(made)


def overlapping() -> bytes:
    """Return a workbook with 500 parts that are all unpacked from the same bytes."""
    made = book(b"<a/>" * (MEGABYTE // 4))
    start = made.index(b"PK\x01\x02")
    end = made.index(b"PK\x05\x06")
    entries, at = [], start
    while at < end:
        lengths = struct.unpack("<HHH", made[at + 28 : at + 34])
        entries.append(made[at : at + 46 + sum(lengths)])
        at += 46 + sum(lengths)
    sheet = next(entry for entry in entries if SHEET.encode() in entry)
    entries += [
        sheet.replace(SHEET.encode(), f"xl/worksheets/s{n:05}.xml".encode()[: len(SHEET)]) for n in range(500)
    ]
    directory = b"".join(entries)
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, len(entries), len(entries), len(directory), start, 0)
    return made[:start] + directory + tail


def archive_of(name: str, mode: int = 0) -> bytes:
    """Return a workbook with one part more, of some name and file mode."""
    held = io.BytesIO(book())
    with zipfile.ZipFile(held, "a") as archive:
        part = zipfile.ZipInfo(name)
        part.create_system, part.external_attr = 3, mode << 16
        archive.writestr(part, "/etc/passwd")
    return held.getvalue()


def entities(levels: int, width: int) -> str:
    """Return a document type with entities in entities: `width` to the power of `levels`."""
    said = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * width}">' for n in range(1, levels + 1)
    )
    return f"<?xml version='1.0'?>\n<!DOCTYPE Message [{said}]>"


def filled(path: Path, first: bytes, piece: bytes, megabytes: int, last: bytes = b"") -> None:
    """Write a large file of the same piece of a megabyte again and again."""
    with path.open("wb") as file:
        file.write(first)
        for _ in range(megabytes):
            file.write(piece)
        file.write(last)


def sparse(path: Path, size: int) -> None:
    """Write a file of NUL bytes that takes no room."""
    with path.open("wb") as file:
        file.write(b"worker_id,kind\n")
        file.truncate(size)


def word(document: bytes, **more: bytes) -> bytes:
    """Return what seems to be a Word document."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {"word/document.xml": document, **more}.items():
            archive.writestr(name, content)
    return held.getvalue()


def pdf(pages: int, content: bytes) -> bytes:
    """Return a PDF whose pages all show the same deflated content."""
    kids = " ".join(f"{n} 0 R" for n in range(4, 4 + pages))
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {pages} /Kids [{kids}] >>".encode(),
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(content), content),
    ]
    font = b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    page = b"<< /Type /Page /Parent 2 0 R /Contents 3 0 R /MediaBox [0 0 9 9] /Resources %s >>" % font
    parts += [page] * pages
    made, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    tail = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(parts) + 1, len(made))
    return made + head + table + tail


def parquet(path: Path, rows: int, columns: int, prefix: str = "c") -> None:
    """Write a Parquet file in which one value stands in every cell."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    column = pa.DictionaryArray.from_arrays(pa.array(np.zeros(rows, np.int8)), ["x" * 1_000])
    table = pa.table({f"{prefix}{n}": column for n in range(columns)})
    pq.write_table(table, path, compression="zstd", write_statistics=False, row_group_size=rows)


def bomb(content: str | bytes) -> Callable[[Path], None]:
    """Return what writes the content."""
    return lambda path: path.write_bytes(content if isinstance(content, bytes) else content.encode()) and None


BLANKS = b" " * MEGABYTE
# What it is: (the codes it may be refused with, what writes it).
BOMBS: dict[str, tuple[str, Callable[[Path], object]]] = {
    "zip bomb": ("D109", lambda path: path.write_bytes(book(bytes(60 * MEGABYTE)))),
    "zip bomb that lies about its size": ("D106", lambda path: path.write_bytes(lying())),
    "zip bomb of parts that overlap": ("D106 D109", lambda path: path.write_bytes(overlapping())),
    "zip of 60,000 parts": (
        "D109", lambda path: path.write_bytes(book(**{f"p{n}": "" for n in range(60_000)})),
    ),
    "zip with a symbolic link": ("D167", bomb(archive_of("xl/link.xml", 0o120777))),
    "zip with an absolute name": ("D167", bomb(archive_of("/etc/cron.d/x"))),
    "zip with a drive's name": ("D167", bomb(archive_of("C:\\Windows\\x"))),
    "zip with a name that climbs": ("D167", bomb(archive_of("xl/../../x"))),
    "zip with a name that climbs in Windows": ("D167", bomb(archive_of("xl\\..\\..\\x"))),
    "zip with a part twice": ("D167", bomb(archive_of(SHEET.upper()))),
    "zip with a program before it": ("D167", bomb(b"PK\x03\x04" + b"MZ" * 90 + book())),
    "zip of CSV files": ("D112", bomb(archive_of("a.csv").replace(b"workbook", b"wonkbook"))),
    "workbook with one cell far off": ("D109", bomb(book(cells("A1", "XFD1048576")))),
    "workbook with a row far off": (
        "D109", bomb(book(cells("A1", "XFD1", rows='<row r="1048576"><c><v>1</v></c></row>'))),
    ),
    "workbook with a million columns": ("D109", bomb(book(cells("A1", "BDWGN1")))),
    "workbook with a tag never closed": ("D106", bomb(book(b"<c " * (2 * MEGABYTE)))),
    "workbook with a DOCTYPE": ("D110", bomb(book(entities(9, 10) + "<worksheet>&a9;</worksheet>"))),
    "workbook with an external entity in its list": (
        "D110",
        bomb(book(**{"xl/workbook.xml": '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'})),
    ),
    "workbook with a huge list of sheets": (
        "D109", lambda path: path.write_bytes(book(**{"xl/workbook.xml": BOOK + os.urandom(3_000_000).hex()})),
    ),
    "workbook with strings beyond counting": (
        "D106 D112",
        bomb(book(cells("A1"), **{"xl/sharedStrings.xml": '<sst count="4294967295" uniqueCount="4294967295"/>'})),
    ),
    "XML: a billion laughs": ("D110", bomb(entities(9, 10) + CENSUS.format("&a9;"))),
    "XML: quadratic blow-up": (
        "D110", bomb(f'<!DOCTYPE Message [<!ENTITY a "{"ha" * 50_000}">]>' + CENSUS.format("&a;" * 50_000)),
    ),
    "XML: external entity": (
        "D110", bomb('<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + CENSUS.format("&e;")),
    ),
    "XML: parameter entity": (
        "D110", bomb('<!DOCTYPE a [<!ENTITY % e SYSTEM "http://127.0.0.1/x"> %e;]>' + CENSUS.format("")),
    ),
    "XML: a DOCTYPE in UTF-16": ("D110", bomb((entities(9, 10) + CENSUS.format("&a9;")).encode("utf-16"))),
    "XML: a DOCTYPE behind much else": (
        "D110 D111", bomb("<?xml version='1.0'?>" + "<!-- -->" * 20_000 + entities(9, 10) + CENSUS.format("&a9;")),
    ),
    "XML: an entity without a DOCTYPE": ("D111", bomb(CENSUS.format("<Child>&a9;</Child>"))),
    "XML: a million levels": ("D111", bomb(CENSUS.format("<a>" * 1_000_000))),
    "XML: a million attributes": (
        "D111 D170", bomb(CENSUS.format("<Child " + " ".join(f'a{n}=""' for n in range(1_000_000)) + "/>")),
    ),
    "XML: an attribute of 200 MB": (
        "D111 D170", lambda path: filled(path, b"<Message><Children><Child a='", b"a" * MEGABYTE, 200),
    ),
    "XML: a name of 200 MB": (
        "D111 D112 D170", lambda path: filled(path, b"<Message><Children><", b"a" * MEGABYTE, 200),
    ),
    "XML: a text of 200 MB of blanks": (
        "D111 D170", lambda path: filled(path, b"<Message><Children>", BLANKS, 200, b"</Children></Message>"),
    ),
    "XML: 50 million small elements": (
        "D111 D170", lambda path: filled(path, b"<Message><Children>", b"<a/>" * (MEGABYTE // 4), 200),
    ),
    "XML: 29 million comments": (
        "D111 D170", lambda path: filled(path, b"<Message><Children>", b"<!---->" * (MEGABYTE // 7), 200),
    ),
    "XML in an unknown character set": ("D118", bomb(b'<?xml version="1.0" encoding="UTF-7"?>+ADw-Message')),
    "XML in UTF-32": ("D105 D111", bomb(CENSUS.format("").encode("utf-32"))),
    "XML in EBCDIC": ("D105 D112 D118", bomb('<?xml version="1.0"?><Message/>'.encode("cp500"))),
    "1 GB of blanks": ("D169", lambda path: filled(path, b"", BLANKS, 1_024)),
    "300 MB of blanks below a header": ("D104", lambda path: filled(path, b"worker_id,kind\n", BLANKS, 300)),
    "200 MB of blanks below a header": ("D169", lambda path: filled(path, b"worker_id,kind\n", BLANKS, 200)),
    "200 MB of blank lines in UTF-16": (
        "D169", lambda path: filled(path, "worker_id,kind\n".encode("utf-16"), b"\n\0" * (MEGABYTE // 2), 200),
    ),
    "1 GB of NUL bytes": ("D104 D105", lambda path: sparse(path, 1_024 * MEGABYTE)),
    "200 MB of NUL bytes": ("D105", lambda path: sparse(path, 200 * MEGABYTE)),
    "CSV with a million columns": ("D168", bomb("worker_id" + ",kind" * 1_000_000 + "\n1\n")),
    "CSV that is one line of 200 MB": (
        "D168", lambda path: filled(path, b"worker_id,kind\n", b"a," * (MEGABYTE // 2), 200),
    ),
    "CSV with a quotation mark never closed": (
        "D168", lambda path: filled(path, b'worker_id,kind\n"', b"a" * MEGABYTE, 200),
    ),
    "CSV with a NUL byte at its end": (
        "D105", lambda path: filled(path, b"worker_id,kind\n", b"1,agency\n" * 116_508, 9, b"\0"),
    ),
    "text of control characters": ("D105", bomb("worker_id,kind\n1,\x1b[2J\n")),
    "a picture": ("D105", bomb(b"\x89PNG\r\n\x1a\n" + os.urandom(MEGABYTE))),
    "a workbook with a password": (
        "D107", bomb(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")),
    ),
    "JSON nested a million deep": ("D151 D152", bomb('[{"la_child_id": "1", "x": ' + "[" * 1_000_000)),
    "JSON nested 40 deep": ("D151", bomb('[{"la_child_id": "1", "x": ' + "[" * 40 + "]" * 40 + "}]")),
    "JSON with a number of a million digits": ("read", bomb('[{"la_child_id": "1", "x": ' + "9" * 1_000_000 + "}]")),
    "JSON of 200 MB": ("D104", lambda path: filled(path, b'[{"la_child_id": "', b"a" * MEGABYTE, 200)),
    "SSD: a Parquet file of one value": (
        "D144", lambda path: parquet(path, 5_000_000, 4, "pers_"),
    ),
    "published: a gzip bomb": ("D104", lambda path: path.write_bytes(gzip.compress(bytes(60 * MEGABYTE)))),
    "published: a Parquet file of one value": ("D402", lambda path: parquet(path, 1_000_000, 60)),
    "published: a damaged Parquet file": ("D402", bomb(b"PAR1" + os.urandom(MEGABYTE) + b"PAR1")),
    "minutes: a Word document that is a zip bomb": ("D604", bomb(word(bytes(30 * MEGABYTE)))),
    "minutes: a Word document with a DOCTYPE": (
        "D603 D604",
        bomb(word(entities(9, 10).encode() + b"<a>&a9;</a>", **{"[Content_Types].xml": b"<Types/>"})),
    ),
    "minutes: a PDF that unpacks into 60 MB": ("D603 D604", bomb(pdf(1, zlib.compress(bytes(60 * MEGABYTE))))),
    "minutes: a PDF of a thousand pages": ("D604", bomb(pdf(1_000, zlib.compress(b"BT ET")))),
    "minutes: a page of lists in lists": (
        "read D602", bomb("<html><body>" + "<div class='mgContent'><ol><li>x" * 50_000),
    ),
    "minutes: a list of 20,000 items": ("read", bomb("<html><ol>" + "<li>x" * 20_000)),
    "a device": ("D166", lambda path: path.symlink_to("/dev/zero")),
    "a pipe": ("D166", lambda path: os.mkfifo(path)),
}  # fmt: skip


def measured(path: Path, read: Callable[[Path], object]) -> dict[str, object]:
    """Return what a reader says of a file, in seconds and megabytes, measured in a process of its own."""
    receiving, sending = os.pipe()
    if not os.fork():
        said = _said(path, read)
        os.write(sending, json.dumps(said).encode())
        os._exit(0)
    os.close(sending)
    with os.fdopen(receiving, "rb") as pipe:
        said = json.loads(
            pipe.read() or b'{"code": "no answer: the process died", "seconds": 0, "megabytes": 0}'
        )
    os.wait()
    return dict(said)


def _said(path: Path, read: Callable[[Path], object]) -> dict[str, object]:
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.perf_counter(), time.process_time()
    try:
        read(path)
        code = "read"
    except BaseException as error:  # what should never come is to be seen
        code = getattr(error, "code", repr(error))
    return {
        "code": code,
        "seconds": round(time.perf_counter() - began[0], 3),
        "cpu": round(time.process_time() - began[1], 3),
        "megabytes": round((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - held) / 1024, 1),
    }


def main(folder: Path) -> None:
    """Print a line of JSON for each bomb. The file of each is removed before the next is written."""
    import docx  # noqa: F401 - what every reading imports is no part of a bomb
    import pypdf  # noqa: F401
    from lxml import html  # noqa: F401

    from scrutable import sources
    from scrutable.committee.minutes.source import text_of
    from scrutable.comparators import reading
    from scrutable.sources import recognition  # noqa: F401

    readers = {"minutes": text_of, "published": reading.read_here}
    for name, (codes, write) in BOMBS.items():
        path = folder / "bomb"
        write(path)
        read = readers.get(name.partition(":")[0], lambda path: sources.read_here([path]))
        said = measured(path, read)
        print(json.dumps({"name": name, "expected": codes.split(), **said}), flush=True)
        path.unlink()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
