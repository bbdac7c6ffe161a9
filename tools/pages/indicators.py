"""docs/indicators.md and a page for each indicator: front matter, worked examples, SQL and oracle."""

import re
from pathlib import Path

from scrutable.indicators import definition, examples
from scrutable.indicators.boards import Dashboard
from scrutable.indicators.definition import Definition, boards
from scrutable.indicators.telling import stop, told
from tools.pages.markdown import made_by, page, table

OPENING = """\
One folder a dashboard, one file an indicator. Each page shows the question, the law, worked examples that are run
as tests, the SQL of the case list, and the oracle: the same rule again in plain Python, which the SQL is held to.

A council can [add indicators of its own](own-indicators.md), or replace one of these openly."""


def pages(root: Path) -> dict[str, str]:
    """Return the index and every indicator's page."""
    catalogue = definition.catalogue()
    blocks = [made_by("the definitions in `src/scrutable/indicators/`"), "# Indicators", OPENING]
    blocks += [
        f"{len(catalogue)} indicators: " + ", ".join(_contents(board) for board in boards(catalogue)) + "."
    ]
    for board in boards(catalogue):
        rows = (
            (f"[{d.title}](indicators/{d.id}.md)", f"`{d.id}`", _measured(d), d.limit or "none", d.certainty)
            for d in catalogue
            if d.board == board
        )
        header = ["indicator", "id", "measures", "limit in law or guidance", "certainty"]
        blocks += [f"## {board.title}", table(header, rows)]
    known = {one.id: one for one in catalogue}
    return {"indicators.md": page(*blocks)} | {
        f"indicators/{one.id}.md": _page(one, known, root) for one in catalogue
    }


def _contents(board: Dashboard) -> str:
    anchor = re.sub(r"[^\w\- ]", "", board.title.lower()).replace(" ", "-")
    return f"[{board.title}](#{anchor})"


def _measured(one: Definition) -> str:
    stock = ", at the end of the period" if one.stock else ""
    per = f" for each {one.per}" if one.per else ""
    return f"{one.measures} of {one.plural}{per}{stock}"


def _page(one: Definition, known: dict[str, Definition], root: Path) -> str:
    return page(
        made_by(f"`src/scrutable/indicators/{one.dashboard}/{one.id}.sql`, its examples and its oracle"),
        f"# {one.title}",
        f"*{one.question}*",
        _told(one, known),
        *_traps(one),
        "## Worked examples" if one.examples.exists() else "",
        *(_examples(one) if one.examples.exists() else []),
        "## The case list",
        f"```sql\n{one.select.strip()}\n```",
        f"To run it as it stands on an export, in DuckDB: `scrutable explain {one.id} --sql --lake DIR`.",
        *_oracle(one, root),
    )


def _told(one: Definition, known: dict[str, Definition]) -> str:
    rows = [("Id", f"`{one.id}`"), ("Dashboard", one.board.title), ("Unit", f"{one.counts}, {one.plural}")]
    for each in told(one, known):
        if each.term != "Trap":
            linked = f"[{known[each.beside].title}]({each.beside}.md)" if each.beside else each.words
            rows.append((each.term, linked))
    return table(["", ""], rows)


def _traps(one: Definition) -> list[str]:
    traps = [f"- {stop(trap)}" for trap in one.traps]
    return ["## What can mislead", "\n".join(traps)] if traps else []


def _examples(one: Definition) -> list[str]:
    blocks = []
    for example in examples.read(one.examples):
        blocks.append(f"### {example.title}")
        for drawn in example.drawn:
            rows = [[cell or "" for cell in cells] for _, cells in drawn.rows]
            blocks += [f"`{drawn.name}`", table(drawn.columns, rows) if rows else "(no rows)"]
    return blocks


def _oracle(one: Definition, root: Path) -> list[str]:
    file = root / "tests" / "oracle" / f"{one.id}.py"
    if not file.exists():
        return []
    return ["## The oracle", f"```python\n{file.read_text(encoding='utf-8').strip()}\n```"]
