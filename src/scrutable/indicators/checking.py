"""Checks what the SQL of a definition means: one SELECT, tables and columns that there are, functions that both
engines have, values that go together, and the columns that a case list needs.

This parses, which takes a moment: it is done for a council's own definitions when they are read, and by the tests
for the built-in ones. What words alone show is in `dialect.py`. Read `columns.py` and `kinds.py` for the rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlglot import exp

from scrutable.indicators import columns, kinds
from scrutable.indicators.dialect import code_only, fault_at
from scrutable.indicators.faults import Fault, did_you_mean
from scrutable.indicators.functions import BOTH, INSTEAD, OURS
from scrutable.indicators.parsed import Parsed, parse

CONTRACT = {
    "period_end": "date", "authority": "text", "case_id": "text", "child_id": "text", "case_date": "date",
    "excluded": "text",
}  # fmt: skip
# What a measure needs beside those.
MEASURED = {
    "share": {"met": "flag"},
    "count": {},
    "rate": {},
    "ratio": {"amount": "number", "base": "number"},
    "median": {"amount": "number"},
    "mean": {"amount": "number"},
    "sum": {"amount": "number"},
}
_MAY_HAVE = {
    "due": "day",
    "done": "day",
    "recorded": "day",
    "held_from": "day",
    "history": "flag",
    "met": "flag",
}
_CALL = re.compile(r"(?<![.\w])([a-z_]\w*)\s*\(", re.IGNORECASE)
# A with-query that names its columns: with days (first, last) as (...
_WITH_COLUMNS = re.compile(r"(?:\bwith|,)\s+(\w+)\s*\([^()]*\)\s+as\s*\(", re.IGNORECASE)
# Words of SQL that a bracket may follow.
_NOT_CALLS = frozenset(
    "all and any as between by case cast distinct else except exists extract filter from having in intersect is join"
    " like not null on or over partition select some then try_cast union values when where with within".split()
)
_TYPES = frozenset(
    "DATE TIMESTAMP TIMESTAMPNTZ TEXT BOOLEAN INT SMALLINT BIGINT DOUBLE FLOAT DECIMAL".split()
)


@dataclass(frozen=True)
class Contract:
    """The columns that a list must have and may have, with their kinds; `called` is its name in words."""

    called: str
    wanted: Mapping[str, str]
    may_have: Mapping[str, str] = field(default_factory=dict)
    why: Mapping[str, str] = field(default_factory=dict)  # what to write for a column


def case_list(said: Mapping[str, Any]) -> Contract:
    """Return what the case list of an indicator must have. `said` is its front matter."""
    measured = MEASURED.get(str(said.get("measures", "")), {})
    history = {"history": "flag"} if said.get("look_back") else {}
    return Contract("case list", CONTRACT | measured | history, _MAY_HAVE, _WHY)


def check(body: str, file: str, first_line: int, contract: Contract) -> list[Fault]:
    """Return every fault of a definition's SQL, which begins on `first_line` and is to return what `contract` says."""
    called = _check_functions(body, file, first_line)
    parsed, faults = parse(body, file, first_line)
    if parsed is None:
        # A function of another dialect may be why the SQL could not be read: then it is enough to name it.
        return called or faults
    found, given = columns.check(parsed)
    faults = [*called, *found, *_check_constructs(parsed)]
    # A table that is not there leaves it open what the case list has.
    return [*faults, *(_check_contract(parsed, given, contract) if given is not None else ())]


def _check_functions(body: str, file: str, first_line: int) -> list[Fault]:
    code = code_only(body)
    with_queries = {found.start(1) for found in _WITH_COLUMNS.finditer(code)}
    faults = []
    for found in _CALL.finditer(code):
        name = found[1].lower()
        if name in OURS or name in BOTH or name in _NOT_CALLS or _is_type(name, code[: found.start()]):
            continue
        if found.start() in with_queries:
            continue
        near = INSTEAD.get(name) or did_you_mean(name, [*OURS, *BOTH]).strip()
        says = f'"{name}" is not a function that both engines have. {near or "See docs/own-indicators.md."}'
        faults.append(fault_at("F017", body, found.start(), file, first_line, says))
    return faults


def _is_type(name: str, before: str) -> bool:
    """Say whether a name with a bracket is a type, such as decimal(10, 2) in a cast."""
    return name == "decimal" and bool(re.search(r"\bas\s+$", before, re.IGNORECASE))


