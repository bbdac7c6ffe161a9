"""What comes out of the reading process is looked at before it is believed."""

import io
import json
from datetime import date, datetime

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrutable.frames import Unsound, receive, send, send_json
from scrutable.sources import handing
from scrutable.sources.delivery import Delivery, Finding, Gone, Scope, TableRows

FINDING = Finding("D223", "note", "w.csv", "It says.", "Do.", "sheet", 7, "Name", "x", "worker", 3)


def delivery(rows=(2, 5, 9), findings=4_001):
    columns = {"worker_id": ["1", None, "3"], "kind": pa.array(["agency", "", None], pa.string())}
    scope = Scope(first=date(2019, 4, 1), last=date(2020, 3, 31))
    table = TableRows(
        "worker",
        columns,
        rows,
        "sheet",
        {"kind": "Kind"},
        {"kind": {"a": "agency"}},
        scope,
        (Gone("worker_id", "7"),),
    )
    empty = TableRows("cp_visit", {"visit_id": [], "recorded": []}, [], scope=None)
    return Delivery(
        "csv", ["w.csv"], "ab", [table, empty], [FINDING] * findings, "999", datetime(2020, 1, 6, 9)
    )


def sent(given):
    pipe = io.BytesIO()
    send_json(pipe, "json", 1)
    handing._send(given, pipe)
    return frames_of(pipe.getvalue())


def frames_of(content):
    pipe, frames = io.BytesIO(content), []
    while frame := receive(pipe, 10**9):
        frames.append(frame)
    return frames


def whole(given):
    """Return a delivery with its columns as lists."""
    for table in given.tables:
        table.columns = {
            name: texts if isinstance(texts, list) else texts.to_pylist()
            for name, texts in table.columns.items()
        }
        table.rows = list(table.rows)
    return given


@pytest.mark.parametrize("rows", [[2, 5, 9], range(2, 5), range(1, 9, 3)])
def test_a_delivery_arrives_as_it_was(rows):
    (there,) = handing.received(iter(sent(delivery(rows))))
    assert whole(there) == whole(delivery(rows))


def test_columns_of_the_types_that_the_register_keeps_arrive_as_they_were():
    columns = {
        "worker_id": pa.chunked_array([["1"], ["2"]]),
        "started": pa.array([date(2020, 2, 29), None]),
        "recorded": pa.array([datetime(2020, 1, 6, 9), None], pa.timestamp("us")),
        "fte": pa.array([0.6, None]),
    }
    given = Delivery("ssd", ["w.parquet"], "", [TableRows("worker", dict(columns), [1, 2])])
    (there,) = handing.received(iter(sent(given)))
    assert {name: column.type for name, column in there.tables[0].columns.items()} == {
        name: column.type for name, column in columns.items()
    }
    assert {name: column.to_pylist() for name, column in there.tables[0].columns.items()} == {
        name: column.to_pylist() for name, column in columns.items()
    }


def test_rows_of_an_arrived_table_are_plain_numbers():
    (there,) = handing.received(iter(sent(delivery())))
    assert [type(row) for row in there.tables[0].rows] == [int] * 3


def test_a_lone_surrogate_arrives_as_a_question_mark():
    given = Delivery(
        "csv", ["\udcff.csv"], "", [TableRows("worker", {"worker_id": ["a\ud800", "b"]}, [1, 2])]
    )
    (there,) = handing.received(iter(sent(given)))
    assert there.tables[0].columns["worker_id"].to_pylist() == ["a?", "b"]
    assert there.files == ["?.csv"]


def changed(at, **said):
    """Return the frames of a delivery with some words of the frame `at` changed."""
    frames = sent(delivery())
    frames[at] = ("json", json.dumps(json.loads(frames[at][1]) | said).encode())
    return frames


def with_finding(**said):
    frames = sent(delivery())
    frames[2] = ("json", json.dumps([json.loads(frames[2][1])[0] | said]).encode())
    return frames


def with_columns(batch):
    held = pa.BufferOutputStream()
    with pa.ipc.new_stream(held, batch.schema) as stream:
        stream.write_batch(batch)
    frames = sent(delivery())
    at = next(n for n, (kind, _) in enumerate(frames) if kind == "columns")
    frames[at] = ("columns", held.getvalue().to_pybytes())
    return frames


TEXT, ROWS = pa.array(["a", "b", "c"], pa.string()), pa.array([1, 2, 3], pa.int64())


def text(*offsets, data=b"abc"):
    """Return an array of three texts whose offsets are not looked at but for the ends."""
    return pa.StringArray.from_buffers(3, pa.array(offsets, pa.int32()).buffers()[1], pa.py_buffer(data))


LISTS = pa.array([[1], [2], [3]])
SOME = pa.array([1, None, 3], pa.int64())
NO_TEXT = text(0, 1, 2, 3, data=b"\xff\xfe\xfd")


