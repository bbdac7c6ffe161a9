"""Reads a million broken files: every reader, guided by coverage (atheris), from the published samples cut small.

    python tools/fuzz.py [--inputs 1000000] [--seed 1] [--into FOLDER] [TARGET...]

Each target (tests/fuzz/seeds.py) is read by a process of its own, so that a library of C that dies is seen and the rest
goes on: the input is kept, and must be refused with a number by the reading process (`scrutable.sources.apart`), whose
parent survives. An input may take 2 seconds of processor time and the whole process 512 MB, what it is made of
included. Prints a line a target; what went wrong stands in INTO/found, with a line each in INTO/found.txt. A third of
the changes are atheris's own, the others those of tests/fuzz/mutations.py, which keep archives whole and tables square;
half of these are made to a sample. Linux.
"""

import argparse
import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

SECONDS, MEGABYTES = 2.0, 512
LONGEST = 16 * 1024  # bytes of an input; an archive may have four times as many
# How many of a hundred inputs each target gets; one that is not named gets 5.
SHARES = {
    "csv": 18,
    "cin": 10,
    "published": 12,
    "ssd": 9,
    "feed": 9,
    "returns": 7,
    "minutes": 4,
    "parquet": 3,
    "pdf": 4,
}
SAID_EVERY = 1_000  # inputs; those since the last word of a process that dies are not counted
MOST_DEATHS = 50


class Fuzzing:
    """One target in one process, until it has read so many inputs, or dies."""

    def __init__(self, target: str, inputs: int, into: Path) -> None:
        self.target, self.inputs, self.into = target, inputs, into
        folder = Path("/dev/shm") / f"scrutable-fuzz-{os.getpid()}"
        self.read = import_module("tests.fuzz.reading").Reader(target, folder)
        self.outcomes: Counter[str] = Counter()
        self.faults: Counter[str] = Counter()
        self.slowest = 0.0
        self.done = 0
        self.began = time.time()

    def __call__(self, content: bytes) -> None:
        """Read one input, and write down what became of it."""
        began = time.process_time()
        try:
            self.outcomes[self.read(content)] += 1
        except BaseException as error:  # also what a library in Rust raises, which is no Exception
            if isinstance(error, KeyboardInterrupt):
                raise
            place = traceback.extract_tb(error.__traceback__)[-1]
            self.fault(f"{type(error).__name__} {Path(place.filename).name}:{place.lineno}", content)
        taken = time.process_time() - began
        if taken > SECONDS:
            self.fault(f"slow {taken:.0f} s", content)
        if _held() > MEGABYTES:
            self.fault(f"memory {_held() // 100 * 100:.0f} MB", content)
        self.slowest = max(self.slowest, taken)
        self.done += 1
        if self.done % SAID_EVERY == 0 or self.done == self.inputs:
            self.say()
        if self.done == self.inputs:
            os._exit(0)  # libFuzzer would go on

    def fault(self, what: str, content: bytes) -> None:
        """Keep an input that went wrong: of each kind the first few."""
        self.faults[what] += 1
        if self.faults[what] <= 3:
            _keep(self.into, self.target, what, content)

    def say(self) -> None:
        """Write down how far it is."""
        said = {
            "target": self.target, "inputs": self.done, "outcomes": dict(self.outcomes.most_common()),
            "faults": dict(self.faults), "slowest": round(self.slowest, 3), "megabytes": round(_held()),
            "cpu": round(time.process_time()), "seconds": round(time.time() - self.began),
        }  # fmt: skip
        part = self.into / f"{self.target}.part"
        part.write_text(json.dumps(said), encoding="utf-8")
        part.replace(self.into / f"{self.target}.json")


def _held() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _keep(into: Path, target: str, what: str, content: bytes) -> None:
    folder = into / "found"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{target}-{hashlib.sha256(content).hexdigest()[:12]}"
    file.write_bytes(content)
    with (into / "found.txt").open("a", encoding="utf-8") as log:
        log.write(f"{target} {what} {file}\n")


