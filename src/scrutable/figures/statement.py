"""The one SQL statement that folds a case list: every period, the whole and every part, in one pass.

The definition's SELECT stands in it as it is; the child's circumstances are joined to it, and grouping sets count the
whole and the parts. The few words in which the engines differ come with the engine. Read `fold.py` next.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scrutable.engine.words import Words
from scrutable.figures.breakdowns import NOT_RECORDED
from scrutable.indicators.definition import Definition

PEOPLE = ("child", "young person")
COUNTS = ("count", "rate")  # measures that count cases, or people where they count people


def counts_people(definition: Definition) -> bool:
    """Whether a person with several cases in a period is counted once."""
    return definition.measures in COUNTS and definition.counts in PEOPLE


def fold(definition: Definition, columns: Mapping[str, str], by: Mapping[str, str], words: Words) -> str:
    """Return the statement. `columns` are those of the case list; `by` is each breakdown with its SQL.

    It gives rows of: several (how many rows too many a share of people has), period_end, breakdown, part, met, counted,
    unknown, excluded, lacking, amount, base.
    """
    parts = [f"coalesce({sql}, '{NOT_RECORDED}') as b{n}" for n, sql in enumerate(by.values())]
    join = " left join child c on c.child_id = l.child_id" if any(name not in columns for name in by) else ""
    person = [_PERSON] if definition.counts in PEOPLE else []
    shown = ", ".join([*_judged(definition, columns), *person, *parts])
    listed = f"select {shown} from ({definition.select}) l{join}"
    if counts_people(definition):
        listed = _one_a_child(listed, len(by), words)
    groups, names = [f"b{n}" for n in range(len(by))], [f"'{name}'" for name in by]
    additive = definition.counts not in PEOPLE and definition.measures != "median"
    cells = _CELLS.format(groups="".join(f", {group}" for group in groups)) if additive else ""
    several = "count(*) - count(distinct child_key)" if definition.counts in PEOPLE else "0"
    sets = ", ".join(["(period_end)", *(f"(period_end, {group})" for group in groups)])
    amounts = _SUMMED if additive else _MEDIAN if definition.measures == "median" else _AMOUNTS
    return (
        f"with listed as ({listed}){cells} select {several} as several, period_end,"
        f" {_of_group(groups, names)} as of_what, {_of_group(groups, groups)} as part,"
        f" {_SUMS if additive else _COUNTS}, {amounts}"
        f" from {'cells' if additive else 'listed'} group by grouping sets ({sets})"
    )


def _judged(definition: Definition, columns: Mapping[str, str]) -> list[str]:
    """Return what is read of each case: whether it is excluded, meets the condition, is known, has its history."""
    sums = definition.measures not in ("share", *COUNTS)
    unknown = {"share": "l.met is null", "ratio": "l.amount is null or l.base is null"}.get(
        definition.measures, "l.amount is null" if sums else "false"
    )
    return [
        "l.period_end",
        "l.excluded is not null as is_excluded",
        "coalesce(l.met, false) as met" if definition.measures == "share" else "false as met",
        f"{unknown} as is_unknown",
        "not coalesce(l.history, false) as lacks" if "history" in columns else "false as lacks",
        f"{'cast(l.amount as double)' if sums else 'cast(null as double)'} as amount",
        f"{'cast(l.base as double)' if definition.measures == 'ratio' else 'cast(null as double)'} as base",
    ]


def _one_a_child(listed: str, breakdowns_asked: int, words: Words) -> str:
    """Keep one row for a child and period: the latest that counts, so that a breakdown of children still sums."""
    latest = f"{words.row}(not is_excluded, case_date, case_id)"
    parts = "".join(f", max_by(b{n}, {latest}) as b{n}" for n in range(breakdowns_asked))
    return (
        "select period_end, child_key, bool_and(is_excluded) as is_excluded, false as met, false as is_unknown,"
        " bool_or(lacks and not is_excluded) as lacks, cast(null as double) as amount,"
        f" cast(null as double) as base{parts} from ({listed}) one group by period_end, child_key"
    )


def _of_group(groups: Sequence[str], values: Sequence[str]) -> str:
    """Return the SQL that gives, of the breakdown a row is of, its value; null for the whole."""
    cases = " ".join(
        f"when grouping({group}) = 0 then {value}" for group, value in zip(groups, values, strict=True)
    )
    return f"case {cases} end" if cases else "null"


_PERSON = "l.case_id, l.case_date, coalesce(l.child_id, l.case_id) as child_key"
_COUNTED = ("met_count", "counted", "unknown", "excluded", "lacking")
_COUNTS = (
    "count(*) filter (where not is_excluded and met) as met_count,"
    " count(*) filter (where not is_excluded) as counted,"
    " count(*) filter (where not is_excluded and is_unknown) as unknown,"
    " count(*) filter (where is_excluded) as excluded,"
    " count(*) filter (where not is_excluded and lacks) as lacking"
)
_KNOWN = "filter (where not is_excluded and not is_unknown)"
# Added up as decimals, so that the last digit depends neither on the order of the rows nor on the engine.
_AMOUNTS = ", ".join(f"sum(cast({name} as decimal(18, 6))) {_KNOWN} as {name}" for name in ("amount", "base"))
_MEDIAN = f"median(amount) {_KNOWN} as amount, cast(null as double) as base"
# Plain counts and sums are made once for each combination of parts, and the few combinations are then added up, which
# is less work than counting every case again for each breakdown.
_CELLS = f", cells as (select period_end{{groups}}, {_COUNTS}, {_AMOUNTS} from listed group by period_end{{groups}})"
_SUMS = ", ".join(f"cast(sum({name}) as bigint) as {name}" for name in _COUNTED)
_SUMMED = "sum(amount) as amount, sum(base) as base"
