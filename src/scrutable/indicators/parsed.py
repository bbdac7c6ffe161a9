"""One SELECT as a tree that knows where in its file each word stands. sqlglot parses; nothing is ever rewritten by it.

sqlglot is imported only here and in the modules that look at its trees, which `checking.py` imports when a definition
is checked: a built-in definition is checked by the tests and not again at every start.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import sqlglot
from sqlglot import exp
from sqlglot.errors import ParseError, TokenError

from scrutable.indicators.dialect import code_only, fault_at
from scrutable.indicators.faults import Fault

_FIRST_WORD = re.compile(r"[^\s(]+")


@dataclass(frozen=True)
class Parsed:
    """A SELECT with its tree. `first_line` is the line of the file on which the text begins."""

    body: str
    file: str
    first_line: int
    tree: exp.Expr

    def fault(self, code: str, node: exp.Expr | None, says: str) -> Fault:
        """Return a fault at the place of a part of the tree."""
        return fault_at(code, self.body, place(node), self.file, self.first_line, says)


def place(node: exp.Expr | None) -> int:
    """Return where a part of a tree begins; where it has no place of its own, its first word that has one."""
    if node is None:
        return 0
    starts = [one.meta["start"] for one in node.walk() if "start" in one.meta]
    return int(min(starts)) if starts else place(node.parent)


def parse(body: str, file: str, first_line: int) -> tuple[Parsed | None, list[Fault]]:
    """Return the tree of a definition's SQL, or why it is not one SELECT."""
    code = code_only(body)
    statements = list(_statements(code))
    if not statements:
        return None, [Fault("F016", file, first_line, 1, "There is no SELECT under the front matter.")]
    faults = []
    for at, text in statements:
        word = _FIRST_WORD.search(text)
        if word and word[0].lower() not in ("select", "with"):
            says = f'A definition is one SELECT and nothing else: it may not begin with "{word[0]}".'
            faults.append(fault_at("F016", body, at, file, first_line, says))
    if len(statements) > 1 and not faults:
        says = "A definition is one SELECT, and here a second begins. Put its parts together in a with-query."
        faults.append(fault_at("F016", body, statements[1][0], file, first_line, says))
    if faults:
        return None, faults
    try:
        tree = sqlglot.parse_one(body.rstrip().rstrip(";"), dialect="duckdb")
    except ParseError as error:
        return None, [_unread(error, file, first_line)]
    except TokenError:
        says = "The SQL cannot be read: a quotation mark or a bracket is opened and not closed."
        return None, [Fault("F015", file, first_line, 1, says)]
    if not isinstance(tree, exp.Query):
        return None, [Fault("F016", file, first_line, 1, "A definition is one SELECT and nothing else.")]
    return Parsed(body, file, first_line, tree), []


def _statements(code: str) -> list[tuple[int, str]]:
    """Return each statement with its place. Comments and texts have been blanked before."""
    found, at = [], 0
    for text in code.split(";"):
        if text.strip():
            found.append((at + len(text) - len(text.lstrip()), text))
        at += len(text) + 1
    return found


def _unread(error: ParseError, file: str, first_line: int) -> Fault:
    told = error.errors[0] if error.errors else {}
    line, column, near = told.get("line") or 1, told.get("col") or 1, told.get("highlight") or ""
    says = f'The SQL cannot be read at "{near}". Look for a comma, a bracket or a word too many or too few before it.'
    return Fault("F015", file, first_line + line - 1, max(1, column - len(near) + 1), says)
