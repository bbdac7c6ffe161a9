"""Runs the commands of the README's transcripts against a demo council and writes what they say in their place.

    python tools/fill_readme.py [demo-council]

tests/docs/test_examples.py fails where the README says something else than the commands do: then run this, and read
the difference before it is committed.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
COMMAND = re.compile(r"^\$ (.+?[^\\])\n", re.DOTALL | re.MULTILINE)


def says(command: str, store: Path) -> str:
    """Return what a command prints on a terminal of 100 columns, without the blank lines and the blanks at the ends."""
    arguments = shlex.split(re.sub(r"\\\n\s*", " ", command))[1:]
    env = os.environ | {"SCRUTABLE_STORE": str(store), "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", "from scrutable.cli import main; main()", *arguments],
        env=env, capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return "\n".join(line.rstrip() for line in done.stdout.splitlines() if line.strip())


def main(demo: Path) -> None:
    """Write the README again."""
    readme = ROOT / "README.md"

    def filled(block: re.Match[str]) -> str:
        parts = [f"$ {found}\n{says(found, demo / 'store')}\n" for found in COMMAND.findall(block[1])]
        return "```console\n" + "\n".join(parts) + "```"

    text = BLOCK.sub(filled, readme.read_text("utf-8"))
    readme.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "demo-council").resolve())