def fuzz(target: str, inputs: int, seed: int, into: Path) -> None:
    """Read so many inputs of one target, made with one seed. Does not return."""
    import atheris  # type: ignore[import-untyped]

    from scrutable.sources.child import arrow_by_itself

    arrow_by_itself()
    with atheris.instrument_imports(include=["scrutable"]):
        mutations, seeds = import_module("tests.fuzz.mutations"), import_module("tests.fuzz.seeds")
        one = Fuzzing(target, inputs, into)
    begin = into / "corpus" / target
    begin.mkdir(parents=True, exist_ok=True)
    whole = seeds.of(target)
    for number, content in enumerate(whole):
        one.read(content)  # imports what is imported late: the first input is not to pay for it
        (begin / f"seed-{number:02}").write_bytes(content)

    def change(content: bytes, longest: int, number: int) -> bytes:
        random = Random(number)  # noqa: S311 - to be drawn again
        kind = random.randrange(3)
        if kind == 0:
            return bytes(atheris.Mutate(content, longest))
        if kind == 1:  # near to what is whole: much of what has been kept for its coverage is far from it
            content = random.choice(whole)
        try:
            for _ in range(random.randint(1, 3)):
                content = mutations.mutated(content, random)
        except Exception as error:  # a change of ours that cannot be made is no fault of a reader's
            one.outcomes[f"not changed: {type(error).__name__}"] += 1
        return content[:longest]

    longest = LONGEST * (4 if target in ("workbook", "word") else 1)
    options = [f"-seed={seed}", f"-max_len={longest}", "-timeout=60", "-rss_limit_mb=0", "-verbosity=0"]
    atheris.Setup([sys.argv[0], str(begin), *options], one, custom_mutator=change, internal_libfuzzer=True)
    atheris.Fuzz()


def run(target: str, inputs: int, seed: int, into: Path) -> dict[str, Any]:
    """Fuzz one target to its end, starting again with the next seed where its process dies; return what was said."""
    whole: dict[str, Any] = {"target": target, "seed": seed, "inputs": 0, "died": 0}
    whole |= {
        "outcomes": Counter(),
        "faults": Counter(),
        "slowest": 0.0,
        "megabytes": 0,
        "cpu": 0,
        "seconds": 0,
    }
    while whole["inputs"] < inputs:
        (into / f"{target}.json").unlink(missing_ok=True)
        number = seed + whole["died"]
        command = [
            sys.executable,
            __file__,
            target,
            "--inputs",
            str(inputs - whole["inputs"]),
            "--seed",
            str(number),
        ]
        with subprocess.Popen(
            [*command, "--into", str(into), "--alone"], stderr=subprocess.DEVNULL
        ) as process:
            status = process.wait()
        state = into / f"{target}.json"
        said = json.loads(state.read_text(encoding="utf-8")) if state.exists() else {}
        for name in ("inputs", "cpu", "seconds"):
            whole[name] += said.get(name, 0)
        for name in ("slowest", "megabytes"):
            whole[name] = max(whole[name], said.get(name, 0))
        for name in ("outcomes", "faults"):
            whole[name].update(said.get(name, {}))
        for folder in Path("/dev/shm").glob(f"scrutable-fuzz-{process.pid}"):
            if status:
                _look_at_the_dead(folder, target, status, into)
            for file in folder.iterdir():
                file.unlink()
            folder.rmdir()
        whole["died"] += bool(status)
        if whole["died"] > MOST_DEATHS:
            break
    return whole


def _look_at_the_dead(folder: Path, target: str, status: int, into: Path) -> None:
    """Keep the input on which a process died, and see that the parent of a reading process survives it."""
    from scrutable.errors import DataFault
    from scrutable.sources.apart import asked

    module = {"published": "scrutable.comparators.reading", "parquet": "scrutable.comparators.reading"}.get(
        target, "scrutable.committee.minutes.source" if target in ("minutes", "page", "word", "pdf") else
        "scrutable.sources.handing",
    )  # fmt: skip
    for file in folder.iterdir():
        try:
            with asked(module, [file]) as frames:
                for _ in frames:
                    pass
            outcome = "was read by the reading process"
        except DataFault as error:
            outcome = f"was refused with {error.code}"
        _keep(into, target, f"died with {status}, {outcome}", file.read_bytes())


def main() -> None:
    """Fuzz the targets one after the other, and print what came of it."""
    known = import_module("tests.fuzz.seeds").TARGETS
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(known))
    parser.add_argument("--inputs", type=int, default=1_000_000, help="of all targets together")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--into", type=Path, default=Path(tempfile.gettempdir()) / "fuzz")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    given.into.mkdir(parents=True, exist_ok=True)
    targets = given.targets or list(known)
    if given.alone:
        fuzz(targets[0], given.inputs, given.seed, given.into)
    shares = {target: SHARES.get(target, 5) for target in targets}
    with (given.into / "fuzz.log").open("a", encoding="utf-8") as log:
        for target, share in shares.items():
            inputs = -(-given.inputs * share // sum(shares.values()))
            said = json.dumps(run(target, inputs, given.seed, given.into))
            print(said, flush=True)
            log.write(said + "\n")
            log.flush()


if __name__ == "__main__":
    main()
