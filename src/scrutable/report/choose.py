"""Which five figures open the pack, by a rule that is printed with them and knows nothing of what is convenient.

From each dashboard one indicator: the one that falls furthest short of a limit where a limit is measured,
otherwise the one that has moved most since a year before, measured against how much it usually moves from one
period to the next. Where there are more than five dashboards, limits come first and then the largest moves.
"""

from collections.abc import Sequence
from itertools import pairwise

from scrutable.figures.figure import Figure
from scrutable.report.gather import Sheet

FIVE = 5
RULE = (
    "How these were chosen: one from each dashboard. Where a limit of law, guidance or local rule is measured, it is "
    "the measure that falls furthest short of it; otherwise it is the one that has moved most since a year before, "
    "compared with how much it usually moves. At most five are shown: limits first, then the largest moves. "
    "Every other figure is in the table that follows."
)


def headlines(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Return at most five sheets, in the order of the pack."""
    best: dict[str, Sheet] = {}
    for sheet in sheets:
        held = best.get(sheet.definition.dashboard)
        if held is None or _weight(sheet) > _weight(held):
            best[sheet.definition.dashboard] = sheet
    chosen = sorted(
        best.values(), key=lambda sheet: (*(-part for part in _weight(sheet)), sheet.definition.id)
    )[:FIVE]
    return [sheet for sheet in sheets if sheet in chosen]


def _weight(sheet: Sheet) -> tuple[bool, float, float]:
    """Return what to compare: whether it measures a limit, how far short of it, how large the move."""
    has_limit = (
        bool(sheet.definition.limit) and sheet.definition.measures == "share" and sheet.now.value is not None
    )
    return has_limit, short_of(sheet) if has_limit else 0.0, move(sheet)


def short_of(sheet: Sheet) -> float:
    """Return how far a share that measures a limit falls short of it: 0 where every case keeps it, 1 for none."""
    value = sheet.now.value or 0.0
    return value if sheet.definition.better == "lower" else 1 - value


def move(sheet: Sheet) -> float:
    """Return the change over a year as a multiple of the usual change from one period to the next."""
    then = sheet.year_ago or sheet.before
    if then is None or _value(then) is None or _value(sheet.now) is None:
        return 0.0
    known = [value for value in map(_value, sheet.trend) if value is not None]
    moves = [abs(later - earlier) for earlier, later in pairwise(known)]
    usual = sum(moves) / len(moves) if moves else 0.0
    change = abs((_value(sheet.now) or 0.0) - (_value(then) or 0.0))
    # Rounded, so that the last bits of a division never decide which figure opens the pack.
    return round(change / usual, 6) if usual else 0.0


def _value(figure: Figure) -> float | None:
    return None if figure.value is None else float(figure.value)
