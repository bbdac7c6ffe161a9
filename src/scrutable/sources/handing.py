"""Hands deliveries from the reading process to its parent: columns as Arrow, the rest as JSON, all of it checked.

`answer` is what the process does, `received` what the parent makes of it. The parent takes nothing for granted: names
of tables and columns are those of the register, every text is text, every column as long as its rows.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, fields
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar, get_args

from scrutable.frames import Kind, Unsound, send, send_json
from scrutable.register.schema import tables
from scrutable.sources.delivery import Delivery, Finding, Gone, Level, Scope, TableRows, Texts

if TYPE_CHECKING:
    import pyarrow as pa

    from scrutable.sources.grid import Grid

AT_ONCE = 50_000  # rows in a frame
FINDINGS_AT_ONCE = 2_000
_ROWS = "rows"  # no column of the register has this name: its columns are sent under their numbers
_LONGEST = 16 * 1024 * 1024  # characters of one text outside the columns
_MOST_TABLES = 10_000
_FINDING_TEXTS = ("code", "level", "file", "says", "do", "place", "column", "value", "table")
_Any = TypeVar("_Any")


def answer(paths: Sequence[Path], pipe: BinaryIO) -> None:
    """Read the files, saying what is read, and hand over each delivery. Raises DataFault as the readers do."""
    from scrutable.sources.recognition import read_all

    deliveries = read_all(
        paths,
        lambda words: send(pipe, "say", words.encode("utf-8", "replace")),
        lambda path: send(pipe, "at", str(list(paths).index(path)).encode()),
    )
    send_all(deliveries, pipe)


def send_all(deliveries: list[Delivery], pipe: BinaryIO) -> None:
    """Hand over the deliveries. Each is taken from the list, and let go when it has been handed over."""
    send_json(pipe, "json", len(deliveries))
    while deliveries:
        _send(deliveries.pop(0), pipe)


def received(frames: Iterator[tuple[Kind, bytes]]) -> list[Delivery]:
    """Return the deliveries that `answer` hands over. Raises Unsound for what it cannot have sent."""
    many = _whole(_json(frames))
    deliveries = [_delivery(frames) for _ in range(_below(many, _MOST_TABLES))]
    if next(frames, None) is not None:
        raise Unsound
    return deliveries


def _send(delivery: Delivery, pipe: BinaryIO) -> None:
    said = {
        "source": delivery.source, "files": list(delivery.files), "sha256": delivery.sha256,
        "authority": delivery.authority, "extracted_at": _iso(delivery.extracted_at),
        "tables": len(delivery.tables), "findings": len(delivery.findings),
    }  # fmt: skip
    send_json(pipe, "json", said)
    for at in range(0, len(delivery.findings), FINDINGS_AT_ONCE):
        send_json(
            pipe, "json", [asdict(finding) for finding in delivery.findings[at : at + FINDINGS_AT_ONCE]]
        )
    while delivery.tables:
        _send_table(delivery.tables.pop(0), pipe)


def _send_table(rows: TableRows, pipe: BinaryIO) -> None:
    scope = rows.scope and _plain(rows.scope) | {
        "first": _iso(rows.scope.first), "last": _iso(rows.scope.last)
    }  # fmt: skip
    span = [rows.rows.start, rows.rows.stop, rows.rows.step] if isinstance(rows.rows, range) else None
    said = _plain(rows) | {
        "headers": dict(rows.headers), "scope": scope, "span": span,
        "aliases": {column: dict(words) for column, words in rows.aliases.items()},
        "gone": [[one.column, one.value] for one in rows.gone], "columns": list(rows.columns), "count": len(rows.rows),
    }  # fmt: skip
    send_json(pipe, "json", said)
    for at in range(0, len(rows.rows), AT_ONCE):
        there = slice(at, at + AT_ONCE)
        send(pipe, "columns", _packed(rows.columns.values(), rows.rows if span is None else None, there))


def send_grid(grid: Grid, pipe: BinaryIO) -> None:
    """Hand over a table as a file has it, without findings of its own."""
    send_json(pipe, "json", {"file": grid.file, "headers": grid.headers, "count": len(grid.rows)})
    for at in range(0, len(grid.rows), AT_ONCE):
        send(pipe, "columns", _packed(grid.columns, grid.rows, slice(at, at + AT_ONCE)))


def received_grid(frames: Iterator[tuple[Kind, bytes]]) -> Grid:
    """Return the table that `send_grid` hands over, its columns as lists. Raises Unsound as `received` does."""
    from scrutable.sources.grid import Grid

    said = _json(frames, dict)
    headers = [_text(header) for header in _is(said.get("headers"), list)]
    columns, rows = _columns(frames, headers, _whole(said.get("count")), with_rows=True)
    return Grid(_text(said.get("file")), headers, columns, list(rows)).listed()


def _packed(columns: Iterable[Texts | pa.Array], rows: Sequence[int] | None, there: slice) -> memoryview:
    """Return what stands at some places of the columns, and of the rows where they are sent too, as an Arrow stream."""
    import pyarrow as pa

    parts = {str(n): _as_array(texts[there]) for n, texts in enumerate(columns)}
    if rows is not None:
        parts[_ROWS] = pa.array(rows[there], pa.int64())
    batch = pa.record_batch(parts)
    held = pa.BufferOutputStream()
    with pa.ipc.new_stream(held, batch.schema) as stream:
        stream.write_batch(batch)
    return memoryview(held.getvalue())


def _as_array(texts: Texts | pa.Array) -> pa.Array:
    import pyarrow as pa

    if isinstance(texts, pa.ChunkedArray):
        return texts.combine_chunks()
    if isinstance(texts, pa.Array):
        return texts
    try:
        return pa.array(texts, pa.string())
    except (UnicodeEncodeError, pa.ArrowException):
        # A lone surrogate, which a JSON file can hold and no text can.
        return pa.array([text and text.encode("utf-8", "replace").decode() for text in texts], pa.string())


def _delivery(frames: Iterator[tuple[Kind, bytes]]) -> Delivery:
    said = _json(frames, dict)
    findings: list[Finding] = []
    expected = _whole(said.get("findings"))
    while len(findings) < expected:
        findings += [_finding(one) for one in _some(_json(frames, list))]
    moment = said.get("extracted_at")
    delivery = Delivery(
        _text(said.get("source")),
        [_text(name) for name in _is(said.get("files"), list)],
        _text(said.get("sha256")),
        [],
        findings,
        _text_or_none(said.get("authority")),
        None if moment is None else _moment(moment),
    )
    for _ in range(_below(_whole(said.get("tables")), _MOST_TABLES)):
        delivery.tables.append(_table(frames))
    return delivery


def _table(frames: Iterator[tuple[Kind, bytes]]) -> TableRows:
    said = _json(frames, dict)
    name, count = _text(said.get("table")), _whole(said.get("count"))
    names = [_text(column) for column in _is(said.get("columns"), list)]
    known = {*tables()[name].columns, "recorded"} if name in tables() else set()
    if name not in tables() or not {*names} <= known:
        raise Unsound
    span = said.get("span")
    columns, rows = _columns(frames, names, count, span is None)
    return TableRows(
        columns=dict(zip(names, columns, strict=True)),
        rows=rows if span is None else _span(span, count),
        headers=_words(said.get("headers")),
        aliases={column: _words(words) for column, words in _is(said.get("aliases"), dict).items()},
        scope=_scope(said.get("scope")),
        gone=tuple(_gone(one, known) for one in _is(said.get("gone"), list)),
        **_told(TableRows, said),
    )


def _columns(
    frames: Iterator[tuple[Kind, bytes]], names: Sequence[str], count: int, with_rows: bool
) -> tuple[list[Any], array[int]]:
    """Return the columns, joined of the frames they came in, and the rows where each row has its own."""
    import pyarrow as pa

    parts: list[list[pa.Array]] = [[] for _ in names]
    rows, held = array("q"), 0
    while held < count:
        kind, content = next(frames, (None, b""))
        if kind != "columns":
            raise Unsound
        batch = _batch(content, len(names), with_rows)
        held += batch.num_rows
        for n, part in enumerate(parts):
            part.append(batch.column(n))
        if with_rows:
            rows.frombytes(batch.column(len(names)).to_numpy().tobytes())
    if held != count:
        raise Unsound
    empty = pa.array([], pa.string())
    try:
        return [pa.concat_arrays(part) if part else empty for part in parts], rows
    except pa.ArrowException:  # of several types
        raise Unsound from None


def _batch(content: bytes, columns: int, with_rows: bool) -> pa.RecordBatch:
    """Return the one batch of an Arrow stream, of whose buffers nothing is believed before it was looked at."""
    import pyarrow as pa

    try:
        with pa.ipc.open_stream(pa.py_buffer(content)) as stream:
            batch = stream.read_next_batch()
        batch.validate(full=True)
    except (pa.ArrowException, OSError, StopIteration, MemoryError):
        raise Unsound from None
    kinds = [field.type for field in batch.schema]
    if len(kinds) != columns + with_rows or not batch.num_rows or not all(map(_is_kept, kinds)):
        raise Unsound
    if with_rows and (kinds[-1] != pa.int64() or batch.column(columns).null_count):
        raise Unsound
    return batch


def _is_kept(kind: pa.DataType) -> bool:
    """Return whether a column may be of this type: text, or what the register keeps of a source with types."""
    import pyarrow as pa

    return kind in (
        pa.string(), pa.date32(), pa.timestamp("us"), pa.bool_(), pa.int64(), pa.float64()
    )  # fmt: skip


def _finding(said: object) -> Finding:
    one = _is(said, dict)
    if {*one} != {field.name for field in fields(Finding)} or one["level"] not in get_args(Level):
        raise Unsound
    for name in _FINDING_TEXTS:
        _text(one[name])
    _whole(one["rows"])
    if one["row"] is not None:
        _whole(one["row"])
    return Finding(**one)


def _gone(said: object, known: set[str]) -> Gone:
    if len(pair := _is(said, list)) != 2 or _text(pair[0]) not in known:
        raise Unsound
    return Gone(pair[0], _text(pair[1]))


def _scope(said: object) -> Scope | None:
    if said is None:
        return None
    one = _is(said, dict)
    first, last = one.get("first"), one.get("last")
    days: dict[str, Any] = {"first": first and _day(first), "last": last and _day(last)}
    return Scope(**days, **_told(Scope, one))


def _plain(one: Any) -> dict[str, Any]:
    """Return the fields of a record that are texts, flags or whole numbers."""
    return {name: getattr(one, name) for name in _plain_fields(type(one))}


def _told(kind: type[Any], said: dict[str, Any]) -> dict[str, Any]:
    """Return those fields as they were told, each of its own kind."""
    checks: dict[type[Any], Callable[[object], Any]] = {
        str: _text,
        int: _whole,
        bool: lambda one: _is(one, bool),
    }
    return {name: checks[type_](said.get(name)) for name, type_ in _plain_fields(kind).items()}


def _plain_fields(kind: type[Any]) -> dict[str, type[Any]]:
    return {field.name: field.type for field in fields(kind) if field.type in (str, int, bool)}


def _span(said: object, count: int) -> range:
    start, stop, step = (_whole(number) for number in _some(_is(said, list)))
    if not step or len(span := range(start, stop, step)) != count:
        raise Unsound
    return span


def _json(frames: Iterator[tuple[Kind, bytes]], kind: type[_Any] = int) -> _Any:  # type: ignore[assignment]
    found, content = next(frames, (None, b""))
    if found != "json":
        raise Unsound
    try:
        return _is(json.loads(content), kind)
    except (ValueError, RecursionError):
        raise Unsound from None


def _is(said: object, kind: type[_Any]) -> _Any:
    """Return a value that is of the kind, and not of one derived from it: a bool is no number here."""
    if type(said) is not kind:
        raise Unsound
    return said


def _some(said: list[Any]) -> list[Any]:
    if not said:
        raise Unsound
    return said


def _whole(said: object) -> int:
    return _below(_is(said, int), 2**62)


def _below(number: int, most: int) -> int:
    if not 0 <= number < most:
        raise Unsound
    return number


def _text(said: object) -> str:
    if len(text := _is(said, str)) > _LONGEST:
        raise Unsound
    return text


def _text_or_none(said: object) -> str | None:
    return None if said is None else _text(said)


def _words(said: object) -> dict[str, str]:
    return {key: _text(word) for key, word in _is(said, dict).items()}


def _iso(day: date | datetime | None) -> str | None:
    return None if day is None else day.isoformat()


def _moment(said: object) -> datetime:
    try:
        return datetime.fromisoformat(_text(said))
    except ValueError:
        raise Unsound from None


def _day(said: object) -> date:
    try:
        return date.fromisoformat(_text(said))
    except ValueError:
        raise Unsound from None
