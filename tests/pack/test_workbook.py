"""The workbook, read back as a spreadsheet (fastexcel) and as XML (lxml): accessible, exact, harmless."""

import io
import json
import re
import zipfile
from dataclasses import replace
from itertools import pairwise

import fastexcel
import pytest
from lxml import etree

from scrutable.indicators.definition import catalogue
from scrutable.report import workbook
from scrutable.report.anatomy import Cell, Column, Group, Section, Table
from scrutable.report.harmless import LIVE
from scrutable.report.making import make
from tests.unit.report.fakes import PERIOD, PROVENANCE, FakeView

IDS = (
    "ehc_requests", "ehc_plans_within_20_weeks", "ehc_assessments_open_age", "ehc_appeal_rate", "referral_rate",
    "children_missing", "child_protection_visits_in_time", "care_visits_days_to_record", "agency_rate",
    "average_caseload", "sdq_average_score", "repeat_protection_plans",
)  # fmt: skip
XL = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
NAMES = {"dc": "http://purl.org/dc/elements/1.1/", "t": "http://purl.org/dc/terms/"}


@pytest.fixture(scope="module")
def made():
    told = [one for one in catalogue() if one.id in IDS]
    return make(FakeView(), told, PERIOD, provenance=PROVENANCE)


@pytest.fixture(scope="module")
def sheets(made) -> dict[str, list[list[str]]]:
    return read(made.files["pack.xlsx"])


@pytest.fixture(scope="module")
def parts(made) -> dict[str, etree._Element]:
    return xml(made.files["pack.xlsx"])


def read(book: bytes) -> dict[str, list[list[str]]]:
    """Return each worksheet's cells as text, row by row."""
    reader = fastexcel.read_excel(book)
    found = {}
    for name in reader.sheet_names:
        table = reader.load_sheet(name, header_row=None, dtypes="string").to_arrow()
        found[name] = [["" if cell is None else cell for cell in row.values()] for row in table.to_pylist()]
    return found


def xml(book: bytes) -> dict[str, etree._Element]:
    with zipfile.ZipFile(io.BytesIO(book)) as files:
        return {name: etree.fromstring(files.read(name)) for name in files.namelist()}


def rows_of(cells: list[list[str]]) -> list[dict[str, str]]:
    """Return a worksheet's table as rows by the heads of its columns."""
    top = next(at for at, row in enumerate(cells) if len([cell for cell in row if cell]) > 1)
    return [dict(zip(cells[top], row, strict=True)) for row in cells[top + 1 :]]


def test_every_figure_of_the_pack_stands_in_it_with_its_numbers(made, sheets):
    records = json.loads(made.files["pack.json"])["figures"]
    by_id: dict[str, list[dict[str, str]]] = {}
    for name, cells in sheets.items():
        if name not in ("Cover", "Contents", "Notes"):
            for row in rows_of(cells):
                by_id.setdefault(row.get("Figure", ""), []).append(row)
    compared = 0
    for record in records:
        parted = [part for parts in record["breakdowns"].values() for part in parts]
        for figure in [record, *record["trend"], *parted]:
            (row,) = [row for row in by_id[figure["id"]] if "Part" in row]
            compared += check(record, figure, row)
    assert compared > 400
    # The seed's minute, by hand: 14 of the 100 plans issued in the quarter.
    (told,) = [row for row in by_id["ehc_plans_within_20_weeks/2019-20Q3"] if "Part" in row]
    assert (told["Number"], told["Out of"], float(told["Percentage"])) == ("14", "100", 14.0)
    assert told["Listed and not counted"] == "6"


def test_level_direction_and_confidence_stand_beside_each_other_as_in_the_data(made, sheets):
    records = json.loads(made.files["pack.json"])["figures"]
    (cells,) = [each for each in sheets.values() if each[0][0] == "How each figure stands"]
    rows = {row["Figure"]: row for row in rows_of(cells)}
    assert set(rows) == {record["id"] for record in records if record["value"] is not None}
    ranges = 0
    for record in records:
        row = rows.get(record["id"])
        if row is None:
            continue
        said = row["Level: status"].lower(), row["Direction"].lower(), row["Points in the series"]
        direction = record["direction"]
        assert said == (record["status"].lower(), direction["verdict"].lower(), str(direction["points"]))
        assert (row["Target"] == "[z]") == (record["target"] is None)
        ends = row["Confidence: by chance from"], row["Confidence: by chance to"]
        if record["interval_95"] is None:
            assert ends == ("[z]", "[z]")
        else:
            hundred = 100 if record["as_percentage"] else 1
            exact = [hundred * end for end in record["interval_95"]]
            assert [float(end) for end in ends] == pytest.approx(exact, abs=0.0501)
            ranges += 1
    assert ranges > 3
    # 14 of 100: Wilson's interval is 8.5% to 22.1%.
    plans = rows["ehc_plans_within_20_weeks/2019-20Q3"]
    assert plans["Confidence: by chance from"] == "8.5" and plans["Target and range in"] == "%"


