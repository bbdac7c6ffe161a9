"""More about looked after children: those who stay where they are for years, and the reviews that come late.

`care.py` moves children about as newcomers are moved. Most who stay long settle, so here some of their later moves
never happened. Only moves that keep to one side of the council's boundary: `missing.py` goes by where a child is.
"""

from datetime import date, timedelta

from .care import Care, Stay
from .chance import Chance, written_up
from .days import LAST_DAY, next_working_day
from .recording import Casebook, Record, Row

SETTLED_AFTER, LONG = timedelta(days=270), timedelta(days=900)
SETTLED, LATE = 0.96, 0.045
PLACEMENT = (
    "placement_type", "provider", "placement_urn", "placed_in", "distance_miles", "outside_authority",
)  # fmt: skip


def settle(book: Casebook, care: Care) -> None:
    """Take back moves of children who had been in care for some time; measure no distance where there is no home."""
    chance = Chance("settling in care")
    episodes: dict[object, list[Record]] = {}
    for record in book.records("care_episode"):
        episodes.setdefault(record.values["child_id"], []).append(record)
    for stay in care.stays:
        held = [
            record
            for record in episodes[stay.child.child_id]
            if stay.started <= _day(record.values, "started") < (stay.ended or date.max)
        ]
        if (stay.ended or LAST_DAY) - stay.started >= LONG:
            _settle(chance, stay, sorted(held, key=lambda record: _day(record.values, "started")))
        if stay.child.unaccompanied:
            for record in held:
                record.values["distance_miles"] = None


def _day(row: Row, column: str) -> date:
    day = row[column]
    assert isinstance(day, date)
    return day


def _settle(chance: Chance, stay: Stay, held: list[Record]) -> None:
    """Let an episode that began with a move become part of the one before it, and what follows stay in its place."""
    kept = held[0]
    where: Row = {}
    for record in held[1:]:
        values = record.values
        if values["start_reason"] == "P":
            same_side = values["outside_authority"] == kept.values["outside_authority"]
            long_there = _day(values, "started") - stay.started > SETTLED_AFTER
            if same_side and long_there and chance.yes(SETTLED):
                where = {column: kept.values[column] for column in PLACEMENT}
                kept.later = record.later
                record.removed = record.recorded  # it was never there
                continue
            where = {}
        values |= where
        kept = record


def late_reviews(book: Casebook, care: Care) -> None:
    """Put off some reviews past their day: someone was ill, or the parents could not come."""
    chance = Chance("late reviews of children in care")
    ends: dict[object, list[tuple[date, date]]] = {}
    for stay in care.stays:
        ends.setdefault(stay.child.child_id, []).append((stay.started, stay.ended or LAST_DAY))
    for record in book.records("care_review"):
        if not chance.yes(LATE):
            continue
        held = _day(record.values, "held")
        put_off = next_working_day(held + timedelta(days=chance.whole(14, 40)))
        stays = ends[record.values["child_id"]]
        if any(first <= held and put_off < last for first, last in stays if first <= held < last):
            record.values["held"] = put_off
            record.recorded = written_up(chance, put_off)
