"""What another SSD table says of a person on a day: the legal status that was in force when a care episode began.

The SSD keeps legal statuses beside the episodes and not in them, and an episode begins anew whenever one changes. So
the status in force on its first day is the episode's. Read `ssd_mapping.py` for where it is used.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from scrutable.sources.annex_a_words import code_of
from scrutable.sources.ssd_arrow import as_key, days_of
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
    held: dict[Any, list[tuple[int, int, str]]] = {}
    columns = rows["person"], rows["began"].cast(pa.int32()), rows["ended"].cast(pa.int32()), rows["code"]
    for person, began, ended, code in zip(*(column.to_pylist() for column in columns), strict=True):
        held.setdefault(person, []).append((began, _NEVER if ended is None else ended, code))
    for theirs in held.values():
        theirs.sort(key=lambda row: row[:2])
        theirs.reverse()  # of two rows of the same days the one that stands later, as of any two
    asked = zip(persons.to_pylist(), days.cast(pa.int32()).to_pylist(), strict=True)
    return pa.array(
        [_on(held.get(person, ()), day) if person else None for person, day in asked], pa.string()
    )


def _on(rows: Sequence[tuple[int, int, str]], day: int | None) -> str | None:
    """Return the code of the row in force on a day, of one person's rows from the latest begun.

    On the day on which one row ends and another begins the later holds; a row alone holds on its last day too.
    """
    if day is None:
        return None
    return next((code for began, ended, code in rows if began <= day <= ended), None)
