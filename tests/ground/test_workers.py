"""The tests are shared out between two workers as tests/workers.py says, and what it names is there.

That a group does run on one worker is seen by the Spark of the tests, which refuses to be started twice.
"""

from pathlib import Path

import pytest

from tests.workers import APART, FIRST, TOGETHER, group_of, place_of


@pytest.mark.parametrize("name", sorted({*TOGETHER, *APART, *FIRST}))
def test_what_is_named_is_there(root: Path, name: str) -> None:
    assert (root / name).is_dir() == name.endswith("/")
    assert (root / name).exists()


@pytest.mark.parametrize(
    ("test", "group"),
    [
        ("tests/spark/test_lake.py::test_the_same_figures[contacts]", "tests/spark/"),
        ("tests/spark/test_case_lists.py::test_spark_lists_what_duckdb_lists[contacts]", "tests/spark/"),
        ("tests/laws/test_round_trip.py::test_a[x::y]", "tests/laws/test_round_trip.py"),
        ("tests/laws/test_folds.py::test_laws[contacts]", "tests/laws/test_folds.py::test_laws[contacts]"),
        ("src/scrutable/store.py::scrutable.store.as_row", "src/scrutable/store.py"),
    ],
)
def test_groups(test: str, group: str) -> None:
    assert group_of(test) == group


def test_the_longest_begin_and_those_that_stand_alone_end() -> None:
    tests = [f"{APART[0]}::test", "tests/ground/test_rooms.py", *(f"{name}x.py" for name in FIRST[::-1])]
    assert sorted(tests, key=place_of) == tests[::-1]
