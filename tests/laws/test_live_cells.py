"""No cell of any CSV or workbook that we write is a live formula, and a negative number is still a number.

What a hostile file can bring in (a team, an id, a value that cannot be read) goes out through every writer there is,
and the files are then read as a spreadsheet would: at commas, and at the other marks that some part cells at. The last
test fails when somebody adds a writer that is not driven here.
"""

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from scrutable.cli import output
from scrutable.indicators.definition import catalogue
from scrutable.report import making, opendata
from scrutable.report.anatomy import Area
from scrutable.report.harmless import harmless, in_csv
from tests.unit.report import fakes

BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "\r\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
UNSEEN = (" ", "\xa0", "\u200b", "\ufeff", "\t ", "\x00", "\u3000", "\u202e")
PAYLOADS = ("cmd|' /C calc'!A0", 'HYPERLINK("http://x","y")', "1+1", "SUM(A1:A9)", "x")
HOSTILE = [f"{begins}{payload}" for begins in BEGINNINGS for payload in PAYLOADS]
HOSTILE += [f"{unseen}{begins}1+1" for unseen in UNSEEN for begins in BEGINNINGS]
HOSTILE += [f"North{mark}{begins}1+1" for mark in ";\t|\n" for begins in "=+-@\uff1d"]
HOSTILE += [f'North{mark}"{begins}SUM(A1)' for mark in ";\t|\n" for begins in "=+-@"]
LETTERS = "=+-@\uff1d\uff0b\uff0d\uff20"
NUMBER = re.compile(r"-?\d+(\.\d+)?")


def is_live(cell: str) -> bool:
    """Say whether a spreadsheet would run a cell: said another way than harmless.py does, and of more cells."""
    seen = "".join(letter for letter in cell if letter.isprintable() and not letter.isspace()).lstrip(
        "\u3164"
    )
    begins = cell[:1] in ("\t", "\r", "\n") or (seen[:1] != "" and seen[0] in LETTERS)
    return begins and NUMBER.fullmatch(cell) is None


def cells_of(text: str) -> list[str]:
    """Return the cells that programs find in a CSV: ours, and those that part it at another mark."""
    found: list[str] = []
    for mark in ",;\t|":
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark):
            found += row if mark == "," else [cell.removesuffix('"') for cell in row]
    return found


def live_in_csv(text: str) -> list[str]:
    return [cell for cell in cells_of(text) if is_live(cell)]


def live_in_workbook(book: bytes) -> list[str]:
    """Return every formula, and every text that would become one where a cell is edited."""
    found = []
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        for name in parts.namelist():
            if not name.endswith(".xml"):
                continue
            root = etree.fromstring(parts.read(name))
            found += [f"{name}: {f.text}" for f in root.iter("{*}f")]
            if "sharedStrings" in name:
                texts = ["".join(t.text or "" for t in si.iter("{*}t")) for si in root.iter("{*}si")]
                found += [text for text in texts if is_live(text)]
            assert name.startswith("docProps") or not list(root.iter("{*}is")), (
                "inline strings are not looked at"
            )
    return found


def test_the_test_knows_a_live_cell() -> None:
    """Without us nearly all of these are live; the rest is marked to be on the safe side."""
    live = [text for text in HOSTILE if is_live(text) or live_in_csv(text_of([text]))]
    assert (len(live), len(HOSTILE)) == (164, 192)
    assert [text for text in ("North", "'=1+1", "-5", "-12.50", "a - b", "Sir Gâr") if is_live(text)] == []


def text_of(row: list[str]) -> str:
    """Return a row as Python writes it, without us."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(["x", *row])
    return text.getvalue()


@pytest.mark.parametrize("text", HOSTILE)
def test_one_text(text: str) -> None:
    assert not is_live(harmless(text))
    assert live_in_csv(text_of([in_csv(text)])) == []
    assert in_csv(in_csv(text)) == in_csv(text)


@pytest.mark.parametrize("text", ["12", "North - South", "a; - b", "", "x-y", "2019-04-01", "Q1=Q2"])
def test_what_is_harmless_stays_as_it_is(text: str) -> None:
    assert harmless(text) == in_csv(text) == text


def test_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"=1+1": text, "amount": -5, "share": -0.25, "text": "-7"} for text in HOSTILE]
    output.as_csv(list(rows[0]), rows)
    text = capsys.readouterr().out
    assert live_in_csv(text) == []
    read = list(csv.reader(io.StringIO(text)))[1:]
    assert {tuple(row[1:]) for row in read} == {("-5", "-0.25", "'-7")}, "negative numbers stay numbers"
    output.as_log("csv", {"=1+1": "words"}, [{"=1+1": text} for text in HOSTILE], "one", "many")
    assert live_in_csv(capsys.readouterr().out) == []


@pytest.fixture(scope="module")
def made(request: pytest.FixtureRequest) -> dict[str, bytes]:
    """The files of a pack whose council, area, teams and words are all formulas."""
    patch = pytest.MonkeyPatch()
    request.addfinalizer(patch.undo)
    patch.setattr("scrutable.report.pdf.begun", lambda pack: bytes)  # its fonts lack some of these letters
    patch.setitem(fakes.GROUPS, "team", HOSTILE[:70])
    each = {one.measures: one for one in catalogue()}
    ids = ("ehc_requests", "children_missing", "child_protection_visits_in_time")
    some = [one for one in catalogue() if one.id in ids or one in each.values()]
    told = replace(fakes.PROVENANCE, council="=1+1", area=Area("=999", "@E06", "+South"))
    pack = making.make(fakes.FakeView(), some, fakes.PERIOD, provenance=told)
    return pack.files


@pytest.mark.parametrize("name", ["data.csv", "data.meta.csv"])
def test_open_data(made: dict[str, bytes], name: str) -> None:
    text = made[name].decode("utf-8")
    assert live_in_csv(text) == []
    assert "'=1+1" in text or name == "data.meta.csv"


def test_open_data_keeps_its_numbers() -> None:
    assert opendata._csv(["n"], [["-12.5"], ["=1"], ["-x"]]) == b"n\n-12.5\n'=1\n'-x\n"


def test_the_workbook(made: dict[str, bytes]) -> None:
    assert live_in_workbook(made["pack.xlsx"]) == []
    with zipfile.ZipFile(io.BytesIO(made["pack.xlsx"])) as parts:
        assert "'=1+1" in parts.read("xl/sharedStrings.xml").decode("utf-8"), "the hostile words are in it"


def test_every_file_of_a_pack_is_looked_at(made: dict[str, bytes]) -> None:
    tabular = {name for name in made if name.endswith((".csv", ".tsv", ".xlsx", ".ods"))}
    assert tabular == {"data.csv", "data.meta.csv", "pack.xlsx"}
    json.loads(made["pack.json"])


WRITERS = {
    "cli/output.py", "report/opendata.py", "report/workbook.py",
    # What the demo council sends: input, and invented.
    "demo/files_csv.py", "demo/files_ssda903.py", "demo/files_annex_a.py",
}  # fmt: skip


def test_nobody_else_writes_csv_or_workbooks(root: Path) -> None:
    writes = re.compile(
        r"csv\.(?:Dict)?[wW]riter|xlsxwriter\.Workbook|write_csv|to_csv|to_excel|\(format csv", re.I
    )
    package = root / "src" / "scrutable"
    found = {
        file.relative_to(package).as_posix()
        for file in package.rglob("*.py")
        if writes.search(file.read_text("utf-8"))
    }
    assert {name for name in found if not name.startswith("demo/")} == {
        name for name in WRITERS if not name.startswith("demo/")
    }
