"""Keeping published figures: once, whole or not at all, and every release beside the others."""

from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest
from filelock import FileLock

from scrutable.comparators.ask import Absent, Published, compare, published
from scrutable.comparators.holdings import findings, releases
from scrutable.comparators.loading import Loaded, file_of, last_loaded, load, reading
from scrutable.errors import DataFault, Refused, ScrutableError, UsageFault
from tests.unit.comparators.making import ENGLAND, authority, lait, neighbours, referrals

MONDAY, TUESDAY = datetime(2026, 3, 2, 9), datetime(2026, 3, 3, 9)


def value(store: Path, **asked: object) -> str:
    """Return what speaks for Wokingham's re-referrals of 2025."""
    found = published(store, "ReReferral", "872", "2025", **asked)  # type: ignore[arg-type]
    return str(found.value) if isinstance(found, Published) else found.symbol


def put(store: Path, *paths: Path, at: datetime = MONDAY, **said: object) -> list[Loaded]:
    return load(store, paths, loaded_at=at, **said)  # type: ignore[arg-type]


def code(store: Path, *paths: Path, at: datetime = MONDAY, **said: object) -> str:
    with pytest.raises(ScrutableError) as told:
        put(store, *paths, at=at, **said)
    return told.value.code


def test_the_same_contents_change_nothing_whatever_the_name(tmp_path: Path) -> None:
    first = referrals(tmp_path, [f"2025|{authority('872')}|1778,299,16.8"])
    (done,) = put(tmp_path, first)
    assert (done.release, done.holds, done.table) == (1, 3, "referrals")
    again = first.rename(tmp_path / "renamed.csv")
    (done,) = put(tmp_path, again, at=TUESDAY)
    assert done.release is None
    assert [row["file"] for row in releases(tmp_path)] == ["c1.csv"]


def test_two_files_of_the_same_contents_in_one_load_are_one(tmp_path: Path) -> None:
    rows = [f"2025|{authority('872')}|1778,299,16.8"]
    done = put(tmp_path, referrals(tmp_path, rows), referrals(tmp_path, rows, "copy.csv"))
    assert [one.release for one in done] == [1, None]


def test_a_later_release_speaks_and_the_earlier_stays(tmp_path: Path) -> None:
    early = referrals(tmp_path, [f"2025|{authority('872')}|1778,299,16.8"], "early.csv")
    late = referrals(tmp_path, [f"2025|{authority('872')}|1780,301,16.9"], "late.csv")
    put(tmp_path, late, released=date(2026, 2, 1))
    assert value(tmp_path) == "16.9"
    put(tmp_path, early, at=TUESDAY, released=date(2025, 10, 30))  # loaded later, and released earlier
    assert value(tmp_path) == "16.9"
    with reading(tmp_path) as con:
        held = con.execute(
            "select value from value where measure = 'referrals/rereferral_percent' order by release"
        ).fetchall()
    assert held == [("16.9",), ("16.8",)]


def test_without_a_day_of_release_the_later_load_speaks(tmp_path: Path) -> None:
    put(tmp_path, referrals(tmp_path, [f"2025|{authority('872')}|1780,301,16.9"], "a.csv"))
    put(tmp_path, referrals(tmp_path, [f"2025|{authority('872')}|1778,299,16.8"], "b.csv"), at=TUESDAY)
    assert value(tmp_path) == "16.8"
    assert value(tmp_path, loaded_by=MONDAY) == "16.9"  # as the store was on Monday
    assert isinstance(published(tmp_path, "ReReferral", "872", loaded_by=datetime(2026, 1, 1)), Absent)


def test_the_release_tells_when_it_was(tmp_path: Path) -> None:
    put(
        tmp_path,
        referrals(tmp_path, [f"2025|{authority('872')}|1780,301,16.9"], "a.csv"),
        released=date(2025, 10, 30),
    )
    found = published(tmp_path, "ReReferral", "872")
    assert isinstance(found, Published)
    assert found.release.words == "Explore Education Statistics (a.csv), released 30 October 2025"
    put(tmp_path, referrals(tmp_path, [f"2026|{authority('872')}|1780,301,16.9"], "b.csv"), at=TUESDAY)
    found = published(tmp_path, "ReReferral", "872")
    assert isinstance(found, Published)
    assert found.release.words.endswith("loaded 3 March 2026; its day of release was not given")


