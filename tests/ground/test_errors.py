"""Every error code that the source can give is documented, and nothing else is."""

import ast
import re
from pathlib import Path

CODE = re.compile(r"\b[URDFQX]\d\d\d\b")


def given(root: Path) -> dict[str, str]:
    """Return code -> a place that gives it: any text of the source but docstrings."""
    found: dict[str, str] = {}
    for file in sorted((root / "src").rglob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        docstrings = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and ast.get_docstring(node) is not None
            and isinstance(node.body[0], ast.Expr)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
                where = f"{file.relative_to(root)}:{node.lineno}"
                found |= dict.fromkeys(CODE.findall(node.value), where)
    return found


def test_every_code_is_documented_and_every_documented_code_is_given(root: Path) -> None:
    sections = re.findall(r"^### (\S+)", (root / "docs/errors.md").read_text("utf-8"), re.MULTILINE)
    documented = [section for section in sections if CODE.fullmatch(section)]
    assert sorted(documented) == sorted(set(documented)), "a code has two entries"
    codes = given(root)
    assert {code: where for code, where in codes.items() if code not in documented} == {}
    assert set(documented) - set(codes) == set()
