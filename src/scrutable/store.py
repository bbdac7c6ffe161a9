"""The store as Python sees it: open it, ask an indicator for its figures or its cases, get Arrow tables back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrutable.committee_side import CommitteeSide
from scrutable.held import Moment, now, start_of, who
from scrutable.register.store import Register

if TYPE_CHECKING:
    import pyarrow as pa

    from scrutable.checks.behind import Doubts
    from scrutable.checks.definition import Check
    from scrutable.committee.publications import Publication
    from scrutable.engine.agree import Agreement, LeftOut
    from scrutable.figures.revisions import Revision
    from scrutable.indicators.definition import Definition
    from scrutable.register.loading import LoadReport
    from scrutable.report.frozen import Frozen
    from scrutable.report.passport import Passport
    from scrutable.report.publishing import Verified
    from scrutable.sources.ssd_address import Address


class Store(CommitteeSide):
    """A council's store. Make one with `scrutable init`, open it with `scrutable.open`."""

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
        files = [Path(path) for path in paths]
        return self._bring(
            partial(
                self.register.load, files,
                loaded_at=loaded_at or now(), extracted_at=start_of(extracted_at), authority=authority, say=say,
            ),
            files,
        )  # fmt: skip

    def load_from(
        self,
        address: Address,
        *,
        schema: str | None = None,
        extracted_at: str | date | datetime | None = None,
        authority: str | None = None,
        say: Callable[[str], None] = lambda _: None,
    ) -> list[LoadReport]:
        """Load the Standard Safeguarding Dataset from a database; return what the load did.

        What is read was extracted now, in local time, unless `extracted_at` says otherwise. Nothing is written to the
        database, and its password is kept nowhere. Raises what `scrutable.sources.ssd_database.sheets` does.
        """
        from scrutable import sources
        from scrutable.register import alerts

        begun = alerts.local_now().replace(tzinfo=None, microsecond=0)

        def bring() -> list[LoadReport]:
            return self.register.bring(
                sources.read_database(address, schema, say), modified=begun,
                loaded_at=now(), extracted_at=start_of(extracted_at), authority=authority, say=say,
            )  # fmt: skip

        return self._bring(bring, (), str(address))

    def _bring(
        self, bring: Callable[[], list[LoadReport]], files: Sequence[Path], address: str = ""
    ) -> list[LoadReport]:
        """Load, with an alert where that is refused or leaves a table much smaller, and a line in the audit."""
        from scrutable.register import alerts

        with alerts.kept(self.register, files, alerts.local_now(), address) as made:
            reports = bring()
            made(reports)
        for report in reports:
            if report.load is not None:
                whence = f"from {address}" if address else f"{len(report.files)} files"
                self._note("load", f"load {report.load} of authority {report.authority}: {whence}")
        return reports

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
        from scrutable.report import composing

        with composing.ready() as composer:  # it starts up while the pack is settled
            from scrutable.report import making, publishing
            from scrutable.report.audience import refuse_public

            refuse_public(audience)
            publishing.refuse_published(Path(into))
            settled = self._settled(period, known_on, supplement_to, "draft", audience)
            page = making.made(self, settled, say, composer).write(Path(into))
        self._note("report", f"draft of {settled.edition.name}")
        return page

    def briefing(self, period: str, into: str | Path, *, known_on: Moment = None) -> Path:
        """Write the officers' briefing on a period into a folder; return its file. It is not for publication."""
        from scrutable.report import briefing, html

        page = html.render(briefing.of(self, period, known_on))
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
        return publishing.publish(self, settled, folder, at or now(), who(), say)

    def _settled(
        self, period: str | None, known_on: Moment, amends: str | None, status: str, audience: str = "member"
    ) -> Frozen:
        from scrutable.errors import UsageFault
        from scrutable.report import settling

        if amends:
            of_pack = settling.kept(self, amends).period
            if period is not None and period != of_pack:
                raise UsageFault(
                    "U124", f"The pack {amends} is of {of_pack}, not of {period}.", "Leave --period out."
                )
            period = of_pack
        if period is None:
            raise UsageFault("U125", "No period is named.", "Give it with --period, such as 2019-20Q3.")
        return settling.settle(self, period, known_on, status=status, amends=amends or "", audience=audience)

    def verify(self, pack: str | Path, say: Callable[[str], None] = lambda _: None) -> Verified:
        """Make a published pack again and compare it with what was published, byte for byte."""
        from scrutable.report import publishing

        return publishing.verify(self, pack, say)

    def passport(self, figure: str, *, known_on: Moment = None) -> Passport:
        """Return what is known of one figure: its value, what it rests on, and every earlier value with its causes."""
        from scrutable.report import passport

        return passport.of(self, figure, known_on)

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
