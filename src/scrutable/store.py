"""The store as Python sees it: open it, ask an indicator for its figures or its cases, get Arrow tables back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrutable.register.settings import Settings
from scrutable.register.store import Register

if TYPE_CHECKING:
    import pyarrow as pa

    from scrutable.figures.figure import Figure
    from scrutable.figures.revisions import Revision
    from scrutable.figures.view import View
    from scrutable.indicators.definition import Definition
    from scrutable.register.loading import LoadReport

Moment = str | date | datetime | None


class Store:
    """A council's store. Make one with `scrutable init`, open it with `scrutable.open`."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self._views: dict[tuple[Any, ...], View] = {}

    @property
    def settings(self) -> Settings:
        """What scrutable.toml says."""
        return self.register.settings

    def load(
        self,
        paths: Sequence[str | Path],
        *,
        extracted_at: str | date | datetime | None = None,
        authority: str | None = None,
        loaded_at: datetime | None = None,
        say: Callable[[str], None] = lambda _: None,
    ) -> list[LoadReport]:
        """Load files; return what each load did. A date as `extracted_at` means the start of that day."""
        reports = self.register.load(
            [Path(path) for path in paths],
            loaded_at=loaded_at or _now(),
            extracted_at=_start(extracted_at),
            authority=authority,
            say=say,
        )
        for report in reports:
            if report.load is not None:
                self._note(
                    "load", f"load {report.load} of authority {report.authority}: {len(report.files)} files"
                )
        return reports

    def known_on(self, moment: Moment = None) -> View:
        """Return the register as known on a moment: a date means the end of that day, None the latest load."""
        from scrutable.figures.view import open_view

        definitions = self.definitions()
        own = tuple(one.hash for one in definitions if one.own)
        key = (moment, self.register.generation(), own)
        if key not in self._views:
            self._views[key] = open_view(self.register.current(), self.settings, moment, definitions)
        return self._views[key]

    def revisions(
        self, period: str, *, since: Moment, until: Moment = None, indicators: Sequence[str] = ()
    ) -> list[Revision]:
        """Return how the figures of a period have changed between two moments, of some indicators or of all.

        Each holds every case that entered, left or changed, with its cause; see `scrutable.figures.revisions`.
        """
        from scrutable.engine.period import parse
        from scrutable.figures.differences import Differences
        from scrutable.figures.revisions import revision

        before, after = self.known_on(since), self.known_on(until)
        ids = list(indicators) or [one.id for one in after.definitions]
        differences, asked = Differences(before, after), parse(period)
        return [revision(before, after, one, asked, differences=differences) for one in ids]

    def findings(self) -> list[dict[str, Any]]:
        """Return what was found wrong and still stands: code, level, file, place, row and so on."""
        from scrutable.register.findings import latest

        with self.register.reading() as con:
            return latest(con, self.settings.number)

    def report(
        self,
        period: str,
        into: str | Path,
        *,
        known_on: Moment = None,
        say: Callable[[str], None] = lambda _: None,
    ) -> Path:
        """Write the pack of a period into a folder; return its HTML file. pack.json is written beside it."""
        from scrutable.report import write_pack

        pack = write_pack(self, period, Path(into), known_on=known_on, say=say)
        self._note("report", f"pack of {period} as known on {self.known_on(known_on).said}")
        return pack

    def _note(self, did: str, about: str) -> None:
        """Write a line of the audit: who did what, and when."""
        from scrutable.committee.records import Entry, Records

        records = Records(self.register.folder, self.settings.committee_url)
        records.note(Entry(_now(), _who(), did, about))
        records.close()

    def definitions(self) -> tuple[Definition, ...]:
        """Return the definitions in the order of the report: the built-in ones with the council's own.

        Those lie in the folder `indicators` beside scrutable.toml. Raises DefinitionFault with all their faults.
        """
        from scrutable.indicators.definition import OWN, catalogue

        return catalogue(self.register.folder / OWN)

    def indicators(self) -> list[Indicator]:
        """Return every indicator, in the order of the report."""
        return [Indicator(self, definition.id) for definition in self.definitions()]

    def indicator(self, indicator: str) -> Indicator:
        """Return one indicator by its id. Whether there is one is checked when it is asked for something."""
        return Indicator(self, indicator)


