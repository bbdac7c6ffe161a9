"""The process that reads: what it hands over is what reading here gives, and nothing it does can hurt its parent."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from scrutable.errors import DataFault
from scrutable.sources import apart, handing, read_here
from scrutable.sources.apart import Limits

OURS = "scrutable.sources.handing"
# Modules that misbehave in the reading process, as a file might make a reader do. Found by PYTHONPATH, as ours is.
WICKED = {
    "dies": "import os\ndef answer(paths, pipe): os._exit(7)",
    "crashes": "import ctypes\ndef answer(paths, pipe): ctypes.string_at(0)",
    "breaks": "def answer(paths, pipe): raise ValueError('Jane Smith of 1 High Street')",
    "runs_out": "def answer(paths, pipe): raise MemoryError",
    "grows": "import time\ndef answer(paths, pipe):\n held = b'x' * 400_000_000\n time.sleep(30)",
    "hangs": "import time\ndef answer(paths, pipe): time.sleep(30)",
    "closes": "import os, time\ndef answer(paths, pipe):\n pipe.close()\n os.close(1)\n time.sleep(30)",
    "babbles": "def answer(paths, pipe): pipe.write(b'Traceback (most recent call last):' * 9)",
    "prints": "import os\ndef answer(paths, pipe): print('x' * 9); os.write(1, b'x' * 99); assert not paths",
    "boasts": "def answer(paths, pipe): pipe.write(b'J' + b'\\xff' * 8)",
    "nests": "from scrutable.frames import send\ndef answer(paths, pipe): send(pipe, 'json', b'[' * 99_999)",
    "faults": "from scrutable.frames import send_json\ndef answer(paths, pipe):"
    " send_json(pipe, 'fault', {'class': 'SystemExit', 'code': 'D101', 'says': 'x', 'do': ''})",
    "digits": "from scrutable.frames import send_json\ndef answer(paths, pipe):"
    " send_json(pipe, 'fault', {'class': 'DataFault', 'code': '\\x1b[2J', 'says': 'x', 'do': ''})",
    "points": "from scrutable.frames import send\ndef answer(paths, pipe): send(pipe, 'at', b'7')",
    "another": "from scrutable.frames import send\ndef answer(paths, pipe):"
    " send(pipe, 'pid', b'1'); send(pipe, 'end')",
}


@pytest.fixture
def wicked(tmp_path, monkeypatch):
    """Write the misbehaving modules into a package that seems ours, and return the name of one."""
    package = tmp_path / "wicked"
    package.mkdir()
    for name, code in WICKED.items():
        (package / f"{name}.py").write_text(code, encoding="utf-8")
    starter = tmp_path / "starter.py"
    starter.write_text(
        "import sys; sys.path.insert(0, sys.argv[2]); from scrutable.sources import child; child.ASKED = '';"
        " child.main(sys.argv[1])",
        encoding="utf-8",
    )

    def start(module):
        command = [sys.executable, "-P", str(starter), module, str(package)]
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    monkeypatch.setattr(apart, "start", start)


def ask(module, *paths, limits=None):
    with apart.asked(module, list(paths), limits=limits) as frames:
        return handing.received(frames)


def refused(module, limits=None):
    with pytest.raises(DataFault) as error:
        ask(module, Path("visits.csv"), limits=limits)
    assert error.value.do
    return error.value


def assert_alike(here, there):
    for one, other in zip(here, there, strict=True):
        assert vars(one) | {"tables": 0} == vars(other) | {"tables": 0}
        for mine, its in zip(one.tables, other.tables, strict=True):
            for name in ("table", "place", "headers", "aliases", "scope"):
                assert getattr(mine, name) == getattr(its, name), (mine.table, name)
            assert list(mine.rows) == list(its.rows)
            assert {name: listed(texts) for name, texts in mine.columns.items()} == {
                name: texts.to_pylist() for name, texts in its.columns.items()
            }


def listed(texts):
    """Return a column as a list, which a large CSV gives as an Arrow array here too."""
    return texts if isinstance(texts, list) else texts.to_pylist()


@pytest.mark.parametrize("which", ["ssda903/*.csv", "cin/*.xml", "annex_a/*.xlsx"])
def test_what_the_process_hands_over_is_what_reading_here_gives(samples, which):
    paths = sorted(samples.glob(which))
    here_said, there_said = [], []
    here = read_here(paths, here_said.append)
    with apart.asked(OURS, paths, there_said.append) as frames:
        there = handing.received(frames)
    assert there_said == here_said != []
    assert_alike(here, there)
    assert sum(len(rows.rows) for delivery in there for rows in delivery.tables) > 10


def test_a_large_file_comes_in_several_frames(write):
    lines = "".join(f"{n},agency,2019-01-01\n" for n in range(60_000)) + ",,\n9999999,agency,x\n"
    path = write("worker.csv", "worker_id,kind,started\n" + lines)
    assert len(path.read_bytes()) > 1_000_000
    assert_alike(read_here([path]), ask(OURS, path))


def test_a_refusal_arrives_as_the_reader_said_it(write):
    path = write("list.csv", "nothing,we,know\n")
    for read in (lambda: read_here([path]), lambda: ask(OURS, path)):
        with pytest.raises(DataFault) as error:
            read()
        assert (error.value.code, error.value.says[:8]) == ("D112", "list.csv")
        assert error.value.do.startswith("Looked for")


@pytest.mark.parametrize(
    ("module", "code", "says"),
    [
        ("dies", "D163", "visits.csv stopped (exit code 7)"),
        ("crashes", "D163", "visits.csv stopped (exit code "),
        ("breaks", "D163", "visits.csv stopped (ValueError in breaks.py, line 1)"),
        ("runs_out", "D161", "4,096 MB"),
        ("babbles", "D165", "visits.csv handed back"),
        ("boasts", "D165", "visits.csv handed back"),
        ("nests", "D165", "visits.csv handed back"),
        ("faults", "D165", "visits.csv handed back"),
        ("digits", "D165", "visits.csv handed back"),
        ("points", "D165", "visits.csv handed back"),
        ("another", "D165", "visits.csv handed back"),
        ("prints", "D163", "AssertionError"),
        ("os", "D163", "AttributeError"),
    ],
)
def test_the_parent_survives_whatever_becomes_of_the_process(wicked, module, code, says):
    error = refused(module)
    assert error.code == code
    assert says in error.says
    assert "Smith" not in str(error)


@pytest.mark.parametrize(
    ("module", "limits", "code", "within"),
    [
        ("grows", Limits(megabytes=200), "D161", 5),
        ("hangs", Limits(seconds=1), "D162", 5),
        ("closes", Limits(seconds=1), "D162", 5),
    ],
)
def test_a_process_over_a_limit_is_ended(wicked, module, limits, code, within):
    began = time.monotonic()
    assert refused(module, limits).code == code
    assert time.monotonic() - began < within


def test_only_modules_of_ours_are_asked(write):
    assert "ValueError" in refused("antigravity").says


def test_stopping_the_command_ends_the_process(wicked, monkeypatch):
    started = []
    first = apart.start
    monkeypatch.setattr(apart, "start", lambda module: started.append(first(module)) or started[0])
    with pytest.raises(KeyboardInterrupt), apart.asked("hangs", [Path("a.csv")]):
        raise KeyboardInterrupt
    assert started[0].returncode is not None


def test_the_process_ends_with_its_parent():
    code = (
        "from scrutable.sources import apart; import sys, time;"
        "p = apart.start('scrutable.sources.handing'); p.stdin.write(b'[]'); p.stdin.flush();"
        "print(p.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as parent:
        process = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
    _, alive = psutil.wait_procs([process], timeout=10)
    assert not alive or process.status() == psutil.STATUS_ZOMBIE  # nobody buries it in a container


def test_a_module_beside_the_files_is_not_imported(write, monkeypatch, tmp_path):
    for name in ("csv", "lxml", "pyarrow", "scrutable"):
        write(f"{name}.py", "raise SystemExit('taken over')")
    path = write("worker.csv", "worker_id,kind\n1,agency\n")
    monkeypatch.chdir(tmp_path)
    (delivery,) = ask(OURS, path)
    assert delivery.tables[0].columns["worker_id"].to_pylist() == ["1"]


def test_where_no_process_can_be_started_it_is_said(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert refused(OURS).code == "D164"
    monkeypatch.setattr(sys, "frozen", False)
    monkeypatch.setattr(sys, "executable", str(Path("nowhere") / "python"))
    assert refused(OURS).code == "D164"


def test_many_paths_do_not_block_the_asking(write):
    paths = [write("worker.csv", "worker_id,kind\n1,agency\n")] * 800  # more than a pipe holds
    (delivery,) = ask(OURS, *paths)
    assert len(delivery.tables) == 800


def test_no_thread_and_no_process_is_left(write):
    before, threads = psutil.Process().children(), threading.active_count()
    ask(OURS, write("worker.csv", "worker_id,kind\n1,agency\n"))
    assert (psutil.Process().children(), threading.active_count()) == (before, threads)


def test_the_way_a_file_is_read_leaves_no_file(write, monkeypatch, tmp_path):
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(tmp_path / "temp"))
    (tmp_path / "temp").mkdir()
    ask(OURS, write("worker.csv", "worker_id,kind\n1,agency\n"))
    assert list((tmp_path / "temp").iterdir()) == []


def test_a_council_sets_the_limits_in_its_store(write, tmp_path):
    """By the command, which reads as it does for a user: a process that may hold 20 MB cannot so much as begin."""

    def command(*words):
        code = "from scrutable.cli import main; main()"
        done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True)
        return done.returncode, done.stderr

    store = tmp_path / "store"
    assert command("init", str(store))[0] == 0
    settings = store / "scrutable.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("memory_mb = 4096", "memory_mb = 20"), encoding="utf-8"
    )
    path = write("worker.csv", "worker_id,kind\n1,agency\n")
    code, said = command("load", str(path), "--store", str(store), "--extracted-at", "2020-01-06")
    assert (code, "D161 worker.csv was not read: it takes more than 20 MB" in said) == (4, True), said
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("memory_mb = 20", "memory_mb = 900"), encoding="utf-8"
    )
    assert command("load", str(path), "--store", str(store), "--extracted-at", "2020-01-06")[0] == 0
