"""An extract of child protection visits of a given size, written as plain CSV: for the benchmark only."""

import csv
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

HEADER = ("cp_visit.visit_id", "plan_id", "child_id", "made", "seen", "seen_alone", "team", "recorded")
FIRST = datetime(2015, 1, 1)
TEAMS = [f"Team {number}" for number in range(12)]
Row = tuple[str, ...]


def rows(size: int, seed: int = 1) -> Iterator[Row]:
    """Yield visits of five years, each written up to the minute within some days, as a case system says it."""
    draw = Random(seed)
    for number in range(size):
        made = FIRST + timedelta(minutes=draw.randrange(1826 * 1440))
        recorded = made + timedelta(minutes=draw.randrange(10 * 1440))
        child = draw.randrange(15_000)
        yield (
            f"V{number:07}", f"P{child}", f"C{child}", f"{made:%d/%m/%Y}", draw.choice("YN"), draw.choice("YN"),
            draw.choice(TEAMS), f"{recorded:%d/%m/%Y %H:%M}",
        )  # fmt: skip


def changed(visits: list[Row], share: float, seed: int = 2) -> list[Row]:
    """Return a later extract: of the share given, some have another team or day, some are gone, some are new."""
    draw = Random(seed)
    picked = set(draw.sample(range(len(visits)), round(len(visits) * share)))
    later: list[Row] = []
    for number, visit in enumerate(visits):
        if number not in picked:
            later.append(visit)
            continue
        match draw.randrange(4):
            case 0:
                later.append((*visit[:6], f"{visit[6]} East", visit[7]))
            case 1:
                later.append((*visit[:3], visit[7][:10], *visit[4:]))
            case 2:
                pass  # gone
            case _:
                later += [visit, (f"N{visit[0]}", *visit[1:])]
    return later


def write(path: Path, visits: list[Row]) -> None:
    """Write visits as plain CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *visits])
