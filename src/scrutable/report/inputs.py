"""What a report is made from: a view of the register on one moment, the definitions, and where the records came from.

These are the few things the report asks of the rooms before it, so that it can be built and tested without them.
`provenance` reads the register's books. Read `gather.py` next, which asks for the figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

from scrutable.checks.behind import Doubts
from scrutable.engine.period import Period
from scrutable.figures.clocks import Clocks
from scrutable.figures.delay import Awaited
from scrutable.figures.figure import Figure
from scrutable.figures.freshness import Records
from scrutable.indicators.definition import Definition
from scrutable.report.anatomy import Area

LEVELS = ("unusable", "attention", "note")
PAPER = "Children's Services Performance Indicators"


class View(Protocol):
    """The register as known on one moment: figures/view.py, or a made-up one in a test."""

    @property
    def known_on(self) -> datetime: ...

    def figures(
        self,
        ids: Sequence[str],
        periods: Sequence[Period],
        by: Sequence[str] | None = None,
        *,
        whole: bool | None = None,
    ) -> Sequence[Figure]:
        """Return the figures of some indicators for some periods, whole or by some breakdowns."""

    def records(self, indicator: str) -> Records | None:
        """Return the loads behind an indicator's figures and their age, or None where that is not known."""

    def is_timed(self, indicator: str) -> bool:
        """Whether an indicator has three clocks."""

    def clocks(
        self, ids: Sequence[str], periods: Sequence[Period], asked_at: datetime | None = None
    ) -> Sequence[Clocks]:
        """Return the three clocks of timed indicators, by the moment of a report; None: that of the view."""

    def awaited(self, indicator: str, period: Period) -> Awaited | None:
        """Return how much of a young figure is still to come."""

    def case_list(self, definition: Definition, periods: Sequence[Period]) -> Any:
        """Return the case list as an Arrow table."""


@dataclass(frozen=True)
class Load:
    """What one source delivered in one load: as the page on data sources lists it."""

    source: str
    files: tuple[str, ...]
    extracted_at: datetime
    rows: int

    def age(self, on: date) -> int:
        """Return how many days before `on` the extract was taken."""
        return (on - self.extracted_at.date()).days


@dataclass(frozen=True)
class FindingCount:
    """How many rows of a table a kind of finding stands for. `level` is unusable, attention or note."""

    code: str
    level: str
    table: str
    column: str
    rows: int


@dataclass(frozen=True)
class PublishedFigures:
    """Where the published figures of other councils lie, and by which load they speak: None where none is loaded."""

    folder: Path
    loaded_by: datetime | None


@dataclass(frozen=True)
class Provenance:
    """Whose records these are and where they came from. What is empty is left out of the pack."""

    council: str
    committee: str = ""
    paper: str = PAPER
    loads: tuple[Load, ...] = ()  # oldest first
    findings: tuple[FindingCount, ...] = ()
    speaks: Mapping[str, str] = field(default_factory=dict)  # register table -> the source that speaks for it
    version: str = ""
    area: Area = field(default_factory=Area)
    published: PublishedFigures | None = None  # None: the pack does not speak of comparison at all
    doubts: Doubts | None = (
        None  # what the checks of the records found; None: the pack does not speak of them
    )


def provenance(
    view: Any, council: str, version: str = "", committee: str = "", area: Area | None = None
) -> Provenance:
    """Return where the records of a real view came from, by the register's books, as known on the view's moment."""
    con = view.engine.con
    loads = con.execute(_LOADS, [view.known_on]).fetchall()
    findings = con.execute(_FINDINGS, [view.known_on, view.known_on]).fetchall()
    return Provenance(
        council=council,
        committee=committee,
        loads=tuple(Load(source, tuple(files), when, int(rows)) for source, files, when, rows in loads),
        findings=tuple(sorted((FindingCount(*row) for row in findings), key=_gravest_first)),
        speaks={one.table: one.source for one in view.spoken},
        version=version,
        area=area or Area(),
    )


def _gravest_first(found: FindingCount) -> tuple[int, int, str, str, str]:
    return LEVELS.index(found.level), -found.rows, found.code, found.table, found.column


_LOADS = """
    select f.source, list(distinct f.file order by f.file), l.extracted_at,
        (select coalesce(sum(c.rows_read), 0) from kept.books.counts c where c.load = l.load and c.source = f.source)
    from kept.books.load l join kept.books.file f on f.load = l.load
    where l.extracted_at <= ?
    group by l.load, l.extracted_at, f.source
    order by l.extracted_at, f.source"""
# Only of each source's latest delivery: a finding that a later delivery no longer has was put right.
_FINDINGS = """
    select n.code, n.level, n.table_name, n.column_name, cast(sum(n.rows) as bigint)
    from kept.books.finding n
    where n.load = (
        select max_by(l.load, l.extracted_at) from kept.books.file f join kept.books.load l on l.load = f.load
        where f.source = n.source and l.authority = n.authority and l.extracted_at <= ?)
    and exists (select 1 from kept.books.load l where l.load = n.load and l.extracted_at <= ?)
    group by all"""
