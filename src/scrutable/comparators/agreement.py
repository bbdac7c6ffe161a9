"""Whether the two publications of one figure agree: LAIT's copy against Explore Education Statistics.

LAIT is made from the other, so a difference is a slip of its copy or a correction that one of them has missed. It also
writes 0 where a figure rounds to nought and is not nought. Asked anew after every load.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from scrutable.comparators.rows import Finding
from scrutable.comparators.series import known
from scrutable.comparators.symbols import WORDS

if TYPE_CHECKING:
    import duckdb

CODE = "D427"
_LATEST = """
select area, period, arg_max(value, key) as value, arg_max(coalesce(symbol, ''), key) as symbol,
    arg_max(release, key) as release, arg_max(row, key) as row
from (
    select v.*, (coalesce(r.released, cast(r.loaded_at as date)), r.number) as key
    from value v join release r on r.number = v.release
    where r.source = ? and v.measure = ? and v.part = ?
) group by area, period
"""
_BOTH = f"""
select l.area, l.period, l.value, e.value, e.symbol, l.release, l.row
from ({_LATEST}) l join ({_LATEST}) e using (area, period)
where l.value is not null and (e.value is null or cast(l.value as decimal(38, 12)) <> cast(e.value as decimal(38, 12)))
order by l.period, l.area
"""


def disagreements(con: duckdb.DuckDBPyConnection) -> list[tuple[int, Finding]]:
    """Return for each figure of LAIT that the other publication does not bear out its release and a finding."""
    found = []
    for code, series in known().items():
        if series.ees:
            rows = con.execute(_BOTH, ["LAIT", code, "", "EES", series.ees, series.part]).fetchall()
            found += [(row[5], _finding(code, row)) for row in rows]
    return found


def _finding(code: str, row: Any) -> Finding:
    area, period, ours, theirs, symbol, _, at = row
    other = (
        f"{Decimal(theirs)}"
        if theirs is not None
        else f"{symbol or 'a blank'} ({WORDS.get(symbol, 'no figure')})"
    )
    says = f"LAIT has {ours} where Explore Education Statistics has {other}."
    do = "The latter is used. Look in the publication which is right."
    return Finding(CODE, says, do, row=at, measure=code, area=area, period=period)
