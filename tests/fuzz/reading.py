"""What is done with each input: it is written to a file in memory and read, and what comes of it is looked at.

A reader may give a delivery or an error of ours. Anything else is a fault: another exception, a column of another
length, a row of the register that cannot be typed, an answer that does not survive its handing over.
"""

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb

from scrutable import sources
from scrutable.committee.minutes.reading import read as read_minutes
from scrutable.committee.minutes.source import text_of
from scrutable.comparators import reading as published
from scrutable.errors import ScrutableError
from scrutable.frames import receive
from scrutable.register import typing
from scrutable.register.schema import tables
from scrutable.sources import handing
from scrutable.sources.delivery import Delivery

NAMES = {"minutes": "minutes.txt", "page": "page.html", "word": "minutes.docx", "pdf": "minutes.pdf"}


class Reader:
    """Reads inputs one after the other. Every `thoroughly`-th that is read is handed over and typed as well."""

    def __init__(self, target: str, folder: Path, thoroughly: int = 10) -> None:
        self.target, self.path, self.thoroughly = (
            target,
            folder / NAMES.get(target, f"{target}.file"),
            thoroughly,
        )
        folder.mkdir(exist_ok=True)
        self.done = 0
        self.con = duckdb.connect(config={"threads": 1})
        self.read: Callable[[], None] = {
            "published": self._published, "parquet": self._published, "minutes": self._minutes, "page": self._minutes,
            "word": self._minutes, "pdf": self._minutes,
        }.get(target, self._sources)  # fmt: skip

    def __call__(self, content: bytes) -> str:
        """Return what became of an input: "read", or the number of the error. Raises whatever else goes wrong."""
        self.path.write_bytes(content)
        self.done += 1
        try:
            self.read()
        except ScrutableError as error:
            assert error.code, "an error without a number"
            assert error.says, "an error without words"
            return error.code
        return "read"

    def _sources(self) -> None:
        deliveries = sources.read_here([self.path])
        check(deliveries)
        if self.done % self.thoroughly == 0:
            self._type(hand_over(deliveries))

    def _type(self, deliveries: Sequence[Delivery]) -> None:
        for delivery in deliveries:
            for number, rows in enumerate(delivery.tables):
                table, name = tables()[rows.table], f"part_{number}"
                typing.type_rows(self.con, table, rows, authority="999", file="x", name=name)
                self.con.unregister(name)

    def _published(self) -> None:
        reading = published.read_here(self.path)
        assert len({len(column) for column in reading.values.values()}) == 1

    def _minutes(self) -> None:
        text = text_of(self.path)
        for one in read_minutes(text, name=self.path.name).extracts:
            assert text[one.start : one.end] == one.text


def check(deliveries: Sequence[Delivery]) -> None:
    """Raise AssertionError unless the deliveries have the shape that the register takes."""
    for delivery in deliveries:
        for rows in delivery.tables:
            assert set(rows.columns) <= {*tables()[rows.table].columns, "recorded"}, rows.table
            assert {len(texts) for texts in rows.columns.values()} <= {len(rows.rows)}, rows.table
        for finding in delivery.findings:
            assert finding.says, finding.code


def hand_over(deliveries: Sequence[Delivery]) -> list[Delivery]:
    """Return the deliveries as the parent of the reading process gets them."""
    pipe = io.BytesIO()
    handing.send_all(list(deliveries), pipe)
    pipe.seek(0)
    return handing.received(iter(lambda: receive(pipe, 10**9), None))
