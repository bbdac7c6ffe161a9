"""Every reader meets a few thousand broken files, the same every run: it gives what it should, or an error of ours.

`tools/fuzz.py` does the same a million times, guided by coverage. What it found is in test_found.py.
"""

import sys
import time
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz import seeds
from tests.fuzz.mutations import mutated
from tests.fuzz.reading import Reader

SECONDS = 2.0
FEW = dict.fromkeys(
    ("workbook", "minutes", "page", "word", "pdf", "parquet", "ssd_parquet"), 50
)  # inputs; else 120
quietly = {"suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]}


@pytest.fixture(scope="module")
def readers(tmp_path_factory):
    """One reader a target, which takes one input after the other."""
    return {target: Reader(target, tmp_path_factory.mktemp("fuzz")) for target in seeds.TARGETS}


@pytest.mark.parametrize("target", seeds.TARGETS)
def test_every_seed_is_read(readers, target):
    found = [readers[target](seed) for seed in seeds.of(target)]
    assert found.count("read") >= max(1, 0.6 * len(found)), found  # some parts of a return mean nothing alone


@pytest.mark.parametrize("target", seeds.TARGETS)
def test_whatever_is_changed_it_is_read_or_refused(readers, target):
    whole = seeds.of(target)

    @settings(max_examples=FEW.get(target, 120), **quietly)
    @given(st.data())
    def with_any(data):
        content = data.draw(st.sampled_from(whole))
        for _ in range(data.draw(st.integers(1, 4))):
            content = mutated(content, data.draw(st.randoms(use_true_random=False)))
        timed(readers[target], content)

    with_any()


@pytest.mark.parametrize("target", seeds.TARGETS)
def test_many_changes_of_one_seed(readers, target):
    random = Random(20200106)
    for _ in range(2 * FEW.get(target, 120)):
        content = random.choice(seeds.of(target))
        for _ in range(random.randint(1, 3)):
            content = mutated(content, random)
        timed(readers[target], content)


def timed(reader, content):
    began = time.process_time()
    reader(content)
    assert time.process_time() - began < SECONDS


def test_the_reader_of_the_fuzzer_sees_what_is_wrong(tmp_path, monkeypatch):
    """A check of the check: a reader that breaks, or gives a column of another length, does not go unseen."""
    from scrutable import sources
    from scrutable.sources.delivery import Delivery, TableRows

    reader = Reader("csv", tmp_path)
    short = Delivery("csv", ["a"], "", [TableRows("worker", {"worker_id": ["1"]}, [1, 2])])
    monkeypatch.setattr(sources, "read_here", lambda paths: [short])
    with pytest.raises(AssertionError):
        reader(b"x")
    monkeypatch.setattr(sources, "read_here", lambda paths: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        reader(b"x")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="atheris is for Linux")
def test_the_fuzzer_runs(tmp_path, root):
    pytest.importorskip("atheris", reason="atheris is not installed")
    import json
    import subprocess

    command = [sys.executable, "tools/fuzz.py", "csv", "--inputs", "200", "--into", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=root)
    said = json.loads(done.stdout)
    assert (said["inputs"], said["faults"], said["died"]) == (200, {}, 0), done.stderr
    assert sum(said["outcomes"].values()) == 200
