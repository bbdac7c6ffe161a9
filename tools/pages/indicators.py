"""docs/indicators.md and a page for each indicator: front matter, worked examples, SQL and oracle."""

from itertools import groupby
from pathlib import Path

from scrutable.indicators import definition, examples
from scrutable.indicators.definition import Definition
from tools.pages.markdown import made_by, page, table

BETTER = {"higher": "Higher is better", "lower": "Lower is better", "band": "Best within a band"}
MEASURES = {"share": "share", "count": "count", "median": "median", "mean": "mean", "sum": "sum", "rate": "rate"}
OPENING = """\
One folder a dashboard, one file an indicator. Each page shows the question, the law, worked examples that are run
as tests, the SQL of the case list, and the oracle: the same rule again in plain Python, which the SQL is held to."""


def pages(root: Path) -> dict[str, str]:
    """Return the index and every indicator's page."""
    catalogue = definition.catalogue()
    titles = {one.id: one.title for one in definition.dashboards()}
    blocks = [made_by("the definitions in `src/scrutable/indicators/`"), "# Indicators", OPENING]
    for dashboard, group in groupby(catalogue, key=lambda one: one.dashboard):
        rows = (
            (f"[{d.id}](indicators/{d.id}.md)", d.title, _measured(d), d.limit or "none", d.certainty)
            for d in group
        )
        header = ["indicator", "title", "measures", "limit in law or guidance", "certainty"]
        blocks += [f"## {titles[dashboard]}", table(header, rows)]
    known = {one.id: one for one in catalogue}
    return {"indicators.md": page(*blocks)} | {
        f"indicators/{one.id}.md": _page(one, known, titles, root) for one in catalogue
    }


def _measured(one: Definition) -> str:
    stock = ", at the end of the period" if one.stock else ""
    return f"{MEASURES[one.measures]} of {one.plural}{stock}"


def _page(one: Definition, known: dict[str, Definition], titles: dict[str, str], root: Path) -> str:
    return page(
        made_by(f"`src/scrutable/indicators/{one.dashboard}/{one.id}.sql`, its examples and its oracle"),
        f"# {one.title}",
        f"*{one.question}*",
        _front_matter(one, known, titles),
        "## Worked examples" if one.examples.exists() else "",
        *(_examples(one) if one.examples.exists() else []),
        "## The case list",
        f"```sql\n{one.select.strip()}\n```",
        *_oracle(one, root),
    )


def _front_matter(one: Definition, known: dict[str, Definition], titles: dict[str, str]) -> str:
    beside = known.get(one.beside)
    said = [
        ("id", f"`{one.id}`"),
        ("dashboard", titles[one.dashboard]),
        ("measures", _measured(one)),
        ("better", BETTER.get(one.better, "Neither higher nor lower is better")),
        ("limit", one.limit),
        ("leaves out", ", ".join(one.excludes)),
        ("basis", one.basis),
        ("source of the rule", one.source),
        ("shown beside", f"[{beside.title}]({beside.id}.md)" if beside else ""),
        ("breakdowns of its own", ", ".join(one.breakdowns)),
        ("compares with", f"LAIT `{one.compare}`" if one.compare else ""),
        ("certainty", f"{one.certainty}: {one.uncertain}" if one.uncertain else one.certainty),
        ("checked by", one.checked_by),
        ("next review", str(one.next_review or "")),
    ]
    return table(["", ""], ((name, text) for name, text in said if text))


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
