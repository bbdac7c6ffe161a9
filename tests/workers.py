"""Which of the two workers of pytest-xdist runs which tests: what shares a costly fixture stays on one of them.

`--dist loadgroup` would read this from marks, but pytest 9.2 and pytest-xdist 3.8 together overlook them without a
word (pytest-xdist issue 1386): there were two Sparks, and every fixture was made twice. So the groups are told from
the name of a test. The longest groups begin, and the tests that stand alone come last, so that both workers end at
about one time.
"""

import pytest
from xdist.scheduler import LoadScopeScheduling

# Folders whose tests share a fixture of the whole run.
TOGETHER = ("tests/spark/", "tests/unit/demo/")
# Files of very many tests, none of which needs what another has made.
APART = (
    "tests/examples/test_examples.py",
    "tests/generated/test_engine_agrees.py",
    "tests/laws/test_folds.py",
    "tests/oracle/test_oracles.py",
)
# The longest groups, longest first. The second makes the demo council while the first does not need it yet.
FIRST = (
    "tests/spark/",
    "tests/docs/test_examples.py",
    "tests/laws/test_round_trip.py",
    "tests/crash/",
    "tests/unit/demo/",
    "tests/pack/",
)


def group_of(test: str) -> str:
    """Return the group of a test, given by its id: its folder, its file or itself."""
    if test.startswith(APART):
        return test
    return next((folder for folder in TOGETHER if test.startswith(folder)), test.partition("::")[0])


def place_of(test: str) -> int:
    """Return where in the order of the run a test stands."""
    if test.startswith(APART):
        return len(FIRST) + 1
    return next((place for place, name in enumerate(FIRST) if test.startswith(name)), len(FIRST))


class Groups(LoadScopeScheduling):
    """Hands a worker one group after another, in the order of `place_of`."""

    def __init__(self, config: pytest.Config, log: object = None) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False  # else by how many tests a group has

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)
