"""The store's folder: made once, loaded by one at a time, never seen half done, and kept small."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from scrutable.errors import DataFault, Refused, UsageFault
from scrutable.register.settings import Settings, read_settings
from scrutable.register.store import KEPT_GENERATIONS, Register
from tests.unit.register.making import Loader, delivery, rows_of


def children(*numbers: int) -> list[dict[str, str | None]]:
    return [{"child_id": str(number)} for number in numbers]


def generations(register: Register) -> list[str]:
    return sorted(path.name for path in register.path.glob("*.duckdb"))


def test_a_new_store_is_empty_and_says_whose_it_is(tmp_path: Path) -> None:
    register = Register.init(
        tmp_path / "a" / "store", number="999", name="Westmarch", code="E06999999", region="SE"
    )
    assert register.settings == Settings("999", "Westmarch", "E06999999", "SE")
    assert (register.generation(), generations(register)) == (0, ["000000.duckdb"])
    with register.reading() as con:
        assert con.execute("select count(*) from child").fetchone() == (0,)


def test_a_store_is_not_made_twice(tmp_path: Path) -> None:
    Register.init(tmp_path, number="999")
    said = (tmp_path / "scrutable.toml").read_bytes()
    with pytest.raises(Refused, match="R101"):
        Register.init(tmp_path, number="801")
    assert (tmp_path / "scrutable.toml").read_bytes() == said


def test_loads_are_not_lost_with_the_settings(load: Loader) -> None:
    load("2020-01-06", delivery(rows_of("child", children(1))))
    (load.register.folder / "scrutable.toml").unlink()
    with pytest.raises(Refused, match=r"R101.*scrutable\.toml is gone"):
        Register.init(load.register.folder, number="999")
    assert load.said("child", "child_id") == [("999/1",)]


def test_a_making_that_was_broken_off_can_be_done_again(tmp_path: Path) -> None:
    (tmp_path / "register").mkdir()
    (tmp_path / "register" / "000000.duckdb").write_bytes(b"half")
    (tmp_path / "register" / "current").write_text("000000\n", encoding="utf-8")
    register = Register.init(tmp_path, number="999")
    with register.reading() as con:
        assert con.execute("select count(*) from child").fetchone() == (0,)


@pytest.mark.parametrize("number", ["1", "9999", "abc", "99'", "٩٩٩"])
def test_a_number_has_three_digits(tmp_path: Path, number: str) -> None:
    with pytest.raises(UsageFault, match="U106"):
        Register.init(tmp_path, number=number)
    assert not (tmp_path / "scrutable.toml").exists()


@pytest.mark.parametrize(
    "name",
    [
        'The "Royal" Borough',
        "Caerdydd \\ Cardiff",
        "Sir Gâr – 郡",
        "two\nlines",
        "tab\t{braces} # no comment",
        "'",
    ],
)
def test_a_name_may_hold_any_character(tmp_path: Path, name: str) -> None:
    Register.init(tmp_path, name=name)
    assert read_settings(tmp_path).name == name


def test_where_there_is_no_store_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageFault, match="U107"):
        Register(tmp_path)


def test_settings_that_notepad_has_saved_are_read(tmp_path: Path) -> None:
    text = '[authority]\r\nnumber = "999"\r\nname = "Sir Gâr"\r\n[speaks]\r\nreferral = "annex_a"\r\n'
    (tmp_path / "scrutable.toml").write_bytes(b"\xef\xbb\xbf" + text.encode())
    settings = read_settings(tmp_path)
    assert (settings.number, settings.name) == ("999", "Sir Gâr")
    assert (settings.speaks, settings.rule("cp_visit_every_days")) == ((("referral", "annex_a"),), 14)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('name = "open', "Unterminated"),
        ("authority = 3", r"\[authority\]"),
        ('[authority]\nnumber = "99"', "three digits"),
        ("[authority]\nnumber = 999", "quotation marks"),
        ("[visits]\ncp_visit_every_days = 0", "whole number of 1 or more"),
        ('[visits]\ncp_visit_every_days = "two weeks"', "whole number of 1 or more"),
        ("[visits]\ncp_visit_every_days = 1.5", "whole number of 1 or more"),
        ('[speaks]\nreferrals = "cin"', "referrals"),
        ('[speaks]\nreferral = "annexe_a"', "annexe_a"),
    ],
)
def test_settings_that_cannot_be_are_refused_in_words(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "scrutable.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DataFault, match=f"D108.*{says}"):
        read_settings(tmp_path)


def test_settings_in_another_encoding_are_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "scrutable.toml").write_bytes('name = "Sir Gâr"'.encode("latin-1"))
    with pytest.raises(DataFault, match="D108"):
        read_settings(tmp_path)


def test_one_load_at_a_time(load: Loader) -> None:
    lock = load.register.path / "lock"
    hold = (
        "import sys; from filelock import FileLock\n"
        f"with FileLock({str(lock)!r}): print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout and other.stdout.readline() == "held\n"
        with pytest.raises(Refused, match="R204"):
            load("2020-01-06", delivery(rows_of("child", children(1))))
        assert load.register.generation() == 0
        other.communicate("")
    load("2020-01-06", delivery(rows_of("child", children(1))))
    assert load.said("child", "child_id") == [("999/1",)]


def test_old_generations_are_removed(load: Loader) -> None:
    for day in range(1, 6):
        load(f"2020-01-0{day}", delivery(rows_of("child", children(*range(day)))))
    assert generations(load.register) == ["000003.duckdb", "000004.duckdb", "000005.duckdb"]
    assert len(generations(load.register)) == KEPT_GENERATIONS


def test_what_a_killed_load_left_is_removed(load: Loader) -> None:
    for name in ("000001.part", "000001.part.wal", "current.part", "000007.duckdb"):
        (load.register.path / name).write_bytes(b"half")
    load("2020-01-01", delivery(rows_of("child", children(1))))
    assert generations(load.register) == ["000000.duckdb", "000001.duckdb"]
    assert not list(load.register.path.glob("*.part*"))
    assert load.said("child", "child_id") == [("999/1",)]


def test_a_reader_sees_what_it_began_with(load: Loader) -> None:
    load("2020-01-01", delivery(rows_of("child", children(1))))
    with load.register.reading() as con:
        for day in range(2, 7):  # more loads than generations are kept
            load(f"2020-01-0{day}", delivery(rows_of("child", children(1, day))))
        assert con.execute("select child_id from child where known_to is null").fetchall() == [("999/1",)]
    assert load.said("child", "child_id") == [("999/1",), ("999/6",)]


def test_a_register_grows_with_what_changed_and_not_with_what_was_delivered(load: Loader) -> None:
    """DuckDB writes anew what a load touches before it gives the old place back: the file settles after some loads."""
    sizes = []
    for day in range(1, 25):
        rows = [
            {**row, "sex": "F" if row["child_id"] == str(day) else "M"} for row in children(*range(3_000))
        ]
        load(f"2020-01-{day:02}", delivery(rows_of("child", rows)))
        sizes.append(load.register.current().stat().st_size)
    with load.register.reading() as con:
        # The first load, and in each of the others the row that is F now and the one that was.
        assert con.execute("select count(*) from child").fetchone() == (3_000 + 23 * 2,)
    assert sizes[-1] <= sizes[5] + 2 * 262_144  # two of its blocks
    assert sizes[-1] <= 4 * sizes[0]


def test_reading_cannot_write(load: Loader) -> None:
    with load.register.reading() as con, pytest.raises(duckdb.Error, match="read-only"):
        con.execute("delete from child")


def test_a_fault_in_the_middle_of_a_load_changes_nothing(
    load: Loader, monkeypatch: pytest.MonkeyPatch
) -> None:
    load("2020-01-01", delivery(rows_of("child", children(1))))
    plans = [{"plan_id": "1", "child_id": "1", "started": "2019-01-01"}]

    def fail(words: str) -> None:
        if "cp_plan" in words:
            raise KeyboardInterrupt  # the user stops it when the first table is already in the copy

    with pytest.raises(KeyboardInterrupt):
        load("2020-01-02", delivery(rows_of("child", children(1, 2)), rows_of("cp_plan", plans)), say=fail)
    assert (load.register.generation(), load.said("child", "child_id")) == (1, [("999/1",)])
    assert not list(load.register.path.glob("*.part*"))
    load("2020-01-02", delivery(rows_of("child", children(1, 2)), rows_of("cp_plan", plans)))
    assert load.said("child", "child_id") == [("999/1",), ("999/2",)]


def test_a_damaged_register_is_said_and_left_alone(load: Loader) -> None:
    file = load.register.current()
    file.write_bytes(b"not a register")
    with pytest.raises(DataFault, match="D131"), load.register.reading():
        pass
    with pytest.raises(DataFault, match="D131"):
        load("2020-01-06", delivery(rows_of("child", [{"child_id": "1"}])))
    assert file.read_bytes() == b"not a register"


def test_a_duckdb_that_misreads_registers_reads_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    register = Register.init(tmp_path / "store", number="999")
    monkeypatch.setattr("duckdb.__version__", "2.0.0")
    with pytest.raises(DataFault, match="D132 DuckDB 2"), register.reading():
        pass
