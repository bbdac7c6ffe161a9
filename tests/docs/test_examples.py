"""The examples of the README and the tutorial are run, against the demo council that they speak of."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)
MAIN = "from scrutable.cli import main; main()"


def run(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run Python in the folder that holds demo-council, on a terminal of 100 columns."""
    env = os.environ | {
        "SCRUTABLE_STORE": "demo-council/store",
        "COLUMNS": "100",
        "PYTHONIOENCODING": "utf-8",
    }
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8"
    )


def shown(text: str) -> list[str]:
    """Return the lines without the blanks that a terminal does not show."""
    return [line.rstrip() for line in text.strip("\n").splitlines() if line.strip()]


def transcripts(root: Path) -> list[tuple[str, str]]:
    """Return each command of the README's transcripts with what it says there."""
    found = []
    for block in CONSOLE.findall((root / "README.md").read_text("utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, says = re.sub(r" \\\n\s*", " ", part).partition("\n")
            found.append((command, says))
    return found


def test_readme_shows_what_the_commands_say(root: Path, demo_council: Path) -> None:
    examples = transcripts(root)
    assert len(examples) >= 3
    for command, says in examples:
        done = run(["-c", MAIN, *shlex.split(command)[1:]], demo_council.parent)
        assert done.returncode == 0, done.stderr
        assert shown(done.stdout) == shown(says), f"{command}\n{done.stdout}"


def test_tutorial_commands_work(root: Path, demo_council: Path) -> None:
    text = (root / "docs/tutorial.md").read_text("utf-8").split("## 5.")[0]
    commands = re.findall(r"^    (scrutable .+)$", text, re.MULTILINE)
    assert len(commands) >= 6
    for command in commands:
        done = run(["-c", MAIN, *shlex.split(command)[1:]], demo_council.parent)
        assert done.returncode == 0, f"{command}\n{done.stderr}"


@pytest.mark.parametrize("page", ["README.md", "docs/tutorial.md"])
def test_python_examples_work(root: Path, demo_council: Path, page: str) -> None:
    for block in PYTHON.findall((root / page).read_text("utf-8")):
        done = run(["-c", block], demo_council.parent)
        expected = re.search(r"#.*?([A-Z]\w+Fault)", block)
        if expected:
            assert expected[1] in done.stderr, done.stderr
        else:
            assert done.returncode == 0, done.stderr
