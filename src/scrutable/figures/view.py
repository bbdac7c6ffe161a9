"""The register as known on one moment, asked for figures and case lists. Everything that shows a figure asks here."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from scrutable.engine import views
from scrutable.engine.duckdb import Engine
from scrutable.engine.period import Period, parse, say_day
from scrutable.errors import UsageFault
from scrutable.figures import breakdowns, clocks, delay, fold, freshness
from scrutable.figures.figure import Figure
from scrutable.figures.fold import Part
from scrutable.figures.freshness import Delivered, Records
from scrutable.figures.making import NOT_RECORDED, figures_of
from scrutable.figures.population import Population
from scrutable.indicators.definition import Definition, catalogue
from scrutable.register import schema
from scrutable.register.rows import only, reading
from scrutable.register.settings import Settings

if TYPE_CHECKING:
    import pyarrow as pa

    from scrutable.engine.views import Spoken
    from scrutable.figures.clocks import Clocks
    from scrutable.figures.delay import Awaited


class View:
    """What the register said on one moment. Figures of one view agree with each other by construction."""

    def __init__(
        self,
        engine: Engine,
        known_on: datetime,
        said: str,
        held: frozenset[str],
        spoken: Sequence[Spoken] = (),
        definitions: Sequence[Definition] | None = None,
    ) -> None:
        self.engine = engine
        self.known_on = known_on
        self.said = said  # the moment as it was asked for: a date, or a date and time
        self.held = held  # the tables of which records had been loaded
        self.spoken = tuple(spoken)
        self.definitions = tuple(definitions) if definitions is not None else catalogue()
        self._tables: dict[str, list[str]] = {}  # what each definition cannot do without, by its hash
        self._recorded: dict[
            str, list[str]
        ] = {}  # which councils never fill a column that a definition needs
        self._population = Population(engine)
        self._delivered: dict[str, Delivered] | None = None
        self._remembered: dict[tuple[str, Period], Figure] | None = None
        engine.share(self.definitions)

    def __enter__(self) -> View:
        return self

    def __exit__(self, *_: object) -> None:
        """Close what the view and its copies read: DuckDB gives its memory back only then."""
        self.engine.close()

    def definition(self, indicator: str) -> Definition:
        """Return an indicator's definition. Raises UsageFault U102, naming the nearest id."""
        return find(indicator, self.definitions)

    def using(self, definition: Definition) -> View:
        """Return the same view with one definition instead of what it has: an earlier text of one, say."""
        if definition in self.definitions:
            return self
        other = copy(self)
        other.definitions = (definition,)
        return other

    def remembering(self) -> View:
        """Return the same view, which asks for no whole figure twice: a pack comes back to the same ones all over."""
        other = copy(self)
        other._remembered = {}
        return other

    def breakdowns(self, indicator: str) -> list[str]:
        """Return what an indicator can be broken down by."""
        return fold.breakdowns_of(self.engine, self.definition(indicator))

    def figures(
        self,
        ids: Sequence[str],
        periods: Sequence[Period | str],
        by: str | Sequence[str] | None = None,
        *,
        whole: bool | None = None,
    ) -> list[Figure]:
        """Return figures by indicator, period and part, in that order.

        Without `by`, one figure for each indicator and period. With it, one for each part that has cases; the whole
        is given too where `whole` is true or `by` is a list. Raises UsageFault for an id, a period or a breakdown
        there is not.
        """
        wanted = [by] if isinstance(by, str) else list(by or ())
        whole = (not isinstance(by, str)) if whole is None else whole
        read = [parse(period) if isinstance(period, str) else period for period in periods]
        definitions = [self.definition(indicator) for indicator in ids]
        self.engine.set_periods(read)
        if not wanted and self._remembered is not None:
            return [figure for one in definitions for figure in self._recalled(one, read, self._remembered)]
        figures = [figure for one in definitions for figure in self._fold(one, read, wanted, whole)]
        if whole and self._remembered is not None:
            self._remember(figures, self._remembered)
        return figures

    def records(self, indicator: str) -> Records | None:
        """Return the loads behind an indicator's figures and how old they are; None where nothing was delivered.

        A lake does not say: its exports carry no loads.
        """
        if self._delivered is None:
            con = self.engine.con if self.spoken else None
            self._delivered = freshness.delivered(con, self.known_on, self.spoken) if con else {}
        return freshness.of(self._needed(self.definition(indicator)), self._delivered)

    def case_list(self, definition: Definition, periods: Sequence[Period]) -> pa.Table:
        """Return the case list behind an indicator's figures, the excluded with their reasons."""
        return self.engine.case_list(definition, periods)

    def cases(self, indicator: str, period: Period | str, where: tuple[str, str] | None = None) -> pa.Table:
        """Return the cases of an indicator in a period; `where` keeps those of one part, such as ("sex", "Female").

        The list of a part of a count of children holds every case of the children in the part.
        """
        definition = self.definition(indicator)
        read = parse(period) if isinstance(period, str) else period
        if where is None:
            return self.case_list(definition, [read])
        if where[0] not in self.breakdowns(indicator):
            raise UsageFault("U101", f'{indicator} cannot be broken down by "{where[0]}".')
        self.engine.set_periods([read])
        return fold.drill_down(self.engine, definition, *where)

    def clocks(
        self,
        ids: Sequence[str],
        periods: Sequence[Period | str],
        asked_at: str | date | datetime | None = None,
        by: str | None = None,
        *,
        whole: bool | None = None,
    ) -> list[Clocks]:
        """Return the three clocks of some timed indicators' figures, by the moment of a report: figures/clocks.py."""
        read = [parse(period) if isinstance(period, str) else period for period in periods]
        return clocks.clocks(self, ids, read, asked_at, by, whole=whole)

    def is_timed(self, indicator: str) -> bool:
        """Whether an indicator has three clocks."""
        return clocks.is_timed(self.engine, self.definition(indicator))

    def not_written_up(self, indicator: str, period: Period | str) -> pa.Table:
        """Return the cases of a period that have been done and are not yet written up, oldest first."""
        return clocks.not_written_up(self, indicator, parse(period) if isinstance(period, str) else period)

    def awaited(self, indicator: str, period: Period | str) -> Awaited | None:
        """Return how much of a young figure is still to come, by how past periods filled up: figures/delay.py."""
        return delay.awaited(self, indicator, parse(period) if isinstance(period, str) else period)

    def _recalled(
        self, definition: Definition, periods: list[Period], known: dict[tuple[str, Period], Figure]
    ) -> list[Figure]:
        keys = [(definition.hash, period) for period in periods]
        if any(key not in known for key in keys):
            self._remember(self._fold(definition, periods, [], True), known)
        return [known[key] for key in keys]

    def _remember(self, figures: Sequence[Figure], known: dict[tuple[str, Period], Figure]) -> None:
        known.update({(one.definition_hash, one.period): one for one in figures if one.by is None})

    def _fold(
        self, definition: Definition, periods: list[Period], by: list[str], whole: bool
    ) -> list[Figure]:
        lacking = self._lacking(definition) or self._unrecorded(definition)
        parts: dict[tuple[date, str | None], list[Part]] = {}
        if not lacking:
            for part in fold.fold(self.engine, definition, by):
                parts.setdefault((part.period_end, part.by), []).append(part)
        figures: list[Figure] = []
        unsaid: dict[date, str] | None = None

        def add(period: Period, some: Sequence[Part], absent: str) -> None:
            figures.extend(figures_of(definition, period, some, self._population, self.said, absent))

        for period in periods:
            end = self.engine.last_day(period)
            nothing = Part(end, None, None, 0, 0, 0, 0, 0, None, None, 0)
            if absent := lacking or self._not_begun(period, end) or self._outside(definition, period, end):
                # The day it would end on may be another period's last day, whose cases are not this one's.
                if whole or not by:
                    add(period, [nothing], absent)
                continue
            all_cases = parts.get((end, None), [nothing])
            # A part is not given where the whole is refused: what it lacks, they lack.
            refused = _refusal(definition, all_cases[0])
            if definition.cannot_say and not all_cases[0].counted and all_cases[0].excluded:
                unsaid = self._only_unsaid(definition) if unsaid is None else unsaid
                refused = unsaid.get(end, "")
            if whole or not by:
                add(period, all_cases, refused)
            for name in by:
                found = parts.get((end, name), [])
                found.sort(key=lambda part: breakdowns.place(str(part.by), part.breakdown))
                add(period, found, refused)
        return figures

    def _needed(self, definition: Definition) -> list[str]:
        """Return the tables that a definition cannot do without."""
        if definition.hash not in self._tables:  # what the engine takes a millisecond or two to say
            read = self.engine.tables_of(definition) & set(schema.tables())
            if definition.measures == "rate":
                read.add("population")
            self._tables[definition.hash] = sorted(read - set(definition.optional) - _LOOKED_UP)
        return self._tables[definition.hash]

    def _lacking(self, definition: Definition) -> str:
        """Say which records a figure needs and the store does not hold. Without them nothing is known: not nought."""
        missing = [table for table in self._needed(definition) if table not in self.held]
        return f"no records of {', '.join(missing)} had been loaded" if missing else ""

    def _unrecorded(self, definition: Definition) -> str:
        """Say which column the source that speaks never fills, though the figure turns on it.

        A list of referrals without a day of closing would show every child who was ever referred as still in need.
        """
        for needed in definition.needs:
            table, _, column = needed.partition(".")
            if needed not in self._recorded:
                counted = self.engine.rows(
                    f"select authority, count({column}) from {table} group by authority"
                )
                self._recorded[needed] = sorted(authority for authority, filled in counted if not filled)
            if without := self._recorded[needed]:
                whose = f" of {', '.join(without)}" if self.engine.many else ""
                return f"the records of {table}{whose} hold no {column} at all"
        return ""

    def _only_unsaid(self, definition: Definition) -> dict[date, str]:
        """Return the periods all of whose cases are left out for want of knowing, with why: that is not nought."""
        select = self.engine.select_of(definition)
        found: dict[date, set[str]] = {}
        for end, reason in self.engine.rows(f"select distinct l.period_end, l.excluded from ({select}) l"):
            found.setdefault(end, set()).add(reason)
        allowed = set(definition.cannot_say)
        return {end: ", ".join(sorted(reasons)) for end, reasons in found.items() if reasons <= allowed}

    def _not_begun(self, period: Period, end: date) -> str:
        return "" if end >= period.start else f"the period had not begun on {say_day(self.known_on.date())}"

    def _outside(self, definition: Definition, period: Period, end: date) -> str:
        """Say which records begin after, or end before, the days that are asked about."""
        return self._too_early(definition, period, end) or self._too_late(definition, end)

    def _too_late(self, definition: Definition, end: date) -> str:
        """Say which records end before the period does: what has happened since would be missing."""
        early = [
            (self.engine.ends[table], table)
            for table in self._needed(definition)
            if table in self.engine.ends and self.engine.ends[table] < end
        ]
        return f"the records of {min(early)[1]} end on {say_day(min(early)[0])}" if early else ""

    def _too_early(self, definition: Definition, period: Period, end: date) -> str:
        """Say which records begin after the first day asked about: fewer cases would be counted than there were."""
        first = end if definition.stock else period.start
        late = [
            (self.engine.begins[table], table)
            for table in self._needed(definition)
            if table in self.engine.begins and self.engine.begins[table] > first
        ]
        return f"the records of {max(late)[1]} begin on {say_day(max(late)[0])}" if late else ""


