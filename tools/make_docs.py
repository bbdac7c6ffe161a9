"""Writes the pages of docs/ that come from definitions, so that no page can say other than the program does.

    python tools/make_docs.py           write them
    python tools/make_docs.py --check   say which are stale, and fail

docs/register.md comes from tables.toml and codes.toml, docs/indicators.md and docs/indicators/ from the definitions
with their examples and oracles, docs/checks.md from the checks of the records, docs/errors.md from docs/errors.d/,
docs/definition-errors.md from slips that are planted and read, docs/commands.md from the command line's own help.
"""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tools.pages import checks, commands, definition_errors, errors, indicators, register  # noqa: E402 - the checkout goes on the path first

Pages = Mapping[str, str]  # path below docs/ -> text
MAKERS: tuple[Callable[[Path], Pages], ...] = (
    register.pages,
    errors.pages,
    definition_errors.pages,
    indicators.pages,
    checks.pages,
    commands.pages,
)


def main(arguments: list[str]) -> int:
    """Write or check every generated page; return 1 where a check finds a stale one."""
    pages = {path: text for maker in MAKERS for path, text in maker(ROOT).items()}
    stale = [path for path, text in pages.items() if _held(path) != text]
    left_over = [
        f"indicators/{file.name}"
        for file in sorted((ROOT / "docs/indicators").glob("*.md"))
        if f"indicators/{file.name}" not in pages
    ]
    if "--check" in arguments:
        for path in [*stale, *left_over]:
            print(f"docs/{path} is stale: run make docs", file=sys.stderr)
        return 1 if stale or left_over else 0
    for path in stale:
        target = ROOT / "docs" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(pages[path], encoding="utf-8", newline="\n")
    for path in left_over:
        (ROOT / "docs" / path).unlink()
    return 0


def _held(path: str) -> str | None:
    file = ROOT / "docs" / path
    return file.read_text(encoding="utf-8") if file.exists() else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
