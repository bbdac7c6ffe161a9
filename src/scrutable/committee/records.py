"""Opens the committee's records, and keeps the audit: who did what with the store, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import create_engine, insert, select
from sqlalchemy.engine import Engine

from scrutable.committee import migrations
from scrutable.committee.tables import AUDIT
from scrutable.errors import UsageFault


@dataclass(frozen=True)
class Entry:
    """One line of the audit."""

    at: datetime
    who: str
    did: str
    about: str


class Records:
    """The committee's records of one store. Records of an earlier form are brought to today's when they are opened."""

    def __init__(self, folder: Path, url: str = "") -> None:
        self.engine: Engine = _engine(url or f"sqlite:///{folder / 'committee.sqlite'}")
        migrations.bring_up(self.engine)

    def __enter__(self) -> Records:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def note(self, entry: Entry) -> None:
        """Add a line to the audit."""
        with self.engine.begin() as con:
            con.execute(insert(AUDIT).values(at=entry.at, who=entry.who, did=entry.did, about=entry.about))

    def audit(self) -> list[Entry]:
        """Return the audit, oldest first."""
        with self.engine.connect() as con:
            rows = con.execute(
                select(AUDIT.c.at, AUDIT.c.who, AUDIT.c.did, AUDIT.c.about).order_by(AUDIT.c.entry)
            )
            return [Entry(*row) for row in rows]

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()


def _engine(url: str) -> Engine:
    """Return the engine of a database. Raises UsageFault U602 where its driver is not installed."""
    try:
        return create_engine(url)
    except ModuleNotFoundError as error:
        raise UsageFault(
            "U602",
            f"The database that scrutable.toml names needs the Python package {error.name}, which is not installed.",
            "Install it beside scrutable (for PostgreSQL: psycopg), or leave the url empty to use a file.",
        ) from None
