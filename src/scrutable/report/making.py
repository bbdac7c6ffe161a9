"""Makes the files of a pack from a view, and writes them: the same view, definitions and edition, the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from scrutable.engine.period import Period, parse
from scrutable.indicators.definition import Definition
from scrutable.report import datapackage, drawing, html, opendata, packjson, pdf, workbook
from scrutable.report.aims import NO_AIMS, Aims
from scrutable.report.anatomy import Pack
from scrutable.report.compose import compose
from scrutable.report.edition import Edition
from scrutable.report.inputs import Provenance, View
from scrutable.report.since import LastReport

PAGE, DATA = "pack.html", "pack.json"
FILES = (PAGE, pdf.FILE, workbook.FILE, DATA, opendata.FILE, opendata.META, datapackage.FILE)
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
        pack = compose(view, definitions, period, whose, edition, say, asked_at, aims, last)
    return laid_out(pack, period, edition)


def laid_out(pack: Pack, period: Period, edition: Edition) -> Made:
    """Return a pack in every form that it is given in."""
    paper = pdf.render(pack)  # first, since it takes most memory
    files = {
        PAGE: html.render(pack).encode("utf-8"),
        pdf.FILE: paper,
        workbook.FILE: workbook.render(pack),
        DATA: packjson.text(pack, period.name, edition).encode("utf-8"),
        opendata.FILE: opendata.data(pack),
        opendata.META: opendata.meta(pack, period),
    }
    return Made(pack, files | {datapackage.FILE: datapackage.text(pack, period.name, edition, files)})
