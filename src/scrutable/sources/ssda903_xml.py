"""Reads the XML form of the SSDA903 return, by taking it apart into the tables that its CSV files are.

A CHILD holds a HEADER (who the child is; reviews, missing episodes, OC2 and the like inside it) and its EPISODEs. An
element has the name of its column in the CSV, but for two: CHILDID is CHILD, and PL is PLACE. From there on
`ssda903.py` reads both forms alike, so that the same return is the same delivery. The XML says no year and no council.
"""

from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

from scrutable.sources.delivery import Delivery, Texts
from scrutable.sources.grid import Grid
from scrutable.sources.ssda903 import FILES, delivery_of
from scrutable.sources.xml import Folded, elements

# Elements that hold a row of their own, and which file of the return it is a row of.
_PARTS = {
    "episode": "episodes", "areview": "reviews", "amissing": "missing", "oc2": "oc2",
    "permanence": "previous_permanence", "ad_placed": "placed_for_adoption", "swepisode": "sw_episodes",
    "sw_episode": "sw_episodes", "dolo": "dolo",
}  # fmt: skip
# Rows whose values stand in the header itself, and the element without which there is none.
_IN_HEADER = {"uasc": "uasc", "oc3": "in_touch", "ad1": "date_int"}
_RENAMED = {"childid": "child", "pl": "place"}
_NO = ("0", "false", "n", "no")


def read(path: Path, say: Callable[[str], None]) -> Delivery:
    """Return the return as a delivery. Raises DataFault (D110, D111) for a DOCTYPE or damaged XML."""
    taken = _Tables()
    for _, element in elements(path, "CHILD"):
        if len(element):  # an empty container says nothing
            taken.child(element)
    grids = taken.grids(path.name)
    for kind, grid in grids.items():
        say(f"{path.name}: SSDA903 {kind}, {len(grid.rows):,} rows")
    return delivery_of([path], grids)


class _Tables:
    """The rows of each file of the return, as they come."""

    def __init__(self) -> None:
        self._folded = Folded()
        self._rows: dict[str, list[tuple[int, dict[str, str | None]]]] = {kind: [] for kind in FILES}

    def child(self, element: Any) -> None:
        """Take in one child: first what stands once, then what stands in parts of their own."""
        who: dict[str, str | None] = {}
        parts: list[tuple[str, Any]] = []
        self._walk(element, who, parts)
        line = element.sourceline or 0
        self._rows["header"].append((line, who))
        for kind, known_by in _IN_HEADER.items():
            said = (who.get(known_by) or "").strip().lower()
            if said and not (kind == "uasc" and said in _NO):
                self._rows[kind].append((line, who))
        for kind, part in parts:
            self._rows[kind].append((part.sourceline or line, who | self._said(part)))

    def _walk(self, element: Any, who: dict[str, str | None], parts: list[tuple[str, Any]]) -> None:
        """Gather the values of a child and its parts. A container that we do not know is looked into."""
        waiting = deque(element)
        while waiting:
            part = waiting.popleft()
            tag = self._folded[part.tag]
            if tag in _PARTS and len(part):
                parts.append((_PARTS[tag], part))
            elif len(part):
                waiting.extendleft(reversed(part))
            elif tag:
                who.setdefault(_RENAMED.get(tag, tag), part.text)

    def _said(self, part: Any) -> dict[str, str | None]:
        tags = ((self._folded[leaf.tag], leaf.text) for leaf in part.iter() if len(leaf) == 0)
        return {_RENAMED.get(tag, tag): text for tag, text in tags if tag}

    def grids(self, file: str) -> dict[str, Grid]:
        """Return the tables that have rows. Every column of the CSV is there, blank where the XML has no element."""
        found: dict[str, Grid] = {}
        for kind, rows in self._rows.items():
            if rows or kind in ("header", "episodes"):
                names = FILES[kind].columns
                columns: list[Texts] = [[said.get(name.lower()) for _, said in rows] for name in names]
                found[kind] = Grid(file, list(names), columns, [line for line, _ in rows], kind)
        return found
