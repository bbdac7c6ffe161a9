"""scrutable forecast, promises and claim, over a store whose EHC queue is that of an invented council."""

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from scrutable.store import init
from scrutable.store import open as open_store
from tests.unit.backlog.councils import council
from tests.unit.cli.running import Run

ID = "ehc_plans_within_20_weeks"
SEPTEMBER, JANUARY = "2019-07-08", "2020-01-06"
PROMISE = (
    "promises", "add", ID, "--target", "58", "--by-date", "2019-12-31", "--basis", "finished", "--by", "Director",
    "--meeting", "Scrutiny, July 2019", "--words", "58% by December.", "--on", SEPTEMBER, "--store",
)  # fmt: skip


def write(folder: Path, last: date) -> list[Path]:
    """Write what the council's system held on a day."""
    whole = council(3, 210, in_time=1.5, late=2.6)
    some = whole.as_on(last)
    folder.mkdir()
    requests, plans = (
        ["request_id,child_id,received,decided,decision"],
        ["plan_id,request_id,child_id,requested,issued"],
    )
    for place, one in enumerate(some.ids):
        came, gone, how = some.came[place], some.gone[place], some.how[place]
        refused = how == "refused"
        requests.append(f"{one},C{one},{came},{gone if refused else ''},{'N' if refused else 'A'}")
        if how == "done":
            plans.append(f"P{one},{one},C{one},{came},{gone}")
    files = {
        "ehc_request": requests,
        "ehc_plan": plans,
        "ehc_assessment": ["assessment_id,request_id,child_id,outcome"],
    }
    for name, lines in files.items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return sorted(folder.iterdir())


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("backlog")
    opened = init(home / "store", number="999")
    for day in (SEPTEMBER, JANUARY):
        opened.load(write(home / day, date.fromisoformat(day)), extracted_at=f"{day}T08:00")
    return home / "store"


@pytest.fixture(scope="module")
def promised(loaded: Path) -> Path:
    """The store with one promise, made in July."""
    open_store(loaded).promise(
        ID, target=0.58, due=date(2019, 12, 31), basis="finished", by="Director", meeting="Scrutiny, July 2019",
        words="58% by December.", made=date.fromisoformat(SEPTEMBER),
    )  # fmt: skip
    return loaded


def test_a_forecast_in_a_table_and_in_words(run: Run, loaded: Path) -> None:
    asked = (
        "forecast",
        ID,
        "--until",
        "2019-12-31",
        "--known-on",
        SEPTEMBER,
        "--runs",
        "300",
        "--store",
        loaded,
    )
    done = run(*asked, "--target", "58%")
    assert done.code == 0
    for said in (
        "On 8 July 2019, the day of the records,", "Worked as now, about", "The chance of 58% or more", "Arithmetic:",
        "a week are finished now", "oldest first,", "past quarter", "31 December 2019", "Chance of the target",
    ):  # fmt: skip
        assert said in done.out, said
    without = run(*asked)
    assert "The chance of" not in without.out
    assert "Chance of the target" not in without.out


def test_a_forecast_as_json(run: Run, loaded: Path) -> None:
    asked = (
        "forecast",
        ID,
        "--until",
        "2019-12-31",
        "--known-on",
        SEPTEMBER,
        "--runs",
        "300",
        "--target",
        "58",
    )
    done = run(*asked, "--store", loaded, "--format", "json", "--discipline", "oldest-first")
    [found] = json.loads(done.out)
    assert (found["records_of"], found["discipline"], found["basis"]) == (
        SEPTEMBER,
        "oldest first",
        "finished",
    )
    assert [end["day"] for end in found["month_ends"]][-1] == "2019-12-31"
    assert set(found["otherwise"]) == {"as now", "on-time first", "newest first"}
    again = run(*asked, "--store", loaded, "--format", "json", "--discipline", "oldest-first")
    assert again.out == done.out
    [due] = json.loads(run(*asked, "--store", loaded, "--format", "json", "--basis", "due").out)
    assert due["basis"] == "due"
    assert due["ceiling"] is None


def test_with_too_little_history_there_is_arithmetic(run: Run, tmp_path: Path) -> None:
    opened = init(tmp_path / "store", number="999")
    opened.load(write(tmp_path / "files", date(2017, 6, 5)), extracted_at="2017-06-05")
    done = run("forecast", ID, "--until", "2017-09-30", "--target", "58", "--store", tmp_path / "store")
    assert "No forecast is made: the records reach back" in done.out
    assert "Arithmetic:" in done.out
    assert "8 in 10 runs" not in done.out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("forecast", "children_missing", "--until", "2019-12-31"), "U141"),
        (("forecast", "nothing_of_the_kind", "--until", "2019-12-31"), "U141"),
        (("forecast", ID, "--until", "2019-12-31"), "U142"),  # known on the latest load, of January
        (("forecast", ID, "--until", "soon"), "U108"),
        (("forecast", ID, "--until", "2020-06-30", "--target", "0"), "U145"),
        (("forecast", ID, "--until", "2020-06-30", "--target", "most"), "U145"),
    ],
)
def test_what_cannot_be_asked(run: Run, loaded: Path, arguments: tuple[str, ...], code: str) -> None:
    done = run(*arguments, "--store", loaded)
    assert (done.code, code in done.err) == (2, True), done.err


