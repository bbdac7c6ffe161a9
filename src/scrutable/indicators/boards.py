"""The dashboards: the parts of the report, in its order. A council may add its own to the built-in ones.

Its file is `indicators/dashboards.toml` in the store's folder, written like the built-in `dashboards.toml`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from scrutable.indicators.faults import Fault

FOLDER = Path(__file__).parent
NAME = "dashboards.toml"
_MINE = 1000  # where a council's dashboard stands that does not say: after the built-in ones


@dataclass(frozen=True)
class Dashboard:
    """One part of the report: its id (the folder), the title members read and its place."""

    id: str
    title: str
    order: int


@cache
def dashboards(folder: Path = FOLDER) -> tuple[Dashboard, ...]:
    """Return the built-in dashboards in the order of the report."""
    blocks = tomllib.loads((folder / NAME).read_text(encoding="utf-8"))
    return in_order([Dashboard(id=id_, **block) for id_, block in blocks.items()])


def own_dashboards(own: Path, built_in: tuple[Dashboard, ...]) -> tuple[list[Dashboard], list[Fault]]:
    """Return the dashboards that a council adds, and what is wrong with their file. `own` is its folder."""
    file = own / NAME
    if not file.exists():
        return [], []
    shown = f"{own.name}/{NAME}"
    try:
        blocks = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        says = 'This is not TOML. Write for each dashboard a line [its_id] and under it title = "...".'
        return [], [Fault("F031", shown, 1, 1, says)]
    taken = {one.id for one in built_in}
    found, faults = [], []
    for id_, block in blocks.items():
        if says := _wrong(id_, block, taken):
            faults.append(Fault("F031", shown, 1, 1, says))
        else:
            found.append(Dashboard(id_, block["title"], block.get("order", _MINE)))
    return found, faults


def _wrong(id_: str, block: Any, taken: set[str]) -> str:
    """Return what is wrong with one dashboard of a council, or nothing."""
    if id_ in taken:
        return f'"{id_}" is a dashboard already: put files into the folder {id_}, and leave it out here.'
    if not re.fullmatch(r"[a-z][a-z0-9_]*", id_):
        return f'"{id_}" is to be the name of a folder: small letters, digits and underscores.'
    if not isinstance(block, dict) or not isinstance(block.get("title"), str) or not block["title"].strip():
        return f'[{id_}] has no title. Write under it title = "...", as members are to read it.'
    unknown = sorted(set(block) - {"title", "order"})
    if unknown:
        return f'[{id_}] has no key "{unknown[0]}". It has title and order.'
    return "" if type(block.get("order", 1)) is int else f"order of [{id_}] is to be a whole number."


def in_order(found: list[Dashboard]) -> tuple[Dashboard, ...]:
    """Return dashboards in the order of the report."""
    return tuple(sorted(found, key=lambda one: (one.order, one.id)))
