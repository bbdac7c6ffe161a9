"""Generated pages say what the program does; written pages link to what is there."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

LINK = re.compile(r"\]\(([^)#\s]+)(#[^)\s]*)?\)")


def test_generated_pages_are_fresh(root: Path) -> None:
    command = [sys.executable, str(root / "tools/make_docs.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def written(root: Path) -> list[Path]:
    return [*sorted(root.glob("*.md")), *sorted((root / "docs").rglob("*.md"))]


def anchors(text: str) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {"#" + re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_links_lead_somewhere(root: Path) -> None:
    broken = []
    for page in written(root):
        for target, anchor in LINK.findall(
            re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
        ):
            if "://" in target:
                continue
            file = (page.parent / target).resolve()
            if not file.exists() or (anchor and anchor not in anchors(file.read_text("utf-8"))):
                broken.append(f"{page.relative_to(root)}: {target}{anchor}")
    assert broken == []


def test_readme_opens_with_the_two_commands(root: Path) -> None:
    opening = (root / "README.md").read_text("utf-8").splitlines()[:8]
    assert any(line.strip().startswith("make demo") for line in opening)
    assert any(line.strip().startswith("make test") for line in opening)


# Not the language of a service: the words are for what we build, never for what a user reads.
NEVER = ["cube", "grain", "dimension", "measure group", "pipeline"]


@pytest.mark.parametrize("word", NEVER)
def test_pages_speak_the_language_of_the_service(root: Path, word: str) -> None:
    pages = [page for page in written(root) if page.name not in {"GLOSSARY.md", "decisions.md"}]
    found = [p.name for p in pages if re.search(rf"\b{word}s?\b", p.read_text("utf-8"), re.IGNORECASE)]
    assert found == []


def test_the_pictures_of_the_readme_are_there_and_say_in_words_what_they_show(root):
    shown = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", (root / "README.md").read_text("utf-8"))
    assert shown and all((root / place).is_file() and len(alt) > 100 for alt, place in shown)
