"""What every part of a store rests on: register, settings, definitions, views, and the committee's records."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from scrutable.register.settings import Settings
from scrutable.register.store import Register

if TYPE_CHECKING:
    from scrutable.committee.records import Records
    from scrutable.figures.view import View
    from scrutable.indicators.definition import Definition

Moment = str | date | datetime | None


class Held:
    """A register with what stands beside it in its folder."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self._views: dict[tuple[Any, ...], View] = {}

    @property
    def settings(self) -> Settings:
        """What scrutable.toml says."""
        return self.register.settings

    def known_on(self, moment: Moment = None) -> View:
        """Return the register as known on a moment: a date means the end of that day, None the latest load."""
        from scrutable.figures.view import open_view

        definitions = self.definitions()
        own = tuple(one.hash for one in definitions if one.own)
        key = (moment, self.register.generation(), own)
        if key not in self._views:
            self._views[key] = open_view(self.register.current(), self.settings, moment, definitions)
        return self._views[key]

    def definitions(self) -> tuple[Definition, ...]:
        """Return the definitions in the order of the report: the built-in ones with the council's own.

        Those lie in the folder `indicators` beside scrutable.toml. Raises DefinitionFault with all their faults.
        """
        from scrutable.indicators.definition import OWN, catalogue

        return catalogue(self.register.folder / OWN)

    def records(self) -> Records:
        """Open the committee's records; close them, or use `with`."""
        from scrutable.committee.records import Records

        return Records(self.register.folder, self.settings.committee_url)

    def signed(self) -> tuple[datetime, str]:
        """Return the moment and who is at work, as both are written down with a change of the committee's records."""
        return now(), who()

    def _note(self, did: str, about: str) -> None:
        """Write a line of the audit: who did what, and when."""
        from scrutable.committee.records import Entry

        with self.records() as records:
            records.note(Entry(now(), who(), did, about))


def who() -> str:
    """Return who is at work, as the system knows them; in a container nobody may be known."""
    from getpass import getuser

    try:
        return getuser()
    except (ImportError, KeyError, OSError):
        return "not known"


def now() -> datetime:
    """Return the moment for the books: UTC, without a zone, to the second."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def start_of(moment: Moment) -> datetime | None:
    """Return a moment as it was said; of a date the start of its day. Raises UsageFault U108."""
    if moment is None or isinstance(moment, datetime):
        return moment
    if isinstance(moment, date):
        return datetime(moment.year, moment.month, moment.day)
    from scrutable.errors import UsageFault

    try:
        return datetime.fromisoformat(moment).replace(tzinfo=None)
    except ValueError:
        raise UsageFault("U108", f'"{moment}" is not a date.', "Write it like 2020-01-06.") from None
