"""The shape of the tree: small files, no address where a registry's could hide, no path of one machine."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

# The text before the slash keeps web addresses out of it: only a path that begins with one of these is a machine's.
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:work|farm|root|tmp|home)/[\w.]")
ADDRESS = re.compile(r"https?:|[a-z0-9-]+\.(?:org|com|io|net|dev|local)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def tracked(root: Path) -> list[Path]:
    """The files that git tracks, or will when they are added."""
    command = ["git", "-C", str(root), "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    files = [root / name for name in listed.stdout.decode().split("\0") if name]
    return [file for file in files if file.is_file()]


def modules(root: Path) -> list[Path]:
    return sorted((root / "src").rglob("*.py"))


def test_no_module_is_over_500_lines(root: Path) -> None:
    written = [*modules(root), *(root / "tools").glob("*.py"), *(root / "bench").glob("*.py")]
    long = {str(file.relative_to(root)): len(file.read_text("utf-8").splitlines()) for file in written}
    assert {name: lines for name, lines in long.items() if lines > 500} == {}


def functions(root: Path) -> Iterator[tuple[str, int]]:
    """Yield each function's place and its lines without signature and docstring."""
    for file in modules(root):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            lines = (node.end_lineno or 0) - body[0].lineno + 1 if body else 0
            yield f"{file.relative_to(root)}:{node.lineno} {node.name}", lines


def test_no_function_is_over_40_lines(root: Path) -> None:
    assert {where: lines for where, lines in functions(root) if lines > 40} == {}


def test_every_module_says_why_it_exists(root: Path) -> None:
    silent = [f for f in modules(root) if not ast.get_docstring(ast.parse(f.read_text("utf-8")))]
    assert silent == []


def test_lock_and_project_files_hold_no_address(root: Path) -> None:
    for name in ("requirements.lock", "lock-constraints.txt", "pyproject.toml"):
        found = ADDRESS.findall((root / name).read_text("utf-8"))
        assert found == [], name


def test_every_locked_package_has_a_version_and_hashes(root: Path) -> None:
    text = (root / "requirements.lock").read_text("utf-8").replace("\\\n", "")
    packages = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    assert len(packages) > 30
    assert [p for p in packages if "==" not in p or "--hash=sha256:" not in p] == []


def test_no_tracked_file_names_a_path_of_one_machine(tracked: list[Path], root: Path) -> None:
    found = []
    for file in tracked:
        try:
            text = file.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        lines = enumerate(text.splitlines(), 1)
        found += [f"{file.relative_to(root)}:{n}" for n, line in lines if MACHINE_PATH.search(line)]
    assert found == []


def test_nothing_in_the_package_can_open_the_network(root: Path) -> None:
    names = r"requests|urllib(?!\.parse)|http|socket|aiohttp|httpx"
    network = re.compile(rf"^\s*(?:import|from) (?:{names})\b", re.MULTILINE)
    assert [file for file in modules(root) if network.search(file.read_text("utf-8"))] == []


def test_every_result_is_read_to_its_end(root: Path) -> None:
    """DuckDB 2 blocks a connection whose result `fetchone` has left unfinished; the locked DuckDB 1 does not."""
    assert [file for file in modules(root) if ".fetchone(" in file.read_text("utf-8")] == []
