"""Minutes, requests and meetings on the command line: from a file of minutes to an answer that can be asked again."""

import json
from pathlib import Path

import pytest

from scrutable.store import Store, init
from tests.unit.cli.running import Run

HEAD = "plan_id,child_id,requested,issued,exception\n"
PLANS = "P1,C1,2019-05-14,2019-10-01,N\nP2,C2,2019-05-13,2019-10-01,N\nP3,C3,2019-05-14,2019-12-31,Y\n"
MORE = PLANS + "P4,C4,2019-11-01,2019-12-30,N\n"
MINUTES = """Minutes:

Councillor Ash asked that the plans issued be shown in future reports. There had been 3 EHC plans issued in the quarter.

Members asked why.

RESOLVED: That officers provide the number of plans by 3 March 2020.
"""
ID = "ehc_plans_issued"


def load(store: Store, day: str, rows: str) -> None:
    file = store.register.folder.parent / day / "ehc_plan.csv"
    file.parent.mkdir(exist_ok=True)
    file.write_text(HEAD + rows, encoding="utf-8")
    store.load([file], extracted_at=day)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    made = init(tmp_path / "store", number="999", name="A council")
    load(made, "2020-01-06", PLANS)
    return tmp_path / "store"


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    file = tmp_path / "minutes.txt"
    file.write_text(MINUTES, encoding="utf-8")
    return file


def answered(run: Run, store: Path, *more: str) -> None:
    said = ("--asked", "How many plans were issued?", "--asked-by", "Member", "--reference", "1(a)")
    assert run("requests", "add", "--meeting", "2020-01-21", *said, "--store", store).code == 0
    query = ("--indicator", ID, "--period", "2019-20Q3", "--known-on", "2020-01-06", *more)
    done = run("requests", "answer", "1", "--by", "Manager", "--words", "Three.", *query, "--store", store)
    assert done.code == 0, done.err


def test_the_draft_list_as_json_has_exact_spans(run: Run, minutes: Path) -> None:
    found = json.loads(run("minutes", minutes, "--json").out)
    text = run("minutes", minutes, "--text").out
    assert text == MINUTES
    assert [(one["kind"], one["owner"], one["due"]) for one in found] == [
        ("request", None, "future reports"), ("figure", None, None), ("question", None, None),
        ("resolution", None, None), ("action", "officers", "2020-03-03"),
    ]  # fmt: skip
    assert all(text[one["start"] : one["end"]] == one["text"] for one in found)


def test_the_draft_list_is_shown_and_says_that_it_is_one(run: Run, minutes: Path) -> None:
    said = run("minutes", minutes).out
    assert "a draft" in said and "not given in the minutes" in said and "future reports" in said


def test_quoted_figures_are_checked_on_the_day_of_the_meeting(run: Run, minutes: Path, store: Path) -> None:
    refused = run("minutes", minutes, "--check", "--store", store)
    assert refused.code == 2 and "U601" in refused.err
    done = run("minutes", minutes, "--check", "--met-on", "2020-01-21", "--json", "--store", store)
    assert [(one["verdict"], one["figure"]) for one in json.loads(done.out)] == [("agree", f"{ID}/2019-20Q3")]
    assert (
        "1 agrees, 0 differ"
        in run("minutes", minutes, "--check", "--met-on", "2020-01-21", "--store", store).out
    )


