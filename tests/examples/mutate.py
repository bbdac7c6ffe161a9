"""Plants small slips in the definitions and says which of them no worked example notices.

Run by hand: `python -m tests.examples.mutate [ID...]`. A slip is a `<` for a `<=`, a limit moved by one, a condition,
an exclusion or a `distinct` left out, a column lost. What no engine can run is not counted. A survivor is either
a limit that no example pins, which is a fault of the examples, or a slip that changes nothing: those that are known
to change nothing stand in same/<dashboard>.py with the reason.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.util import find_spec

import duckdb

from scrutable.indicators.definition import Definition, catalogue
from scrutable.indicators.dialect import code_only
from scrutable.indicators.examples import Example, read
from tests.examples.running import differences, engine_over

# What to plant: a pattern, what to write in its place, and in words.
SLIPS = [
    (r"<=", "<"), (r"<=", ">="), (r">=", ">"), (r">=", "<="),
    (r"<(?![=>])", "<="), (r"(?<![<])>(?!=)", ">="), (r"<(?![=>])", ">"), (r"(?<![<])>(?!=)", "<"),
    (r"(?<![<>])=", "<>"), (r"<>", "="),
    (r"(\w+\([^()]*(?:\([^()]*\))?[^()]*\)|[\w.]+) between ([\w.]+) and ([\w.]+)", r"(\1 > \2 and \1 <= \3)"),
    (r"(\w+\([^()]*(?:\([^()]*\))?[^()]*\)|[\w.]+) between ([\w.]+) and ([\w.]+)", r"(\1 >= \2 and \1 < \3)"),
    (r"(\w+\([^()]*(?:\([^()]*\))?[^()]*\)|[\w.]+) between ([\w.]+) and ([\w.]+)", r"\1 >= \2"),
    (r"(\w+\([^()]*(?:\([^()]*\))?[^()]*\)|[\w.]+) between ([\w.]+) and ([\w.]+)", r"\1 <= \3"),
    (r"(?<![\w'-])(\d+)(?![\w'-])", "(\\1 + 1)"), (r"(?<![\w'-])(\d+)(?![\w'-])", "(\\1 - 1)"),
    (r"-(\d+)", "-\\1 + 1"), (r"-(\d+)", "-\\1 - 1"),
    (r"\bis null\b", "is not null"), (r"\bis not null\b", "is null"), (r"\bnot in\b", "in"),
    (r"\band\b", "or"), (r"\bor\b", "and"), (r"\bnot (?=\w+\.)", ""),
    (r"\bdistinct\b", ""), (r"\bunion all\b", "union"),
    (r"\bmin\(", "max("), (r"\bmax\(", "min("), (r"\blead\(", "lag("), (r"\blag\(", "lead("),
    (r"\bleft join\b", "join"), (r"(?<!left )(?<!cross )\bjoin\b(?= (?!period))", "left join"),
    (r"\badd_weeks\b", "add_days"), (r"\badd_months\b", "add_days"), (r"\bworking_days_between\b", "days_between"),
    (r"\btrue\b", "false"), (r"\bfalse\b", "true"),
    (r"\bnulls last\b", "nulls first"), (r"(?<=order by )([\w.]+)", "\\1 desc"),
]  # fmt: skip
TEXT = re.compile(r"'[^']+'")
LISTED = re.compile(r"('[^']+'), |, ('[^']+')")


def known_same(definition: Definition, slip: "Slip") -> str:
    """Return why a slip is known to change nothing, from same/<dashboard>.py; empty where it is not known to."""
    name = f"tests.examples.same.{definition.dashboard}"
    same: dict[tuple[str, str], str] = import_module(name).SAME if find_spec(name) else {}
    return next((why for (of, after), why in same.items() if of in definition.id and after == slip.after), "")


@dataclass(frozen=True)
class Slip:
    """One planted slip: the changed SELECT, and the line it is on, before and after."""

    select: str
    before: str
    after: str


def slips(select: str) -> Iterator[Slip]:
    """Yield the SELECT with each slip planted, one at a time, outside comments."""
    code = code_only(select)
    for pattern, instead in SLIPS:
        for found in re.finditer(pattern, code):
            yield _planted(select, found.start(), found.end(), found.expand(instead))
    for found in TEXT.finditer(select):
        if code[found.start() : found.end()].strip() == "" and not _in_comment(select, found.start()):
            yield _planted(select, found.start(), found.end(), "'something else'")
    for found in LISTED.finditer(select):
        if not _in_comment(select, found.start()):
            yield _planted(select, found.start(), found.end(), "")
    yield from _lines_lost(select)


def _in_comment(select: str, at: int) -> bool:
    return "--" in select[select.rfind("\n", 0, at) + 1 : at]


def _planted(select: str, start: int, end: int, text: str) -> Slip:
    changed = select[:start] + text + select[end:]
    first = select.rfind("\n", 0, start) + 1
    after = changed[first : (changed + "\n").index("\n", start + len(text))]
    return Slip(changed, select[first : (select + "\n").index("\n", end)].strip(), after.strip())


def _lines_lost(select: str) -> Iterator[Slip]:
    """Yield the SELECT without one condition, branch or output column: each stands on a line of its own."""
    lines = select.split("\n")
    last_select = max(number for number, line in enumerate(lines) if line.startswith("select"))
    for number, line in enumerate(lines):
        bare = line.strip()
        lost = None  # a line without which nothing stands
        if re.match(r"(and|or|when)\b", bare):
            lost = _closing_left_over(bare)
        elif bare.startswith("where ") and not bare.endswith("("):
            lost = "where true"
        elif number > last_select and bare.endswith(",") and "(" not in bare:
            lost = f"null as {re.split(r'[ .]', bare.rstrip(','))[-1]},"
        if lost is not None:
            yield Slip("\n".join([*lines[:number], lost, *lines[number + 1 :]]), bare, lost)


def _closing_left_over(line: str) -> str:
    """Return the brackets that a line closes and did not open, which must stay when it goes."""
    return ")" * max(0, line.count(")") - line.count("("))


def noticed(definition: Definition, slip: Slip, examples: list[tuple[Example, object]]) -> bool | None:
    """Say whether an example notices a slip; None where the engine cannot run it."""
    planted = replace(definition, select=slip.select)
    for example, engine in examples:
        try:
            if differences(planted, example, engine):  # type: ignore[arg-type]
                return True
        except (duckdb.Error, KeyError):
            return None
    return False


def main(wanted: list[str]) -> int:
    """Plant every slip in every definition, print the survivors and the score."""
    killed = survived = same = 0
    for definition in catalogue():
        if wanted and definition.id not in wanted:
            continue
        examples = [(example, engine_over(example)) for example in read(definition.examples)]
        for slip in slips(definition.select):
            result = noticed(definition, slip, examples)  # type: ignore[arg-type]
            reason = known_same(definition, slip)
            killed += result is True
            same += result is False and bool(reason)
            if result is False and not reason:
                survived += 1
                print(f"{definition.id}\n    {slip.before}\n    {slip.after}", flush=True)
        print(f"{definition.id}: so far {killed} noticed, {survived} not", file=sys.stderr, flush=True)
    print(f"{killed} slips noticed, {survived} not, and {same} that are known to change nothing.")
    return 1 if survived else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
