"""Changes that leave a file nearly whole, so that they reach past the first check: of cells, elements and parts.

Drawn from a `random.Random`, so that Hypothesis, the fuzzer and a plain loop make the same files of the same seed.
"""

import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

# Texts that have broken readers: bounds, other calendars and scripts, marks with a meaning, nothing at all.
CELLS = (
    "", " ", "\u00a0", "\ufeff", "0", "-1", "999.9", "1e309", "nan", "٣", "９９９", "²", "1" * 5_000, "true", "NULL",
    "#N/A", "=1+1", "@x", "31/02/2020", "29/02/2019", "2020-02-30", "0000-00-00", "9999-12-31", "1/1/1", "44000",
    "44000.5", "2958466", "2020-01-01T25:00", "2020-01-01 00:00:00.000000000", "Jan 2020", "'", '"', '""', "a\nb",
    "a\rb", "a\x85b", "a\u2028b", "İ", "ß", "\U0001f600", "a" * 500, ",", ";", "\t", "|", "<", "&", "&#0;", "]]>", "{}",
    "%s", "C1/2020-01-01/2",
)  # fmt: skip
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "latin-1", "cp437", "utf-7")
_TAG = re.compile(rb"<[^<>]*>")


def mutated(content: bytes, random: Random) -> bytes:
    """Return the content with one change, of a kind that fits what it is."""
    if content.startswith(b"PK"):
        return _archive(content, random)
    if content.startswith(b"PAR1"):
        return random.choice((_bytes, _inner, _columns, _columns))(content, random)
    head = content.lstrip()[:1]
    kinds: list[Callable[[bytes, Random], bytes]] = [_bytes, _bytes, _recoded, _repeated]
    if head in (b"{", b"["):
        return random.choice([*kinds, _value, _value, _value])(content, random)
    kinds += [_element, _element, _text_of_element] if head == b"<" else [_cell, _cell, _row, _header, _ends]
    return random.choice(kinds)(content, random)


def _bytes(content: bytes, random: Random) -> bytes:
    whole = bytearray(content)
    for _ in range(random.randint(1, 4)):
        at = random.randint(0, max(len(whole) - 1, 0))
        kind = random.randrange(5)
        if kind == 0 and whole:
            whole[at] = random.randrange(256)
        elif kind == 1 and whole:
            whole[at] ^= 1 << random.randrange(8)
        elif kind == 2:
            del whole[at : at + random.randint(1, 40)]
        elif kind == 3:
            whole[at:at] = random.choice(CELLS).encode()
        else:
            whole[at:at] = random.randbytes(random.randint(1, 4))
    return bytes(whole)


def _repeated(content: bytes, random: Random) -> bytes:
    """Say a stretch again, once or many times."""
    start = random.randint(0, len(content))
    stretch = content[start : start + random.choice((1, 10, 100, 1_000))]
    return content[:start] + stretch * random.choice((1, 2, 50)) + content[start:]


def _recoded(content: bytes, random: Random) -> bytes:
    text = content.decode("utf-8", "replace")
    return text.encode(random.choice(ENCODINGS), "replace")


def _lines(content: bytes) -> list[bytes]:
    return content.splitlines(keepends=True)


def _cell(content: bytes, random: Random) -> bytes:
    lines = _lines(content)
    if not lines:
        return content
    at = random.randrange(len(lines))
    mark = random.choice((b",", b",", b";", b"\t"))
    cells = lines[at].split(mark)
    cell = random.choice(CELLS).encode()
    cells[random.randrange(len(cells))] = b'"' + cell + b'"' if random.randrange(2) else cell
    lines[at] = mark.join(cells)
    return b"".join(lines)


def _row(content: bytes, random: Random) -> bytes:
    lines = _lines(content)
    if not lines:
        return content
    at = random.randrange(len(lines))
    kind = random.randrange(4)
    if kind == 0:
        del lines[at]
    elif kind == 1:
        lines[at:at] = [lines[at]] * random.choice((1, 3, 60))
    elif kind == 2:
        lines[at] = lines[at].rstrip(b"\r\n") + b",x" * random.choice((1, 2, 50)) + b"\n"
    else:
        random.shuffle(lines)
    return b"".join(lines)


def _header(content: bytes, random: Random) -> bytes:
    lines = _lines(content)
    if not lines:
        return content
    headers = lines[0].rstrip(b"\r\n").split(b",")
    at, kind = random.randrange(len(headers)), random.randrange(4)
    if kind == 0:
        headers.insert(at, random.choice(headers))
    elif kind == 1:
        del headers[at]
    elif kind == 2:
        random.shuffle(headers)
    else:
        headers[at] = random.choice(CELLS).encode()
    return b"".join([b",".join(headers) + b"\n", *lines[1:]])


def _ends(content: bytes, random: Random) -> bytes:
    ends = (b"\n", b"\r\n", b"\r", b"\n\n", b"\r\r\n", b"\x85", b"\x0b", b"")
    return b"".join(line.rstrip(b"\r\n") + random.choice(ends) for line in _lines(content))


def _element(content: bytes, random: Random) -> bytes:
    """Take out, say again, rename or move a tag, or wrap it round with others."""
    tags = list(_TAG.finditer(content))
    if not tags:
        return content
    tag = random.choice(tags)
    kind = random.randrange(6)
    if kind == 0:
        return content[: tag.start()] + content[tag.end() :]
    if kind == 1:
        return content[: tag.end()] + tag[0] * random.choice((1, 2, 300)) + content[tag.end() :]
    if kind == 2:
        return content.replace(tag[0], random.choice(tags)[0])
    if kind == 3:
        other = random.choice(tags)
        return content[: other.start()] + tag[0] + content[other.start() :]
    if kind == 4:
        end = content.find(b"</" + tag[0][1:-1].split(b" ")[0] + b">", tag.end())
        block = content[tag.start() : end + len(tag[0]) + 1] if end >= 0 else tag[0]
        at = random.choice(tags).start()
        return content[:at] + block * random.choice((1, 2, 20)) + content[at:]
    extra = random.choice(
        (b"<!-- -->", b"<?x?>", b"<![CDATA[x]]>", b"<!DOCTYPE a>", b"&amp;", b"&x;", b"&#x10FFFF;")
    )
    return content[: tag.start()] + extra + content[tag.start() :]


