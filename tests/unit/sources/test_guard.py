import hashlib

import pytest

from scrutable.errors import DataFault
from scrutable.sources import guard


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"PK\x03\x04", "workbook"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><a/>", "xml"),
        (b"  \n<Message/>", "xml"),
        ("<Message/>".encode("utf-16"), "xml"),
        (b"a,b\n1,2\n", "text"),
        ("a,b\n".encode("utf-16"), "text"),
    ],
)
def test_kind_is_told_by_the_first_bytes_and_not_by_the_name(write, content, kind):
    assert guard.kind_of(write("anything.docx", content)) == kind


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "D103"),
        (b" \r\n ", "D103"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "D105"),
        (guard._OLE + b"\0" * 600, "D120"),
        (guard._OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "D107"),
    ],
)
def test_what_cannot_be_read_is_refused_by_kind(write, content, code):
    with pytest.raises(DataFault) as refused:
        guard.kind_of(write("file.xlsx", content))
    assert refused.value.code == code
    assert "file.xlsx" in refused.value.says
    assert refused.value.do


def test_a_folder_and_a_missing_file_are_refused(tmp_path):
    for path, code in ((tmp_path, "D102"), (tmp_path / "nothing.csv", "D101")):
        with pytest.raises(DataFault) as refused:
            guard.kind_of(path)
        assert refused.value.code == code


def test_a_file_over_the_limit_is_refused_before_it_is_read(write, monkeypatch):
    monkeypatch.setitem(guard.LARGEST, "text", 10)
    with pytest.raises(DataFault, match="D104"):
        guard.kind_of(write("big.csv", b"a,b\n" * 10))


def test_the_hash_is_of_the_contents_in_order(write):
    one, two = write("1", b"one"), write("2", b"two")
    assert guard.sha256_of([one, two]) == hashlib.sha256(b"onetwo").hexdigest()
