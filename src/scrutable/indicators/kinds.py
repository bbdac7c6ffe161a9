"""Says of what kind a value of a SELECT is, where that can be told, and finds what cannot go together.

The kinds are those of the register, told more simply: text, date, moment, flag (true or false), whole and number. A
kind that cannot be told is None, and None goes with everything: this must never refuse what the engines would run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from sqlglot import exp

from scrutable.indicators.functions import BOTH, OURS

Kind = str | None
WORDS = {
    "text": "text", "date": "a date", "moment": "a date with a time", "flag": "true or false",
    "whole": "a whole number", "number": "a number", "day": "a date",
}  # fmt: skip
OF_TYPE = {
    "id": "text", "text": "text", "code": "text", "date": "date", "moment": "moment", "flag": "flag", "whole": "whole",
    "number": "number", "fte": "number",
}  # fmt: skip
_TYPES = {
    "TEXT": "text", "VARCHAR": "text", "DATE": "date", "TIMESTAMP": "moment", "TIMESTAMPNTZ": "moment",
    "BOOLEAN": "flag", "INT": "whole", "BIGINT": "whole", "SMALLINT": "whole", "DOUBLE": "number",
    "FLOAT": "number", "DECIMAL": "number",
}  # fmt: skip
_GOES = {"date": "day", "moment": "day", "whole": "number"}
_FLAGS = (exp.Predicate, exp.Connector, exp.Not, exp.Boolean, exp.Exists)
_NAMES: dict[type[exp.Expr], str] = {
    exp.Max: "max", exp.Min: "min", exp.Sum: "sum", exp.Count: "count", exp.Coalesce: "coalesce", exp.Lag: "lag",
    exp.Lead: "lead", exp.Greatest: "greatest", exp.Least: "least", exp.RowNumber: "row_number", exp.Upper: "upper",
    exp.Lower: "lower", exp.Avg: "avg", exp.Median: "median", exp.Year: "year", exp.Month: "month", exp.Day: "day",
    exp.Mod: "mod", exp.Abs: "abs", exp.ArgMax: "max_by", exp.ArgMin: "min_by", exp.Length: "length",
    exp.Trim: "trim", exp.Substring: "substring", exp.Nullif: "nullif", exp.FirstValue: "first_value",
    exp.LastValue: "last_value", exp.LogicalAnd: "flag", exp.LogicalOr: "flag",
}  # fmt: skip


def same(one: Kind, other: Kind) -> bool:
    """Say whether values of two kinds can be compared, or stand in one column."""
    return one is None or other is None or _GOES.get(one, one) == _GOES.get(other, other)


def kind_of(node: exp.Expr | None, known: Callable[[exp.Expr], Kind]) -> Kind:
    """Return the kind of a value. `known` gives the kinds of columns and of SELECTs in brackets."""

    def of(part: exp.Expr | None) -> Kind:
        return kind_of(part, known)

    if node is None or isinstance(node, exp.Null):
        return None
    if isinstance(node, exp.Column | exp.Subquery):
        return known(node)
    if isinstance(
        node, exp.Alias | exp.Paren | exp.Window | exp.Filter | exp.Neg | exp.IgnoreNulls | exp.Order
    ):
        return of(node.this)
    if isinstance(node, exp.Literal):
        return "text" if node.is_string else "whole" if node.is_int else "number"
    if isinstance(node, exp.Cast):
        return _TYPES.get(str(node.to.this.name)) if isinstance(node.to.this, exp.DataType.Type) else None
    if isinstance(node, exp.DPipe):
        return "text"
    if isinstance(node, exp.Case):
        return first(of, [*(part.args["true"] for part in node.args["ifs"]), node.args.get("default")])
    if isinstance(node, exp.Mod | exp.Add | exp.Sub | exp.Mul):
        one, other = of(node.this), of(node.expression)
        return one if one == other and one in ("whole", "number") else None
    if isinstance(node, _FLAGS):
        return "flag"
    return _called(node, of)


def _called(node: exp.Expr, of: Callable[[exp.Expr | None], Kind]) -> Kind:
    if isinstance(node, exp.Anonymous) and node.name.lower() in OURS:
        return OURS[node.name.lower()].gives
    name = node.name.lower() if isinstance(node, exp.Anonymous) else _NAMES.get(type(node), "")
    gives = "flag" if name == "flag" else BOTH.get(name)
    if gives != "same":
        return gives
    given = node.expressions if isinstance(node, exp.Anonymous) else [node.this, *node.expressions]
    return first(of, given)


def first(of: Callable[[exp.Expr | None], Kind], parts: list[exp.Expr | None]) -> Kind:
    """Return the kind of the first part that has one; a text in quotes gives way to what it may stand for."""
    kinds = [(of(part), isinstance(part, exp.Literal)) for part in parts if isinstance(part, exp.Expr)]
    sure = [kind for kind, literal in kinds if kind and not literal]
    return next(iter([*sure, *(kind for kind, _ in kinds if kind)]), None)


def misfits(node: exp.Expr, of: Callable[[exp.Expr | None], Kind]) -> Iterator[tuple[exp.Expr, str]]:
    """Yield what in one part of a tree cannot be, with what to say of it."""
    if isinstance(
        node, exp.EQ | exp.NEQ | exp.LT | exp.LTE | exp.GT | exp.GTE | exp.NullSafeEQ | exp.NullSafeNEQ
    ):
        yield from _compared(node.this, [node.expression], of)
    elif isinstance(node, exp.Between):
        yield from _compared(node.this, [node.args["low"], node.args["high"]], of)
    elif isinstance(node, exp.In) and not node.args.get("query"):
        yield from _compared(node.this, node.expressions, of)
    elif isinstance(node, exp.And | exp.Or):
        yield from _conditions([node.this, node.expression], of)
    elif isinstance(node, exp.Not | exp.Where | exp.Having):
        yield from _conditions([node.this], of)
    elif isinstance(node, exp.Join):
        yield from _conditions([node.args.get("on")], of)
    elif isinstance(node, exp.Case) and node.this is None:
        yield from _conditions([part.this for part in node.args["ifs"]], of)
    elif isinstance(node, exp.Add | exp.Sub):
        yield from _sums(node, of)
    elif isinstance(node, exp.Anonymous) and node.name.lower() in OURS:
        yield from _given(node, of)


def _compared(
    one: exp.Expr, others: list[exp.Expr], of: Callable[[exp.Expr | None], Kind]
) -> Iterator[tuple[exp.Expr, str]]:
    for other in others:
        mine, its = of(one), of(other)
        for literal, kind in ((other, mine), (one, its)):
            if isinstance(literal, exp.Literal) and literal.is_string and kind in ("date", "moment"):
                mine = its = None
                if not _is_day(literal.name):
                    yield literal, f"'{literal.name}' is no date. Write it like '2025-02-28'."
        if not same(mine, its):
            yield other, f"{WORDS[str(mine)].capitalize()} cannot be compared with {WORDS[str(its)]}."


def _conditions(
    parts: list[exp.Expr | None], of: Callable[[exp.Expr | None], Kind]
) -> Iterator[tuple[exp.Expr, str]]:
    for part in parts:
        kind = of(part)
        if part is not None and kind not in (None, "flag"):
            yield part, f"This is to be a condition and is {WORDS[kind]}. Compare it with something."


def _sums(node: exp.Expr, of: Callable[[exp.Expr | None], Kind]) -> Iterator[tuple[exp.Expr, str]]:
    if any(of(part) in ("date", "moment") for part in (node.this, node.expression)):
        yield (
            node,
            "Days cannot be added or subtracted with + or -. Use add_days(day, days) or days_between(first, last).",
        )


def _given(node: exp.Expr, of: Callable[[exp.Expr | None], Kind]) -> Iterator[tuple[exp.Expr, str]]:
    function = OURS[node.name.lower()]
    if len(node.expressions) != len(function.takes):
        yield (
            node,
            f"Write {function.shown}: it takes {len(function.takes)} values and has {len(node.expressions)}.",
        )
        return
    for part, wanted in zip(node.expressions, function.takes, strict=True):
        kind = of(part)
        if (
            isinstance(part, exp.Literal)
            and part.is_string
            and wanted in ("day", "moment")
            and _is_day(part.name)
        ):
            yield part, f"Write cast('{part.name}' as date): the engines read a text here differently."
        elif not _takes(wanted, kind):
            yield part, f"{function.shown} takes {WORDS[wanted]} here, and this is {WORDS[str(kind)]}."


def _takes(wanted: str, kind: Kind) -> bool:
    if kind is None or wanted == kind:
        return True
    return (wanted == "day" and kind in ("date", "moment")) or (wanted == "moment" and kind == "date")


def _is_day(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
