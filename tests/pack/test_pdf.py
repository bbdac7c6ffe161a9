"""The pack on paper: tagged for a screen reader, the same bytes every time, and the numbers of the other media.

What is checked here is what pikepdf can show (the two standards are named, and the tags, titles and alt texts that they
ask for are there) and what pdfua can: 12 rules, most of the machine's part of PDF/UA being beyond it. Typst refuses to
write a file that breaks what it knows of them. veraPDF, the checker of record, needs Java and is not on PyPI: not run.
"""

import csv
import io
import json
import re
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise

import pikepdf
import pytest
from lxml import html

from scrutable.errors import DataFault
from scrutable.indicators.definition import catalogue
from scrutable.report import pdf
from scrutable.report.making import make
from tests.unit.report.fakes import PERIOD, PROVENANCE, FakeView

IDS = ("ehc_requests", "ehc_plans_within_20_weeks", "children_missing")
COUNCIL = 'A #panic("x") *council* <b> & $sons$ \\ [1] @2'


@pytest.fixture(scope="module")
def made():
    told = [one for one in catalogue() if one.id in IDS]
    return make(FakeView(), told, PERIOD, provenance=replace(PROVENANCE, council=COUNCIL))


@pytest.fixture(scope="module")
def paper(made):
    with pikepdf.open(io.BytesIO(made.files["pack.pdf"])) as found:
        yield found


@pytest.fixture(scope="module")
def text(paper):
    return "".join(_text(page) for page in paper.pages)


def _text(page) -> str:
    """Return a page's letters in the order they are drawn, without spaces: codes of two bytes, by each font's table."""
    tables, said, font = {}, [], ""
    for name, one in page.Resources.Font.items():
        cmap = one.ToUnicode.read_bytes().decode("latin-1")
        tables[name] = {}
        for code, letters in re.findall(r"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>", cmap):
            tables[name][int(code, 16)] = bytes.fromhex(letters).decode("utf-16-be")
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            font = str(operands[0])
        elif str(operator) in ("Tj", "TJ"):
            runs = operands[0] if str(operator) == "TJ" else operands
            for run in runs:
                if isinstance(run, pikepdf.String):
                    codes = bytes(run)
                    pairs = (codes[at] << 8 | codes[at + 1] for at in range(0, len(codes), 2))
                    said += [tables[font].get(code, "") for code in pairs]
    return re.sub(r"\s", "", "".join(said))


def _tags(paper) -> list:
    found, waiting = [], [paper.Root.StructTreeRoot]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Dictionary):
            if "/S" in one:
                found.append(one)
            kids = one.get("/K", [])
            waiting += list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    return found


def test_it_says_its_standards_title_language_and_date(paper):
    root = paper.Root
    assert (
        str(root.Lang) == "en-GB"
        and bool(root.MarkInfo.Marked)
        and bool(root.ViewerPreferences.DisplayDocTitle)
    )
    with paper.open_metadata() as said:
        assert (said["pdfuaid:part"], said["pdfaid:part"], said["pdfaid:conformance"]) == ("1", "2", "A")
        assert said["dc:title"].startswith(
            "Children's Services Performance Indicators, October to December 2019"
        )
        assert said["xmp:CreateDate"].startswith("2020-01-06")


def test_every_drawing_has_the_alt_text_of_the_page(paper, made):
    told = {
        part.chart.alt
        for board in made.pack.sections
        for page in board.sections
        for part in page.parts
        if hasattr(part, "chart")
    }
    drawings = [tag for tag in _tags(paper) if tag.S == "/Figure"]
    assert len(told) == 4 and {str(tag.Alt) for tag in drawings} == told


def test_every_table_has_heads_of_columns_and_rows_and_headings_are_bookmarks(paper, made):
    tables = [tag for tag in _tags(paper) if tag.S == "/Table"]
    assert len(tables) > 8
    for table in tables:
        rows = [row for part in table.K for row in part.K]
        assert table.K[0].S == "/THead" and {_says(cell) for cell in rows[0].K} == {("/TH", "/Column")}
        for row in rows[1:]:
            first, *others = [_says(cell) for cell in row.K]
            group = first == ("/TH", "/Column") and not others
            assert group or (first == ("/TH", "/Row") and set(others) == {("/TD", "")})
    with paper.open_outline() as outline:
        titles = [one.title for one in outline.root]
    assert titles == [section.title for section in made.pack.sections]


def test_each_cell_of_the_headline_table_names_its_headers_as_the_page_reads_them(paper, made):
    """By the page's own order: the head of the column, the dashboard over the row, the row's indicator."""
    root = paper.Root.StructTreeRoot.IDTree.Names
    named = {bytes(root[at]): root[at + 1].objgen for at in range(0, len(root), 2)}
    assert list(named) == sorted(named)
    (table,) = [
        tag
        for tag in _tags(paper)
        if tag.S == "/Table" and any(len(row.K) == 1 for part in tag.K for row in part.K)
    ]
    columns = [cell.objgen for cell in table.K[0].K[0].K]
    group, counted = [], 0
    for row in [row for part in table.K for row in part.K][1:]:
        if len(row.K) == 1:
            group = [row.K[0].objgen]
            continue
        for at, cell in enumerate(row.K):
            theirs = [named[bytes(name)] for name in _listed(cell.A)[0].Headers]
            assert theirs == [columns[at], *group, *([row.K[0].objgen] if at else [])]
            counted += 1
    assert counted == len(columns) * len(IDS) and group