def test_a_review_enters_what_is_confirmed_and_nothing_before_the_end(
    run: Run, minutes: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io
    import sys

    def typed(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8"))

    typed("c\nc\n")  # and then the end, before the last
    assert run("minutes", minutes, "--review", "--met-on", "2020-01-21", "--store", store).code == 130
    assert "0 requests" in run("requests", "list", "--store", store).out
    typed("e\nHow many plans?\n-\n\n\nManager\n\n\nc\nr\n")
    done = run("minutes", minutes, "--review", "--met-on", "2020-01-21", "--store", store)
    assert "2 of 3 entered" in done.out, done.out + done.err
    rows = json.loads(run("requests", "list", "--format", "json", "--store", store).out)
    assert {(one["asked"], one["owner"], one["due"]) for one in rows} >= {
        ("How many plans?", "Manager", "2020-03-03")
    }


def test_an_answer_asked_again_is_what_was_given_and_moves_with_the_records(run: Run, store: Path) -> None:
    answered(run, store)
    load(Store_at(store), "2020-03-02", MORE)
    as_given = run("requests", "show", "1", "--again", "--store", store)
    assert as_given.code == 0 and "Every figure is what was given." in as_given.out
    later = run("requests", "show", "1", "--again", "--known-on", "2020-03-02", "--json", "--store", store)
    (row,) = json.loads(later.out)
    assert later.code == 1 and not row["same"]
    assert [one["value"] for one in row["figures"]] == [3] and [one["value"] for one in row["again"]] == [4]


def Store_at(folder: Path) -> Store:  # noqa: N802 - it opens one, as the class would
    from scrutable.store import open

    return open(folder)


def test_every_refusal_says_what_to_do_instead(run: Run, store: Path) -> None:
    answered(run, store)
    for code, arguments in {
        "U102": ("answer", "1", "--by", "r", "--words", "w", "--indicator", "none"),
        "U101": ("answer", "1", "--by", "r", "--words", "w", "--indicator", ID, "--broken-down-by", "colour"),
        "U605": ("answer", "1", "--by", "r", "--words", "w", "--indicator", ID, "--only", "North"),
        "U607": ("show", "9"),
        "U606": ("change", "1", "--status", "done"),
        "U108": ("add", "--meeting", "tomorrow", "--asked", "why"),
    }.items():
        done = run("requests", *arguments, "--store", store)
        assert done.code == 2 and code in done.err, done.err
    run("requests", "add", "--meeting", "2020-01-21", "--asked", "When?", "--store", store)
    assert "U608" in run("requests", "show", "2", "--again", "--store", store).err


def test_a_request_is_shown_with_its_history_its_drift_and_proposals(run: Run, store: Path) -> None:
    answered(run, store, "--standing")
    run(
        "requests",
        "change",
        "1",
        "--resolved",
        "The number of appeals",
        "--owner",
        "Head of Service",
        "--store",
        store,
    )
    said = run("requests", "show", "1", "--store", store).out
    assert "owner = Head of Service" in said and "Drift:" in said and "standing" in said
    run("requests", "add", "--meeting", "2020-01-21", "--asked", "What of mediation?", "--store", store)
    assert "ehc_mediations" in run("requests", "show", "2", "--store", store).out
    assert "none is chosen" in run("requests", "match", "mediation", "--store", store).out
    assert "what data it would take" in run("requests", "match", "street lighting", "--store", store).out


def test_meetings_make_the_due_date_and_say_what_must_be_ready(run: Run, store: Path) -> None:
    name = ("--committee", "Scrutiny", "--store", store)
    assert run("meetings", "add", "2020-03-17", *name).code == 0
    run("requests", "add", "--meeting", "2020-01-21", "--asked", "When?", "--store", store)
    (row,) = json.loads(
        run("requests", "list", "--on", "2020-03-18", "--format", "json", "--store", store).out
    )
    assert (row["due"], row["overdue"]) == ("2020-03-17", True)
    assert "OVERDUE" in run("requests", "list", "--on", "2020-03-18", "--store", store).out
    assert "2020-03-09" in run("meetings", "list", "--store", store).out
    said = run("meetings", "show", "2020-03-17", "--store", store).out
    assert "Mon 2020-03-09" in said and "1. When?" in said
    assert run("meetings", "call-off", "2020-03-17", *name).code == 0
    assert run("meetings", "call-off", "2020-03-17", *name).code == 2
    assert json.loads(run("meetings", "list", "--format", "json", "--store", store).out) == []
    assert run("meetings", "show", "2020-03-17", "--format", "csv", "--store", store).out.count("\n") == 6
    assert run("requests", "list", "--format", "csv", "--store", store).out.startswith("number,status")
