"""What another SSD table says of a person on a day: the legal status that was in force when a care episode began.

The SSD keeps legal statuses beside the episodes and not in them, and an episode begins anew whenever one changes. So
the status in force on its first day is the episode's. Read `ssd_mapping.py` for where it is used.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from scrutable.sources.annex_a_words import code_of
from scrutable.sources.ssd_arrow import as_key, days_of, one_piece
from scrutable.sources.ssd_values import Extract, Reads, by_distinct


@dataclass(frozen=True)
class InForce:
    """What another table says of the person on a day: the latest row begun by then that had not ended.

    Only the rows whose value is in our code set count: the SSD keeps statuses there that do not make a child looked
    after, such as a special guardianship order.
    """

    person: str
    day: str
    table: str
    of_person: str
    started: str
    ended: str
    gives: str
    codes: str

    def reads(self, of: str) -> Reads:
        """Yield the person and the day, and the columns of the other table."""
        yield from ((of, self.person), (of, self.day))
        yield from ((self.table, one) for one in (self.of_person, self.started, self.ended, self.gives))

    def array(self, extract: Extract, of: str) -> pa.Array | None:
        """Return the codes, null where none was in force."""
        persons, days = extract.column(of, self.person), extract.column(of, self.day)
        names = (self.of_person, self.started, self.gives)
        held = [extract.column(self.table, name) for name in names]
        if persons is None or days is None or any(one is None for one in held):
            return None
        whose, began, said = held
        codes = by_distinct(said, lambda text: code_of(self.codes, text), pa.string())
        ended = extract.column(self.table, self.ended)
        last = pa.nulls(len(codes), pa.date32()) if ended is None else days_of(ended)
        usable = pc.and_(pc.is_valid(codes), pc.is_valid(days_of(began)))
        rows = pa.table(
            {"person": as_key(whose), "began": days_of(began), "ended": last, "code": codes}
        ).filter(usable)
        return _in_force(as_key(persons), days_of(days), rows)


_NEVER = 2**31 - 1


def _in_force(persons: pa.Array, days: pa.Array, rows: pa.Table) -> pa.Array:
    """Return for each person and day the code of the row in force: the latest begun, past those that had ended."""
    known: pa.Array = one_piece(pc.unique(one_piece(rows["person"])).drop_null())

    def whose(column: Any) -> Any:
        found = pc.fill_null(pc.index_in(column, value_set=known, skip_nulls=True), -1)
        return found.to_numpy(zero_copy_only=False).astype(np.int64)

    if not len(known):
        return pa.nulls(len(persons), pa.string())
    row_of, began = whose(one_piece(rows["person"])), _numbers(one_piece(rows["began"]), 0)
    ended = _numbers(one_piece(rows["ended"]), _NEVER)
    order = np.lexsort((ended, began, row_of))
    row_of, began, ended = row_of[order], began[order], ended[order]
    asked, day = whose(persons), _numbers(days, -_NEVER)
    at = np.searchsorted(row_of * 2**32 + began, asked * 2**32 + day, side="right") - 1
    at[asked < 0] = -1
    found = np.full(len(at), -1)
    while True:
        of_same = (at >= 0) & (found < 0) & (row_of[np.maximum(at, 0)] == asked)
        # On the day on which one row ends and another begins the later holds; a row alone holds on its last day too.
        holds = of_same & (ended[np.maximum(at, 0)] >= day)
        found[holds] = at[holds]
        going = of_same & ~holds
        if not going.any():
            break
        at[going] -= 1
        at[~going] = -1
    places = pa.array(np.where(found >= 0, order[np.maximum(found, 0)], 0), mask=found < 0)
    return one_piece(rows["code"]).take(places)


def _numbers(days: pa.Array, instead: int) -> Any:
    return pc.fill_null(days.cast(pa.int32()), instead).to_numpy(zero_copy_only=False).astype(np.int64)
