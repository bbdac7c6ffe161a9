"""Makes the files of a pack from a view, and writes them: the same view, definitions and edition, the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from scrutable.engine.period import Period, parse
from scrutable.indicators.definition import Definition
from scrutable.report import composing, datapackage, drawing, html, opendata, packjson, pdf, recipe, workbook
from scrutable.report.aims import NO_AIMS, Aims
from scrutable.report.anatomy import Pack
from scrutable.report.compose import gathered, written
from scrutable.report.edition import Edition
from scrutable.report.frozen import Frozen
from scrutable.report.inputs import Provenance, View
from scrutable.report.since import LastReport

if TYPE_CHECKING:
    from scrutable.store import Store

PAGE = "pack.html"
FILES = (PAGE, pdf.FILE, workbook.FILE, packjson.FILE, opendata.FILE, opendata.META, datapackage.FILE)
Say = Callable[[str], None]


@dataclass(frozen=True)
class Made:
    """A pack and its files, by name, as they stand on a disk."""

    pack: Pack
    files: Mapping[str, bytes]

    def write(self, into: Path) -> Path:
        """Write the files into a folder, which is made where it is not there; return the page."""
        into.mkdir(parents=True, exist_ok=True)
        for name, content in self.files.items():
            (into / name).write_bytes(content)
        return into / PAGE


def make(
    view: View,
    definitions: Sequence[Definition],
    period: Period | str,
    say: Say = lambda _: None,
    *,
    provenance: Provenance | None = None,
    edition: Edition | None = None,
    asked_at: datetime | None = None,
    aims: Aims = NO_AIMS,
    last: LastReport | None = None,
) -> Made:
    """Return the pack of a period with its files.

    `provenance` says whose records these are and where they came from: `inputs.provenance(view, council)`. If one
    section cannot be made, the error goes up and there is no pack. `asked_at` is the moment of an earlier pack of the
    period: what has been recorded since is told from then. `aims` are the council's targets and declared breaks; `last`
    is the last report, whose figures are told as they stand now.
    """
    period = parse(period) if isinstance(period, str) else period
    edition = edition or Edition()
    whose = provenance or Provenance("The council")
    with drawing.apart():
        told = gathered(view, definitions, period, whose, edition, say, asked_at, aims, last)
        pack = written(told, say)
    return laid_out(pack, period, edition)


def made(
    store: Store, settled: Frozen, say: Say = lambda _: None, composer: composing.Composer | None = None
) -> Made:
    """Return the pack of a store for which all was settled, composed by a process if one is given, else by this one.

    Raises DataFault D188 to D190 where a process stops.
    """
    if composer is None:
        pack = recipe.composed(store, settled, say)
    else:
        pack = composer.compose(store.register.folder, settled.text(), say)
    return laid_out(pack, parse(settled.period), settled.edition)


def laid_out(pack: Pack, period: Period, edition: Edition) -> Made:
    """Return a pack in every form that it is given in."""
    paper = pdf.begun(pack)  # by another process: the page is made while it works
    page = html.render(pack).encode("utf-8")
    files = {
        PAGE: page,
        pdf.FILE: paper(),
        workbook.FILE: workbook.render(pack),  # not before: it takes memory of its own
        packjson.FILE: packjson.text(pack, period.name, edition).encode("utf-8"),
        opendata.FILE: opendata.data(pack),
        opendata.META: opendata.meta(pack, period),
    }
    return Made(pack, files | {datapackage.FILE: datapackage.text(pack, period.name, edition, files)})
