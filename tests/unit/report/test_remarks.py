"""A service's commentary: what of Markdown is set, what is refused, and the numbers that no figure bears."""

from datetime import date
from pathlib import Path

import pytest

from scrutable.committee.entries import Commentary
from scrutable.errors import UsageFault
from scrutable.report import remarks
from scrutable.store import Store, init
from tests.unit.cli.running import Run
from tests.unit.report.test_since import AT, FIRST, load

ID, PERIOD = "ehc_plans_within_20_weeks", "2019-20Q3"


@pytest.mark.parametrize(
    ("text", "set_as"),
    [
        ("One line\nand the next.", ["One line and the next."]),
        ("First.\n\nSecond, *with* **weight**.", ["First.", "Second, with weight."]),
        ("- one\n- two", ["– one", "– two"]),
        ("3. three\n4. four", ["3. three", "4. four"]),
        ("Costs < 5 & more", ["Costs < 5 & more"]),
        ("1. a\n\n   more of a\n2. b", ["1. a", "more of a", "2. b"]),
    ],
)
def test_paragraphs_and_lists_are_set(text, set_as):
    assert remarks.paragraphs(text) == set_as


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is empty"),
        ("   \n", "is empty"),
        ("Well.\n\n# A heading", "Line 3 of the commentary holds a heading"),
        ("See [this](http://example.org)", "Line 1 of the commentary holds a link"),
        ("![x](y.png)", "holds a picture"),
        ("<script>alert(1)</script>", "holds HTML"),
        ("a <b>bold</b> word", "holds HTML"),
        ("```\ncode\n```", "a block of code"),
        ("> said", "a quotation"),
        ("a `b` c", "holds code"),
    ],
)
def test_what_would_read_otherwise_on_paper_is_refused_with_its_line(text, says):
    with pytest.raises(UsageFault, match=says) as found:
        remarks.paragraphs(text)
    assert found.value.code == "U152"


def test_whose_words_they_are_stands_before_them():
    said = remarks.remarks(Commentary(1, date(2020, 1, 6), "Head of SEND", ID, PERIOD, "One.\n\n- Two."))
    assert [(one.role, one.text) for one in said] == [
        ("said-by", "What the service says (Head of SEND, 6 January 2020):"),
        ("said", "One."),
        ("said", "– Two."),
    ]
    assert remarks.remarks(None) == []


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    made = init(tmp_path_factory.mktemp("said") / "store", number="999", name="A council")
    load(made, "2020-01-06", FIRST)
    return made


def test_the_newest_is_printed_the_older_kept_and_strange_numbers_pointed_out(
    store: Store, tmp_path: Path
) -> None:
    _, strange = store.comment(ID, PERIOD, "We issued 2 plans, not 37.", by="Head of SEND", made="2020-01-06")
    assert strange == ["37"]
    _, strange = store.comment(
        ID, PERIOD, "1 of 2 plans (50%) was in time.", by="Head of SEND", made="2020-01-07"
    )
    assert strange == []
    page = store.publish(PERIOD, tmp_path, known_on="2020-01-06", at=AT)
    said = (tmp_path / "pack.html").read_text(encoding="utf-8")
    assert "What the service says (Head of SEND, 7 January 2020):" in said and "not 37" not in said
    assert [one.number for one in store.commentary()] == [1, 2]
    store.comment(ID, PERIOD, "Said later.", by="Head of SEND")
    assert store.verify(page.pack).same  # a published pack keeps what it printed


def test_the_command_line_adds_warns_and_lists(store: Store, tmp_path: Path, run: Run) -> None:
    file = tmp_path / "said.md"
    file.write_bytes("\ufeffOf 2 plans, 941 …".encode())
    where = ["--store", str(store.register.folder)]
    done = run("commentary", "add", ID, str(file), "--period", PERIOD, "--by", "Head of SEND", *where)
    assert "is kept" in done.out and "bears: 941" in done.err
    assert "941 …" in run("commentary", "list", *where).out
    file.write_bytes("Größe".encode("cp1252"))
    failed = run("commentary", "add", ID, str(file), "--period", PERIOD, "--by", "Head of SEND", *where)
    assert failed.code == 2 and "U152 The commentary is not in UTF-8 (byte 3)" in failed.err
