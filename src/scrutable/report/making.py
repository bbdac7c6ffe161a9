"""Makes the files of a pack from a view, and writes them: the same view, definitions and edition, the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scrutable.engine.period import Period, parse
from scrutable.indicators.definition import Definition
from scrutable.report import html, packjson
from scrutable.report.anatomy import Pack
from scrutable.report.compose import compose
from scrutable.report.edition import Edition
from scrutable.report.inputs import Provenance, View

PAGE, DATA = "pack.html", "pack.json"
Say = Callable[[str], None]


@dataclass(frozen=True)
class Made:
    """A pack and its files, by name, as text."""

    pack: Pack
    files: Mapping[str, str]

    def write(self, into: Path) -> Path:
        """Write the files into a folder, which is made where it is not there; return the page."""
        into.mkdir(parents=True, exist_ok=True)
        for name, text in self.files.items():
            (into / name).write_text(text, encoding="utf-8", newline="\n")
        return into / PAGE


def make(
    view: View,
    definitions: Sequence[Definition],
    period: Period | str,
    say: Say = lambda _: None,
    *,
    provenance: Provenance | None = None,
    edition: Edition | None = None,
) -> Made:
    """Return the pack of a period with its files.

    `provenance` says whose records these are and where they came from: `inputs.provenance(view, council)`. If one
    section cannot be made, the error goes up and there is no pack.
    """
    period = parse(period) if isinstance(period, str) else period
    edition = edition or Edition()
    pack = compose(view, definitions, period, provenance or Provenance("The council"), edition, say)
    return laid_out(pack, period, edition)


def laid_out(pack: Pack, period: Period, edition: Edition) -> Made:
    """Return a pack in every form that it is given in."""
    return Made(pack, {PAGE: html.render(pack), DATA: packjson.text(pack, period.name, edition)})
