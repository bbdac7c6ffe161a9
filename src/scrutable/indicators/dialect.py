"""Keeps the SQL of a definition to what every engine reads alike.

Where the engines differ, a definition uses one of our own functions; what would round or divide belongs to the
folds. This looks at words only, needs no parser and is done for every definition; `checking.py` looks at what the
words mean. Read `definition.py` next.
"""

import re

from scrutable.indicators.faults import Fault

# Each with what to write instead.
FORBIDDEN = {
    r"\bqualify\b": ("qualify", "Put the window function in a with-query and filter it outside."),
    r"::": ("::", "Write cast(x as type)."),
    r"\bdate_trunc\b": ("date_trunc", "Join period, or use add_months."),
    r"\binterval\b": ("interval", "Use add_days, add_weeks or add_months."),
    r"\bconcat(?:_ws)?\b": ("concat", "Write a || b: the engines agree on null there."),
    r'"': ("double quotes", "Write text in single quotes; a column needs none."),
    r"\bvarchar\b": ("varchar", "Write string."),
    r"\bcurrent_(?:date|timestamp|time)\b|\bnow\b|\btoday\b": ("the clock", "Use period_end."),
    r"\bround\b": ("rounding", "Leave rounding to what shows the figure."),
    r"/": ("division", "Leave division to the folds."),
    r"\blateral\b": ("lateral", "Put it in a with-query and join that."),
    r"\brecursive\b": ("recursive", "Use a window function, or join the table to itself."),
    r"\busing\s*\(": ("using", "Write on a.id = b.id."),
    r"\bdistinct\s+on\b": (
        "distinct on",
        "Number the rows with row_number() in a with-query and keep the first.",
    ),
    r"\bgroup\s+by\s+all\b": ("group by all", "Name the columns."),
    r"\border\s+by\s+all\b": ("order by all", "Name the columns."),
    r"\bnot\s+in\s*\(\s*(?:select|with)\b": (
        "not in with a SELECT",
        "One null in it would empty the list: left join it and keep what found no partner.",
    ),
}
_NOT_CODE = re.compile(r"'(?:[^']|'')*'|--[^\n]*|/\*.*?\*/", re.DOTALL)


def check(body: str, file: str, first_line: int = 1) -> list[Fault]:
    """Return each construct that engines read differently, with its place. `body` begins on `first_line`."""
    code = code_only(body)
    faults = [
        fault_at("F010", code, found.start(), file, first_line, f"A definition may not use {name}. {instead}")
        for pattern, (name, instead) in FORBIDDEN.items()
        for found in re.finditer(pattern, code, re.IGNORECASE)
    ]
    says = "The engines put nulls at different ends. Write nulls last after each column of order by."
    faults += [
        fault_at("F011", code, found.start(), file, first_line, says)
        for found in re.finditer(r"\border\s+by\b", code, re.IGNORECASE)
        if not _nulls_stated(code[found.end() :])
    ]
    return faults


def code_only(sql: str) -> str:
    """Return SQL with its comments and its text in quotes blanked, every place unchanged."""
    return _NOT_CODE.sub(_blank, sql)


def _blank(found: re.Match[str]) -> str:
    """Return as many spaces and line ends as the text had, so that places stay true."""
    return re.sub(r"[^\n]", " ", found[0])


def fault_at(code: str, text: str, at: int, file: str, first_line: int, says: str) -> Fault:
    """Return a fault at a place of a text that begins on `first_line` of its file."""
    before = text[:at]
    line = first_line + before.count("\n")
    return Fault(code, file, line, at - (before.rfind("\n") + 1) + 1, says)


def _nulls_stated(rest: str) -> bool:
    """Say whether every item of the order-by list that `rest` begins with ends in nulls last."""
    items, depth = [""], 0
    for letter in rest:
        depth += (letter == "(") - (letter == ")")
        if depth < 0:
            break
        if letter == "," and depth == 0:
            items.append("")
        else:
            items[-1] += letter
    return all(re.search(r"\bnulls\s+last\b", item, re.IGNORECASE) for item in items)
