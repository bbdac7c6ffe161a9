"""Plants small slips in the definitions and says which of them no worked example notices.

Run by hand: `python -m tests.examples.mutate [ID...]`. A slip is a `<` for a `<=`, a limit moved by one, a condition,
an exclusion or a `distinct` left out, a column lost. What no engine can run is not counted. A survivor is either
a limit that no example pins, which is a fault of the examples, or a slip that changes nothing: those that are known
to change nothing stand in SAME with the reason.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace

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
# Known to change nothing: (a part of the definition's id, the line as changed) -> why.
SAME: dict[tuple[str, str], str] = {
    (
        "care_leavers",
        "join child c on c.child_id = s.child_id",
    ): "an age that is not known is in no age group",
    (
        "care_leavers",
        "lead(as_at) over (partition by child_id order by as_at nulls first, status_id nulls last) as replaced",
    ): "a record is always dated: the register needs it",
    (
        "care_leavers",
        "lead(as_at) over (partition by child_id order by as_at nulls last, status_id nulls first) as replaced",
    ): "a record always has its id: it is the key",
    (
        "ehc_assessments",
        "left join ehc_assessment a on a.request_id = r.request_id",
    ): "a request without an assessment gets a row of nulls, as the left join below gives it",
    (
        "re_referrals",
        "join looked_back b on b.child_id = r.child_id and b.received = r.received",
    ): "every referral's day is in looked_back",
    (
        "re_referrals",
        "lag(received) over (partition by child_id order by received nulls first) as previous",
    ): "a referral is always dated: the register needs it",
    (
        "child_protection",
        "where v.made > n.started and (n.ended is null or v.made <= n.ended)",
    ): "a visit on the first day of a plan is one link with its start",
    (
        "child_protection",
        "where v.plan_id is null and v.made > n.started and (n.ended is null or v.made <= n.ended)",
    ): "as the line before",
    (
        "child_protection",
        "union",
    ): "what falls together is one link all the same; visits due are all different",
    (
        "child_protection",
        "left join cp_visit v on v.plan_id = n.plan_id",
    ): "the where leaves out a row without a visit",
    ("child_protection", "left join cp_visit v on v.child_id = n.child_id"): "as the line before",
    ("child_protection", "left join planned n on n.number = c.number"): "every chain is of a plan in planned",
    (
        "child_protection",
        "row_number() over (order by plan_id nulls first) as number",
    ): "only tells plans apart, and a plan always has its id",
    (
        "child_protection",
        "row_number() over (order by plan_id desc nulls last) as number",
    ): "only tells plans apart",
    (
        "child_protection",
        "left join beat k on k.visit_every_days = g.visit_every_days and k.phase = g.phase",
    ): "the where leaves out a row without a day",
    (
        "child_protection",
        "window w as (partition by number order by day nulls first, step nulls last,"
        " recorded nulls last, team nulls last)",
    ): "a visit is always dated: the register needs it",
    (
        "child_protection",
        "window w as (partition by number order by day nulls last, step nulls first,"
        " recorded nulls last, team nulls last)",
    ): "every link has its step",
    (
        "child_protection",
        "select number, started as day, (0 - 1) as step, cast(null as timestamp) as recorded,"
        " cast(null as string) as team",
    ): "a step only puts the start of a plan before its visits of that day",
    (
        "child_protection",
        "select n.number, v.made as day, (1 + 1) as step, v.recorded, v.team",
    ): "as the line before",
    (
        "child_protection",
        "where d.next_day is null or d.next_day >= add_days(d.first_due, d.visit_every_days)",
    ): "only spares work: a gap too short for a second visit finds no day",
    ("child_protection", "where true"): "only spares work: gaps too short, and days outside all periods",
    (
        "child_protection",
        "where k.day >= l.first_day",
    ): "only spares work: no gap reaches past the last period",
    (
        "child_protection",
        "where k.day <= l.last_day",
    ): "only spares work: period leaves out what is too early",
}


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
            reason = next(
                (why for (of, after), why in SAME.items() if of in definition.id and after == slip.after),
                None,
            )
            killed += result is True
            same += result is False and reason is not None
            if result is False and reason is None:
                survived += 1
                print(f"{definition.id}\n    {slip.before}\n    {slip.after}", flush=True)
        print(f"{definition.id}: so far {killed} noticed, {survived} not", file=sys.stderr, flush=True)
    print(f"{killed} slips noticed, {survived} not, and {same} that are known to change nothing.")
    return 1 if survived else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
