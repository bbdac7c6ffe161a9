"""A load is whole or nothing, whenever it is killed: the store is as before or as after, and the load can be repeated.

The command that is killed makes two loads, each of a plain CSV, so that it changes several tables in two steps.
`dying.py` does the dying; two of it work side by side.
"""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest

import scrutable

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has neither fork nor SIGKILL"),
]
POINTS, TIMES = 60, 8
Answer = dict[str, Any]


class Dying:
    """One `dying.py`, told what to do a line at a time."""

    def __init__(self, root: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.dying"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(root), *sys.path])},
        )  # fmt: skip

    def __call__(self, order: Answer) -> Answer:
        """Have it die once, and return what it wrote on the way and what was found afterwards."""
        assert self.process.stdin and self.process.stdout
        print(json.dumps(order), file=self.process.stdin, flush=True)
        answer: Answer = {}
        for line in self.process.stdout:
            if line == "{}\n":
                return answer
            answer |= json.loads(line)
        raise AssertionError("dying.py itself ended")

    def close(self) -> None:
        self.process.communicate()


class Ward:
    """A store with one load in it, the files of the next, and two of `dying.py` to attempt that load."""

    def __init__(self, folder: Path, root: Path) -> None:
        self.folder = folder
        self.store = folder / "before"
        store = scrutable.init(self.store, number="999")
        store.load(
            write(folder, "old", ["1,2019-12-01", "2,2019-12-02"], "2019-12-31"), extracted_at="2019-12-31"
        )
        self.files = write(folder, "new", ["1,2019-12-01", "2,2019-12-03", "3,2020-01-02"], "2020-01-06")
        self.workers: SimpleQueue[Dying] = SimpleQueue()
        for _ in range(2):
            self.workers.put(Dying(root))

    def attempt(self, number: int, **death: Any) -> Answer:
        """Load into a copy of the store and be killed there."""
        worker = self.workers.get()
        try:
            return {**death, **worker(
                {"from": str(self.store), "store": str(self.folder / f"try{number}"), "files": self.files, **death}
            )}  # fmt: skip
        finally:
            self.workers.put(worker)

    def all_of(self, deaths: list[dict[str, Any]]) -> list[Answer]:
        with ThreadPoolExecutor(2) as pool:
            return list(pool.map(lambda pair: self.attempt(pair[0], **pair[1]), enumerate(deaths)))


def write(folder: Path, name: str, visits: list[str], saved: str) -> list[str]:
    """Write two CSVs as saved on a day, and return their paths."""
    visit, child = folder / f"{name}-visits.csv", folder / f"{name}-children.csv"
    visit.write_text(
        "cp_visit.visit_id,made,child_id\n" + "".join(f"{row},7\n" for row in visits), encoding="utf-8"
    )
    child.write_text(f"child_id,sex,birth_date\n7,F,2015-03-27\n{name},M,2015-03-28\n", encoding="utf-8")
    for path in (visit, child):
        os.utime(path, (datetime.fromisoformat(saved).timestamp(),) * 2)
    return [str(visit), str(child)]


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Iterator[Ward]:
    ward = Ward(tmp_path_factory.mktemp("ward"), root)
    yield ward
    while not ward.workers.empty():
        ward.workers.get().close()


@pytest.fixture(scope="module")
def unharmed(ward: Ward) -> Answer:
    """What the load does where nothing kills it, and how many calls it makes."""
    answer = ward.attempt(1000, at=0, when="never")
    assert (answer["ended"], answer["left_over"]) == (0, []), answer
    assert answer["first"] == answer["again"]
    return answer


def outcomes(answers: list[Answer], before: str, after: str) -> list[str]:
    """Check what each killed load left, and return before or after for each."""
    found = []
    for answer in answers:
        assert answer.get("first") in (before, after), f"neither before nor after: {answer}"
        assert answer["again"] == after, f"the load could not be done again: {answer}"
        assert answer["left_over"] == [], answer
        found.append("before" if answer["first"] == before else "after")
    return found


@pytest.fixture(scope="module")
def before(ward: Ward) -> str:
    answer = ward.attempt(1001, at=1, when="before")
    assert answer["ended"] == -9
    return str(answer["first"])


def test_a_load_changes_something_and_makes_many_calls(before: str, unharmed: Answer) -> None:
    """Without this the others could pass and mean nothing."""
    assert before != unharmed["first"]
    assert unharmed["calls"] > 40


def test_killed_at_a_counted_call(ward: Ward, before: str, unharmed: Answer) -> None:
    """Points spread over the whole load, before, after and while a call runs; and between all of the last calls,
    among which the pointer moves.
    """
    calls: int = unharmed["calls"]
    spread = [1 + number * (calls - 24) // (POINTS - 25) for number in range(POINTS - 25)]
    deaths = [
        {"at": at, "when": ("before", "during", "after")[number % 3]} for number, at in enumerate(spread)
    ]
    deaths += [{"at": at, "when": "before"} for at in range(calls - 23, calls + 1)]
    deaths += [{"at": calls, "when": "after"}]
    answers = ward.all_of(deaths)
    assert [answer for answer in answers if answer["ended"] != -9] == []
    found = outcomes(answers, before, unharmed["first"])
    turn = found.index("after")
    assert 0 < turn < POINTS  # both were seen
    assert set(found[turn:]) == {"after"}  # and once the pointer has moved, it stays moved


def test_killed_after_some_time(ward: Ward, before: str, unharmed: Answer) -> None:
    chance = random.Random(903)
    answers = ward.all_of([{"ms": chance.uniform(0, 250)} for _ in range(TIMES)])
    assert {answer["ended"] for answer in answers} <= {-9, 0}
    assert -9 in {answer["ended"] for answer in answers}
    outcomes(answers, before, unharmed["first"])
