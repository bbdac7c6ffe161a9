"""A pack is composed by a process of its own: the same pack as here, and whatever becomes of it is said."""

import io
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from scrutable import frames, processes
from scrutable.errors import DataFault, UsageFault
from scrutable.report import composing, making, settling
from scrutable.store import Store, init, open

PERIOD, DAY = "2019-20Q3", "2020-01-06"
PLANS = "plan_id,child_id,requested,issued,exception\nP1,C1,2019-05-14,2019-10-01,N\nP2,C2,2019-05-13,2019-12-31,Y\n"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store of two plans, with a council whose name is not ASCII."""
    folder = tmp_path_factory.mktemp("composing")
    made = init(folder / "store", number="999", name="Ynys Môn — and others")
    (folder / "ehc_plan.csv").write_text(PLANS, encoding="utf-8")
    made.load([folder / "ehc_plan.csv"], extracted_at=DAY)
    return made


def answering(monkeypatch: pytest.MonkeyPatch, answer: bytes, code: int = 0) -> None:
    """Have the composing process be one that answers so."""
    command = [
        sys.executable,
        "-c",
        f"import sys; sys.stdin.readline(); sys.stdout.buffer.write({answer!r}); sys.stdout.flush(); sys.exit({code})",
    ]
    pipe = subprocess.PIPE
    monkeypatch.setattr(
        processes, "start", lambda *_, **__: subprocess.Popen(command, stdin=pipe, stdout=pipe)
    )


def composed() -> object:
    with composing.ready() as composer:
        assert composer is not None
        return composer.compose(Path(), "{}", lambda _: None)


def frame(kind: frames.Kind, content: bytes = b"") -> bytes:
    pipe = io.BytesIO()
    frames.send(pipe, kind, content)
    return pipe.getvalue()


def test_it_is_the_pack_that_is_composed_here(store: Store) -> None:
    settled = settling.settle(store, PERIOD, DAY, status="draft")
    here: list[str] = []
    there: list[str] = []
    first = making.made(store, settled, here.append)
    with composing.ready() as composer:
        assert composer is not None
        second = making.made(store, settled, there.append, composer)
        assert composer.process.returncode is not None  # it has ended before the pack is laid out
    assert first.pack == second.pack and first.files == second.files
    assert here == there and "figures" in here


def test_the_process_needs_no_records_of_the_committee() -> None:
    """Importing what opens them takes a second, and memory that the pack is short of."""
    code = "import sys, scrutable.report.composer; print(*(n for n in ('sqlalchemy', 'jinja2') if n in sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == ""


def test_what_is_wrong_is_said_as_if_it_were_composed_here(store: Store, tmp_path: Path) -> None:
    settings = store.register.folder / "scrutable.toml"
    before = settings.read_text(encoding="utf-8")
    target = '[[target]]\nindicator = "no_such"\nvalue = 58\nfrom = 2019-04-01\nowner = "Cabinet"\nreason = "None"\n'
    settings.write_text(f"{before}\n{target}", encoding="utf-8")
    with pytest.raises(UsageFault) as raised:
        open(store.register.folder).report(PERIOD, tmp_path / "draft", known_on=DAY)
    settings.write_text(before, encoding="utf-8")
    assert raised.value.code == "U151" and "no_such" in raised.value.says and raised.value.do
    assert not (tmp_path / "draft").exists()


@pytest.mark.parametrize(
    ("answer", "code", "says"),
    [
        (b"", 9, "exit code 9"),
        (frame("say", b"figures"), 0, "exit code 0"),
        (frame("end"), 0, "an answer that is none"),
        (frame("object", pickle.dumps(1))[:-1], 3, "exit code 3"),
        (b"Traceback (most recent call last):" * 9, 0, "an answer that is none"),
        (
            frame("broke", b'{"where": "ValueError in page.py, line 7"}'),
            0,
            "ValueError in page.py, line 7",
        ),
        (
            frame("fault", b'{"class": "SystemExit", "code": "D101", "says": "x", "do": ""}'),
            0,
            "an answer that",
        ),
    ],
)
def test_a_process_that_stops_makes_no_pack(
    monkeypatch: pytest.MonkeyPatch, answer: bytes, code: int, says: str
) -> None:
    answering(monkeypatch, answer, code)
    with pytest.raises(DataFault) as raised:
        composed()
    assert raised.value.code == "D190" and says in raised.value.says and raised.value.do


def test_a_slip_of_ours_is_told_by_its_place(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process is asked with no recipe at all: it says where it broke, and no traceback."""
    with composing.ready() as composer:
        assert composer is not None
        composer.process.stdin.write(b"[]\n")  # type: ignore[union-attr]
        composer.process.stdin.flush()  # type: ignore[union-attr]
        with pytest.raises(DataFault, match=r"D190.*ValueError in composer\.py, line \d+"):
            composer._answer(lambda _: None)


def test_where_no_process_can_be_started_it_is_composed_here(
    store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr(processes, "start", refused)
    with composing.ready() as composer:
        assert composer is None
    assert store.report(PERIOD, tmp_path / "draft", known_on=DAY).exists()


def test_it_ends_with_its_parent_and_when_the_command_is_stopped() -> None:
    with pytest.raises(KeyboardInterrupt), composing.ready() as composer:
        assert composer is not None
        raise KeyboardInterrupt
    assert composer.process.returncode is not None