def check(record, figure, row) -> int:
    """Compare what pack.json says of a figure with its row; return how many numbers were compared."""
    out_of = next(
        (row[name] for name in ("Out of", "Children in the population", "Counted") if name in row), "[z]"
    )
    value = next(
        (row[name] for name in row if re.match(r"Percentage|Rate|Ratio|Median|Mean|Sum", name)), "[z]"
    )
    hundred = 100 if record["as_percentage"] else 1
    told = [(figure["numerator"], row.get("Number", "[z]"), 1)]
    if record["measures"] != "count":
        told += [(figure["denominator"], out_of, 1), (figure["value"], value, hundred)]
    told += [(figure["excluded"], row["Listed and not counted"], 1)]
    for number, written, times in told:
        if number is None:
            assert written in ("[x]", "[z]"), (figure["id"], row)
        elif written == "[low]":
            assert 0 < number * times < 0.05
        else:
            assert float(written) == pytest.approx(number * times, rel=1e-9), (figure["id"], row)
    return len(told)


def test_each_worksheet_is_one_marked_up_table_with_a_title_and_no_blank_cell(sheets, parts):
    tables = sorted((name for name in parts if re.match(r"xl/tables/", name)), key=number)
    pages = sorted((name for name in parts if re.match(r"xl/worksheets/sheet", name)), key=number)
    assert len(tables) == len(pages) == len(sheets) > len(IDS) + 6
    named = [parts[name].get("name") for name in tables]
    assert len({name.lower() for name in named}) == len(named)
    for (title, cells), page, table in zip(sheets.items(), pages, tables, strict=True):
        assert cells[0][0] and cells[1][0] == "This worksheet contains one table.", title
        first, last = parts[table].get("ref").split(":")
        (left, top), (right, bottom) = at(first), at(last)
        assert (left, bottom, right) == (0, len(cells) - 1, len(cells[top]) - 1)
        assert all(cell for row in cells[top:] for cell in row), title
        assert all(
            row[1:] == [""] * right for row in cells[:top]
        )  # what is said above stands in column A alone
        heads = [each.get("name") for each in parts[table].iterfind("x:tableColumns/x:tableColumn", XL)]
        assert heads == cells[top] and len({head.lower() for head in heads}) == len(heads)
        assert parts[table].find("x:autoFilter", XL) is None
        assert wrapped(parts, parts[page], top) == {"1"}
        for barred in (
            "mergeCells",
            "sheetViews/x:sheetView/x:pane",
            "autoFilter",
            "sheetData/x:row/x:c/x:f",
        ):
            assert parts[page].find(f"x:{barred}", XL) is None, barred
        assert not parts[page].xpath("//*[@hidden]")


def wrapped(parts, page, top) -> set[str]:
    """Return whether the cells of the row of headings wrap, by their style."""
    formats = parts["xl/styles.xml"].find("x:cellXfs", XL)
    (row,) = page.xpath(f"x:sheetData/x:row[@r='{top + 1}']", namespaces=XL)
    return {formats[int(cell.get("s"))].find("x:alignment", XL).get("wrapText") for cell in row}


def number(name: str) -> int:
    return int(re.search(r"(\d+)\.xml", name)[1])


def at(cell: str) -> tuple[int, int]:
    letters, digits = re.fullmatch(r"([A-Z]+)(\d+)", cell).groups()
    assert len(letters) == 1
    return ord(letters) - ord("A"), int(digits) - 1


def test_the_names_of_worksheets_are_short_plain_and_alone(sheets):
    names = list(sheets)
    assert names[:4] == ["Cover", "Contents", "Notes", "1 Every indicator Oct to Dec"]
    assert "3 EHC plans issued within 20" in names
    assert len({name.lower() for name in names}) == len(names)
    assert all(len(name) <= 31 and re.fullmatch(r"[\w -]+", name) for name in names)


def test_the_contents_lead_to_every_table_and_every_table_back(sheets, parts):
    links = {
        name: [
            one.get("location")
            for one in parts[f"xl/worksheets/sheet{at}.xml"].iterfind("x:hyperlinks/x:hyperlink", XL)
        ]
        for at, name in enumerate(sheets, 1)
    }
    tables = list(sheets)[3:]
    assert links["Contents"] == [f"'{name}'!A1" for name in tables]
    assert [row["Table"] for row in rows_of(sheets["Contents"])] == [sheets[name][0][0] for name in tables]
    assert all("'Contents'!A1" in links[name] for name in tables)
    assert all(re.fullmatch(r"'([^']+)'!A1", one)[1] in sheets for found in links.values() for one in found)


