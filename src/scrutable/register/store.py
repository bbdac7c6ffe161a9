"""The store: a folder with the settings, the register's generations and the committee's records.

    scrutable.toml            the authority, local rules, which source speaks for a table
    register/000041.duckdb    the register after 41 loads
    register/current          names the generation to read
    committee.sqlite          the committee's records and the audit

A load works on a copy of the current generation and moves the pointer last, by an atomic rename. Readers never wait,
a crash at any moment leaves the old state or the new one, and two loads cannot run at once.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import duckdb

from scrutable.errors import Refused, UsageFault
from scrutable.register import history, loading, rows
from scrutable.register.loading import LoadReport, Say
from scrutable.register.settings import check_number, read_settings, write_settings
from scrutable.register.whole import flush, write_whole
from scrutable.sources.delivery import Delivery

KEPT_GENERATIONS = 3
STORAGE = "v1.2.0"  # the oldest form, which every DuckDB of version 1 that we allow reads


class Register:
    """The register of a store folder: its generations and what may be done with them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "register"
        self.settings = read_settings(folder)

    @classmethod
    def init(
        cls, folder: Path, *, number: str = "", name: str = "", code: str = "", region: str = ""
    ) -> Register:
        """Make a new store. Raises Refused R101 where the folder already is one."""
        if (folder / "scrutable.toml").exists():
            raise Refused(
                "R101", f"{folder} is already a store.", "Nothing was changed. Name another folder."
            )
        pointer = folder / "register" / "current"
        if pointer.exists() and int(pointer.read_text(encoding="utf-8")):
            raise Refused(
                "R101",
                f"{folder} holds a register with loads in it, though its scrutable.toml is gone.",
                "Nothing was changed. Put scrutable.toml back, or name another folder.",
            )
        check_number(number)
        (folder / "register").mkdir(parents=True, exist_ok=True)
        first = folder / "register" / "000000.duckdb"
        first.unlink(missing_ok=True)
        with duckdb.connect(first, config={"storage_compatibility_version": STORAGE}) as con:
            history.create(con)
        _point(folder / "register", 0)
        write_settings(folder, number=number, name=name, code=code, region=region)
        return cls(folder)

    def generation(self) -> int:
        """Return the number of the current generation, which is the number of loads so far."""
        return int((self.path / "current").read_text(encoding="utf-8"))

    def current(self) -> Path:
        """Return the file of the current generation."""
        return self.path / f"{self.generation():06d}.duckdb"

    @contextmanager
    def reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Open the current generation for reading."""
        with rows.reading(self.current()) as con:
            yield con

    def load(
        self,
        paths: Sequence[Path],
        *,
        loaded_at: datetime,
        extracted_at: datetime | None = None,
        authority: str | None = None,
        say: Say = lambda _: None,
    ) -> list[LoadReport]:
        """Read files and bring the register up to them: one load for each authority and moment of extraction.

        Every file is read before anything is changed, and a fault in one refuses them all: either every load that
        the files make is in the register afterwards, or none is.
        """
        from scrutable import sources
        from scrutable.sources.apart import Limits

        if not paths:
            raise UsageFault(
                "U110", "There are no files to load.", "Name files, or a folder with files in it."
            )
        reading = dict(self.settings.reading)
        deliveries = sources.read(paths, say, Limits(reading["memory_mb"], 60 * reading["minutes"]))
        return self.bring(
            deliveries,
            modified=loading.saved_at(paths),
            loaded_at=loaded_at,
            extracted_at=extracted_at,
            authority=authority,
            say=say,
        )

    def bring(
        self,
        deliveries: Sequence[Delivery],
        *,
        modified: datetime,
        loaded_at: datetime,
        extracted_at: datetime | None = None,
        authority: str | None = None,
        say: Say = lambda _: None,
    ) -> list[LoadReport]:
        """Bring the register up to what has been read. `modified`: as of when what does not say it is."""
        ours = authority or self.settings.number
        check_number(authority or "")
        todo = loading.batches(
            deliveries,
            authority=ours or loading.UNNAMED,
            extracted_at=extracted_at,
            modified=modified,
        )
        self._refuse_strangers(todo, ours)
        with self._alone():
            with self.reading() as con:  # a register that cannot be used is said so before it is copied
                rows.refuse_if_earlier(con)
            return self._load_batches(todo, loaded_at, extracted_at is not None, say)

    def _refuse_strangers(self, todo: Sequence[loading.Batch], ours: str) -> None:
        expected = self.settings.number or ours
        strangers = sorted({batch.authority for batch in todo} - {expected})
        if expected and strangers:
            raise Refused(
                "R203",
                f"The files come from authority {', '.join(strangers)}; "
                + (f"this store is for {expected}." if self.settings.number else f"you said {expected}."),
                "Make a store for that council, or leave the number in scrutable.toml empty to keep several.",
            )

    def _load_batches(
        self, todo: Sequence[loading.Batch], loaded_at: datetime, dated: bool, say: Say
    ) -> list[LoadReport]:
        """Apply batches to a copy of the register, and make the copy the register when all are in it."""
        before = self.generation()
        part = self.path / f"{before + 1:06d}.part"
        shutil.copyfile(self.current(), part)
        number, reports = before, []
        rows.refuse_misreading()
        # One thread: with two, a load takes more processor time and no less waiting.
        with duckdb.connect(part, config={"threads": 1}) as con:
            for batch in todo:
                report = self._load_batch(con, batch, number + 1, loaded_at, dated, say)
                number = report.load or number
                reports.append(report)
            con.execute("checkpoint")
        if number == before:
            part.unlink()
            return reports
        flush(part)
        part.replace(self.path / f"{number:06d}.duckdb")
        _point(self.path, number)
        self._tidy(number)
        return reports

    def _load_batch(
        self,
        con: duckdb.DuckDBPyConnection,
        batch: loading.Batch,
        number: int,
        loaded_at: datetime,
        dated: bool,
        say: Say,
    ) -> LoadReport:
        fresh = loading.without_known(con, batch)
        if not fresh.deliveries and (not dated or self._is_past(con, batch)):
            files = tuple(file for delivery in batch.deliveries for file in delivery.files)
            return LoadReport(None, batch.authority, batch.extracted_at, files, (), ())
        if dated:  # a date given by hand says that this is a new extract, even where a file has not changed
            fresh = batch
        else:
            loading.refuse_if_back(con, fresh)
        loading.refuse_if_older(con, fresh)
        return loading.apply(con, fresh, number, loaded_at, say)

    @staticmethod
    def _is_past(con: duckdb.DuckDBPyConnection, batch: loading.Batch) -> bool:
        """True where the batch does not take the authority's history forward."""
        found = rows.only(
            con, "select max(extracted_at) from books.load where authority = ?", [batch.authority]
        )
        return bool(found and found[0] and batch.extracted_at <= found[0])

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the store's lock, which the operating system gives back if the process dies."""
        from filelock import FileLock, Timeout

        try:
            with FileLock(self.path / "lock", timeout=0):
                self._clear()  # what a load that was killed has left
                try:
                    yield
                finally:
                    self._clear()
        except Timeout:
            raise Refused(
                "R204", "Another load into this store is running.", "Wait until it has ended, and try again."
            ) from None

    def _clear(self) -> None:
        for leftover in self.path.glob("*.part*"):
            leftover.unlink(missing_ok=True)

    def _tidy(self, current: int) -> None:
        """Remove generations but the newest, and any that a killed load made and nothing points to.

        One that a reader still holds open (on Windows) is left for the next load.
        """
        made = sorted((int(path.stem), path) for path in self.path.glob("*.duckdb") if path.stem.isdigit())
        past = [path for number, path in made if number <= current]
        for path in [path for number, path in made if number > current] + past[:-KEPT_GENERATIONS]:
            try:
                path.unlink()
            except PermissionError:
                continue


def _point(register: Path, number: int) -> None:
    write_whole(register / "current", f"{number:06d}\n")