def _refusal(definition: Definition, whole: Part) -> str:
    """Say why no figure is given though there are cases: what it would need of them is not recorded.

    Without the months before, every case looks like the first; without a single date, every case looks late.
    """
    if whole.counted and whole.unknown == whole.counted:
        return NOT_RECORDED
    if whole.lacking and whole.lacking > (1 - definition.covered) * whole.counted:
        return (
            f"the records do not reach back {definition.look_back} months before {whole.lacking:,} of the"
            f" {whole.counted:,} cases"
        )
    return ""


# Any definition may look these up to enrich a case; it counts without them.
_LOOKED_UP = frozenset({"child_disability", "child_merge"})


def find(indicator: str, definitions: Sequence[Definition] | None = None) -> Definition:
    """Return the definition of an indicator by its id, of those given or of our own.

    Raises UsageFault U102, naming the nearest id.
    """
    known = {one.id: one for one in (catalogue() if definitions is None else definitions)}
    if indicator in known:
        return known[indicator]
    near = get_close_matches(indicator, known, 1, 0.4)
    raise UsageFault(
        "U102",
        f'There is no indicator "{indicator}".',
        f"Did you mean {near[0]}?" if near else "See them all with: scrutable explain",
    )


def open_view(
    register_file: Path,
    settings: Settings,
    known_on: str | date | datetime | None,
    definitions: Sequence[Definition] | None = None,
) -> View:
    """Return the view of a register file on a moment; the day of the latest load where none is given."""
    with reading(register_file) as con:
        moment, said = moment_asked(con, known_on, settings)
        spoken = views.spoken(con, moment, settings)
    engine = views.engine_as_known(register_file, moment, settings)
    return View(engine, moment, said, frozenset(one.table for one in spoken), spoken, definitions)


def moment_asked(
    con: duckdb.DuckDBPyConnection, known_on: str | date | datetime | None, settings: Settings
) -> tuple[datetime, str]:
    """Return the moment that a known-on date means, and how it is said; of None, the day of the latest load.

    `con` reads a register file. Raises UsageFault U108, or U109 where nothing was loaded.
    """
    if known_on is None:
        known_on = _latest(con, settings.number)
    return views.moment_of(known_on), _say(known_on)


def _latest(con: duckdb.DuckDBPyConnection, authority: str) -> date:
    whose = f" where authority = '{authority}'" if authority else ""
    found = only(con, f"select max(extracted_at) from books.load{whose}")
    if not found or not found[0]:
        raise UsageFault(
            "U109", "Nothing has been loaded into this store yet.", "Load files with: scrutable load FILE..."
        )
    moment: datetime = found[0]
    return moment.date()


def _say(known_on: str | date | datetime) -> str:
    if isinstance(known_on, datetime):
        return known_on.isoformat(sep=" ", timespec="minutes")
    return known_on if isinstance(known_on, str) else known_on.isoformat()