def test_notes_explain_the_shorthand_that_is_used_and_no_other(sheets):
    cells = {cell for name, rows in sheets.items() if name != "Notes" for row in rows for cell in row}
    used = {cell for cell in cells if re.fullmatch(r"\[\w+\]", cell)}
    told = {row["Note"] for row in rows_of(sheets["Notes"]) if row["Note"].startswith("[")}
    assert used == told == {"[z]", "[x]"}


def test_a_share_that_would_be_shown_as_nought_is_low_and_its_numbers_stay():
    told = [one for one in catalogue() if one.id == "ehc_plans_within_20_weeks"]
    book = make(FakeView({"ehc_plans_within_20_weeks": (1, 4000, 0)}), told, PERIOD, provenance=PROVENANCE)
    sheets = read(book.files["pack.xlsx"])
    row = next(
        row
        for row in rows_of(sheets["2 EHC plans issued within 20"])
        if row["Part"] == "All" and row["Out of"] == "4000"
    )
    assert (row["Number"], row["Percentage"]) == ("1", "[low]")
    assert "[low]" in {row["Note"] for row in rows_of(sheets["Notes"])}


def test_properties_say_title_language_and_the_day_it_speaks_from(made, parts):
    core = parts["docProps/core.xml"]
    assert core.findtext("dc:title", namespaces=NAMES) == made.pack.title
    assert core.findtext("dc:language", namespaces=NAMES) == "en-GB"
    assert core.findtext("t:created", namespaces=NAMES).startswith("2020-01-06")
    assert core.findtext("t:modified", namespaces=NAMES).startswith("2020-01-06")


def test_the_same_pack_gives_the_same_bytes(made):
    assert workbook.render(made.pack) == made.files["pack.xlsx"]


@pytest.mark.parametrize("live", LIVE)
def test_no_text_of_a_record_is_ever_run(made, live):
    """A council, a column and a cell that begin with what a spreadsheet runs."""
    pack = replace(made.pack, cover=replace(made.pack.cover, council=f'{live}HYPERLINK("http://x")'))
    cells = (Cell(f"{live}1+1"), Cell("-5"))
    table = Table("hostile", f"{live}A1", (Column(f"{live}B1"), Column("Change", True)), (Group((cells,)),))
    book = workbook.render(replace(pack, sections=(*pack.sections, Section("more", "More", (table,)))))
    parts = xml(book)
    assert not [
        name
        for name, part in parts.items()
        if name.startswith("xl/worksheets/") and part.xpath("//x:f", namespaces=XL)
    ]
    texts = [one.text or "" for one in parts["xl/sharedStrings.xml"].iter(f"{{{XL['x']}}}t")]
    assert len(texts) > 50 and not [text for text in texts if text.startswith(LIVE)]
    assert f"'{live}1+1".replace("\r", "\n") in [text.replace("_x000D_", "\r") for text in texts]


def test_a_table_of_the_pack_becomes_numbers_where_it_holds_numbers(made):
    rows = (
        (Cell("North"), Cell("1,204"), Cell("14 of 100, 14%"), Cell("91 days"), Cell("a")),
        (Cell("South"), Cell("2.5"), Cell("no cases"), Cell("1 day"), Cell("")),
    )
    titles = ("Team", "Visits", "In time", "Age", "visits")
    columns = tuple(Column(title, title != "Team") for title in titles)
    pack = made.pack
    table = Table("t1", "Visits", columns, (Group(rows, "This year"),), total=(Cell("All"), *rows[0][1:]))
    sheets = read(
        workbook.render(replace(pack, sections=(*pack.sections, Section("more", "More", (table,)))))
    )
    (cells,) = [cells for cells in sheets.values() if cells[0][0] == "Visits"]
    assert cells[-4:] == [
        [
            "Under",
            "Team",
            "Visits",
            "In time: number",
            "In time: out of",
            "In time: percentage",
            "Age (days)",
            "visits (2)",
        ],
        ["This year", "North", "1204", "14", "100", "14", "91", "a"],
        ["This year", "South", "2.5", "[z]", "[z]", "[z]", "1", "[z]"],
        ["All", "All", "1204", "14", "100", "14", "91", "a"],
    ]


def test_worksheets_stand_in_the_order_of_the_pack(made, sheets):
    titles = [cells[0][0] for cells in sheets.values()]
    places = [titles.index(record["title"]) for record in made.pack.figures]
    assert all(before < after for before, after in pairwise(places))
