"""The alert files: when they come, what they say, when they are gone."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from scrutable import store as stores
from scrutable.errors import DataFault, Refused
from scrutable.register import alerts

FIRST, SECOND, THIRD = "2020-01-06", "2020-01-13", "2020-01-20"


@pytest.fixture
def council(tmp_path: Path) -> stores.Store:
    return stores.init(tmp_path / "store", number="999")


def visits(folder: Path, count: int, name: str = "visits.csv", first: int = 0) -> Path:
    path = folder / name
    lines = [f"V{n},P1,C1,2020-01-01" for n in range(first, first + count)]
    path.write_text("\n".join(["cp_visit.visit_id,plan_id,child_id,made", *lines]) + "\n", encoding="utf-8")
    return path


def kinds(council: stores.Store) -> list[tuple[str, str, str]]:
    found = alerts.standing(council.register.folder)
    return [(alert.kind, alert.code, alert.table) for alert in found]


@pytest.mark.parametrize(
    ("before", "after", "raised"),
    [
        (200, 160, False),
        (200, 159, True),
        (200, 200, False),
        (200, 300, False),
        (25, 6, False),
        (25, 5, True),
    ],
)
def test_a_table_that_shrinks_by_more_than_a_fifth(
    council: stores.Store, tmp_path: Path, before: int, after: int, raised: bool
) -> None:
    """Of 200 rows 160 are 20 % fewer and 159 are more. Fewer than 20 rows are ordinary whatever their share."""
    council.load([visits(tmp_path, before)], extracted_at=FIRST)
    assert kinds(council) == []
    council.load([visits(tmp_path, after)], extracted_at=SECOND)
    assert kinds(council) == ([("shrunk", "", "cp_visit")] if raised else [])


def test_the_share_is_the_councils_own(council: stores.Store, tmp_path: Path) -> None:
    settings = council.register.folder / "scrutable.toml"
    text = settings.read_text(encoding="utf-8")
    assert "alert_shrinks_by = 20" in text
    settings.write_text(text.replace("alert_shrinks_by = 20", "alert_shrinks_by = 50"), encoding="utf-8")
    council = stores.open(council.register.folder)
    council.load([visits(tmp_path, 200)], extracted_at=FIRST)
    council.load([visits(tmp_path, 100)], extracted_at=SECOND)
    assert kinds(council) == []
    council.load([visits(tmp_path, 49)], extracted_at=THIRD)
    assert kinds(council) == [("shrunk", "", "cp_visit")]


@pytest.mark.parametrize("said", ["0", "100", "20.5", '"20"', "true"])
def test_a_share_that_cannot_be_is_refused(council: stores.Store, said: str) -> None:
    settings = council.register.folder / "scrutable.toml"
    text = settings.read_text(encoding="utf-8").replace("alert_shrinks_by = 20", f"alert_shrinks_by = {said}")
    settings.write_text(text, encoding="utf-8")
    with pytest.raises(DataFault, match=r"D108.*alert_shrinks_by"):
        stores.open(council.register.folder)


def test_ids_that_all_change_do_not_make_a_table_smaller(council: stores.Store, tmp_path: Path) -> None:
    council.load([visits(tmp_path, 200)], extracted_at=FIRST)
    [report] = council.load([visits(tmp_path, 200, first=1000)], extracted_at=SECOND)
    assert kinds(council) == []
    assert [finding.code for finding in report.findings] == ["D208"], "that is a finding of the load"


def test_what_a_shrunk_table_says_and_when_it_is_mended(council: stores.Store, tmp_path: Path) -> None:
    store = council.register.folder
    council.load([visits(tmp_path, 200)], extracted_at=FIRST)
    council.load([visits(tmp_path, 50)], extracted_at=SECOND)
    text = (store / "alert.txt").read_text(encoding="utf-8")
    assert "cp_visit from csv had 200 rows and has 50 since load 2: 75% fewer." in text
    [alert] = json.loads((store / "alert.json").read_text(encoding="utf-8"))["alerts"]
    assert (alert["before"], alert["after"], alert["authority"], alert["files"]) == (
        200,
        50,
        "999",
        ["visits.csv"],
    )
    other = tmp_path / "plans.csv"
    other.write_text("cp_plan.plan_id,child_id,started\nP1,C1,2020-01-01\n", encoding="utf-8")
    council.load([other], extracted_at="2020-01-14")
    assert kinds(council) == [("shrunk", "", "cp_visit")], "a load of another table mends nothing"
    council.load([visits(tmp_path, 160)], extracted_at=THIRD)
    assert kinds(council) == []
    assert not (store / "alert.txt").exists() and not (store / "alert.json").exists()


def test_an_alert_that_was_looked_at_is_deleted(council: stores.Store, tmp_path: Path) -> None:
    store = council.register.folder
    council.load([visits(tmp_path, 200)], extracted_at=FIRST)
    council.load([visits(tmp_path, 50)], extracted_at=SECOND)
    (store / "alert.json").unlink()
    (store / "alert.txt").unlink()
    council.load([visits(tmp_path, 51)], extracted_at=THIRD)
    assert kinds(council) == []


def test_a_refused_load_stands_until_one_of_its_files_is_loaded(
    council: stores.Store, tmp_path: Path
) -> None:
    council.load([visits(tmp_path, 3)], extracted_at=SECOND)
    older = visits(tmp_path, 4, "older.csv")
    with pytest.raises(Refused, match="R201"):
        council.load([older], extracted_at=FIRST)
    assert kinds(council) == [("refused", "R201", "")]
    text = (council.register.folder / "alert.txt").read_text(encoding="utf-8")
    assert (
        "A load was refused. Nothing was changed." in text and "Files: older.csv" in text and "R201" in text
    )
    council.load([visits(tmp_path, 5)], extracted_at="2020-01-14")
    assert kinds(council) == [("refused", "R201", "")], "it is there still, and not loaded"
    council.load([older], extracted_at=THIRD)
    assert kinds(council) == []


def test_a_refused_file_that_has_gone_is_no_alert(council: stores.Store, tmp_path: Path) -> None:
    junk = tmp_path / "junk.csv"
    junk.write_text("what,ever\n1,2\n", encoding="utf-8")
    with pytest.raises(DataFault, match="D112"):
        council.load([junk])
    junk.unlink()
    council.load([visits(tmp_path, 3)], extracted_at=FIRST)
    assert kinds(council) == []


def test_the_same_refusal_keeps_since_when_it_has_stood(
    council: stores.Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    junk = tmp_path / "junk.csv"
    junk.write_text("what,ever\n1,2\n", encoding="utf-8")
    for hour in (1, 2):
        monkeypatch.setattr(alerts, "local_now", lambda hour=hour: datetime(2020, 1, 6, hour))
        with pytest.raises(DataFault, match="D112"):
            council.load([junk])
    [alert] = alerts.standing(council.register.folder)
    assert alert.since == "2020-01-06T01:00:00"
    with pytest.raises(DataFault, match="D112"):
        council.load([junk, visits(tmp_path, 3)])
    [alert] = alerts.standing(council.register.folder)
    assert alert.files == ("junk.csv", "visits.csv"), "the latest says what there is to say of a file"


def test_a_load_that_only_has_to_wait_is_no_alert(council: stores.Store, tmp_path: Path) -> None:
    with council.register._alone(), pytest.raises(Refused, match="R204"):
        council.load([visits(tmp_path, 3)])
    with pytest.raises(DataFault, match="D101"):
        council.load([tmp_path / "not-there.csv"])
    assert kinds(council) == []


def test_what_goes_wrong_in_scrutable_itself_is_an_alert_without_its_words(
    council: stores.Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("Mary Smith, 3 High Street")

    monkeypatch.setattr(council.register, "load", broken)
    with pytest.raises(RuntimeError):
        council.load([visits(tmp_path, 3)])
    [alert] = alerts.standing(council.register.folder)
    assert alert.code == "X001" and "RuntimeError" in alert.says and "Mary" not in alert.says


def test_files_of_several_folders_are_named_whole(council: stores.Store, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    one, other = visits(tmp_path, 3), visits(tmp_path / "a", 3)
    one.write_text("what,ever\n1,2\n", encoding="utf-8")
    with pytest.raises(DataFault):
        council.load([one, other])
    [alert] = alerts.standing(council.register.folder)
    assert alert.folder == "" and alerts.alert_paths(alert) == {one.resolve(), other.resolve()}


def test_spoilt_alert_files_are_as_good_as_none(council: stores.Store, tmp_path: Path) -> None:
    for spoilt in ("", "[]", '{"alerts": [{"kind": "refused"}]}', "\0"):
        (council.register.folder / "alert.json").write_text(spoilt, encoding="utf-8")
        assert alerts.standing(council.register.folder) == []


def test_a_load_from_a_database_that_is_refused_stands_until_one_from_it_is_made(
    council: stores.Store,
) -> None:
    store, now = council.register.folder, datetime(2020, 1, 6)
    for _ in range(2):
        with pytest.raises(DataFault), alerts.kept(council.register, [], now, "postgresql://server/ssd"):
            raise DataFault("D111", "Its tables cannot be read.")
    [alert] = alerts.standing(store)
    assert (alert.source, alert.files, alert.code) == ("postgresql://server/ssd", (), "D111")
    assert "From: postgresql://server/ssd" in (store / "alert.txt").read_text(encoding="utf-8")
    for database, left in (("postgresql://other/ssd", 1), ("postgresql://server/ssd", 0)):
        with alerts.kept(council.register, [], now, database) as made:
            made([])
        assert len(alerts.standing(store)) == left
