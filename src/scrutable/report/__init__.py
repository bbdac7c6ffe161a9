"""The pack: what a committee reads and officers stand behind.

`write_pack` makes it from a store, `build` from any view: `gather.py` asks for figures, `compose.py` puts words and
parts together, `html.py` lays them out. Words are settled in `words.py`, `sentences.py` and `units.py`, drawings in
`charts.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scrutable.engine.period import Period
    from scrutable.indicators.definition import Definition
    from scrutable.report.anatomy import Pack
    from scrutable.report.inputs import Provenance, View
    from scrutable.store import Store

PAGE, DATA = "pack.html", "pack.json"


def write_pack(
    store: Store,
    period: str,
    into: Path,
    *,
    known_on: str | date | datetime | None = None,
    asked_at: datetime | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Path:
    """Write the pack of a store, with every indicator, and return its HTML file.

    `asked_at` is the moment of an earlier pack of the period, for one that is tabled later: its pages say of each timed
    duty what was on record then and what has been recorded since.
    """
    from importlib.metadata import version

    from scrutable.report import inputs

    view = store.known_on(known_on)
    council = store.settings.name or f"Council {store.settings.number}".strip()
    provenance = inputs.provenance(view, council, version("scrutable"))
    build(view, store.definitions(), period, into, say, provenance=provenance, asked_at=asked_at)
    return into / PAGE


def build(
    view: View,
    definitions: Sequence[Definition],
    period: Period | str,
    into: Path,
    say: Callable[[str], None] = lambda _: None,
    *,
    provenance: Provenance | None = None,
    asked_at: datetime | None = None,
) -> Pack:
    """Write `pack.html` and `pack.json` into a folder and return the pack they were made from.

    `provenance` says whose records these are and where they came from: `inputs.provenance(view, council)`; `asked_at`
    is the moment of an earlier pack of the period, where this one is tabled after it. Nothing is written unless
    every section could be made. The same view and definitions give the same bytes.
    """
    from scrutable.engine.period import parse
    from scrutable.report import html, inputs, packjson
    from scrutable.report.compose import compose

    period = parse(period) if isinstance(period, str) else period
    pack = compose(view, definitions, period, provenance or inputs.Provenance("The council"), say, asked_at)
    page, data = html.render(pack), packjson.text(pack, period.name)
    into.mkdir(parents=True, exist_ok=True)
    (into / PAGE).write_text(page, encoding="utf-8", newline="\n")
    (into / DATA).write_text(data, encoding="utf-8", newline="\n")
    say("written")
    return pack
