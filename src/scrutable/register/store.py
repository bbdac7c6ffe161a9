"""The store: a folder with the settings, the register's generations and the committee's records.

    scrutable.toml            the authority, local rules, which source speaks for a table
    register/000041.duckdb    the register after 41 loads
    register/current          names the generation to read
    committee.sqlite          the committee's records and the audit

A load works on a copy of the current generation and moves the pointer last, by an atomic rename. Readers never wait,
a crash at any moment leaves the old state or the new one, and two loads cannot run at once.
"""

from __future__ import annotations

import json
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
from scrutable.register import history, loading, rows
from scrutable.register.loading import LoadReport, Say
from scrutable.register.schema import tables

KEPT_GENERATIONS = 3
STORAGE = "v1.2.0"  # so that a store made with DuckDB 2 can be read with 1
# Of several sources that hold a table the first of these speaks for it, unless scrutable.toml names another.
SOURCE_ORDER = ("csv", "cin", "ssda903", "sen2", "annex_a")

SETTINGS = """\
# What this store is for, and the council's own rules. Everything here may be changed by hand.

[authority]
number = {number}  # three digits, as DfE numbers councils
name = {name}
code = {code}  # nine characters, as ONS codes councils
region = {region}

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
        pointer = folder / "register" / "current"
        if pointer.exists() and int(pointer.read_text(encoding="utf-8")):
            raise Refused(
                "R101",
                f"{folder} holds a register with loads in it, though its scrutable.toml is gone.",
                "Nothing was changed. Put scrutable.toml back, or name another folder.",
            )
        _check_number(number)
        (folder / "register").mkdir(parents=True, exist_ok=True)
        first = folder / "register" / "000000.duckdb"
        first.unlink(missing_ok=True)
        with duckdb.connect(first, config={"storage_compatibility_version": STORAGE}) as con:
            history.create(con)
        _point(folder / "register", 0)
        said = {"number": number, "name": name, "code": code, "region": region}
        # A text of JSON is a text of TOML, whatever quotation marks, backslashes or line breaks are in it.
        text = SETTINGS.format(**{key: json.dumps(value, ensure_ascii=False) for key, value in said.items()})
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

        if not paths:
            raise UsageFault(
                "U110", "There are no files to load.", "Name files, or a folder with files in it."
            )
        deliveries = sources.read(paths, say)
        ours = authority or self.settings.number
        _check_number(authority or "")
        todo = loading.batches(
            deliveries,
            authority=ours or loading.UNNAMED,
            extracted_at=extracted_at,
            modified=loading.saved_at(paths),
        )
        self._refuse_strangers(todo, ours)
        with self._alone():
            with self.reading():
                pass  # a register that cannot be read is said so before it is copied
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
        with duckdb.connect(part) as con:
            for batch in todo:
                report = self._load_batch(con, batch, number + 1, loaded_at, dated, say)
                number = report.load or number
                reports.append(report)
            con.execute("checkpoint")
        if number == before:
            part.unlink()
            return reports
        _flush(part)
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


def read_settings(folder: Path) -> Settings:
    """Read scrutable.toml. Raises UsageFault U107 where there is no store, DataFault D108 where it cannot be read."""
    path = folder / "scrutable.toml"
    if not path.exists():
        raise UsageFault("U107", f"{folder} is not a store.", "Make one with: scrutable init FOLDER")
    try:
        # Windows' Notepad may put a byte-order mark before the text.
        return _settings(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataFault("D108", f"{path} cannot be read: {error}.", "Mend the line that it names.") from None
    except ValueError as error:
        raise DataFault("D108", f"{path} cannot be used: {error}.", "Mend it.") from None


def _settings(said: dict[str, Any]) -> Settings:
    """Return the settings that a file says. Raises ValueError for a value that cannot be one, in words."""
    parts = {name: said.get(name, {}) for name in ("authority", "visits", "speaks", "committee")}
    for name, part in parts.items():
        if not isinstance(part, dict):
            raise ValueError(f"{name} is to be a block of its own, headed [{name}]")
    authority, days = parts["authority"], parts["visits"].get("cp_visit_every_days", 14)
    number = authority.get("number", "")
    if not isinstance(number, str) or (number and not _is_number(number)):
        raise ValueError(
            f'number is to be three digits between quotation marks, such as "999", not {number!r}'
        )
    if not isinstance(days, int) or days < 1:
        raise ValueError(f"cp_visit_every_days is to be a number of days, not {days!r}")
    for table, source in parts["speaks"].items():
        if table not in tables() or source not in SOURCE_ORDER:
            raise ValueError(
                f'{table} = "{source}" under [speaks] is to name a table and one of {", ".join(SOURCE_ORDER)}'
            )
    return Settings(
        number=number,
        name=str(authority.get("name", "")),
        code=str(authority.get("code", "")),
        region=str(authority.get("region", "")),
        cp_visit_every_days=days,
        speaks=tuple(sorted(parts["speaks"].items())),
        committee_url=str(parts["committee"].get("url", "")),
    )


def _is_number(text: str) -> bool:
    return len(text) == 3 and text.isascii() and text.isdigit()


def _check_number(number: str) -> None:
    if number and not _is_number(number):
        raise UsageFault(
            "U106", f'"{number}" is not a council\'s number.', "Give its three digits, such as 999."
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
