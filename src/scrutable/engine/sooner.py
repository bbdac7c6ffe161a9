"""Says two things that most definitions say, as DuckDB has the answer sooner: the cases are the same.

A definition says when a case falls in a period as a person would: on a day between two, or from a day on and not yet
over. DuckDB then compares every row with every period. Asked for the same day, it looks each row up; asked to compare
with a day and not also for its absence, it need not write down what it will throw away. Only built-in definitions
are said otherwise, and the tests hold each of them to its own words. `shared.py` is the other half.
"""

from __future__ import annotations

import re

# What stands for an end that has not come. No period ends so late.
NEVER = "date '9999-12-31'"
_ALIAS = re.compile(r"\bjoin period (\w+)")
_DAY = r"(?:[\w.]+|\w+\((?:[^()]|\([^()]*\))*\))"
_BETWEEN = re.compile(
    rf"\bjoin period (\w+)\s+on ({_DAY}) between \1\.period_start and \1\.period_end"
    r"(?=\s*(?:\)|$|left\b|join\b|where\b|group\b|union\b|and\b))"
)
_NOT_OVER = re.compile(r"\(([\w.]+) is null or \1 (>=?) (\w+)\.(period_start|period_end)\)")


def said(select: str) -> str:
    """Return a SELECT that gives the same cases. It reads the relation `period_day` as well as `period`.

    >>> said("select 1 from t join period p on t.day between p.period_start and p.period_end")
    'select 1 from t join period_day p on p.day = t.day'
    >>> said("select 1 from t join period p on t.day <= p.period_end and (t.ended is null or t.ended > p.period_end)")
    "select 1 from t join period p on t.day <= p.period_end and coalesce(t.ended, date '9999-12-31') > p.period_end"
    """
    periods = set(_ALIAS.findall(select))

    def not_over(found: re.Match[str]) -> str:
        # Of another relation the day may be null, and then the two are not the same.
        if found[3] not in periods:
            return found[0]
        return f"coalesce({found[1]}, {NEVER}) {found[2]} {found[3]}.{found[4]}"

    return _BETWEEN.sub(r"join period_day \1 on \1.day = \2", _NOT_OVER.sub(not_over, select))


PERIOD_DAY = """
    create or replace temp table period_day as
    select cast(unnest(generate_series(period_start, period_end, interval 1 day)) as date) as day, p.*
    from period p"""
