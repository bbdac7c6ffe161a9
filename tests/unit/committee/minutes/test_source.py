"""Files of minutes in each form: the same words come out, and what is hostile or empty is refused with its reason."""

import io
import zipfile
from pathlib import Path

import pytest

from scrutable.committee.minutes import source
from scrutable.committee.minutes.reading import read
from scrutable.committee.minutes.source import LARGEST, text_apart, text_of
from scrutable.errors import DataFault

PAGE = """<!DOCTYPE html><html><head><title>Agenda item</title><script>RESOLVED: that this be run</script></head><body>
<nav>Members asked why</nav><div class="mgContent"><h2>Agenda item</h2><h3>Performance Report</h3><p>Minutes:</p>
<div class="mgWordPara"><p>Members asked that trends<br>be shown in future reports.</p><p>RESOLVED: That</p>
<ol><li>the report be noted;
<ol type="a"><li>first <b>part</b></li></ol></li><li value="4">officers&nbsp;be thanked.</li></ol>
</div></div><footer>Members asked how</footer></body></html>"""


def test_a_saved_page_gives_what_a_reader_sees(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(PAGE, encoding="utf-8")
    text = text_of(file)
    assert "run" not in text and "asked why" not in text and "asked how" not in text
    assert (
        "1. the report be noted;" in text
        and "a) first part" in text
        and "4. officers\u00a0be thanked." in text
    )
    minutes = read(text)
    assert minutes.items == ("Performance Report",)
    assert [(one.kind, one.reference) for one in minutes.extracts] == [
        ("request", None), ("resolution", "1"), ("resolution", "1(a)"), ("resolution", "4"),
    ]  # fmt: skip
    assert all(text[one.start : one.end] == one.text for one in minutes.extracts)


def test_a_deep_page_and_one_in_the_letters_of_windows(tmp_path: Path) -> None:
    file = tmp_path / "deep.html"
    file.write_bytes(
        b"<html><body>"
        + b"<span>" * 200
        + "Members asked why – it’s late".encode("cp1252")
        + b"</body></html>"
    )
    assert text_of(file) == "Members asked why – it’s late\n"


def test_a_word_document_has_the_numbers_that_word_shows(tmp_path: Path) -> None:
    from docx import Document

    document = Document()
    document.add_paragraph("Members requested that the data be shown in future reports.")
    document.add_paragraph("RESOLVED: That")
    document.add_paragraph("the report be noted.", style="List Number")
    document.add_paragraph("officers be thanked.", style="List Number")
    row = document.add_table(1, 2).rows[0]
    row.cells[0].text, row.cells[1].text = "Action", "none"
    document.save(str(tmp_path / "minutes.docx"))
    text = text_of(tmp_path / "minutes.docx")
    assert "1. the report be noted." in text and "2. officers be thanked." in text and "Action none" in text
    assert [(one.kind, one.reference) for one in read(text).extracts] == [
        ("request", None), ("resolution", "1"), ("resolution", "2"),
    ]  # fmt: skip


def test_a_merged_cell_of_a_word_table_is_given_once_however_wide_it_says_it_is(tmp_path: Path) -> None:
    """Found by the fuzzer: python-docx gives such a cell once for each column, and there may be 10 to the 50."""
    from docx import Document
    from docx.oxml.ns import qn

    document = Document()
    table = document.add_table(rows=2, cols=3)
    for place, text in enumerate(("Action", "Owner", "Due")):
        table.cell(0, place).text = text
    table.cell(1, 0).merge(table.cell(1, 1)).text = "Report back"
    table.cell(1, 2).text = "March"
    (span,) = table._tbl.iter(qn("w:gridSpan"))
    path = tmp_path / "minutes.docx"
    for wide in ("2", "9" * 50):
        span.set(qn("w:val"), wide)
        document.save(str(path))
        assert text_of(path) == "Action Owner Due\n\nReport back March\n"


def test_a_pdf_that_holds_text(tmp_path: Path) -> None:
    import typst

    source = tmp_path / "minutes.typ"
    body = "RESOLVED: That officers provide the data on absence by 3 May 2021."
    more = "".join(f"#pagebreak()\nMore, {page}.\n" for page in "abc")
    source.write_text(
        f'#set page(header: "Westmarch Council", numbering: "1")\n{body}\n{more}', encoding="utf-8"
    )
    (tmp_path / "minutes.pdf").write_bytes(typst.compile(str(source)))
    text = text_of(tmp_path / "minutes.pdf")
    assert "Westmarch" not in text and "More, b." in text
    action = [one for one in read(text).extracts if one.kind == "action"]
    assert [(one.owner, one.due) for one in action] == [("officers", "2021-05-03")]


def bomb() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * (210 * 1024 * 1024))
    return held.getvalue()


