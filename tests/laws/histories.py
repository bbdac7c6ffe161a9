"""Random histories of many children in one council: each child has a life of its own in what the systems say of it.

Told from extract to extract: late, corrected, deleted, put back, merged, and dates in any order. A history is one
child, or the two that are merged with each other; 10,000 of them lie side by side in one register, because what is
asked of each does not depend on the others.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

Row = dict[str, str | None]
EARLIER = date(2018, 7, 1)
FIRST, LAST = date(2019, 8, 1), date(2020, 2, 20)
# About the edges of the quarter, where an event moves from one period to another, and anywhere else.
EDGES = [
    date(2019, 9, 30),
    date(2019, 10, 1),
    date(2019, 12, 31),
    date(2020, 1, 1),
    date(2020, 1, 6),
    date(2020, 1, 7),
]


@dataclass
class Told:
    """A row of a table as the case system says it now, or says no longer."""

    table: str
    row: Row
    gone: bool = False


@dataclass
class History:
    """One child, or two that may be merged: the rows that were ever told of them."""

    number: int
    children: list[str]
    rows: list[Told] = field(default_factory=list)


def day(chance: random.Random) -> str:
    if chance.random() < 0.4:
        return chance.choice(EDGES).isoformat()
    return (FIRST + timedelta(days=chance.randrange((LAST - FIRST).days))).isoformat()


def maybe(chance: random.Random, share: float) -> str | None:
    return day(chance) if chance.random() < share else None


def made(chance: random.Random, number: int, table: str, child: str, nth: int) -> Told:
    """Return a new row of a table about a child."""
    key = f"{number}.{nth}"
    if table == "ehc_plan":
        row: Row = {
            "plan_id": key, "child_id": child, "issued": maybe(chance, 0.8), "requested": maybe(chance, 0.9),
            "exception": chance.choice(["Y", "N", "N", None]),
        }  # fmt: skip
    elif table == "missing_episode":
        row = {
            "episode_id": key, "child_id": child, "began": day(chance), "returned": maybe(chance, 0.7),
            "kind": chance.choice(["M", "M", "A"]),
        }  # fmt: skip
    elif table == "referral":
        # Some of them long before: an indicator that looks back 12 months is to have something to look at.
        received = (
            day(chance) if chance.random() < 0.5 else str(EARLIER + timedelta(days=chance.randrange(400)))
        )
        row = {"referral_id": key, "child_id": child, "received": received, "closed": maybe(chance, 0.5)}
    elif table == "cp_plan":
        row = {
            "plan_id": key, "child_id": child, "started": day(chance), "ended": maybe(chance, 0.4),
            "visit_every_days": chance.choice(["14", "14", "28", None]),
        }  # fmt: skip
    else:
        row = {"visit_id": key, "child_id": child, "made": day(chance), "plan_id": None}
    return Told(table, row)


def begin(chance: random.Random, number: int) -> History:
    """Return a history before anything was told but the children themselves."""
    children = [f"c{number}a", *([f"c{number}b"] if chance.random() < 0.3 else [])]
    history = History(number, children)
    history.rows = [Told("child", {"child_id": child, "sex": chance.choice("MF")}) for child in children]
    return history


TABLES = ("ehc_plan", "missing_episode", "referral", "cp_plan", "cp_visit", "cp_visit")


def go_on(chance: random.Random, history: History) -> None:
    """Let some time pass: rows are added, corrected, filled in, taken away and put back, children merged."""
    for _ in range(chance.randrange(3)):
        table, child = chance.choice(TABLES), chance.choice(history.children)
        history.rows.append(made(chance, history.number, table, child, len(history.rows)))
    for told in history.rows:
        if told.table in ("child", "child_merge") or chance.random() < 0.6:
            continue
        if chance.random() < 0.25:
            told.gone = not told.gone
            continue
        again = made(chance, history.number, told.table, str(told.row["child_id"]), 0).row
        column = chance.choice([name for name in told.row if not name.endswith("_id")])
        told.row = told.row | {column: again[column]}
    merged = [told for told in history.rows if told.table == "child_merge"]
    if len(history.children) == 2 and not merged and chance.random() < 0.3:
        one, other = history.children
        history.rows.append(Told("child_merge", {"child_id": other, "into_child_id": one}))
    elif merged and chance.random() < 0.1:
        merged[0].gone = not merged[0].gone


def extract(histories: list[History], chance: random.Random) -> Iterator[tuple[str, list[Row]]]:
    """Yield each table with its rows as the case systems hold them now, in any order."""
    for table in ("child", "child_merge", *dict.fromkeys(TABLES)):
        rows = [told.row for one in histories for told in one.rows if told.table == table and not told.gone]
        chance.shuffle(rows)
        if rows:
            yield table, rows