@pytest.mark.parametrize(
    "frames",
    [
        pytest.param([], id="nothing"),
        pytest.param([("json", b"true")], id="a flag for a number"),
        pytest.param([("json", b"-1")], id="fewer than none"),
        pytest.param([("json", b"99999999")], id="far too many"),
        pytest.param([("json", b"1"), ("json", b"[")], id="no JSON"),
        pytest.param([("json", b"1"), ("json", b"[" * 100_000)], id="nested"),
        pytest.param([("json", b"\xff")], id="no text"),
        pytest.param([("columns", b"1")], id="columns for JSON"),
        pytest.param([*sent(delivery()), ("json", b"1")], id="more than said"),
        pytest.param(sent(delivery())[:-1], id="less than said"),
        pytest.param(changed(1, source=3), id="source"),
        pytest.param(changed(1, files="w.csv"), id="files"),
        pytest.param(changed(1, files=[None]), id="no name"),
        pytest.param(changed(1, extracted_at="tomorrow"), id="moment"),
        pytest.param(changed(1, authority=999), id="authority"),
        pytest.param(changed(1, findings=2**70), id="findings"),
        pytest.param(changed(1, tables=10**6), id="tables"),
        pytest.param(changed(1, sha256="a" * (2**24 + 1)), id="a very long text"),
        pytest.param(changed(5, table="sqlite_master"), id="no table of ours"),
        pytest.param(changed(5, columns=["worker_id", "x; drop table"]), id="no column of ours"),
        pytest.param(changed(5, count=2), id="count"),
        pytest.param(changed(5, span=[1, 4, 1]), id="span and rows"),
        pytest.param(changed(5, gone=[["x", "7"]]), id="gone from no column"),
        pytest.param(changed(5, gone=[["worker_id"]]), id="nothing gone"),
        pytest.param(changed(5, headers={"kind": 7}), id="headers"),
        pytest.param(changed(5, aliases={"kind": ["a"]}), id="aliases"),
        pytest.param(changed(5, scope={"whole": 1, "latest": False}), id="scope"),
        pytest.param(changed(5, scope={"whole": True, "latest": False, "first": "soon"}), id="scope's day"),
        pytest.param(with_finding(level="fatal"), id="level"),
        pytest.param(with_finding(code=None), id="code"),
        pytest.param(with_finding(row="7"), id="row"),
        pytest.param(with_finding(rows=-1), id="rows"),
        pytest.param(with_finding(more=1), id="another key"),
        pytest.param(with_columns(pa.record_batch([TEXT, TEXT], ["0", "1"])), id="no rows"),
        pytest.param(with_columns(pa.record_batch([TEXT, LISTS, ROWS], ["0", "1", "rows"])), id="lists"),
        pytest.param(with_columns(pa.record_batch([TEXT, TEXT, TEXT], ["0", "1", "rows"])), id="texts for rows"),
        pytest.param(with_columns(pa.record_batch([text(0, 9, 1, 3), TEXT, ROWS], ["0", "1", "rows"])), id="offsets"),
        pytest.param(with_columns(pa.record_batch([TEXT, TEXT, SOME], ["0", "1", "rows"])),
                     id="a row that is null"),
        pytest.param(with_columns(pa.record_batch([NO_TEXT, TEXT, ROWS], ["0", "1", "rows"])), id="UTF-8"),
        pytest.param(with_columns(pa.record_batch([TEXT[:0]] * 2 + [ROWS[:0]], ["0", "1", "rows"])), id="empty"),
    ],
)  # fmt: skip
def test_what_no_reader_sends_is_not_believed(frames):
    with pytest.raises(Unsound):
        handing.received(iter(frames))


@settings(max_examples=60)
@given(st.data())
def test_whatever_the_bytes_the_parent_gets_deliveries_or_says_no(data):
    pipe = io.BytesIO()
    for kind, content in sent(delivery(findings=2)):
        if data.draw(st.integers(0, 3)) == 0:
            whole_content = bytearray(content)
            for _ in range(data.draw(st.integers(1, 3))):
                at = data.draw(st.integers(0, max(len(whole_content) - 1, 0)))
                whole_content[at : at + 1] = data.draw(st.binary(max_size=3))
            content = bytes(whole_content)
        send(pipe, kind, content)
    try:
        handing.received(iter(frames_of(pipe.getvalue())))
    except Unsound:
        return


def test_a_frame_longer_than_may_be_held_is_not_read():
    for content in (b"J" + (2**63).to_bytes(8, "little"), b"?" + bytes(8)):
        with pytest.raises(Unsound):
            receive(io.BytesIO(content), 10**6)
    assert receive(io.BytesIO(b"J" + bytes(7)), 10**6) is None
    assert receive(io.BytesIO(b"J\x05" + bytes(7) + b"abc"), 10**6) is None
