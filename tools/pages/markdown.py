"""The little Markdown that the generated pages share."""

from collections.abc import Iterable, Sequence


def made_by(what: str) -> str:
    """Return the first line of a generated page: where to change what it says."""
    return f"<!-- Made by `make docs` from {what}: change that, not this. -->"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table. An upright bar inside a cell is escaped."""
    lines = [list(header), ["---"] * len(header), *(list(row) for row in rows)]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def page(*blocks: str) -> str:
    """Return a page of blocks with one empty line between them. Empty blocks are left out."""
    return "\n\n".join(block.strip("\n") for block in blocks if block) + "\n"
