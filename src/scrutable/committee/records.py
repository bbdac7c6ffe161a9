"""The committee's records: SQLite in the store's folder, or PostgreSQL by the URL in scrutable.toml.

For now they hold the audit: who did what with the store, and when. A row is written once and never changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Column as Field
from sqlalchemy import DateTime, Integer, MetaData, String, Table, create_engine, insert, select
from sqlalchemy.engine import Engine

METADATA = MetaData()
AUDIT = Table(
    "audit",
    METADATA,
    Field("entry", Integer, primary_key=True, autoincrement=True),
    Field("at", DateTime, nullable=False),  # UTC, without a zone
    Field("who", String(200), nullable=False),
    Field("did", String(40), nullable=False),  # init, load, report
    Field("about", String(1000), nullable=False),
)


@dataclass(frozen=True)
class Entry:
    """One line of the audit."""

    at: datetime
    who: str
    did: str
    about: str


class Records:
    """The committee's records of one store."""

    def __init__(self, folder: Path, url: str = "") -> None:
        self.engine: Engine = create_engine(url or f"sqlite:///{folder / 'committee.sqlite'}")
        METADATA.create_all(self.engine)

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
