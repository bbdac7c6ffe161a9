"""The store: a folder with the settings, the register's generations and the committee's records.

    scrutable.toml            the authority, local rules, which source speaks for a table
    register/000041.duckdb    the register after 41 loads
    register/current          names the generation to read
    committee.sqlite          the committee's records and the audit

A load works on a copy of the current generation and moves the pointer last, by an atomic rename. Readers never wait,
a crash at any moment leaves the old state or the new one, and two loads cannot run at once.
"""

from __future__ import annotations

import os
import shutil
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from scrutable.errors import DataFault, Refused, UsageFault
from scrutable.register import history, loading
from scrutable.register.loading import LoadReport, Say

KEPT_GENERATIONS = 3

SETTINGS = """\
# What this store is for, and the council's own rules. Everything here may be changed by hand.

[authority]
number = "{number}"  # three digits, as DfE numbers councils
name = "{name}"
code = "{code}"  # nine characters, as ONS codes councils
region = "{region}"

[visits]
cp_visit_every_days = 14  # how often a child with a child protection plan is visited, where the plan does not say

[speaks]
# Which source speaks for a table where several hold it: csv, cin, ssda903, sen2 or annex_a. For example:
# referral = "annex_a"

[committee]
url = ""  # empty: committee.sqlite in this folder; or an SQLAlchemy URL of a PostgreSQL database
"""


@dataclass(frozen=True)
class Settings:
    """What scrutable.toml says. An empty authority number means that the store may hold any council's files."""

    number: str = ""
    name: str = ""
    code: str = ""
    region: str = ""
    cp_visit_every_days: int = 14
    speaks: tuple[tuple[str, str], ...] = ()
    committee_url: str = ""


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
        if number and not (len(number) == 3 and number.isdigit()):
            raise UsageFault(
                "U106", f'"{number}" is not a council\'s number.', "Give its three digits, such as 999."
            )
        (folder / "register").mkdir(parents=True, exist_ok=True)
        first = folder / "register" / "000000.duckdb"
        first.unlink(missing_ok=True)
        with duckdb.connect(first) as con:
            history.create(con)
        _point(folder / "register", 0)
        said = {"number": number, "name": name, "code": code, "region": region}
        text = SETTINGS.format(
            **{key: value.replace("\\", "\\\\").replace('"', '\\"') for key, value in said.items()}
        )
        _write_whole(folder / "scrutable.toml", text)
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
        with duckdb.connect(self.current(), read_only=True) as con:
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

        Every file is read before anything is changed, and a fault in one refuses them all.
        """
        from scrutable import sources

        deliveries = sources.read(paths, say)
        ours = authority or self.settings.number
        todo = loading.batches(
            deliveries, authority=ours or "000", extracted_at=extracted_at, modified=loading.saved_at(paths)
        )
        self._refuse_strangers(todo, ours)
        with self._alone():
            return [self._load_batch(batch, loaded_at, extracted_at is not None, say) for batch in todo]

    def _refuse_strangers(self, todo: Sequence[loading.Batch], ours: str) -> None:
        strangers = sorted({batch.authority for batch in todo} - {ours})
        if ours and strangers:
            raise Refused(
                "R203",
                f"The files come from authority {', '.join(strangers)}; this store is for {ours}.",
                "Make a store for that council, or leave the number in scrutable.toml empty to keep several.",
            )

    def _load_batch(self, batch: loading.Batch, loaded_at: datetime, dated: bool, say: Say) -> LoadReport:
        with self.reading() as con:
            fresh = loading.without_known(con, batch)
            if not fresh.deliveries and (not dated or self._is_past(con, batch)):
                files = tuple(file for delivery in batch.deliveries for file in delivery.files)
                return LoadReport(None, batch.authority, batch.extracted_at, files, (), ())
            # A date given by hand says that this is a new extract, even where a file in it has not changed.
            fresh = batch if dated else fresh
            loading.refuse_if_older(con, fresh)
        number = self.generation() + 1
        part = self.path / f"{number:06d}.part"
        shutil.copyfile(self.current(), part)
        with duckdb.connect(part) as con:
            report = loading.apply(con, fresh, number, loaded_at, say)
            con.execute("checkpoint")
        _flush(part)
        part.replace(self.path / f"{number:06d}.duckdb")
        _point(self.path, number)
        self._tidy(number)
        return report

    @staticmethod
    def _is_past(con: duckdb.DuckDBPyConnection, batch: loading.Batch) -> bool:
        """True where the batch does not take the authority's history forward."""
        found = con.execute(
            "select max(extracted_at) from books.load where authority = ?", [batch.authority]
        ).fetchone()
        return bool(found and found[0] and batch.extracted_at <= found[0])

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the store's lock, which the operating system gives back if the process dies."""
        from filelock import FileLock, Timeout

        try:
            with FileLock(self.path / "lock", timeout=0):
                for leftover in self.path.glob("*.part*"):
                    leftover.unlink(missing_ok=True)
                yield
        except Timeout:
            raise Refused(
                "R204", "Another load into this store is running.", "Wait until it has ended, and try again."
            ) from None

    def _tidy(self, number: int) -> None:
        """Remove old generations. One that a reader still holds open (on Windows) is left for the next load."""
        for path in self.path.glob("*.duckdb"):
            if path.stem.isdigit() and int(path.stem) <= number - KEPT_GENERATIONS:
                try:
                    path.unlink()
                except PermissionError:
                    continue


def read_settings(folder: Path) -> Settings:
    """Read scrutable.toml. Raises UsageFault U107 where there is no store, DataFault D108 where it cannot be read."""
    path = folder / "scrutable.toml"
    if not path.exists():
        raise UsageFault("U107", f"{folder} is not a store.", "Make one with: scrutable init FOLDER")
    try:
        said: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataFault("D108", f"{path} cannot be read: {error}.", "Mend the line that it names.") from None
    authority, visits = said.get("authority", {}), said.get("visits", {})
    return Settings(
        number=str(authority.get("number", "")),
        name=str(authority.get("name", "")),
        code=str(authority.get("code", "")),
        region=str(authority.get("region", "")),
        cp_visit_every_days=int(visits.get("cp_visit_every_days", 14)),
        speaks=tuple(sorted(said.get("speaks", {}).items())),
        committee_url=str(said.get("committee", {}).get("url", "")),
    )


def _point(register: Path, number: int) -> None:
    _write_whole(register / "current", f"{number:06d}\n")


def _write_whole(path: Path, text: str) -> None:
    """Write a small file so that a reader sees the old text or the new, never a part."""
    part = path.with_name(path.name + ".part")
    part.write_text(text, encoding="utf-8", newline="\n")
    _flush(part)
    part.replace(path)


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