def test_the_source_with_the_reasons_speaks_unless_the_other_is_known_to_be_later(tmp_path: Path) -> None:
    own = referrals(tmp_path, [f"2025|{authority('872')}|1778,c,c"])
    other = lait(tmp_path, ["ReReferral|2025|872|16.8"])
    put(tmp_path, own, released=date(2025, 10, 30))
    put(tmp_path, other, at=TUESDAY)
    assert value(tmp_path) == "c"
    later = lait(tmp_path, ["ReReferral|2025|872|16.7"], "later.csv")
    put(tmp_path, later, at=TUESDAY, released=date(2026, 2, 1))
    assert value(tmp_path) == "16.7"


def test_where_the_two_publications_differ_it_is_found(tmp_path: Path) -> None:
    rows = [
        f"2025|{authority('872')}|1778,299,16.8",
        f"2025|{authority('868')}|500,c,low",
        f"2025|{ENGLAND}|9,3,33.3",
    ]
    other = ["ReReferral|2025|872|16.9", "ReReferral|2025|868|0", "ReReferral|2025|970|33.300000000000004",
             "ReReferral|2024|872|5"]  # fmt: skip
    put(tmp_path, lait(tmp_path, other))
    assert findings(tmp_path) == []
    put(tmp_path, referrals(tmp_path, rows))
    found = [(one["code"], one["file"], one["row"], one["area"], one["says"]) for one in findings(tmp_path)]
    assert found == [
        ("D427", "bds.csv", 2, "872", "LAIT has 16.9 where Explore Education Statistics has 16.8."),
        ("D427", "bds.csv", 3, "868", "LAIT has 0 where Explore Education Statistics has low"
         " (rounds to nought and is not nought)."),
    ]  # fmt: skip
    put(tmp_path, neighbours(tmp_path, {"872": [str(n) for n in range(301, 311)]}))
    assert len(findings(tmp_path)) == 2  # asked anew, not added to


def test_all_files_or_none(tmp_path: Path) -> None:
    good = referrals(tmp_path, [f"2025|{authority('872')}|1778,299,16.8"])
    bad = tmp_path / "bad.csv"
    bad.write_text("a,b\n1,2\n")
    assert code(tmp_path, good, bad) == "D401"
    assert not file_of(tmp_path).exists()
    assert not (tmp_path / "comparators").exists()


def test_a_load_that_breaks_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, referrals(tmp_path, [f"2025|{authority('872')}|1778,299,16.8"]))
    before = file_of(tmp_path).read_bytes()

    def broken(*_: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr("scrutable.comparators.loading._note_disagreements", broken)
    with pytest.raises(RuntimeError):
        put(tmp_path, referrals(tmp_path, [f"2026|{authority('872')}|1,1,100"], "b.csv"))
    assert file_of(tmp_path).read_bytes() == before
    assert sorted(path.name for path in file_of(tmp_path).parent.iterdir()) in (
        ["lock", "published.duckdb"],
        ["published.duckdb"],  # Windows gives the lock's file back
    )


def test_what_a_killed_load_has_left_is_cleared(tmp_path: Path) -> None:
    (tmp_path / "comparators").mkdir()
    (tmp_path / "comparators" / "published.duckdb.part").write_bytes(b"half")
    put(tmp_path, referrals(tmp_path, [f"2025|{authority('872')}|1778,299,16.8"]))
    assert value(tmp_path) == "16.8"


def test_two_loads_cannot_run_at_once(tmp_path: Path) -> None:
    (tmp_path / "comparators").mkdir()
    with FileLock(tmp_path / "comparators" / "lock"):
        assert code(tmp_path, referrals(tmp_path, [f"2025|{authority('872')}|1778,299,16.8"])) == "R401"


def test_a_damaged_store_of_figures_is_said_and_kept(tmp_path: Path) -> None:
    (tmp_path / "comparators").mkdir()
    file_of(tmp_path).write_bytes(b"no database")
    path = referrals(tmp_path, [f"2025|{authority('872')}|1778,299,16.8"])
    assert code(tmp_path, path) == "R402"
    with pytest.raises(Refused, match="R402"):
        published(tmp_path, "ReReferral", "872")
    assert file_of(tmp_path).read_bytes() == b"no database"


def test_a_file_that_another_program_holds_open_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "replace", held)
    path = referrals(tmp_path, [f"2025|{authority('872')}|1778,299,16.8"])
    assert code(tmp_path, path) == "R402"
    assert not file_of(tmp_path).exists()


