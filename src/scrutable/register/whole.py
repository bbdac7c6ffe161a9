"""Writes a small file whole: a reader sees the old text or the new, never a part, whatever happens meanwhile."""

import os
from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Write a small file so that a reader sees the old text or the new, never a part."""
    part = path.with_name(path.name + ".part")
    part.write_text(text, encoding="utf-8", newline="\n")
    flush(part)
    part.replace(path)


def flush(path: Path) -> None:
    """Have a file's contents on the disk before anything is said to be done."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
