"""The rooms of the package: which may import which, what is public, what a start-up may load."""

import ast
import subprocess
import sys
from pathlib import Path

import scrutable

# A room may import from itself and from the rooms before it. `register` takes what `sources` read; both are
# described by tables.toml, so `register.schema`, which imports nothing of ours, is open to all.
ORDER = [
    "errors", "frames", "processes", "statistics", "sources", "register", "indicators", "engine", "figures", "checks",
    "backlog", "comparators", "committee", "report", "demo", "cli",
]  # fmt: skip
OPEN_TO_ALL = {"scrutable.register.schema", "scrutable.errors"}
# Slow to import: a verb imports them when it runs, so that --help is there at once.
HEAVY = [
    "duckdb",
    "pyarrow",
    "lxml",
    "numpy",
    "scipy",
    "rich",
    "sqlalchemy",
    "jinja2",
    "fastexcel",
    "vl_convert",
    "typst",
    "sqlglot",
    "pyspark",
    "alembic",
    "pypdf",
    "docx",
]


def imports(file: Path) -> set[str]:
    """Return the modules of ours that a file imports when it is loaded or run."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in found if name.startswith("scrutable.")}


def test_imports_run_one_way(root: Path) -> None:
    package = root / "src" / "scrutable"
    wrong = []
    for place, room in enumerate(ORDER):
        later = set(ORDER[place + 1 :])
        for file in sorted((package / room).rglob("*.py")):
            names = {name for name in imports(file) if not any(name.startswith(o) for o in OPEN_TO_ALL)}
            # `from scrutable.register import schema` names the room itself as well: look at what is taken from it
            names -= {o.rpartition(".")[0] for o in OPEN_TO_ALL}
            wrong += [f"{file.relative_to(package)}: {n}" for n in sorted(names) if n.split(".")[1] in later]
    assert wrong == []


def test_statistics_knows_nothing_of_ours(root: Path) -> None:
    """Pure functions on arrays: no period, no indicator, and not even our errors."""
    found = {file.name: imports(file) for file in (root / "src/scrutable/statistics").glob("*.py")}
    assert len(found) > 4
    assert {
        file: names for file, names in found.items() if not all(".statistics" in name for name in names)
    } == {}


def test_at_most_15_public_names() -> None:
    assert len(scrutable.__all__) <= 15
    assert sorted(set(scrutable.__all__)) == sorted(scrutable.__all__)
    assert [name for name in scrutable.__all__ if not hasattr(scrutable, name)] == []


def test_help_loads_nothing_heavy() -> None:
    """Looked for among the loaded modules, not timed: a slow machine must not fail the build."""
    script = (
        "import sys; sys.argv = ['scrutable', '--help']\n"
        "from scrutable.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        f"print('loaded:', *[name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1].split() == ["loaded:"]
