"""The one SQL statement that folds a case list: every period, the whole and every part, in one pass.

The definition's SELECT stands in it as it is; people are made one row each, the child's circumstances are joined, and
grouping sets count the whole and the parts. The few words in which the engines differ come with the engine. Only what
the definition's measure needs is asked: a statement's fixed cost counts, for a council's lists are small. Read
`fold.py` next.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scrutable.engine.words import Words
from scrutable.figures.breakdowns import Breakdown
from scrutable.indicators.definition import Definition

PEOPLE = ("child", "young person")
COUNTS = ("count", "rate")  # measures that count cases, or people where they count people
RESULT = ("met", "counted", "unknown", "excluded", "lacking", "amount", "base")


def counts_people(definition: Definition) -> bool:
    """Whether a person with several cases in a period is counted once."""
    return definition.measures in COUNTS and definition.counts in PEOPLE


def fold(
    definition: Definition,
    select: str,
    columns: Mapping[str, str],
    by: Mapping[str, Breakdown],
    children: str,
    words: Words,
) -> str:
    """Return the statement. `select` gives the case list, with these columns; `by` is what it is broken down by.

    `children` is the relation that holds what `breakdowns.circumstances` selects. The statement gives rows of
    period_end, which breakdown the row is of (its place in `by`, null for the whole), what the cases are grouped by
    for each breakdown, met, counted, unknown, excluded, lacking, amount, base, several (how many rows too many a share
    of people has). Only of a median is the whole given beside the parts: everything else the parts add up to.
    """
    judged = _judged(definition, columns)
    parts = {f"b{n}": one.grouped for n, one in enumerate(by.values())}
    listed = {"period_end": "l.period_end"} | judged
    if definition.counts in PEOPLE:
        # What the list itself says of a case stands with the person; the circumstances are looked up afterwards.
        own = {name: parts[name] for name, one in zip(parts, by, strict=True) if one in columns}
        select = _one_a_person(select, judged, own, words)
        listed = {name: f"l.{name}" for name in ("period_end", "more", *judged)}
        parts |= {name: f"l.{name}" for name in own}
    join = (
        f" left join {children} c on c.child_id = l.child_id" if any(one not in columns for one in by) else ""
    )
    sums = _sums(definition, judged)
    asked = {name: sums.get(f"n_{name}", sums.get(name, _NONE.get(name, "0"))) for name in RESULT}
    sets = [f"(period_end, {part})" for part in parts]
    if definition.measures == "median":
        sets.append("(period_end)")
    groups = f"grouping sets ({', '.join(sets)})" if parts else "period_end"
    grouped = "".join(f" {part}," for part in parts)
    return (
        f"with listed as (select {_as(listed | parts)} from ({select}) l{join})"
        f" select period_end, {_which(list(parts))} as which,{grouped} {_as(asked)},"
        f" {sums.get('n_more', '0')} as several from listed group by {groups}"
    )


def _as(columns: Mapping[str, str]) -> str:
    return ", ".join(f"{sql} as {name}" for name, sql in columns.items())


def _judged(definition: Definition, columns: Mapping[str, str]) -> dict[str, str]:
    """Return what is read of each case: whether it is excluded, meets the condition, is known, has its history."""
    judged = {"is_excluded": "l.excluded is not null"}
    match definition.measures:
        case "share":
            judged |= {"met": "coalesce(l.met, false)", "is_unknown": "l.met is null"}
        case "ratio":
            judged |= {"amount": "cast(l.amount as double)", "base": "cast(l.base as double)"}
            judged |= {"is_unknown": "l.amount is null or l.base is null"}
        case measures if measures not in COUNTS:
            judged |= {"amount": "cast(l.amount as double)", "is_unknown": "l.amount is null"}
    if "history" in columns:
        judged |= {"lacks": "not coalesce(l.history, false)"}
    return judged


def _one_a_person(select: str, judged: Mapping[str, str], own: Mapping[str, str], words: Words) -> str:
    """Keep one row for a person and period, so that a breakdown of people still sums: as on the latest day that counts.

    That day is kept and the circumstances looked up on it afterwards, which costs far less than keeping the latest
    case whole; only what the list itself says of the case (`own`) must be kept with it. Any but a count of people has
    one row for each to begin with: `more` shows where it has not.
    """
    kept = {name: _OF_A_PERSON[name] for name in judged}
    kept |= {name: f"max_by({name}, {words.row}(not is_excluded, case_date, case_id))" for name in own}
    cases = f"select {_as({**_FOUND, **judged, **own})} from ({select}) l"
    return (
        f"select period_end, max(child_id) as child_id, {_LATEST} as case_date, count(*) - 1 as more, {_as(kept)}"
        f" from ({cases}) l group by period_end, coalesce(child_id, case_id)"
    )


def _sums(definition: Definition, judged: Mapping[str, str]) -> dict[str, str]:
    """Return what is counted and added up of the rows, by name."""
    sums = {
        "n_counted": _count("not is_excluded"),
        "n_excluded": _count("is_excluded"),
    }
    if definition.counts in PEOPLE and definition.measures not in COUNTS:
        sums["n_more"] = "sum(more)"
    for name, condition in _COUNTED.items():
        if condition in judged:
            sums[name] = _count(f"not is_excluded and {condition}")
    known = "filter (where not is_excluded and not is_unknown)"
    for name in ("amount", "base"):
        if definition.measures == "median" and name in judged:
            sums[name] = f"median({name}) {known}"
        elif name in judged:
            # As decimals, so that the last digit depends neither on the order of the rows nor on the engine.
            sums[name] = f"sum(cast({name} as decimal(18, 6))) {known}"
    return sums


def _count(condition: str) -> str:
    """Count the rows of which something is true: so, because a filter of each count is looked at for each group."""
    return f"count(case when {condition} then true end)"


def _which(groups: Sequence[str]) -> str:
    """Return the SQL that gives which of the breakdowns a row is of; null for the whole."""
    cases = " ".join(f"when grouping({group}) = 0 then {n}" for n, group in enumerate(groups))
    return f"case {cases} end" if cases else "null"


_FOUND = {name: f"l.{name}" for name in ("period_end", "case_id", "child_id", "case_date")}
_LATEST = "coalesce(max(case when not is_excluded then case_date end), max(case_date))"
_OF_A_PERSON = {
    "is_excluded": "bool_and(is_excluded)",
    "met": "bool_and(met)",
    "is_unknown": "bool_or(is_unknown)",
    "lacks": "bool_or(lacks and not is_excluded)",
    "amount": "max(amount)",
    "base": "max(base)",
}
_COUNTED = {"n_met": "met", "n_unknown": "is_unknown", "n_lacking": "lacks"}
_NONE = {"amount": "cast(null as double)", "base": "cast(null as double)"}
