"""The audit: who did what with the store, and when; written once and kept."""

from datetime import datetime
from pathlib import Path

import scrutable
from scrutable.committee.records import Entry, Records


def test_entries_are_kept_in_order(tmp_path: Path) -> None:
    entries = [
        Entry(datetime(2020, 1, day), "an analyst", "load", f"load {day}: O'Brien's file") for day in (2, 1)
    ]
    for entry in entries:
        records = Records(tmp_path)
        records.note(entry)
        records.close()
    records = Records(tmp_path)
    assert records.audit() == entries
    records.close()
    assert (tmp_path / "committee.sqlite").exists()


def test_a_store_notes_what_is_done_with_it(tmp_path: Path) -> None:
    store = scrutable.init(tmp_path / "store", number="999")
    file = tmp_path / "child.csv"
    file.write_text("child_id,sex,birth_date\n1,F,2010-01-01\n", encoding="utf-8")
    store.load([file], extracted_at="2020-01-06")
    store.load([file], extracted_at="2020-01-06")  # nothing new: nothing done
    records = Records(store.register.folder)
    assert [(entry.did, entry.about) for entry in records.audit()] == [
        ("init", "store for authority 999"),
        ("load", "load 1 of authority 999: 1 files"),
    ]
    records.close()


def test_the_records_may_be_kept_elsewhere(tmp_path: Path) -> None:
    records = Records(tmp_path / "store", f"sqlite:///{(tmp_path / 'shared.sqlite').as_posix()}")
    records.note(Entry(datetime(2020, 1, 1), "x", "init", ""))
    assert len(records.audit()) == 1
    records.close()
    assert (tmp_path / "shared.sqlite").exists()
