"""docs/errors.md: every error and finding, joined from docs/errors.d/, where each room keeps its own."""

import re
from pathlib import Path

from tools.pages.markdown import made_by, page

GROUPS = {
    "U": ("What was asked for", "The command or the call asks for something that is not there. Exit code 2."),
    "R": ("Refused", "The request is clear and nothing was changed, because it would do harm. Exit code 3."),
    "D": (
        "The data",
        "A file that cannot be used (an error, exit code 4) or something in a file that a person should know or mend"
        " (a finding: `scrutable check` lists them, exit code 1).",
    ),
    "F": ("Definitions", "An indicator's definition or its examples are wrong. Exit code 4."),
    "Q": ("Quantities", "Two quantities of different units were added or compared."),
    "X": ("A fault of ours", "The program itself went wrong. Exit code 4."),
}
OPENING = """\
Every message begins with its number, says what is wrong and where, and then what to do. A message never repeats a
child's name or free text. A traceback is a fault of ours: please report it."""
SECTION = re.compile(r"^### (?=[A-Z]\d{3}\b)", re.MULTILINE)


def pages(root: Path) -> dict[str, str]:
    """Return the one page, sorted by code. Raises ValueError where two rooms use one code."""
    entries: dict[str, str] = {}
    for file in sorted((root / "docs/errors.d").glob("*.md")):
        _, *sections = SECTION.split(file.read_text(encoding="utf-8"))
        for section in sections:
            code = section[:4]
            if code in entries:
                raise ValueError(f"{file.name}: {code} has an entry already")
            entries[code] = "### " + section.strip("\n ")
    blocks = [made_by("`docs/errors.d/`"), "# Errors and findings", OPENING]
    for letter, (title, says) in GROUPS.items():
        found = [entries[code] for code in sorted(entries) if code[0] == letter]
        if found:
            blocks += [f"## {letter}: {title}", says, *found]
    return {"errors.md": page(*blocks)}
