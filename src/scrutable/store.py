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

    from scrutable.backlog.claim import Claim
    from scrutable.backlog.forecast import Forecast
    from scrutable.checks.behind import Doubts
    from scrutable.checks.definition import Check
    from scrutable.committee.commentary import Commentary
    from scrutable.committee.corrections import Correction
    from scrutable.committee.promises import Promise
    from scrutable.committee.publications import Publication
    from scrutable.committee.records import Records
    from scrutable.engine.agree import Agreement, LeftOut
    from scrutable.figures.revisions import Revision
    from scrutable.figures.view import View
    from scrutable.indicators.definition import Definition
    from scrutable.register.loading import LoadReport
    from scrutable.report.frozen import Frozen
    from scrutable.report.passport import Passport
    from scrutable.report.promised import Scored
    from scrutable.report.publishing import Verified

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
        """Load files; return what each load did. A date as `extracted_at` means the start of that day.

        A load that is refused, or that leaves a table much smaller, is written into alert.txt of the store's folder.
        """
        from scrutable.register import alerts

        files = [Path(path) for path in paths]
        with alerts.kept(self.register, files, alerts.local_now()) as made:
            reports = self.register.load(
                files,
                loaded_at=loaded_at or _now(),
                extracted_at=_start(extracted_at),
                authority=authority,
                say=say,
            )
            made(reports)
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

    def agreements(
        self, tables: Sequence[str] = (), *, known_on: Moment = None, within: int | None = None
    ) -> tuple[list[Agreement], list[LeftOut]]:
        """Return how each two sources of a table agree, with the cases to mend, and which pairs cannot be compared.

        `tables` are those asked about, every one where none is named; `within` is how many days two dates of one case
        may lie apart, 14 if it is not said. Raises UsageFault U165 or U166.
        """
        from scrutable.engine import agree

        view = self.known_on(known_on)
        days = agree.WITHIN if within is None else within
        found = agree.agreements(view.engine.con, view.spoken, view.known_on, names=tables, within=days)
        return found, agree.left_out(view.spoken, tables)

    def report(
        self,
        period: str | None,
        into: str | Path,
        *,
        known_on: Moment = None,
        supplement_to: str | None = None,
        audience: str = "member",
        say: Callable[[str], None] = lambda _: None,
    ) -> Path:
        """Write a draft of a period's pack into a folder; return its HTML file. Its other files lie beside it.

        With `supplement_to`, a published pack's name, the draft is the tabled update to it, of the same period.
        `audience` is member or officer. Raises Refused R304 for the public's, which is not made yet.
        """
        from scrutable.report import publishing, recipe
        from scrutable.report.audience import refuse_public

        refuse_public(audience)
        publishing.refuse_published(Path(into))
        settled = self._settled(period, known_on, supplement_to, "draft", audience)
        page = recipe.made(self, settled, say).write(Path(into))
        self._note("report", f"draft of {settled.edition.name}")
        return page

    def briefing(self, period: str, into: str | Path, *, known_on: Moment = None) -> Path:
        """Write the officers' briefing on a period into a folder; return its file. It is not for publication."""
        from scrutable.report import briefing, html, recipe

        page = html.render(recipe.briefing(self, period, known_on))
        Path(into).mkdir(parents=True, exist_ok=True)
        written = Path(into) / briefing.FILE
        written.write_text(page, encoding="utf-8", newline="\n")
        self._note("report", f"officers' briefing on {period}")
        return written

    def publish(
        self,
        period: str | None,
        into: str | Path | None = None,
        *,
        known_on: Moment = None,
        supplement_to: str | None = None,
        at: datetime | None = None,
        say: Callable[[str], None] = lambda _: None,
    ) -> Publication:
        """Publish a pack, or a supplement to one: it is kept in the store for good, with all that it was made from.

        Its files are also written into a folder, if one is named. Raises Refused R301 where it has been published.
        """
        from scrutable.report import publishing

        settled = self._settled(period, known_on, supplement_to, "published")
        folder = Path(into) if into is not None else None
        return publishing.publish(self, settled, folder, at or _now(), _who(), say)

    def _settled(
        self, period: str | None, known_on: Moment, amends: str | None, status: str, audience: str = "member"
    ) -> Frozen:
        from scrutable.errors import UsageFault
        from scrutable.report import recipe

        if amends:
            of_pack = recipe.kept(self, amends).period
            if period is not None and period != of_pack:
                raise UsageFault(
                    "U124", f"The pack {amends} is of {of_pack}, not of {period}.", "Leave --period out."
                )
            period = of_pack
        if period is None:
            raise UsageFault("U125", "No period is named.", "Give it with --period, such as 2019-20Q3.")
        return recipe.settle(self, period, known_on, status=status, amends=amends or "", audience=audience)

    def verify(self, pack: str | Path, say: Callable[[str], None] = lambda _: None) -> Verified:
        """Make a published pack again and compare it with what was published, byte for byte."""
        from scrutable.report import publishing

        return publishing.verify(self, pack, say)

    def correct(self, figure: str, *, by: str, words: str, made: str | date | None = None) -> Correction:
        """Log a material correction of a figure: by whom (a role) and the words to be read out.

        Raises UsageFault U102 for an indicator there is not, UnitFault Q101 where the words count something else.
        """
        from scrutable.committee import corrections
        from scrutable.figures.view import find
        from scrutable.report import corrected, passport

        named = passport.parse(figure)
        corrected.check(words, find(named.indicator, self.definitions()))
        at, day = _now(), _start(made)
        with self.records() as records:
            return corrections.add(
                records, at, _who(), (day or at).date(), by.strip(), named.id, words.strip()
            )

    def corrections(self) -> list[tuple[Correction, tuple[str, ...]]]:
        """Return every correction, oldest first, each with the packs that have printed it."""
        from scrutable.committee import corrections

        with self.records() as records:
            return corrections.every(records)

    def comment(
        self,
        indicator: str,
        period: str,
        words: str,
        *,
        by: str,
        known_on: Moment = None,
        made: str | date | None = None,
    ) -> tuple[Commentary, list[str]]:
        """Keep what a service says of a figure, in Markdown; return it with the numbers in it that no figure bears.

        Raises UsageFault U102 for an indicator there is not, U152 for what a page cannot set.
        """
        from scrutable.committee import commentary
        from scrutable.engine.period import parse
        from scrutable.report import gather, packjson, remarks
        from scrutable.report.aims import Aims

        view, asked = self.known_on(known_on), parse(period)
        definition, aims = view.definition(indicator), Aims(self.settings.targets, self.settings.breaks)
        (sheet,) = gather.sheets(view, [definition], asked, aims=aims)
        strange = remarks.unborne(words, packjson.record(sheet, view.known_on.date()), definition)
        at, day = _now(), _start(made)
        with self.records() as records:
            kept = commentary.add(
                records, at, _who(), (day or at).date(), by.strip(), definition.id, asked.name, words.strip()
            )
        return kept, strange

    def commentary(self) -> list[Commentary]:
        """Return every commentary, oldest first."""
        from scrutable.committee import commentary

        with self.records() as records:
            return commentary.every(records)

    def forecast(
        self,
        indicator: str,
        until: date,
        *,
        target: float | None = None,
        basis: str = "",
        discipline: str = "as-now",
        runs: int = 10_000,
        known_on: Moment = None,
    ) -> Forecast:
        """Return what the queue behind an indicator will show at each month end up to a day: backlog/forecast.py.

        `target` is a share from 0 to 1; `basis` is finished or due where it is not the indicator's own. Raises
        UsageFault U141 for an indicator that is not the timeliness of a queue, U142 for a day not ahead or too far.
        """
        from scrutable.backlog import forecast, simulate

        named = {one.replace(" ", "-"): one for one in simulate.DISCIPLINES}
        return forecast.forecast(
            self.known_on(known_on), indicator, until,
            target=target, lens=basis, discipline=named[discipline], runs=runs,
        )  # fmt: skip

    def claim(self, *, known_on: Moment = None) -> Claim:
        """Return what the records say of the claim that timeliness does not go with repeat referrals."""
        from scrutable.backlog.claim import claim

        return claim(self.known_on(known_on))

    def promise(
        self,
        indicator: str,
        *,
        target: float,
        due: date,
        basis: str,
        by: str,
        meeting: str,
        words: str,
        made: date | None = None,
    ) -> tuple[Promise, Forecast | None]:
        """Write down what the committee was promised; return it with what could be told of it on that day.

        `target` is a share from 0 to 1, `due` the last day of a quarter, `basis` finished, due or defined, `by` a role.
        Raises UsageFault U102, U143 or U144 for a promise that could not be judged.
        """
        from scrutable.committee import promises
        from scrutable.report import promised

        at = _now()
        told = promised.Made(made or at.date(), by, meeting, indicator, basis, target, due, words)
        promise, found = promised.entered(self.known_on(told.made), told)
        with self.records() as records:
            return promises.add(records, at, _who(), promise), found

    def promises(self) -> list[Promise]:
        """Return every promise, oldest first."""
        from scrutable.committee import promises

        with self.records() as records:
            return promises.every(records)

    def score(self, *, known_on: Moment = None) -> list[Scored]:
        """Return how each promise stands that had been made by a moment, as known on it."""
        from scrutable.committee import promises
        from scrutable.report import promised

        view = self.known_on(known_on)
        with self.records() as records:
            made = promises.made_by(records, view.known_on.date())
        return promised.score(view, made)

    def passport(self, figure: str, *, known_on: Moment = None) -> Passport:
        """Return what is known of one figure: its value, what it rests on, and every earlier value with its causes."""
        from scrutable.report import passport

        return passport.of(self, figure, known_on)

    def records(self) -> Records:
        """Open the committee's records; close them, or use `with`."""
        from scrutable.committee.records import Records

        return Records(self.register.folder, self.settings.committee_url)

    def signed(self) -> tuple[datetime, str]:
        """Return the moment and who is at work, as both are written down with a change of the committee's records."""
        return _now(), _who()

    def _note(self, did: str, about: str) -> None:
        """Write a line of the audit: who did what, and when."""
        from scrutable.committee.records import Entry

        with self.records() as records:
            records.note(Entry(_now(), _who(), did, about))

    def definitions(self) -> tuple[Definition, ...]:
        """Return the definitions in the order of the report: the built-in ones with the council's own.

        Those lie in the folder `indicators` beside scrutable.toml. Raises DefinitionFault with all their faults.
        """
        from scrutable.indicators.definition import OWN, catalogue

        return catalogue(self.register.folder / OWN)

    def checks(self) -> tuple[Check, ...]:
        """Return the checks of the records: the built-in ones with the council's own.

        Those lie in the folder `checks` beside scrutable.toml. Raises DefinitionFault with all their faults, and with
        those of the definitions.
        """
        from scrutable.checks.definition import OWN, catalogue

        return catalogue(self.definitions(), self.register.folder / OWN)

    def doubts(self, *, known_on: Moment = None) -> Doubts:
        """Return what the checks find in the records as known on a moment: all of it, and behind each figure."""
        from scrutable.checks.behind import Doubts
        from scrutable.checks.running import run

        view = self.known_on(known_on)
        return Doubts(view, run(view, self.checks()))

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
        value (a share is 0 to 1), excluded, unit, known_on, absent, records_taken_out, records_age_days. Null where
        there is no value, never nought, and `absent` says why.
        """
        from scrutable.figures.rows import as_table

        names = [*([period] if period else []), *periods]
        view = self.store.known_on(known_on)
        return as_table(view.figures([self.id], names, by), view.records(self.id), view.known_on.date())

    def cases(
        self, period: str, *, where: tuple[str, str] | None = None, known_on: Moment = None
    ) -> pa.Table:
        """Return a row a case: the case list behind the figures, or behind one part, such as ("sex", "Female")."""
        return self.store.known_on(known_on).cases(self.id, period, where)


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