_FORBIDDEN: dict[type[exp.Expr], tuple[str, str]] = {
    exp.Unnest: ("unnest", "Join the table that has the rows."),
    exp.Array: ("a list", "Return one row for each case."),
    exp.List: ("a list", "Return one row for each case."),
    exp.Struct: ("a struct", "Return a column for each value."),
    exp.Bracket: ("square brackets", "Use substring, or a column for each value."),
    exp.Lambda: ("a lambda", "Write the condition where it is used."),
    exp.Pivot: ("pivot", "Write a case for each column."),
    exp.TableSample: ("a sample", "Every case is listed."),
    exp.Limit: ("limit", "Every case is listed; number rows with row_number() to keep the first."),
    exp.Offset: ("offset", "Every case is listed."),
    exp.ILike: ("ilike", "Write lower(text) like '...'."),
    exp.SimilarTo: ("similar to", "Use like."),
    exp.RegexpLike: ("a regular expression", "Use like."),
    exp.Glob: ("glob", "Use like."),
    exp.Pow: ("a power", "Multiply."),
    exp.IntDiv: ("division", "Leave division to the folds."),
}


def _check_constructs(parsed: Parsed) -> Iterator[Fault]:
    """Yield what the engines read differently or one of them lacks, where words alone do not show it."""
    for node in parsed.tree.walk():
        says = _forbidden(node)
        if says:
            yield parsed.fault("F010", node, f"A definition may not use {says}")


def _forbidden(node: exp.Expr) -> str:
    """Return what is wrong with one part of a tree, or nothing."""
    if type(node) in _FORBIDDEN:
        name, instead = _FORBIDDEN[type(node)]
        return f"{name}. {instead}"
    if isinstance(node, exp.Star) and any(node.args.values()):
        return "a star with exclude or replace. Name the columns."
    if isinstance(node, exp.Filter) and not isinstance(node.this, exp.AggFunc):
        return "filter after what does not add up rows. Write a case inside."
    if isinstance(node, exp.Join) and (
        node.method or str(node.args.get("kind", "")).upper() in ("SEMI", "ANTI", "POSITIONAL")
    ):
        return "this kind of join. Write join or left join with its condition."
    if isinstance(node, exp.Cast) and getattr(node.to.this, "name", "") not in _TYPES:
        return "this type. Write date, timestamp, string, boolean, integer, bigint, double or decimal."
    if isinstance(node, exp.Literal) and node.is_string and "\\" in node.this:
        return "a backslash in a text: one engine takes it as a sign of its own."
    if isinstance(node, exp.Subquery | exp.Exists) and _looks_out(node):
        return "a SELECT in the list of columns that looks at the row around it. Left join a with-query."
    return ""


def _looks_out(node: exp.Expr) -> bool:
    """Say whether a SELECT in brackets stands among the columns of another and reads that one's tables."""
    around = node.find_ancestor(exp.Select)
    if around is None or not any(node in [*one.walk()] for one in around.expressions):
        return False
    inner = {table.alias_or_name.lower() for table in node.find_all(exp.Table)}
    return any(column.table and column.table.lower() not in inner for column in node.find_all(exp.Column))


def _check_contract(parsed: Parsed, given: columns.Columns, contract: Contract) -> Iterator[Fault]:
    """Yield what a list lacks, and columns of another kind than they are to be."""
    wanted = contract.wanted
    last = parsed.tree.find(exp.Select) if isinstance(parsed.tree, exp.SetOperation) else parsed.tree
    assert last is not None
    for name, kind in wanted.items():
        if name not in given:
            empty = {"text": "string", "flag": "boolean", "number": "double"}.get(kind, kind)
            why = contract.why.get(name, f"cast(null as {empty}) as {name} where there is none")
            near = did_you_mean(name, [one for one in given if one not in wanted])
            says = f'The {contract.called} has no column "{name}".{near} Write {why}.'
            yield parsed.fault("F014", last.expressions[0] if last.expressions else last, says)
    for one in last.expressions:
        name = one.alias_or_name.lower()
        is_, wants = given.get(name), {**wanted, **contract.may_have}.get(name)
        if wants == "date" and is_ == "moment":
            yield parsed.fault(
                "F018", one, f'"{name}" is to be a date without a time. Write cast(... as date) as {name}.'
            )
        elif not kinds.same(is_, wants):
            says = f'"{name}" is to be {kinds.WORDS[str(wants)]} and is {kinds.WORDS[str(is_)]}.'
            yield parsed.fault("F018", one, says)


_WHY = {
    "period_end": "p.period_end, with: join period p on e.happened between p.period_start and p.period_end",
    "authority": "e.authority",
    "case_id": "the id of what is counted, as case_id",
    "case_date": "the day by which the case is dated, as case_date",
    "met": "a condition, as met: true where the case is counted above the line",
    "amount": "the number to be added up or ordered, as amount",
    "base": "the number to be divided by, as base",
}