def other_zip() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("a.txt", "a")
    return held.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "D603"),
        (b" \n\t", "D603"),
        (b"\x00\x01\x02", "D604"),
        (b"%PDF-1.7 broken", "D604"),
        (b"PK\x03\x04 broken", "D604"),
        (other_zip(), "D604"),
        (b"<html><body><script>x</script></body></html>", "D603"),
        (b"a" * (LARGEST + 1), "D602"),
        (b"a" * (6 * 1024 * 1024), "D602"),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    file = tmp_path / "minutes"
    file.write_bytes(content)
    with pytest.raises(DataFault) as refused:
        text_of(file)
    assert refused.value.code == code


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    (tmp_path / "bomb.docx").write_bytes(bomb())
    with pytest.raises(DataFault, match="D604"):
        text_of(tmp_path / "bomb.docx")
    with pytest.raises(DataFault, match="D601"):
        text_of(tmp_path / "none.txt")


def test_a_zip_with_a_document_of_another_kind_is_refused(tmp_path: Path) -> None:
    """Found by fuzzing: the library takes whatever stands at the root for a document, and stumbles over it later."""
    for content in ("<a/>", "<w:document/>", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"):
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as archive:
            archive.writestr("word/document.xml", content)
            archive.writestr("[Content_Types].xml", "<Types/>")
        (tmp_path / "minutes.docx").write_bytes(held.getvalue())
        with pytest.raises(DataFault, match="D604"):
            text_of(tmp_path / "minutes.docx")


def test_items_in_lists_in_lists_have_the_numbers_that_a_browser_shows(tmp_path: Path) -> None:
    page = (
        "<html><ol><li>one<ol type='a'><li>first<li>second</ol><li value='7'>seven<li>four"
        "</ol><ol start='3'><li>three</ol></html>"
    )
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    lines = [line for line in text_of(tmp_path / "page.html").splitlines() if line]
    assert lines == ["1. one", "a) first", "b) second", "7. seven", "8. four", "3. three"]


def test_of_parts_in_parts_the_outermost_is_the_page(tmp_path: Path) -> None:
    page = "<html><p>menu</p><div class='mgContent'>a<div class='mgContent'>b</div></div><div class='mgContent'>c"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    assert text_of(tmp_path / "page.html").split() == ["a", "b", "c"]


def test_what_the_reading_process_hands_over_is_the_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "minutes.txt").write_text("Members asked why – it’s late\n", encoding="utf-8")
    assert text_apart(tmp_path / "minutes.txt") == text_of(tmp_path / "minutes.txt")
    with pytest.raises(DataFault, match="D601"):
        text_apart(tmp_path / "none.txt")
    monkeypatch.setattr(source, "MOST_TEXT", 5)  # the parent's: the process does not hear of it
    with pytest.raises(DataFault, match="D165"):
        text_apart(tmp_path / "minutes.txt")


def test_a_word_document_of_which_a_part_is_encrypted_is_refused(tmp_path: Path) -> None:
    """Found by fuzzing: the library of zip files says so with an error of its own kind."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    content = bytearray(held.getvalue())
    content[content.find(b"PK\x01\x02") + 8] |= 1
    content[6] |= 1
    (tmp_path / "minutes.docx").write_bytes(bytes(content))
    with pytest.raises(DataFault, match="D604"):
        text_of(tmp_path / "minutes.docx")