def _text_of_element(content: bytes, random: Random) -> bytes:
    texts = list(re.finditer(rb">([^<>]+)<", content))
    if not texts:
        return content
    text = random.choice(texts)
    return content[: text.start(1)] + random.choice(CELLS).encode() + content[text.end(1) :]


# Values that a feed may hold in the place of another.
VALUES = (
    None, True, False, 0, -1, 10**30, 1e308, float("nan"), "", [], {}, [[]], [None], {"": None}, "\ud800", "\0", "a/b",
    {"a": {"a": {"a": []}}}, ["x", 1, {"y": 2}],
)  # fmt: skip


def _value(content: bytes, random: Random) -> bytes:
    """Put another value or key somewhere into JSON; take one out, say one again, nest one deep."""
    try:
        whole = json.loads(content)
    except (ValueError, RecursionError):
        return _bytes(content, random)
    places: list[tuple[Any, Any]] = []
    work = [whole]
    while work:
        one = work.pop()
        keys = list(one) if isinstance(one, dict) else range(len(one)) if isinstance(one, list) else []
        places += [(one, key) for key in keys]
        work += [one[key] for key in keys]
    if not places:
        return json.dumps(random.choice(VALUES)).encode()
    holder, key = random.choice(places)
    kind = random.randrange(6)
    if kind == 0:
        del holder[key]
    elif kind == 1:
        holder[key] = random.choice((*VALUES, *CELLS))
    elif kind == 2:
        other, at = random.choice(places)
        holder[key] = json.loads(json.dumps(other[at] if at in other or isinstance(at, int) else None))
    elif kind == 3:
        for _ in range(random.choice((1, 7, 40))):
            holder[key] = [holder[key]] if random.randrange(2) else {"x": holder[key]}
    elif kind == 4 and isinstance(holder, list):
        holder *= random.choice((2, 30))
    elif isinstance(holder, dict):
        holder[random.choice(CELLS)] = holder.pop(key)
    return json.dumps(whole, indent=random.choice((None, 1))).encode()


def _inner(content: bytes, random: Random) -> bytes:
    """Change what stands between the marks at the beginning and the end, where a Parquet file has its pages."""
    return content[:4] + _bytes(content[4:-8], random) + content[-8:]


def _columns(content: bytes, random: Random) -> bytes:
    """Write a Parquet file anew with another column: of another type, of other values, renamed, gone, or twice."""
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(io.BytesIO(content)) as file:
            table = file.read()
        return _written(table, random)
    except Exception:  # of one that has been damaged before
        return _bytes(content, random)


def _written(table: Any, random: Random) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    at, rows = random.randrange(table.num_columns), table.num_rows
    name, kind = table.column_names[at], random.randrange(4)
    if kind == 0:
        table = table.remove_column(at)
    elif kind == 1:
        table = table.append_column(random.choice((name, name.upper(), name + "x")), table.column(at))
    else:
        made: tuple[Any, ...] = (
            [random.choice(CELLS) for _ in range(rows)], [random.randrange(-(2**60), 2**60) for _ in range(rows)],
            [None] * rows, [random.uniform(-1e308, 1e308) for _ in range(rows)], [[1, 2]] * rows,
            [{"a": "b"}] * rows, [random.randbytes(4) for _ in range(rows)], [True] * rows,
            [datetime(9999, 12, 31)] * rows, [datetime(1, 1, 1)] * rows, [timedelta(1)] * rows,
            [date(2020, 2, 29)] * rows, [Decimal("1.50")] * rows,
        )  # fmt: skip
        table = table.set_column(at, name, pa.array(random.choice(made)))
    held = io.BytesIO()
    pq.write_table(table, held, compression=random.choice(("none", "snappy", "zstd", "gzip")))
    return held.getvalue()


def _archive(content: bytes, random: Random) -> bytes:
    """Change a part of an archive and pack it again, so that its sums are right; now and then, change its bytes."""
    if random.randrange(8) == 0:
        return _bytes(content, random)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # of an archive that has been changed before: its bytes are all there is to change
        return _bytes(content, random)
    return packed(_changed(parts, random), random.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)))


def _changed(parts: dict[str, bytes], random: Random) -> dict[str, bytes]:
    if not parts:
        return parts
    names = sorted(parts)
    likely = [name for name in names if "sheet" in name or "document" in name or "shared" in name] or names
    name = random.choice(likely if random.randrange(3) else names)
    kind = random.randrange(12)
    if kind == 0:
        return {one: part for one, part in parts.items() if one != name}
    if kind == 1:
        return {**parts, random.choice(names): parts[name]}
    if kind == 2:
        return {
            **parts,
            random.choice(("xl/vbaProject.bin", "../x", "a" * 300, "xl/workbook2.xml")): parts[name],
        }
    change: Callable[[bytes, Random], bytes] = random.choice((_element, _text_of_element, _bytes, _repeated))
    return {**parts, name: change(parts[name], random)}


def packed(parts: dict[str, bytes], method: int) -> bytes:
    """Return an archive of the parts."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, part in parts.items():
            one = zipfile.ZipInfo(name)
            one.compress_type = method
            archive.writestr(one, part)
    return held.getvalue()
