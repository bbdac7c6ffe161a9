"""Opens the committee's records, and keeps the audit: who did what with the store, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import create_engine, insert, select
from sqlalchemy.engine import Engine

from scrutable.committee.tables import AUDIT, METADATA


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