def _says(cell) -> tuple[str, str]:
    return str(cell.S), str(_listed(cell.A)[0].get("/Scope", ""))


def test_no_heading_skips_a_level(paper):
    levels = [
        int(str(tag.S)[2:])
        for tag in _in_order(paper.Root.StructTreeRoot)
        if re.fullmatch(r"/H\d", str(tag.S))
    ]
    assert levels[0] == 1 and all(after <= before + 1 for before, after in pairwise(levels))


def _in_order(tag):
    kids = tag.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            if "/S" in kid:
                yield kid
            yield from _in_order(kid)


def test_a_checker_of_pdf_ua_finds_no_failure(made, tmp_path):
    (tmp_path / "pack.pdf").write_bytes(made.files["pack.pdf"])
    run = subprocess.run(
        [sys.executable, "-m", "pdfua", "check", str(tmp_path / "pack.pdf")], capture_output=True, text=True
    )
    assert run.returncode == 0 and "errors=0 warnings=0" in run.stdout, run.stdout + run.stderr


def _listed(one) -> list:
    return list(one) if isinstance(one, pikepdf.Array) else [one]


def test_words_of_a_council_are_text_and_never_markup(text):
    assert re.sub(r"\s", "", COUNCIL) in text


def test_every_sentence_and_every_cell_of_the_page_stands_on_paper(text, made):
    page = html.document_fromstring(made.files["pack.html"].decode("utf-8"))
    for said in page.xpath("//main//td | //main//caption | //main//dd | //main//p[@class='headline']"):
        assert re.sub(r"\s", "", said.text_content()) in text, said.text_content()


def test_each_medium_holds_the_same_numbers(text, made):
    """14 of 100 plans, 80 requests and 49 children, as the minutes of the seed had them: worked by hand."""
    record = {one["indicator"]: one for one in json.loads(made.files["pack.json"])["figures"]}
    rows = {
        row["indicator"]: row
        for row in csv.DictReader(io.StringIO(made.files["data.csv"].decode("utf-8")))
        if (row["time_period"], row["time_identifier"], row["breakdown"])
        == ("201920", "Financial year Q3", "Total")
    }
    page = re.sub(r"\s", "", html.document_fromstring(made.files["pack.html"].decode("utf-8")).text_content())
    for one, met, of, written in (
        ("ehc_plans_within_20_weeks", 14, 100, "14of100(14%)"),
        ("ehc_requests", 80, None, "80requests"),
        ("children_missing", 49, None, "49children"),
    ):
        assert (record[one]["numerator"], record[one]["denominator"]) == (met, of)
        row = rows[record[one]["title"]]
        assert (row["cases_count"], row["base_count"]) == (str(met), "z" if of is None else str(of))
        assert written in page and written in text


def test_the_same_pack_gives_the_same_bytes(made):
    assert pdf.render(made.pack) == made.files["pack.pdf"]


def test_a_letter_that_no_font_has_is_named_and_nothing_else_of_the_text(made):
    cover = replace(made.pack.cover, council="Wales \U0001f600 Anglesey")
    with pytest.raises(DataFault, match=r"D187 .*U\+1F600") as told:
        pdf.render(replace(made.pack, cover=cover))
    assert "Anglesey" not in str(told.value)
    assert pdf.render(replace(made.pack, cover=replace(cover, council="Łódź, Ynys Môn, Ελλάδα, Київ")))


@pytest.mark.slow
def test_no_page_of_the_demo_councils_pack_is_empty_and_no_method_is_torn_from_its_page(demo_council):
    check_pages(demo_council / "pack/pack.pdf", len(catalogue()))


def check_pages(file, indicators):
    with pikepdf.open(file) as paper:
        texts = [_text(page) for page in paper.pages]
    assert min(len(text) for text in texts) > 400
    made = ["Howthisfigureismade" in text and "Citeitas:" in text for text in texts]
    assert made.count(True) == indicators == sum("Citeitas:" in text for text in texts)


def test_words_with_a_white_edge_are_written_once_more_without_it():
    """Typst strokes letter by letter, each edge over the letter before: a decimal point would be gone."""
    edged = '<svg ><text x="1" stroke="white" stroke-width="4">14.3</text><text>a</text></svg>'
    drawn = pdf._standing(edged)
    assert drawn.count(">14.3<") == 2 and drawn.count(">a<") == 1
    edge, plain = re.findall(r"<text[^>]*>14.3</text>", drawn)
    assert 'stroke="white"' in edge and 'stroke="white"' not in plain