def test_what_is_asked_wrongly(tmp_path: Path) -> None:
    path = referrals(tmp_path, [f"2025|{authority('872')}|1778,299,16.8"])
    assert code(tmp_path) == "U110"
    assert code(tmp_path, path, released=date(2026, 3, 3)) == "U402"
    unnamed = neighbours(tmp_path, {"872": ["301"]}, "neighbours.csv")
    assert code(tmp_path, unnamed) == "U401"
    with pytest.raises(UsageFault, match="U403"):
        releases(tmp_path)
    put(tmp_path, unnamed, version="2021")
    assert [row["version"] for row in releases(tmp_path)] == ["2021"]
    with pytest.raises(DataFault):
        put(tmp_path, tmp_path / "not-there.csv")


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[str] = []
    put(tmp_path, referrals(tmp_path, [f"2025|{authority('872')}|1778,299,16.8"]), say=told.append)
    assert told == ["[1/1] reading c1.csv", "comparing the two publications"]


def test_the_file_can_be_read_while_it_is_replaced(tmp_path: Path) -> None:
    put(tmp_path, referrals(tmp_path, [f"2025|{authority('872')}|1778,299,16.8"]))
    with reading(tmp_path) as con:
        assert con.execute("select count(*) from release").fetchall() == [(1,)]
        with pytest.raises(duckdb.Error):
            con.execute("delete from release")  # opened for reading alone


def test_everything_is_as_it_was_by_then(tmp_path: Path) -> None:
    """Not the values alone: the names of councils, the list of neighbours and the releases too."""
    first = referrals(tmp_path, [f"2025|{authority('872', name='Old name')}|1780,301,16.9"], "a.csv")
    put(tmp_path, neighbours(tmp_path, {"872": ["301"]}, "sn_2021.csv"), first)
    was = compare(tmp_path, "ReReferral", "872")
    again = referrals(tmp_path, [f"2025|{authority('872', name='New name')}|1780,302,17.0"], "b.csv")
    put(tmp_path, neighbours(tmp_path, {"872": ["302"]}), again, at=TUESDAY)
    assert compare(tmp_path, "ReReferral", "872", loaded_by=MONDAY) == was
    now = compare(tmp_path, "ReReferral", "872", loaded_by=TUESDAY)
    assert (now.ours.area.name, now.neighbours.version) == ("New name", "2025")
    assert (was.ours.area.name, was.neighbours.version) == ("Old name", "2021")
    assert [row["file"] for row in releases(tmp_path, MONDAY)] == ["sn_2021.csv", "a.csv"]


def test_a_load_comes_after_all_before_it_whatever_the_clock_says(tmp_path: Path) -> None:
    assert last_loaded(tmp_path) is None
    put(tmp_path, referrals(tmp_path, [f"2025|{authority('872')}|1780,301,16.9"], "a.csv"), at=TUESDAY)
    put(tmp_path, referrals(tmp_path, [f"2025|{authority('872')}|1780,302,17.0"], "b.csv"), at=MONDAY)
    assert last_loaded(tmp_path) == datetime(2026, 3, 3, 9, 0, 1)
    assert value(tmp_path, loaded_by=TUESDAY) == "16.9"
    assert value(tmp_path) == "17.0"
