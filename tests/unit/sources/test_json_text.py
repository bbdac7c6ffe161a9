import json
import time

import pytest

from scrutable.errors import DataFault
from scrutable.sources import json_text
from scrutable.sources.json_text import DEEPEST, is_json, keys_in_head, records


@pytest.fixture
def read(write):
    return lambda content: list(records(write("payload.json", content)))


@pytest.mark.parametrize(
    "content",
    [
        '[{"a": "1"}, {"a": "2"}]',
        '{"a": "1"}\n{"a": "2"}\n',
        '[{"a": "1"}]\n[{"a": "2"}]',
        '\ufeff [ {"a": "1"} , {"a": "2"} ] \n',
        '[{"a": "1"}, {"a": "2"}]'.encode("utf-16"),
    ],
)
def test_a_list_records_alone_and_a_line_each_are_one(read, content):
    assert [record for _, record in read(content)] == [{"a": "1"}, {"a": "2"}]


def test_numbers_and_flags_stay_text_and_null_is_nothing(read):
    long = "9" * 10_000
    [(_, record)] = read(f'[{{"a": {long}, "b": 1.50, "c": true, "d": false, "e": null, "f": [NaN]}}]')
    assert record == {"a": long, "b": "1.50", "c": "true", "d": "false", "e": None, "f": ["NaN"]}


def test_each_record_knows_its_line(read):
    assert [line for line, _ in read('[\n{"a": "\\n"},\n\n{"b": "1"}]')] == [2, 4]


def test_half_a_surrogate_and_control_characters_reach_no_register(read):
    [(_, record)] = read(r'[{"a": "x\ud800y\u0000z", "b": "\ud83d\ude00"}]')
    assert record == {"a": "x\N{REPLACEMENT CHARACTER}y\N{REPLACEMENT CHARACTER}z", "b": "\N{GRINNING FACE}"}
    record["a"].encode()


@pytest.mark.parametrize(
    ("content", "where"),
    [
        ('[{"a": "1"}\n,{"a": ]', "line 2, column 8"),
        ('[{"a": "1"}', "line 1, column 12"),
        ('[{"a": "1"}, "Jo Smith"]', "line 1, column 14"),
        ('[{"a": "1"},, {"b": "2"}]', "line 1, column 12"),
        ('[,{"a": "1"}]', "line 1, column 2"),
        ('[[{"a": "1"}]]', "line 1, column 2"),
        ('{"a": "1"}]', "line 1, column 11"),
    ],
)
def test_damaged_json_says_where_and_quotes_nothing(read, content, where):
    with pytest.raises(DataFault, match="D152") as refused:
        read(content)
    assert where in str(refused.value)
    assert "Smith" not in str(refused.value)


def test_deep_nesting_is_refused_and_at_once(read):
    nested = "[" * (DEEPEST - 1) + "]" * (DEEPEST - 1)
    assert read(f'{{"a": {nested}}}')
    started = time.process_time()
    for content in (f'{{"a": [{nested}]}}', '{"a":' * 500_000, '[{"a":' + "[" * 1_000_000):
        with pytest.raises(DataFault, match="D151"):
            read(content)
    assert time.process_time() - started < 2


def test_a_file_that_is_too_large_is_refused_unread(write, monkeypatch):
    path = write("payload.json", '[{"a": "1"}]')
    monkeypatch.setattr(json_text, "LARGEST", 11)
    with pytest.raises(DataFault, match="D104"):
        list(records(path))


def test_what_is_no_unicode_is_refused(write):
    with pytest.raises(DataFault, match="D118"):
        list(records(write("payload.json", b'[{"a": "\xff"}]')))


@pytest.mark.parametrize(
    ("content", "is_one"),
    [
        ("[]", True),
        ('{"a"', True),
        (" \n[{", True),
        ("[[", True),
        ("a,b", False),
        ("[x],b", False),
        ("{x},b", False),
    ],
)
def test_json_is_known_by_how_it_begins(write, content, is_one):
    assert is_json(write("x", content)) is is_one


def test_keys_are_told_from_values(write):
    assert keys_in_head(write("x", json.dumps([{"a": "b", "c": {"d": ["e"]}, "a ": 1}]))) == [
        "a",
        "c",
        "d",
        "a ",
    ]