def test_a_promise_is_told_its_chance_when_it_is_made(run: Run, loaded: Path) -> None:
    done = run(*PROMISE, loaded)
    assert done.code == 0
    assert "is written down. As known that day its chance was" in done.out
    assert "Worked as now" in done.out
    assert open_store(loaded).promises()[-1].known_on == SEPTEMBER
    audit = [one.did for one in open_store(loaded).records().audit()]
    assert "promise" in audit


@pytest.mark.parametrize("left_out", ["--basis", "--by-date", "--target", "--words"])
def test_a_promise_that_does_not_say_all_is_not_written_down(run: Run, loaded: Path, left_out: str) -> None:
    before = len(open_store(loaded).promises())
    at = PROMISE.index(left_out)
    done = run(*PROMISE[:at], *PROMISE[at + 2 :], loaded)
    assert (done.code, left_out in done.err) == (2, True)
    assert len(open_store(loaded).promises()) == before


@pytest.mark.parametrize(
    ("instead", "code"),
    [
        (("--by-date", "2019-12-15"), "U144"),
        (("--basis", "defined"), "U143"),
        (("--words", " "), "U146"),
        (("--on", "2020-01-05"), "U146"),
    ],
)
def test_a_promise_that_nobody_could_judge_is_refused(
    run: Run, loaded: Path, instead: tuple[str, str], code: str
) -> None:
    at = PROMISE.index(instead[0])
    done = run(*PROMISE[:at], *instead, *PROMISE[at + 2 :], loaded)
    assert (done.code, code in done.err) == (2, True), done.err


def test_a_promise_is_scored_when_its_quarter_has_ended(run: Run, promised: Path) -> None:
    store = open_store(promised)
    [figure] = store.known_on(JANUARY).figures([ID], ["2019-20Q3"])
    july, january = store.score(known_on=SEPTEMBER)[0], store.score(known_on=JANUARY)[0]
    assert july.result.kept is None
    assert july.now is not None and july.now.chance is not None
    assert (january.result.met, january.result.counted) == (figure.numerator, figure.denominator)
    assert january.result.kept is (figure.value >= 0.58)
    said = run("promises", "score", "--known-on", JANUARY, "--store", promised).out
    assert "It was not kept:" in said
    assert "Brier" in said
    before = run("promises", "score", "--known-on", SEPTEMBER, "--store", promised).out
    assert "its chance now is" in before
    assert "there is no score" in before


def test_promises_for_a_program(run: Run, promised: Path) -> None:
    listed = json.loads(run("promises", "list", "--store", promised, "--format", "json").out)
    assert (listed[0]["indicator"], listed[0]["target"], listed[0]["basis"]) == (ID, 0.58, "finished")
    scored = json.loads(run("promises", "score", "--store", promised, "--format", "json").out)
    assert scored[0]["kept"] is False
    for verb in ("list", "score"):
        csv = run("promises", verb, "--store", promised, "--format", "csv").out.splitlines()
        assert csv[0].startswith("number,")
        assert len(csv) == len(listed) + 1
    assert "promise" in run("promises", "list", "--store", promised).out


def test_the_claim_needs_its_records(run: Run, loaded: Path) -> None:
    done = run("claim", "--store", loaded)
    assert "The claim cannot be tested with these records: no records of assessment" in done.out
    [found] = json.loads(run("claim", "--store", loaded, "--format", "json").out)
    assert (found["verdict"], found["team_months"]) == ("cannot be tested", [])
    assert run("claim", "--store", loaded, "--format", "csv").out.startswith("team,year")


def test_what_the_register_holds_is_what_was_written(loaded: Path) -> None:
    from scrutable.backlog import queues

    view = open_store(loaded).known_on(JANUARY)
    found, then = queues.cases(view, queues.QUEUES[0]), council(3, 210, in_time=1.5, late=2.6)
    on = date.fromisoformat(JANUARY)
    assert found.until == on
    assert found.open_on(on).sum() == then.open_on(on).sum()
    assert np.array_equal(np.sort(found.came), np.sort(then.as_on(on).came))
