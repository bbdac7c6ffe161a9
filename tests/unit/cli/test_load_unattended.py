"""scrutable load where nobody sits: exit codes, the summary as JSON, a folder that is watched."""

import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from scrutable import store as stores
from tests.unit.cli.running import Run

VISITS = "cp_visit.visit_id,plan_id,child_id,made\n"
GOOD = VISITS + "V1,P1,C1,2020-01-01\nV2,P1,C1,2020-01-02\n"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    stores.init(tmp_path / "store", number="999")
    return tmp_path / "store"


@pytest.fixture
def arriving(tmp_path: Path) -> Path:
    (tmp_path / "arriving").mkdir()
    return tmp_path / "arriving"


def write(folder: Path, text: str, name: str = "visits.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_exit_codes(run: Run, store: Path, tmp_path: Path) -> None:
    file = write(tmp_path, GOOD)
    load = ("load", file, "--store", store, "--extracted-at")
    assert run(*load, "2020-01-06").code == 0
    assert run("load", file, "--store", store).code == 5, "nothing new"
    assert run("load", "--store", store).code == 2
    write(tmp_path, GOOD + "V3,P1,C1,2019-12-31\n")
    assert run(*load, "2020-01-01").code == 3
    write(tmp_path, GOOD + "V3,P1,C1,31/02/2020\n")
    assert run(*load, "2020-01-07").code == 1
    write(tmp_path, "what,ever\n1,2\n")
    assert run(*load, "2020-01-08").code == 4


def test_the_summary_as_json(run: Run, store: Path, tmp_path: Path) -> None:
    file = write(tmp_path, GOOD)
    done = run("load", file, "--store", store, "--extracted-at", "2020-01-06", "--format", "json")
    said = json.loads(done.out)
    assert (said["did"], said["exit_code"], done.code, said["error"], said["alerts"]) == (
        "loaded",
        0,
        0,
        None,
        [],
    )
    [load] = said["loads"]
    assert load["tables"] == [
        {"source": "csv", "table": "cp_visit", "read": 2, "new": 2, "changed": 0, "closed": 0, "unusable": 0}
    ]
    assert (load["load"], load["authority"], load["extracted_at"]) == (1, "999", "2020-01-06T00:00:00")
    assert load["findings"] == {"unusable": 0, "attention": 0, "note": 0}
    done = run("load", file, "--store", store, "--format", "json")
    said = json.loads(done.out)
    assert (said["did"], said["exit_code"], done.code, said["loads"][0]["load"]) == (
        "nothing new",
        5,
        5,
        None,
    )


def test_a_refusal_is_json_too_and_a_sentence_on_standard_error(
    run: Run, store: Path, tmp_path: Path
) -> None:
    file = write(tmp_path, "what,ever\n1,2\n")
    done = run("load", file, "--store", store, "--format", "json")
    said = json.loads(done.out)
    assert (said["did"], said["exit_code"], said["error"]["code"], done.code) == ("refused", 4, "D112", 4)
    assert [alert["code"] for alert in said["alerts"]] == ["D112"]
    assert "Error: D112" in done.err


def test_a_shrunk_table_is_said_and_needs_attention(run: Run, store: Path, tmp_path: Path) -> None:
    lines = [f"V{n},P1,C1,2020-01-01\n" for n in range(200)]
    file = write(tmp_path, VISITS + "".join(lines))
    assert run("load", file, "--store", store, "--extracted-at", "2020-01-06").code == 0
    write(tmp_path, VISITS + "".join(lines[:150]))
    done = run("load", file, "--store", store, "--extracted-at", "2020-01-13")
    assert done.code == 1
    assert f"1 alert in {store / 'alert.txt'}: cp_visit from csv had 200 rows and has 150" in done.out


def test_a_watched_folder_once(run: Run, store: Path, arriving: Path) -> None:
    write(arriving, GOOD)
    once = ("load", "--watch", arriving, "--store", store, "--once", "--still-for", "0")
    done = run(*once)
    assert done.code == 0
    assert "loaded: visits.csv: load 1, authority 999" in done.out and "2 rows read, 2 new" in done.out
    assert run(*once).code == 5
    write(arriving, "what,ever\n1,2\n", "junk.csv")
    done = run(*once)
    assert done.code == 4 and "refused: junk.csv: D112" in done.out
    assert run(*once).code == 1, "it is not tried again, and its alert stands"
    (arriving / "junk.csv").unlink()
    assert run(*once).code == 5


def test_a_watched_folder_as_json_has_one_object_a_line(run: Run, store: Path, arriving: Path) -> None:
    write(arriving, GOOD)
    (arriving / "inside").mkdir()
    write(arriving / "inside", "what,ever\n1,2\n", "junk.csv")
    os.utime(arriving / "visits.csv", (1_577_000_000, 1_577_000_000))
    done = run(
        "load", "--watch", arriving, "--store", store, "--once", "--still-for", "0", "--format", "json"
    )
    said = [json.loads(line) for line in done.out.splitlines()]
    assert [(one["did"], one["exit_code"], one["files"]) for one in said] == [
        ("loaded", 0, ["visits.csv"]), ("refused", 4, ["inside/junk.csv"])
    ]  # fmt: skip
    assert done.code == 4


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--watch", "arriving", "visits.csv"], "U170"),
        (["--watch", "arriving", "--extracted-at", "2020-01-06"], "U170"),
        (["visits.csv", "--once"], "U172"),
        (["visits.csv", "--every", "5"], "U172"),
        (["visits.csv", "--still-for", "5"], "U172"),
        (["--watch", "not-there", "--once"], "U171"),
        (["--watch", "store", "--once"], "U173"),
        (["--watch", "arriving", "--authority", "12"], "U106"),
        ([], "U110"),
    ],
)
def test_what_does_not_go_together(
    run: Run, store: Path, arriving: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], code: str
) -> None:
    monkeypatch.chdir(arriving.parent)
    done = run("load", *options, "--store", store)
    assert done.code == 2 and f"Error: {code} " in done.err


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent to one process there")
def test_ctrl_c_ends_a_watcher_cleanly(store: Path, arriving: Path) -> None:
    write(arriving, GOOD)
    command = [sys.executable, "-c", "from scrutable.cli import main; main()", "load", "--watch", str(arriving),
               "--store", str(store), "--every", "1", "--still-for", "0"]  # fmt: skip
    # Whoever runs the tests in the background has them ignore Ctrl-C, which processes hand down.
    heard = partial(signal.signal, signal.SIGINT, signal.default_int_handler)
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, preexec_fn=heard) as watcher:
        try:
            until = time.monotonic() + 60
            while not (store / "watched.json").exists() and time.monotonic() < until:
                time.sleep(0.05)
            time.sleep(0.3)
            watcher.send_signal(signal.SIGINT)
            out, err = watcher.communicate(timeout=30)
        finally:
            watcher.kill()
    assert watcher.returncode == 0, err
    assert [line[21:].split(":")[0].split(" ")[0] for line in out.splitlines()] == [
        "watching",
        "loaded",
        "ended",
    ]
    assert err == ""
