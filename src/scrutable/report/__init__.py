"""The pack: what a committee reads and officers stand behind.

`making.py` makes it from any view: `gather.py` asks for figures, `compose.py` puts words and parts together, `html.py`
and `pdf.py` lay them out, `workbook.py` writes them as a spreadsheet, `packjson.py` and `opendata.py` give the figures
as data, `datapackage.py` names the files.
Words are settled in `words.py`, `sentences.py` and `units.py`, drawings in `charts.py`. Of a store,
`settling.py` settles what a pack is made from, `recipe.py` composes it, in a process of its own (`composing.py`), and
`making.py` lays it out; `supplement.py` is the tabled update, `publishing.py` freezes a pack and verifies it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scrutable.engine.period import Period
    from scrutable.indicators.definition import Definition
    from scrutable.report.anatomy import Pack
    from scrutable.report.edition import Edition
    from scrutable.report.inputs import Provenance, View


def build(
    view: View,
    definitions: Sequence[Definition],
    period: Period | str,
    into: Path,
    say: Callable[[str], None] = lambda _: None,
    *,
    provenance: Provenance | None = None,
    edition: Edition | None = None,
    asked_at: datetime | None = None,
) -> Pack:
    """Write the files of a pack into a folder, `pack.html` the first of them, and return the pack they were made from.

    `asked_at` is the moment of an earlier pack of the period, where this one is tabled after it. Nothing is written
    unless every section could be made.
    """
    from scrutable.report.making import make

    made = make(view, definitions, period, say, provenance=provenance, edition=edition, asked_at=asked_at)
    made.write(into)
    say("written")
    return made.pack