class Indicator:
    """One indicator of a store."""

    def __init__(self, store: Store, indicator: str) -> None:
        self.store = store
        self.id = indicator

    def __repr__(self) -> str:
        return f"Indicator({self.id!r})"

    @cached_property
    def definition(self) -> Definition:
        """What it asks, counts and rests on. Raises UsageFault U102 for an id there is not."""
        from scrutable.figures.view import find

        return find(self.id, self.store.definitions())

    def figures(
        self,
        period: str | None = None,
        *,
        periods: Sequence[str] = (),
        by: str | None = None,
        known_on: Moment = None,
    ) -> pa.Table:
        """Return a row a figure: indicator, period, period_start, period_end, breakdown, numerator, denominator,
        value (a share is 0 to 1), excluded, unit, known_on, absent. Null where there is no value, never nought, and
        `absent` says why.
        """
        names = [*([period] if period else []), *periods]
        return as_table(self.store.known_on(known_on).figures([self.id], names, by))

    def cases(
        self, period: str, *, where: tuple[str, str] | None = None, known_on: Moment = None
    ) -> pa.Table:
        """Return a row a case: the case list behind the figures, or behind one part, such as ("sex", "Female")."""
        return self.store.known_on(known_on).cases(self.id, period, where)


def as_table(figures: Sequence[Figure]) -> pa.Table:
    """Return figures as an Arrow table with the columns of the JSON format."""
    import pyarrow as pa

    schema = pa.schema(
        {
            "indicator": pa.string(), "period": pa.string(), "period_start": pa.date32(), "period_end": pa.date32(),
            "breakdown": pa.string(), "numerator": pa.float64(), "denominator": pa.float64(), "value": pa.float64(),
            "excluded": pa.int64(), "unit": pa.string(), "known_on": pa.string(), "absent": pa.string(),
        }
    )  # fmt: skip
    return pa.Table.from_pylist([as_row(figure) for figure in figures], schema=schema)


def as_row(figure: Figure) -> dict[str, Any]:
    """Return a figure as the JSON format has it."""
    return {
        "indicator": figure.indicator,
        "period": figure.period.name,
        "period_start": figure.period.start,
        "period_end": figure.period_end,
        "breakdown": figure.breakdown,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "value": figure.value,
        "excluded": figure.excluded,
        "unit": figure.unit,
        "known_on": figure.known_on,
        "absent": figure.absent,
    }


def open(path: str | Path) -> Store:
    """Open the store in a folder. Raises UsageFault U107 where there is none."""
    return Store(Register(Path(path)))


def init(path: str | Path, *, number: str = "", name: str = "", code: str = "", region: str = "") -> Store:
    """Make a new store in a folder and open it. Raises Refused R101 where there is one."""
    store = Store(Register.init(Path(path), number=number, name=name, code=code, region=region))
    store._note("init", f"store for authority {number or 'not named'}")
    return store


def _who() -> str:
    """Return who is at work, as the system knows them; in a container nobody may be known."""
    from getpass import getuser

    try:
        return getuser()
    except (ImportError, KeyError, OSError):
        return "not known"


def _now() -> datetime:
    """Return the moment for the books: UTC, without a zone, to the second."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def _start(moment: str | date | datetime | None) -> datetime | None:
    if moment is None or isinstance(moment, datetime):
        return moment
    if isinstance(moment, date):
        return datetime(moment.year, moment.month, moment.day)
    from scrutable.errors import UsageFault

    try:
        return datetime.fromisoformat(moment).replace(tzinfo=None)
    except ValueError:
        raise UsageFault("U108", f'"{moment}" is not a date.', "Write it like 2020-01-06.") from None
