"""Reads the indicators: each is one `.sql` file whose opening comment says in TOML what it asks and counts.

A definition is read and checked whole, and all the faults of a file are reported together. `catalogue()` is every
indicator in the order of the report. What the SELECT must return is in DESIGN.md; `engine/duckdb.py` runs it.
"""

import hashlib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from scrutable.indicators import columns, dialect, front_matter
from scrutable.indicators.faults import Fault, as_error, did_you_mean, raise_all

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Dashboard:
    """One part of the report: its id (the folder), the title members read and its place."""

    id: str
    title: str
    order: int


@dataclass(frozen=True)
class Definition:
    """One indicator: what it asks, what it counts, the law it rests on and the SELECT of its case list.

    `select` is the SQL without the front matter, ready to be put between brackets; `sql` is the whole file.
    `hash` changes with any letter of the file, so that a stored figure can name the definition it was made by.
    A text that the file leaves out is empty, and says so by being empty: there is no other default.
    """

    id: str
    title: str
    question: str
    counts: str
    plural: str
    measures: str
    better: str
    dashboard: str
    basis: str
    select: str
    sql: str
    hash: str
    path: Path
    sentence: str
    none: str
    order: int | None = None
    stock: bool = False
    per: str = ""  # what a ratio is "for each" of; empty: it is a percentage
    look_back: int = 0  # months of records before a case without which it cannot be judged
    covered: float = 0.9  # the least share of the cases that must have that history for a figure to be given
    optional: tuple[str, ...] = ()  # tables that it looks things up in and counts without
    limit: str = ""
    excludes: tuple[str, ...] = ()
    compare: str = ""
    beside: str = ""
    breakdowns: tuple[str, ...] = ()
    traps: tuple[str, ...] = ()
    source: str = ""
    certainty: str = "not verified"
    uncertain: str = ""
    checked_by: str = ""
    next_review: date | None = None

    @property
    def counts_children(self) -> bool:
        """Whether a child with several cases in a period is counted once."""
        return self.counts == "child"

    @property
    def examples(self) -> Path:
        """Where its worked examples are."""
        return self.path.with_suffix(".examples")


def parse(text: str, path: Path) -> Definition:
    """Return the definition that a file's text holds. Raises DefinitionFault with every fault in it."""
    text = text.replace("\r\n", "\n")
    parts = front_matter.split(text)
    if parts is None:
        says = "A definition opens with its front matter, between /* on the first line and */."
        raise as_error([Fault("F001", path.name, 1, 1, says)])
    head, body = parts
    values, faults = front_matter.parse(head, path.name)
    faults += _check_place(values, path)
    faults += dialect.check(body, path.name, 1 + head.count("\n"))
    faults += columns.check(body, path.name, 1 + head.count("\n"))
    raise_all(faults)
    return _definition(values, body, text, path)


def read(path: Path) -> Definition:
    """Return the definition in a file. Raises DefinitionFault with every fault in it."""
    return parse(path.read_text(encoding="utf-8"), path)


@cache
def dashboards(folder: Path = FOLDER) -> tuple[Dashboard, ...]:
    """Return the dashboards in the order of the report."""
    blocks = tomllib.loads((folder / "dashboards.toml").read_text(encoding="utf-8"))
    found = (Dashboard(id=id_, **block) for id_, block in blocks.items())
    return tuple(sorted(found, key=lambda dashboard: (dashboard.order, dashboard.id)))


@cache
def catalogue(folder: Path = FOLDER) -> tuple[Definition, ...]:
    """Return every indicator: dashboards in their order, then by `order`, then by id.

    Raises DefinitionFault where an id is used twice or `beside` names no indicator.
    """
    found = [
        read(path)
        for dashboard in dashboards(folder)
        for path in sorted((folder / dashboard.id).glob("*.sql"), key=lambda path: path.name)
    ]
    raise_all(_check_together(found))
    place = {dashboard.id: number for number, dashboard in enumerate(dashboards(folder))}
    last = max((one.order or 0 for one in found), default=0) + 1
    return tuple(sorted(found, key=lambda one: (place[one.dashboard], one.order or last, one.id)))


def _definition(values: dict[str, Any], body: str, text: str, path: Path) -> Definition:
    """Return the definition of checked values, with what can be worked out where a key is left out."""
    facts: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in values.items()
    }
    facts.setdefault("plural", f"{facts['counts']}s")
    units = f"{facts['counts']}|{facts['plural']}"
    when = "{at}" if facts.get("stock") else "{window}"
    shares = facts["measures"] == "share"
    said = f"{{met}} of {{counted}} {{counted:{units}}} ({{percent}})" if shares else f"{{n}} {{n:{units}}}"
    facts.setdefault("sentence", f"{facts['title']}: {said} {when}")
    facts.setdefault("none", f"{facts['title']}: no {facts['plural']} {when}")
    return Definition(
        id=path.stem,
        select=body.strip().removesuffix(";").rstrip() + "\n",  # a last line may be a comment
        sql=text,
        hash=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        path=path,
        **facts,
    )


def _check_place(values: dict[str, Any], path: Path) -> list[Fault]:
    """Return what is wrong with where the file lies: its folder is its dashboard, its name its id."""
    faults = []
    dashboard = values.get("dashboard")
    if isinstance(dashboard, str) and dashboard != path.parent.name:
        known = [one.id for one in dashboards()]
        says = f'dashboard is "{dashboard}" but the file lies in "{path.parent.name}".{did_you_mean(dashboard, known)}'
        faults.append(Fault("F007", path.name, 1, 1, says))
    if not path.stem.isidentifier() or path.stem != path.stem.lower():
        says = "The file's name is the indicator's id: small letters, digits and underscores, then .sql."
        faults.append(Fault("F007", path.name, 1, 1, says))
    return faults


def _check_together(found: Sequence[Definition]) -> list[Fault]:
    """Return what only the whole catalogue can show: an id used twice, a `beside` that names nothing."""
    faults = []
    seen: set[str] = set()
    ids = {one.id for one in found}
    for one in found:
        if one.id in seen:
            faults.append(
                Fault("F007", one.path.name, 1, 1, "Another dashboard has an indicator of this id.")
            )
        seen.add(one.id)
        if one.beside and one.beside not in ids:
            says = f'beside names no indicator: "{one.beside}".{did_you_mean(one.beside, ids)}'
            faults.append(Fault("F009", one.path.name, 1, 1, says))
    return faults
