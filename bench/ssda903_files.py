"""An SSDA903 return of a given size, as its CSV files: for the benchmark only, random within the guide's codes."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

from scrutable.register.schema import codes
from scrutable.sources.ssda903 import FILES

YEAR_START, YEAR_END = date(2019, 4, 1), date(2020, 3, 31)
# The ten files that every council sends; uasc and dolo hold a handful of rows.
TEN = ("header", "episodes", "reviews", "oc2", "oc3", "missing", "sw_episodes", "ad1", "placed_for_adoption",
       "previous_permanence")  # fmt: skip
Row = tuple[object, ...]


def write(folder: Path, children: int, seed: int = 1) -> list[Path]:
    """Write the return of 2019-20 with so many children looked after in the year, about 2 episodes and 3 reviews each.

    Of ten children seven were looked after all year and have an OC2 row, three have left and are in OC3.
    """
    draw = Random(seed)
    rows: dict[str, list[Row]] = {kind: [] for kind in TEN}
    for number in range(children):
        for kind, row in _child(draw, f"{900000 + number}"):
            rows[kind].append(row)
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for kind in TEN:
        paths.append(folder / f"{kind}.csv")
        with paths[-1].open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([FILES[kind].columns, *rows[kind]])
    return paths


def _child(draw: Random, child: str) -> Iterator[tuple[str, Row]]:
    """Yield what the files hold of one child: which file, and the row."""
    born = YEAR_START - timedelta(days=draw.randrange(200, 17 * 365))
    dob, upn = _uk(born), f"A{draw.randrange(10**11):011}B"
    yield "header", (child, draw.choice("12"), dob, draw.choice(list(codes()["ethnicity"])), upn, 0, "")
    yield from _placed(draw, child)
    yield from _seen(draw, child, dob)
    if draw.random() < 0.7:
        score = draw.randrange(41) if draw.random() < 0.8 else ""
        yield "oc2", (child, dob, score, "" if score != "" else "SDQ2", 0, "", 1, 1, 1, 0, "", "")
    else:
        yield "oc3", (child, dob, "YES", "F2", draw.choice(["E1", "U2", "C1"]))
    if draw.random() < 0.1:
        placed = YEAR_START + timedelta(days=draw.randrange(300))
        yield "ad1", (child, dob, _uk(placed), _uk(placed), 0, 2, "MF", "L0")
        yield "placed_for_adoption", (child, dob, _uk(placed), "", "")
        yield "previous_permanence", (child, dob, "P1", "E09000001", "zz/05/2015")


def _placed(draw: Random, child: str) -> Iterator[tuple[str, Row]]:
    """Yield episodes one after the other: the last is open, or closed within the year."""
    began, reason = YEAR_START - timedelta(days=draw.randrange(900)), "S"
    for left in range(draw.choice((1, 2, 2, 3)), -1, -1):
        ended = began + timedelta(days=draw.randrange(30, 300))
        closed = left and ended < YEAR_END
        yield (
            "episodes",
            (child, _uk(began), reason, "C2", f"N{draw.randrange(1, 9)}", draw.choice(("U4", "U6", "K2", "H5")),
             draw.choice(("PR1", "PR4")), _uk(ended) if closed else "", "X1" if closed else "",
             "CARPL" if closed else "", "SW1A 1AA", "N1 9GU", f"SC{draw.randrange(10**6):06}"),
        )  # fmt: skip
        if not closed:
            return
        began, reason = ended, "P"


def _seen(draw: Random, child: str, dob: str) -> Iterator[tuple[str, Row]]:
    """Yield reviews, workers and missing episodes of the year."""
    for at in range(3):
        held = YEAR_START + timedelta(days=at * 120 + draw.randrange(60))
        yield "reviews", (child, dob, _uk(held), f"PN{draw.randrange(1, 8)}")
    began = YEAR_START - timedelta(days=draw.randrange(200))
    for at in range(draw.choice((1, 2))):
        ended = began + timedelta(days=draw.randrange(250, 300))
        done = at == 0 and ended < YEAR_END
        yield "sw_episodes", (child, dob, f"SW{draw.randrange(900)}", _uk(began), _uk(ended) if done else "",
                              "FCONTA" if done else "")  # fmt: skip
        began = ended
    if draw.random() < 0.1:
        for _ in range(draw.randrange(1, 12)):
            went = YEAR_START + timedelta(days=draw.randrange(360))
            yield (
                "missing",
                (child, dob, draw.choice("MA"), _uk(went), _uk(went + timedelta(days=draw.randrange(4)))),
            )


def _uk(day: date) -> str:
    return f"{day:%d/%m/%Y}"
