from datetime import date, datetime

from lxml import etree

from scrutable.sources.census import read_header


def test_a_whole_header():
    element = etree.fromstring(
        "<Header><CollectionDetails><Collection>CIN</Collection><ReferenceDate>2024-03-31</ReferenceDate>"
        "</CollectionDetails><Source>x<LEA>201</LEA><DateTime>2024-05-23T11:14:05Z</DateTime></Source></Header>"
    )
    findings = []
    header = read_header(element, "f", findings)
    assert (header.authority, header.reference_date) == ("201", date(2024, 3, 31))
    assert header.extracted_at == datetime(2024, 5, 23, 12, 14, 5)
    assert findings == []


def test_an_empty_header_says_nothing():
    findings = []
    header = read_header(etree.fromstring("<HEADER><Source/></HEADER>"), "f", findings)
    assert (header.authority, header.reference_date, header.extracted_at) == (None, None, None)
    assert findings == []


def test_what_cannot_be_read_is_a_finding():
    findings = []
    read_header(
        etree.fromstring("<Header><LEA>Westmarch</LEA><ReferenceDate>soon</ReferenceDate><DateTime>?</DateTime></Header>"),
        "f", findings,
    )  # fmt: skip
    assert [(f.code, f.column) for f in findings] == [
        ("D235", "LEA"),
        ("D235", "ReferenceDate"),
        ("D235", "DateTime"),
    ]
